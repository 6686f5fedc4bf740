"""Pass 10: the arrangement, in the columns and rows of the picture.

Expects everything in its place. Guarantees that the picture begins in column 0 and row 0. In a drawing to the right the
passes have x count rows and y columns: boxes, frames and points are transposed here, texts stay level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from topodraw import text
from topodraw.diagram import Diagram
from topodraw.layout.arrangement import (
    Arrangement,
    PlacedBar,
    PlacedBox,
    PlacedFrame,
    PlacedText,
    Point,
    Route,
)
from topodraw.layout.buses import bar_length
from topodraw.layout.labels import place_labels
from topodraw.layout.layered import Layered
from topodraw.layout.names import BarPlace
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.routes import Router
from topodraw.layout.rows import TITLE, Rows

__all__ = ["arrangement_of"]

Bars = Mapping[str, tuple[Piece, BarPlace]]
Meshes = Mapping[str, tuple[int, ...]]


def arrangement_of(
    graph: Layered, channels: Mapping[int, Channel], rows: Rows, bars: Bars, meshes: Meshes
) -> Arrangement:
    """Return what the passes found, bars at the places given; `meshes` are the edges that bars stand for."""
    router = Router(graph, channels, rows)
    boxes = [
        PlacedBox(item.box, item.x, item.y, item.width, item.height, item.lines)
        for box in graph.diagram.boxes
        for item in [graph.items[box.id]]
    ]
    frames = [
        PlacedFrame(
            node.id,
            node.x,
            rows.tops[node.id],
            node.right - node.x + 1,
            rows.bottoms[node.id] - rows.tops[node.id] + 1,
            text.sanitise(node.title),
            len(node.path) - 1,
        )
        for node in graph.frames.values()
    ]
    routes = router.routes()
    if graph.metric.down:
        placed_bars = _bars(graph, router, bars, meshes)
    else:
        placed_bars = _buses(graph, router, meshes)
        boxes = [replace(box, x=box.y, y=box.x, width=box.height, height=box.width) for box in boxes]
        frames = [replace(frame, x=frame.y, y=frame.x, width=frame.height, height=frame.width) for frame in frames]
        routes = [replace(route, points=_transposed(route.points)) for route in routes]
    frames = [replace(frame, title_x=frame.x + TITLE) for frame in frames]
    return _closed(graph.diagram, boxes, frames, placed_bars, routes, place_labels(graph))


def _bars(graph: Layered, router: Router, bars: Bars, meshes: Meshes) -> list[PlacedBar]:
    """Return the bars that lie across a channel."""
    return [
        PlacedBar(
            bar.id,
            place.x,
            router.row(piece),
            place.right - place.x + 1,
            text.sanitise(bar.name),
            place.name_x,
            router.row(piece),
            tuple(
                router.tap(nets, port, tap.box, piece)
                for tap, (nets, port) in zip(bar.taps, graph.taps[bar.id], strict=True)
            ),
            meshes.get(bar.id, ()),
        )
        for bar in graph.diagram.bars
        if bar.id in bars
        for piece, place in [bars[bar.id]]
    ]


def _buses(graph: Layered, router: Router, meshes: Meshes) -> list[PlacedBar]:
    """Return the bars that are items."""
    placed: list[PlacedBar] = []
    for bar in graph.diagram.bars:
        if bar.id not in graph.buses:
            continue
        bus = graph.buses[bar.id]
        ways = [router.bus_tap(nets, item, tap.box, bus) for tap, (nets, item) in zip(bar.taps, bus.taps, strict=True)]
        taps = tuple(replace(tap, points=_transposed(tap.points)) for tap in ways)
        x, y, length = bus.item.y, bus.item.x, bar_length(bar)
        name = text.sanitise(bar.name)
        placed.append(PlacedBar(bar.id, x, y, length, name, x + length + 1, y, taps, meshes.get(bar.id, ())))
    return placed


def _transposed(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple((y, x) for x, y in points)


def _closed(
    diagram: Diagram,
    boxes: Sequence[PlacedBox],
    frames: Sequence[PlacedFrame],
    bars: Sequence[PlacedBar],
    routes: Sequence[Route],
    texts: Sequence[PlacedText],
) -> Arrangement:
    """Measure the arrangement and move it so that it begins in column 0 and row 0."""
    points = [point for route in routes for point in route.points]
    points += [point for bar in bars for tap in bar.taps for point in tap.points]
    areas = [(box.x, box.y, box.width, box.height) for box in boxes]
    areas += [(frame.x, frame.y, frame.width, frame.height) for frame in frames]
    areas += [(bar.x, bar.y, bar.width, 1) for bar in bars]
    areas += [(bar.name_x, bar.name_y, text.width(bar.name), 1) for bar in bars]
    areas += [(label.x, label.y, text.width(label.text), 1) for label in texts]
    areas += [(x, y, 1, 1) for x, y in points]
    left, top = min((x for x, _, _, _ in areas), default=0), min((y for _, y, _, _ in areas), default=0)
    right = max((x + width for x, _, width, _ in areas), default=0)
    bottom = max((y + height for _, y, _, height in areas), default=0)

    def moved(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((x - left, y - top) for x, y in points)

    if left or top:
        boxes = [replace(box, x=box.x - left, y=box.y - top) for box in boxes]
        frames = [replace(f, x=f.x - left, y=f.y - top, title_x=f.title_x - left) for f in frames]
        bars = [
            replace(
                bar,
                x=bar.x - left,
                y=bar.y - top,
                name_x=bar.name_x - left,
                name_y=bar.name_y - top,
                taps=tuple(replace(tap, points=moved(tap.points)) for tap in bar.taps),
            )
            for bar in bars
        ]
        routes = [replace(route, points=moved(route.points)) for route in routes]
        texts = [replace(label, x=label.x - left, y=label.y - top) for label in texts]
    return Arrangement(
        diagram, right - left, bottom - top, tuple(boxes), tuple(frames), tuple(bars), tuple(routes), tuple(texts)
    )
