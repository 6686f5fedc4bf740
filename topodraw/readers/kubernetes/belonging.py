"""Which cluster a manifest belongs to: told by the names on its path, else by there being only one to choose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from topodraw.readers.kubernetes.cluster import Cluster

__all__ = ["owner_of"]

_SEPARATORS = ("-", ".", "_")


def owner_of(path: PurePath, clusters: Sequence[Cluster]) -> Cluster | None:
    """Return the cluster that a manifest is for; None where nothing tells.

    Components of the path that are a cluster's name, or begin with it and a separator, are looked at from the file
    upwards. A manifest that none of them places is for the only cluster, else for the only one that is not nested.
    """
    for component in reversed(path.parts):
        named = _named(component, clusters)
        if named is not None:
            return named
    if len(clusters) == 1:
        return clusters[0]
    outermost = [cluster for cluster in clusters if cluster.parent is None]
    return outermost[0] if len(outermost) == 1 else None


def _named(component: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """Return the cluster that a component names, the one with the longest name among several."""
    fitting = [
        cluster
        for cluster in clusters
        if component == cluster.name or component.startswith(tuple(cluster.name + mark for mark in _SEPARATORS))
    ]
    return max(fitting, key=lambda cluster: len(cluster.name), default=None)
