"""Crossings are counted as one by one; what a change of the order costs is what the order then costs more."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_passes import layered_after, layered_before
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.crossings import count_crossings, order_cost
from topodraw.layout.layer_costs import LayerCosts
from topodraw.layout.layered import Layered
from topodraw.layout.layers import build_layers

SEEDS = range(60)


def naive(graph: Layered) -> int:
    """Return how often lines of one channel cross, pair by pair."""
    at = {item: index for layer in graph.layers for index, item in enumerate(layer)}
    total = 0
    for nets in graph.nets.values():
        lines = []
        for net in nets:
            if net.kind == "edge":
                upper, lower = sorted((port.item for port in net.ports), key=lambda item: item.layer)
                lines.append((at[upper], at[lower]))
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(lines, 2))
    return total


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_crossings_are_counted_as_pair_by_pair(lines: list[tuple[int, int]]) -> None:
    boxes = tuple(Box(f"{tier}{at}", tier=tier) for tier in (0, 1) for at in range(8))
    graph = build_layers(Diagram("t", boxes=boxes, edges=tuple(Edge(End(f"0{a}"), End(f"1{b}")) for a, b in lines)))
    assert count_crossings(graph, graph.layers) == naive(graph)


@pytest.mark.parametrize("seed", SEEDS)
def test_crossings_of_random_diagrams(seed: int) -> None:
    graph = layered_after("order_layers", random_diagram(seed))
    assert count_crossings(graph, graph.layers) == naive(graph)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cost_of_a_change_is_what_the_order_then_costs_more(seed: int) -> None:
    r = random.Random(seed)
    graph = layered_before("order_layers", random_diagram(seed))
    costs = LayerCosts(graph, [list(layer) for layer in graph.layers])
    assert costs.total == order_cost(graph, graph.layers)
    for _ in range(20):
        at = r.randrange(len(costs.order))
        before = order_cost(graph, costs.order)
        if r.random() < 0.5 and len(costs.order[at]) > 1:
            index = r.randrange(len(costs.order[at]) - 1)
            cost = costs.of_swap(at, index)
            assert order_cost(graph, costs.order) == before
            costs.swap(at, index, cost)
        else:
            layer = r.sample(costs.order[at], len(costs.order[at]))
            cost = costs.of_layers({at: layer})
            assert order_cost(graph, costs.order) == before
            costs.set_layers({at: layer}, cost)
        assert order_cost(graph, costs.order) == before + cost == costs.total


def test_a_flat_link_costs_by_what_is_between_its_ends() -> None:
    boxes = tuple(Box(name, tier=0) for name in "abc")
    graph = build_layers(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("c")), Edge(End("b"), End("b")))))
    a, b, c = graph.layers[0]
    assert order_cost(graph, [[a, c, b]]) == 0
    assert order_cost(graph, [[a, b, c]]) == 12
