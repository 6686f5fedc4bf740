"""Horizontals of a channel: no two overlap in one row, and those that share a column keep its order."""

from __future__ import annotations

from itertools import combinations

import pytest

from layout_passes import layered_after
from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End, Frame
from topodraw.layout.layered import Layered
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.tracks import assign_tracks, zone_of

SEEDS = range(80)


def tracked(seed: int) -> tuple[Layered, list[Channel]]:
    """Return a graph with final columns, and its channels."""
    graph = layered_after("lay_bars", random_diagram(seed))
    room = {bar.id: text.width(bar.name) + 2 for bar in graph.diagram.bars}
    return graph, [assign_tracks(graph, channel, room) for channel in sorted(graph.nets)]


def level(channel: Channel, piece: Piece) -> tuple[int, int]:
    """Return what sorts pieces from the top."""
    return piece.zone, piece.row


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_horizontals_of_one_row_overlap_or_touch(seed: int) -> None:
    _, channels = tracked(seed)
    for channel in channels:
        for one, other in combinations(channel.pieces, 2):
            if level(channel, one) == level(channel, other):
                assert one.reach + 1 < other.left or other.reach + 1 < one.left


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_from_above_turns_above_one_that_goes_down_in_its_column(seed: int) -> None:
    """So no two upright parts of lines share a cell."""
    _, channels = tracked(seed)
    for channel in channels:
        for one, other in combinations(channel.pieces, 2):
            for a, b in ((one, other), (other, one)):
                for column in set(a.above) & set(b.below):
                    if a.net is b.net and column in b.joints:
                        assert level(channel, b) < level(channel, a)
                    else:
                        assert level(channel, a) < level(channel, b)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_that_does_not_run_straight_has_its_horizontals(seed: int) -> None:
    graph, channels = tracked(seed)
    for channel in channels:
        for net in graph.nets[channel.index]:
            above = sorted(port.column for port in net.ports if port.side == "down")
            below = sorted(port.column for port in net.ports if port.side == "up")
            pieces = [piece for piece in channel.pieces if piece.net is net]
            joints = {column for piece in pieces for column in piece.joints}
            assert sorted(c for p in pieces for c in p.above if c not in joints) == (above if pieces else [])
            assert sorted(c for p in pieces for c in p.below if c not in joints) == (below if pieces else [])
            assert bool(pieces) == (net.kind != "edge" or above != below)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_fit_into_the_heights_of_their_zones(seed: int) -> None:
    _, channels = tracked(seed)
    for channel in channels:
        for piece in channel.pieces:
            assert 0 <= piece.row < channel.heights[piece.zone]


@pytest.mark.parametrize("seed", SEEDS)
def test_taps_of_a_bar_have_columns_of_their_own(seed: int) -> None:
    _, channels = tracked(seed)
    for channel in channels:
        for piece in channel.pieces:
            if piece.is_bar:
                taps = piece.above + piece.below
                assert len(taps) == len(set(taps))


def test_a_circle_of_demands_is_broken_by_a_detour() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0), Box("c", tier=1), Box("d", tier=1))
    edges = (Edge(End("a"), End("d")), Edge(End("b"), End("c")))
    graph = layered_after("straighten", Diagram("t", boxes=boxes, edges=edges))
    for net, (above, below) in zip(graph.nets[0], ((10, 20), (20, 10)), strict=True):
        for port, column in zip(net.ports, (above, below), strict=True):
            port.offset = column - port.item.x
    channel = assign_tracks(graph, 0, {})
    assert len(channel.pieces) == 3
    assert len({piece.row for piece in channel.pieces}) == 3


@pytest.mark.parametrize("framed", [False, True])
def test_a_link_within_a_frame_turns_inside_it(framed: bool) -> None:
    boxes = (*tuple(Box(name, tier=0) for name in "abc"), Box("below", tier=1))
    edges = (*tuple(Edge(End(one), End(other)) for one, other in ("ac", "ab", "bc")), Edge(End("b"), End("below")))
    frames = (Frame("f", "F", ("a", "b", "c")),) if framed else ()
    graph = layered_after("straighten", Diagram("t", boxes=boxes, edges=edges, frames=frames))
    (cup,) = [net for nets in graph.nets.values() for net in nets if net.kind in ("cup", "cap")]
    assert abs(zone_of(graph, cup)) == (2 if framed else 1)
    (line,) = [net for net in graph.nets[0] if net.kind == "edge"]
    assert zone_of(graph, line) == 0
