"""Where texts outside boxes stand: in the cells that the arrangement has for them, close to what they belong to.

Letters are narrower than cells. A text that ends at the border of a box in cells keeps to that border; one in the
middle of a line keeps to the middle; all others begin where their cells do. Texts above and below a level line move up
to it, those beside an upright one to their own box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from topodraw.layout import Arrangement, PlacedText
from topodraw.text import width as cells
from topodraw_svg._lines import CELL_X, CELL_Y

__all__ = ["Label", "labels"]

NEARER = 4
"""Pixels that a text moves toward its level line."""
CLOSER = 3
"""Pixels that a text beside an upright line moves toward its box, for each row that it is away."""
GAP = 2
"""Pixels between a text and the border that it keeps to."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text: where it begins, or where its middle or its end is, as `anchor` says; the middle of its height."""

    text: str
    x: float
    y: float
    room: float
    anchor: str | None = None


def labels(arrangement: Arrangement, lifts: Mapping[int, int]) -> Iterator[Label]:
    """Yield the texts beside lines; `lifts` tells of the level lines that are moved, by edge, how far."""
    surroundings = _Surroundings(arrangement, lifts)
    for placed in arrangement.texts:
        yield surroundings.label(placed)


class _Surroundings:
    """The cells of borders and lines, for the texts beside them."""

    def __init__(self, arrangement: Arrangement, lifts: Mapping[int, int]) -> None:
        self.lefts: set[tuple[int, int]] = set()
        self.rights: set[tuple[int, int]] = set()
        for box in arrangement.boxes:
            for y in range(box.y, box.y + box.height):
                self.lefts.add((box.x, y))
                self.rights.add((box.x + box.width - 1, y))
        self.level: dict[int, list[tuple[int, int, int]]] = {}
        self.upright: dict[int, list[tuple[int, int, frozenset[int]]]] = {}
        ways = [(route.points, route.points[:: len(route.points) - 1]) for route in arrangement.routes]
        moved = [lifts.get(route.edge, 0) for route in arrangement.routes]
        taps = [(tap.points, tap.points[-1:]) for bar in arrangement.bars for tap in bar.taps]
        for (points, ends), lift in zip(ways + taps, moved + [0] * len(taps), strict=True):
            for leg in pairwise(points):
                (x1, y1), (x2, y2) = sorted(leg)
                if y1 == y2:
                    self.level.setdefault(y1, []).append((x1, x2, lift))
                else:
                    at_boxes = frozenset(y for point in leg if point in ends for y in point[1:])
                    self.upright.setdefault(x1, []).append((y1, y2, at_boxes))

    def label(self, placed: PlacedText) -> Label:
        wide = cells(placed.text)
        end = placed.x + wide
        room = wide * CELL_X
        left = placed.x * CELL_X - CELL_X / 2
        y = placed.y * CELL_Y
        beside = [leg for leg in self.upright.get(placed.x - 1, ()) if leg[0] <= placed.y <= leg[1]]
        if beside:
            return Label(placed.text, left + 1, y + _toward_end(placed.y, beside[0][2]), room - 1)
        y += self._toward_line(placed)
        before, after = (placed.x - 1, placed.y) in self.rights, (end, placed.y) in self.lefts
        if placed.kind == "middle":
            return Label(placed.text, left + room / 2, y, room, "middle")
        if after and not before:
            return Label(placed.text, left + room - GAP, y, room, "end")
        return Label(placed.text, left + GAP, y, room)

    def _toward_line(self, placed: PlacedText) -> int:
        """Return how far a text moves toward the level line below or above it, and with that line where it is moved; 0
        where there is none, or are two."""
        last = placed.x + cells(placed.text) - 1
        near = [
            step * NEARER + lift
            for step in (1, -1)
            for low, high, lift in self.level.get(placed.y + step, ())
            if low <= placed.x and last <= high
        ]
        return near[0] if len(near) == 1 else 0


def _toward_end(row: int, ends: Iterable[int]) -> int:
    """Return how far a text beside an upright line moves toward the box at its own end: the nearer one."""
    steps = sorted((end - row for end in ends), key=abs)
    if not steps or (len(steps) > 1 and abs(steps[0]) == abs(steps[1])):
        return 0
    return steps[0] * CLOSER
