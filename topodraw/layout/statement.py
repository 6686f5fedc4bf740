"""What is known about the tiers of two boxes."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Statement"]


class Statement(NamedTuple):
    """`upper` stands above `lower` (or, when `level`, beside it). A smaller `strength` is the stronger evidence."""

    upper: str
    lower: str
    strength: int
    level: bool = False
    reason: str = ""
