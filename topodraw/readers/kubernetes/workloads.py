"""Virtual machines as BGP peers: nodes of a cluster that run nodes of a nested one and peer with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from topodraw.errors import Report
from topodraw.readers.configs.device_config import Neighbour
from topodraw.readers.kubernetes.calico import Calico
from topodraw.readers.kubernetes.calico_resources import CalicoPeer
from topodraw.readers.kubernetes.cluster import Cluster, Member
from topodraw.readers.kubernetes.fields import labels, mapping, text
from topodraw.readers.kubernetes.manifests import Resource
from topodraw.readers.kubernetes.nodes import HOSTNAME, KubeCluster
from topodraw.readers.kubernetes.selectors import Selector, SelectorError, parse_selector
from topodraw.readers.kubernetes.speaker import Speaker, family_of

__all__ = ["Workload", "answering_hosts", "peer_with_workloads", "workloads_of"]

_PATHS: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("kubevirt.io", "VirtualMachine"): (("spec", "template", "metadata"), ("spec", "template", "spec")),
    ("kubevirt.io", "VirtualMachineInstance"): (("metadata",), ("spec",)),
    ("", "Pod"): (("metadata",), ("spec",)),
}
"""Kind of a workload -> where its labels and its scheduling are stated."""


_THREE_AS = "cluster, nested cluster and top of rack must be three different AS"


@dataclass(frozen=True, slots=True)
class Workload:
    """A node of a nested cluster, seen from the cluster that runs it."""

    name: str
    labels: dict[str, str]
    host: str | None
    """The node that runs it, None where neither lab nor manifests tell."""


def workloads_of(parent: KubeCluster, nested: Iterable[Cluster]) -> tuple[Workload, ...]:
    """Return the members of nested clusters with their labels and hosts."""
    stated = [item for item in parent.resources if (item.group, item.kind) in _PATHS]
    return tuple(_workload(member, cluster, parent, stated) for cluster in nested for member in cluster.members)


def _workload(member: Member, cluster: Cluster, parent: KubeCluster, stated: Sequence[Resource]) -> Workload:
    known = dict(member.labels)
    host = cluster.runs_on.get(member.name)
    for resource in stated:
        if resource.name == member.name:
            known |= _labels(resource)
            host = host or _host(resource)
    if host is None and len(parent.nodes) == 1:
        host = parent.nodes[0].name
    return Workload(member.name, known, host)


def _labels(resource: Resource) -> dict[str, str]:
    """Return the labels of the pod that a workload runs in, with those that KubeVirt and Calico add."""
    where, _ = _PATHS[resource.group, resource.kind]
    added = {"projectcalico.org/namespace": resource.namespace or "default", "projectcalico.org/orchestrator": "k8s"}
    if resource.group:
        added |= {"kubevirt.io": "virt-launcher", "vm.kubevirt.io/name": resource.name}
    return labels(mapping(resource.body, *where), "labels") | added


def _host(resource: Resource) -> str | None:
    _, where = _PATHS[resource.group, resource.kind]
    spec = mapping(resource.body, *where)
    return labels(spec, "nodeSelector").get(HOSTNAME) or text(spec, "nodeName")


def answering_hosts(calico: Calico, workloads: Iterable[Workload]) -> dict[str, dict[str, str]]:
    """Return for each workload the address that nodes answer their workloads at, and the node that answers it."""
    return {
        workload.name: dict.fromkeys(calico.settings.workload_addresses, workload.host)
        for workload in workloads
        if workload.host is not None
    }


def peer_with_workloads(
    calico: Calico, workloads: Sequence[Workload], speakers: Mapping[str, Speaker], report: Report
) -> None:
    """Note the sessions of each node with the workloads that it runs, as BGPPeers with a workload selector ask for."""
    for peer in calico.peers:
        if peer.workload_selector is None:
            continue
        at = peer.spec.value_at("localWorkloadSelector")
        try:
            selector = parse_selector(peer.workload_selector)
        except SelectorError as error:
            shown = peer.workload_selector[:60]
            told = f"BGPPeer {peer.name!r} left out: localWorkloadSelector {shown!r} is no selector: {error}"
            report.warn(at, told)
            continue
        _check_design(calico, peer, report)
        hosts = [node.name for node in calico.selected(peer, report)]
        for workload in _picked(calico, peer, selector, workloads, report):
            if workload.host in hosts:
                speakers[workload.host].peer(workload.name, _session(calico, peer, workload))


def _picked(
    calico: Calico, peer: CalicoPeer, selector: Selector, workloads: Sequence[Workload], report: Report
) -> list[Workload]:
    """Return the workloads that run somewhere and that a selector picks."""
    at, field = peer.spec.value_at("localWorkloadSelector"), f"BGPPeer {peer.name!r}: localWorkloadSelector"
    unknown = [key for key in selector.keys if not any(key in workload.labels for workload in workloads)]
    if unknown and workloads:
        told = " or ".join(map(repr, unknown))
        report.warn(at, f"{field}: no virtual machine of the lab is known to have the label {told}")
    picked = [workload for workload in workloads if selector.matches(workload.labels)]
    if not picked and not (unknown and workloads):
        report.warn(at, f"{field} picks no virtual machine of the lab")
    for workload in picked:
        if workload.host is None:
            report.warn(at, f"{field}: it is not told which node of {calico.cluster.name!r} runs {workload.name!r}")
        elif calico.cluster.node(workload.host) is None:
            told = f"{workload.host!r}, which is to run {workload.name!r}, is no node of {calico.cluster.name!r}"
            report.warn(at, f"{field}: {told}")
    return [workload for workload in picked if workload.host is not None]


def _session(calico: Calico, peer: CalicoPeer, workload: Workload) -> Neighbour:
    host = calico.cluster.node(workload.host or "")
    own = peer.local_asn if peer.local_asn is not None else calico.asn_of(host) if host else None
    return Neighbour(
        location=peer.spec.at("localWorkloadSelector"),
        node=workload.name,
        remote_as=peer.asn,
        local_as=own,
        families=tuple(map(family_of, calico.settings.workload_addresses)),
        description=peer.name,
    )


def _check_design(calico: Calico, peer: CalicoPeer, report: Report) -> None:
    """Remark what Calico does not support where nodes peer with workloads: IBGP to them or to switches, the mesh."""
    name, at = calico.cluster.name, peer.spec.at("localWorkloadSelector")
    if not calico.settings.workload_addresses:
        told = "sets neither localWorkloadPeeringIPV4 nor localWorkloadPeeringIPV6"
        report.warn(at, f"BGPPeer {peer.name!r}: BGPConfiguration of {name!r} {told}, which workloads peer with")
    if calico.settings.mesh:
        told = "Calico does not support peering with workloads beside it; set nodeToNodeMeshEnabled: false"
        report.warn(calico.settings.mesh_at, f"cluster {name!r} has its node-to-node mesh on: {told}")
    own = peer.local_asn if peer.local_asn is not None else calico.settings.asn
    for other in calico.peers:
        if other is not peer and other.peer_ip is None:
            continue
        whose = f"cluster {name!r} itself" if other.asn == own else f"the workloads of BGPPeer {peer.name!r}"
        if other.asn is not None and (other.asn == own or (other is not peer and other.asn == peer.asn)):
            told = f"BGPPeer {other.name!r}: AS {other.asn} is that of {whose}; {_THREE_AS}"
            report.warn(other.spec.value_at("asNumber"), told)
