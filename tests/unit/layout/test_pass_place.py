"""Columns: every separation holds, frames enclose their members alone, and no shift would be cheaper."""

from __future__ import annotations

import itertools
import random

import pytest

from layout_passes import call_of, layered_after
from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.layered import DOWN, UP, FrameNode
from topodraw.layout.place import separations
from topodraw.layout.separation import Arc, Separation
from topodraw.layout.simplex import solve
from topodraw.layout.spacing import gap_between

SEEDS = range(60)


def slack(model: list[Arc], x: list[int]) -> list[Arc]:
    """Return the arcs that do not hold."""
    return [arc for arc in model if x[arc.head] - x[arc.tail] < arc.length]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_separation_holds(seed: int) -> None:
    call = call_of("place_columns", random_diagram(seed))
    model = separations(call.graph, call.args[1])
    assert slack(model.constraints, model.columns()) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_neighbours_keep_their_distance_and_their_texts(seed: int) -> None:
    graph = layered_after("place_columns", random_diagram(seed))
    for layer in graph.layers:
        for left, right in itertools.pairwise(layer):
            assert right.x - (left.x + left.width) >= gap_between(left, right, graph.metric)


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_enclose_their_members_and_nothing_else(seed: int) -> None:
    graph = layered_after("place_columns", random_diagram(seed))
    for node in graph.frames.values():
        assert node.right - node.x >= text.width(node.title) + 3
        for item in graph.all_items():
            if item.kind == "gap":
                continue
            if node.id in item.path:
                assert node.x + 1 < item.x
                assert item.x + item.width < node.right
            elif node.top <= item.layer <= node.bottom:
                assert item.x > node.right or item.x + item.width - 1 < node.x
        for other in graph.frames.values():
            if other.path[: len(node.path)] == node.path and other is not node:
                assert node.x < other.x <= other.right < node.right
            elif node.path[: len(other.path)] != other.path and overlap(node, other):
                assert node.right < other.x or other.right < node.x


def overlap(one: FrameNode, other: FrameNode) -> bool:
    """Tell whether two frames share a layer."""
    return one.top <= other.bottom and other.top <= one.bottom


@pytest.mark.parametrize("seed", SEEDS)
def test_ports_keep_their_order_and_distances(seed: int) -> None:
    for item in layered_after("place_columns", random_diagram(seed)).items.values():
        for side in (DOWN, UP):
            ports = item.ports[side]
            for one, other in itertools.pairwise(ports):
                assert other.offset - one.offset >= one.pitch
            assert all(item.edge <= port.offset <= item.width - 1 - item.edge for port in ports)


@pytest.mark.parametrize("seed", range(30))
def test_the_solution_costs_no_more_than_any_feasible_shift(seed: int) -> None:
    """The solver's answer to the constraints and costs of a picture against 50 random feasible answers."""
    call = call_of("place_columns", random_diagram(seed), skip=True)
    graph = call.graph
    model = separations(graph, call.args[1])
    for nets in graph.nets.values():
        for net in nets:
            model.attract_net(net)
    arcs = model.constraints + model.costs
    best = solve(model.count, arcs)
    assert slack(arcs, best) == []
    cost = sum(arc.weight * (best[arc.head] - best[arc.tail]) for arc in arcs)
    r = random.Random(seed)
    for _ in range(50):
        x = shifted(best, arcs, r)
        assert slack(arcs, x) == []
        assert cost <= sum(arc.weight * (x[arc.head] - x[arc.tail]) for arc in arcs)


def shifted(x: list[int], arcs: list[Arc], r: random.Random) -> list[int]:
    """Return another feasible answer: some variables pushed to the right, and all that they push before them."""
    x = list(x)
    for _ in range(r.randint(1, 4)):
        x[r.randrange(len(x))] += r.randint(1, 6)
    changed = True
    while changed:
        changed = False
        for arc in arcs:
            if x[arc.head] - x[arc.tail] < arc.length:
                x[arc.head] = x[arc.tail] + arc.length
                changed = True
    return x


@pytest.mark.parametrize("seed", range(30))
def test_where_width_is_scarce_the_picture_is_as_narrow_as_can_be(seed: int) -> None:
    """The longest chain of things that must be apart is the least width there is."""
    call = call_of("place_columns", random_diagram(seed), skip=True)
    model = separations(call.graph, call.args[1])
    model.squeeze()
    assert model.hull is not None
    left, right = model.hull
    x = solve(model.count, model.constraints)
    assert x[right] - x[left] == longest(model.constraints, model.count, left)[right]


def longest(arcs: list[Arc], count: int, start: int) -> list[int]:
    """Return the lengths of the longest ways from a variable to all others (Bellman 1958)."""
    far = [-(1 << 30)] * count
    far[start] = 0
    for _ in range(count):
        before = list(far)
        for arc in arcs:
            far[arc.head] = max(far[arc.head], far[arc.tail] + arc.length)
        if far == before:
            break
    return far


def test_a_single_line_is_straight_from_middle_to_middle() -> None:
    boxes = (Box("a name", tier=0), Box("b", tier=1))
    graph = layered_after("place_columns", Diagram("t", boxes=boxes, edges=(Edge(End("a name"), End("b")),)))
    (net,) = graph.nets[0]
    assert net.ports[0].column == net.ports[1].column
    for port in net.ports:
        assert abs(2 * port.offset - (port.item.width - 1)) <= 1


def test_a_long_line_runs_straight() -> None:
    boxes = (Box("a", tier=0), *(Box(f"m{at}", tier=tier) for tier in (1, 2) for at in range(2)), Box("z", tier=3))
    edges = (Edge(End("a"), End("z")), Edge(End("m0"), End("m1")))
    graph = layered_after("place_columns", Diagram("t", boxes=boxes, edges=edges))
    assert len({port.column for net in graph.chains[0] for port in net.ports}) == 1


def test_constraints_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        Separation(2, [Arc(0, 1, 1), Arc(1, 0, 1)]).feasible()


@pytest.mark.parametrize("seed", range(40))
def test_a_first_answer_holds_all_constraints(seed: int) -> None:
    r = random.Random(seed)
    count = r.randint(2, 12)
    arcs = [Arc(*sorted(r.sample(range(count), 2)), r.randint(-3, 5)) for _ in range(3 * count)]
    assert slack(arcs, Separation(count, arcs).feasible()) == []
