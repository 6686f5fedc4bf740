"""Topology to networkx and back, and graphs that come from anywhere."""

import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import topodraw
from topodraw.graphs import from_networkx, to_networkx
from topodraw.model import Endpoint, Group, Hints, Link, Node, Session, Topology

NAMES = st.lists(
    st.text(min_size=1, max_size=4) | st.sampled_from(["lan", "segment 0", "lan (2)"]), max_size=5, unique=True
)
MAYBE = st.none() | st.text(max_size=4)
NUMBER = st.none() | st.integers(0, 70000)


@st.composite
def topologies(draw):
    names = draw(NAMES)
    nodes = tuple(
        Node(name, draw(MAYBE), draw(MAYBE), draw(NUMBER), tier=draw(NUMBER), hints=Hints(rank=draw(NUMBER)))
        for name in names
    )
    if not names:
        return Topology("t")
    name = st.sampled_from(names)
    end = st.builds(Endpoint, name, MAYBE, st.sampled_from([None, True, "10.0.0.1/24"]), order=NUMBER)
    link = st.builds(
        Link,
        st.lists(end, max_size=4).map(tuple),
        kind=st.sampled_from(["p2p", "lan", "veth", "link"]),
        name=MAYBE,
        prefix=st.none() | st.just({"ipv4": "10.0.0.0/24"}),
        bridge=st.none() | st.sampled_from(["br", "lan"]),
        hints=st.builds(Hints, segment=st.booleans(), rank=NUMBER),
    )
    links = tuple(draw(st.lists(link, max_size=5)))
    sessions = []
    for _ in range(draw(st.integers(0, 4))):
        a, b = draw(name), draw(name)
        client = draw(st.sampled_from([None, a, b]))
        over = draw(st.none() | st.integers(0, len(links) - 1)) if links else None
        kind = draw(st.sampled_from(["ebgp", "ibgp", "localas_ibgp"]))
        sessions.append(Session(a, b, kind, draw(MAYBE), ("ipv4",), client, draw(st.booleans()), over))
    members = st.lists(name, max_size=3, unique=True).map(tuple)
    groups = (Group("g", "as", "G", draw(members)), Group("h", "site", "", draw(members), parent="g"))
    return Topology("t", title=draw(MAYBE), nodes=nodes, links=links, sessions=tuple(sessions), groups=groups)


@given(topologies())
@settings(max_examples=150, deadline=None)
def test_the_way_back_is_exact(topology):
    back = from_networkx(to_networkx(topology))
    assert (back.name, back.title, back.nodes) == (topology.name, topology.title, topology.nodes)
    assert back.links == topology.links
    assert back.sessions == topology.sessions
    assert back.groups == topology.groups
    assert back.warnings == ()


LAB = Topology(
    "lab",
    nodes=(Node("r1", asn=65000, role="router"), Node("r2", asn=65000), Node("h")),
    links=(
        Link((Endpoint("r2", "eth1"), Endpoint("r1", "eth2")), prefix={"ipv4": "10.0.0.0/30"}),
        Link(tuple(Endpoint(name, "eth9") for name in ("r1", "r2", "h")), kind="lan", bridge="br1"),
    ),
    sessions=(Session("r2", "r1", "ibgp", rr_client="r1", link=0),),
    groups=(Group("AS_65000", "as", "AS 65000", ("r1", "r2")),),
)


def test_links_are_edges_segments_nodes_and_sessions_edges_with_a_kind():
    graph = to_networkx(LAB)
    assert type(graph) is nx.MultiGraph
    assert graph.graph["name"] == "lab"
    assert graph.graph["groups"][0]["members"] == ["r1", "r2"]
    assert graph.nodes["r1"]["asn"] == 65000
    assert [node for node, segment in graph.nodes(data="segment") if segment] == ["br1"]
    kinds = sorted(kind for *_, kind in graph.edges(data="kind"))
    assert kinds == ["attachment", "attachment", "attachment", "ibgp", "link"]
    link = next(data for *_, data in graph.edges(data=True) if data["kind"] == "link")
    assert [end["interface"] for end in link["endpoints"]] == ["eth1", "eth2"]
    assert nx.shortest_path_length(graph, "r1", "h") == 2


def test_links_on_one_bridge_share_a_segment():
    ends = (Endpoint("a"), Endpoint("b"))
    topology = Topology("t", nodes=(Node("a"), Node("b")), links=(Link(ends, bridge="x"), Link(ends, bridge="x")))
    graph = to_networkx(topology)
    assert list(graph) == ["a", "b", "x"]
    assert from_networkx(graph).links == topology.links


def test_a_relabelled_graph_keeps_ends_clients_and_groups_right():
    topology = from_networkx(nx.relabel_nodes(to_networkx(LAB), {"r1": "R-one", "r2": "A-two"}))
    assert topology.links[0].endpoints == (Endpoint("A-two", "eth1"), Endpoint("R-one", "eth2"))
    assert topology.sessions[0] == Session("A-two", "R-one", "ibgp", rr_client="R-one", link=0)
    assert topology.groups[0].members == ("R-one", "A-two")


