"""The configuration of kind (Kubernetes in containers): the nodes of a cluster, by the names that kind gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from topodraw.errors import Report, SourceError
from topodraw.located import STRINGS, Map, Seq, parse
from topodraw.readers.configs.values import bare_address
from topodraw.readers.kubernetes.fields import items, labels, mapping, text
from topodraw.readers.kubernetes.manifests import documents
from topodraw.readers.kubernetes.shapes import KIND_CONFIG, misshapen
from topodraw.source import Source

__all__ = ["CONTROL_PLANE_LABEL", "KindConfig", "KindNode", "read_kind_config"]

CONTROL_PLANE_LABEL = "node-role.kubernetes.io/control-plane"
_CONTROL_PLANE = "control-plane"
_FAMILIES: dict[str, tuple[int, ...]] = {"ipv4": (4,), "ipv6": (6,), "dual": (4, 6)}


@dataclass(frozen=True, slots=True)
class KindNode:
    """A node as kind makes it."""

    labels: dict[str, str]
    addresses: tuple[str, ...]
    """Those that the kubelet is told to use (``node-ip``)."""


@dataclass(frozen=True, slots=True)
class KindConfig:
    """What a configuration of kind says of a cluster."""

    nodes: dict[str, KindNode] = field(default_factory=dict)
    versions: tuple[int, ...] = (4,)
    """The IP versions of its nodes."""


def read_kind_config(source: Source, cluster: str, report: Report) -> KindConfig | None:
    """Return what kind makes of a configuration for a cluster of this name; None, with a warning, for what is none.

    The nodes are called ``C-control-plane``, ``C-control-plane2``, ``C-worker``, ``C-worker2`` and so on.
    """
    for part, first_line in documents(source):
        try:
            body = parse(part, STRINGS, first_line=first_line)
        except SourceError as error:
            for problem in error.problems:
                report.warn(problem.location, f"configuration of kind left out: {problem.text}")
            continue
        if isinstance(body, Map) and (text(body, "apiVersion") or "").startswith("kind.x-k8s.io/"):
            wrong = misshapen(body, KIND_CONFIG)
            if wrong is not None:
                report.warn(wrong[0], f"configuration of kind left out: {wrong[1]}")
                return None
            family = text(mapping(body, "networking"), "ipFamily") or "ipv4"
            return KindConfig(_nodes(body, cluster, report), _FAMILIES.get(family.lower(), (4,)))
    report.warn(source.at(), "holds no configuration of kind (apiVersion: kind.x-k8s.io/...)")
    return None


def _nodes(body: Map, cluster: str, report: Report) -> dict[str, KindNode]:
    count: Counter[str] = Counter()
    nodes: dict[str, KindNode] = {}
    for stated in [*items(body, "nodes")] or [Map(body.file, body.mark)]:  # without a list, kind makes a single node
        role = text(stated, "role") or _CONTROL_PLANE
        count[role] += 1
        joins = role != _CONTROL_PLANE or count[role] > 1
        arguments = dict(_kubelet_arguments(body, joins, report)) | dict(_kubelet_arguments(stated, joins, report))
        own = {CONTROL_PLANE_LABEL: ""} if role == _CONTROL_PLANE else {}
        nodes[f"{cluster}-{role}{count[role] if count[role] > 1 else ''}"] = KindNode(
            own | labels(stated, "labels") | _pairs(arguments.get("node-labels", "")),
            tuple(filter(None, (bare_address(word.strip()) for word in arguments.get("node-ip", "").split(",")))),
        )
    return nodes


def _kubelet_arguments(parent: Map, joins: bool, report: Report) -> Iterator[tuple[str, str]]:
    """Iterate over what kubeadm is told to hand to the kubelet: YAML inside YAML.

    The first node of a cluster initialises it, all others join: a patch holds for the nodes of its kind only.
    """
    kind = "JoinConfiguration" if joins else "InitConfiguration"
    patches = parent.get("kubeadmConfigPatches")
    if not isinstance(patches, Seq):
        return
    for index, patch in enumerate(patches):
        if not isinstance(patch, str):
            continue
        at = patches.at(index)
        for part, line in documents(Source(at.file, patch)):
            try:
                body = parse(part, STRINGS, first_line=(at.line or 1) + line)
            except SourceError as error:
                for problem in error.problems:
                    place = replace(problem.location, column=None)
                    report.warn(place, f"patch of kubeadm's configuration left out: {problem.text}")
                continue
            if isinstance(body, Map) and text(body, "kind") == kind:
                yield from _arguments(mapping(body, "nodeRegistration"))


def _arguments(registration: Map) -> Iterator[tuple[str, str]]:
    """Iterate over the extra arguments, a mapping until kubeadm's v1beta3 and a list of pairs from v1beta4 on."""
    yield from labels(registration, "kubeletExtraArgs").items()
    for pair in items(registration, "kubeletExtraArgs"):
        yield text(pair, "name") or "", text(pair, "value") or ""


def _pairs(stated: str) -> dict[str, str]:
    """Return labels out of ``a=1,b=2``."""
    pairs = (pair.partition("=") for pair in stated.split(",") if pair.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}
