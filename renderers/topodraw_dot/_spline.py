"""Corner points to the splines that Graphviz writes and reads: cubic curves, end to end."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Dot", "spline", "toward"]

Dot = tuple[float, float]
"""A place in points, y upwards."""

CORNER = 6
"""Radius of a bend, in points."""
ARROW = 8
"""Length of an arrowhead, in points: Graphviz's 10 times the arrowsize of our edges."""


def spline(corners: Sequence[Dot], *, start: bool = False, end: bool = False) -> str:
    """Return the `pos` of an edge along these corners, rounded; with arrowheads at its start or end.

    >>> spline([(0, 0), (30, 0)])
    '0,0 10,0 20,0 30,0'
    >>> spline([(0, 0), (38, 0)], end=True)
    'e,38,0 0,0 10,0 20,0 30,0'
    """
    points = list(corners)
    tips = ""
    if end:
        tips += f"e,{_text(points[-1])} "
        points[-1] = toward(points[-1], points[-2], ARROW)
    if start:
        tips += f"s,{_text(points[0])} "
        points[0] = toward(points[0], points[1], ARROW)
    return tips + " ".join(map(_text, _curve(points)))


def toward(start: Dot, end: Dot, step: float) -> Dot:
    """Return the point one step along a leg, but never past its middle."""
    (x1, y1), (x2, y2) = start, end
    length = max(abs(x2 - x1), abs(y2 - y1))
    share = min(step / length, 0.5) if length else 0
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _curve(points: Sequence[Dot]) -> list[Dot]:
    path = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        _straight(path, toward(corner, before, CORNER))
        leaving = toward(corner, after, CORNER)
        path += [corner, corner, leaving]
    _straight(path, points[-1])
    return path


def _straight(path: list[Dot], end: Dot) -> None:
    (x1, y1), (x2, y2) = path[-1], end
    dx, dy = (x2 - x1) / 3, (y2 - y1) / 3
    path += [(x1 + dx, y1 + dy), (x2 - dx, y2 - dy), end]


def _text(point: Dot) -> str:
    return ",".join(f"{value:.1f}".removesuffix(".0") for value in point)
