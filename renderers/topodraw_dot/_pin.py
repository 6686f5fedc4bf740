"""An Arrangement in Graphviz's coordinates: ``neato -n2`` draws boxes, frames and lines exactly where we put them.

Lines keep our routes as splines; engines that do not read those route around boxes at right angles. Pictures are finer
than cells: frames are drawn closer than in text, and the only level line at the side of a box meets it half-way up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from topodraw.diagram import End
from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame, Point, Route
from topodraw.layout.trim import trim_frames
from topodraw.text import width as cells
from topodraw_dot._labels import Labels, parted
from topodraw_dot._scale import CELL_X, CELL_Y, Scale
from topodraw_dot._spline import Dot, spline, toward
from topodraw_dot._style import Attributes
from topodraw_dot._write import Places, middle_lines, upper_first

__all__ = ["places"]

TITLE_LETTER, BAR_LETTER = 6, 7
"""Width of a letter of a frame's title and of a bar's name, in points."""
BAR = 14
"""Height of a bar, in points."""


def places(arrangement: Arrangement) -> Places:
    """Return the attributes that put everything where the arrangement has it."""
    trimmed = trim_frames(arrangement, lambda title: -(-cells(title) * TITLE_LETTER // CELL_X))
    pins = _Pins(trimmed)
    return Places(
        graph={"layout": "neato", "inputscale": "72", "overlap": "true", "splines": "ortho"},
        boxes={box.box: pins.box(box) for box in trimmed.boxes},
        bars={bar.bar: pins.bar(bar) for bar in trimmed.bars},
        frames={frame.frame: pins.frame(frame) for frame in trimmed.frames},
        edges=dict(pins.edges()),
        taps=dict(pins.taps()),
        labels=dict(pins.parted_labels()),
    )


class _Pins:
    def __init__(self, arrangement: Arrangement) -> None:
        self.arrangement, self.scale = arrangement, Scale(arrangement)
        self.labels = Labels(arrangement, self.scale)
        self.placed = {box.box: box for box in arrangement.boxes}
        self.tiers = {box.id: box.tier or 0 for box in arrangement.diagram.boxes}
        self.level_ends = Counter(end for route in arrangement.routes for end in self.level(route))

    def box(self, box: PlacedBox) -> Attributes:
        return _rectangle(*self.scale.corners(box))

    def bar(self, bar: PlacedBar) -> Attributes:
        """Return a strip as long as the bar's line, or as its name, which is drawn on it, needs."""
        left, y = self.scale.dot(bar.x, bar.y)
        right = max(left + (bar.width - 1) * CELL_X, left + (cells(bar.name) + 1) * BAR_LETTER)
        return _rectangle((left, y - BAR / 2), (right, y + BAR / 2))

    def frame(self, frame: PlacedFrame) -> Attributes:
        (left, bottom), (right, top) = self.scale.corners(frame)
        begin = (frame.title_x or frame.x + 2) * CELL_X
        title = (begin + cells(frame.title) * TITLE_LETTER / 2, top - CELL_Y / 2)
        return {"bb": f"{left:g},{bottom:g},{right:g},{top:g}", "lp": _at(title)}

    def edges(self) -> Iterator[tuple[int, Attributes]]:
        for route in self.arrangement.routes:
            edge = self.arrangement.diagram.edges[route.edge]
            upper, lower = upper_first(edge, self.tiers)
            points = route.points if upper is edge.a else route.points[::-1]
            lift = self.lift(route)
            place = self.line([_lifted(self.scale.dot(*point), lift) for point in points], upper, lower)
            place |= self.end_labels(points, upper, lower, lift)
            if lines := middle_lines(edge):
                place["lp"] = _at(_lifted(self.labels.in_the_middle(lines, points), lift))
            yield route.edge, place

    def taps(self) -> Iterator[tuple[tuple[str, int], Attributes]]:
        """Yield the lines between boxes and bars, the box first. They stop at the edge of the bar's strip."""
        for key, end, points in self.tapped():
            dots = [self.scale.dot(*point) for point in points]
            dots[-1] = toward(dots[-1], dots[-2], BAR / 2)
            bar = End(key[0])
            yield key, self.line(dots, end, bar) | self.end_labels(points, end, bar)

    def tapped(self) -> Iterator[tuple[tuple[str, int], End, Sequence[Point]]]:
        """Yield each tap's bar and place among its taps, its end at the box, and its way from there to the bar."""
        bars = {bar.id: bar for bar in self.arrangement.diagram.bars}
        for placed in self.arrangement.bars:
            unused = dict(enumerate(bars[placed.bar].taps)) if placed.bar in bars else {}
            for tap in placed.taps:
                index = next((number for number, end in unused.items() if end.box == tap.box), None)
                if index is not None:
                    yield (placed.bar, index), unused.pop(index), tap.points[::-1]

    def line(self, dots: Sequence[Dot], tail: End, head: End) -> Attributes:
        return {"pos": spline(dots, start=tail.arrow, end=head.arrow)}

    def end_labels(self, points: Sequence[Point], tail: End, head: End, lift: float = 0) -> Attributes:
        ends = (("tail_lp", tail, points[0], points[1]), ("head_lp", head, points[-1], points[-2]))
        found = {key: self.labels.at_end(end.labels, near, onward) for key, end, near, onward in ends if end.labels}
        return {key: _at(_lifted(dot, lift)) for key, dot in found.items()}

    def parted_labels(self) -> Iterator[tuple[int | tuple[str, int], dict[str, tuple[str, ...]]]]:
        """Yield the labels at the ends of level lines as they are to be written."""
        for key, end, (near, onward, *_) in self.tapped():
            if end.labels and near[1] == onward[1]:
                yield key, {"taillabel": parted(end.labels)}
        for route in self.arrangement.routes:
            edge = self.arrangement.diagram.edges[route.edge]
            upper, lower = upper_first(edge, self.tiers)
            level = {end[0] for end in self.level(route)}
            ends = (("taillabel", upper), ("headlabel", lower))
            yield route.edge, {key: parted(end.labels) for key, end in ends if end.labels and end.box in level}

    def level(self, route: Route) -> Iterator[tuple[str, bool]]:
        """Yield the boxes that a route's line meets at the side, and whether at the right one."""
        edge, points = self.arrangement.diagram.edges[route.edge], route.points
        for end, near, onward in ((edge.a, points[0], points[1]), (edge.b, points[-1], points[-2])):
            if near[1] == onward[1]:
                yield end.box, near[0] < onward[0]

    def lift(self, route: Route) -> float:
        """Return how far a line moves to meet its boxes half-way up: where it is straight and alone at their sides."""
        ends = list(self.level(route))
        if len(route.points) != 2 or len(ends) != 2 or any(self.level_ends[end] > 1 for end in ends):
            return 0
        corners = [self.scale.corners(self.placed[box]) for box, _ in ends]
        middles = {(low + high) / 2 for (_, low), (_, high) in corners}
        return middles.pop() - self.scale.dot(*route.points[0])[1] if len(middles) == 1 else 0


def _rectangle(low: Dot, high: Dot) -> Attributes:
    (left, bottom), (right, top) = low, high
    size = {"width": _inches(right - left), "height": _inches(top - bottom), "fixedsize": "true"}
    return {"pos": _at(((left + right) / 2, (bottom + top) / 2)) + "!"} | size


def _lifted(dot: Dot, lift: float) -> Dot:
    return dot[0], dot[1] + lift


def _at(dot: Dot) -> str:
    return f"{dot[0]:g},{dot[1]:g}"


def _inches(points: float) -> str:
    return f"{points / 72:.4f}".rstrip("0").rstrip(".")
