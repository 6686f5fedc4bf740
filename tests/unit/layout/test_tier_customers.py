"""Customers without BGP roles: told by the size of autonomous systems, and only where that is clear."""

from __future__ import annotations

import pytest

from topodraw.diagram import Box, Diagram, Edge, End, Relation
from topodraw.layout.statement import CUSTOMER, Statement
from topodraw.layout.tiers import tier_report


def systems(links: str, *, kind: str = "ebgp", **relations: Relation) -> Diagram:
    """Build a diagram of systems of one box each from ``a-b a-c``; relations by ``a_b``."""
    pairs = [(a, b) for a, _, b in (word.partition("-") for word in links.split())]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    boxes = tuple(Box(name, asn=65000 + at) for at, name in enumerate(names))
    edges = tuple(Edge(End(a), End(b), kind, relation=relations.get(f"{a}_{b}")) for a, b in pairs)
    return Diagram("t", boxes=boxes, edges=edges)


def inferred(diagram: Diagram) -> list[Statement]:
    return [statement for statement in tier_report(diagram).statements if statement.strength == CUSTOMER]


def customers(diagram: Diagram) -> set[tuple[str, str]]:
    """Return the pairs of provider and customer found."""
    return {(each.upper, each.lower) for each in inferred(diagram) if not each.level}


def peers(diagram: Diagram) -> set[tuple[str, ...]]:
    return {each.pair for each in inferred(diagram) if each.level}


ROUTE_LEAK = "t1-t2 a-t1 b-t2 c-t2 a-b ca-a cab-a b-c cab-b cb-b cc-c"


def test_stubs_of_a_small_internet_are_customers_and_those_above_them_peers() -> None:
    diagram = systems(ROUTE_LEAK)
    assert customers(diagram) == {("a", "ca"), ("a", "cab"), ("b", "cab"), ("b", "cb"), ("c", "cc")}
    assert peers(diagram) == {("a", "b"), ("b", "c")}
    tiers = {box.id: box.tier or 0 for box in tier_report(diagram).diagram.boxes}
    assert tiers["a"] == tiers["b"] == tiers["c"] < min(tiers["ca"], tiers["cab"], tiers["cb"], tiers["cc"])


def test_an_inferred_provider_is_above_whatever_the_order_of_the_file() -> None:
    turned = " ".join("-".join(reversed(link.split("-"))) for link in reversed(ROUTE_LEAK.split()))
    assert customers(systems(turned)) == customers(systems(ROUTE_LEAK))


def test_a_system_between_two_others_is_no_provider_of_them() -> None:
    assert inferred(systems("me-x1 me-x2")) == []


@pytest.mark.parametrize("links", ["me-x1 me-x2 x1-x2", "a-b b-c c-d d-a", "a-b a-c a-d b-c b-d c-d"])
def test_systems_of_one_size_stay_undecided(links: str) -> None:
    assert inferred(systems(links)) == []


def test_a_dual_homed_stub_is_a_customer_of_two_larger_neighbours() -> None:
    diagram = systems("me-x1 me-x2 x1-x2 x1-u1 x2-u2")
    assert customers(diagram) == {("x1", "me"), ("x2", "me"), ("x1", "u1"), ("x2", "u2")}
    assert peers(diagram) == {("x1", "x2")}


def test_a_system_that_joins_two_larger_ones_may_be_their_transit() -> None:
    diagram = systems("s-l1 s-l2 l1-h1 l1-h2 l1-h3 l2-h4 l2-h5 l2-h6")
    assert {pair for pair in customers(diagram) if "s" in pair} == set()


def test_leaves_of_a_fabric_that_is_one_system_a_leaf_are_left_to_structure() -> None:
    links = " ".join(f"{spine}-l{leaf}" for spine in ("s1", "s2") for leaf in range(8))
    assert inferred(systems(links)) == []


def test_cones_add_up_when_stubs_are_taken_away() -> None:
    regionals = " ".join(f"r{at}-c{at}{stub}" for at in range(4) for stub in "xy")
    diagram = systems(regionals + " t-r0 t-r1 t-r2 t-r3")
    assert {("t", f"r{at}") for at in range(4)} <= customers(diagram)
    assert ("r0", "c0x") in customers(diagram)


def test_a_role_on_the_link_is_not_second_guessed() -> None:
    diagram = systems("x-a x-b x-c", x_a="up")
    assert ("x", "a") not in customers(diagram)
    assert ("x", "b") in customers(diagram)


def test_a_name_is_not_second_guessed() -> None:
    assert ("x", "isp1") not in customers(systems("x-isp1 x-b x-c"))
    assert ("x", "ce1") in customers(systems("x-ce1 x-b x-c"))


def test_cables_between_autonomous_systems_tell_the_same_as_sessions() -> None:
    assert customers(systems(ROUTE_LEAK, kind="link")) == customers(systems(ROUTE_LEAK))


def test_ibgp_tells_nothing_of_customers() -> None:
    assert inferred(systems("x-a x-b x-c", kind="ibgp")) == []
