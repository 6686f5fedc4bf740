"""The order of layers: frames hang together, siblings have one order everywhere, crossings never more than before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest

from layout_passes import layered_after, layered_before
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.crossings import order_cost
from topodraw.layout.exchange import as_in_file, exchange
from topodraw.layout.layered import Item, Layered
from topodraw.layout.layers import build_layers
from topodraw.layout.order import _arrange, order_layers

SEEDS = range(80)


def contiguous(layer: Sequence[Item]) -> bool:
    """Tell whether the items of every frame stand together."""
    ids = {id for item in layer for id in item.path}
    return all(sum(inside for inside, _ in groupby(id in item.path for item in layer)) == 1 for id in ids)


def one_order(graph: Layered, order: Sequence[Sequence[Item]]) -> bool:
    """Tell whether sibling frames can be sorted so that every layer keeps to it."""
    after: dict[str, set[str]] = {id: set() for id in graph.frames}
    for layer in order:
        for depth in range(4):
            units = [item.path[: depth + 1] for item in layer if len(item.path) > depth]
            seen = list(dict.fromkeys(units))
            for at, path in enumerate(seen):
                after[path[-1]] |= {other[-1] for other in seen[at + 1 :] if other[:-1] == path[:-1]}
    left = set(after)
    while free := {id for id in left if not any(id in after[other] for other in left)}:
        left -= free
    return not left


def start_of(graph: Layered) -> list[list[Item]]:
    """Return the order of the file, with frames brought together."""
    return _arrange(graph, {item: at for layer in graph.layers for at, item in enumerate(layer)})


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_hang_together_in_one_order(seed: int) -> None:
    graph = layered_after("order_layers", random_diagram(seed))
    assert all(map(contiguous, graph.layers))
    assert one_order(graph, graph.layers)
    assert all(item.index == at for layer in graph.layers for at, item in enumerate(layer))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_never_costs_more_than_that_of_the_file(seed: int) -> None:
    graph = layered_before("order_layers", random_diagram(seed))
    before = [list(layer) for layer in graph.layers]
    start = start_of(graph)
    cost = order_cost(graph, start)
    order_layers(graph)
    assert order_cost(graph, graph.layers) <= cost
    assert [set(layer) for layer in graph.layers] == [set(layer) for layer in before]


@pytest.mark.parametrize("seed", SEEDS)
def test_exchanges_keep_frames_together_and_never_cost_more(seed: int) -> None:
    graph = layered_before("order_layers", random_diagram(seed))
    start = start_of(graph)
    kept = [list(layer) for layer in start]
    for change in (exchange, as_in_file):
        after = change(graph, start)
        assert start == kept, "the order given stays as it is"
        assert order_cost(graph, after) <= order_cost(graph, start)
        assert all(map(contiguous, after))
        assert one_order(graph, after)


def test_an_order_without_crossings_stays_as_it_is() -> None:
    boxes = tuple(Box(f"{tier}{at}", tier=tier) for tier in (0, 1) for at in range(4))
    edges = tuple(Edge(End(f"0{at}"), End(f"1{at}")) for at in range(4))
    graph = build_layers(Diagram("t", boxes=boxes, edges=edges))
    before = [list(layer) for layer in graph.layers]
    order_layers(graph)
    assert graph.layers == before


@pytest.mark.parametrize("size", [2, 3, 5, 8])
def test_a_reversed_matching_is_untangled(size: int) -> None:
    boxes = tuple(Box(f"{tier}{at}", tier=tier) for tier in (0, 1) for at in range(size))
    graph = build_layers(
        Diagram("t", boxes=boxes, edges=tuple(Edge(End(f"0{at}"), End(f"1{size - 1 - at}")) for at in range(size)))
    )
    order_layers(graph)
    assert order_cost(graph, graph.layers) == 0


def test_linked_boxes_of_one_layer_come_side_by_side() -> None:
    boxes = tuple(Box(name, tier=0) for name in ("r1", "r2", "r3", "r4"))
    graph = build_layers(Diagram("t", boxes=boxes, edges=(Edge(End("r1"), End("r4")),)))
    order_layers(graph)
    places = [item.box for item in graph.layers[0]]
    assert abs(places.index("r1") - places.index("r4")) == 1


def test_what_was_added_last_makes_way() -> None:
    boxes = (
        *(Box(f"a{at}", tier=0) for at in range(3)),
        *(Box(f"b{at}", tier=1) for at in range(3)),
        Box("new", tier=1),
    )
    edges = (*(Edge(End(f"a{at}"), End(f"b{at}")) for at in range(3)), Edge(End("a0"), End("new")))
    graph = build_layers(Diagram("t", boxes=boxes, edges=edges))
    order_layers(graph)
    assert [item.box for item in graph.layers[0]] == ["a0", "a1", "a2"]
    assert [item.box for item in graph.layers[1]] == ["b0", "new", "b1", "b2"]
