"""Groups: the file's own, Kubernetes clusters around their containers, chassis around their cards, ASes.

A group ``outer/inner`` is inside ``outer``. A cluster and a group of one name are one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from topodraw.model import Group
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import CLUSTER

__all__ = ["read_groups"]

_CONTAINER = re.compile(r"-(?:control-plane|worker|external-load-balancer)\d*")


@dataclass(slots=True)
class _Draft:
    kind: str
    title: str
    parent: str | None = None
    members: dict[str, None] = field(default_factory=dict)


def read_groups(nodes: Sequence[Declared], systems: Mapping[str, int | None]) -> tuple[Group, ...]:
    """Return the groups of a lab, those of autonomous systems last. `systems`: node -> AS number."""
    drafts: dict[str, _Draft] = {}
    _add_clusters(drafts, nodes)
    _add_named(drafts, nodes)
    _add_chassis(drafts, nodes)
    _add_systems(drafts, systems)
    return tuple(Group(name, d.kind, d.title, tuple(d.members), d.parent) for name, d in drafts.items())


def _add_clusters(drafts: dict[str, _Draft], nodes: Sequence[Declared]) -> None:
    """kind names the containers of a cluster ``c`` ``c-control-plane``, ``c-worker``, ``c-worker2``..."""
    for cluster in (node.name for node in nodes if node.kind == CLUSTER):
        inside = [n.name for n in nodes if n.name.startswith(cluster) and _CONTAINER.fullmatch(n.name[len(cluster) :])]
        if inside:
            drafts[cluster] = _Draft("cluster", cluster, members=dict.fromkeys(inside))


def _add_named(drafts: dict[str, _Draft], nodes: Sequence[Declared]) -> None:
    clusters = {node.name for node in nodes if node.kind == CLUSTER}
    for node in nodes:
        label = node.label("graph-group")
        name = label[0] if label else node.group
        path = _path(name) if name else []
        for place, inner in enumerate(path):
            parent = path[place - 1] if place else None
            kind = "cluster" if inner in clusters else "group"
            drafts.setdefault(inner, _Draft(kind, inner.rpartition("/")[2], parent))
        if path and node.name != path[-1]:
            drafts[path[-1]].members[node.name] = None


def _path(name: str) -> list[str]:
    """Return the names of a group and those around it, outermost first: ``a/b`` -> ``a``, ``a/b``."""
    parts = [part.strip() for part in name.split("/") if part.strip()]
    return ["/".join(parts[: place + 1]) for place in range(len(parts))]


def _add_chassis(drafts: dict[str, _Draft], nodes: Sequence[Declared]) -> None:
    """The nodes that share the network namespace of another are parts of one device, such as the cards of a chassis."""
    by_name = {node.name: node for node in nodes}
    sharing: dict[str, list[str]] = {}
    for node in nodes:
        mode, _, target = (node.network_mode or "").partition(":")
        if mode == "container" and target in by_name and target != node.name:
            sharing.setdefault(target, []).append(node.name)
    for target, others in sharing.items():
        kind = by_name[target].kind
        if all(by_name[name].kind == kind for name in others):
            members = [name for name in by_name if name == target or name in others]
            title = _stem(members) or target
            drafts.setdefault(_unused(title, drafts), _Draft("cluster", title, members=dict.fromkeys(members)))


def _stem(names: Sequence[str]) -> str:
    """Return what names have in common before their last dash: ``sr-a`` and ``sr-1`` are parts of ``sr``."""
    stems = {name.rpartition("-")[0] for name in names}
    return stems.pop() if len(stems) == 1 else ""


def _add_systems(drafts: dict[str, _Draft], systems: Mapping[str, int | None]) -> None:
    numbers: dict[int, str] = {}
    for node, number in systems.items():
        if number is not None:
            name = numbers.setdefault(number, f"AS_{number}")
            if name not in drafts or drafts[name].kind != "as":
                name = numbers[number] = _unused(name, drafts)
                drafts[name] = _Draft("as", f"AS {number}")
            drafts[name].members[node] = None


def _unused(name: str, taken: Mapping[str, _Draft]) -> str:
    number, unused = 1, name
    while unused in taken:
        number += 1
        unused = f"{name} ({number})"
    return unused
