"""The BGP view: speakers, sessions and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest

from topodraw.diagram import Diagram, Edge
from topodraw.errors import TopodrawError, UnknownName
from topodraw.model import Endpoint, Group, Link, Node, Preferences, Session, Topology
from topodraw.views import ViewOptions, make_view

NODES = (
    Node("rr", asn=1, bgp=True, route_reflector=True, loopback="10.0.0.1/32"),
    Node("rr2", asn=1, bgp=True, route_reflector=True),
    Node("pe", asn=1, bgp=True),
    Node("x", asn=2, bgp=True),
    Node("host"),
)
GROUPS = (Group("AS_1", "as", "AS 1", ("rr", "rr2", "pe")), Group("AS_2", "as", "AS 2", ("x",)))


def draw(
    *sessions: Session, links: tuple[Link, ...] = (), prefers: Preferences | None = None, **options: Any
) -> Diagram:
    topology = Topology(
        "lab", nodes=NODES, links=links, sessions=sessions, groups=GROUPS, preferences=prefers or Preferences()
    )
    return make_view(topology, "bgp", ViewOptions(**options))


def edge_of(session: Session, *links: Link, **options: Any) -> Edge:
    (edge,) = draw(session, links=links, **options).edges
    return edge


def test_a_lab_without_bgp_says_which_views_it_has() -> None:
    with pytest.raises(TopodrawError, match=r"the lab does not run BGP; views it has: topology, as$"):
        make_view(Topology("lab", nodes=(Node("a", asn=1),)), "bgp")


def test_speakers_and_peers_are_shown_and_others_on_request() -> None:
    session = Session("host", "x", "ebgp")
    assert [box.id for box in draw().boxes] == ["rr", "rr2", "pe", "x"]
    assert draw().notes == ("1 node without BGP not shown",)
    assert "host" in [box.id for box in draw(session).boxes]
    assert "host" in [box.id for box in draw(all_nodes=True).boxes]


def test_each_session_is_an_edge_parallel_ones_too() -> None:
    kinds = ("ebgp", "ebgp", "localas_ibgp", "confed_ebgp", "ibgp")
    diagram = draw(*(Session("pe", "x", kind) for kind in kinds))  # type: ignore[arg-type]
    assert [edge.kind for edge in diagram.edges] == list(kinds)
    assert [entry.kind for entry in diagram.legend] == ["ebgp", "ibgp", "localas_ibgp", "confed_ebgp"]


def test_autonomous_systems_are_always_framed_unless_told_otherwise() -> None:
    prefers = Preferences(group_by=("none",))
    assert [frame.id for frame in draw(prefers=prefers).frames] == ["AS_1", "AS_2"]
    assert not draw(group_by=("none",)).frames
    assert [frame.id for frame in draw(group_by=("AS_2",)).frames] == ["AS_2"]


def test_as_numbers_alone_are_enough_for_frames() -> None:
    topology = Topology("lab", nodes=NODES, sessions=(Session("pe", "x", "ebgp"),))
    assert [(f.title, f.members) for f in make_view(topology, "bgp").frames] == [
        ("AS 1", ("rr", "rr2", "pe")),
        ("AS 2", ("x",)),
    ]


def test_the_arrow_is_at_the_clients_end_and_the_reflector_above() -> None:
    edge = edge_of(Session("rr", "pe", "ibgp", rr_client="pe"))
    assert (edge.a.arrow, edge.b.arrow, edge.relation) == (False, True, "down")
    edge = edge_of(Session("pe", "rr", "ibgp", rr_client="pe"))
    assert (edge.a.arrow, edge.b.arrow, edge.relation) == (True, False, "up")
    assert [entry.kind for entry in draw(Session("rr", "pe", "ibgp", rr_client="pe")).legend] == ["ibgp", "arrow"]


def test_reflectors_peer_without_arrow_on_one_level() -> None:
    edge = edge_of(Session("rr", "rr2", "ibgp"))
    assert (edge.a.arrow, edge.b.arrow, edge.relation) == (False, False, "level")


def test_plain_ibgp_says_nothing_of_tiers() -> None:
    assert edge_of(Session("pe", "rr", "ibgp")).relation is None


def test_the_lab_may_ask_for_no_arrows() -> None:
    edge = edge_of(Session("rr", "pe", "ibgp", rr_client="pe"), prefers=Preferences(route_reflectors=False))
    assert (edge.b.arrow, edge.relation) == (False, "down")


@pytest.mark.parametrize(
    ("role_pe", "role_x", "relation"), [("provider", None, "down"), (None, "provider", "up"), ("peer", "peer", "level")]
)
def test_roles_on_the_link_below_a_session_tell_its_tiers(
    role_pe: str | None, role_x: str | None, relation: str
) -> None:
    lan = Link((Endpoint("x", bgp_role=role_x), Endpoint("host"), Endpoint("pe", bgp_role=role_pe)), "lan")
    assert edge_of(Session("pe", "x", "ebgp", link=0), lan).relation == relation


def test_labels_are_those_of_the_link_below_else_the_loopbacks() -> None:
    cable = Link((Endpoint("pe", "e1", "10.1.0.1/30"), Endpoint("x", "e2", "10.1.0.2/30")))
    edge = edge_of(Session("x", "pe", "ebgp", link=0), cable, labels="both")
    assert (edge.a.labels, edge.b.labels) == (("e2", "10.1.0.2"), ("e1", "10.1.0.1"))
    edge = edge_of(Session("rr", "pe", "ibgp"), cable, labels="both")
    assert (edge.a.labels, edge.b.labels) == (("10.0.0.1",), ())


def test_interface_labels_that_a_lab_wishes_for_are_for_its_links() -> None:
    cable = Link((Endpoint("pe", "e1", "10.1.0.1/30"), Endpoint("x", "e2", "10.1.0.2/30")))
    edge = edge_of(Session("x", "pe", "ebgp", link=0), cable, prefers=Preferences(interface_labels=True))
    assert edge.a.labels == ()


def test_vrf_sessions_carry_the_name_and_may_be_left_out() -> None:
    sessions = (Session("pe", "x", "ebgp", vrf="red"), Session("pe", "x", "ebgp"))
    assert [edge.vrf for edge in draw(*sessions).edges] == ["red", None]
    assert [entry.kind for entry in draw(*sessions).legend] == ["ebgp", "vrf"]
    assert [edge.vrf for edge in draw(*sessions, vrf=False).edges] == [None]
    assert "1 session in a VRF not shown" in draw(*sessions, vrf=False).notes


def test_the_user_may_bring_back_the_vrf_sessions_that_the_lab_leaves_out() -> None:
    session, prefers = Session("pe", "x", "ebgp", vrf="red"), Preferences(vrfs=False)
    assert not draw(session, prefers=prefers).edges
    assert draw(session, prefers=prefers, vrf=True).edges


def test_families_keep_the_sessions_that_carry_any_of_them() -> None:
    sessions = (
        Session("pe", "x", "ebgp", families=("ipv4",)),
        Session("pe", "rr", "ibgp", families=("ipv4", "evpn")),
        Session("pe", "rr2", "ibgp", families=("vpnv4",)),
    )
    diagram = draw(*sessions, families=("evpn", "vpnv4"))
    assert [edge.b.box for edge in diagram.edges] == ["rr", "rr2"]
    assert "1 session without evpn or vpnv4 not shown" in diagram.notes
    assert [edge.tooltip for edge in draw(sessions[1]).edges] == ["IBGP session, ipv4 evpn"]


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown address family 'evnp'; did you mean 'evpn'"):
        draw(families=("evnp",))


def test_one_sided_sessions_are_marked() -> None:
    diagram = draw(Session("pe", "x", "ebgp", one_sided=True))
    assert diagram.edges[0].one_sided
    assert [entry.kind for entry in diagram.legend] == ["ebgp", "one_sided"]
    assert "one side only" in (diagram.edges[0].tooltip or "")
