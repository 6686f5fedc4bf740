"""Links in every form, and what they lead to."""

import json

import pytest

from topodraw.errors import SourceError
from topodraw.model import Endpoint
from topodraw.readers import read_topology
from topodraw.source import Source

HEAD = "name: lab\nmgmt: {network: oob}\ntopology:\n  nodes: {a: {kind: linux}, b: {kind: linux}, br: {kind: bridge}}\n"


def read(links, head=HEAD):
    lines = "".join(f"    - {link}\n" for link in links)
    return read_topology(Source("lab.yml", f"{head}  links:\n{lines}"))


def refusal(*links):
    with pytest.raises(SourceError) as caught:
        read(links)
    return str(caught.value)


def ends(topology, index=0):
    return [(end.node, end.interface) for end in topology.links[index].endpoints]


def pseudo(topology):
    return [(node.name, node.role, node.title) for node in topology.nodes if node.pseudo]


def warnings(topology):
    return [str(warning) for warning in topology.warnings]


def test_a_brief_link_is_two_texts_split_at_their_first_colon():
    topology = read(["endpoints: ['a:eth1', 'b:1:2']", "{type: brief, endpoints: [' b : eth9 ', br:eth1]}"])
    assert [link.kind for link in topology.links] == ["veth", "veth"]
    assert ends(topology) == [("a", "eth1"), ("b", "1:2")]
    assert ends(topology, 1) == [("b", "eth9"), ("br", "eth1")]
    assert pseudo(topology) == []


def test_parallel_links_and_loops_are_kept():
    topology = read(["endpoints: [a:1, b:1]", "endpoints: [a:2, b:2]", "endpoints: [a:3, a:4]"])
    assert [ends(topology, index) for index in range(3)] == [
        [("a", "1"), ("b", "1")], [("a", "2"), ("b", "2")], [("a", "3"), ("a", "4")],
    ]  # fmt: skip


def test_addresses_of_brief_links_are_positional():
    link = read(["{endpoints: [a:1, b:1], ipv4: [10.0.0.0/31, 10.0.0.1/31], ipv6: ['', '2001:db8::1/64']}"]).links[0]
    assert link.endpoints == (Endpoint("a", "1", "10.0.0.0/31"), Endpoint("b", "1", "10.0.0.1/31", "2001:db8::1/64"))
    assert link.prefix == {"ipv4": "10.0.0.0/31", "ipv6": "2001:db8::/64"}


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("10.9.0.3/255.255.255.0", "10.9.0.3/24"),
        ("fe80::1%x/64", "fe80::1/64"),
        ("2001:DB8:0::2/64", "2001:db8::2/64"),
        ("10.0.0.1/24", "10.0.0.1/24"),
    ],
)
def test_addresses_of_links_are_canonical(given, canonical):
    family = "ipv6" if ":" in given else "ipv4"
    for link in (
        f"{{endpoints: [a:1, b:1], {family}: ['{given}', '']}}",
        f"{{type: veth, endpoints: [{{node: a, interface: 1, {family}: '{given}'}}, {{node: b, interface: 1}}]}}",
    ):
        topology = read([link])
        assert getattr(topology.links[0].endpoints[0], family) == canonical
        assert topology.warnings == ()


def test_ends_in_different_networks_have_no_common_prefix():
    link = read(["{endpoints: [a:1, b:1], ipv4: [10.0.0.0/31, 10.0.1.1/31]}"]).links[0]
    assert link.prefix is None


def test_commands_give_hosts_their_addresses():
    commands = [
        "ip link set eth1 up",
        "sh -c 'ip -4 address add dev eth1 10.0.0.5/24; ip a add 10.9.9.9 dev eth1'",
        "ip -6 addr add 2001:db8::5/64 dev eth1",
        "ip addr add 10.0.0.6/24 dev eth1",
    ]
    head = HEAD.replace("a: {kind: linux}", f"a: {{kind: linux, exec: {json.dumps(commands)}}}")
    link = read(["endpoints: [a:eth1, b:eth1]"], head).links[0]
    assert link.endpoints[0] == Endpoint("a", "eth1", "10.0.0.5/24", "2001:db8::5/64")
    assert link.prefix == {"ipv4": "10.0.0.0/24", "ipv6": "2001:db8::/64"}


