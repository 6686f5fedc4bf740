"""An Arrangement in Graphviz's coordinates: ``neato -n2`` draws boxes, frames and lines exactly where we put them.

Points grow upwards from the lower left corner; a cell is 8 by 16 points, the border of a box runs through the middle
of its cells. Lines keep our routes as splines; engines that do not read those route around boxes at right angles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from topodraw.diagram import End
from topodraw.layout import Arrangement, PlacedBar, PlacedFrame, PlacedText, Point
from topodraw.text import width as cells
from topodraw_dot._spline import Dot, spline, toward
from topodraw_dot._style import Attributes
from topodraw_dot._write import Places, middle_lines, upper_first

__all__ = ["places"]

CELL_X, CELL_Y = 8, 16
LETTER = 5
"""Width of a letter of an end label, in points."""
BAR = 14
"""Height of a bar, in points."""


def places(arrangement: Arrangement) -> Places:
    """Return the attributes that put everything where the arrangement has it."""
    scale = _Scale(arrangement)
    return Places(
        graph={"layout": "neato", "inputscale": "72", "overlap": "true", "splines": "ortho"},
        boxes={box.box: scale.rectangle(box.x, box.y, box.width, box.height) for box in arrangement.boxes},
        bars={bar.bar: scale.bar(bar) for bar in arrangement.bars},
        frames={frame.frame: scale.frame(frame) for frame in arrangement.frames},
        edges=dict(scale.edges()),
        taps=dict(scale.taps()),
    )


class _Scale:
    """The arrangement in points, and its texts, each of which is taken by one line end."""

    def __init__(self, arrangement: Arrangement) -> None:
        self.arrangement = arrangement
        self.texts = list(arrangement.texts)

    def dot(self, x: float, y: float) -> Dot:
        return x * CELL_X, (self.arrangement.height - 1 - y) * CELL_Y

    def rectangle(self, x: int, y: int, width: int, height: int) -> Attributes:
        return {
            "pos": _at(self.dot(x + (width - 1) / 2, y + (height - 1) / 2)) + "!",
            "width": _inches((width - 1) * CELL_X),
            "height": _inches((height - 1) * CELL_Y),
            "fixedsize": "true",
        }

    def bar(self, bar: PlacedBar) -> Attributes:
        """Return a strip that covers the bar's line and its name, which is drawn on it."""
        first, last = bar.x, bar.x + bar.width
        if bar.name_y == bar.y:
            first, last = min(first, bar.name_x - 1), max(last, bar.name_x + cells(bar.name) + 1)
        return self.rectangle(first, bar.y, last - first, 1) | {"height": _inches(BAR)}

    def frame(self, frame: PlacedFrame) -> Attributes:
        left, top = self.dot(frame.x, frame.y)
        right, bottom = self.dot(frame.x + frame.width - 1, frame.y + frame.height - 1)
        begin = self.dot(frame.title_x or frame.x + 2, 0)[0]
        title = (begin + cells(frame.title) * LETTER / 2, top - CELL_Y / 2)
        return {"bb": f"{left:g},{bottom:g},{right:g},{top:g}", "lp": _at(title), "fontsize": "10"}

    def edges(self) -> Iterator[tuple[int, Attributes]]:
        diagram = self.arrangement.diagram
        tiers = {box.id: box.tier or 0 for box in diagram.boxes}
        for route in self.arrangement.routes:
            edge = diagram.edges[route.edge]
            upper, lower = upper_first(edge, tiers)
            points = route.points if upper is edge.a else route.points[::-1]
            place = self.line([self.dot(*point) for point in points], upper, lower)
            place |= self.end_labels(points, upper, lower)
            if lines := middle_lines(edge):
                place["lp"] = _at(self.middle(points, lines))
            yield route.edge, place

    def taps(self) -> Iterator[tuple[tuple[str, int], Attributes]]:
        """Yield the lines between boxes and bars, the box first. They stop at the edge of the bar's strip."""
        bars = {bar.id: bar for bar in self.arrangement.diagram.bars}
        for placed in self.arrangement.bars:
            unused = dict(enumerate(bars[placed.bar].taps)) if placed.bar in bars else {}
            for tap in placed.taps:
                index = next((number for number, end in unused.items() if end.box == tap.box), None)
                if index is None:
                    continue
                end, points = unused.pop(index), tap.points[::-1]
                dots = [self.dot(*point) for point in points]
                dots[-1] = toward(dots[-1], dots[-2], BAR / 2)
                bar = End(placed.bar)
                yield (placed.bar, index), self.line(dots, end, bar) | self.end_labels(points, end, bar)

    def line(self, dots: Sequence[Dot], tail: End, head: End) -> Attributes:
        return {"pos": spline(dots, start=tail.arrow, end=head.arrow)}

    def end_labels(self, points: Sequence[Point], tail: End, head: End) -> Attributes:
        """Return where the labels of a line's ends stand: where the arrangement has them, else beside the line."""
        ends = (("tail_lp", tail, points[0], points[1]), ("head_lp", head, points[-1], points[-2]))
        return {key: _at(self.beside(end.labels, near, onward)) for key, end, near, onward in ends if end.labels}

    def beside(self, lines: Sequence[str], end: Point, onward: Point) -> Dot:
        """Return the middle of an end's labels: on the arrangement's side and row, but close to the line."""
        (x, y), half, high = self.dot(*end), max(map(cells, lines)) * LETTER / 2 + 3, len(lines) * 5 + 2
        found = self.take(lines, end)
        if end[0] == onward[0]:
            if found:
                return x + (half if found[0] > x else -half), found[1]
            return x + half, y + (high if onward[1] < end[1] else -high)
        return found or (x + (half if onward[0] > end[0] else -half), y + high)

    def middle(self, points: Sequence[Point], lines: Sequence[str]) -> Dot:
        longest = max(pairwise(points), key=lambda leg: abs(leg[0][0] - leg[1][0]) + abs(leg[0][1] - leg[1][1]) * 2)
        (x1, y1), (x2, y2) = longest
        near = ((x1 + x2) // 2, (y1 + y2) // 2)
        if found := self.take(lines, near):
            return found
        x, y = self.dot((x1 + x2) / 2, (y1 + y2) / 2)
        return (x + max(map(cells, lines)) * 3 + 3, y) if x1 == x2 else (x, y + len(lines) * 6 + 2)

    def take(self, lines: Sequence[str], near: Point) -> Dot | None:
        """Return the middle of the texts that the arrangement has for these lines, None when it has not all."""
        taken: list[PlacedText] = []
        for line in lines:
            same = [text for text in self.texts if text.text == line and text not in taken]
            if not same:
                return None
            taken.append(min(same, key=lambda text: _distance(text, near)))
        for text in taken:
            self.texts.remove(text)
        x = sum(text.x + (cells(text.text) - 1) / 2 for text in taken) / len(taken)
        return self.dot(x, sum(text.y for text in taken) / len(taken))


def _distance(text: PlacedText, point: Point) -> int:
    """Return how far the nearest end of a text is from a point; a row counts two columns."""
    x, y = point
    across = max(text.x - x, x - (text.x + cells(text.text) - 1), 0)
    return across + abs(text.y - y) * 2


def _at(dot: Dot) -> str:
    return f"{dot[0]:g},{dot[1]:g}"


def _inches(points: float) -> str:
    return f"{points / 72:.4f}".rstrip("0").rstrip(".")
