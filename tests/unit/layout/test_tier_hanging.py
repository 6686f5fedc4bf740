"""Boxes that hang on one neighbour are left out of the solving, and no other ones."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout.evidence import tier_evidence
from topodraw.layout.hanging import hanging_boxes, without_boxes
from topodraw.layout.statement import NAME, Statement
from topodraw.model import Hints


def diagram(edges: str, **hints: Hints) -> Diagram:
    pairs = [pair.split("-") for pair in edges.split()]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    boxes = tuple(Box(name, hints=hints.get(name, Hints())) for name in names)
    return Diagram("t", boxes=boxes, edges=tuple(Edge(End(a), End(b)) for a, b in pairs))


def test_a_box_with_one_neighbour_hangs_on_it_by_what_is_known() -> None:
    lab = diagram("r-h r-s s-t t-r")
    assert hanging_boxes(lab, [Statement("r", "h", NAME)]) == {"h": ("r", 1)}
    assert hanging_boxes(lab, [Statement("h", "r", NAME)]) == {"h": ("r", -1)}
    assert hanging_boxes(lab, [Statement("r", "h", NAME, level=True)]) == {"h": ("r", 0)}


def test_parallel_links_and_loops_do_not_hold_a_box() -> None:
    assert list(hanging_boxes(diagram("r-h r-h h-h r-s s-t t-r"), [])) == ["h"]


def test_of_two_boxes_that_have_only_each_other_one_hangs() -> None:
    assert len(hanging_boxes(diagram("a-b"), [])) == 1


def test_a_rank_or_a_segment_holds_a_box() -> None:
    ranked = diagram("r-h r-s s-t t-r", h=Hints(rank=1))
    assert hanging_boxes(ranked, []) == {}
    on_lan = replace(diagram("r-h r-s s-t t-r"), bars=(Bar("lan", "lan", (End("h"), End("t"))),))
    assert hanging_boxes(on_lan, []) == {}


@pytest.mark.parametrize("seed", range(60))
def test_nothing_hangs_on_what_hangs(seed: int) -> None:
    r = random.Random(seed)
    names = [f"n{at}" for at in range(r.randint(2, 9))]
    edges = tuple(Edge(End(r.choice(names)), End(r.choice(names))) for _ in range(r.randint(1, 12)))
    lab = Diagram("t", boxes=tuple(map(Box, names)), edges=edges)
    hanging = hanging_boxes(lab, tier_evidence(lab).statements)
    assert not {neighbour for neighbour, _ in hanging.values()} & hanging.keys()
    rest = without_boxes(lab, hanging)
    assert [box.id for box in rest.boxes] == [name for name in names if name not in hanging]
    assert all({edge.a.box, edge.b.box}.isdisjoint(hanging) for edge in rest.edges)
