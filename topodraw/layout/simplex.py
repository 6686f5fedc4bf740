"""Network simplex: the cheapest integer places under separation constraints.

Minimises the sum of weight * (x[head] - x[tail]) over arcs with x[head] - x[tail] >= length (Gansner, Koutsofios,
North, Vo 1993, section 2.3). The result is exact and integral; the number of pivots can be capped, since every step of
the way is a feasible solution.
"""

from __future__ import annotations

from topodraw.layout.separation import Arc, Separation
from topodraw.layout.tight_tree import TightTree

__all__ = ["Arc", "Simplex", "solve"]

CANDIDATES = 30
"""Arcs of which the one is exchanged that costs most."""


def solve(count: int, arcs: list[Arc], max_pivots: int | None = None) -> list[int]:
    """Return places for variables 0 to count-1, the least of them 0.

    Raises ValueError when the constraints contradict each other (a cycle of positive length).
    """
    return Simplex(count, arcs).places(max_pivots)


class Simplex:
    """A problem whose solution can be gone on from when the weights change: a few pivots then do.

    Raises ValueError when the constraints contradict each other.
    """

    def __init__(self, count: int, arcs: list[Arc]) -> None:
        self.count = count
        self.tree = TightTree(Separation(count, arcs))

    def places(self, max_pivots: int | None = None) -> list[int]:
        """Return the cheapest places for the variables, the least of them 0."""
        _improve(self.tree, max_pivots)
        x = self.tree.x[: self.count]
        low = min(x, default=0)
        return [value - low for value in x]

    def reweigh(self, weights: list[int]) -> None:
        """Charge the arcs otherwise, in the order in which they were given."""
        self.tree.reweigh(weights)


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
