"""Pairing the statements of two nodes: the two sides of a session name each other's ends.

Between two nodes there may be several sessions: over parallel links, in several VRFs, between loopbacks as well. Each
statement is paired with the one of the other side that fits it best; one that nothing fits stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from topodraw.readers.peering.statements import Statement

__all__ = ["Pair", "pair_up"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A session by the statements of its ends, `a` the node that comes first in the lab; one of them may be missing."""

    a: Statement | None
    b: Statement | None

    @property
    def said(self) -> Statement:
        """Return the statement of the first end, else the other."""
        found = self.a or self.b
        assert found is not None
        return found


def pair_up(statements: Sequence[Statement], order: Sequence[str]) -> tuple[Pair, ...]:
    """Return the sessions, in the order of their first statements; `order` is that of the lab's nodes."""
    place = {node: index for index, node in enumerate(order)}
    between: dict[tuple[str, str], tuple[list[Statement], list[Statement]]] = {}
    for each in statements:
        a, b = sorted((each.node, each.peer), key=lambda name: place[name])
        between.setdefault((a, b), ([], []))[each.node != a].append(each)
    return tuple(pair for sides in between.values() for pair in _pairs(*sides))


_EXACT = 9
"""Fit of statements each of which names the address that the other starts from."""


def _pairs(ours: list[Statement], theirs: list[Statement]) -> Iterable[Pair]:
    partner: dict[int, int] = {}
    taken: dict[int, None] = {}
    by_ends = {(t.near, t.far): j for j, t in reversed(list(enumerate(theirs))) if t.near and t.far}
    for i, s in enumerate(ours):
        named = by_ends.get((s.far, s.near)) if s.near and s.far else None
        if named is not None and named not in taken and _fit(s, theirs[named]) == _EXACT:
            partner[i] = named
            taken[named] = None
    fits = [
        (_fit(s, t), i, j)
        for i, s in enumerate(ours)
        if i not in partner
        for j, t in enumerate(theirs)
        if j not in taken
    ]
    fits.sort(key=lambda fit: (-fit[0], fit[1], fit[2]))
    for score, i, j in fits:
        if score > 0 and i not in partner and j not in taken:
            partner[i] = j
            taken[j] = None
    yield from (Pair(s, theirs[partner[i]] if i in partner else None) for i, s in enumerate(ours))
    yield from (Pair(None, t) for j, t in enumerate(theirs) if j not in taken)


def _fit(s: Statement, t: Statement) -> int:
    """Return how well two statements fit each other as the sides of one session, 0 where they cannot.

    What counts most is that each names the very address that the other starts from.
    """
    if s.version is None or t.version is None:
        return _fit_of_interfaces(s, t)
    if s.version != t.version or (s.link != t.link and s.link is not None and t.link is not None):
        return 0
    named = [one.far is not None and one.far == other.near for one, other in ((s, t), (t, s))]
    if all(named):
        return _EXACT
    if s.is_direct and t.is_direct:
        on_one_network = s.near is not None and t.near is not None and s.near.network == t.near.network
        return 7 if on_one_network else 0
    if s.is_direct != t.is_direct:
        return 1
    return 4 + sum(named)


def _fit_of_interfaces(s: Statement, t: Statement) -> int:
    """Fit statements at least one of which names its peer by interface, or by name."""
    if s.link != t.link:
        return 0 if s.link is not None and t.link is not None else 2
    return 8 if s.version == t.version else 3
