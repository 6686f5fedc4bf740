"""Cilium, MetalLB and FRR-K8s in clusters: peers of the nodes that their label selectors pick."""

import pytest

from cluster_facts import cluster, manifest, peers, problems, read, told

KIND = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- {role: control-plane}
- {role: worker, labels: {rack: r0, bgp: "true"}}
- {role: worker, labels: {rack: r1}}
"""
K = cluster("k", "k-control-plane=10.0.0.1", "k-worker=10.0.0.2", "k-worker2=10.0.0.3", kind=KIND)
ALL = ("k-control-plane", "k-worker", "k-worker2")


def policy(name: str, selector: str, asn: int = 65001) -> str:
    routers = f"[{{localASN: {asn}, neighbors: [{{peerAddress: 10.9.9.9/32, peerASN: 65000}}]}}]"
    return (
        manifest(
            "cilium.io/v2alpha1",
            "CiliumBGPPeeringPolicy",
            name,
            f"spec: {{nodeSelector: {selector}, virtualRouters: {routers}}}",
        )
        + "---\n"
    )


@pytest.mark.parametrize(
    ("selector", "nodes"),
    [
        ("{}", ALL),
        ("{matchLabels: {rack: r0}}", ("k-worker",)),
        ("{matchLabels: {rack: r0, bgp: 'false'}}", ()),
        ("{matchExpressions: [{key: rack, operator: In, values: [r0, r1]}]}", ("k-worker", "k-worker2")),
        ("{matchExpressions: [{key: rack, operator: NotIn, values: [r0]}]}", ("k-control-plane", "k-worker2")),
        ("{matchExpressions: [{key: bgp, operator: Exists}]}", ("k-worker",)),
        (
            "{matchExpressions: [{key: rack, operator: DoesNotExist}], matchLabels: {kubernetes.io/os: linux}}",
            ("k-control-plane",),
        ),
    ],
)
def test_policies_of_cilium_are_for_the_nodes_that_labels_select(selector: str, nodes: tuple[str, ...]) -> None:
    facts = read(K, policy("p", selector))
    assert peers(facts) == {key: ["10.9.9.9 as 65000"] for key in nodes}
    assert all(config.asn == 65001 for config in facts.configs.values())
    assert all(config.neighbours[0].families == ("ipv4", "ipv6") for config in facts.configs.values())


def test_addresses_that_kind_is_told_are_the_node_s() -> None:
    arguments = "{nodeRegistration: {kubeletExtraArgs: {node-ip: 10.7.7.7}}, kind: InitConfiguration}"
    kind = f"{KIND.partition('nodes:')[0]}nodes:\n- kubeadmConfigPatches: ['{arguments}']\n"
    one = cluster("k", "k-control-plane", kind=kind)
    assert [each.address for each in read(one, policy("p", "{}")).configs["k-control-plane"].addresses] == [
        "10.7.7.7/32"
    ]


def test_an_unknown_operator_picks_nothing_and_is_told() -> None:
    facts = read(K, policy("p", "{matchExpressions: [{key: rack, operator: Is}]}"))
    assert facts.configs == {}
    assert told(facts, "one of the operators In, NotIn, Exists, DoesNotExist")


def test_two_policies_for_one_node_switch_each_other_off() -> None:
    facts = read(K, policy("a", "{}") + policy("b", "{matchLabels: {rack: r0}}"))
    assert list(facts.configs) == ["k-control-plane", "k-worker2"]
    assert told(facts, "CiliumBGPPeeringPolicy 'b' selects node 'k-worker' as 'a'", "Cilium applies neither")


CLUSTER_CONFIG = """\
apiVersion: cilium.io/v2
kind: CiliumBGPClusterConfig
metadata: {name: racks}
spec:
  nodeSelector: {matchLabels: {rack: r0}}
  bgpInstances:
  - name: main
    localASN: 65001
    peers:
    - {name: tor, peerASN: 65000, peerAddress: 10.9.9.9, peerConfigRef: {name: v4}}
    - {name: any, peerASN: 0, peerAddress: "2001:db8::9"}
    - name: wire
      peerASN: 65000
      autoDiscovery: {mode: Unnumbered, unnumbered: {interface: eth1}}
      peerConfigRef: {name: gone}
    - {name: gateway, autoDiscovery: {mode: DefaultGateway, defaultGateway: {addressFamily: ipv4}}}
  - name: second
    localASN: 65009
    peers: [{name: tor, peerASN: 65000, peerAddress: 10.8.8.8}]
