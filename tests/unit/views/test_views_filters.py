"""--include and --exclude."""

from __future__ import annotations

import pytest

from topodraw.diagram import Diagram
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Group, Hints, Link, Node, Session, Topology
from topodraw.views import ViewOptions, make_view
from topodraw.views.filters import without_filtered, without_hidden

LAB = Topology(
    "lab",
    nodes=(
        Node("r1", role="router", modules=("bgp", "ospf"), asn=1, bgp=True),
        Node("r2", role="router", modules=("ospf",), hints=Hints(classes=("core",)), bgp=True),
        Node("h1", device="linux", role="host"),
        Node("h2", device="linux", role="host"),
        Node("lonely", role="router"),
    ),
    links=(
        Link((Endpoint("r1", bgp_role="provider"), Endpoint("r2")), role="external"),
        Link((Endpoint("r1"), Endpoint("h1"), Endpoint("h2")), "lan"),
        Link((Endpoint("r2"), Endpoint("h2")), hints=Hints(classes=("spare",)), name="backup"),
        Link((Endpoint("h1"),), "stub"),
    ),
    sessions=(Session("r1", "h1", "ebgp", link=1), Session("r1", "r2", "ebgp", link=0)),
    groups=(Group("g", "group", "g", ("r1", "h1")),),
)


def kept(include: str = "", exclude: str = "") -> tuple[list[str], list[str]]:
    """Return the names of the nodes and the ends of the links that are left."""
    options = ViewOptions(include=tuple(include.split()), exclude=tuple(exclude.split()))
    topology, _ = without_filtered(LAB, options)
    links = [" ".join(end.node for end in link.endpoints) for link in topology.links]
    return [node.name for node in topology.nodes], links


def test_no_words_leave_everything() -> None:
    assert without_filtered(LAB, ViewOptions())[0] is LAB


def test_excluded_nodes_go_with_their_interfaces_and_emptied_links() -> None:
    assert kept(exclude="host") == (["r1", "r2", "lonely"], ["r1 r2", "r1", "r2"])


@pytest.mark.parametrize("word", ["linux", "host", "h*", "h[12]"])
def test_nodes_are_matched_by_device_role_and_glob(word: str) -> None:
    assert kept(exclude=word)[0] == ["r1", "r2", "lonely"]


def test_a_name_and_a_class_and_a_module_match() -> None:
    assert kept(exclude="h1")[0] == ["r1", "r2", "h2", "lonely"]
    assert kept(exclude="core")[0] == ["r1", "h1", "h2", "lonely"]
    assert kept(exclude="ospf")[0] == ["h1", "h2", "lonely"]


def test_includes_alone_keep_what_matches_and_leave_links_alone_that_none_matches() -> None:
    assert kept(include="bgp core") == (["r1", "r2"], ["r1 r2", "r1", "r2"])


def test_an_include_of_links_leaves_the_nodes_alone() -> None:
    assert kept(include="external") == (["r1", "r2", "h1", "h2", "lonely"], ["r1 r2"])


def test_an_include_of_both_drops_nodes_that_lose_all_their_links() -> None:
    assert kept(include="external router") == (["r1", "r2"], ["r1 r2"])


def test_an_include_makes_an_exception_to_an_exclude() -> None:
    assert kept(include="h2", exclude="host")[0] == ["r1", "r2", "h2", "lonely"]


def test_excluded_links_go_and_so_do_the_nodes_that_had_no_other() -> None:
    nodes, links = kept(exclude="spare")
    assert (nodes, links) == (["r1", "r2", "h1", "h2", "lonely"], ["r1 r2", "r1 h1 h2", "h1"])
    assert kept(exclude="backup") == (nodes, links)
    alone = Topology("lab", nodes=(Node("a"), Node("b"), Node("c")), links=(
        Link((Endpoint("a"), Endpoint("b")), role="wan"), Link((Endpoint("b"),)),
    ))  # fmt: skip
    topology, _ = without_filtered(alone, ViewOptions(exclude=("wan",)))
    assert [node.name for node in topology.nodes] == ["b", "c"]


def test_words_that_would_leave_nothing_leave_all_and_say_so() -> None:
    topology, notes = without_filtered(LAB, ViewOptions(exclude=("router", "host")))
    assert (topology.nodes, notes) == (LAB.nodes, ("every node is excluded, so all are shown",))


def test_a_word_that_matches_nothing_is_refused_with_a_likely_meaning() -> None:
    with pytest.raises(UnknownName, match="'lonly'; did you mean 'lonely'"):
        kept(exclude="lonly")
    with pytest.raises(UnknownName, match="'spar'; did you mean 'spare'"):
        kept(include="r1 spar")


def test_sessions_and_groups_follow_their_nodes_and_links() -> None:
    topology, _ = without_filtered(LAB, ViewOptions(exclude=("h1", "spare")))
    assert [(session.a, session.b, session.link) for session in topology.sessions] == [("r1", "r2", 0)]
    assert topology.groups[0].members == ("r1",)
    topology, _ = without_filtered(LAB, ViewOptions(exclude=("external",)))
    assert [(session.b, session.link) for session in topology.sessions] == [("h1", 0), ("r2", None)]


def test_a_session_keeps_its_link_when_links_before_it_go() -> None:
    flipped = Topology(
        "lab", nodes=LAB.nodes, links=(LAB.links[2], LAB.links[0]), sessions=(Session("r1", "r2", "ebgp", link=1),)
    )
    diagram = make_view(flipped, "bgp", ViewOptions(exclude=("spare",)))
    assert diagram.edges[0].relation == "down"


def test_the_picture_says_what_the_filter_left_out() -> None:
    diagram: Diagram = make_view(LAB, options=ViewOptions(exclude=("host",)))
    assert diagram.notes[0] == "left out by the filter: 2 nodes (h1, h2), 1 link"


def test_hidden_nodes_keep_no_session() -> None:
    hidden = Topology(
        "lab",
        nodes=(Node("a"), Node("b", hints=Hints(hide=True))),
        links=(Link((Endpoint("b"),), "stub"),),
        sessions=(Session("a", "b", "ebgp"),),
    )
    topology, notes = without_hidden(hidden)
    assert (topology.links, topology.sessions) == ((), ())
    assert notes == ("hidden by the lab file: 1 node (b)",)


def test_nodes_and_links_that_are_included_but_do_not_meet_leave_nothing() -> None:
    assert kept(include="core spare") == (["r2"], ["r2"])
    assert kept(include="h1 spare") == ([], [])
