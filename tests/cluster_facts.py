"""Reading clusters out of manifests that stand in the tests, and what they say in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topodraw.readers.configs.device_config import Neighbour
from topodraw.readers.kubernetes import Cluster, ClusterFacts, Member, read_clusters
from topodraw.source import Source

__all__ = ["cluster", "manifest", "peers", "problems", "read", "told"]


def cluster(name: str = "k", *nodes: str, kind: str | None = None, **more: object) -> Cluster:
    """Return a cluster; a node is its name, or its name and address: ``k-worker=10.0.0.1``."""
    members = []
    for node in nodes:
        title, _, addresses = node.partition("=")
        members.append(Member(title, tuple(addresses.split(",")) if addresses else ()))
    config = Source("kind.yaml", kind) if kind is not None else None
    return Cluster(name, tuple(members), config, **more)  # type: ignore[arg-type]


def manifest(api: str, kind: str, name: str, body: str = "") -> str:
    """Return a resource; the body is what stands beside its metadata."""
    return f"apiVersion: {api}\nkind: {kind}\nmetadata:\n  name: {name}\n{body}\n"


def read(clusters: Cluster | Sequence[Cluster], manifests: str | Mapping[str, str]) -> ClusterFacts:
    """Read manifests by their names; a single text is one called ``m.yaml``."""
    named = {"m.yaml": manifests} if isinstance(manifests, str) else manifests
    several = [clusters] if isinstance(clusters, Cluster) else clusters
    return read_clusters(several, [Source(name, text) for name, text in named.items()])


def peers(facts: ClusterFacts) -> dict[str, list[str]]:
    """Return node -> whom it peers with: ``10.0.0.1 as 65000``, ``k-worker as 1 (client)``."""
    return {name: [_peer(each) for each in config.neighbours] for name, config in facts.configs.items()}


def problems(facts: ClusterFacts) -> list[str]:
    return [f"{location}: {text}" for location, text in facts.problems]


def told(facts: ClusterFacts, *words: str) -> bool:
    """Tell whether there is exactly one problem with all of these words."""
    return len([text for text in problems(facts) if all(word in text for word in words)]) == 1


def _peer(stated: Neighbour) -> str:
    own = f" from {stated.local_as}" if stated.local_as is not None else ""
    client = " (client)" if stated.rr_client else ""
    return f"{stated.address or stated.node or stated.interface} as {stated.remote_as}{own}{client}"
