"""Calico's resources become the peerings that its confd derives from them."""

import pytest

from cluster_facts import cluster, manifest, peers, problems, read, told
from topodraw.errors import Location

NODES = ("k-control-plane=10.0.0.1", "k-worker=10.0.0.2", "k-worker2=10.0.0.3")
K = cluster("k", *NODES)


def calico(kind: str, name: str, spec: str) -> str:
    return manifest("projectcalico.org/v3", kind, name, f"spec: {spec}") + "---\n"


def configuration(spec: str = "{nodeToNodeMeshEnabled: false}") -> str:
    return calico("BGPConfiguration", "default", spec)


def reflector(name: str, cluster_id: str = "1.0.0.1", more: str = "") -> str:
    text = f"  annotations: {{projectcalico.org/RouteReflectorClusterID: {cluster_id}}}\n  labels: {{rr: ''}}"
    return manifest("v1", "Node", name, text + more) + "---\n"


def test_without_a_resource_of_its_bgp_calico_is_silent() -> None:
    pool = calico("IPPool", "default", "{cidr: 10.1.0.0/16}")
    node = manifest("v1", "Node", "k-worker", "  labels: {a: b}")
    assert read(K, f"{pool}{node}").configs == {}


def test_the_mesh_is_on_and_the_as_is_64512_unless_told_otherwise() -> None:
    facts = read(K, calico("BGPConfiguration", "default", "{logSeverityScreen: Info}"))
    assert peers(facts) == {
        "k-control-plane": ["k-worker as internal", "k-worker2 as internal"],
        "k-worker": ["k-control-plane as internal", "k-worker2 as internal"],
        "k-worker2": ["k-control-plane as internal", "k-worker as internal"],
    }
    one = facts.configs["k-worker"]
    assert one.asn == 64512
    assert one.neighbours[0].families == ("ipv4",)
    assert one.neighbours[0].location == Location("m.yaml", 2, 1)
    assert facts.problems == ()


@pytest.mark.parametrize(
    ("stated", "asn"), [("65001", 65001), ("'65001'", 65001), ("1.10", 65546), ("'64.1'", 4194305)]
)
def test_as_numbers_may_be_asplain_or_asdot(stated: str, asn: int) -> None:
    assert read(K, configuration(f"{{asNumber: {stated}}}")).configs["k-worker"].asn == asn


@pytest.mark.parametrize("stated", ["tor", "'${AS}'", "[65001]", "{a: b}", "4294967296"])
def test_an_as_number_that_is_none_is_told_and_the_default_stays(stated: str) -> None:
    facts = read(K, configuration(f"{{asNumber: {stated}, nodeToNodeMeshEnabled: true}}"))
    assert {config.asn for config in facts.configs.values()} == {64512}
    assert peers(facts)["k-worker"] == ["k-control-plane as internal", "k-worker2 as internal"]
    assert told(facts, "m.yaml:5:", "asNumber")


def test_as_number_0_is_none() -> None:
    facts = read(K, configuration("{asNumber: 0}"))
    assert {config.asn for config in facts.configs.values()} == {64512}
    assert facts.problems == ()


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("nodeSelector: [a]", "nodeSelector must be text, not a list"),
        ("nodeSelector: {rack: r1}", "nodeSelector must be text, not a mapping"),
        ("node: [k-worker]", "node must be text, not a list"),
        ("localASNumber: {a: b}", "localASNumber must be text, not a mapping"),
    ],
)
def test_a_peer_with_a_field_of_another_shape_is_left_out(field: str, problem: str) -> None:
    facts = read(K, configuration() + calico("BGPPeer", "tor", f"{{peerIP: 1.1.1.1, asNumber: 1, {field}}}"))
    assert peers(facts) == {"k-control-plane": [], "k-worker": [], "k-worker2": []}
    assert told(facts, "m.yaml:11:", f"BGPPeer 'tor' left out: {problem}")


