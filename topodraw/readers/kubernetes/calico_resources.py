"""Calico's resources as plain data: BGPConfiguration, BGPPeer, and what Node resources say of BGP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from topodraw.errors import Location, Report
from topodraw.located import Map
from topodraw.readers.configs.values import bare_address, interface_address
from topodraw.readers.kubernetes.fields import address, as_of, flag, labels, mapping, text
from topodraw.readers.kubernetes.manifests import Resource
from topodraw.readers.kubernetes.nodes import KubeCluster

__all__ = ["CalicoNode", "CalicoPeer", "CalicoSettings", "calico_nodes", "calico_peers", "calico_settings"]

CALICO = "projectcalico.org"
_DEFAULT_AS = 64512
_EXCLUSIVE = (
    ("node", "nodeSelector"),
    ("peerIP", "peerSelector"),
    ("peerSelector", "asNumber"),
    ("localWorkloadSelector", "peerIP"),
    ("localWorkloadSelector", "peerSelector"),
)
"""Fields of a BGPPeer of which Calico takes one only."""


@dataclass(frozen=True, slots=True)
class CalicoSettings:
    """What BGPConfiguration ``default`` says of a cluster, with Calico's defaults where it says nothing."""

    at: Location
    asn: int
    mesh: bool
    mesh_at: Location
    workload_addresses: tuple[str, ...]
    """Where the nodes answer BGP from their own workloads."""


@dataclass(frozen=True, slots=True)
class CalicoNode:
    """What is particular to a node."""

    asn: int | None = None
    cluster_id: str | None = None
    """Makes it a route reflector."""
    addresses: tuple[str, ...] = ()
    """Those it speaks BGP from, with length where one is given."""


@dataclass(frozen=True, slots=True)
class CalicoPeer:
    """A BGPPeer."""

    name: str
    spec: Map
    at: Location
    node: str | None
    node_selector: str | None
    peer_ip: str | None
    asn: int | None
    local_asn: int | None
    peer_selector: str | None
    workload_selector: str | None
    reverses: bool
    """The nodes that it names as peers get the same peering the other way round."""

    @property
    def is_global(self) -> bool:
        return self.node is None and self.node_selector is None


def calico_settings(cluster: KubeCluster, report: Report) -> CalicoSettings | None:
    """Return how Calico is set in a cluster; None where no resource speaks of its BGP.

    IP pools alone say nothing: they are there with BGP switched off, too.
    """
    stated = cluster.of_kind(CALICO, "BGPConfiguration")
    speaking = [*stated, *cluster.of_kind(CALICO, "BGPPeer"), *(item for item in cluster.resources if _has_bgp(item))]
    if not speaking:
        return None
    for resource in stated:
        if resource.name != "default" and not resource.name.startswith("node."):
            report.warn(resource.at, f"{resource} has no effect: Calico reads 'default' and 'node.NAME' only")
    default = next((item for item in stated if item.name == "default"), None)
    if default is None:
        at = speaking[0].at
        return CalicoSettings(at, _DEFAULT_AS, True, at, ())
    spec = default.spec
    own_as = as_of(report, spec, "asNumber")
    found = (address(report, spec, "localWorkloadPeeringIPV4"), address(report, spec, "localWorkloadPeeringIPV6"))
    has_switch = "nodeToNodeMeshEnabled" in spec
    return CalicoSettings(
        at=default.at,
        asn=_DEFAULT_AS if own_as is None else own_as,
        mesh=flag(spec, "nodeToNodeMeshEnabled", True),
        mesh_at=spec.at("nodeToNodeMeshEnabled") if has_switch else default.at,
        workload_addresses=tuple(filter(None, found)),
    )


def calico_nodes(cluster: KubeCluster, report: Report) -> dict[str, CalicoNode]:
    """Return what resources say of the BGP of each node, as Calico's Node or as annotations of Kubernetes' own."""
    found: dict[str, CalicoNode] = {}
    for resource in cluster.resources:
        if not _has_bgp(resource):
            continue
        if cluster.node(resource.name) is None:
            report.warn(resource.at, f"{resource} is no node of cluster {cluster.name!r}")
            continue
        known, new = found.get(resource.name, CalicoNode()), _node(resource, report)
        found[resource.name] = CalicoNode(
            asn=known.asn if known.asn is not None else new.asn,
            cluster_id=known.cluster_id or new.cluster_id,
            addresses=known.addresses or new.addresses,
        )
    return found


def _node(resource: Resource, report: Report) -> CalicoNode:
    bgp, annotations = mapping(resource.spec, "bgp"), mapping(resource.metadata, "annotations")
    asn = as_of(report, bgp, "asNumber")
    if asn is None:
        asn = as_of(report, annotations, f"{CALICO}/ASNumber")
    addresses = (
        text(bgp, f"ipv{version}Address") or text(annotations, f"{CALICO}/IPv{version}Address") for version in (4, 6)
    )
    return CalicoNode(
        asn=asn,
        cluster_id=text(bgp, "routeReflectorClusterID") or text(annotations, f"{CALICO}/RouteReflectorClusterID"),
        addresses=tuple(item for item in addresses if item and interface_address(item)),
    )


def _has_bgp(resource: Resource) -> bool:
    """Tell whether a resource is a node's and speaks of Calico's BGP."""
    if resource.kind != "Node":
        return False
    if resource.group == CALICO:
        return bool(mapping(resource.spec, "bgp"))
    known = ("ASNumber", "RouteReflectorClusterID", "IPv4Address", "IPv6Address")
    annotations = labels(resource.metadata, "annotations")
    return resource.group == "" and any(f"{CALICO}/{name}" in annotations for name in known)


def calico_peers(cluster: KubeCluster, report: Report) -> Iterator[CalicoPeer]:
    """Iterate over the BGPPeers of a cluster; those that name nobody are left out with a warning."""
    for resource in cluster.of_kind(CALICO, "BGPPeer"):
        spec = resource.spec
        for first, second in _EXCLUSIVE:
            if spec.get(first) is not None and spec.get(second) is not None:
                report.warn(spec.at(second), f"{resource} has both {first} and {second}; Calico takes one of them only")
        peer = CalicoPeer(
            name=resource.name,
            spec=spec,
            at=resource.at,
            node=text(spec, "node"),
            node_selector=text(spec, "nodeSelector"),
            peer_ip=_peer_ip(resource, report),
            asn=as_of(report, spec, "asNumber"),
            local_asn=as_of(report, spec, "localASNumber"),
            peer_selector=text(spec, "peerSelector"),
            workload_selector=text(spec, "localWorkloadSelector"),
            reverses=text(spec, "reversePeering") != "Manual",
        )
        if peer.peer_ip or peer.peer_selector or peer.workload_selector:
            if spec.get("asNumber") is None and not peer.peer_selector:
                report.warn(resource.at, f"{resource} has no asNumber, which only a peerSelector may do without")
            yield peer
        elif spec.get("peerIP") is None:
            report.warn(resource.at, f"{resource} names no peer: no peerIP, peerSelector or localWorkloadSelector")


def _peer_ip(resource: Resource, report: Report) -> str | None:
    """Return the address out of ``A``, ``A:port`` and ``[A]:port``."""
    stated = text(resource.spec, "peerIP")
    if stated is None:
        return None
    host, colon, port = stated.rpartition(":")
    if colon and port.isdecimal() and (":" not in host or host.startswith("[")):
        found = bare_address(host.removeprefix("[").removesuffix("]"))
        if found is not None:
            return found
    return address(report, resource.spec, "peerIP")
