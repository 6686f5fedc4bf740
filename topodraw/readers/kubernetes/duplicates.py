"""Resources that are stated more than once: labs keep variants of a manifest side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topodraw.errors import Report
from topodraw.readers.kubernetes.fields import labels, plain
from topodraw.readers.kubernetes.manifests import Resource

__all__ = ["without_duplicates"]

_OF_BGP: dict[str, tuple[str, ...]] = {
    "BGPConfiguration": ("asNumber", "nodeToNodeMeshEnabled", "localWorkloadPeeringIPV4", "localWorkloadPeeringIPV6"),
    "BGPPeer": (
        "node", "nodeSelector", "peerIP", "asNumber", "peerSelector", "localASNumber", "localWorkloadSelector",
        "reversePeering", "myASN", "peerASN", "dynamicASN", "peerAddress", "interface", "nodeSelectors", "vrf",
    ),
    "Node": ("bgp",),
}  # fmt: skip
"""Kind -> the fields of its spec that bear on BGP sessions. Of kinds that are not here, all of them do."""


def without_duplicates(stated: Iterable[Resource], report: Report) -> tuple[Resource, ...]:
    """Return each resource once, the first of those with one name; later ones that say something else are remarked."""
    first: dict[tuple[str, str, str, str], Resource] = {}
    for resource in stated:
        key = (resource.group, resource.kind, resource.namespace, resource.name)
        known = first.setdefault(key, resource)
        if known is not resource and _facts(known) != _facts(resource):
            told = f"{resource} is stated otherwise in {known.at} already, which counts"
            report.warn(resource.at, told)
    return tuple(first.values())


def _facts(resource: Resource) -> Any:
    """Return what of a resource bears on BGP, for comparison."""
    spec, fields = resource.spec, _OF_BGP.get(resource.kind)
    said = {key: plain(value) for key, value in spec.items() if fields is None or key in fields}
    marks = sorted({**labels(resource.metadata, "labels"), **labels(resource.metadata, "annotations")}.items())
    return said, marks if resource.kind == "Node" else None, plain(resource.body.get("data"))
