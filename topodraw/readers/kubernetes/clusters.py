"""What the nodes of Kubernetes clusters speak: the one door to this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from topodraw.errors import Location, Report
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.kubernetes.belonging import owner_of
from topodraw.readers.kubernetes.calico import known_calico
from topodraw.readers.kubernetes.cilium import speak_cilium
from topodraw.readers.kubernetes.cluster import Cluster, Member
from topodraw.readers.kubernetes.duplicates import without_duplicates
from topodraw.readers.kubernetes.frr_k8s import speak_frr_k8s
from topodraw.readers.kubernetes.manifests import Resource, is_manifest, resources
from topodraw.readers.kubernetes.metallb import speak_metallb
from topodraw.readers.kubernetes.nodes import KubeCluster, known_cluster
from topodraw.readers.kubernetes.shapes import well_shaped
from topodraw.readers.kubernetes.speaker import Speaker
from topodraw.readers.kubernetes.workloads import answering_hosts, peer_with_workloads, workloads_of
from topodraw.source import Source

__all__ = ["Cluster", "ClusterFacts", "Member", "is_manifest", "read_clusters"]

_SPEAKING = (speak_cilium, speak_metallb, speak_frr_k8s)


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """What manifests say of the BGP of clusters."""

    configs: Mapping[str, DeviceConfig]
    """Node of the lab -> what it speaks; nodes without BGP are absent."""
    problems: tuple[tuple[Location, str], ...]
    """Remarks on what is doubtful, each with its place."""


def read_clusters(clusters: Sequence[Cluster], manifests: Sequence[Source], folder: Path | None = None) -> ClusterFacts:
    """Return what each node of the clusters speaks, as the manifests have it.

    `folder` is that of the lab: parents of it have no say in which cluster a manifest is for. Without it the names of
    the manifests are taken to be relative to it already. Nothing is raised; what is wrong or doubtful is among the
    problems.
    """
    report = Report()
    stated = _by_cluster(clusters, manifests, folder, report)
    known = {cluster.name: known_cluster(cluster, stated[cluster.name], report) for cluster in clusters}
    speakers = {node.name: Speaker() for cluster in known.values() for node in cluster.nodes}
    _speak_calico(clusters, known, speakers, report)
    for cluster in known.values():
        for speak in _SPEAKING:
            speak(cluster, speakers, report)
        for node, addresses in cluster.node_ips.items():
            for address in addresses:
                speakers[node].answers_at(address)
    return ClusterFacts(
        configs={name: speaker.config() for name, speaker in speakers.items() if speaker.speaks},
        problems=tuple((problem.location, problem.text) for problem in report.warnings),
    )


def _by_cluster(
    clusters: Sequence[Cluster], manifests: Sequence[Source], folder: Path | None, report: Report
) -> dict[str, tuple[Resource, ...]]:
    """Return the resources of each cluster, those of one name once, in the order of the files' names."""
    found: dict[str, list[Resource]] = {cluster.name: [] for cluster in clusters}
    for source in sorted(manifests, key=lambda source: source.name):
        stated = list(resources(source, report))
        owner = owner_of(_within(source, folder), clusters)
        if owner is not None:
            found[owner.name] += stated
        elif stated:
            names = ", ".join(cluster.name for cluster in clusters)
            told = f"it is not told which cluster ({names}) this is for; name the file or a folder after it"
            report.warn(source.at(), f"manifests left out: {told if names else 'there is no cluster'}")
    return {name: tuple(well_shaped(without_duplicates(stated, report), report)) for name, stated in found.items()}


def _within(source: Source, folder: Path | None) -> PurePath:
    """Return the path of a manifest as seen from the lab's folder."""
    path = source.path or Path(source.name)
    if folder is None:
        return PurePath(source.name)
    try:
        return path.resolve().relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return PurePath(source.name)


def _speak_calico(
    clusters: Sequence[Cluster], known: Mapping[str, KubeCluster], speakers: Mapping[str, Speaker], report: Report
) -> None:
    """Note what Calico speaks, in clusters and between those that run in each other."""
    found = {name: calico for name, cluster in known.items() if (calico := known_calico(cluster, report)) is not None}
    workloads = {
        name: workloads_of(known[name], [cluster for cluster in clusters if cluster.parent == name]) for name in found
    }
    for name, calico in found.items():
        outer = known[name].parent
        answering = answering_hosts(found[outer], workloads[outer]) if outer in found else {}
        calico.speak(speakers, answering, report)
        peer_with_workloads(calico, workloads[name], speakers, report)
