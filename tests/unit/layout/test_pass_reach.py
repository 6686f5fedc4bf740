"""Boxes reach over what hangs on them alone, and no farther than is worth it."""

from __future__ import annotations

import itertools

import pytest

from layout_passes import layered_before
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.layered import DOWN, UP
from topodraw.layout.reach import GROWTH, reach_over


@pytest.mark.parametrize("seed", range(80))
def test_boxes_only_grow_and_by_no_more_than_allowed(seed: int) -> None:
    graph = layered_before("reach_over", random_diagram(seed))
    before = {item: item.width for item in graph.items.values()}
    ports = {item: [list(item.ports[side]) for side in (DOWN, UP)] for item in before}
    narrower = reach_over(graph)
    assert narrower == {item: width for item, width in before.items() if item.width != width}
    for item, width in before.items():
        assert width <= item.width <= max(width, GROWTH * width + item.edge)
        assert [item.ports[side] for side in (DOWN, UP)] == ports[item]
        for side in ports[item]:
            for one, other in itertools.pairwise(side):
                assert other.offset - one.offset >= one.pitch


@pytest.mark.parametrize(("hosts", "grows"), [(1, False), (2, True), (3, True), (12, False)])
def test_a_box_grows_for_a_few_boxes_that_hang_on_it(hosts: int, grows: bool) -> None:
    boxes = (Box("leaf-switch", tier=0), *(Box(f"host{at}", tier=1) for at in range(hosts)))
    edges = tuple(Edge(End("leaf-switch"), End(box.id)) for box in boxes[1:])
    graph = layered_before("reach_over", Diagram("t", boxes=boxes, edges=edges))
    assert (graph.items["leaf-switch"] in reach_over(graph)) == grows


def test_a_box_does_not_reach_for_what_others_hold_too() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0), Box("c-long-name", tier=1), Box("d-long-name", tier=1))
    edges = tuple(Edge(End(one), End(other)) for one in "ab" for other in ("c-long-name", "d-long-name"))
    graph = layered_before("reach_over", Diagram("t", boxes=boxes, edges=edges))
    assert reach_over(graph) == {}
