"""Tiers that the author gave outright: which boxes share one, and which of those stand above which.

Ranks come first. Where the rows of the positions agree with them, both number the same tiers; else a box that has a
rank stands by that, and its position tells no more than its place in the tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from topodraw.diagram import Diagram

__all__ = ["Level", "Levels", "given_levels"]

Level = tuple[str, int]
"""A rank, or a row of positions, with its number."""


@dataclass(frozen=True, slots=True)
class Levels:
    of: Mapping[str, Level]
    """The level of each box that has one."""
    pairs: tuple[tuple[Level, Level], ...]
    """Levels next to each other, the upper one first. They make no circle."""


def given_levels(diagram: Diagram, rows: Mapping[str, int]) -> Levels:
    """Return the levels of boxes by their ranks and by the `rows` of their positions."""
    ranks = {box.id: box.hints.rank for box in diagram.boxes if box.hints.rank is not None}
    met = sorted(dict.fromkeys((rank, rows[name]) for name, rank in ranks.items() if name in rows))
    agree = all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(met))
    row_of_rank = dict(met) if agree else {}
    of: dict[str, Level] = {}
    for box in diagram.boxes:
        if box.id in ranks:
            rank = ranks[box.id]
            of[box.id] = ("row", row_of_rank[rank]) if rank in row_of_rank else ("rank", rank)
        elif box.id in rows:
            of[box.id] = ("row", rows[box.id])
    given = sorted(dict.fromkeys(ranks.values()))
    chain = [("row", row_of_rank[rank]) if rank in row_of_rank else ("rank", rank) for rank in given]
    used = sorted(dict.fromkeys(level for level in of.values() if level[0] == "row"))
    return Levels(of, (*pairwise(chain), *pairwise(used)))
