"""Arrangement to elements: frames below lines, lines below boxes, texts where the arrangement has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topodraw.diagram import Box, Edge, End
from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame, PlacedTap, Route
from topodraw.text import width as cells
from topodraw.tips import tip_of_bar, tip_of_box, tip_of_edge, tip_of_frame, tip_of_tap
from topodraw.wishes import Own, Wishes
from topodraw_svg._escape import escape, link, tag
from topodraw_svg._icons import ICONS, UNITS
from topodraw_svg._labels import labels
from topodraw_svg._lifts import lifts
from topodraw_svg._lines import CELL_X, arrowhead, dot, number, path, shortened
from topodraw_svg._metrics import text_length, typical
from topodraw_svg._own import inside_css, shape_css, stroke_css
from topodraw_svg._sheet import LABEL, NAME, SUB, TITLE_OF_FRAME, Sheet

__all__ = ["CHIP_ASIDE", "chip_width", "draw", "text"]

PAD = 6
"""Left and right of the text in a box, at the least."""
CHIP_PAD = 6
"""Left and right of a title in its chip."""
CHIP_ASIDE = 6
"""From where the arrangement has a frame's title, next to the corner, to its chip."""
CHIP = 14
"""Height of the chip of a frame's title, and of a bar's name that stands on the bar."""
BAR = 6
"""Height of a bar."""
ICON_GAP = 7
LEADING = 15
"""From one line of text in a box to the next."""
LARGE, SMALL = 26, 19
"""Sizes of the picture of a device, beside several lines and beside one."""


def draw(arrangement: Arrangement, sheet: Sheet) -> Iterator[str]:
    """Yield the elements of a picture, the rearmost first."""
    return _Picture(arrangement, sheet).elements()


def chip_width(title: str) -> float:
    """Return the width of a frame's title with its chip, in pixels."""
    return round(typical(title, TITLE_OF_FRAME, bold=True)) + 2 * CHIP_PAD


def text(
    said: str,
    x: float,
    y: float,
    size: float,
    room: float,
    *,
    css: str | None = None,
    anchor: str | None = None,
    bold: bool = False,
) -> str:
    """Return a text whose letters stand half-way between above and below `y`, and take no more than its room."""
    length = text_length(said, size, room, bold=bold)
    attributes = {
        "class": css,
        "x": number(x),
        "y": number(y + size * 0.36),
        "text-anchor": anchor,
        "textLength": length,
        "lengthAdjust": "spacingAndGlyphs" if length else None,
    }
    return tag("text", attributes, escape(said))


