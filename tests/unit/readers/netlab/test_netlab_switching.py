"""VLANs, LAGs, bridges, gateways; hints and preferences; foreign plugins; transformed data."""

from __future__ import annotations

import pytest

from topodraw.errors import SourceError
from topodraw.model import Topology


def summary(lab: Topology) -> list[tuple[str, str, str | None]]:
    return [
        (link.kind, "-".join(end.node for end in link.endpoints), (link.prefix or {}).get("ipv4")) for link in lab.links
    ]


VLANS = """
    defaults.device: eos
    nodes: {s1: {module: [ vlan ]}, s2: {module: [ vlan ]}, s3: {module: [ vlan ]},
      h1: {device: linux}, h2: {device: linux}, h3: {device: linux}, r: }
    module: [ vlan ]
    vlans: {red: {mode: bridge, links: [s1-h1, s2-h2]}, blue: {prefix: 10.9.0.0/24}, green: {mode: route}}
    links:
    - {s1: , s2: , vlan.trunk: [red, blue, green]}
    - {s1: {vlan.access: blue}, h3: }
    """


def test_vlans_have_prefixes_before_links_and_trunks_are_drawn_once(read) -> None:
    lab = read(VLANS)
    assert summary(lab) == [
        ("p2p", "s1-s2", None),
        ("lan", "s1-h3", "10.9.0.0/24"),
        ("lan", "s1-h1", "172.16.0.0/24"),
        ("lan", "s2-h2", "172.16.0.0/24"),
    ]
    assert [end.ipv4 for end in lab.links[2].endpoints] == [None, "172.16.0.4/24"]
    assert [end.vlan for end in lab.links[0].endpoints] == ["trunk", "trunk"]
    assert lab.links[1].endpoints[0].vlan == "access"


def test_a_vlan_is_one_segment_over_the_whole_lab(read) -> None:
    lab = read("""
        defaults.device: eos
        module: [ vlan, bgp ]
        vlans: {red: {links: [ s1-x1, s2-x2 ]}}
        nodes: {s1: {bgp.as: 1}, s2: {bgp.as: 1}, x1: {module: [ bgp ], bgp.as: 2}, x2: {module: [ bgp ], bgp.as: 3}}
        """)
    found = {(s.a, s.b): s.kind for s in lab.sessions}
    assert found == {
        ("s1", "s2"): "ibgp", ("s1", "x1"): "ebgp", ("s1", "x2"): "ebgp", ("s2", "x1"): "ebgp", ("s2", "x2"): "ebgp",
        ("x1", "x2"): "ebgp",
    }  # fmt: skip


def test_lag_members_are_drawn_and_the_lag_has_the_session(read) -> None:
    lab = read("""
        defaults.device: eos
        module: [ lag, bgp ]
        nodes: {a: {bgp.as: 1}, b: {bgp.as: 2}, s1: {bgp.as: 3}, s2: {bgp.as: 3}}
        links:
        - {lag.members: [a-b, a-b], prefix: 192.168.1.0/24}
        - {lag: {members: [s1-s2, s1-s2], mlag.peergroup: true}}
        """)
    assert summary(lab) == [("p2p", "s1-s2", None), ("p2p", "a-b", None), ("p2p", "a-b", None), ("p2p", "s1-s2", None)]
    assert [(s.a, s.b, s.kind, s.link) for s in lab.sessions] == [("a", "b", "ebgp", None), ("s1", "s2", "ibgp", None)]


def test_bridges_join_their_neighbours_and_implement_links(read) -> None:
    lab = read("""
        defaults.device: frr
        module: [ bgp ]
        nodes: {br: {role: bridge, module: []}, a: {bgp.as: 1}, b: {bgp.as: 2}, c: {bgp.as: 3}}
        links: [ br-a, br-b, {b: , c: , a: , bridge: br, prefix: 10.7.0.0/24} ]
        """)
    assert [name for _, name, _ in summary(lab)] == ["br-a", "br-b", "br-b", "br-c", "br-a"]
    assert {prefix for _, _, prefix in summary(lab)} == {"172.16.0.0/24", "10.7.0.0/24"}
    pairs = [(s.a, s.b) for s in lab.sessions]
    assert sorted(pairs) == [("a", "b"), ("a", "b"), ("a", "c"), ("b", "c")]


