"""Real labs of a kind cluster with Calico behind a switch: peerings found by hand in their manifests."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_facts import peers
from conformance.corpora import CORPUS
from topodraw.readers.kubernetes import Cluster, Member, is_manifest, read_clusters
from topodraw.source import Source

LABS = CORPUS / "containerlab"
VLAN_10, VLAN_20 = "10.10.10.1 as 65010", "10.10.20.1 as 65010"
SWITCH = "10.10.10.1 as 65001"
EXPECTED = {
    "aadhilam-containerlab-07-calico-bgp-topology": {
        "k01-control-plane": [SWITCH],
        "k01-worker": [SWITCH],
        "k01-worker2": [SWITCH],
    },
    "aadhilam-containerlab-10-calico-bgp-ippool-topology": {
        "k01-control-plane": [VLAN_10],
        "k01-worker": [VLAN_10],
        "k01-worker2": [VLAN_10],
        "k01-worker3": [VLAN_20],
    },
    "aadhilam-containerlab-15-selective-bgp-peering-topology": {
        "k01-control-plane": [],
        "k01-worker": [SWITCH],
        "k01-worker2": [SWITCH],
        "k01-worker3": [],
        "k01-worker4": [],
    },
}
"""Node -> its neighbours. Each lab has its mesh off and AS 65010 in the cluster."""


@pytest.mark.parametrize("name", EXPECTED)
def test_the_nodes_of_a_real_lab_peer_as_its_manifests_say(name: str) -> None:
    folder = LABS / name
    if not folder.is_dir():
        pytest.skip("the shared corpus of labs is not beside the checkout")
    sources = [_source(path, folder) for path in sorted(folder.rglob("*.yaml"))]
    manifests = [source for source in sources if is_manifest(source.text)]
    (kind,) = [source for source in manifests if source.name == "k01-no-cni.yaml"]
    cluster = Cluster("k01", tuple(Member(node) for node in EXPECTED[name]), kind)
    facts = read_clusters([cluster], manifests)
    assert peers(facts) == EXPECTED[name]
    assert {config.asn for config in facts.configs.values()} == {65010}
    assert facts.problems == ()


def _source(path: Path, folder: Path) -> Source:
    return Source(str(path.relative_to(folder)), path.read_text(encoding="utf-8"), path)
