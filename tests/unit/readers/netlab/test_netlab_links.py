"""Forms of links, their types, interfaces, prefixes and addresses; components and clones."""

from __future__ import annotations

import pytest

from topodraw.errors import SourceError
from topodraw.model import Link, Topology


def ends(link: Link) -> list[tuple[str, object]]:
    return [(end.node, end.ipv4) for end in link.endpoints]


def shape(lab: Topology) -> list[tuple[str, str]]:
    return [(link.kind, "-".join(end.node for end in link.endpoints)) for link in lab.links]


def test_addresses_as_netlab_gives_them(read) -> None:
    lab = read("""
        defaults.device: frr
        nodes: {a: , b: , h: {device: linux}, z: {id: 40}}
        links: [b-a, a-h, z-a-b, a]
        """)
    assert [ends(link) for link in lab.links] == [
        [("b", "10.1.0.2/30"), ("a", "10.1.0.1/30")],
        [("a", "172.16.0.1/24"), ("h", "172.16.0.3/24")],
        [("z", "172.16.1.40/24"), ("a", "172.16.1.1/24"), ("b", "172.16.1.2/24")],
        [("a", "172.16.2.1/24")],
    ]
    assert [(link.kind, link.role, link.bridge is None) for link in lab.links] == [
        ("p2p", None, True), ("lan", "stub", False), ("lan", None, False), ("stub", "stub", False)
    ]  # fmt: skip
    assert [node.loopback for node in lab.nodes] == ["10.0.0.1/32", "10.0.0.2/32", None, "10.0.0.40/32"]


def test_all_forms_of_links_mean_the_same(read) -> None:
    lab = read("""
        nodes: [ a, b ]
        links:
          core: [ a - b, [ a, b ], [ {node: a, ifname: x}, b ] ]
          edge:
          - {a: , b: {ipv4: 9}, prefix: 10.9.0.0/24}
          - {interfaces: [ a, {node: b} ]}
          - {group: g, pool: lan, members: [ a-b, {a: , b: } ]}
          - {a: , b: , disable: true}
        """)
    assert shape(lab) == [("p2p", "a-b")] * 7
    assert lab.links[2].endpoints[0].interface == "x"
    assert ends(lab.links[3]) == [("a", "10.9.0.1/24"), ("b", "10.9.0.9/24")]
    assert [link.prefix for link in lab.links[5:]] == [{"ipv4": "172.16.0.0/24"}, {"ipv4": "172.16.1.0/24"}]


def test_interface_numbers_fill_the_gaps_that_given_ones_leave(read) -> None:
    lab = read("""
        defaults.device: iosv
        nodes: [ a, b ]
        links: [ {a: {ifindex: 2}, b: }, a-b, a-b ]
        """)
    names = [link.endpoints[0].interface for link in lab.links]
    assert names == ["GigabitEthernet0/2", "GigabitEthernet0/1", "GigabitEthernet0/3"]


def test_pools_families_and_named_prefixes(read) -> None:
    lab = read("""
        addressing:
          core: {ipv4: 10.5.0.0/16, ipv6: 2001:db8::/48, prefix: 31}
          wild: {ipv4: true, ipv6: true}
        prefix: {px: {pool: lan}, py: 192.168.7.0/24}
        nodes: [ a, b ]
        links:
        - {a: , b: , role: core}
        - {a: , b: , pool: wild}
        - {a: , b: , prefix: px}
        - {a: , b: , prefix: py}
        - {a: , b: , prefix: false}
        - {a: , b: , unnumbered: true}
        """)
    assert ends(lab.links[0]) == [("a", "10.5.0.0/31"), ("b", "10.5.0.1/31")]
    assert [end.ipv6 for end in lab.links[0].endpoints] == ["2001:db8::1/64", "2001:db8::2/64"]
    assert [ends(link)[0][1] for link in lab.links[1:]] == [True, "172.16.0.1/24", "192.168.7.1/24", None, True]


