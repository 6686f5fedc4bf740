"""A box with two lines down stands between their ends; no other line gets longer, no separation breaks."""

from __future__ import annotations

import pytest

from layout_passes import call_of, layered_before
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.balance import balance, may_shift, touching_arcs
from topodraw.layout.layered import Item, Layered, Net
from topodraw.layout.place import separations
from topodraw.layout.simplex import Arc, solve
from topodraw.layout.spacing import Spacing


def placed(seed: int) -> tuple[Layered, Spacing, list[int]]:
    """Return a graph at the least cost, before it is balanced."""
    call = call_of("place_columns", random_diagram(seed), skip=True)
    model = separations(call.graph, call.args[1])
    for nets in call.graph.nets.values():
        for net in nets:
            model.attract_net(net)
    x = solve(model.count, model.constraints + model.costs)
    for item, at in model.lefts.items():
        item.x = x[at]
    return call.graph, model, x


def way(net: Net) -> int:
    return abs(net.ports[0].column - net.ports[1].column)


@pytest.mark.parametrize("seed", range(80))
def test_no_separation_breaks_and_the_lines_get_no_longer_in_all(seed: int) -> None:
    graph, model, x = placed(seed)
    lines = [net for nets in graph.nets.values() for net in nets if net.kind == "edge"]
    straight = [net for net in lines if not way(net)]
    before = sum(map(way, lines))
    balance(graph, model.constraints, {item: model.variables(item) for item in graph.all_items()}, x)
    assert [x[model.lefts[item]] for item in model.lefts] == [item.x for item in model.lefts]
    assert all(x[arc.head] - x[arc.tail] >= arc.length for arc in model.constraints)
    assert sum(map(way, lines)) <= before
    ends = [net for net in straight if way(net)]
    assert all(any(len(port.item.ports[port.side]) == 2 for port in net.ports) for net in ends)


def test_a_box_moves_to_the_middle_of_its_range() -> None:
    boxes = (Box("r", tier=0), Box("a", tier=1), Box("spacer", tier=1), Box("b", tier=1))
    edges = (Edge(End("r"), End("a")), Edge(End("r"), End("b")), Edge(End("spacer"), End("spacer")))
    graph = layered_before("place_columns", Diagram("t", boxes=boxes, edges=edges))
    columns = {"r": 0, "a": 0, "spacer": 20, "b": 40}
    x = []
    variables: dict[Item, list[int]] = {}
    for item in graph.items.values():
        item.x = columns[item.box]
        variables[item] = [len(x)]
        x.append(item.x)
    balance(graph, [], variables, x)
    left, right = (port.column for port in graph.items["r"].ports["down"])
    ends = [net.ports[1].column for net in graph.nets[0][:2]]
    assert abs((left - ends[0]) - (ends[1] - right)) <= 1


def test_what_an_arc_forbids_is_not_shifted() -> None:
    touching = touching_arcs([Arc(0, 1, 5)])
    assert may_shift({1}, 1, touching, [0, 5])
    assert not may_shift({1}, -1, touching, [0, 5])
    assert may_shift({0, 1}, -1, touching, [0, 5])
