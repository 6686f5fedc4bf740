"""What configurations add to a lab file, once it is known."""

from __future__ import annotations

from dataclasses import dataclass

from topodraw.model import Link, Node, Session

__all__ = ["Routing"]


@dataclass(frozen=True, slots=True)
class Routing:
    """What is known of a lab's BGP, and its links with the addresses of their ends."""

    links: tuple[Link, ...]
    sessions: tuple[Session, ...] = ()
    outside: tuple[Node, ...] = ()
    """BGP peers that are no nodes of the lab."""
    reflectors: tuple[str, ...] = ()
