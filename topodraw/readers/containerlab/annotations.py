"""``<lab file>.annotations.json``, in which containerlab's editors keep the picture: positions, icons, labels, groups.

::

    {"nodeAnnotations": [{"id": "spine1", "icon": "spine", "position": {"x": 120, "y": -40}, "groupId": "g1"}],
     "networkNodeAnnotations": [{"id": "host:eth1", "position": {"x": 0, "y": 0}}],
     "groupStyleAnnotations": [{"id": "g1", "name": "Spines", "parentId": "g0"}]}

Every key is optional, others are ignored. What has a wrong shape is left out with a warning: the file is no part of the
lab, and none of it stops a drawing. Older files have ``cloudNodeAnnotations``, and ``group`` and ``level`` for a group.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from topodraw.errors import Report, SourceError
from topodraw.located import YAML11, Map, Seq, locate, parse
from topodraw.model import Group, Node, Topology
from topodraw.readers.containerlab.kinds import BRIDGES, role_of_icon
from topodraw.readers.containerlab.shapes import word
from topodraw.source import Source, Sources

__all__ = ["annotated", "container_name"]

_SUFFIX = ".annotations.json"
_LARGEST = 1_000_000_000
_STANDING_FOR = {"macvlan": "macvlan {}", "vxlan": "vxlan {}", "vxlan-stitch": "vxlan {}"}
"""First part of the id of a network -> the name of our pseudo node; the others are named like the first part."""


def annotated(topology: Topology, source: Source, sources: Sources, prefix: str | None, report: Report) -> Topology:
    """Return the topology of a lab with what the file of annotations beside it says, where there is one.

    `prefix` is the lab's own of the names of its containers.
    """
    document = _document(source, sources, report)
    if document is None:
        return replace(topology, warnings=report.warnings)
    reading = _Reading(topology, prefix, report)
    drafts = reading.styles(document)
    for body in reading.items(document, "nodeAnnotations"):
        reading.node(body, drafts)
    for key in ("networkNodeAnnotations", "cloudNodeAnnotations"):
        for body in reading.items(document, key):
            reading.network(body)
    groups = _groups(drafts, topology)
    return replace(topology, nodes=tuple(reading.nodes.values()), groups=groups, warnings=report.warnings)


def container_name(prefix: str | None, lab: str, node: str) -> str:
    """Return the name of a node's container: ``clab-lab-node`` without a prefix, ``node`` with an empty one.

    >>> [container_name(prefix, "lab", "n") for prefix in (None, "", "p", "__lab-name")]
    ['clab-lab-n', 'n', 'p-lab-n', 'lab-n']
    """
    if prefix == "":
        return node
    return f"{lab}-{node}" if prefix == "__lab-name" else f"{prefix or 'clab'}-{lab}-{node}"


def _document(source: Source, sources: Sources, report: Report) -> Map | None:
    if source.path is None:
        return None
    path = source.path.with_name(source.path.name + _SUFFIX)
    sources.stamps.note(path)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a parent is closed
        return None
    try:
        file = sources.read(path)
        document = parse(file, YAML11)
    except SourceError as error:
        for problem in error.problems:
            report.warn(problem.location, f"{problem.text}; the annotations of the lab are left out")
        return None
    if document is not None and not isinstance(document, Map):
        report.warn(locate(document, file.at(1, 1)), "the annotations of a lab must be a mapping; they are left out")
        return None
    return document


@dataclass(slots=True)
class _Draft:
    """A group of the file, its members still being found."""

    title: str
    parent: str | None = None
    members: dict[str, None] = field(default_factory=dict)


class _Reading:
    def __init__(self, topology: Topology, prefix: str | None, report: Report) -> None:
        self.report = report
        self.nodes: dict[str, Node] = {node.name: node for node in topology.nodes}
        self.containers = {
            container_name(prefix, topology.name, node.name): node.name for node in topology.nodes if not node.pseudo
        }

    def items(self, document: Map, key: str) -> Iterator[Map]:
        """Yield the mappings in the list under a key that have an ``id``."""
        items = document.get(key)
        if items is None:
            return
        if not isinstance(items, Seq):
            self.report.warn(locate(items, document.value_at(key)), f"{key} must be a list; it is left out")
            return
        for place, item in enumerate(items):
            if isinstance(item, Map) and word(item.get("id")):
                yield item
            else:
                where = locate(item, items.at(place))
                self.report.warn(where, f"an item of {key} must be a mapping with an 'id'; it is left out")

    def styles(self, document: Map) -> dict[str, _Draft]:
        """Return the groups by their ids."""
        drafts = {}
        for body in self.items(document, "groupStyleAnnotations"):
            name = str(word(body["id"]))
            title = word(body.get("name")) or name.partition(":")[0]
            drafts[name] = _Draft(title, word(body.get("parentId")) or word(body.get("groupId")))
        return drafts

    def node(self, body: Map, drafts: dict[str, _Draft]) -> None:
        """Give a node what its annotation says; an annotation of what is no node (any more) says nothing."""
        name = str(word(body["id"]))
        name = name if name in self.nodes else self.containers.get(name, "")
        if name not in self.nodes or self.nodes[name].pseudo:
            return
        node, icon, title = self.placed(self.nodes[name], body), word(body.get("icon")), word(body.get("label"))
        if icon and node.hints.icon is None:
            role = role_of_icon(icon) if node.device not in BRIDGES else None
            node = replace(node, role=role or node.role, hints=replace(node.hints, icon=icon))
        if title and title != name:
            node = replace(node, title=title)
        self.nodes[name] = node
        group = _group_of(body, drafts)
        if group is not None:
            drafts[group].members[name] = None

    def network(self, body: Map) -> None:
        """Give what is outside of the lab its place."""
        kind, _, there = str(word(body["id"])).partition(":")
        name = _STANDING_FOR.get(kind, kind).format(there)
        names = [n for n, node in self.nodes.items() if node.pseudo and n in (name, f"{name} (outside)")]
        for found in names:
            if self.nodes[found].hints.x is None:  # all links to the host lead to one box: the first one places it
                self.nodes[found] = self.placed(self.nodes[found], body)

    def placed(self, node: Node, body: Map) -> Node:
        position = body.get("position")
        if position is None:
            return node
        if isinstance(position, Map):
            x, y = (_number(position.get(axis)) for axis in ("x", "y"))
            if x is not None and y is not None:
                return replace(node, hints=replace(node.hints, x=x, y=y))
        where = locate(position, body.value_at("position"))
        self.report.warn(where, f"the position of {node.name!r} must be two numbers, x and y; it is left out")
        return node


def _number(value: Any) -> int | None:
    """Return a number in pixels; a number with an exponent is text to YAML 1.1."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(number) if math.isfinite(number) and abs(number) <= _LARGEST else None


