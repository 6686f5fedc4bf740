"""Kubernetes clusters that a lab does not make itself: it joins their containers, which are told by their names.

They are ``ext-container`` nodes, or nodes in the network namespace of such a container (``network-mode: container:…``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from topodraw.readers.containerlab.inheritance import Declared

__all__ = ["foreign_clusters"]

_OF_KIND = re.compile(r"(.+)-(?:control-plane|worker)[0-9]*")
_OF_MINIKUBE = re.compile(r"(.+)-m[0-9]{2}")
"""All nodes but the first, which is called like the cluster."""


def foreign_clusters(nodes: Sequence[Declared]) -> dict[str, dict[str, str]]:
    """Return the containers of each cluster, by their names, each with the node of the lab that stands for it."""
    containers: dict[str, str] = {}
    for node in nodes:
        container = _container(node)
        if container:
            containers.setdefault(container, node.name)
    declared = {node.name for node in nodes}
    first = {found[1] for found in map(_OF_MINIKUBE.fullmatch, containers) if found}
    clusters: dict[str, dict[str, str]] = {}
    for container, name in containers.items():
        if container != name and container in declared:
            continue
        found = _OF_KIND.fullmatch(container) or _OF_MINIKUBE.fullmatch(container)
        if found or container in first:
            clusters.setdefault(found[1] if found else container, {})[container] = name
    return clusters


def _container(node: Declared) -> str | None:
    mode, _, target = (node.network_mode or "").partition(":")
    if mode == "container":
        return target
    return node.name if node.kind == "ext-container" else None
