"""One statement for each pair of linked boxes: the strongest there is; the shape speaks where nothing else does."""

from __future__ import annotations

import random

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout.evidence import tier_evidence
from topodraw.layout.roles import role_height
from topodraw.layout.statement import NAME, RANK, ROLE, STRUCTURE, Statement
from topodraw.layout.structure import structural_statements
from topodraw.model import Hints

NAMES = ["spine", "leaf", "host", "r", "x", "pe", "core", "isp", "cust"]


def random_lab(seed: int) -> Diagram:
    """Return boxes, some with telling names, ranks or roles on their links."""
    r = random.Random(seed)
    boxes = [
        Box(f"{r.choice(NAMES)}{at}", hints=Hints(rank=r.choice([None, None, None, 1, 2])))
        for at in range(r.randint(2, 9))
    ]
    names = [box.id for box in boxes]
    edges = tuple(
        Edge(End(r.choice(names)), End(r.choice(names)), relation=r.choice([None, None, "down", "up", "level"]))
        for _ in range(r.randint(1, 14))
    )
    bars = (Bar("lan", "lan", tuple(End(name) for name in r.sample(names, 2))),) if r.random() < 0.3 else ()
    return Diagram("t", boxes=tuple(boxes), edges=edges, bars=bars)


@pytest.mark.parametrize("seed", range(150))
def test_one_statement_a_pair_and_only_of_boxes_that_something_joins(seed: int) -> None:
    lab = random_lab(seed)
    joined = {tuple(sorted((edge.a.box, edge.b.box))) for edge in lab.edges}
    joined |= {tuple(sorted(tap.box for tap in bar.taps)) for bar in lab.bars}
    pairs = [statement.pair for statement in tier_evidence(lab).statements]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) <= joined
    assert all(a != b for a, b in pairs)


@pytest.mark.parametrize("seed", range(150))
def test_stronger_evidence_wins(seed: int) -> None:
    lab = random_lab(seed)
    boxes = {box.id: box for box in lab.boxes}
    for statement in tier_evidence(lab).statements:
        a, b = (boxes[name] for name in statement.pair)
        ranked = a.hints.rank is not None or b.hints.rank is not None
        edges = [edge for edge in lab.edges if tuple(sorted((edge.a.box, edge.b.box))) == statement.pair]
        roles = any(edge.relation for edge in edges)
        named = role_height(a) is not None and role_height(b) is not None
        strongest = RANK if ranked else ROLE if roles else NAME if named else None
        if strongest is not None:
            assert statement.strength == strongest
        else:
            assert statement.strength >= NAME


def graph(edges: str) -> Diagram:
    pairs = [pair.split("-") for pair in edges.split()]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return Diagram("t", boxes=tuple(map(Box, names)), edges=tuple(Edge(End(a), End(b)) for a, b in pairs))


def shape(edges: str) -> set[tuple[str, str, bool]]:
    lab = graph(edges)
    heights = {box.id: role_height(box) for box in lab.boxes}
    return set(structural_statements(lab, heights, set()))


def test_a_chain_is_a_row_a_star_hangs_from_its_middle() -> None:
    assert {level for *_, level in shape("a-b b-c")} == {True}
    assert shape("m-a m-b m-c m-d") == {("m", name, False) for name in "abcd"}


def test_the_fewer_and_busier_side_of_a_fabric_is_on_top() -> None:
    upper = {upper for upper, _, level in shape("a-u a-v b-u b-v c-u c-v") if not level}
    assert upper == {"u", "v"}


@pytest.mark.parametrize("seed", range(100))
def test_structure_speaks_of_linked_boxes_and_leaves_no_long_line(seed: int) -> None:
    r = random.Random(seed)
    names = [f"n{at}" for at in range(r.randint(2, 10))]
    lab = Diagram(
        "t",
        boxes=tuple(map(Box, names)),
        edges=tuple(Edge(End(r.choice(names)), End(r.choice(names))) for _ in range(r.randint(1, 14))),
    )
    linked = {frozenset((edge.a.box, edge.b.box)) for edge in lab.edges}
    found = list(structural_statements(lab, dict.fromkeys(names), set()))
    assert all(frozenset((upper, lower)) in linked and upper != lower for upper, lower, _ in found)
    assert {frozenset((upper, lower)) for upper, lower, _ in found} == {pair for pair in linked if len(pair) == 2}


def test_what_the_author_said_twice_is_told() -> None:
    boxes = (Box("a", hints=Hints(rank=2)), Box("b", hints=Hints(rank=1)))
    (pair,) = tier_evidence(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b"), relation="down"),))).overruled
    weaker, stronger = pair
    assert (weaker.strength, stronger.strength) == (ROLE, RANK)
    assert (weaker.upper, stronger.upper) == ("a", "b")


def test_a_pair_is_the_same_from_both_sides() -> None:
    assert Statement("b", "a", STRUCTURE).pair == Statement("a", "b", STRUCTURE).pair == ("a", "b")
