"""Arrangement to canvas: every part drawn with the pen of its kind, once."""

from __future__ import annotations

from collections.abc import Mapping

from topodraw import text
from topodraw.diagram import Box, Edge
from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame, Point, Route
from topodraw.terminal import frame_style, terminal_style
from topodraw_ascii.canvas import Canvas
from topodraw_ascii.charset import Charset
from topodraw_ascii.lettering import lettering, without_drawn

__all__ = ["line_kind", "paint"]

_HOSTS = ("host", "server")


def paint(arrangement: Arrangement, charset: Charset, *, coloured: bool = False) -> Canvas:
    """Return the canvas with everything on it."""
    canvas = Canvas(arrangement.width, arrangement.height, charset, coloured=coloured)
    diagram = arrangement.diagram
    boxes = {box.id: box for box in diagram.boxes}
    for at, frame in enumerate(arrangement.frames):
        _frame(canvas, frame, frame_style(at))
    for placed in arrangement.boxes:
        _box(canvas, placed, boxes[placed.box])
    for bar in arrangement.bars:
        _bar(canvas, bar)
    for route in arrangement.routes:
        _route(canvas, route, diagram.edges[route.edge])
    for label in arrangement.texts:
        canvas.write(label.x, label.y, lettering(label.text, charset), terminal_style("label"))
    return canvas


def line_kind(edge: Edge, charset: Charset) -> str:
    """Return the pen of an edge; VRF sessions have one of their own where the charset does."""
    return "vrf" if edge.vrf and "vrf" in charset.pens else edge.kind


def _frame(canvas: Canvas, frame: PlacedFrame, style: str) -> None:
    canvas.rectangle(frame.x, frame.y, frame.width, frame.height, "frame", style)
    canvas.write(frame.title_x - 1, frame.y, f" {lettering(frame.title, canvas.charset)} ", style, over=True)


def _box(canvas: Canvas, placed: PlacedBox, box: Box) -> None:
    style = terminal_style(box.kind)
    kind = "host" if box.kind in _HOSTS else "node"
    canvas.rectangle(placed.x, placed.y, placed.width, placed.height, kind, style)
    styles = [style, *(terminal_style(line.kind) for line in box.lines)]
    for at, line in enumerate(placed.lines):
        room = placed.width - text.width(line)
        canvas.write(placed.x + room // 2, placed.y + 1 + at, without_drawn(line), styles[at])


def _bar(canvas: Canvas, bar: PlacedBar) -> None:
    style = terminal_style("lan")
    canvas.line(((bar.x, bar.y), (bar.x + bar.width - 1, bar.y)), "bar", style)
    for tap in bar.taps:
        canvas.line(tap.points, "link")
    name = lettering(bar.name, canvas.charset)
    on_bar = bar.y == bar.name_y and bar.x <= bar.name_x < bar.x + bar.width
    if on_bar:
        canvas.write(bar.name_x - 1, bar.name_y, f" {name} ", style, over=True)
    else:
        canvas.write(bar.name_x, bar.name_y, name, style)


def _route(canvas: Canvas, route: Route, edge: Edge) -> None:
    points = list(route.points)
    heads: list[tuple[Point, str]] = []
    for end, reverse in ((edge.a, False), (edge.b, True)):
        if end.arrow:
            points, head = _with_head(points, canvas.charset, reverse)
            heads.append(head)
    kind = line_kind(edge, canvas.charset)
    canvas.line(tuple(points), kind, terminal_style(edge.kind))
    for (x, y), glyph in heads:
        canvas.mark(x, y, glyph)


def _with_head(points: list[Point], charset: Charset, reverse: bool) -> tuple[list[Point], tuple[Point, str]]:
    """Shorten a line by the cell on the border and return it with its arrowhead, which touches the border."""
    if reverse:
        points = points[::-1]
    (x0, y0), (x1, y1) = points[0], points[1]
    step = ((x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0))
    heads: Mapping[tuple[int, int], str] = {
        (0, 1): charset.up,
        (0, -1): charset.down,
        (1, 0): charset.left,
        (-1, 0): charset.right,
    }
    tip = (x0 + step[0], y0 + step[1])
    points = [tip, *points[1:]] if tip != points[1] else points[1:]
    return (points[::-1] if reverse else points), (tip, heads[step])
