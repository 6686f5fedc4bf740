"""BGP sessions laid over the topology: links with a session, sessions that are lines of their own, full meshes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from topodraw.diagram import Diagram, Edge
from topodraw.errors import TopodrawError
from topodraw.layout import assign_tiers
from topodraw.model import Endpoint, Group, Hints, Link, Node, Preferences, Session, Topology
from topodraw.views import ViewOptions, make_view


def link(*ends: str, **fields: object) -> Link:
    return Link(tuple(Endpoint(node, f"eth_{node}") for node in ends), **fields)  # type: ignore[arg-type]


def lab(nodes: str, links: tuple[Link, ...], sessions: tuple[Session, ...], **fields: object) -> Topology:
    """Return a lab of nodes written ``name:as``, its autonomous systems as groups."""
    made = tuple(
        Node(name, asn=int(asn), bgp=True, loopback=f"10.0.0.{at}/32")
        for at, (name, _, asn) in enumerate(word.partition(":") for word in nodes.split())
    )
    systems = dict.fromkeys(node.asn for node in made)
    groups = tuple(
        Group(f"as{asn}", "as", f"AS {asn}", tuple(node.name for node in made if node.asn == asn)) for asn in systems
    )
    return Topology("lab", **{"nodes": made, "links": links, "sessions": sessions, "groups": groups} | fields)  # type: ignore[arg-type]


def laid(topology: Topology, **options: object) -> Diagram:
    return make_view(topology, options=ViewOptions(sessions=True, **options))  # type: ignore[arg-type]


def of(diagram: Diagram, a: str, b: str) -> list[Edge]:
    return [edge for edge in diagram.edges if {edge.a.box, edge.b.box} == {a, b}]


def test_without_being_asked_for_sessions_are_not_shown() -> None:
    topology = lab("a:1 b:2", (link("a", "b"),), (Session("a", "b", "ebgp", link=0),))
    assert [edge.kind for edge in make_view(topology).edges] == ["link"]


def test_a_session_over_one_link_styles_that_link() -> None:
    topology = lab("a:1 b:2", (link("a", "b"),), (Session("a", "b", "ebgp", families=("ipv4", "ipv6"), link=0),))
    (edge,) = laid(topology).edges
    assert (edge.kind, edge.label, edge.overlay) == ("ebgp", None, False)
    assert "EBGP session, ipv4 ipv6" in (edge.tooltip or "")
    assert (edge.a.interface, edge.b.interface) == ("eth_a", "eth_b")


def test_each_of_two_parallel_links_has_its_own_session() -> None:
    topology = lab("a:1 b:2", (link("a", "b"), link("b", "a")), (Session("a", "b", "ebgp", link=1),))
    assert [edge.kind for edge in laid(topology).edges] == ["link", "ebgp"]


def test_links_are_found_though_the_author_orders_them() -> None:
    late = link("a", "b", hints=Hints(order=200))
    topology = lab("a:1 b:2 c:3", (late, link("b", "c")), (Session("a", "b", "ebgp", link=0),))
    diagram = laid(topology)
    assert [edge.kind for edge in of(diagram, "a", "b")] == ["ebgp"]
    assert [edge.kind for edge in of(diagram, "b", "c")] == ["link"]


def test_the_strongest_of_several_sessions_gives_the_kind_and_all_are_in_the_tooltip() -> None:
    sessions = (
        Session("a", "b", "ibgp", families=("vpnv4",), link=0),
        Session("a", "b", "ebgp", families=("ipv4",), link=0),
    )
    (edge,) = laid(lab("a:1 b:2", (link("a", "b"),), sessions)).edges
    assert edge.kind == "ebgp"
    assert "IBGP session, vpnv4" in (edge.tooltip or "")
    assert "EBGP session, ipv4" in (edge.tooltip or "")


def test_a_link_with_an_ibgp_session_says_so_for_it_looks_like_a_link() -> None:
    topology = lab("a:1 b:1", (link("a", "b", name="core"),), (Session("a", "b", "ibgp", rr_client="b", link=0),))
    (edge,) = laid(topology).edges
    assert (edge.kind, edge.label, edge.a.arrow, edge.b.arrow) == ("ibgp", "core, link, IBGP", False, True)


def test_vrfs_of_a_link_are_named() -> None:
    in_vrf = Session("a", "b", "ebgp", vrf="red", link=0)
    (edge,) = laid(lab("a:1 b:2", (link("a", "b"),), (in_vrf,))).edges
    assert (edge.vrf, edge.label) == ("red", None)
    (edge,) = laid(lab("a:1 b:2", (link("a", "b"),), (in_vrf, Session("a", "b", "ebgp", link=0)))).edges
    assert (edge.vrf, edge.label) == (None, "vrf red")


def test_sessions_between_loopbacks_are_lines_of_their_own() -> None:
    topology = lab(
        "a:1 b:1 c:2", (link("a", "b"), link("b", "c")), (Session("a", "c", "ebgp"), Session("a", "b", "ibgp"))
    )
    diagram = laid(topology, labels="address")
    assert [edge.kind for edge in diagram.edges] == ["link", "link", "ebgp", "ibgp"]
    (multihop,) = of(diagram, "a", "c")
    assert (multihop.label, multihop.overlay, multihop.relation) == ("EBGP", True, None)
    assert [end.labels for end in (multihop.a, multihop.b)] == [("10.0.0.0",), ("10.0.0.2",)]


def test_an_arrowhead_is_mark_enough() -> None:
    topology = lab("rr:1 c:1", (link("rr", "c"),), (Session("rr", "c", "ibgp", rr_client="c"),))
    own = of(laid(topology), "rr", "c")[1]
    assert (own.label, own.b.arrow) == (None, True)
    plain = replace(topology, preferences=Preferences(route_reflectors=False))
    own = of(laid(plain), "rr", "c")[1]
    assert (own.label, own.b.arrow) == ("IBGP", False)


def test_a_session_over_a_segment_is_a_line_of_its_own() -> None:
    topology = lab("a:1 b:2 c:3", (link("a", "b", "c", kind="lan"),), (Session("a", "b", "ebgp", link=0),))
    diagram = laid(topology)
    assert [(edge.kind, edge.label) for edge in diagram.edges] == [("ebgp", "EBGP")]
    assert len(diagram.bars) == 1


def test_sessions_move_no_box_to_another_tier() -> None:
    cables = (link("a", "b"), link("b", "c"), link("c", "d"), link("d", "e"), link("b", "e"))
    sessions = (Session("a", "e", "ibgp", rr_client="a"), Session("c", "a", "ibgp", rr_client="c"))
    topology = lab("a:1 b:1 c:1 d:1 e:1", cables, sessions)
    over, plain = (assign_tiers(diagram) for diagram in (laid(topology), make_view(topology)))
    assert [box.tier for box in over.boxes] == [box.tier for box in plain.boxes]


def mesh(names: str, **fields: object) -> tuple[Session, ...]:
    return tuple(Session(a, b, "ibgp", **fields) for a, b in combinations(names, 2))  # type: ignore[arg-type]


CORE = tuple(link(a, b) for a, b in zip("abcd", "bcde", strict=True))


def titles(diagram: Diagram) -> list[str]:
    return [frame.title for frame in diagram.frames]


def test_a_full_mesh_is_said_in_the_title_of_its_system() -> None:
    diagram = laid(lab("a:1 b:1 c:1 d:1 e:1", CORE, mesh("abcde")))
    assert titles(diagram) == ["AS 1, IBGP full mesh"]
    assert {edge.kind for edge in diagram.edges} == {"link"}
    assert diagram.notes == ()
    assert diagram.legend == ()


def test_nodes_that_take_no_part_in_the_mesh_are_named() -> None:
    diagram = laid(lab("a:1 b:1 c:1 d:1 e:1", CORE, mesh("abcd")))
    assert titles(diagram) == ["AS 1, IBGP full mesh"]
    assert diagram.notes == ("not in the IBGP full mesh of AS 1: e",)


@pytest.mark.parametrize(
    "sessions",
    [
        mesh("abc"),
        mesh("abcde")[1:],
        mesh("abcde", rr_client="a"),
        mesh("abcde", vrf="red"),
        mesh("abcde", one_sided=True),
    ],
    ids=["three nodes", "one missing", "reflected", "in a VRF", "one-sided"],
)
def test_what_is_not_quite_a_full_mesh_is_drawn_line_by_line(sessions: tuple[Session, ...]) -> None:
    diagram = laid(lab("a:1 b:1 c:1 d:1 e:1", CORE, sessions))
    assert titles(diagram) == ["AS 1"]
    assert sum(edge.kind == "ibgp" for edge in diagram.edges) == len(sessions)


def test_a_mesh_without_a_frame_to_say_it_is_drawn() -> None:
    diagram = laid(lab("a:1 b:1 c:1 d:1", CORE[:3], mesh("abcd")), group_by=("none",))
    assert sum(edge.kind == "ibgp" for edge in diagram.edges) == 6


def test_a_mesh_is_said_by_the_frame_of_the_system_though_a_group_stands_around_it() -> None:
    groups = (
        Group("site", "site", "Site", ("a", "b", "c", "d")),
        Group("as1", "as", "AS 1", ("a", "b", "c", "d"), parent="site"),
    )
    diagram = laid(lab("a:1 b:1 c:1 d:1", CORE[:3], mesh("abcd"), groups=groups))
    assert sorted(titles(diagram)) == ["AS 1, IBGP full mesh", "Site"]


def test_the_legend_tells_links_with_a_session_from_sessions() -> None:
    sessions = (Session("a", "b", "ebgp", link=0), Session("a", "c", "ebgp"), Session("b", "c", "ibgp", rr_client="c"))
    diagram = laid(lab("a:1 b:2 c:2", (link("a", "b"), link("b", "c")), sessions))
    assert [(entry.kind, entry.text) for entry in diagram.legend] == [
        ("ebgp", "link with an EBGP session"),
        ("ebgp", "EBGP session without a link of its own, marked EBGP"),
        ("ibgp", "IBGP session without a link of its own, marked by an arrowhead"),
        ("arrow", "to a route-reflector client"),
    ]


def test_families_and_vrfs_are_filtered_as_in_the_bgp_view() -> None:
    sessions = (Session("a", "b", "ebgp", families=("ipv4",), link=0), Session("a", "b", "ebgp", families=("evpn",)))
    diagram = laid(lab("a:1 b:2", (link("a", "b"),), sessions), families=("evpn",))
    assert [edge.kind for edge in diagram.edges] == ["link", "ebgp"]
    assert diagram.notes == ("1 session without evpn not shown",)


def test_a_lab_without_bgp_is_refused() -> None:
    with pytest.raises(TopodrawError, match="does not run BGP"):
        laid(Topology("lab", nodes=(Node("a"), Node("b")), links=(link("a", "b"),)))