@pytest.mark.parametrize("off", ["false", "'false'", "no"])
def test_the_mesh_can_be_off(off: str) -> None:
    facts = read(K, configuration(f"{{nodeToNodeMeshEnabled: {off}, asNumber: 65001}}"))
    assert peers(facts) == {"k-control-plane": [], "k-worker": [], "k-worker2": []}
    assert facts.configs["k-worker"].asn == 65001


def test_configurations_of_other_names_say_nothing_of_the_cluster() -> None:
    facts = read(
        K, calico("BGPConfiguration", "mine", "{asNumber: 1}") + calico("BGPConfiguration", "node.k-worker", "{}")
    )
    assert facts.configs["k-worker"].asn == 64512
    assert told(facts, "BGPConfiguration 'mine' has no effect")


@pytest.mark.parametrize(
    ("stated", "found", "family"),
    [
        ("10.9.9.9", "10.9.9.9", "ipv4"),
        ("10.9.9.9:1179", "10.9.9.9", "ipv4"),
        ("'2001:db8::9'", "2001:db8::9", "ipv6"),
        ("'[2001:db8::9]:1179'", "2001:db8::9", "ipv6"),
    ],
)
def test_a_peer_is_told_by_its_address(stated: str, found: str, family: str) -> None:
    facts = read(K, configuration() + calico("BGPPeer", "tor", f"{{peerIP: {stated}, asNumber: 65000}}"))
    assert peers(facts) == {key: [f"{found} as 65000"] for key in facts.configs}
    neighbour = facts.configs["k-worker"].neighbours[0]
    assert neighbour.families == (family,)
    assert neighbour.description == "tor"
    assert neighbour.location.line == 11


@pytest.mark.parametrize("stated", ["tor.example", "10.9.9.9/33", "$TOR", "10.9.9.9:x"])
def test_a_peer_whose_address_is_none_is_told(stated: str) -> None:
    facts = read(K, configuration() + calico("BGPPeer", "tor", f"{{peerIP: {stated}, asNumber: 65000}}"))
    assert peers(facts)["k-worker"] == []
    assert told(facts, "peerIP", stated)


def test_a_peer_is_for_all_nodes_for_one_or_for_those_selected() -> None:
    facts = read(
        K,
        configuration()
        + calico("BGPPeer", "one", "{node: k-worker, peerIP: 1.1.1.1, asNumber: 1}")
        + calico(
            "BGPPeer",
            "some",
            "{nodeSelector: has(node-role.kubernetes.io/control-plane), peerIP: 2.2.2.2, asNumber: 2}",
        )
        + calico("BGPPeer", "all", "{peerIP: 3.3.3.3, asNumber: 3, localASNumber: 65009}"),
    )
    assert peers(facts) == {
        "k-control-plane": ["3.3.3.3 as 3 from 65009", "2.2.2.2 as 2"],
        "k-worker": ["3.3.3.3 as 3 from 65009", "1.1.1.1 as 1"],
        "k-worker2": ["3.3.3.3 as 3 from 65009"],
    }
    assert facts.problems == ()


def test_a_peer_for_all_nodes_comes_before_one_for_some() -> None:
    facts = read(
        K,
        configuration()
        + calico("BGPPeer", "one", "{node: k-worker, peerIP: 1.1.1.1, asNumber: 1}")
        + calico("BGPPeer", "all", "{peerIP: 1.1.1.1, asNumber: 2}"),
    )
    assert peers(facts)["k-worker"] == ["1.1.1.1 as 2"]


def test_nodes_that_are_not_there_and_labels_that_nobody_has_are_told() -> None:
    facts = read(
        K,
        configuration()
        + calico("BGPPeer", "one", "{node: k-worker9, peerIP: 1.1.1.1, asNumber: 1}")
        + calico("BGPPeer", "rack", "{nodeSelector: rack == 'r1', peerIP: 2.2.2.2, asNumber: 1}")
        + calico("BGPPeer", "none", "{nodeSelector: \"kubernetes.io/os == 'plan9'\", peerIP: 3.3.3.3, asNumber: 1}"),
    )
    assert peers(facts)["k-worker"] == []
    assert told(facts, "BGPPeer 'one': 'k-worker9' is no node of cluster 'k'", "m.yaml:11:")
    assert told(facts, "BGPPeer 'rack': nodeSelector: no node of cluster 'k' is known to have the label 'rack'")
    assert told(facts, "BGPPeer 'none': nodeSelector picks no node of cluster 'k'")
    assert len(facts.problems) == 3


