"""The shapes of the fields that are read. A resource that has one of another shape is left out.

Taking a field of the wrong shape for one that is not there would widen what a resource says: without its selector it
is for every node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import EllipsisType
from typing import Any, TypeAlias

from topodraw.errors import Location, Report
from topodraw.located import Map, Seq
from topodraw.readers.kubernetes.manifests import Resource

__all__ = ["FORMER_CONFIG", "KIND_CONFIG", "misshapen", "well_shaped"]

Shape: TypeAlias = "dict[str | EllipsisType, Shape] | list[Shape] | type[str]"
"""Text, a list of one shape, or a mapping with the shapes of its fields, ``...`` for any field."""

_LABELS: Shape = {...: str}
_EXPRESSIONS: Shape = [{"key": str, "operator": str, "values": [str]}]
_SELECTOR: Shape = {"matchLabels": _LABELS, "matchExpressions": _EXPRESSIONS}
_METADATA: Shape = {"name": str, "namespace": str, "labels": _LABELS, "annotations": _LABELS}
_FAMILIES: Shape = [{"afi": str, "safi": str}]
_CILIUM_PEER: Shape = {
    "name": str,
    "peerAddress": str,
    "peerASN": str,
    "autoDiscovery": {"mode": str, "defaultGateway": {"addressFamily": str}, "unnumbered": {"interface": str}},
    "peerConfigRef": {"name": str},
    "families": _FAMILIES,
}
_FRR_NEIGHBOUR: Shape = dict.fromkeys(
    ("address", "interface", "asn", "dynamicASN", "sourceaddress", "dualStackAddressFamily"), str
)
_SCHEDULED: Shape = {"nodeSelector": _LABELS, "nodeName": str}


def _texts(*fields: str) -> dict[str | EllipsisType, Shape]:
    return dict.fromkeys(fields, str)


_SPECS: dict[tuple[str, str], Shape] = {
    ("projectcalico.org", "BGPConfiguration"): _texts(
        "nodeToNodeMeshEnabled", "localWorkloadPeeringIPV4", "localWorkloadPeeringIPV6"
    ),
    ("projectcalico.org", "BGPPeer"): _texts(
        "node", "nodeSelector", "peerIP", "asNumber", "localASNumber", "peerSelector", "localWorkloadSelector",
        "reversePeering",
    ),
    ("projectcalico.org", "Node"): {"bgp": _texts("ipv4Address", "ipv6Address", "routeReflectorClusterID")},
    ("cilium.io", "CiliumBGPPeeringPolicy"): {
        "nodeSelector": _SELECTOR,
        "virtualRouters": [{"localASN": str, "neighbors": [_CILIUM_PEER]}],
    },
    ("cilium.io", "CiliumBGPClusterConfig"): {
        "nodeSelector": _SELECTOR,
        "bgpInstances": [{"name": str, "localASN": str, "peers": [_CILIUM_PEER]}],
    },
    ("cilium.io", "CiliumBGPPeerConfig"): {"families": _FAMILIES},
    ("cilium.io", "CiliumBGPNodeConfigOverride"): {"bgpInstances": [_texts("name", "localASN", "routerID")]},
    ("metallb.io", "BGPPeer"): {
        "nodeSelectors": [_SELECTOR],
        **_texts(
            "peerAddress", "interface", "myASN", "peerASN", "dynamicASN", "vrf", "sourceAddress", "routerID",
            "dualStackAddressFamily",
        ),
    },
    ("frrk8s.metallb.io", "FRRConfiguration"): {
        "nodeSelector": _SELECTOR,
        "bgp": {"routers": [{"asn": str, "vrf": str, "id": str, "neighbors": [_FRR_NEIGHBOUR]}]},
    },
    ("kubevirt.io", "VirtualMachine"): {"template": {"metadata": {"labels": _LABELS}, "spec": _SCHEDULED}},
    ("kubevirt.io", "VirtualMachineInstance"): _SCHEDULED,
    ("", "Pod"): _SCHEDULED,
}  # fmt: skip
"""Group and kind -> the shape of the spec. An AS number that only replaces a default is seen to where it is read."""

FORMER_CONFIG: Shape = {
    "peers": [
        {
            "node-selectors": [{"match-labels": _LABELS, "match-expressions": _EXPRESSIONS}],
            **_texts("name", "peer-address", "peer-asn", "my-asn", "source-address", "router-id"),
        }
    ]
}
"""MetalLB's configuration in its former ConfigMap."""

KIND_CONFIG: Shape = {
    "networking": {"ipFamily": str},
    "nodes": [{"role": str, "labels": _LABELS, "kubeadmConfigPatches": [str]}],
    "kubeadmConfigPatches": [str],
}
"""A configuration of kind."""


def well_shaped(stated: Iterable[Resource], report: Report) -> Iterator[Resource]:
    """Iterate over the resources whose fields have the shapes that they must; the others get a warning."""
    for resource in stated:
        spec = _SPECS.get((resource.group, resource.kind))
        shape: Shape = {"metadata": _METADATA} if spec is None else {"metadata": _METADATA, "spec": spec}
        problem = misshapen(resource.body, shape)
        if problem is None:
            yield resource
        else:
            report.warn(problem[0], f"{resource} left out: {problem[1]}")


def misshapen(value: Any, shape: Shape) -> tuple[Location, str] | None:
    """Return where the first field of another shape stands, and what is wrong with it; None where all are right.

    What is null counts as not there.
    """
    return next(_misshapen(value, shape, "it", Location("")), None)


def _misshapen(value: Any, shape: Shape, name: str, at: Location) -> Iterator[tuple[Location, str]]:
    if value is None:
        return
    if isinstance(shape, dict):
        if not isinstance(value, Map):
            yield at, f"{name} must be a mapping, not {_shape(value)}"
            return
        for key, item in value.items():
            expected = shape.get(key) or shape.get(...)
            if expected is not None:
                yield from _misshapen(item, expected, str(key), value.value_at(key))
    elif isinstance(shape, list):
        if not isinstance(value, Seq):
            yield at, f"{name} must be a list, not {_shape(value)}"
            return
        for index, item in enumerate(value):
            yield from _misshapen(item, shape[0], f"item {index + 1} of {name}", value.at(index))
    elif isinstance(value, Map | Seq):
        yield at, f"{name} must be text, not {_shape(value)}"


def _shape(value: Any) -> str:
    return "a mapping" if isinstance(value, Map) else "a list" if isinstance(value, Seq) else f"the text {value!r}"
