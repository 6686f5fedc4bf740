"""Nodes: inheritance, kinds and roles, hints, autonomous systems, addresses."""

import pytest

from topodraw.errors import SourceError
from topodraw.readers import read_topology
from topodraw.source import Source


def read(topology, top="name: lab\n"):
    return read_topology(Source("lab.yml", f"{top}topology:\n{topology}"))


def node(body, name="n1"):
    return read(f"  nodes:\n    {name}: {body}\n").node(name)


def warnings(topology):
    return [str(warning) for warning in topology.warnings]


INHERITING = """
  defaults: {kind: linux, labels: {asn: 1, graph-level: 9}, group: plain}
  kinds:
    srl: {group: leaf, labels: {graph-level: 5, graph-icon: leaf}}
  groups:
    spine: {kind: SRL, labels: {graph-level: 2}}
    plain: {labels: {graph-url: "http://plain"}}
  nodes:
    s1: {group: spine}
    l1: {kind: srl, labels: {asn: "65001"}}
    h1:
    h2: {group: nowhere}
"""


def test_a_property_is_the_nodes_own_else_of_its_group_its_kind_or_the_default():
    topology = read(INHERITING)
    s1, l1, h1, h2 = topology.nodes
    assert [n.device for n in topology.nodes] == ["srl", "srl", "linux", "linux"]
    assert [n.hints.rank for n in topology.nodes] == [2, 5, 9, 9]
    assert [n.asn for n in topology.nodes] == [1, 65001, 1, 1]
    assert (s1.hints.icon, l1.hints.icon, h1.hints.icon) == ("leaf", "leaf", None)
    assert (h1.hints.url, h2.hints.url) == ("http://plain", None)
    groups = {group.name: group.members for group in topology.groups if group.kind == "group"}
    assert groups == {"spine": ("s1",), "leaf": ("l1",), "plain": ("h1",), "nowhere": ("h2",)}


def test_the_kinds_section_is_matched_by_the_kind_as_it_is_written():
    topology = read("  kinds: {ceos: {labels: {asn: 1}}}\n  nodes: {a: {kind: arista_ceos}, b: {kind: ceos}}\n")
    assert [n.asn for n in topology.nodes] == [None, 1]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("{kind: nokia_srlinux}", "switch"),
        ("{kind: vr-sros}", "router"),
        ("{kind: cisco_iol}", "router"),
        ("{kind: cisco_iol, type: L2}", "switch"),
        ("{kind: juniper_vsrx}", "firewall"),
        ("{kind: bridge}", "bridge"),
        ("{kind: ovs-bridge, labels: {graph-icon: router}}", "bridge"),
        ("{kind: ext-container}", "host"),
        ("{kind: k8s-kind}", "cluster"),
        ("{kind: linux}", "host"),
        ("{kind: linux, image: 'quay.io:5000/frrouting/frr:10.1'}", "router"),
        ("{kind: linux, image: 'docker-sonic-vs:2020-11-12'}", "switch"),
        ("{kind: linux, image: 'grafana/grafana:11'}", "tool"),
        ("{kind: linux, image: 'ghcr.io/srl-labs/network-multitool'}", "host"),
        ("{kind: linux, image: 'grafana/alpine'}", "host"),
        ("{kind: nokia_srlinux, labels: {graph-icon: PE}}", "router"),
        ("{kind: nokia_srlinux, labels: {graph-icon: unheard-of}}", "switch"),
        ("{kind: some_router}", "router"),
        ("", None),
    ],
)
def test_the_role_comes_from_the_icon_the_kind_the_image(body, role):
    assert node(body).role == role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("spine1", "switch"),
        ("tor-2", "switch"),
        ("pe1", "router"),
        ("client1", "host"),
        ("space1", "host"),
        ("h1", "host"),
    ],
)
def test_the_name_tells_the_role_of_an_unknown_image(name, role):
    assert node("{kind: linux, image: mine}", name).role == role


