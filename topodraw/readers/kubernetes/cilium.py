"""Cilium's BGP control plane: CiliumBGPPeeringPolicy and, newer, CiliumBGPClusterConfig with what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from topodraw.errors import Report
from topodraw.located import Map
from topodraw.readers.configs.device_config import Neighbour
from topodraw.readers.configs.values import family
from topodraw.readers.kubernetes.fields import address, as_of, items, mapping, text
from topodraw.readers.kubernetes.manifests import Resource
from topodraw.readers.kubernetes.nodes import KubeCluster, KubeNode
from topodraw.readers.kubernetes.speaker import Speaker

__all__ = ["speak_cilium"]

CILIUM = "cilium.io"
_POLICY, _CLUSTER_CONFIG = "CiliumBGPPeeringPolicy", "CiliumBGPClusterConfig"
_PEER_CONFIG, _OVERRIDE = "CiliumBGPPeerConfig", "CiliumBGPNodeConfigOverride"
_DEFAULT_FAMILIES = ("ipv4", "ipv6")
_BY_GATEWAY = ("DefaultGateway", "default-gateway")


@dataclass(frozen=True, slots=True)
class _Override:
    """What is particular to an instance on one node."""

    asn: int | None = None
    router_id: str | None = None


def speak_cilium(cluster: KubeCluster, speakers: Mapping[str, Speaker], report: Report) -> None:
    """Note what Cilium speaks on each node of a cluster."""
    for node, policy in _applied(cluster, _POLICY, report):
        for router in items(policy.spec, "virtualRouters"):
            asn = as_of(report, router, "localASN")
            speakers[node.name].instance(asn)
            for peer in items(router, "neighbors"):
                _note(speakers[node.name], node, asn, policy, peer, _families(peer), report)
    peer_configs = {item.name: item for item in cluster.of_kind(CILIUM, _PEER_CONFIG)}
    overrides = _overrides(cluster, report)
    for node, config in _applied(cluster, _CLUSTER_CONFIG, report):
        for instance in items(config.spec, "bgpInstances"):
            override = overrides.get((node.name, text(instance, "name")), _Override())
            asn = override.asn if override.asn is not None else as_of(report, instance, "localASN")
            speakers[node.name].instance(asn)
            speakers[node.name].identify(override.router_id)
            for peer in items(instance, "peers"):
                families = _referred_families(peer, peer_configs, report)
                _note(speakers[node.name], node, asn, config, peer, families, report)


def _applied(cluster: KubeCluster, kind: str, report: Report) -> Iterator[tuple[KubeNode, Resource]]:
    """Iterate over the nodes with the resource of a kind that is for them.

    Two for one node exclude each other: policies switch each other off, of configurations the first one stays.
    """
    chosen: dict[str, list[Resource]] = {node.name: [] for node in cluster.nodes}
    for resource in cluster.of_kind(CILIUM, kind):
        selector = mapping(resource.spec, "nodeSelector")
        where = resource.spec.at("nodeSelector") if selector else resource.at
        for node in cluster.labelled(report, selector, where, f"{resource}: nodeSelector"):
            chosen[node.name].append(resource)
    for node in cluster.nodes:
        found = chosen[node.name]
        if len(found) > 1:
            effect = "Cilium applies neither" if kind == _POLICY else "the first one counts"
            told = f"{found[1]} selects node {node.name!r} as {found[0].name!r} ({found[0].at}) does; {effect}"
            report.warn(found[1].at, told)
        if found and (kind != _POLICY or len(found) == 1):
            yield node, found[0]


def _note(
    speaker: Speaker,
    node: KubeNode,
    asn: int | None,
    resource: Resource,
    peer: Map,
    families: tuple[str, ...],
    report: Report,
) -> None:
    """Note a peer, told by address, by the interface that it is to be discovered on or as the default gateway."""
    found = address(report, peer, "peerAddress") or _gateway(node, peer)
    interface = text(mapping(peer, "autoDiscovery", "unnumbered"), "interface")
    if found is None and interface is None:
        if peer.get("peerAddress") is None:
            report.warn(peer.at(), f"{resource}: the address of a peer is found out by Cilium alone, left out")
        return
    speaker.peer(
        (CILIUM, asn, found or interface),
        Neighbour(
            location=peer.at("peerAddress"),
            address=found,
            interface=None if found else interface,
            remote_as=as_of(report, peer, "peerASN"),
            local_as=asn,
            families=families,
            description=text(peer, "name") or resource.name,
        ),
    )


def _gateway(node: KubeNode, peer: Map) -> str | None:
    discovery = mapping(peer, "autoDiscovery")
    wanted = text(mapping(discovery, "defaultGateway"), "addressFamily")
    found = (each for each in node.gateways if (":" in each) == (wanted == "ipv6"))
    return next(found, None) if text(discovery, "mode") in _BY_GATEWAY else None


def _families(parent: Map) -> tuple[str, ...]:
    """Return the families of a neighbour or peer configuration; both unicast ones where it names none."""
    stated = [(text(item, "afi") or "", text(item, "safi") or "") for item in items(parent, "families")]
    found = (family(f"{afi} {safi.removeprefix('mpls_')}") for afi, safi in stated)
    return tuple(dict.fromkeys(filter(None, found))) if stated else _DEFAULT_FAMILIES


def _referred_families(peer: Map, configs: Mapping[str, Resource], report: Report) -> tuple[str, ...]:
    reference = mapping(peer, "peerConfigRef")
    name = text(reference, "name")
    if name is None:
        return _DEFAULT_FAMILIES
    config = configs.get(name)
    if config is None:
        report.warn(reference.value_at("name"), f"there is no {_PEER_CONFIG} {name!r}")
        return _DEFAULT_FAMILIES
    return _families(config.spec)


def _overrides(cluster: KubeCluster, report: Report) -> dict[tuple[str, str | None], _Override]:
    """Return what CiliumBGPNodeConfigOverrides say, by node (their name) and instance."""
    return {
        (resource.name, text(instance, "name")): _Override(
            as_of(report, instance, "localASN"), address(report, instance, "routerID")
        )
        for resource in cluster.of_kind(CILIUM, _OVERRIDE)
        for instance in items(resource.spec, "bgpInstances")
    }