def test_hints_preferences_and_titles(read) -> None:
    lab = read("""
        graph.title: My lab
        defaults.outputs.graph: {as_clusters: false, interface_labels: true, styles.node: {fillcolor: red}}
        defaults.outputs.d2: {ibgp.style.stroke: blue, bgp.rr: false}
        nodes: {a: {graph: {rank: 2, fill: green, class: core}, d2: {fill: blue, format.style.opacity: 0.4}}, b: }
        links: [ {a: , b: , graph: {type: lan, color: red, linkorder: 7}, d2.color: blue} ]
        """)
    node, link = lab.nodes[0].hints, lab.links[0].hints
    assert (node.rank, node.fill, node.classes) == (2, "green", ("core",))
    assert node.raw == {"d2": {"style.fill": "blue", "style.opacity": "0.4"}}
    assert (link.segment, link.color, link.order) == (True, "red", 7)
    wanted = lab.preferences
    assert (wanted.group_by, wanted.interface_labels, wanted.route_reflectors) == (("none",), True, False)
    assert wanted.styles == {"dot": {"node": {"fillcolor": "red"}}, "d2": {"ibgp": {"style.stroke": "blue"}}}
    assert lab.title == "My lab"


def test_what_cannot_be_honoured_is_said_once(read) -> None:
    lab = read("plugin: [ my_own, files ]\nnodes: {a: {device: toaster, config: {x: y}}}\nfiles: {a/b.md: text}")
    texts = [problem.text for problem in lab.warnings]
    assert len(texts) == 2
    assert "my_own" in texts[0]
    assert "toaster" in texts[1]


SNAPSHOT = """
    _netlab_version: 26.10
    input: [ topology.yml ]
    name: demo
    module: [ bgp ]
    nodes:
      a: {id: 2, name: a, device: frr, role: router, module: [ bgp ], loopback: {ipv4: 10.0.0.2/32},
        bgp: {as: 1, neighbors: [ {name: z, type: ebgp, as: 2, ipv4: 10.1.0.2, ifindex: 1, activate.ipv4: true} ]},
        interfaces: [ {ifindex: 1, ifname: eth1, linkindex: 1, ipv4: 10.1.0.1/30, type: p2p,
          neighbors: [ {node: z, ifname: eth1} ]} ]}
      z: {id: 1, name: z, device: frr, role: router, module: [ bgp ], bgp: {as: 2, neighbors: []}, interfaces: []}
    links:
    - {linkindex: 1, type: p2p, role: external, prefix: {ipv4: 10.1.0.0/30},
       interfaces: [ {node: a, ifname: eth1, ifindex: 1, ipv4: 10.1.0.1/30},
         {node: z, ifname: eth1, ipv4: 10.1.0.2/30} ]}
    """


def test_transformed_data_are_taken_as_they_are(read) -> None:
    lab = read(SNAPSHOT)
    assert (lab.kind, [node.name for node in lab.nodes]) == ("netlab-snapshot", ["z", "a"])
    assert summary(lab) == [("p2p", "a-z", "10.1.0.0/30")]
    assert [(s.a, s.b, s.kind, s.one_sided, s.link) for s in lab.sessions] == [("z", "a", "ebgp", True, 0)]


def test_transformed_data_that_do_not_fit_get_a_message(read) -> None:
    with pytest.raises(SourceError, match="unknown node 'q'"):
        read(SNAPSHOT.replace("node: z, ifname: eth1, ipv4", "node: q, ifname: eth1, ipv4"))