def test_unknown_labels_are_evaluated_with_what_is_known() -> None:
    facts = read(
        K, configuration() + calico("BGPPeer", "x", "{nodeSelector: '!has(rack)', peerIP: 1.1.1.1, asNumber: 1}")
    )
    assert peers(facts) == {key: ["1.1.1.1 as 1"] for key in facts.configs}
    assert len(facts.problems) == 1


def test_all_labels_that_are_unknown_are_told_at_once() -> None:
    spec = "{nodeSelector: has(a) || b == 'x' || kubernetes.io/os == 'linux', peerIP: 1.1.1.1, asNumber: 1}"
    facts = read(K, configuration() + calico("BGPPeer", "x", spec))
    assert peers(facts)["k-worker"] == ["1.1.1.1 as 1"]
    assert told(facts, "is known to have the label 'a' or 'b'")
    assert len(facts.problems) == 1


def test_a_wrong_selector_leaves_the_peer_out() -> None:
    facts = read(
        K, configuration() + calico("BGPPeer", "x", "{nodeSelector: rack = 'r1', peerIP: 1.1.1.1, asNumber: 1}")
    )
    assert peers(facts)["k-worker"] == []
    assert told(facts, "BGPPeer 'x' left out: nodeSelector \"rack = 'r1'\" is no selector", "at character 6")


def test_peers_that_say_too_much_or_too_little_are_told() -> None:
    facts = read(
        K,
        configuration()
        + calico("BGPPeer", "nobody", "{asNumber: 1}")
        + calico("BGPPeer", "no-as", "{peerIP: 1.1.1.1}")
        + calico("BGPPeer", "both", "{peerIP: 2.2.2.2, peerSelector: all(), reversePeering: Manual}"),
    )
    assert told(facts, "BGPPeer 'nobody' names no peer")
    assert told(facts, "BGPPeer 'no-as' has no asNumber")
    assert told(facts, "BGPPeer 'both' has both peerIP and peerSelector")
    assert len(facts.problems) == 3


def test_a_node_does_not_peer_with_itself() -> None:
    facts = read(K, configuration() + calico("BGPPeer", "x", "{peerIP: 10.0.0.2, asNumber: 64512}"))
    assert peers(facts) == {
        "k-control-plane": ["10.0.0.2 as 64512"],
        "k-worker": ["k-control-plane as 64512", "k-worker2 as 64512"],
        "k-worker2": ["10.0.0.2 as 64512"],
    }


def test_the_mesh_and_a_peering_of_the_same_pair_count_once() -> None:
    facts = read(K, calico("BGPPeer", "x", "{peerIP: 10.0.0.2, asNumber: 64512, node: k-worker2}"))
    assert peers(facts) == {
        "k-control-plane": ["k-worker as internal", "k-worker2 as internal"],
        "k-worker": ["k-worker2 as 64512", "k-control-plane as internal"],
        "k-worker2": ["10.0.0.2 as 64512", "k-control-plane as internal"],
    }


def test_selected_peers_peer_back_unless_told_not_to() -> None:
    spec = "{node: k-worker, peerSelector: has(node-role.kubernetes.io/control-plane)%s}"
    assert peers(read(K, configuration() + calico("BGPPeer", "x", spec % ""))) == {
        "k-control-plane": ["k-worker as 64512"],
        "k-worker": ["k-control-plane as 64512"],
        "k-worker2": [],
    }
    manual = read(K, configuration() + calico("BGPPeer", "x", spec % ", reversePeering: Manual"))
    assert peers(manual)["k-control-plane"] == []


