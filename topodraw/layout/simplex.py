"""Network simplex: the cheapest integer places under separation constraints.

Minimises the sum of weight * (x[head] - x[tail]) over arcs with x[head] - x[tail] >= length (Gansner, Koutsofios,
North, Vo 1993, section 2.3). The result is exact and integral; the number of pivots can be capped, since every step of
the way is a feasible solution.
"""

from __future__ import annotations

from topodraw.layout.separation import Arc, Separation
from topodraw.layout.tight_tree import TightTree

__all__ = ["Arc", "solve"]


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
    """Exchange arcs of the tree while one of them would be cheaper stretched."""
    cursor = 0
    pivots = 0
    while max_pivots is None or pivots < max_pivots:
        leaving, cursor = _leaving(tree, cursor)
        if leaving < 0:
            return
        side = tree.smaller_side(leaving)
        entering = _entering(tree, leaving, side)
        if entering < 0:
            return
        tree.exchange(leaving, entering, side)
        pivots += 1


def _leaving(tree: TightTree, cursor: int) -> tuple[int, int]:
    """Return a tree arc with a negative cut value, the worst of the next few found going round the nodes."""
    best, found = -1, 0
    for node in (*range(cursor, tree.count), *range(cursor)):
        arc = tree.parent[node]
        if arc >= 0 and tree.cut[arc] < 0:
            if best < 0 or tree.cut[arc] < tree.cut[best]:
                best = arc
            found += 1
            if found >= 30:
                return best, (node + 1) % tree.count
    return best, cursor


def _entering(tree: TightTree, leaving: int, side: list[int]) -> int:
    """Return the arc of least slack that leads from the leaving arc's head side to its tail side, or -1."""
    stamp, mark = tree.stamp, tree.mark
    side_has_head = mark[tree.head[leaving]] == stamp
    best, best_slack = -1, 0
    for node in side:
        for index in tree.touching[node]:
            tail_in, head_in = mark[tree.tail[index]] == stamp, mark[tree.head[index]] == stamp
            if tail_in != head_in and tail_in == side_has_head and not tree.in_tree[index]:
                slack = tree.slack(index)
                if best < 0 or slack < best_slack or (slack == best_slack and index < best):
                    best, best_slack = index, slack
    return best
