"""An Arrangement in D2's pixels, for TALA, the engine that keeps positions.

A cell is 10 by 20 pixels. TALA keeps 60 pixels free on every side inside a container, more than the two or three cells
that an arrangement has there, so columns and rows move apart where a frame's wall needs it. A child's position counts
from its container's inner corner. Containers have no size of their own, they grow around their children.
"""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame
from topodraw.text import width as cells
from topodraw_d2._style import Settings
from topodraw_d2._write import Places

__all__ = ["places"]

CELL_X, CELL_Y = 10, 20
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
    pins = _Pins(arrangement)
    return Places(
        boxes={box.box: pins.box(box) for box in arrangement.boxes},
        bars={bar.bar: pins.bar(bar) for bar in arrangement.bars},
        frames={frame.frame: pins.frame(frame) for frame in arrangement.frames},
    )


class _Pins:
    def __init__(self, arrangement: Arrangement) -> None:
        frames = arrangement.diagram.frames
        self.placed: dict[str | None, PlacedFrame] = {frame.frame: frame for frame in arrangement.frames}
        self.home = {member: frame.id for frame in frames for member in frame.members}
        self.home_of_frame = {frame.id: frame.parent for frame in frames}
        walls = list(self.walls(arrangement))
        bars = {row for bar in arrangement.bars for row in (bar.y, bar.y + 1)}
        rows = [BAR_ROW if row in bars else CELL_Y for row in range(arrangement.height)]
        self.xs = _spread([CELL_X] * arrangement.width, [(outer[0], inner[0]) for outer, inner in walls])
        self.ys = _spread(rows, [(outer[1], inner[1]) for outer, inner in walls])

    def walls(self, arrangement: Arrangement) -> Iterator[tuple[tuple[Span, Span], tuple[Span, Span]]]:
        """Yield a frame's columns and rows together with those of each thing directly inside."""
        for box in arrangement.boxes:
            if (home := self.placed.get(self.home.get(box.box))) is not None:
                yield _cells(home), _cells(box)
        for frame in arrangement.frames:
            if (home := self.placed.get(self.home_of_frame.get(frame.frame))) is not None:
                yield _cells(home), _cells(frame)

    def box(self, box: PlacedBox) -> Settings:
        (left, right), (top, bottom) = _cells(box)
        width, height = (box.width - 1) * CELL_X, (box.height - 1) * CELL_Y
        x, y = self.corner(self.home.get(box.box))
        own = ((self.xs[left] + self.xs[right] - width) // 2 - x, (self.ys[top] + self.ys[bottom] - height) // 2 - y)
        return _settings(*own) | {"width": str(width), "height": str(height)}

    def frame(self, frame: PlacedFrame) -> Settings:
        x, y = self.corner(self.home_of_frame.get(frame.frame))
        return _settings(self.xs[frame.x] - x, self.ys[frame.y] - y)

    def bar(self, bar: PlacedBar) -> Settings:
        """Return the place of a strip that covers the bar's line and its name, which is drawn on it."""
        first, last = bar.x, bar.x + bar.width - 1
        if bar.name_y == bar.y:
            first, last = min(first, bar.name_x), max(last, bar.name_x + cells(bar.name))
        left, right = self.xs[first], self.xs[min(last, len(self.xs) - 1)]
        own = _settings(left, max(self.ys[bar.y] - BAR // 2, 0))
        return own | {"width": str(max(right - left, CELL_X)), "height": str(BAR)}

    def corner(self, home: str | None) -> tuple[int, int]:
        """Return the pixels from which positions inside a frame count."""
        placed = self.placed.get(home)
        return (0, 0) if placed is None else (self.xs[placed.x] + PADDING, self.ys[placed.y] + PADDING)


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