def test_route_reflectors_leave_the_mesh_and_have_the_others_as_clients() -> None:
    text = reflector("k-control-plane") + calico(
        "BGPPeer", "to-rr", "{nodeSelector: '!has(rr)', peerSelector: has(rr)}"
    )
    assert peers(read(K, text)) == {
        "k-control-plane": ["k-worker as 64512 (client)", "k-worker2 as 64512 (client)"],
        "k-worker": ["k-control-plane as 64512", "k-worker2 as internal"],
        "k-worker2": ["k-control-plane as 64512", "k-worker as internal"],
    }


def test_reflectors_of_one_cluster_id_are_no_clients_of_each_other() -> None:
    mesh = configuration() + calico("BGPPeer", "rrs", "{nodeSelector: has(rr), peerSelector: has(rr)}")
    same = read(K, reflector("k-worker") + reflector("k-worker2") + mesh)
    assert peers(same)["k-worker"] == ["k-worker2 as 64512"]
    other = read(K, reflector("k-worker") + reflector("k-worker2", "2.0.0.2") + mesh)
    assert peers(other)["k-worker"] == ["k-worker2 as 64512 (client)"]
    assert peers(other)["k-worker2"] == ["k-worker as 64512 (client)"]


def test_a_reflector_has_switches_of_its_own_as_as_clients_only() -> None:
    switches = calico("BGPPeer", "i", "{peerIP: 1.1.1.1, asNumber: 64512}") + calico(
        "BGPPeer", "e", "{peerIP: 2.2.2.2, asNumber: 1}"
    )
    facts = read(K, reflector("k-worker") + configuration() + switches)
    assert peers(facts)["k-worker"] == ["1.1.1.1 as 64512 (client)", "2.2.2.2 as 1"]
    assert peers(facts)["k-worker2"] == ["1.1.1.1 as 64512", "2.2.2.2 as 1"]


def test_nodes_have_an_as_and_addresses_of_their_own() -> None:
    own = calico(
        "Node", "k-worker", "{bgp: {asNumber: 65002, ipv4Address: 10.0.0.2/24, ipv6Address: '2001:db8::2/64'}}"
    )
    annotated = manifest(
        "v1",
        "Node",
        "k-worker2",
        "  annotations:\n    projectcalico.org/ASNumber: '65003'\n    projectcalico.org/IPv4Address: 10.0.0.3/24",
    )
    facts = read(K, own + annotated)
    assert peers(facts) == {
        "k-control-plane": ["k-worker as 65002", "k-worker2 as 65003"],
        "k-worker": ["k-control-plane as 64512", "k-worker2 as 65003"],
        "k-worker2": ["k-control-plane as 64512", "k-worker as 65002"],
    }
    worker = facts.configs["k-worker"]
    assert worker.asn == 65002
    assert worker.router_id == "10.0.0.2"
    assert [each.address for each in worker.addresses] == ["10.0.0.2/24", "2001:db8::2/64"]
    assert worker.neighbours[1].families == ("ipv4",)


def test_the_mesh_of_dual_stack_nodes_has_both_families() -> None:
    facts = read(cluster("k", "a=10.0.0.1,fd00::1", "b=10.0.0.2,fd00::2"), configuration("{}"))
    assert facts.configs["a"].neighbours[0].families == ("ipv4", "ipv6")
    assert read(cluster("k", "a", "b"), configuration("{}")).configs["a"].neighbours[0].families == ()


def test_nodes_of_no_member_are_told() -> None:
    facts = read(K, calico("Node", "stranger", "{bgp: {asNumber: 1}}"))
    assert told(facts, "Node 'stranger' is no node of cluster 'k'")


def test_bgp_peers_of_metallb_are_none_of_calico() -> None:
    text = manifest("metallb.io/v1beta2", "BGPPeer", "x", "spec: {myASN: 1, peerASN: 2, peerAddress: 10.9.9.9}")
    facts = read(K, text)
    assert peers(facts)["k-worker"] == ["10.9.9.9 as 2"]
    assert facts.configs["k-worker"].asn == 1
    assert problems(facts) == []
