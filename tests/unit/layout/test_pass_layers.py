"""Boxes in layers, edges as chains of nets, bars as nets, frames without holes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout_passes import WHOLE, layered_after
from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout.layered import DOWN, UP, Layered, common
from topodraw.layout.layers import build_layers
from topodraw.model import Hints

SEEDS = range(60)


def built(seed: int) -> Layered:
    return layered_after("build_layers", random_diagram(seed), WHOLE)


def names(graph: Layered) -> list[list[str]]:
    return [[item.box for item in layer if item.kind == "box"] for layer in graph.layers]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_box_is_one_item_of_the_layer_of_its_tier(seed: int) -> None:
    graph = built(seed)
    boxes = {box.id: box for box in graph.diagram.boxes}
    assert sorted(item.box for item in graph.all_items() if item.kind == "box") == sorted(boxes)
    for one in graph.items.values():
        assert graph.layers[one.layer][one.index] is one
    attached = {port.item.box for nets in graph.nets.values() for net in nets for port in net.ports}
    for a in attached & boxes.keys():
        for b in attached & boxes.keys():
            higher = (boxes[a].tier or 0) - (boxes[b].tier or 0)
            assert (higher > 0) - (higher < 0) == (
                (graph.items[a].layer > graph.items[b].layer) - (graph.items[a].layer < graph.items[b].layer)
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_an_edge_between_layers_is_a_chain_with_one_net_a_channel(seed: int) -> None:
    graph = built(seed)
    for index, edge in enumerate(graph.diagram.edges):
        a, b = sorted((graph.items[edge.a.box], graph.items[edge.b.box]), key=lambda item: item.layer)
        if a.layer == b.layer:
            assert index in graph.flats
            assert index not in graph.chains
            continue
        chain = graph.chains[index]
        assert [net.channel for net in chain] == list(range(a.layer, b.layer))
        at = a
        for net in chain:
            upper, lower = net.ports
            assert (upper.item, upper.side, lower.side) == (at, DOWN, UP)
            at = lower.item
            assert at is b or at.kind == "dummy"
        assert at is b


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dummy_is_in_a_frame_only_when_both_ends_of_its_line_are(seed: int) -> None:
    graph = built(seed)
    for index, chain in graph.chains.items():
        edge = graph.diagram.edges[index]
        shared = common(graph.items[edge.a.box].path, graph.items[edge.b.box].path)
        for item in (port.item for net in chain for port in net.ports if port.item.kind == "dummy"):
            assert item.path == shared[: len(item.path)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bar_is_one_net_reached_by_a_chain_from_every_tap(seed: int) -> None:
    graph = built(seed)
    for bar in graph.diagram.bars:
        nets = [net for nets in graph.nets.values() for net in nets if (net.kind, net.owner) == ("bar", bar.id)]
        (net,) = nets
        assert len(net.ports) == len(bar.taps) == len(graph.taps[bar.id])
        for tap, (pieces, port) in zip(bar.taps, graph.taps[bar.id], strict=True):
            start = pieces[0].ports[0].item if pieces else port.item
            assert start is graph.items[tap.box]
            assert port in net.ports
            assert port.item.layer == (net.channel if port.side == DOWN else net.channel + 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_frame_has_an_item_in_every_layer_of_its_interval_and_none_outside(seed: int) -> None:
    graph = built(seed)
    for node in graph.frames.values():
        layers = {item.layer for item in graph.all_items() if node.id in item.path}
        assert layers == set(range(node.top, node.bottom + 1))


def test_tiers_without_boxes_are_closed_up_and_boxes_without_lines_stand_below() -> None:
    boxes = (Box("alone", tier=0), Box("a", tier=3), Box("b", tier=7))
    graph = build_layers(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b")),)))
    assert names(graph) == [["a"], ["b"], ["alone"]]


def test_many_boxes_without_lines_take_several_rows() -> None:
    graph = build_layers(Diagram("t", boxes=tuple(Box(f"b{at}", tier=0) for at in range(20))))
    assert [len(layer) for layer in graph.layers] == [8, 8, 4]


def test_boxes_stand_in_the_order_of_the_author_else_of_the_file() -> None:
    boxes = (Box("c", tier=0), Box("a", tier=0), Box("b", tier=0, hints=Hints(order=1)), Box("d", tier=1))
    diagram = Diagram("t", boxes=boxes, edges=tuple(Edge(End(name), End("d")) for name in "abc"))
    assert names(build_layers(diagram))[0] == ["b", "c", "a"]
    first = (replace(diagram.edges[0], a=End("a", order=5)), *diagram.edges[1:])
    assert names(build_layers(replace(diagram, edges=first)))[0] == ["b", "a", "c"]


def test_a_line_past_a_frame_stays_outside_it_and_one_within_inside() -> None:
    boxes = tuple(Box(name, tier=tier) for tier, name in enumerate("abc"))
    framed = Frame("f", "F", ("a", "b", "c"))
    edges = (Edge(End("a"), End("c")),)
    inside = build_layers(Diagram("t", boxes=boxes, edges=edges, frames=(framed,)))
    assert [item.path for item in inside.layers[1] if item.kind == "dummy"] == [("f",)]
    outside = build_layers(Diagram("t", boxes=boxes, edges=edges, frames=(Frame("f", "F", ("b",)),)))
    assert [item.path for item in outside.layers[1] if item.kind == "dummy"] == [()]


def test_a_segment_of_one_layer_lies_on_the_side_with_fewer_lines() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0), Box("c", tier=1))
    bar = Bar("lan", "lan", (End("a"), End("b")))
    below = build_layers(Diagram("t", boxes=boxes, bars=(bar,)))
    assert [net.channel for nets in below.nets.values() for net in nets] == [0]
    lines = (Edge(End("a"), End("c")), Edge(End("b"), End("c")))
    above = build_layers(Diagram("t", boxes=boxes, bars=(bar,), edges=lines))
    assert [net.channel for nets in above.nets.values() for net in nets if net.kind == "bar"] == [-1]