def _group_of(body: Map, drafts: dict[str, _Draft]) -> str | None:
    """Return the id of the group that a node is in: of ``groupId``, else what ``group`` and ``level`` make."""
    name = word(body.get("groupId"))
    if name is not None:
        return name if name in drafts else None
    group = word(body.get("group"))
    if group is None:
        return None
    legacy = f"{group}:{word(body.get('level')) or '1'}"
    if legacy not in drafts:
        same = next((key for key, draft in drafts.items() if group in (key, draft.title)), None)
        if same is not None:
            return same
        drafts[legacy] = _Draft(group)
    return legacy


def _groups(drafts: Mapping[str, _Draft], topology: Topology) -> tuple[Group, ...]:
    """Return the groups of the topology with those of the file before them: it says what the picture shows.

    A plain group that has the name of one of the file becomes one with it.
    """
    titles = [draft.title for draft in drafts.values()]
    others = {group.name: group for group in topology.groups}
    merging = {n: g for n, g in others.items() if g.kind == "group" and g.parent is None and titles.count(n) == 1}
    names: dict[str, str] = {}
    for key, draft in drafts.items():
        name, number = draft.title, 1
        while (name in others and name not in merging) or name in names.values():
            number += 1
            name = f"{draft.title} ({number})"
        names[key] = name
    found = []
    for key, draft in drafts.items():
        own = others[names[key]].members if names[key] in merging else ()
        members = tuple(dict.fromkeys((*draft.members, *own)))
        found.append(Group(names[key], "group", draft.title, members, _parent(key, drafts, names)))
    return (*found, *(group for group in topology.groups if group.name not in names.values()))


def _parent(key: str, drafts: Mapping[str, _Draft], names: Mapping[str, str]) -> str | None:
    """Return the name of the group around a group, None where the file has none or leads round in a circle."""
    outer = drafts[key].parent
    if outer is None or outer not in drafts:
        return None
    seen = {key: None}
    around: str | None = outer
    while around is not None and around in drafts and around not in seen:
        seen[around] = None
        around = drafts[around].parent
    return None if around in seen else names[outer]
