"""Tiers: what stands above what, from hints, BGP roles, names and structure."""

from __future__ import annotations

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout import assign_tiers
from topodraw.layout.roles import role_height
from topodraw.model import Hints


def diagram(edges: str, **boxes: Box) -> Diagram:
    """Build a diagram from ``a-b c>d e=f``: plain links, provider above customer, peers."""
    relations = {"-": None, ">": "down", "=": "level"}
    made: list[Edge] = []
    names: dict[str, None] = {}
    for word in edges.split():
        sign = next(sign for sign in relations if sign in word)
        a, b = word.split(sign)
        names.update({a: None, b: None})
        made.append(Edge(End(a), End(b), relation=relations[sign]))  # type: ignore[arg-type]
    names.update(dict.fromkeys(boxes))
    return Diagram("t", boxes=tuple(boxes.get(name, Box(name)) for name in names), edges=tuple(made))


def tiers(drawn: Diagram) -> dict[str, int | None]:
    return {box.id: box.tier for box in assign_tiers(drawn).boxes}


def test_bgp_roles_order_the_internet_whatever_the_order_of_the_file() -> None:
    found = tiers(diagram("x>c1 y>c1 y>c2 t>x u>y x=y t=u"))
    assert found == {"t": 0, "u": 0, "x": 1, "y": 1, "c1": 2, "c2": 2}


def test_names_put_spines_above_leaves_above_hosts() -> None:
    found = tiers(diagram("h1-leaf1 h2-leaf2 leaf1-spine1 leaf1-spine2 leaf2-spine1 leaf2-spine2"))
    assert [found[n] for n in ("spine1", "spine2", "leaf1", "leaf2", "h1", "h2")] == [0, 0, 1, 1, 2, 2]


def test_ranks_win_over_names_and_roles() -> None:
    low, high = Box("spine1", hints=Hints(rank=5)), Box("leaf1", hints=Hints(rank=1))
    assert tiers(diagram("spine1>leaf1", spine1=low, leaf1=high)) == {"spine1": 1, "leaf1": 0}


def test_boxes_of_one_rank_share_a_tier_though_nothing_joins_them() -> None:
    boxes = {name: Box(name, hints=Hints(rank=rank)) for name, rank in {"a": 10, "b": 20, "c": 20, "d": 30}.items()}
    assert tiers(diagram("a-b", **boxes)) == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_a_ranked_box_stands_above_neighbours_without_a_rank() -> None:
    assert tiers(diagram("x-r", r=Box("r", hints=Hints(rank=1)))) == {"x": 1, "r": 0}


def test_hosts_hang_below_routers_that_say_nothing() -> None:
    found = tiers(diagram("x-r1 r1-r2 y-r2", x=Box("x", "host"), y=Box("y", "host")))
    assert found == {"r1": 0, "r2": 0, "x": 1, "y": 1}


def test_hosts_on_a_segment_hang_below_its_router() -> None:
    bar = Bar("lan", "lan", (End("h1"), End("r"), End("h2")))
    boxes = (Box("h1", "host"), Box("r"), Box("h2", "host"))
    assert tiers(Diagram("t", boxes=boxes, bars=(bar,))) == {"h1": 1, "r": 0, "h2": 1}


def test_a_short_chain_is_one_row() -> None:
    assert set(tiers(diagram("a-b b-c c-d")).values()) == {0}


def test_a_star_stands_on_its_points() -> None:
    assert tiers(diagram("a-m b-m c-m d-m")) == {"a": 1, "m": 0, "b": 1, "c": 1, "d": 1}


def test_a_fabric_without_names_has_its_busier_side_on_top() -> None:
    found = tiers(diagram("l1-s1 l1-s2 l2-s1 l2-s2 l3-s1 l3-s2"))
    assert [found[name] for name in ("s1", "s2", "l1", "l2", "l3")] == [0, 0, 1, 1, 1]


def test_two_linked_centres_share_the_top() -> None:
    found = tiers(diagram("a1-a2 a1-a3 a2-a3 b1-b2 b1-b3 b2-b3 a1-b1"))
    assert found["a1"] == found["b1"] == 0
    assert {found[name] for name in ("a2", "a3", "b2", "b3")} == {1}


def test_contradicting_roles_still_give_tiers() -> None:
    found = tiers(diagram("a>b b>c c>a"))
    assert sorted(value for value in found.values() if value is not None) == [0, 1, 2]


