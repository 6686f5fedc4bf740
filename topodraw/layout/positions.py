"""Where an author put things on his canvas: the rows that the positions make, and the order in each.

Icons are of one size and positions are their corners, so positions compare directly. What stands about level is one
row, for nobody's hand is steady; what is level is measured by how near the icons stand to each other, so that any unit
will do. Positions are taken as they are or not at all: where fewer than half of the boxes have one, or all have the
same, they say nothing, and `Positions.ignored` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from topodraw.diagram import Bar, Box, Diagram
from topodraw.layout.metric import Direction

__all__ = ["Positions", "clusters", "given_positions"]

LEVEL = 45
"""Pixels that the icons of one row lie apart at the most: about one icon, half of the way to the next row."""
SAMPLE = 200
"""Positions of which the nearest other one is looked for."""

Axis = Literal["x", "y"]
_ACROSS: Mapping[Axis, Axis] = {"x": "y", "y": "x"}
_INDEX: Mapping[Axis, int] = {"x": 0, "y": 1}


@dataclass(frozen=True, slots=True)
class Positions:
    """What positions say of a picture. `axis` is the coordinate that tells the tiers."""

    axis: Axis = "y"
    along: Mapping[str, int] = field(default_factory=dict)
    """Of each box that has a position, the coordinate that tells its row."""
    across: Mapping[str, int] = field(default_factory=dict)
    """The other one, that tells the order in its row; what lies about level has the same number."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """The row of each such box, 0 at the top."""
    bars: Mapping[str, int] = field(default_factory=dict)
    """How many rows stand above each bar that has a position."""
    ignored: str | None = None
    """Why positions are not followed, where there are any."""


def given_positions(diagram: Diagram, direction: Direction = "down") -> Positions:
    """Return what the positions of a diagram's boxes and bars say.

    In a drawing to the right the tiers are the author's columns, unless he drew downwards: then the picture is turned,
    as any other is.
    """
    placed = {box.id: place for box in diagram.boxes if (place := _place(box))}
    if not placed:
        return Positions()
    if 2 * len(placed) < len(diagram.boxes):
        have = "has" if len(placed) == 1 else "have"
        return Positions(ignored=f"only {len(placed)} of {len(diagram.boxes)} nodes {have} one")
    if len(dict.fromkeys(placed.values())) == 1:
        return Positions(ignored=f"all {len(placed)} are the same" if len(placed) > 1 else None)
    apart = _apart(list(dict.fromkeys(placed.values())))
    level: dict[Axis, dict[int, int]] = {
        "x": clusters((x for x, _ in placed.values()), apart),
        "y": clusters((y for _, y in placed.values()), apart),
    }
    axis: Axis = "x" if direction == "right" and not _drawn_downwards(diagram, placed, level) else "y"
    at = _INDEX[axis]
    rows = _numbered(level[axis])
    centres = sorted(dict.fromkeys(level[axis].values()))
    bars = {bar.id: place[at] for bar in diagram.bars if (place := _place(bar))}
    return Positions(
        axis,
        {name: place[at] for name, place in placed.items()},
        {name: level[_ACROSS[axis]][place[1 - at]] for name, place in placed.items()},
        {name: rows[place[at]] for name, place in placed.items()},
        {name: sum(centre < value for centre in centres) for name, value in bars.items()},
    )


def clusters(values: Iterable[int], apart: int) -> dict[int, int]:
    """Return for each value the middle of those it lies level with, none of them more than `apart` from another.

    Parted is where the gaps are widest. Two values that are level have one middle, others have middles in their order.
    """
    ordered = sorted(dict.fromkeys(values))
    middles: dict[int, int] = {}
    parts = [ordered] if ordered else []
    while parts:
        part = parts.pop()
        if part[-1] - part[0] <= apart:
            middles |= dict.fromkeys(part, (part[0] + part[-1]) // 2)
        else:
            cut = max(range(1, len(part)), key=lambda at: part[at] - part[at - 1])
            parts += [part[:cut], part[cut:]]
    return middles


def _drawn_downwards(
    diagram: Diagram, placed: Mapping[str, tuple[int, int]], level: Mapping[Axis, Mapping[int, int]]
) -> bool:
    """Tell whether fewer links lie within the author's rows than within his columns, else whether he has fewer rows."""
    pairs = [(placed[e.a.box], placed[e.b.box]) for e in diagram.edges if e.a.box in placed and e.b.box in placed]
    within = {
        axis: sum(level[axis][one[at]] == level[axis][other[at]] for one, other in pairs if one != other)
        for axis, at in _INDEX.items()
    }
    counts = {axis: len(dict.fromkeys(level[axis].values())) for axis in level}
    return (within["y"], counts["y"]) < (within["x"], counts["x"])


def _place(thing: Box | Bar) -> tuple[int, int] | None:
    hints = thing.hints
    return None if hints.x is None or hints.y is None else (hints.x, hints.y)


def _numbered(middles: Mapping[int, int]) -> dict[int, int]:
    """Return for each value the number of its cluster, in their order."""
    numbers = {middle: at for at, middle in enumerate(sorted(dict.fromkeys(middles.values())))}
    return {value: numbers[middle] for value, middle in middles.items()}


def _apart(places: list[tuple[int, int]]) -> int:
    """Return how far level ones may lie apart: half of the way from an icon to the nearest, `LEVEL` at the most."""
    some = sorted(places[:SAMPLE])
    nearest = sorted(min(max(abs(x - a), abs(y - b)) for a, b in some if (a, b) != (x, y)) for x, y in some)
    return min(LEVEL, nearest[len(nearest) // 2] // 2)
