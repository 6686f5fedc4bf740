"""Cells to pixels, and ways to the data of paths: rounded corners, arrowheads.

A cell is 8 by 16 pixels; what runs through its middle in text runs through that point here. Only whole and half pixels
are written, so that files are short and the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from topodraw.layout import Point

__all__ = ["CELL_X", "CELL_Y", "arrowhead", "dot", "number", "path", "shortened"]

CELL_X, CELL_Y = 8, 16
RADIUS = 6
"""Of the corners of lines."""
HEAD = 9
"""Length of an arrowhead."""
BORDER = 1
"""Between the middle of a box's border, where lines end, and the tip of an arrowhead."""


def dot(point: Point) -> tuple[int, int]:
    """Return the middle of a cell."""
    return point[0] * CELL_X, point[1] * CELL_Y


def number(value: float) -> str:
    """Return a coordinate, with one digit after the point at the most.

    >>> number(12.0), number(12.25), number(-0.04)
    ('12', '12.2', '0')
    """
    written = f"{value:.1f}"
    return written.removesuffix(".0") if written != "-0.0" else "0"


def path(dots: Sequence[tuple[float, float]]) -> str:
    """Return the data of a path along these corners, each rounded as far as its legs allow.

    >>> path([(0, 0), (0, 16), (40, 16)])
    'M0 0V10Q0 16 6 16H40'
    """
    dots = _corners(dots)
    written = [f"M{number(dots[0][0])} {number(dots[0][1])}"]
    at = dots[0]
    for before, corner, after in zip(dots, dots[1:], dots[2:], strict=False):
        radius = min(RADIUS, _length(before, corner) / 2, _length(corner, after) / 2)
        begin, end = _toward(corner, before, radius), _toward(corner, after, radius)
        written.append(_straight(at, begin))
        written.append(f"Q{number(corner[0])} {number(corner[1])} {number(end[0])} {number(end[1])}")
        at = end
    written.append(_straight(at, dots[-1]))
    return "".join(written)


def shortened(dots: Sequence[tuple[float, float]], *, start: bool, end: bool) -> list[tuple[float, float]]:
    """Return a way without what arrowheads cover at its start and its end."""
    found = [(float(x), float(y)) for x, y in dots]
    if start:
        found[0] = _toward(found[0], found[1], min(HEAD + BORDER - 1, _length(found[0], found[1])))
    if end:
        found[-1] = _toward(found[-1], found[-2], min(HEAD + BORDER - 1, _length(found[-1], found[-2])))
    return found


def arrowhead(tip: tuple[float, float], origin: tuple[float, float], width: float) -> str:
    """Return the data of an arrowhead that comes from `origin` and touches the border at `tip`.

    >>> arrowhead((0, 32), (0, 0), 1.0)
    'M0 31L-4 22L4 22Z'
    """
    half = 3.5 + width / 2
    x, y = _toward(tip, origin, BORDER)
    back_x, back_y = _toward(tip, origin, BORDER + HEAD)
    across = (half, 0) if x == back_x else (0, half)
    left, right = (back_x - across[0], back_y - across[1]), (back_x + across[0], back_y + across[1])
    return f"M{_pair((x, y))}L{_pair(left)}L{_pair(right)}Z"


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _corners(dots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a way without points that are no corners."""
    found: list[tuple[float, float]] = []
    for point in dots:
        if found and found[-1] == point:
            continue
        if len(found) > 1 and (found[-2][0] == found[-1][0] == point[0] or found[-2][1] == found[-1][1] == point[1]):
            found.pop()
        found.append(point)
    return found if len(found) > 1 else [*found, found[0]]


def _straight(start: tuple[float, float], end: tuple[float, float]) -> str:
    if start == end:
        return ""
    return f"V{number(end[1])}" if start[0] == end[0] else f"H{number(end[0])}"


def _length(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(start: tuple[float, float], goal: tuple[float, float], distance: float) -> tuple[float, float]:
    """Return the point some way along a level or upright leg."""
    sign = [(b > a) - (b < a) for a, b in zip(start, goal, strict=True)]
    return start[0] + sign[0] * distance, start[1] + sign[1] * distance
