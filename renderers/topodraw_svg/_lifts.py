"""Level lines half-way up: in text a line leaves a box beside its name, in a picture it looks better in the middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from topodraw.layout import Arrangement, Point
from topodraw_svg._lines import CELL_Y

__all__ = ["lifts"]


def lifts(arrangement: Arrangement) -> Mapping[int, int]:
    """Return how many pixels lines move downwards, by edge: those that are straight, level, and alone at the sides of
    two boxes whose middles are at one height. Nothing but upright lines and walls of frames is in their way there."""
    middles = {box.box: 2 * box.y + box.height - 1 for box in arrangement.boxes}
    ends = Counter(end for route in arrangement.routes for end in _level_ends(arrangement, route.edge, route.points))
    for bar in arrangement.bars:
        for tap in bar.taps:
            before, end = tap.points[-2:]
            if before[1] == end[1]:
                ends[tap.box, end[0] < before[0]] += 1
    found: dict[int, int] = {}
    for route in arrangement.routes:
        level = list(_level_ends(arrangement, route.edge, route.points))
        heights = {middles[box]: None for box, _ in level}
        if len(route.points) == len(level) == 2 and len(heights) == 1 and all(ends[end] == 1 for end in level):
            found[route.edge] = (next(iter(heights)) - 2 * route.points[0][1]) * CELL_Y // 2
    return found


def _level_ends(arrangement: Arrangement, edge: int, points: tuple[Point, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the boxes that a line meets at the side, and whether at the right one."""
    shown = arrangement.diagram.edges[edge]
    for box, near, onward in ((shown.a.box, points[0], points[1]), (shown.b.box, points[-1], points[-2])):
        if near[1] == onward[1]:
            yield box, near[0] < onward[0]
