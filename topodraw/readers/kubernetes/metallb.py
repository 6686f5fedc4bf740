"""MetalLB: BGPPeer of metallb.io, and the ConfigMap that was its configuration before version 0.13."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from topodraw.errors import Location, Report, SourceError
from topodraw.located import STRINGS, Map, parse
from topodraw.readers.configs.device_config import Neighbour, RemoteAs
from topodraw.readers.kubernetes.fields import address, as_of, flag, items, mapping, text
from topodraw.readers.kubernetes.manifests import Resource
from topodraw.readers.kubernetes.nodes import KubeCluster, KubeNode
from topodraw.readers.kubernetes.shapes import FORMER_CONFIG, misshapen
from topodraw.readers.kubernetes.speaker import Speaker, family_of
from topodraw.source import Source

__all__ = ["peer_families", "speak_metallb", "stated_remote"]

METALLB = "metallb.io"
_BOTH = ("ipv4", "ipv6")


@dataclass(frozen=True, slots=True)
class _Peer:
    """A peer in either of the two spellings: ``peerAddress`` or ``peer-address``."""

    name: str
    body: Map
    at: Location


def speak_metallb(cluster: KubeCluster, speakers: Mapping[str, Speaker], report: Report) -> None:
    """Note what MetalLB speaks on each node of a cluster."""
    for peer in _peers(cluster, report):
        found = address(report, peer.body, "peerAddress", "peer-address")
        interface = text(peer.body, "interface")
        if found is None and interface is None:
            if not any(key in peer.body for key in ("peerAddress", "peer-address")):
                report.warn(peer.at, f"peer {peer.name!r} of MetalLB has neither address nor interface")
            continue
        own, vrf = as_of(report, peer.body, "myASN", "my-asn"), text(peer.body, "vrf")
        neighbour = Neighbour(
            location=peer.body.at("peer-address" if "peer-address" in peer.body else "peerAddress"),
            address=found,
            interface=None if found else interface,
            vrf=vrf,
            remote_as=stated_remote(report, peer.body, "peerASN", "peer-asn"),
            local_as=own,
            update_source=address(report, peer.body, "sourceAddress", "source-address"),
            families=peer_families(found, flag(peer.body, "dualStackAddressFamily", False)),
            description=peer.name,
        )
        router_id = address(report, peer.body, "routerID", "router-id")
        for node in _selected(cluster, peer, report):
            speakers[node.name].instance(own, vrf)
            speakers[node.name].identify(router_id)
            speakers[node.name].peer((METALLB, vrf, found or interface), neighbour)


def stated_remote(report: Report, body: Map, *keys: str) -> RemoteAs:
    """Return the AS of a peer, or the side of the border that ``dynamicASN`` wants it on."""
    dynamic = text(body, "dynamicASN")
    return cast(RemoteAs, dynamic) if dynamic in ("internal", "external") else as_of(report, body, *keys)


def peer_families(found: str | None, dual: bool) -> tuple[str, ...]:
    """Return the families of a peer: that of its address, both without one and where that is asked for."""
    return _BOTH if found is None or dual else (family_of(found),)


def _selected(cluster: KubeCluster, peer: _Peer, report: Report) -> tuple[KubeNode, ...]:
    """Return the nodes that one of the selectors of a peer picks, all where it has none."""
    key = "nodeSelectors" if "nodeSelectors" in peer.body else "node-selectors"
    selectors = list(items(peer.body, key))
    if not selectors:
        return cluster.nodes
    field = f"peer {peer.name!r} of MetalLB: {key}"
    picked = {node.name for each in selectors for node in cluster.labelled(report, each, each.at(), field)}
    return tuple(node for node in cluster.nodes if node.name in picked)


def _peers(cluster: KubeCluster, report: Report) -> Iterator[_Peer]:
    for resource in cluster.of_kind(METALLB, "BGPPeer"):
        yield _Peer(resource.name, resource.spec, resource.at)
    for resource in cluster.of_kind("", "ConfigMap"):
        yield from _former_peers(resource, report)


def _former_peers(resource: Resource, report: Report) -> Iterator[_Peer]:
    """Iterate over the peers of a ConfigMap that holds MetalLB's configuration, YAML inside YAML."""
    data = mapping(resource.body, "data")
    inner = text(data, "config")
    if inner is None or "peer-asn" not in inner:
        return
    at = data.value_at("config")
    try:
        body = parse(Source(at.file, inner), STRINGS, first_line=(at.line or 1) + 1)
    except SourceError as error:
        for problem in error.problems:
            report.warn(Location(at.file, problem.location.line), f"configuration of MetalLB left out: {problem.text}")
        return
    wrong = misshapen(body, FORMER_CONFIG)
    if wrong is not None:
        report.warn(Location(at.file, wrong[0].line or at.line), f"configuration of MetalLB left out: {wrong[1]}")
    elif isinstance(body, Map):
        for peer in items(body, "peers"):
            yield _Peer(text(peer, "name") or text(peer, "peer-address") or resource.name, peer, peer.at())
