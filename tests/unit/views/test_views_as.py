"""The AS view: one box for each autonomous system."""

from __future__ import annotations

from typing import Any

import pytest

from topodraw.diagram import Diagram
from topodraw.errors import TopodrawError
from topodraw.model import Endpoint, Group, Link, Node, Session, Topology
from topodraw.views import ViewOptions, make_view

NODES = (Node("a", asn=1), Node("b", asn=1), Node("x", asn=2), Node("y", asn=3), Node("host"))


def draw(*sessions: Session, links: tuple[Link, ...] = (), groups: tuple[Group, ...] = (), **options: Any) -> Diagram:
    topology = Topology("lab", nodes=NODES, sessions=sessions, links=links, groups=groups)
    return make_view(topology, "as", ViewOptions(**options))


def test_a_lab_without_autonomous_systems_says_which_views_it_has() -> None:
    with pytest.raises(TopodrawError, match=r"the lab has no autonomous systems; views it has: topology$"):
        make_view(Topology("lab", nodes=(Node("a"),)), "as")


def test_each_as_is_a_box_with_its_number_of_nodes() -> None:
    diagram = draw()
    assert [(box.name, box.kind, box.asn, [line.text for line in box.lines]) for box in diagram.boxes] == [
        ("AS 1", "as", 1, ["2 nodes"]),
        ("AS 2", "as", 2, ["1 node"]),
        ("AS 3", "as", 3, ["1 node"]),
    ]
    assert diagram.notes == ("1 node in no autonomous system not shown",)
    assert not diagram.frames


def test_the_name_that_the_lab_gives_an_as_stands_below_its_number() -> None:
    diagram = draw(groups=(Group("AS_1", "as", "Transit (AS 1)", ("a", "b")), Group("AS_2", "as", "AS 2", ("x",))))
    assert [line.text for box in diagram.boxes for line in box.lines] == ["Transit", "1 node", "1 node"]
    assert diagram.boxes[0].words == ("Transit",)


def test_sessions_between_two_as_are_one_edge_with_their_number() -> None:
    diagram = draw(
        Session("a", "x", "ebgp"),
        Session("y", "x", "ebgp"),
        Session("x", "b", "ebgp"),
        Session("a", "b", "ibgp"),
        Session("a", "x", "localas_ibgp"),
    )
    assert [(edge.a.box, edge.b.box, edge.kind, edge.label) for edge in diagram.edges] == [
        ("AS_1", "AS_2", "adjacency", "×3"),
        ("AS_3", "AS_2", "adjacency", None),
    ]
    assert [entry.kind for entry in diagram.legend] == ["adjacency"]


def test_the_relation_is_that_of_most_sessions_whichever_way_they_are_written() -> None:
    links = (
        Link((Endpoint("a", bgp_role="provider"), Endpoint("x"))),
        Link((Endpoint("b", bgp_role="provider"), Endpoint("x"))),
        Link((Endpoint("b", bgp_role="peer"), Endpoint("x"))),
    )
    down, reverse, level = (
        Session("a", "x", "ebgp", link=0),
        Session("x", "b", "ebgp", link=1),
        Session("b", "x", "ebgp", link=2),
    )
    assert draw(down, reverse, level, links=links).edges[0].relation == "down"
    assert draw(down, level, links=links).edges[0].relation is None
    assert draw(reverse, links=links).edges[0].relation == "up"
    assert draw(Session("a", "x", "ebgp")).edges[0].relation is None


def test_an_adjacency_is_marked_only_when_all_its_sessions_are() -> None:
    one = Session("a", "x", "ebgp", vrf="red", one_sided=True)
    assert (draw(one, one).edges[0].vrf, draw(one).edges[0].one_sided) == ("red", True)
    mixed = draw(one, Session("b", "x", "ebgp")).edges[0]
    assert (mixed.vrf, mixed.one_sided) == (None, False)


def test_what_cannot_be_shown_is_noted() -> None:
    notes = draw(Session("a", "b", "ebgp"), Session("a", "host", "ebgp")).notes
    assert "1 EBGP session inside one autonomous system not shown" in notes
    assert "1 session of nodes in no autonomous system not shown" in notes


def test_nodes_outside_every_as_are_shown_on_request() -> None:
    diagram = draw(Session("a", "host", "ebgp"), all_nodes=True)
    assert [box.id for box in diagram.boxes] == ["AS_1", "AS_2", "AS_3", "host"]
    assert [(edge.a.box, edge.b.box) for edge in diagram.edges] == [("AS_1", "host")]
    assert diagram.notes == ()


def test_ids_stay_unique_beside_a_node_called_like_an_as() -> None:
    topology = Topology("lab", nodes=(Node("AS_1"), Node("a", asn=1)))
    boxes = make_view(topology, "as", ViewOptions(all_nodes=True)).boxes
    assert len({box.id for box in boxes}) == 2


def test_filters_of_sessions_apply() -> None:
    sessions = (Session("a", "x", "ebgp", vrf="red"), Session("a", "y", "ebgp", families=("evpn",)))
    assert [edge.b.box for edge in draw(*sessions, vrf=False).edges] == ["AS_3"]
    assert [edge.b.box for edge in draw(*sessions, families=("evpn",)).edges] == ["AS_3"]
