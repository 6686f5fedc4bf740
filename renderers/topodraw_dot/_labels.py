"""Where labels of lines stand: on the side and in the row that the arrangement has for them, but close to the line.

The letters of a picture are narrower than cells. Beside an upright line a label touches it nearly, at a level line its
lines of text are parted, half of them above and half below, as in a text drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from topodraw.layout import Arrangement, PlacedText, Point
from topodraw.text import width as cells
from topodraw_dot._scale import Scale
from topodraw_dot._spline import Dot
from topodraw_dot._write import LETTER

__all__ = ["Labels", "parted"]

LINE = 9.6
"""Height of a line of an end label, in points."""
GAP = 3
"""Between a label and its line or box, in points."""


class Labels:
    """The texts of an arrangement, each of which is taken by one line end."""

    def __init__(self, arrangement: Arrangement, scale: Scale) -> None:
        self.scale = scale
        self.texts: dict[str, list[PlacedText]] = {}
        for text in arrangement.texts:
            self.texts.setdefault(text.text, []).append(text)

    def at_end(self, lines: Sequence[str], end: Point, onward: Point) -> Dot:
        """Return the middle of the label at the end of a line that goes on to another point."""
        found = self._take(lines, end)
        (x, y), half = self.scale.dot(*end), max(map(cells, lines)) * LETTER / 2 + GAP
        if end[0] == onward[0]:
            high = len(lines) * LINE / 2 + GAP
            side = -half if found and found[0] < x else half
            return x + side, found[1] if found else y + (high if onward[1] < end[1] else -high)
        above = LINE / 2 + 1 if len(lines) == 1 else (len(lines) % 2) * LINE / 2
        return x + (half if onward[0] > end[0] else -half), y + above

    def in_the_middle(self, lines: Sequence[str], points: Sequence[Point]) -> Dot:
        """Return the middle of the label of a line along these corners: on its longest leg."""
        longest = max(pairwise(points), key=lambda leg: abs(leg[0][0] - leg[1][0]) + abs(leg[0][1] - leg[1][1]) * 2)
        (x1, y1), (x2, y2) = longest
        found = self._take(lines, ((x1 + x2) // 2, (y1 + y2) // 2))
        x, y = self.scale.dot((x1 + x2) / 2, (y1 + y2) / 2)
        if x1 == x2:
            return found or (x + max(map(cells, lines)) * 3 + GAP, y)
        high = len(lines) * 6 + 2
        return (found[0], y + (-high if found[1] < y else high)) if found else (x, y + high)

    def _take(self, lines: Sequence[str], near: Point) -> Dot | None:
        """Return the middle of the texts that the arrangement has for these lines, None when it has not all."""
        taken: list[PlacedText] = []
        for line in lines:
            same = [text for text in self.texts.get(line, ()) if text not in taken]
            if not same:
                return None
            taken.append(min(same, key=lambda text: _distance(text, near)))
        for text in taken:
            self.texts[text.text].remove(text)
        x = sum(text.x + (cells(text.text) - 1) / 2 for text in taken) / len(taken)
        return self.scale.dot(x, sum(text.y for text in taken) / len(taken))


def parted(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a label on a level line, with an empty one where the line passes.

    >>> parted(["eth1", "10.0.0.1"]), parted(["eth1"])
    (('eth1', ' ', '10.0.0.1'), ('eth1',))
    """
    half = (len(lines) + 1) // 2
    return (*lines[:half], " ", *lines[half:]) if len(lines) > 1 else tuple(lines)


def _distance(text: PlacedText, point: Point) -> int:
    """Return how far the nearest end of a text is from a point; a row counts two columns."""
    x, y = point
    across = max(text.x - x, x - (text.x + cells(text.text) - 1), 0)
    return across + abs(text.y - y) * 2
