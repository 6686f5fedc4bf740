"""FRR-K8s: FRRConfiguration of frrk8s.metallb.io, one router a VRF."""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.errors import Report
from topodraw.located import Map
from topodraw.readers.configs.device_config import Neighbour
from topodraw.readers.configs.values import bare_address
from topodraw.readers.kubernetes.fields import address, as_of, flag, items, mapping, text
from topodraw.readers.kubernetes.metallb import peer_families, stated_remote
from topodraw.readers.kubernetes.nodes import KubeCluster
from topodraw.readers.kubernetes.speaker import Speaker

__all__ = ["speak_frr_k8s"]

FRR_K8S = "frrk8s.metallb.io"


def speak_frr_k8s(cluster: KubeCluster, speakers: Mapping[str, Speaker], report: Report) -> None:
    """Note what FRR-K8s speaks on each node of a cluster."""
    for resource in cluster.of_kind(FRR_K8S, "FRRConfiguration"):
        selector = mapping(resource.spec, "nodeSelector")
        where = resource.spec.at("nodeSelector") if selector else resource.at
        nodes = cluster.labelled(report, selector, where, f"{resource}: nodeSelector")
        for router in items(mapping(resource.spec, "bgp"), "routers"):
            asn, vrf = as_of(report, router, "asn"), text(router, "vrf")
            router_id = address(report, router, "id")
            neighbours = [_neighbour(stated, asn, vrf, resource.name, report) for stated in items(router, "neighbors")]
            for node in nodes:
                speakers[node.name].instance(asn, vrf)
                speakers[node.name].identify(router_id)
                for neighbour in filter(None, neighbours):
                    key = (FRR_K8S, vrf, neighbour.address or neighbour.interface)
                    speakers[node.name].peer(key, neighbour)


def _neighbour(stated: Map, own: int | None, vrf: str | None, name: str, report: Report) -> Neighbour | None:
    found, interface = address(report, stated, "address"), text(stated, "interface")
    if found is None and interface is None:
        if stated.get("address") is None:
            report.warn(stated.at(), f"a neighbour of FRRConfiguration {name!r} has neither address nor interface")
        return None
    source = text(stated, "sourceaddress")
    return Neighbour(
        location=stated.at("address" if found else "interface"),
        address=found,
        interface=None if found else interface,
        vrf=vrf,
        remote_as=stated_remote(report, stated, "asn"),
        local_as=own,
        update_source=source and (bare_address(source) or source),
        families=peer_families(found, flag(stated, "dualStackAddressFamily", False)),
        description=name,
    )