@pytest.mark.parametrize(
    ("command", "address"),
    [
        ("ip addr add 10.0.0.1 dev eth1", "10.0.0.1/32"),
        ("ip addr add 2001:DB8::1 dev eth1 nodad", "2001:db8::1/128"),
        ("ip addr add 10.0.0.1/255.255.255.0 dev eth1", "10.0.0.1/24"),
        ("ip addr add local 10.0.0.1 peer 10.0.0.2/32 dev eth1", "10.0.0.1/32"),
        ("ip addr add broadcast 10.0.0.255 dev eth1 10.0.0.1/24", "10.0.0.1/24"),
        ("ip addr add $ADDRESS dev eth1", None),
    ],
)
def test_addresses_of_commands_are_those_that_the_kernel_takes(command, address):
    head = HEAD.replace("a: {kind: linux}", f"a: {{kind: linux, exec: {json.dumps([command])}}}")
    end = read(["endpoints: [a:eth1, b:eth1]"], head).links[0].endpoints[0]
    assert (end.ipv4 or end.ipv6) == address


@pytest.mark.parametrize(
    ("link", "kind", "far", "node"),
    [
        ("endpoints: [a:eth1, host:br-a]", "host", ("host", "br-a"), ("host", "host", "lab host")),
        ("endpoints: [a:eth1, HOST:br-a]", "host", ("host", "br-a"), ("host", "host", "lab host")),
        ("{type: host, endpoint: {node: a, interface: eth1}, host-interface: x}", "host", ("host", "x"),
         ("host", "host", "lab host")),
        ("endpoints: [a:eth1, mgmt-net:p1]", "mgmt-net", ("mgmt-net", "p1"),
         ("mgmt-net", "cloud", "management network oob")),
        ("{type: mgmt-net, endpoint: {node: a, interface: eth1}, host-interface: p1}", "mgmt-net", ("mgmt-net", "p1"),
         ("mgmt-net", "cloud", "management network oob")),
        ("endpoints: [a:eth1, macvlan:ens3]", "macvlan", ("macvlan ens3", "ens3"), ("macvlan ens3", "cloud", None)),
        ("{type: MACVLAN, endpoint: {node: a, interface: eth1}, host-interface: ens3, mode: vepa}", "macvlan",
         ("macvlan ens3", "ens3"), ("macvlan ens3", "cloud", None)),
        ("{type: vxlan, endpoint: {node: a, interface: eth1}, remote: 10.0.0.2, vni: 100, udp-port: 4789}", "vxlan",
         ("vxlan 10.0.0.2 vni 100", None), ("vxlan 10.0.0.2 vni 100", "cloud", None)),
        ("{type: vxlan-stitch, endpoint: {node: a, interface: eth1}, remote: 10.0.0.2, vni: 100}", "vxlan-stitch",
         ("vxlan 10.0.0.2 vni 100", None), ("vxlan 10.0.0.2 vni 100", "cloud", None)),
    ],
)  # fmt: skip
def test_links_out_of_the_lab_end_at_pseudo_nodes(link, kind, far, node):
    topology = read([link])
    assert topology.links[0].kind == kind
    assert ends(topology) == [("a", "eth1"), far]
    assert pseudo(topology) == [node]
    assert topology.warnings == ()


def test_all_links_to_one_place_share_its_node_and_keep_their_order():
    topology = read(["endpoints: [a:1, macvlan:e0]", "endpoints: [host:x, a:2]", "endpoints: [b:1, macvlan:e0]"])
    assert [node[0] for node in pseudo(topology)] == ["macvlan e0", "host"]
    assert ends(topology, 1) == [("host", "x"), ("a", "2")]


