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
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from topodraw.errors import Location, Report, SourceError
from topodraw.located import YAML11, Map, Seq, locate, parse
from topodraw.model import Group, Node, Topology
from topodraw.readers.containerlab.kinds import BRIDGES, role_of_icon
from topodraw.readers.containerlab.shapes import word
from topodraw.source import Source, Sources

__all__ = ["annotated", "container_name"]

_SUFFIX = ".annotations.json"
_LARGEST = 1_000_000_000
_DEEPEST = 32
"""Levels of groups in groups; a frame around each makes a picture that nobody can look at."""
_ROUND = 0
"""The depth of groups that lead round in a circle."""
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
    groups = _groups(drafts, topology, report)
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
    where: Location | None = None
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
            drafts[name] = _Draft(title, word(body.get("parentId")) or word(body.get("groupId")), body.at("id"))
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


def _groups(drafts: Mapping[str, _Draft], topology: Topology, report: Report) -> tuple[Group, ...]:
    """Return the groups of the topology with those of the file before them: it says what the picture shows.

    A plain group that has the name of one of the file becomes one with it.
    """
    titles = Counter(draft.title for draft in drafts.values())
    others = {group.name: group for group in topology.groups}
    merging = {n: g for n, g in others.items() if g.kind == "group" and g.parent is None and titles[n] == 1}
    names: dict[str, str] = {}
    taken = dict.fromkeys(name for name in others if name not in merging)
    used: Counter[str] = Counter()
    for key, draft in drafts.items():
        name = draft.title
        while name in taken:
            used[draft.title] += 1
            name = f"{draft.title} ({used[draft.title] + 1})"
        taken[name] = None
        names[key] = name
    around = _around(drafts, report)
    found = []
    for key, draft in drafts.items():
        own = others[names[key]].members if names[key] in merging else ()
        members = tuple(dict.fromkeys((*draft.members, *own)))
        parent = around[key]
        found.append(Group(names[key], "group", draft.title, members, None if parent is None else names[parent]))
    kept = dict.fromkeys(names.values())
    return (*found, *(group for group in topology.groups if group.name not in kept))


def _around(drafts: Mapping[str, _Draft], report: Report) -> dict[str, str | None]:
    """Return the group around each group, None where there is none or the file leads round in a circle.

    Groups that would be too deep stand side by side in the deepest one that is not.
    """
    around: dict[str, str | None] = {}
    depths: dict[str, int] = {}
    cut: list[_Draft] = []
    for key in drafts:
        chain: dict[str, None] = {}
        outer: str | None = key
        while outer is not None and outer not in depths and outer not in chain:
            chain[outer] = None
            parent = drafts[outer].parent
            outer = parent if parent in drafts else None
        if outer in chain or (outer is not None and depths[outer] == _ROUND):
            around |= dict.fromkeys(chain)
            depths |= dict.fromkeys(chain, _ROUND)
            continue
        for inner in reversed(chain):
            depth = 1 + (depths[outer] if outer is not None else 0)
            if outer is not None and depth > _DEEPEST:
                cut.append(drafts[inner])
                outer, depth = around[outer], _DEEPEST
            around[inner], depths[inner] = outer, depth
            outer = inner
    if cut and cut[0].where is not None:
        text = f"is a group in more than {_DEEPEST - 1} others; it is drawn beside the one that it is in"
        more = f", and {len(cut) - 1} more likewise" if len(cut) > 1 else ""
        report.warn(cut[0].where, f"{cut[0].title!r} {text}{more}")
    return around
