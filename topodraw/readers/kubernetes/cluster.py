"""What is known of clusters before their manifests are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from topodraw.source import Source

__all__ = ["Cluster", "Member"]


@dataclass(frozen=True, slots=True)
class Member:
    """A node of a cluster, as the lab knows it."""

    name: str
    addresses: tuple[str, ...] = ()
    """Without length, of all interfaces."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Kubernetes labels known from elsewhere than the manifests."""
    gateways: tuple[str, ...] = ()
    """Where its default routes lead, one address of each IP version."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Kubernetes cluster of a lab."""

    name: str
    members: tuple[Member, ...]
    """In the order of the lab."""
    kind_config: Source | None = None
    """The configuration of kind, where the cluster has one."""
    parent: str | None = None
    """The cluster whose nodes run the members of this one as virtual machines."""
    runs_on: Mapping[str, str] = field(default_factory=dict)
    """Member -> node of the parent that runs it."""