def test_a_declared_lab_host_is_that_host_and_another_node_of_the_name_is_not():
    declared = "name: lab\ntopology:\n  nodes: {a: {kind: linux}, server: {kind: host}}\n"
    assert ends(read(["endpoints: [a:1, host:x]"], declared)) == [("a", "1"), ("server", "x")]
    shadowed = "name: lab\ntopology:\n  nodes: {a: {kind: linux}, host: {kind: linux}}\n"
    topology = read(["endpoints: [a:1, host:x]"], shadowed)
    assert ends(topology) == [("a", "1"), ("host (outside)", "x")]
    assert pseudo(topology) == [("host (outside)", "host", "lab host")]


def test_extended_cables_have_endpoints_that_are_mappings():
    ends_1 = "[{node: a, interface: eth1, mac: '02:00:00:00:00:01', ipv4: 10.0.0.1/30}, {node: b, interface: eth1}]"
    ends_2 = "[{node: a, interface: eth2}, {node: b, interface: eth2}]"
    topology = read([f"{{type: veth, endpoints: {ends_1}}}", f"{{type: veth-stitch, endpoints: {ends_2}}}"])
    assert [link.kind for link in topology.links] == ["veth", "veth-stitch"]
    assert topology.links[0].endpoints == (Endpoint("a", "eth1", "10.0.0.1/30"), Endpoint("b", "eth1"))
    assert topology.links[0].prefix == {"ipv4": "10.0.0.0/30"}


def test_a_dummy_link_ends_in_a_pseudo_node_of_its_own():
    topology = read(["{type: dummy, endpoint: {node: a, interface: eth1}}", "endpoints: [a:eth2, dummy1:x]"])
    assert [(link.kind, ends(topology, i)) for i, link in enumerate(topology.links)] == [
        ("dummy", [("a", "eth1"), ("dummy a:eth1", None)]),
        ("dummy", [("a", "eth2"), ("dummy1 x", "x")]),
    ]
    assert [node.name for node in topology.nodes if node.pseudo] == ["dummy a:eth1", "dummy1 x"]
    assert warnings(topology) == [
        "lab.yml:7:27: warning: unable to find node 'dummy1'; it is drawn as what its name says (dummy)"
    ]


def test_a_vxlan_in_a_brief_link_is_drawn_with_a_warning():
    topology = read(["endpoints: [a:eth1, 'vxlan:10.0.0.1/100']"])
    assert (topology.links[0].kind, ends(topology)[1][0]) == ("vxlan", "vxlan 10.0.0.1/100")
    assert "unable to find node 'vxlan'" in warnings(topology)[0]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("endpoints: [a:eth1, aa:eth1]", "lab.yml:6:27: error: unable to find node 'aa'; did you mean 'a'?"),
        ("endpoints: [a:eth1]", "link 1: endpoint definition should consist of exactly 2 entries. 1 provided"),
        ("endpoints: [a:1, b:1, br:1]", "exactly 2 entries. 3 provided"),
        ("mtu: 1500", "exactly 2 entries. 0 provided"),
        ("endpoints: [a, b:eth1]", "invalid link endpoint format. expected <node>:<port>, got 'a'"),
        ("endpoints: ['a:', b:eth1]", "invalid link endpoint format. expected <node>:<port>, got 'a:'"),
        ("endpoints: [{node: a, interface: e}, b:e]", "expected <node>:<port>; an endpoint that is a mapping needs"),
        ("endpoints: [[a], b:e]", "invalid link endpoint format. expected <node>:<port>"),
        ("endpoints: a:eth1", "link 1: endpoints must be a list, not the text 'a:eth1'"),
        ("endpoints: {a: b}", "link 1: endpoints must be a list, not a mapping"),
        ("just text", "link 1 must be a mapping with 'endpoints', not 'just text'"),
        ("[a, b]", "link 1 must be a mapping with 'endpoints'"),
        ("{type: wire, endpoints: [a:1, b:1]}", 'lab.yml:6:14: error: unable to parse "wire" as LinkType'),
        ("{type: vxlan-stitched, endpoint: {node: a}}", "did you mean 'vxlan-stitch'?"),
        ("{type: veth, endpoints: [{node: a, interface: 1}, {interface: 1}]}", "an endpoint names no 'node'"),
        ("{type: veth, endpoints: [{node: a, interface: 1}, {node: c, interface: 1}]}", "unable to find node 'c'"),
        ("{type: veth, endpoints: [{node: a, interface: 1}, [c]]}", "must be a mapping with 'node' and 'interface'"),
        ("{type: host}", "a link of type 'host' has one 'endpoint'"),
        ("{type: host, endpoint: [a]}", "an endpoint must be a mapping with 'node' and 'interface'"),
        ("{type: [a], endpoints: [a:1, b:1]}", "link type must be text, not a list"),
    ],
)
def test_what_is_no_link_is_one_located_error(link, message):
    text = refusal(link)
    assert message in text
    assert text.startswith("lab.yml:6:")
    assert "\n" not in text


