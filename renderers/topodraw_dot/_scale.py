"""Cells to points: a cell is 8 by 16 points, rows beside a bar a little more, y grows upwards from the last row."""

from __future__ import annotations

from topodraw.layout import Arrangement, PlacedBox, PlacedFrame
from topodraw_dot._spline import Dot

__all__ = ["CELL_X", "CELL_Y", "Scale"]

CELL_X, CELL_Y = 8, 16
BAR_ROW = 22
"""Points between a bar's row and its neighbours, which keeps the strips of two bars in adjoining rows apart."""


class Scale:
    """Where the columns and rows of an arrangement stand."""

    def __init__(self, arrangement: Arrangement) -> None:
        bars = {bar.y for bar in arrangement.bars}
        steps = [BAR_ROW if row in bars or row + 1 in bars else CELL_Y for row in range(arrangement.height - 1)]
        self.rows = [sum(steps[row:]) for row in range(arrangement.height)]

    def dot(self, x: float, y: float) -> Dot:
        """Return the point of a cell, or of a place between cells."""
        row = min(max(int(y), 0), len(self.rows) - 1)
        below = self.rows[min(row + 1, len(self.rows) - 1)]
        return x * CELL_X, self.rows[row] + (below - self.rows[row]) * (y - row)

    def corners(self, placed: PlacedBox | PlacedFrame) -> tuple[Dot, Dot]:
        """Return the lower left and the upper right corner of what runs through the middle of its outermost cells."""
        left, top = self.dot(placed.x, placed.y)
        right, bottom = self.dot(placed.x + placed.width - 1, placed.y + placed.height - 1)
        return (left, bottom), (right, top)