def test_a_subgraph_loses_what_hung_on_the_removed_nodes():
    graph = to_networkx(LAB)
    graph.remove_node("r2")
    topology = from_networkx(graph)
    assert [node.name for node in topology.nodes] == ["r1", "h"]
    assert [[end.node for end in link.endpoints] for link in topology.links] == [["r1", "h"]]
    assert topology.sessions == ()
    assert topology.groups[0].members == ("r1",)


@pytest.mark.parametrize("cls", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_every_class_of_graph_is_read_with_all_its_edges(cls):
    graph = cls([("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")])
    topology = from_networkx(graph)
    assert topology.kind == "networkx"
    assert [node.name for node in topology.nodes] == ["a", "b", "c"]
    assert len(topology.links) == graph.number_of_edges()
    assert sum(len({end.node for end in link.endpoints}) == 1 for link in topology.links) == 1


def test_nodes_of_any_type_are_named_by_their_text_and_never_alike():
    class Thing:
        pass

    graph = nx.Graph()
    graph.add_nodes_from([1, "1", (0, 1), frozenset("ba"), Thing(), Thing(), "1 (2)"])
    names = [node.name for node in from_networkx(graph).nodes]
    assert names == ["1", "1 (2)", "(0, 1)", "{a, b}", "Thing", "Thing (2)", "1 (2) (2)"]


def test_attributes_are_honoured_whatever_they_are_called():
    graph = nx.Graph()
    graph.add_node("a", asn="65001", kind="router", subset=2, label="Core", group="west")
    graph.add_node("b", **{"as": 65002}, role="host", layer=1, device="linux", group=7)
    graph.add_node("c", rank=0, tier=3)
    graph.add_edge("a", "b", kind="ebgp")
    graph.add_edge("b", "c", kind="tunnel", label="t1")
    topology = from_networkx(graph)
    a, b, c = topology.nodes
    assert (a.asn, a.role, a.hints.rank, a.title) == (65001, "router", 2, "Core")
    assert (b.asn, b.role, b.hints.rank, b.device) == (65002, "host", 1, "linux")
    assert (c.hints.rank, c.tier) == (0, 3)
    assert topology.sessions == (Session("a", "b", "ebgp"),)
    assert topology.links == (Link((Endpoint("b"), Endpoint("c")), kind="tunnel", name="t1"),)
    assert [(group.kind, group.title, group.members) for group in topology.groups] == [
        ("group", "west", ("a",)),
        ("group", "7", ("b",)),
        ("as", "AS 65001", ("a",)),
        ("as", "AS 65002", ("b",)),
    ]


def test_a_segment_node_of_someone_elses_joins_its_neighbours():
    graph = nx.DiGraph([("a", "lan"), ("lan", "b"), ("c", "lan")])
    graph.nodes["lan"]["segment"] = True
    topology = from_networkx(graph)
    assert [node.name for node in topology.nodes] == ["a", "b", "c"]
    assert [(link.kind, link.name, {e.node for e in link.endpoints}) for link in topology.links] == [
        ("lan", "lan", {"a", "b", "c"})
    ]


@pytest.mark.parametrize("value", ["x", [1], {"a": 1}, 2.5, object()])
def test_attributes_that_do_not_fit_are_left_out_with_a_warning(value):
    graph = nx.MultiGraph(groups=[value, {"members": value}])
    graph.add_node("a", asn=value, tier=value, hints=value, rank=value, route_reflector=value)
    graph.add_edge("a", "b", endpoints=value, prefix=value, index=value, hints=value)
    graph.add_edge("a", "b", kind="ibgp", families=value, link=value, rr_client=value, a=value)
    topology = from_networkx(graph)
    assert (topology.nodes[0].asn, topology.nodes[0].tier) == (None, None)
    assert len(topology.links) == len(topology.sessions) == 1
    assert any("node a: warning: asn must be a whole number" in str(warning) for warning in topology.warnings)


@pytest.mark.parametrize(
    "graph",
    [nx.Graph(), nx.petersen_graph(), nx.grid_2d_graph(3, 3), nx.karate_club_graph(), nx.les_miserables_graph()],
    ids=["empty", "petersen", "grid", "karate", "miserables"],
)
def test_well_known_graphs_are_read_whole(graph):
    topology = from_networkx(graph)
    assert len(topology.nodes) == len(graph)
    assert len(topology.links) == graph.number_of_edges()
    assert topology.warnings == ()


def test_networkx_is_loaded_only_when_it_is_used():
    code = "import sys, topodraw.graphs; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_edges_of_a_directed_graph_have_arrowheads_and_keep_them():
    topology = from_networkx(nx.DiGraph([("a", "b"), ("b", "c")]))
    assert all(link.directed for link in topology.links)
    assert from_networkx(to_networkx(topology)).links == topology.links
    drawn = str(topodraw.draw(topology))
    assert sum(map(drawn.count, "►▼◄▲")) == 3
    assert drawn.endswith("  ──► where the link leads\n")
    assert "dir=forward" in str(topodraw.draw(topology, "dot"))


def test_the_edges_of_an_undirected_graph_have_none():
    topology = from_networkx(nx.MultiGraph([("a", "b")]))
    assert not any(link.directed for link in topology.links)
    assert "leads" not in str(topodraw.draw(topology))