def test_a_daemon_makes_no_stub_and_a_loopback_link_no_bridge(read) -> None:
    lab = read("""
        nodes: {r: {device: frr}, d: {device: bird}}
        links: [ r-d, {r: , type: loopback} ]
        """)
    assert [(link.kind, link.role, link.bridge is None) for link in lab.links] == [
        ("lan", None, False), ("loopback", None, True)
    ]  # fmt: skip


def test_components_are_prefixed_and_come_last(read) -> None:
    lab = read("""
        components: {tor: {nodes: {leaf: , srv: {device: linux}}, links: [leaf-srv], bgp.as: 65000}}
        nodes: {p1: {include: tor, bgp.as: 65101}, c: {bgp.as: 1}}
        links: [c-p1_leaf]
        """)
    assert [(node.name, node.asn) for node in lab.nodes] == [("c", 1), ("p1_leaf", 65101), ("p1_srv", 65101)]
    assert shape(lab) == [("p2p", "c-p1_leaf"), ("lan", "p1_leaf-p1_srv")]


def test_clones_take_copies_of_the_links(read) -> None:
    lab = read("""
        plugin: [ node.clone ]
        nodes: {r: , h: {clone.count: 2, id: 10}}
        links: [ {h: , r: {ifindex: 5}}, r ]
        """)
    assert [node.name for node in lab.nodes] == ["r", "h-01", "h-02"]
    assert shape(lab) == [("stub", "r"), ("p2p", "h-01-r"), ("p2p", "h-02-r")]
    assert [link.endpoints[1].interface for link in lab.links[1:]] == ["eth5", "eth6"]


def test_a_fabric_comes_before_the_labs_own_nodes(read) -> None:
    lab = read("""
        plugin: [ fabric ]
        module: [ bgp ]
        fabric: {leafs: 2, spines: 1, leaf: {name: 'l{count}', bgp.as: '{65000+count}'}, spine.bgp.as: 65100}
        nodes: {h: {device: linux}}
        links: [ l1-h ]
        """)
    assert [(node.name, node.asn) for node in lab.nodes] == [("l1", 65001), ("l2", 65002), ("S1", 65100), ("h", None)]
    assert shape(lab) == [("p2p", "l1-S1"), ("p2p", "l2-S1"), ("lan", "l1-h")]
    assert {group.name for group in lab.groups if group.kind == "group"} == {"leafs", "spines"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nodes: [a, b]\nlinks: [ {a: , b: , type: stub} ]", "takes a single node"),
        ("nodes: [a, b]\nlinks: [ {a: , type: p2p} ]", "exactly two nodes"),
        ("nodes: [a, b]\nlinks: [ {a: , b: , prefix: 10.0.0.1/24} ]", "host bits"),
        ("nodes: [a, b, c]\nlinks: [ {a: , b: , c: , prefix: 10.0.0.0/31} ]", "too small for 3 nodes"),
        ("nodes: [a, b]\nlinks: [ {a: , b: , pool: nowhere} ]", "unknown address pool 'nowhere'"),
        ("addressing.p2p.ipv4: 10.1.0.0/30\nnodes: [a, b]\nlinks: [ a-b, a-b ]", "has no ipv4 prefix left"),
        ("nodes: {a: {id: 3}, b: {id: 3}}", "already used by node 'a'"),
        ("nodes: {a: {id: 151}}", "between 1 and 150"),
        ("nodes: {a: {include: x}}", "unknown component 'x'"),
        ("components: {x: {nodes: {n: {include: x}}}}\nnodes: {a: {include: x}}", "nested|letters, digits"),
        ("plugin: [node.clone]\nnodes: {a: {clone.count: 1000000000}}", "1000 is the limit"),
        ("plugin: [fabric]\nfabric: {leafs: 1000000000, spines: 3}", "from 0 to 1000"),
        ("nodes: [a]\nlinks: [ {a: , members: [ a ]} ]", "no group name"),
        ("nodes: [a]\nlinks: [ {} ]", "has no nodes"),
        ("{}", "has no nodes"),
    ],
)
def test_impossible_labs_get_a_message(read, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(text)
    assert all(problem.location.file == "lab.yml" for problem in caught.value.problems)
