"""Routes alternate between across and down and end on the borders of their boxes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBox, arrange
from topodraw.layout.routes import border

SEEDS = range(80)


def drawn(seed: int) -> Arrangement:
    return arrange(random_diagram(seed), ArrangeOptions(fold=False, bundle="never"))


def is_across(one: tuple[int, int], other: tuple[int, int]) -> bool:
    assert (one[0] == other[0]) != (one[1] == other[1]), "a step is either across or down"
    return one[1] == other[1]


def on_border(box: PlacedBox, x: int, y: int) -> bool:
    right, bottom = box.x + box.width - 1, box.y + box.height - 1
    inside = box.x <= x <= right and box.y <= y <= bottom
    corner = x in (box.x, right) and y in (box.y, bottom)
    return inside and not corner and (x in (box.x, right) or y in (box.y, bottom))


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_alternate_and_ends_lie_on_borders(seed: int) -> None:
    arrangement = drawn(seed)
    boxes = {box.box: box for box in arrangement.boxes}
    assert [route.edge for route in arrangement.routes] == list(range(len(arrangement.diagram.edges)))
    for route in arrangement.routes:
        ways = [is_across(one, other) for one, other in pairwise(route.points)]
        assert all(one != other for one, other in pairwise(ways))
        edge = arrangement.diagram.edges[route.edge]
        assert on_border(boxes[edge.a.box], *route.points[0])
        assert on_border(boxes[edge.b.box], *route.points[-1])


@pytest.mark.parametrize("seed", SEEDS)
def test_taps_lead_from_the_bar_to_the_border_of_their_box(seed: int) -> None:
    arrangement = drawn(seed)
    boxes = {box.box: box for box in arrangement.boxes}
    bars = {bar.id: bar for bar in arrangement.diagram.bars}
    for bar in arrangement.bars:
        assert [tap.box for tap in bar.taps] == [tap.box for tap in bars[bar.bar].taps]
        for tap in bar.taps:
            ways = [is_across(one, other) for one, other in pairwise(tap.points)]
            assert all(one != other for one, other in pairwise(ways))
            assert ways[0] is False, "a tap leaves its bar up or down"
            x, y = tap.points[0]
            assert y == bar.y
            assert bar.x < x < bar.x + bar.width - 1
            assert on_border(boxes[tap.box], *tap.points[-1])


def test_a_straight_line_has_two_points() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    (route,) = arrange(Diagram("t", boxes=boxes, edges=(Edge(End("b"), End("a")),))).routes
    (x0, y0), (x1, y1) = route.points
    assert (x0, y0 > y1) == (x1, True), "from box a of the edge to box b"


def test_a_bar_between_layers_is_tapped_from_both() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    arrangement = arrange(Diagram("t", boxes=boxes, bars=(Bar("lan", "lan", (End("a"), End("b"))),)))
    (bar,) = arrangement.bars
    assert [tap.points[-1][1] < bar.y for tap in bar.taps] == [True, False]


def test_the_border_of_a_dummy_is_inside_it() -> None:
    from layout_passes import layered_after

    boxes = (Box("a", tier=0), Box("m", tier=1), Box("z", tier=2))
    edges = (Edge(End("a"), End("z")), Edge(End("a"), End("m")))
    graph = layered_after("straighten", Diagram("t", boxes=boxes, edges=edges))
    for net in graph.chains[0]:
        for port in net.ports:
            assert border(port)[0] == port.column