class _Picture:
    def __init__(self, arrangement: Arrangement, sheet: Sheet) -> None:
        self.arrangement, self.sheet = arrangement, sheet
        diagram = arrangement.diagram
        self.boxes = {box.id: box for box in diagram.boxes}
        self.bars = {bar.id: bar for bar in diagram.bars}
        self.names = {box.id: box.name for box in diagram.boxes}
        self.own = Wishes(diagram)
        self.lifts = lifts(arrangement)

    def elements(self) -> Iterator[str]:
        yield from self.frames()
        for bar in self.arrangement.bars:
            yield from self.taps(bar)
        yield from (self.edge(route) for route in self.arrangement.routes)
        yield from (self.bar(bar) for bar in self.arrangement.bars)
        yield from (self.box(box) for box in self.arrangement.boxes)
        for label in labels(self.arrangement, self.lifts):
            yield text(label.text, label.x, label.y, LABEL, label.room, css="td-label", anchor=label.anchor)

    def frames(self) -> Iterator[str]:
        """Yield the frames, what encloses before what is enclosed."""
        places = {frame.id: index for index, frame in enumerate(self.arrangement.diagram.frames)}
        for placed in sorted(self.arrangement.frames, key=lambda frame: frame.depth):
            yield self.frame(placed, places[placed.frame])

    def frame(self, placed: PlacedFrame, index: int) -> str:
        frame = self.arrangement.diagram.frames[index]
        own = self.own.frame(frame)
        (x, y), (right, bottom) = _corners(placed)
        wide = chip_width(placed.title)
        left = placed.title_x * CELL_X - CELL_X / 2 + CHIP_ASIDE
        chip = {"x": number(left), "y": number(y - CHIP / 2), "width": number(wide), "height": CHIP, "rx": 4}
        inside: dict[str, object] = {"style": inside_css(own)}
        parts = [
            tag("title", {}, escape(tip_of_frame(frame))),
            tag("rect", {"x": x, "y": y, "width": right - x, "height": bottom - y, "rx": 8} | inside),
            tag("rect", chip | inside),
            text(placed.title, left + wide / 2, y, TITLE_OF_FRAME, wide - CHIP_PAD, anchor="middle", bold=True),
        ]
        return _group(f"td-frame {self.sheet.frame(index)}", parts, shape_css(own))

    def box(self, placed: PlacedBox) -> str:
        box = self.boxes[placed.box]
        own = self.own.box(box)
        (x, y), (right, bottom) = _corners(placed)
        radius = 12 if self.sheet.theme.box(box.kind).rounded else 5
        rect = {"x": x, "y": y, "width": right - x, "height": bottom - y, "rx": radius, "style": inside_css(own)}
        parts = [tag("title", {}, escape(tip_of_box(box))), tag("rect", rect)]
        parts += self.inside(placed, box)
        return _group(f"td-node {self.sheet.box(box.kind)}", parts, shape_css(own), box.hints.url)

    def inside(self, placed: PlacedBox, box: Box) -> Iterator[str]:
        """Yield the picture of a box's device and its lines of text, together in the middle."""
        (x, y), (right, bottom) = _corners(placed)
        middle = (y + bottom) / 2
        lines = [(line, SUB if at else NAME, not at) for at, line in enumerate(placed.lines)]
        size = (LARGE if len(lines) > 1 else SMALL) if box.kind in ICONS else 0
        aside = size + ICON_GAP if size else 0
        room = right - x - 2 * PAD - aside
        widths = [typical(line, height, bold=bold) for line, height, bold in lines]
        start = x + (right - x - aside - min(max(widths), room)) / 2
        if size:
            scale = size / UNITS
            place = f"translate({number(start)} {number(middle - size / 2)}) scale({scale:g})"
            thin = f"{1.2 / scale:.2f}"
            yield tag("path", {"class": "td-icon", "transform": place, "stroke-width": thin, "d": ICONS[box.kind]})
        top = middle - LEADING * (len(lines) - 1) / 2
        for at, (line, height, bold) in enumerate(lines):
            place_x, anchor = (start + aside, None) if size else ((x + right) / 2, "middle")
            left = right - PAD - place_x if size else room
            css = "td-sub" if at else "td-name"
            yield text(line, place_x, top + LEADING * at, height, left, css=css, anchor=anchor, bold=bold)

    def edge(self, route: Route) -> str:
        edge = self.arrangement.diagram.edges[route.edge]
        own = self.own.edge(edge)
        css = self.sheet.line(edge.kind, vrf=edge.vrf is not None, one_sided=edge.one_sided)
        width = own.width or self.sheet.width(edge.kind)
        dots = [(x, y + self.lifts.get(route.edge, 0)) for x, y in map(dot, route.points)]
        parts = [tag("title", {}, escape(tip_of_edge(edge, self.names))), *_strokes(dots, edge, width)]
        return _group(f"td-edge {css}", parts, stroke_css(own), edge.hints.url)

    def taps(self, placed: PlacedBar) -> Iterator[str]:
        """Yield the lines between a bar and its boxes."""
        bar = self.bars[placed.bar]
        style = stroke_css(self.own.tap(bar))
        css = self.sheet.line(bar.kind if placed.mesh else "link")
        for tap, end in zip(placed.taps, bar.taps, strict=True):
            parts = [tag("title", {}, escape(tip_of_tap(bar, _at(tap, end), self.names)))]
            yield _group(f"td-edge {css}", [*parts, *_strokes([*map(dot, tap.points)])], style)

    def bar(self, placed: PlacedBar) -> str:
        bar = self.bars[placed.bar]
        own = self.own.bar(bar)
        left, y = dot((placed.x, placed.y))
        rect = {
            "x": left - CELL_X / 2,
            "y": y - BAR / 2,
            "width": placed.width * CELL_X,
            "height": BAR,
            "rx": BAR / 2,
            "style": inside_css(own),
        }
        rect = {key: number(value) if isinstance(value, float) else value for key, value in rect.items()}
        parts = [tag("title", {}, escape(tip_of_bar(bar))), tag("rect", rect), *self.bar_name(placed, own)]
        return _group(f"td-bar {self.sheet.bar(bar.kind)}", parts, shape_css(own), bar.hints.url)

    def bar_name(self, placed: PlacedBar, own: Own) -> Iterator[str]:
        """Yield a bar's name, in a chip where it stands on the bar itself."""
        name = placed.name
        x, y = dot((placed.name_x, placed.name_y))
        room = cells(name) * CELL_X
        on_bar = placed.y == placed.name_y and placed.x <= placed.name_x < placed.x + placed.width
        if not on_bar:
            yield text(name, x - CELL_X / 2, y, LABEL, room, css="td-label")
            return
        wide = min(round(typical(name, LABEL)) + 2 * CHIP_PAD, room + 2 * CELL_X)
        middle = x + (room - CELL_X) / 2
        chip = {"x": number(middle - wide / 2), "y": y - CHIP // 2, "width": number(wide), "height": CHIP, "rx": 4}
        yield tag("rect", chip | {"style": inside_css(own)})
        yield text(name, middle, y, LABEL, wide - CHIP_PAD, anchor="middle")


def _strokes(dots: Sequence[tuple[int, int]], edge: Edge | None = None, width: float = 1) -> Iterator[str]:
    """Yield the parts of a line: what the pointer hits, what is seen, arrowheads."""
    start, end = (edge.a.arrow, edge.b.arrow) if edge else (False, False)
    yield tag("path", {"class": "td-hit", "d": path(dots)})
    yield tag("path", {"d": path(shortened(dots, start=start, end=end))})
    for wanted, tip, origin in ((start, dots[0], dots[1]), (end, dots[-1], dots[-2])):
        if wanted:
            yield tag("path", {"class": "td-head", "d": arrowhead(tip, origin, width)})


def _group(css: str, parts: Sequence[str], style: str | None = None, url: str | None = None) -> str:
    """Return a group of elements, in a link where there is one to follow."""
    inner = "".join(parts)
    target = link(url)
    group = tag("g", {"class": css, "style": style}, inner)
    return tag("a", {"href": target}, group) if target else group


def _corners(placed: PlacedBox | PlacedFrame) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the upper left and the lower right corner of what runs through the middle of its outermost cells."""
    return dot((placed.x, placed.y)), dot((placed.x + placed.width - 1, placed.y + placed.height - 1))


def _at(tap: PlacedTap, end: End) -> End:
    assert tap.box == end.box, "taps are placed in the order of the diagram"
    return end
