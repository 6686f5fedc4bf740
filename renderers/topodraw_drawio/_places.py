"""Cells of the arrangement to draw.io's pixels, and what lies in what.

A cell is 8 by 16 pixels, as in our SVG; borders and lines run through the middle of cells. draw.io has the places of
what is in a frame relative to the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from topodraw.diagram import Diagram
from topodraw.layout import PlacedBar, PlacedBox, PlacedFrame, PlacedText, Point
from topodraw.text import width as cells

__all__ = ["CELL_X", "CELL_Y", "Nesting", "Rect", "bar_rect", "middle", "rect"]

CELL_X, CELL_Y = 8, 16
BAR = 6
"""Height of a bar."""


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Rect:
        return Rect(self.x + x, self.y + y, self.width, self.height)

    def holds(self, other: Rect) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def share(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return a point as shares of width and height."""
        return (
            (point[0] - self.x) / self.width if self.width else 0.5,
            (point[1] - self.y) / self.height if self.height else 0.5,
        )


def rect(placed: PlacedBox | PlacedFrame) -> Rect:
    """Return what runs through the middle of the outermost cells."""
    return Rect(placed.x * CELL_X, placed.y * CELL_Y, (placed.width - 1) * CELL_X, (placed.height - 1) * CELL_Y)


def bar_rect(placed: PlacedBar) -> Rect:
    return Rect(placed.x * CELL_X - CELL_X / 2, placed.y * CELL_Y - BAR / 2, placed.width * CELL_X, BAR)


def middle(text: PlacedText | Point, said: str) -> tuple[float, float]:
    """Return the middle of a text that begins in a cell."""
    x, y = (text.x, text.y) if isinstance(text, PlacedText) else text
    return (x + (cells(said) - 1) / 2) * CELL_X, y * CELL_Y


class Nesting:
    """Which frame holds what."""

    def __init__(self, diagram: Diagram) -> None:
        self.parents = {frame.id: frame.parent for frame in diagram.frames}
        self.home = {member: frame.id for frame in diagram.frames for member in frame.members}

    def shared(self, boxes: list[str]) -> str | None:
        """Return the innermost frame around all of some boxes."""
        ways = [self._way(self.home.get(box)) for box in boxes]
        return next((frame for frame in ways[0] if all(frame in way for way in ways)), None) if ways else None

    def _way(self, frame: str | None) -> list[str]:
        found = []
        while frame is not None:
            found.append(frame)
            frame = self.parents[frame]
        return found
