"""Titles of frames are obstacles: the first line that enters from above stays right of them."""

from __future__ import annotations

import itertools

import pytest

from layout_passes import call_of
from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End, Frame
from topodraw.layout import ArrangeOptions, arrange
from topodraw.layout.layered import UP
from topodraw.layout.tracks import zone_of

SEEDS = range(80)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_line_that_enters_a_frame_is_held_and_its_wall_kept_away(seed: int) -> None:
    call = call_of("title_demands", random_diagram(seed))
    graph, demands = call.graph, call.result
    for node in graph.frames.values():
        inside = [item for item in graph.layers[node.top] if node.id in item.path]
        entering = [p for item in inside for p in item.ports[UP] if zone_of(graph, p.net) <= len(node.path)]
        assert (node.id in demands) == bool(entering)
        if entering:
            port, room = demands[node.id]
            assert port is entering[0]
            assert room == text.width(node.title) + 3
            assert port.floor == port.offset


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_runs_through_a_title(seed: int) -> None:
    drawn = arrange(random_diagram(seed), ArrangeOptions(fold=False))
    ways = [route.points for route in drawn.routes] + [tap.points for bar in drawn.bars for tap in bar.taps]
    uprights = [(a, b) for points in ways for a, b in itertools.pairwise(points) if a[0] == b[0]]
    for frame in drawn.frames:
        title = range(frame.title_x - 1, frame.title_x + text.width(frame.title) + 1)
        assert title.start > frame.x
        assert title.stop < frame.x + frame.width
        for (x, y0), (_, y1) in uprights:
            assert not (x in title and min(y0, y1) <= frame.y <= max(y0, y1))


@pytest.mark.parametrize("length", [1, 10, 40])
def test_a_title_of_any_length_is_passed_on_its_right(length: int) -> None:
    boxes = (Box("top", tier=0), Box("a", tier=1), Box("b", tier=1))
    frame = Frame("f", "T" * length, ("a", "b"))
    diagram = Diagram("t", boxes=boxes, edges=(Edge(End("top"), End("a")), Edge(End("top"), End("b"))), frames=(frame,))
    drawn = arrange(diagram)
    (placed,) = drawn.frames
    assert all(route.points[-1][0] > placed.x + 2 + length for route in drawn.routes)
