"""What is known about the tiers of two boxes."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CUSTOMER", "NAME", "POSITION", "RANK", "ROLE", "STRUCTURE", "Statement"]

RANK, POSITION, ROLE, NAME, CUSTOMER, STRUCTURE = range(6)
"""Kinds of evidence, the strongest first: what the author said, where he put things, BGP roles and route reflectors,
names and device classes, customers told by the size of autonomous systems, the shape of the graph."""


class Statement(NamedTuple):
    """`upper` stands above `lower` (or, when `level`, beside it). A smaller `strength` is the stronger evidence."""

    upper: str
    lower: str
    strength: int
    level: bool = False
    reason: str = ""
    """What the evidence is: rank, position, BGP role, route reflector, name, host, customer cone, structure."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two boxes, in an order that does not depend on which is the upper one."""
        return min(self.upper, self.lower), max(self.upper, self.lower)