def test_breadth_first_levels_leave_no_long_line() -> None:
    ring = "a-b b-c c-d d-e e-f f-g g-a"
    found = tiers(diagram(ring))
    assert all(abs((found[e[0]] or 0) - (found[e[2]] or 0)) <= 1 for e in ring.split())


def test_nothing_and_lonely_boxes() -> None:
    assert assign_tiers(Diagram("t")) == Diagram("t")
    assert tiers(Diagram("t", boxes=(Box("a"), Box("b")))) == {"a": 0, "b": 0}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("dc1-spine-2", "leaf3"),
        ("superspine1", "spine1"),
        ("trans_1", "isp_a"),
        ("isp_a", "cust_ab"),
        ("core-rtr", "access1"),
        ("pe1", "ce1"),
        ("leaf1-tor", "leaf1-host2"),
        ("rr", "pe2"),
    ],
)
def test_heights_by_name(name: str, other: str) -> None:
    above, below = role_height(Box(name)), role_height(Box(other))
    assert above is not None
    assert below is not None
    assert above < below


@pytest.mark.parametrize("name", ["r1", "x2", "hub", "perth", "course", "leafy-town-7x"])
def test_names_that_say_nothing(name: str) -> None:
    assert role_height(Box(name)) is None


def test_groups_speak_for_a_box_whose_name_does_not() -> None:
    assert role_height(Box("r1", words=("router", "spine"))) == role_height(Box("spine9"))


@pytest.mark.parametrize(
    ("name", "other"),
    [("super-spine-1", "spine-1"), ("route-server1", "server1"), ("leaf1", "user3"), ("corerouter1", "bng1")],
)
def test_compound_words_and_trades(name: str, other: str) -> None:
    assert (role_height(Box(name)) or 0) < (role_height(Box(other)) or 0)


def test_what_a_customer_is_attached_to_stands_above_it() -> None:
    assert tiers(diagram("ce1-r1 ce2-r2 r1-r2")) == {"ce1": 1, "r1": 0, "ce2": 1, "r2": 0}


def test_plurals_name_groups() -> None:
    assert role_height(Box("S1", words=("spines",))) == role_height(Box("spine1"))
    assert role_height(Box("x", words=("leafs",))) == role_height(Box("leaf1"))


def test_a_fabric_of_named_leaves_has_its_unnamed_spines_on_top() -> None:
    found = tiers(diagram("leaf1-a leaf1-b leaf2-a leaf2-b leaf3-a leaf3-b"))
    assert [found[name] for name in ("a", "b", "leaf1", "leaf2", "leaf3")] == [0, 0, 1, 1, 1]


def test_what_hangs_on_two_leaves_is_no_spine_of_theirs() -> None:
    found = tiers(diagram("leaf1-a leaf2-a leaf1-b leaf2-b leaf1-c leaf2-c"))
    assert [found[name] for name in ("leaf1", "leaf2", "a", "b", "c")] == [0, 0, 1, 1, 1]


def test_a_router_alone_joins_from_above_the_leaves_that_serve_hosts() -> None:
    found = tiers(diagram("tor1-server1 tor2-server2 tor1-gw tor2-gw"))
    assert [found[name] for name in ("gw", "tor1", "tor2", "server1", "server2")] == [0, 1, 1, 2, 2]
    balancer = tiers(diagram("tor1-server1 tor2-server2 tor1-lb tor2-lb", lb=Box("lb", kind="switch")))
    assert balancer["lb"] == 1
    without = tiers(diagram("tor1-server1 tor1-x tor2-x"))
    assert [without[name] for name in ("tor1", "tor2", "x")] == [0, 0, 1]


@pytest.mark.parametrize("homes", [1, 2])
def test_spines_are_told_from_servers_by_how_many_leaves_they_are_attached_to(homes: int) -> None:
    leaves = [f"leaf{at}" for at in range(6)]
    spines = " ".join(f"{leaf}-{spine}" for leaf in leaves for spine in "ab")
    servers = " ".join(f"{leaves[at]}-x{at // homes}" for at in range(6))
    found = tiers(diagram(f"{servers} {spines}"))
    assert {found[name] for name in "ab"} == {0}
    assert {found[name] for name in leaves} == {1}
    assert {found[f"x{at}"] for at in range(6 // homes)} == {2}
