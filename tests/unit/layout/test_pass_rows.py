"""Rows from top to bottom: boxes of a layer on one, walls by depth, zones and texts in their order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout_passes import call_of
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End, Frame
from topodraw.layout import ArrangeOptions, arrange
from topodraw.layout.layered import DOWN, UP, Layered
from topodraw.layout.rows import Rows

SEEDS = range(80)


def rowed(seed: int) -> tuple[Layered, dict[int, object], Rows]:
    call = call_of("assign_rows", random_diagram(seed))
    return call.graph, call.args[1], call.result


@pytest.mark.parametrize("seed", SEEDS)
def test_boxes_of_a_layer_start_on_one_row_and_layers_follow_each_other(seed: int) -> None:
    graph, _, _ = rowed(seed)
    tops = [{item.y for item in layer} for layer in graph.layers]
    assert all(len(rows) == 1 for rows in tops)
    for upper, lower in pairwise(graph.layers):
        assert max(item.y + item.height for item in upper) < lower[0].y, "a line has a cell at least"


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_walls_and_zones_of_a_channel_stand_in_order(seed: int) -> None:
    graph, channels, rows = rowed(seed)
    for at in range(-1, len(graph.layers)):
        upper = graph.layers[at] if at >= 0 else []
        lower = graph.layers[at + 1] if at + 1 < len(graph.layers) else []
        start = max((item.y + item.height for item in upper), default=0)
        end = lower[0].y if lower else rows.height
        labels = max((len(p.labels) + p.arrow for item in upper for p in item.ports[DOWN]), default=0)
        above = max((len(p.labels) + p.arrow for item in lower for p in item.ports[UP]), default=0)
        heights = getattr(channels.get(at), "heights", {})
        used = [
            (rows.zones[at, zone], rows.zones[at, zone] + height) for zone, height in sorted(heights.items()) if height
        ]
        walls = {node.id: rows.bottoms[node.id] for node in graph.frames.values() if node.bottom == at}
        walls |= {node.id: rows.tops[node.id] for node in graph.frames.values() if node.top == at + 1}
        spans = sorted([*used, *((row, row + 1) for row in set(walls.values()))])
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), "no wall runs through a zone"
        assert all(start + labels <= low and high <= end - above for low, high in spans)


@pytest.mark.parametrize("seed", SEEDS)
def test_walls_stand_by_depth(seed: int) -> None:
    graph, _, rows = rowed(seed)
    for node in graph.frames.values():
        for other in graph.frames.values():
            if other is node:
                continue
            deeper = len(node.path) > len(other.path)
            if node.bottom == other.bottom:
                assert (rows.bottoms[node.id] < rows.bottoms[other.id]) == deeper or len(node.path) == len(other.path)
            if node.top == other.top:
                assert (rows.tops[node.id] > rows.tops[other.id]) == deeper or len(node.path) == len(other.path)


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_begin_above_their_first_layer_and_end_below_their_last(seed: int) -> None:
    graph, _, rows = rowed(seed)
    for node in graph.frames.values():
        assert rows.tops[node.id] < graph.layers[node.top][0].y
        last = [item for item in graph.layers[node.bottom] if node.id in item.path]
        assert rows.bottoms[node.id] >= max(item.y + item.height for item in last)


def test_nothing_takes_a_row_that_need_not() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    drawn = arrange(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b")),)))
    assert drawn.height == 3 + 1 + 3
    framed = Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b")),), frames=(Frame("f", "F", ("a", "b")),))
    assert arrange(framed, ArrangeOptions(fold=False)).height == 1 + 3 + 1 + 3 + 1


def test_an_arrowhead_leaves_a_cell_of_its_line_to_be_seen() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    drawn = arrange(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b", arrow=True)),)))
    assert drawn.height == 3 + 2 + 3
