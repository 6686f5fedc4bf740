"""The file as a whole: frames, nodes in them, lines between them, and what stands around the picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from topodraw.diagram import Diagram, Edge
from topodraw.hyperlinks import link
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBar, PlacedBox, PlacedFrame, Point, Route, arrange
from topodraw.theme import get_theme
from topodraw.tips import name_of, tip_of_bar, tip_of_box, tip_of_edge, tip_of_frame, tip_of_tap
from topodraw.wishes import Wishes
from topodraw_drawio._caption import below
from topodraw_drawio._cells import ROOT, edge_cell, label_cell, text_cell, vertex_cell
from topodraw_drawio._labels import owners
from topodraw_drawio._places import CELL_X, CELL_Y, Nesting, Rect, bar_rect, middle, rect
from topodraw_drawio._style import ICONS, bar_style, box_style, edge_style, frame_style, icon_style
from topodraw_drawio._xml import html, number, style, tag

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["MARGIN", "write"]

MARGIN = 16
TITLE_ROW = 32
ICON_COLUMNS = 2
"""Columns that the picture of a device takes in its box."""
ICON = 24
ICON_ASIDE = 8


def write(diagram: Diagram, options: RenderOptions) -> str:
    """Return the file that shows a tiered diagram."""
    asked = ArrangeOptions(
        fold=options.fold is not False, bundle=options.bundle, direction=options.direction, icon=ICON_COLUMNS
    )
    picture = _Picture(arrange(diagram, asked), options)
    cells = [*picture.cells()]
    root = tag("root", {}, [tag("mxCell", {"id": "0"}), tag("mxCell", {"id": ROOT, "parent": "0"}), *cells])
    model = {
        "grid": 1,
        "gridSize": CELL_X,
        "guides": 1,
        "tooltips": 1,
        "connect": 1,
        "arrows": 1,
        "fold": 1,
        "page": 0,
        "pageScale": 1,
        "pageWidth": max(850, picture.width),
        "pageHeight": max(1100, picture.height),
        "background": picture.theme.background if options.theme == "dark" else None,
        "math": 0,
        "shadow": 0,
    }
    digest = hashlib.sha256("".join(cells).encode()).hexdigest()[:16]
    page = tag("diagram", {"id": digest, "name": name_of(diagram)}, [tag("mxGraphModel", model, [root])])
    return tag("mxfile", {"host": "topodraw"}, [page]).replace("><", ">\n<") + "\n"


class _Picture:
    def __init__(self, arrangement: Arrangement, options: RenderOptions) -> None:
        self.arrangement, self.options = arrangement, options
        self.theme = get_theme(options.theme)
        diagram = arrangement.diagram
        self.boxes = {box.id: box for box in diagram.boxes}
        self.bars = {bar.id: bar for bar in diagram.bars}
        self.names = {box.id: box.name for box in diagram.boxes}
        self.wishes = Wishes(diagram)
        self.nesting = Nesting(diagram)
        self.box_ids = {box.id: f"n{at}" for at, box in enumerate(diagram.boxes, 1)}
        self.frame_ids = {frame.id: f"f{at}" for at, frame in enumerate(diagram.frames, 1)}
        self.rects = {placed.box: rect(placed) for placed in arrangement.boxes}
        self.frame_rects = {placed.frame: rect(placed) for placed in arrangement.frames}
        self.top = MARGIN + (TITLE_ROW if diagram.title else 0)
        self.width = (arrangement.width - 1) * CELL_X + 2 * MARGIN
        self.height = (arrangement.height - 1) * CELL_Y + self.top + MARGIN

    def cells(self) -> Iterator[str]:
        """Yield the elements of the picture, the rearmost first."""
        diagram = self.arrangement.diagram
        for frame in sorted(self.arrangement.frames, key=lambda frame: frame.depth):
            yield self.frame(frame)
        for box in self.arrangement.boxes:
            yield from self.box(box)
        yield from (self.bar(bar, at) for at, bar in enumerate(self.arrangement.bars, 1))
        for at, bar in enumerate(self.arrangement.bars, 1):
            yield from self.taps(bar, at)
        yield from (self.edge(route) for route in self.arrangement.routes)
        yield from self.labels()
        if diagram.title:
            place = Rect(MARGIN, MARGIN, max(self.width - 2 * MARGIN, 200), 24)
            yield text_cell(
                "title", diagram.title, place, {"fontSize": 16, "fontStyle": 1, "fontColor": self.theme.text}
            )
        start = (MARGIN, self.height)
        yield from below(self.arrangement, self.theme, self.wishes, start, legend=self.options.legend)

    def frame(self, placed: PlacedFrame) -> str:
        at = next(at for at, frame in enumerate(self.arrangement.diagram.frames) if frame.id == placed.frame)
        frame = self.arrangement.diagram.frames[at]
        look = frame_style(frame, at, self.theme, self.wishes.frame(frame))
        place = self.place(self.frame_rects[frame.id], frame.parent)
        return vertex_cell(
            self.frame_ids[frame.id],
            placed.title,
            style(look),
            place,
            parent=self.parent(frame.parent),
            tip=tip_of_frame(frame),
        )

    def box(self, placed: PlacedBox) -> Iterator[str]:
        box = self.boxes[placed.box]
        own = self.wishes.box(box)
        id, home, place = self.box_ids[box.id], self.nesting.home.get(box.id), self.rects[box.id]
        drawn = box.kind in ICONS and place.height >= ICON
        look = style(box_style(box, self.theme, own, ICON + ICON_ASIDE if drawn else 0))
        label = html(placed.lines)
        url, tip = link(box.hints.url), tip_of_box(box)
        yield vertex_cell(id, label, look, self.place(place, home), parent=self.parent(home), tip=tip, url=url)
        if drawn:
            inside = Rect(ICON_ASIDE, (place.height - ICON) / 2, ICON, ICON)
            yield vertex_cell(f"{id}-icon", "", style(icon_style(box, self.theme, own)), inside, parent=id)

    def bar(self, placed: PlacedBar, at: int) -> str:
        bar = self.bars[placed.bar]
        place, home = bar_rect(placed), self.bar_home(placed)
        name_x, name_y = middle((placed.name_x, placed.name_y), placed.name)
        offset = (name_x - place.x - place.width / 2, name_y - place.y - place.height / 2)
        look = style(bar_style(bar, self.theme, self.wishes.bar(bar)))
        return vertex_cell(
            f"b{at}",
            placed.name,
            look,
            self.place(place, home),
            parent=self.parent(home),
            tip=tip_of_bar(bar),
            url=link(bar.hints.url),
            offset=offset,
        )

    def bar_home(self, placed: PlacedBar) -> str | None:
        home = self.nesting.shared([tap.box for tap in placed.taps])
        return home if home and self.frame_rects[home].holds(bar_rect(placed)) else None

    def taps(self, placed: PlacedBar, at: int) -> Iterator[str]:
        """Yield the lines between a bar and its boxes."""
        bar, home, ground = self.bars[placed.bar], self.bar_home(placed), bar_rect(placed)
        own = self.wishes.tap(bar)
        for number_, (tap, end) in enumerate(zip(placed.taps, bar.taps, strict=True), 1):
            look = edge_style(bar.kind if placed.mesh else "link", self.theme, own)
            look |= {"endArrow": "block"} if end.arrow else {}
            (x, _), *_ = dots = self.dots(tap.points)
            leaves = 0.5 if dots[1][1] == dots[0][1] else 0.0 if dots[1][1] < dots[0][1] else 1.0
            look |= _anchor("exit", (ground.share((x, 0))[0], leaves))
            look |= _anchor("entry", self.rects[tap.box].share(dots[-1]))
            ends = (f"b{at}", self.box_ids[tap.box])
            corners = self.corners(dots, home)
            tip = tip_of_tap(bar, end, self.names)
            yield edge_cell(f"b{at}-{number_}", style(look), ends, corners, parent=self.parent(home), tip=tip)

    def edge(self, route: Route) -> str:
        edge: Edge = self.arrangement.diagram.edges[route.edge]
        home = self.nesting.shared([edge.a.box, edge.b.box])
        dots = self.dots(route.points)
        look = edge_style(edge.kind, self.theme, self.wishes.edge(edge), edge)
        look |= _anchor("exit", self.rects[edge.a.box].share(dots[0]))
        look |= _anchor("entry", self.rects[edge.b.box].share(dots[-1]))
        ends = (self.box_ids[edge.a.box], self.box_ids[edge.b.box])
        return edge_cell(
            f"e{route.edge + 1}",
            style(look),
            ends,
            self.corners(dots, home),
            parent=self.parent(home),
            tip=tip_of_edge(edge, self.names),
            url=link(edge.hints.url),
        )

    def labels(self) -> Iterator[str]:
        look = {"fontSize": 11, "fontColor": self.theme.muted}
        for at, (text, owner) in enumerate(owners(self.arrangement), 1):
            x, y = middle(text, text.text)
            if owner is None:
                place = Rect(x, y - CELL_Y / 2, 0, CELL_Y).moved(MARGIN, self.top)
                yield text_cell(f"t{at}", text.text, place, look | {"align": "center"})
            else:
                (near_x, near_y), end = self.dots([owner.point])[0], 1 if owner.at_target else -1
                yield label_cell(f"t{at}", text.text, owner.line, end, (x - near_x, y - near_y), look)

    def dots(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(x * CELL_X, y * CELL_Y) for x, y in points]

    def corners(self, dots: Sequence[tuple[float, float]], home: str | None) -> list[tuple[float, float]]:
        """Return the corners of a way between its ends, relative to the frame that the line belongs to."""
        x, y = self.origin(home)
        kept = [dots[0]]
        for before, after in pairwise(dots[1:]):
            straight = kept[-1][0] == before[0] == after[0] or kept[-1][1] == before[1] == after[1]
            if not straight:
                kept.append(before)
        return [(at_x + x, at_y + y) for at_x, at_y in kept[1:]]

    def place(self, place: Rect, home: str | None) -> Rect:
        return place.moved(*self.origin(home))

    def origin(self, home: str | None) -> tuple[float, float]:
        """Return what takes a place in the arrangement to one in a frame, or on the page."""
        if home is None:
            return MARGIN, self.top
        around = self.frame_rects[home]
        return -around.x, -around.y

    def parent(self, home: str | None) -> str:
        return ROOT if home is None else self.frame_ids[home]


def _anchor(name: str, share: tuple[float, float]) -> dict[str, object]:
    """Return the style that ties the end of a line to a point of its node."""
    fixed: dict[str, object] = {f"{name}Dx": 0, f"{name}Dy": 0, f"{name}Perimeter": 0}
    return {f"{name}X": number(share[0]), f"{name}Y": number(share[1])} | fixed