---
apiVersion: cilium.io/v2
kind: CiliumBGPPeerConfig
metadata: {name: v4}
spec: {families: [{afi: ipv4, safi: unicast}, {afi: ipv4, safi: mpls_vpn}, {afi: l2vpn, safi: evpn}]}
---
"""


def test_cluster_configs_of_cilium_have_instances_and_peer_configs() -> None:
    facts = read(K, CLUSTER_CONFIG)
    assert peers(facts) == {
        "k-worker": ["10.9.9.9 as 65000", "2001:db8::9 as None", "eth1 as 65000", "10.8.8.8 as 65000 from 65009"]
    }
    worker = facts.configs["k-worker"]
    assert worker.neighbours[0].families == ("ipv4", "vpnv4", "evpn")
    assert worker.neighbours[0].description == "tor"
    assert worker.neighbours[2].interface == "eth1"
    assert worker.neighbours[2].families == ("ipv4", "ipv6")
    assert told(facts, "there is no CiliumBGPPeerConfig 'gone'")
    assert told(facts, "the address of a peer is found out by Cilium alone")
    assert len(facts.problems) == 2


def test_nodes_may_override_what_cilium_speaks() -> None:
    override = manifest(
        "cilium.io/v2",
        "CiliumBGPNodeConfigOverride",
        "k-worker",
        "spec: {bgpInstances: [{name: main, localASN: 65005, routerID: 9.9.9.9}]}",
    )
    worker = read(K, CLUSTER_CONFIG + override).configs["k-worker"]
    assert worker.asn == 65005
    assert worker.router_id == "9.9.9.9"
    assert [each.local_as for each in worker.neighbours] == [None, None, None, 65009]


def metallb(version: str, spec: str) -> str:
    return manifest(f"metallb.io/{version}", "BGPPeer", "tor", f"spec: {{myASN: 65001, {spec}}}") + "---\n"


@pytest.mark.parametrize("version", ["v1beta1", "v1beta2"])
def test_peers_of_metallb_are_for_nodes_that_one_of_their_selectors_picks(version: str) -> None:
    selectors = "[{matchLabels: {rack: r1}}, {matchExpressions: [{key: bgp, operator: In, values: ['true']}]}]"
    facts = read(K, metallb(version, f"peerASN: 65000, peerAddress: 10.9.9.9, nodeSelectors: {selectors}"))
    assert peers(facts) == {"k-worker": ["10.9.9.9 as 65000"], "k-worker2": ["10.9.9.9 as 65000"]}
    assert facts.configs["k-worker"].neighbours[0].families == ("ipv4",)
    assert facts.problems == ()


def test_peers_of_metallb_may_be_dynamic_unnumbered_and_in_vrfs() -> None:
    spec = "dynamicASN: external, interface: eth1, vrf: red, routerID: 1.2.3.4"
    worker = read(K, metallb("v1beta2", spec)).configs["k-worker"]
    (neighbour,) = worker.neighbours
    assert (neighbour.interface, neighbour.remote_as, neighbour.vrf) == ("eth1", "external", "red")
    assert neighbour.families == ("ipv4", "ipv6")
    assert worker.router_id == "1.2.3.4"
    assert worker.asn == 65001


def test_metallb_beside_calico_has_its_own_as_towards_its_peers() -> None:
    calico = manifest(
        "projectcalico.org/v3", "BGPConfiguration", "default", "spec: {asNumber: 65010, nodeToNodeMeshEnabled: false}"
    )
    facts = read(K, metallb("v1beta2", "peerASN: 65000, peerAddress: 10.9.9.9, sourceAddress: 10.0.0.2") + calico)
    assert peers(facts)["k-worker"] == ["10.9.9.9 as 65000 from 65001"]
    assert facts.configs["k-worker"].asn == 65010
    assert facts.configs["k-worker"].neighbours[0].update_source == "10.0.0.2"


def test_the_former_configuration_of_metallb_is_read() -> None:
    text = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: config, namespace: metallb-system}
data:
  config: |
    peers:
    - my-asn: 65001
      peer-asn: 65000
      peer-address: 10.9.9.9
      node-selectors:
      - match-labels: {rack: r0}
    - my-asn: 65001
      peer-asn: 65000
      peer-address: "2001:db8::9"
      node-selectors:
      - match-expressions: [{key: rack, operator: In, values: [r1]}]
"""
    facts = read(K, text)
    assert peers(facts) == {"k-worker": ["10.9.9.9 as 65000"], "k-worker2": ["2001:db8::9 as 65000"]}
    assert facts.configs["k-worker"].neighbours[0].location.line == 9
    assert facts.configs["k-worker2"].neighbours[0].families == ("ipv6",)
    assert facts.problems == ()


def test_peers_of_metallb_without_address_are_told() -> None:
    facts = read(K, metallb("v1beta2", "peerASN: 65000"))
    assert facts.configs == {}
    assert told(facts, "peer 'tor' of MetalLB has neither address nor interface")
    assert told(read(K, metallb("v1beta2", "peerASN: 65000, peerAddress: tor")), "peerAddress 'tor' is no address")


def test_frr_configurations_have_routers_and_neighbours() -> None:
    text = """\
apiVersion: frrk8s.metallb.io/v1beta1
kind: FRRConfiguration
metadata: {name: fabric, namespace: frr-k8s-system}
spec:
  nodeSelector: {matchLabels: {rack: r0}}
  bgp:
    routers:
    - asn: 65001
      id: 1.2.3.4
      neighbors:
      - {address: 10.9.9.9, asn: 65000, toReceive: {allowed: {mode: all}}}
      - {interface: eth1, dynamicASN: internal, sourceaddress: lo}
      - {asn: 1}
    - asn: 65002
      vrf: red
      neighbors: [{address: 10.9.9.9, asn: 65000, dualStackAddressFamily: true}]
"""
    facts = read(K, text)
    worker = facts.configs["k-worker"]
    assert peers(facts) == {"k-worker": ["10.9.9.9 as 65000", "eth1 as internal", "10.9.9.9 as 65000"]}
    assert worker.vrf_as == (("red", 65002),)
    assert worker.asn == 65001
    assert worker.router_id == "1.2.3.4"
    assert worker.neighbours[1].update_source == "lo"
    assert worker.neighbours[2].families == ("ipv4", "ipv6")
    assert problems(facts) == [
        "m.yaml:13:9: a neighbour of FRRConfiguration 'fabric' has neither address nor interface"
    ]
