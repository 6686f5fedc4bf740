"""Clusters whose containers a lab joins without making them: what their manifests say reaches the nodes of the lab."""

from __future__ import annotations

from pathlib import Path

from topodraw.draw import load
from topodraw.model import Topology

ROUTER = """\
interface eth1
 ip address 10.3.1.1/24
interface eth2
 ip address 10.3.2.1/24
router bgp 64600
 neighbor 10.3.1.2 remote-as external
 neighbor 10.3.2.2 remote-as external
"""
POLICY = """\
apiVersion: cilium.io/v2alpha1
kind: CiliumBGPClusterConfig
metadata: {{name: rack}}
spec:
  nodeSelector: {{matchLabels: {{{label}}}}}
  bgpInstances:
  - name: main
    localASN: 64700
    peers:
    - {{name: router, peerASN: 64600, peerAddress: 10.3.1.1}}
"""
METALLB = """\
apiVersion: metallb.io/v1beta2
kind: BGPPeer
metadata: {name: router}
spec: {myASN: 64700, peerASN: 64600, peerAddress: 10.3.1.1}
"""


def lab(folder: Path, first: str, second: str, *, routes: bool = False, **manifests: str) -> Topology:
    """Return a lab of a router and two hosts; `first` and `second` are what the hosts are, by name.

    `routes` gives the hosts default ones.
    """
    one, two = (f", ip route replace default via 10.3.{n}.1" if routes else "" for n in (1, 2))
    (folder / "r.conf").write_text(ROUTER, encoding="utf-8")
    for name, text in manifests.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    names = [each.partition(":")[0] for each in (first, second)]
    path = folder / "lab.clab.yml"
    path.write_text(
        f"""\
name: lab
topology:
  nodes:
    r: {{kind: linux, image: frr, binds: ['r.conf:/etc/frr/frr.conf']}}
    {first[:-1]}, exec: [ip addr add 10.3.1.2/24 dev eth1{one}]}}
    {second[:-1]}, exec: [ip addr add 10.3.2.2/24 dev eth1{two}]}}
  links:
    - endpoints: ["r:eth1", "{names[0]}:eth1"]
    - endpoints: ["r:eth2", "{names[1]}:eth1"]
""",
        encoding="utf-8",
    )
    return load(path)


def told(topology: Topology) -> list[tuple[str, str, str, bool]]:
    return [(each.a, each.b, each.kind, each.one_sided) for each in topology.sessions]


def test_hosts_in_the_namespace_of_nodes_of_kind(tmp_path: Path) -> None:
    topology = lab(
        tmp_path,
        "h1: {kind: linux, image: shell, network-mode: container:rack-control-plane}",
        "h2: {kind: linux, image: shell, network-mode: container:rack-worker}",
        policy=POLICY.format(label="role: edge"),
        cluster="""\
apiVersion: kind.x-k8s.io/v1alpha4
kind: Cluster
name: rack
nodes:
  - {role: control-plane, labels: {role: edge}}
  - {role: worker, labels: {role: edge}}
""",
    )
    assert [(node.name, node.asn) for node in topology.nodes] == [("r", 64600), ("h1", 64700), ("h2", 64700)]
    assert told(topology) == [("r", "h1", "ebgp", False), ("r", "h2", "ebgp", False)]


def test_nodes_are_picked_by_the_names_of_their_containers(tmp_path: Path) -> None:
    topology = lab(
        tmp_path,
        "h1: {kind: linux, image: shell, network-mode: container:rack-control-plane}",
        "rack-worker: {kind: ext-container}",
        policy=POLICY.format(label="kubernetes.io/hostname: rack-control-plane"),
    )
    assert told(topology) == [("r", "h1", "ebgp", False), ("r", "rack-worker", "ebgp", True)]


def test_nodes_of_minikube(tmp_path: Path) -> None:
    topology = lab(tmp_path, "farm: {kind: ext-container}", "farm-m02: {kind: ext-container}", peer=METALLB)
    assert [(node.name, node.asn) for node in topology.nodes] == [("r", 64600), ("farm", 64700), ("farm-m02", 64700)]


def test_other_hosts_are_no_clusters(tmp_path: Path) -> None:
    topology = lab(
        tmp_path,
        "a: {kind: ext-container}",
        "b: {kind: linux, image: shell, network-mode: container:a}",
        peer=METALLB,
    )
    assert [node.asn for node in topology.nodes] == [64600, None, None]


def test_cilium_finds_its_peer_as_the_default_gateway(tmp_path: Path) -> None:
    discovered = "autoDiscovery: {{mode: DefaultGateway, defaultGateway: {{addressFamily: ipv4}}}}"
    policy = POLICY.replace("peerAddress: 10.3.1.1", discovered).format(label="kubernetes.io/os: linux")
    topology = lab(
        tmp_path,
        "h1: {kind: linux, image: shell, network-mode: container:rack-control-plane}",
        "h2: {kind: linux, image: shell, network-mode: container:rack-worker}",
        routes=True,
        policy=policy,
    )
    assert topology.warnings == ()
    assert told(topology) == [("r", "h1", "ebgp", False), ("r", "h2", "ebgp", False)]