def test_an_unknown_kind_is_drawn_with_a_warning():
    topology = read("  nodes:\n    a: {kind: nokia_srlinx}\n    b: {kind: nokia_srlinx}\n")
    assert [n.device for n in topology.nodes] == ["nokia_srlinx"] * 2
    (warning,) = warnings(topology)
    assert warning.startswith("lab.yml:4:15: warning: node 'a': kind 'nokia_srlinx' is not supported by containerlab")
    assert warning.endswith("; did you mean 'nokia_srlinux'?")


def test_labels_are_hints():
    hints = node(
        "{labels: {graph-posX: '-12.6', graph-posY: 30, graph-hide: yes, graph-icon: pe, graph-url: 'http://x'}}"
    ).hints
    assert (hints.x, hints.y, hints.hide, hints.icon, hints.url) == (-13, 30, True, "pe", "http://x")
    assert node("{labels: {graph-hide: 'no'}}").hints.hide is False


def test_a_hint_that_is_no_number_is_left_out_with_a_warning():
    topology = read("  nodes:\n    a:\n      labels:\n        graph-level: top\n")
    assert topology.nodes[0].hints.rank is None
    assert warnings(topology) == [
        "lab.yml:6:22: warning: label graph-level of node 'a' must be a number, not 'top'; it is ignored"
    ]


def test_generated_tiers_count_from_the_leaves_up():
    topology = read("  nodes: {a: {group: tier-1}, b: {group: tier-3}, c: {group: tier-2}, d: }\n")
    assert [n.hints.rank for n in topology.nodes] == [2, 0, 1, None]


@pytest.mark.parametrize(
    ("name", "body", "asn"),
    [
        ("n", "{labels: {as-number: 65001, asn: 2}}", 65001),
        ("n", "{labels: {as: AS65001}}", 65001),
        ("n", "{labels: {asn: '1.10'}}", 65546),
        ("n", "{env: {LOCAL_AS: 65002}}", 65002),
        ("n", "{labels: {asn: 1}, env: {ASN: 2}}", 1),
        ("n", "{group: as-65003}", 65003),
        ("AS100_r1", "", 100),
        ("as7", "{group: AS8}", 8),
        ("n", "{env: {ASN: $ASN}}", None),
        ("leaf1", "{group: spine}", None),
    ],
)
def test_an_autonomous_system_is_found_in_labels_environment_group_or_name(name, body, asn):
    assert node(body, name).asn == asn


@pytest.mark.parametrize("number", ["0", "4294967296", "x", "1.65536"])
def test_a_label_that_is_no_as_number_is_a_warning(number):
    topology = read(f"  nodes: {{a: {{labels: {{asn: '{number}'}}}}}}\n")
    assert topology.nodes[0].asn is None
    assert f"'{number}' is no AS number" in warnings(topology)[0]


@pytest.mark.parametrize(
    ("body", "loopback"),
    [
        ("{labels: {loopback-ipv4: 10.0.0.1}}", "10.0.0.1/32"),
        ("{labels: {loopback-ipv6: '2001:db8::1'}}", "2001:db8::1/128"),
        ("{config: {vars: {clab_system_ip: 10.0.0.2/32}}}", "10.0.0.2/32"),
        ("{config: {vars: {clab_system_ip: 10.0.0.2}}}", "10.0.0.2/32"),
        ("{exec: ['ip addr add 10.0.0.3/32 dev lo']}", "10.0.0.3/32"),
        ("{exec: ['ip addr add 10.0.0.3/32 dev eth1']}", None),
        ("{labels: {loopback-ipv4: nowhere}}", None),
    ],
)
def test_a_loopback_is_found_in_labels_variables_or_commands(body, loopback):
    assert node(body).loopback == loopback


def test_one_management_address_on_two_nodes_is_a_warning():
    topology = read("  nodes:\n    a: {mgmt-ipv4: 172.20.20.2}\n    b: {mgmt-ipv4: 172.20.20.2}\n")
    (warning,) = warnings(topology)
    text = "management IP address 172.20.20.2 appeared more than once in the topology file, first in line 4"
    assert warning == f"lab.yml:5:20: warning: {text}"


def test_values_stay_the_text_that_was_written():
    topology = read("  nodes: {yes: {kind: linux, labels: {graph-icon: no}}, 010: }\n")
    assert [n.name for n in topology.nodes] == ["yes", "010"]
    assert topology.nodes[0].hints.icon == "no"


