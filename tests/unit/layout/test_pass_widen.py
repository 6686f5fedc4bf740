"""Widened boxes: lines made straight, none made crooked, neighbours and titles left in peace."""

from __future__ import annotations

import itertools

import pytest

from layout_passes import call_of
from random_diagrams import random_diagram
from topodraw.layout.layered import DOWN, UP
from topodraw.layout.spacing import gap_between
from topodraw.layout.straighten import is_straight
from topodraw.layout.widen import MOST, widen


@pytest.mark.parametrize("seed", [*range(120), 4125])
def test_boxes_grow_into_free_columns_only(seed: int) -> None:
    call = call_of("widen", random_diagram(seed), skip=True)
    graph = call.graph
    before = {item: (item.x, item.width) for item in graph.items.values()}
    columns = {port: port.column for item in graph.all_items() for side in (DOWN, UP) for port in item.ports[side]}
    straight = [port for port in columns if is_straight(port)]
    widen(graph, call.args[1])
    assert all(is_straight(port) for port in straight)
    for port, column in columns.items():
        assert port.column == column or is_straight(port), "a port moves only where its line gets straight"
        assert port.offset >= port.floor
        assert not port.floor or port.column >= column, "no line comes into the title left of it"
    for item, (x, width) in before.items():
        assert 0 <= x - item.x <= MOST
        assert 0 <= item.x + item.width - (x + width) <= MOST
    for layer in graph.layers:
        for left, right in itertools.pairwise(layer):
            assert right.x - (left.x + left.width) >= gap_between(left, right, graph.metric)


def test_some_boxes_of_random_diagrams_are_widened() -> None:
    def widened(seed: int) -> bool:
        call = call_of("widen", random_diagram(seed), skip=True)
        before = [item.width for item in call.graph.items.values()]
        widen(call.graph, call.args[1])
        return before != [item.width for item in call.graph.items.values()]

    assert any(map(widened, range(60)))
