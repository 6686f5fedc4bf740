"""The nodes of a cluster with all that is known of them: from the lab, from kind and from Node resources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from topodraw.errors import Location, Report
from topodraw.located import Map
from topodraw.readers.configs.values import bare_address
from topodraw.readers.kubernetes.cluster import Cluster, Member
from topodraw.readers.kubernetes.fields import labels
from topodraw.readers.kubernetes.kind_config import CONTROL_PLANE_LABEL, KindConfig, KindNode, read_kind_config
from topodraw.readers.kubernetes.label_selectors import label_selector
from topodraw.readers.kubernetes.manifests import Resource
from topodraw.readers.kubernetes.selectors import Selector, parse_selector

__all__ = ["HOSTNAME", "KubeCluster", "KubeNode", "known_cluster"]

HOSTNAME = "kubernetes.io/hostname"
_CONTROL_PLANE_NAME = re.compile(r"-control-plane\d*")


@dataclass(frozen=True, slots=True)
class KubeNode:
    """A node of a cluster."""

    name: str
    addresses: tuple[str, ...]
    labels: dict[str, str]
    versions: tuple[int, ...]
    """The IP versions that it speaks, as far as that is known."""
    gateways: tuple[str, ...] = ()
    """Where its default routes lead, one address of each IP version."""


@dataclass(frozen=True, slots=True)
class KubeCluster:
    """A cluster with its nodes and the resources that are for it."""

    name: str
    parent: str | None
    nodes: tuple[KubeNode, ...]
    resources: tuple[Resource, ...]
    node_ips: dict[str, tuple[str, ...]]
    """Node -> addresses that kind is told, which the lab need not know."""

    def of_kind(self, group: str, *kinds: str) -> tuple[Resource, ...]:
        return tuple(item for item in self.resources if item.group == group and item.kind in kinds)

    def node(self, name: str) -> KubeNode | None:
        return next((node for node in self.nodes if node.name == name), None)

    def matching(self, report: Report, expression: str, at: Location, field: str) -> tuple[KubeNode, ...]:
        """Return the nodes that a selector of Calico picks.

        Raises SelectorError; labels that no node is known to have get a warning.
        """
        return self._picked(report, parse_selector(expression), at, field)

    def labelled(self, report: Report, stated: Map, at: Location, field: str) -> tuple[KubeNode, ...]:
        """Return the nodes that a label selector of Kubernetes picks, all for an empty one."""
        return self._picked(report, label_selector(report, stated), at, field)

    def _picked(self, report: Report, selector: Selector, at: Location, field: str) -> tuple[KubeNode, ...]:
        unknown = [key for key in selector.keys if not any(key in node.labels for node in self.nodes)]
        if unknown and self.nodes:
            told = " or ".join(map(repr, unknown))
            report.warn(at, f"{field}: no node of cluster {self.name!r} is known to have the label {told}")
        picked = tuple(node for node in self.nodes if selector.matches(node.labels))
        if not picked and self.nodes and not unknown:
            report.warn(at, f"{field} picks no node of cluster {self.name!r}")
        return picked


def known_cluster(cluster: Cluster, resources: Sequence[Resource], report: Report) -> KubeCluster:
    """Return a cluster with what kind and Node resources say of its nodes."""
    kind = read_kind_config(cluster.kind_config, cluster.name, report) if cluster.kind_config else None
    stated = [item for item in resources if item.kind == "Node" and item.group in ("", "projectcalico.org")]
    nodes = tuple(_node(member, cluster.name, kind, stated) for member in cluster.members)
    made = kind.nodes if kind else {}
    return KubeCluster(
        name=cluster.name,
        parent=cluster.parent,
        nodes=nodes,
        resources=tuple(resources),
        node_ips={node.name: made[node.name].addresses for node in nodes if node.name in made},
    )


def _node(member: Member, cluster: str, kind: KindConfig | None, stated: Iterable[Resource]) -> KubeNode:
    made = kind.nodes.get(member.name) if kind else None
    known = {HOSTNAME: member.name, "kubernetes.io/os": "linux", "beta.kubernetes.io/os": "linux"}
    if _CONTROL_PLANE_NAME.fullmatch(member.name.removeprefix(cluster)) and made is None:
        known[CONTROL_PLANE_LABEL] = ""
    known |= dict(member.labels) | (made.labels if made else {})
    for resource in stated:
        if resource.name == member.name:
            known |= labels(resource.metadata, "labels")
    addresses = _addresses(member, made)
    return KubeNode(member.name, addresses, known, kind.versions if kind else _versions(addresses), member.gateways)


def _addresses(member: Member, made: KindNode | None) -> tuple[str, ...]:
    stated = [bare_address(address) for address in member.addresses]
    return tuple(dict.fromkeys([*(made.addresses if made else ()), *filter(None, stated)]))


def _versions(addresses: Sequence[str]) -> tuple[int, ...]:
    """Return the IP versions of a node's addresses, none where it has none."""
    versions = [6 if ":" in address else 4 for address in addresses]
    return tuple(dict.fromkeys(sorted(versions)))
