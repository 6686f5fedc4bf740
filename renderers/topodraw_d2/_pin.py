"""An Arrangement in D2's pixels, for TALA, the engine that keeps positions.

Lines are TALA's own, at right angles where it finds room and aslant where it does not. Boxes are therefore drawn at 10
by 20 pixels a cell, as large as their text needs, on a grid of 16 by 34; on a tighter grid one line in ten is slanted.
TALA keeps 60 pixels free on every side inside a container, more than the two or three cells that an arrangement has
there, so columns and rows move apart where a frame's wall needs it. A child's position counts from its container's
inner corner. Containers have no size of their own, they grow around their children.
"""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame
from topodraw.layout.trim import trim_frames
from topodraw.text import width as cells
from topodraw_d2._style import Settings
from topodraw_d2._write import Places

__all__ = ["places"]

CELL_X, CELL_Y = 16, 34
BOX_X, BOX_Y = 10, 20
"""What a cell of a box measures."""
TITLE_LETTER = 9
"""Width of a letter of a frame's title."""
PADDING = 60
"""Pixels that TALA keeps free inside a container."""
BAR = 36
"""Height of a bar, enough for its name to stand inside."""
BAR_ROW = 50
"""Pixels from the middle of a bar to the rows above and below, which leaves TALA room for the taps."""

Span = tuple[int, int]
"""The first and last cell of something, along one axis."""


def places(arrangement: Arrangement) -> Places:
    """Return the settings that put boxes, frames and bars where the arrangement has them."""
    trimmed = trim_frames(arrangement, lambda title: -(-cells(title) * TITLE_LETTER // CELL_X))
    pins = _Pins(trimmed)
    return Places(
        boxes={box.box: pins.box(box) for box in trimmed.boxes},
        bars={bar.bar: pins.bar(bar) for bar in trimmed.bars},
        frames={frame.frame: pins.frame(frame) for frame in trimmed.frames},
    )


class _Pins:
    def __init__(self, arrangement: Arrangement) -> None:
        frames = arrangement.diagram.frames
        self.placed: dict[str | None, PlacedFrame] = {frame.frame: frame for frame in arrangement.frames}
        self.boxes = {box.box: box for box in arrangement.boxes}
        self.home = {member: frame.id for frame in frames for member in frame.members}
        self.home_of_frame = {frame.id: frame.parent for frame in frames}
        walls = list(self.walls(arrangement))
        bars = {row for bar in arrangement.bars for row in (bar.y, bar.y + 1)}
        rows = [BAR_ROW if row in bars else CELL_Y for row in range(arrangement.height)]
        self.xs = _spread([CELL_X] * arrangement.width, [(outer[0], inner[0]) for outer, inner in walls])
        self.ys = _spread(rows, [(outer[1], inner[1]) for outer, inner in walls])
        self.lefts: dict[str, int] = {}
        for frame in sorted(arrangement.frames, key=lambda frame: -frame.depth):  # what is inside comes first
            self.lefts[frame.frame] = self.wall(frame)

    def walls(self, arrangement: Arrangement) -> Iterator[tuple[tuple[Span, Span], tuple[Span, Span]]]:
        """Yield a frame's columns and rows together with those of each thing directly inside."""
        for box in arrangement.boxes:
            if (home := self.placed.get(self.home.get(box.box))) is not None:
                yield _cells(home), _cells(box)
        for frame in arrangement.frames:
            if (home := self.placed.get(self.home_of_frame.get(frame.frame))) is not None:
                yield _cells(home), _cells(frame)

    def left(self, box: PlacedBox) -> int:
        (left, right), _ = _cells(box)
        return (self.xs[left] + self.xs[right] - (box.width - 1) * BOX_X) // 2

    def wall(self, frame: PlacedFrame) -> int:
        """Return the left wall of a frame: as far from what is inside as TALA draws the right one."""
        inside = [self.left(box) for name, box in self.boxes.items() if self.home.get(name) == frame.frame]
        inside += [left for name, left in self.lefts.items() if self.home_of_frame.get(name) == frame.frame]
        return min(inside, default=self.xs[frame.x] + PADDING) - PADDING

    def box(self, box: PlacedBox) -> Settings:
        _, (top, bottom) = _cells(box)
        width, height = (box.width - 1) * BOX_X, (box.height - 1) * BOX_Y
        x, y = self.corner(self.home.get(box.box))
        own = (self.left(box) - x, (self.ys[top] + self.ys[bottom] - height) // 2 - y)
        return _settings(*own) | {"width": str(width), "height": str(height)}

    def frame(self, frame: PlacedFrame) -> Settings:
        x, y = self.corner(self.home_of_frame.get(frame.frame))
        return _settings(self.lefts[frame.frame] - x, self.ys[frame.y] - y)

    def bar(self, bar: PlacedBar) -> Settings:
        """Return the place of a strip as long as the bar's taps, or as its name, which is drawn on it, need."""
        columns = [tap.points[0][0] for tap in bar.taps] or [bar.x]
        left = self.tap(bar, min(columns)) - (min(columns) - bar.x) * BOX_X
        right = self.tap(bar, max(columns)) + (bar.x + bar.width - 1 - max(columns)) * BOX_X
        width = max(right - left, (cells(bar.name) + 2) * BOX_X)
        return _settings(max(left, 0), max(self.ys[bar.y] - BAR // 2, 0)) | {"width": str(width), "height": str(BAR)}

    def tap(self, bar: PlacedBar, column: int) -> int:
        """Return where a tap meets its bar: as far from the middle of its box as the box, drawn smaller, has it."""
        for tap in bar.taps:
            if tap.points[0][0] == tap.points[-1][0] == column and tap.box in self.boxes:
                box = self.boxes[tap.box]
                (left, right), _ = _cells(box)
                return (self.xs[left] + self.xs[right] + (2 * column - left - right) * BOX_X) // 2
        return self.xs[column]

    def corner(self, home: str | None) -> tuple[int, int]:
        """Return the pixels from which positions inside a frame count."""
        placed = self.placed.get(home)
        return (0, 0) if placed is None else (self.lefts[placed.frame] + PADDING, self.ys[placed.y] + PADDING)


def _cells(placed: PlacedBox | PlacedFrame) -> tuple[Span, Span]:
    return (placed.x, placed.x + placed.width - 1), (placed.y, placed.y + placed.height - 1)


def _spread(steps: list[int], walls: list[tuple[Span, Span]]) -> list[int]:
    """Return the pixel of every cell along an axis: a step from the one before, but a frame's padding between its
    walls and what is inside."""
    after: dict[int, list[int]] = {}
    for (outer_first, outer_last), (inner_first, inner_last) in walls:
        after.setdefault(inner_first, []).append(outer_first)
        after.setdefault(outer_last, []).append(inner_last)
    pixels = [steps[0] - min(steps)] if steps else []
    for at, step in enumerate(steps[1:], 1):
        pixels.append(max([pixels[-1] + step, *(pixels[before] + PADDING for before in after.get(at, []))]))
    return pixels


def _settings(left: int, top: int) -> Settings:
    return {"top": str(top), "left": str(left)}
