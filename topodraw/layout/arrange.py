"""The layout, pass by pass: from a diagram with tiers to an arrangement of integer cells.

Each pass states in its own file what it expects and what it guarantees. The drawing is right by construction: no pass
can make two lines share a cell other than where they cross.
"""

from __future__ import annotations

from dataclasses import replace

from topodraw import text
from topodraw.diagram import Diagram
from topodraw.layout.arrangement import (
    Arrangement,
    ArrangeOptions,
    Bundle,
    PlacedBar,
    PlacedBox,
    PlacedFrame,
    PlacedText,
    Route,
)
from topodraw.layout.budget import fit
from topodraw.layout.corners import part_corners
from topodraw.layout.flats import place_flat_links
from topodraw.layout.fold import drop_empty_frames, fold_frames
from topodraw.layout.layered import Layered
from topodraw.layout.layers import build_layers
from topodraw.layout.mesh import bundle_meshes
from topodraw.layout.names import BarPlace, obstacles, place_bar
from topodraw.layout.nudge import nudge
from topodraw.layout.order import order_layers
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.place import place_columns, separations
from topodraw.layout.ports import size_boxes
from topodraw.layout.reach import reach_over
from topodraw.layout.routes import Router
from topodraw.layout.rows import Rows, assign_rows
from topodraw.layout.sides import make_room_beside
from topodraw.layout.straighten import straighten
from topodraw.layout.titles import title_demands
from topodraw.layout.tracks import assign_tracks
from topodraw.layout.widen import widen

__all__ = ["arrange"]

ATTEMPTS = 12
"""Rounds of giving a bar's name more room; each gives at least one bar its own."""


def arrange(diagram: Diagram, options: ArrangeOptions | None = None) -> Arrangement:
    """Place everything of a diagram whose boxes have tiers, within the width asked for where that is possible."""
    options = options or ArrangeOptions()
    diagram = drop_empty_frames(diagram)
    if options.fold:
        diagram = fold_frames(diagram)
    return fit(diagram, options, _arrange)


def _arrange(diagram: Diagram, bundle: Bundle, tight: bool) -> Arrangement:
    """Run all passes once."""
    diagram, meshes = bundle_meshes(diagram, bundle)
    graph = build_layers(diagram, tight=tight)
    order_layers(graph)
    place_flat_links(graph)
    size_boxes(graph)
    make_room_beside(graph)
    if not tight:
        reach_over(graph)
    titles = title_demands(graph)
    place_columns(graph, titles)
    straighten(graph)
    if nudge(graph, separations(graph, titles)):
        straighten(graph)
    if not tight:
        widen(graph, separations(graph, titles))
    channels, rows, bars = _tracks_and_rows(graph)
    if part_corners(graph, channels, rows):
        channels, rows, bars = _tracks_and_rows(graph)
    return _result(graph, channels, rows, bars, meshes)


def _tracks_and_rows(graph: Layered) -> tuple[dict[int, Channel], Rows, dict[str, tuple[Piece, BarPlace]]]:
    """Assign tracks and rows until every bar's name has its place."""
    names = {bar.id: bar.name for bar in graph.diagram.bars}
    room = {id: text.width(name) + 2 for id, name in names.items()}
    for attempt in range(ATTEMPTS):
        channels = {index: assign_tracks(graph, index, room) for index in sorted(graph.nets)}
        rows = assign_rows(graph, channels)
        bars: dict[str, tuple[Piece, BarPlace]] = {}
        again = False
        for channel in channels.values():
            for piece in channel.pieces:
                if piece.is_bar:
                    id = str(piece.net.owner)
                    place = place_bar(names[id], piece, obstacles(graph, channel, rows, piece))
                    bars[id] = (piece, place)
                    if not place.fits:
                        again = True
                        # In the end the whole row to the right is the bar's.
                        room[id] = 1 << 20 if attempt > 2 else max(room[id], place.room) + 2
        if not again:
            return channels, rows, bars
    raise AssertionError("a bar's name finds no place though its row is its own")


def _result(
    graph: Layered,
    channels: dict[int, Channel],
    rows: Rows,
    bars: dict[str, tuple[Piece, BarPlace]],
    meshes: dict[str, tuple[int, ...]],
) -> Arrangement:
    router = Router(graph, channels, rows)
    placed_bars = [
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
            node.x + 2,
        )
        for node in graph.frames.values()
    ]
    return _shifted(graph.diagram, boxes, frames, placed_bars, router.routes(), router.labels())


def _shifted(
    diagram: Diagram,
    boxes: list[PlacedBox],
    frames: list[PlacedFrame],
    bars: list[PlacedBar],
    routes: list[Route],
    texts: list[PlacedText],
) -> Arrangement:
    """Close the arrangement: measure it and move it so that it begins in column 0."""
    left = min(
        [
            *(box.x for box in boxes),
            *(frame.x for frame in frames),
            *(bar.x for bar in bars),
            *(x for route in routes for x, _ in route.points),
            *(x for bar in bars for tap in bar.taps for x, _ in tap.points),
        ],
        default=0,
    )
    if left:
        boxes = [replace(box, x=box.x - left) for box in boxes]
        frames = [replace(frame, x=frame.x - left, title_x=frame.title_x - left) for frame in frames]
        bars = [
            replace(
                bar,
                x=bar.x - left,
                name_x=bar.name_x - left,
                taps=tuple(replace(tap, points=tuple((x - left, y) for x, y in tap.points)) for tap in bar.taps),
            )
            for bar in bars
        ]
        routes = [replace(route, points=tuple((x - left, y) for x, y in route.points)) for route in routes]
        texts = [replace(label, x=label.x - left) for label in texts]
    corners = [
        *((box.x + box.width, box.y + box.height) for box in boxes),
        *((frame.x + frame.width, frame.y + frame.height) for frame in frames),
        *((bar.x + bar.width, bar.y + 1) for bar in bars),
        *((bar.name_x + text.width(bar.name), bar.name_y + 1) for bar in bars),
        *((label.x + text.width(label.text), label.y + 1) for label in texts),
        *((x + 1, y + 1) for route in routes for x, y in route.points),
        *((x + 1, y + 1) for bar in bars for tap in bar.taps for x, y in tap.points),
    ]
    width = max((x for x, _ in corners), default=0)
    height = max((y for _, y in corners), default=0)
    return Arrangement(diagram, width, height, tuple(boxes), tuple(frames), tuple(bars), tuple(routes), tuple(texts))
