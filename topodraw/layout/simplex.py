"""Network simplex: the cheapest integer places under separation constraints.

Minimises the sum of weight * (x[head] - x[tail]) over arcs with x[head] - x[tail] >= length (Gansner, Koutsofios,
North, Vo 1993, section 2.3). The result is exact and integral; the number of pivots can be capped, since every step of
the way is a feasible solution.
"""

from __future__ import annotations

from topodraw.layout.separation import Arc, Separation
from topodraw.layout.tight_tree import TightTree

__all__ = ["Arc", "solve"]

CANDIDATES = 30
"""Arcs of which the one is exchanged that costs most."""


def solve(count: int, arcs: list[Arc], max_pivots: int | None = None) -> list[int]:
    """Return places for variables 0 to count-1, the least of them 0.

    Raises ValueError when the constraints contradict each other (a cycle of positive length).
    """
    if not count:
        return []
    tree = TightTree(Separation(count, arcs))
    _improve(tree, max_pivots)
    low = min(tree.x[:count])
    return [value - low for value in tree.x[:count]]


def _improve(tree: TightTree, max_pivots: int | None) -> None:
    """Exchange arcs of the tree while one of them would be cheaper stretched and anything is left to gain."""
    cursor = 0
    pivots = 0
    while tree.stretch and (max_pivots is None or pivots < max_pivots):
        leaving, cursor = tree.worst(cursor, CANDIDATES)
        if leaving < 0:
            return
        side = tree.split(leaving)
        entering = tree.entering(leaving, side)
        if entering < 0:
            return
        tree.exchange(leaving, entering, side)
        pivots += 1
