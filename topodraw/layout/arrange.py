"""The layout, pass by pass: from a diagram with tiers to an arrangement of integer cells.

Each pass states in its own file what it expects and what it guarantees. The drawing is right by construction: no pass
can make two lines share a cell other than where they cross.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from topodraw import text
from topodraw.diagram import Diagram
from topodraw.layout.arrangement import Arrangement, ArrangeOptions, Bundle
from topodraw.layout.budget import fit
from topodraw.layout.buses import insert_bars, lay_bars
from topodraw.layout.corners import part_corners
from topodraw.layout.flats import place_flat_links
from topodraw.layout.fold import drop_empty_frames, fold_frames
from topodraw.layout.layered import Layered, Port
from topodraw.layout.layers import build_layers
from topodraw.layout.mesh import bundle_meshes
from topodraw.layout.names import BarPlace, obstacles, place_bar
from topodraw.layout.nudge import nudge
from topodraw.layout.order import order_layers
from topodraw.layout.pages import Pages, fit_pages
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.place import place_columns, separations
from topodraw.layout.ports import size_boxes
from topodraw.layout.reach import give_back, reach_over
from topodraw.layout.result import arrangement_of
from topodraw.layout.rows import Rows, assign_rows
from topodraw.layout.sides import make_room_beside
from topodraw.layout.straighten import straighten
from topodraw.layout.texts import plain_texts
from topodraw.layout.titles import title_demands
from topodraw.layout.tracks import assign_tracks
from topodraw.layout.uprights import make_room_between
from topodraw.layout.widen import widen

__all__ = ["arrange", "arrange_pages"]

ATTEMPTS = 12
"""Rounds of giving a bar's name more room; each gives at least one bar its own."""


def arrange(diagram: Diagram, options: ArrangeOptions | None = None) -> Arrangement:
    """Place everything of a diagram whose boxes have tiers, within the width asked for where that is possible."""
    options = options or ArrangeOptions()
    return fit(_prepared(diagram, options), options, partial(_arrange, options))


def arrange_pages(diagram: Diagram, options: ArrangeOptions | None = None) -> Pages:
    """Place everything of a diagram whose boxes have tiers, on several pages where the width asked for needs it."""
    options = options or ArrangeOptions()
    return fit_pages(_prepared(diagram, options), options, partial(_arrange, options))


def _prepared(diagram: Diagram, options: ArrangeOptions) -> Diagram:
    diagram = drop_empty_frames(plain_texts(diagram))
    return fold_frames(diagram) if options.fold else diagram


def _arrange(options: ArrangeOptions, diagram: Diagram, bundle: Bundle, tight: bool) -> Arrangement:
    """Run all passes once."""
    diagram, meshes = bundle_meshes(diagram, bundle)
    graph = build_layers(diagram, tight=tight, direction=options.direction, icon=options.icon)
    order_layers(graph)
    insert_bars(graph, meshes.keys())
    place_flat_links(graph)
    size_boxes(graph)
    (make_room_beside if graph.metric.down else make_room_between)(graph)
    reached = {} if tight else reach_over(graph)
    titles = _columns(graph)
    if give_back(graph, reached):
        titles = _columns(graph)
    if not tight:
        widen(graph, separations(graph, titles, placed=True))
    lay_bars(graph)
    channels, rows, bars = _tracks_and_rows(graph)
    if not graph.metric.gap and part_corners(graph, channels, rows):
        channels, rows, bars = _tracks_and_rows(graph)
    return arrangement_of(graph, channels, rows, bars, meshes)


def _columns(graph: Layered) -> Mapping[str, tuple[Port, int]]:
    """Place everything across; return what titles demand."""
    titles = title_demands(graph)
    place_columns(graph, titles)
    straighten(graph)
    if nudge(graph, separations(graph, titles, placed=True)):
        straighten(graph)
    return titles


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
