"""Ports slide along their boxes: in order, apart, and no line that was straight is bent."""

from __future__ import annotations

import itertools

import pytest

from layout_passes import layered_after, layered_before
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.layered import DOWN, UP, Layered, Net, Port
from topodraw.layout.straighten import columns_of, is_straight, move, straighten, trouble

SEEDS = range(80)


def lines(graph: Layered) -> list[Net]:
    return [net for nets in graph.nets.values() for net in nets if net.kind == "edge"]


@pytest.mark.parametrize("seed", SEEDS)
def test_order_and_distances_are_kept(seed: int) -> None:
    graph = layered_before("straighten", random_diagram(seed))
    before = {item: [list(item.ports[side]) for side in (DOWN, UP)] for item in graph.items.values()}
    straighten(graph)
    for item, sides in before.items():
        assert [item.ports[side] for side in (DOWN, UP)] == sides
        for ports in sides:
            for one, other in itertools.pairwise(ports):
                assert other.offset - one.offset >= one.pitch
            assert all(item.edge <= port.offset <= item.width - 1 - item.edge for port in ports)
            assert all(port.offset >= port.floor for port in ports)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_is_made_crooked_and_boxes_stay(seed: int) -> None:
    graph = layered_before("straighten", random_diagram(seed))
    straight = [net for net in lines(graph) if is_straight(net.ports[0])]
    columns = {item: item.x for item in graph.all_items()}
    straighten(graph)
    assert all(is_straight(net.ports[0]) for net in straight)
    assert columns == {item: item.x for item in graph.all_items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_straight_lines_have_their_columns_alone(seed: int) -> None:
    graph = layered_after("straighten", random_diagram(seed))
    for nets in graph.nets.values():
        for column, ports in columns_of(nets).items():
            if any(is_straight(port) for port in ports):
                assert len({port.net for port in ports}) == 1, column


def test_a_line_whose_ends_can_stand_in_one_column_does() -> None:
    boxes = (Box("a rather wide box", tier=0), Box("b", tier=1))
    edges = (Edge(End("a rather wide box"), End("b")),)
    graph = layered_before("straighten", Diagram("t", boxes=boxes, edges=edges))
    (net,) = graph.nets[0]
    for shift in range(12):
        graph.items["b"].x = graph.items["a rather wide box"].x + shift
        straighten(graph)
        assert is_straight(net.ports[0])


def test_trouble_is_told_by_distance() -> None:
    graph = layered_before("straighten", two_lines())
    one, other = (net.ports for net in graph.nets[0])
    columns = columns_of(graph.nets[0])
    target = other[1].column
    assert trouble(one[0], target, columns) == 2
    assert trouble(one[0], target + 1, columns) >= 1
    assert trouble(one[0], target + 400, columns) == 0


def two_lines() -> Diagram:
    boxes = (Box("a", tier=0), Box("b", tier=0), Box("c", tier=1), Box("d", tier=1))
    return Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("c")), Edge(End("b"), End("d"))))


def test_a_port_that_moves_takes_its_entry_along() -> None:
    graph = layered_before("straighten", two_lines())
    columns = columns_of(graph.nets[0])
    port: Port = graph.nets[0][0].ports[0]
    was = port.column
    move(port, was + 3, columns)
    assert port.column == was + 3
    assert port in columns[was + 3]
    assert port not in columns[was]
