"""The sample of a nested cluster: every session of its clusters, as found by hand in their manifests."""

from pathlib import Path

from cluster_facts import peers
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.kubernetes import Cluster, Member, is_manifest, read_clusters
from topodraw.source import Source

SAMPLE = Path(__file__).parents[4] / "samples" / "calico-kubevirt"
RACK = ["10.1.0.1 as 65000", "10.2.0.1 as 65000"]


def source(path: Path) -> Source:
    return Source(str(path), path.read_text(encoding="utf-8"), path)


def test_the_clusters_of_the_sample_peer_with_the_rack_and_with_each_other() -> None:
    manifests = [each for path in sorted(SAMPLE.rglob("*.yaml")) if is_manifest((each := source(path)).text)]
    parents = ("parent-control-plane", "parent-worker", "parent-worker2")
    parent = Cluster("parent", tuple(map(Member, parents)), source(SAMPLE / "parent" / "kind.yaml"))
    nested = Cluster("nested", tuple(map(Member, ("vm1", "vm2", "vm3"))), parent="parent")
    facts = read_clusters([parent, nested], manifests, SAMPLE)
    assert peers(facts) == {
        "parent-control-plane": RACK,
        "parent-worker": [*RACK, "vm1 as 65002"],
        "parent-worker2": [*RACK, "vm2 as 65002", "vm3 as 65002"],
        "vm1": ["parent-worker as 65001", "vm2 as internal", "vm3 as internal"],
        "vm2": ["parent-worker2 as 65001", "vm1 as internal", "vm3 as internal"],
        "vm3": ["parent-worker2 as 65001", "vm1 as internal", "vm2 as internal"],
    }
    assert {name: config.asn for name, config in facts.configs.items()} == {
        **dict.fromkeys(parents, 65001),
        **dict.fromkeys(("vm1", "vm2", "vm3"), 65002),
    }
    assert facts.problems == ()


def test_its_switches_state_the_other_ends() -> None:
    for number, other in ((1, "10.0.12.1"), (2, "10.0.12.0")):
        path = SAMPLE / f"tor{number}.cli"
        config = parse_config(path.read_text(encoding="utf-8"), str(path), "nokia_srlinux")
        assert config is not None
        assert config.asn == 65000
        assert [(each.address, each.remote_as) for each in config.neighbours] == [
            (other, 65000),
            *((f"10.{number}.0.{host}", 65001) for host in (11, 12, 13)),
        ]
        assert f"10.{number}.0.1/24" in [each.address for each in config.addresses]
