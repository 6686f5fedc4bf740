"""Ports: in order, apart, on boxes wide and high enough for them and their labels."""

from __future__ import annotations

import itertools

import pytest

from layout_passes import WHOLE, layered_after
from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout import ArrangeOptions
from topodraw.layout.layered import DOWN, UP, Layered

SEEDS = range(60)
SIDES = (DOWN, UP)


def sized(seed: int) -> Layered:
    return layered_after("size_boxes", random_diagram(seed), WHOLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_ports_stand_in_order_and_apart(seed: int) -> None:
    for item in sized(seed).items.values():
        for side in SIDES:
            ports = item.ports[side]
            assert [port.place for port in ports] == list(range(len(ports)))
            for one, other in itertools.pairwise(ports):
                assert other.offset - one.offset >= one.pitch >= 2
                assert one.pitch > one.room + 1 or not one.room, "a blank follows its label"


@pytest.mark.parametrize("seed", SEEDS)
def test_boxes_hold_their_texts_and_keep_ports_off_their_corners(seed: int) -> None:
    graph = sized(seed)
    boxes = {box.id: box for box in graph.diagram.boxes}
    for item in graph.items.values():
        box = boxes[item.box]
        assert item.lines == (box.name, *(line.text for line in box.lines))
        assert item.width >= max(map(text.width, item.lines)) + 4
        assert item.height >= len(item.lines) + 2
        for side in SIDES:
            for port in item.ports[side]:
                assert item.edge <= port.offset <= item.width - 1 - item.edge
                assert port.offset + 1 + port.room <= item.width + item.right


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_of_one_box_to_the_next_layer_do_not_cross_each_other(seed: int) -> None:
    for item in sized(seed).items.values():
        for side in SIDES:
            lines = [port for port in item.ports[side] if port.net.kind == "edge"]
            ends = [next(end.item.index for end in port.net.ports if end is not port) for port in lines]
            assert ends == sorted(ends)


def test_cups_stand_outside_the_lines_nearest_innermost() -> None:
    boxes = (*(Box(name, tier=0) for name in "lmnop"), Box("foot", tier=1), Box("top", tier=0))
    edges = [Edge(End("n"), End(name)) for name in ("l", "p", "foot")]
    edges += [Edge(End(one), End(other)) for one, other in ("lm", "mn", "no", "op")]
    edges += [Edge(End(name), End("foot")) for name in "lmop"]
    graph = layered_after("size_boxes", Diagram("t", boxes=boxes, edges=tuple(edges)))
    kinds = [port.net.kind for port in graph.items["n"].ports[DOWN]]
    assert "edge" in kinds
    inner = [at for at, kind in enumerate(kinds) if kind == "edge"]
    assert inner == list(range(inner[0], inner[-1] + 1))


def test_the_author_s_order_of_ports_comes_first() -> None:
    boxes = (Box("r", tier=0), *(Box(name, tier=1) for name in "abc"))
    orders = {"a": 3, "b": 2, "c": 1}
    edges = tuple(Edge(End("r", (name,), order=orders[name]), End(name)) for name in "abc")
    graph = layered_after("size_boxes", Diagram("t", boxes=boxes, edges=edges))
    assert [port.labels for port in graph.items["r"].ports[DOWN]] == [("c",), ("b",), ("a",)]


@pytest.mark.parametrize("count", range(1, 7))
def test_ports_are_spread_evenly(count: int) -> None:
    boxes = (Box("r" * 24, tier=0), *(Box(f"b{at}", tier=1) for at in range(count)))
    edges = tuple(Edge(End("r" * 24), End(f"b{at}")) for at in range(count))
    item = layered_after("size_boxes", Diagram("t", boxes=boxes, edges=edges)).items["r" * 24]
    offsets = [port.offset for port in item.ports[DOWN]]
    gaps = [other - one for one, other in itertools.pairwise(offsets)]
    assert max(gaps, default=0) - min(gaps, default=0) <= 1
    assert abs(offsets[0] + offsets[-1] - (item.width - 1)) <= 1


@pytest.mark.parametrize("width", [30, 60])
def test_boxes_of_a_layer_have_one_width_where_no_room_is_lacking(width: int) -> None:
    boxes = (Box("r", tier=0), *(Box(name, tier=1) for name in ("leaf1", "leaf22", "leaf333")))
    diagram = Diagram("t", boxes=boxes, edges=tuple(Edge(End("r"), End(box.id)) for box in boxes[1:]))
    graph = layered_after("size_boxes", diagram, ArrangeOptions(width=width))
    assert len({graph.items[box.id].width for box in boxes[1:]}) == 1
