"""Nudged boxes keep every separation and every straight line; what it costs the other lines is bounded."""

from __future__ import annotations

import pytest

from layout_passes import call_of
from random_diagrams import random_diagram
from topodraw.layout.layered import Net
from topodraw.layout.nudge import FARTHEST, SPARED, nudge
from topodraw.layout.spacing import Spacing


def way(net: Net) -> int:
    return abs(net.ports[0].column - net.ports[1].column)


@pytest.mark.parametrize("seed", range(120))
def test_no_straight_line_is_bent_and_no_separation_breaks(seed: int) -> None:
    call = call_of("nudge", random_diagram(seed), skip=True)
    graph, model = call.graph, call.args[1]
    assert isinstance(model, Spacing)
    lines = [net for nets in graph.nets.values() for net in nets if net.kind == "edge"]
    straight, bent = [n for n in lines if not way(n)], [n for n in lines if way(n)]
    total = sum(map(way, lines))
    moved = nudge(graph, model)
    x = model.columns()
    assert all(x[arc.head] - x[arc.tail] >= arc.length for arc in model.constraints)
    assert all(way(net) == 0 for net in straight)
    made = [net for net in bent if not way(net)]
    assert moved == bool(made)
    others = [net for nets in graph.nets.values() for net in nets if net.kind != "edge"]
    if not others:
        assert sum(map(way, lines)) <= total + len(made) * (FARTHEST + SPARED)


def test_some_lines_of_random_diagrams_are_made_straight() -> None:
    assert any(nudge(*call_of("nudge", random_diagram(seed), skip=True).args) for seed in range(40))
