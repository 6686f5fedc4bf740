"""Autonomous systems and sessions."""

from __future__ import annotations

import pytest

from topodraw.errors import SourceError
from topodraw.model import Topology


def sessions(lab: Topology) -> list[tuple[str, str, str]]:
    return [(s.a, s.b, s.kind) for s in lab.sessions]


def test_a_route_reflector_has_clients_and_clients_no_mesh(read) -> None:
    lab = read("""
        defaults.device: frr
        module: [ bgp, ospf ]
        bgp: {as: 65000, rr_list: [ a ]}
        nodes: [ a, b, c ]
        """)
    assert sessions(lab) == [("a", "b", "ibgp"), ("a", "c", "ibgp")]
    assert [s.rr_client for s in lab.sessions] == ["b", "c"]
    assert [node.route_reflector for node in lab.nodes] == [True, False, False]


def test_parallel_links_are_parallel_sessions_over_their_links(read) -> None:
    lab = read("""
        defaults.device: frr
        module: [ bgp ]
        nodes: {a: {bgp.as: 65001}, b: {bgp.as: 65002}}
        links: [ a-b, b-a, {a: , b: , bgp: false} ]
        """)
    assert sessions(lab) == [("a", "b", "ebgp")] * 2
    assert [s.link for s in lab.sessions] == [0, 1]
    assert [link.role for link in lab.links] == ["external"] * 3


def test_a_session_that_only_one_end_knows_is_marked(read) -> None:
    lab = read("""
        defaults.device: frr
        nodes: {a: {bgp.as: 65001, module: [ bgp ]}, b: {bgp.as: 65002}, c: {bgp.as: 65003, module: [ bgp ]}}
        links: [ a-b, {a: , c: {bgp: false}} ]
        """)
    assert [(s.a, s.b, s.one_sided) for s in lab.sessions] == [("a", "b", True), ("a", "c", True)]


def test_as_lists_with_patterns_names_and_reflectors(read) -> None:
    lab = read("""
        defaults.device: frr
        module: [ bgp ]
        bgp.as_list: {65000: {name: Core, members: [ 'r*' ], rr: [ r1 ]}, 65001: {members: x}}
        nodes: [ r1, r2, x ]
        """)
    assert [(node.asn, node.route_reflector) for node in lab.nodes] == [(65000, True), (65000, False), (65001, False)]
    assert [(group.name, group.title) for group in lab.groups] == [
        ("AS_65000", "Core (AS 65000)"),
        ("AS_65001", "AS 65001"),
    ]


def test_local_as_and_confederations(read) -> None:
    lab = read("""
        defaults.device: frr
        module: [ bgp ]
        bgp.confederation.65000.members: [ 65100, 65101 ]
        nodes: {a: {bgp.as: 65100}, b: {bgp.as: 65101}, x: {bgp.as: 1}, y: {bgp.as: 2}}
        links: [ a-b, b-x, {x: {bgp.local_as: 2}, y: } ]
        """)
    assert sessions(lab) == [("a", "b", "confed_ebgp"), ("b", "x", "ebgp"), ("x", "y", "localas_ibgp")]


def test_families_and_vrfs(read) -> None:
    lab = read("""
        defaults.device: eos
        module: [ bgp, vrf, evpn, vlan, vxlan ]
        addressing.p2p.ipv6: 2001:db8::/48
        vrfs.red:
        nodes: {a: {bgp.as: 1}, b: {bgp.as: 1}, c: {bgp.as: 2}}
        links: [ a-b, {a: , c: , vrf: red} ]
        """)
    assert [(s.kind, s.vrf, s.families) for s in lab.sessions] == [
        ("ibgp", None, ("ipv4", "evpn")),
        ("ebgp", "red", ("ipv4", "ipv6")),
    ]


def test_group_data_reaches_members_children_before_parents(read) -> None:
    lab = read("""
        defaults.device: frr
        groups:
          _auto_create: true
          all: {module: [ bgp ]}
          core: {members: [ edge, a ], bgp.as: 1, graph.rank: 5}
          edge: {members: [ b ], bgp.as: 2}
        """)
    assert [(node.name, node.asn, node.hints.rank) for node in lab.nodes] == [("a", 1, 5), ("b", 2, 5)]
    groups = {group.name: (group.members, group.parent) for group in lab.groups if group.kind == "group"}
    assert groups == {"core": (("a",), None), "edge": (("b",), "core")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("module: [bgp]\ndefaults.device: frr\nnodes: [a]", "no AS number"),
        ("bgp.as_list: {1: {members: [a]}, 2: {members: [a]}}\nnodes: [a]", "a node has one AS"),
        ("bgp.as_list: {1: {members: [a]}}\nnodes: {a: {bgp.as: 2}}", "has AS 2 but is also a member of AS 1"),
        ("bgp.as_list: {1: {members: [a], rr: [b]}}\nnodes: [a, b]", "not a member of AS 1"),
        ("groups: {a: [b], b: [a]}\nnodes: [c]", "groups in a loop"),
        ("groups: {g: [ nobody ]}\nnodes: [a]", "neither a node nor a group"),
        ("groups: {a: [ a ]}\nnodes: [a]", "name of a node"),
        ("groups: {g: ['x*']}\nnodes: [a]", "matches no node"),
        ("nodes: {a: {bgp.as: x}}", r"nodes\.a\.bgp\.as must be an AS number"),
    ],
)
def test_contradictions_get_a_message(read, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(text)