def test_links_that_are_no_list_are_an_error():
    with pytest.raises(SourceError, match=r"lab\.yml:5:10: error: topology.links must be a list, not a mapping"):
        read_topology(Source("lab.yml", f"{HEAD}  links: {{a: b}}\n"))


def test_all_errors_are_reported_together():
    assert refusal("endpoints: [x:1, a:1]", "endpoints: [a:2, y:1]").count("unable to find node") == 2


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("{endpoints: [a:1, b:1], ipv4: [10.0.0.1/33, '']}", 'endpoint ipv4 var has invalid prefix "10.0.0.1/33"'),
        ("{endpoints: [a:1, b:1], ipv4: [10.0.9.2, '']}", 'endpoint ipv4 var has invalid prefix "10.0.9.2"'),
        ("{endpoints: [a:1, b:1], ipv4: ['::1/64', '']}", 'endpoint ipv4 var has non-IPv4 prefix "::1/64"'),
        ("{endpoints: [a:1, b:1], ipv6: ['', '', '']}", "number of defined ipv6 vars exceed number of endpoints"),
        ("{endpoints: [a:1, b:1], lables: {}}", "link 1 has an unknown key 'lables'; did you mean 'labels'?"),
        (
            "{type: macvlan, endpoint: {node: a, interface: e}, mode: brige}",
            'unknown MacVlanMode "brige"; did you mean',
        ),
        (
            "endpoints: [a:eth0, b:1]",
            "eth0 interface name is not allowed for a node when network mode is not set to none",
        ),
        ("endpoints: [a:1, a:1]", "duplicate endpoint a:1, first used in line 6"),
    ],
)
def test_what_is_odd_is_a_warning(link, message):
    topology = read([link])
    assert len(topology.links) == 1
    assert message in warnings(topology)[0]
    assert warnings(topology)[0].startswith("lab.yml:6:")


def test_an_alias_and_what_it_stands_for_are_one_interface():
    head = "name: lab\ntopology:\n  nodes: {a: {kind: vr-csr}, b: {kind: srl}, c: {kind: ceos}}\n"
    links = ["endpoints: [a:Gi2, b:e1-1]", "endpoints: [a:eth1, b:ethernet-1/1]", "endpoints: [c:eth1, c:et1]"]
    topology = read(links, head)
    assert len(topology.links) == 3
    where = "have overlapping interface names: both are"
    assert warnings(topology) == [
        f"lab.yml:6:19: warning: 'Gi2' (line 5) and 'eth1' of node 'a' {where} eth1",
        f"lab.yml:6:27: warning: 'e1-1' (line 5) and 'ethernet-1/1' of node 'b' {where} e1-1",
    ]