def test_a_misspelt_key_is_a_warning_and_a_new_one_is_none():
    topology = read("  nodes:\n    a: {lables: {asn: 1}, brand-new-thing: 1}\n")
    assert warnings(topology) == ["lab.yml:4:9: warning: node 'a' has an unknown key 'lables'; did you mean 'labels'?"]


def test_a_lab_without_a_name_is_named_after_its_file():
    topology = read_topology(Source("x/dc1.clab.yml", "topology: {nodes: {a: }}\n"))
    assert topology.name == "dc1"
    assert warnings(topology) == ["x/dc1.clab.yml:1:1: warning: the lab has no 'name', which containerlab requires"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\ntopology:\n", "2:1: error: the lab defines no nodes: topology.nodes is missing or empty"),
        (
            "name: x\ntopology: {nodes: {}}\n",
            "2:1: error: the lab defines no nodes: topology.nodes is missing or empty",
        ),
        ("name: x\ntopology: []\n", "2:11: error: topology must be a mapping, not a list"),
        ("name: x\ntopology:\n  nodes: [a]\n", "3:10: error: topology.nodes must be a mapping, not a list"),
        ("name: x\ntopology:\n  nodes: {a: [b]}\n", "3:14: error: node 'a' must be a mapping, not a list"),
        ("name: x\ntopology:\n  nodes: {a: b}\n", "3:14: error: node 'a' must be a mapping, not the text 'b'"),
        ("name: x\ntopology:\n  nodes: {a: }\n  kinds: a\n", "4:10: error: topology.kinds must be a mapping"),
        ("name: x\ntopology:\n  nodes: {a: {labels: [b]}}\n", "3:23: error: labels must be a mapping, not a list"),
        ("name: x\ntopology:\n  nodes: {a: {kind: [b]}}\n", "3:21: error: kind must be text, not a list"),
        ("name: x\ntopology:\n  nodes: {a: {exec: ls}}\n", "3:21: error: exec must be a list, not the text 'ls'"),
        ("name: [x]\ntopology:\n  nodes: {a: }\n", "1:7: error: name must be text, not a list"),
        ("name: x\ntopology:\n  nodes: {../../x: }\n", "3:11: error: node name contains invalid characters: '../../x'"),
        ('name: x\ntopology:\n  nodes: {"a\\nb": }\n', "3:11: error: node name contains invalid characters: 'a\\nb'"),
        ("name: x\ntopology:\n  nodes: {~: }\n", "3:11: error: node name is empty"),
        (
            "name: x\ntopology:\n  nodes: {a: }\n  nodes: {b: }\n",
            "4:3: error: duplicate key 'nodes', first used in line 3",
        ),
    ],
)
def test_a_wrong_shape_is_one_located_error(text, message):
    with pytest.raises(SourceError) as caught:
        read_topology(Source("f", text))
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert len(errors) == 1
    assert str(errors[0]).startswith(f"f:{message}")


def test_a_bridge_in_the_namespace_of_a_node_is_shown_without_it():
    nodes = read(
        "  nodes: {ns1: {kind: linux}, 'br1|ns1': {kind: bridge, network-mode: 'container:ns1'}, 'r|x': }\n"
    ).nodes
    assert [(n.name, n.title) for n in nodes] == [("ns1", None), ("br1|ns1", "br1"), ("r|x", None)]


def test_what_only_a_running_lab_needs_is_passed_over():
    body = (
        "{kind: nokia_srsim, stages: {create: {wait-for: [{node: n2, stage: healthy}]}}, dns: {servers: [192.0.2.1]}, "
        "components: [{slot: A, type: cpm5}, {slot: 1, mda: [{slot: 1}]}], aliases: [x], startup-delay: 5}"
    )
    topology = read(f"  nodes: {{n1: {body}, n2: }}\n", "name: x-__gitBranch__\nprefix: __lab-name\ndebug: yes\n")
    assert topology.warnings == ()
    assert (topology.name, [n.name for n in topology.nodes]) == ("x-__gitBranch__", ["n1", "n2"])
