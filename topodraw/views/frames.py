"""Groups to Frames: which groups to draw, and how they enclose each other.

A set of frames can be drawn when any two of them are disjoint or one contains the other. Groups are chosen in an order
of preference; one that crosses a group chosen before is an error where the user named it, else left out with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from topodraw.diagram import Frame
from topodraw.errors import TopodrawError, UnknownName
from topodraw.model import Group, Topology
from topodraw.views.ids import unique_id

__all__ = ["FramePlan", "autonomous_systems", "frames", "plan_frames"]

_ROUND_AS = ("cluster", "site")


@dataclass(frozen=True, slots=True)
class FramePlan:
    """The groups to draw, in the order of the topology, each with its boxes, those of inner groups included."""

    groups: tuple[tuple[Group, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


def plan_frames(
    topology: Topology, group_by: Sequence[str] | None, nodes: Iterable[str], *, strict: bool = True
) -> FramePlan:
    """Choose the groups to draw around some nodes.

    `group_by` holds ``as``, ``group``, ``area``, ``none`` or names of groups; None is autonomous systems where the lab
    has any, else its clusters and nested groups. Raises UnknownName for a group that does not exist and TopodrawError
    for named groups that cross each other; without `strict` both become notes, and the groups before them are drawn.
    """
    shown = frozenset(nodes)
    if group_by is None:
        return _compatible(topology, _default(topology), shown)
    wanted: dict[Group, None] = {}
    notes: tuple[str, ...] = ()
    for word in group_by:
        found = _WORDS[word](topology) if word in _WORDS else _named(topology, word)
        wanted.update(dict.fromkeys(found))
        if not found and word not in _WORDS:
            if strict:
                raise UnknownName("group", word, dict.fromkeys((*(g.name for g in _all_groups(topology)), *_WORDS)))
            notes += (f"there is no group {word} to draw a frame around",)
    strict = strict and any(word not in _WORDS for word in group_by)
    plan = _compatible(topology, list(wanted), shown, strict=strict, asked="as" not in group_by)
    return FramePlan(plan.groups, notes + plan.notes)


def frames(plan: FramePlan) -> tuple[Frame, ...]:
    """Return the frames of a plan, outer ones before inner ones, those without boxes dropped."""
    sets = [item for item in plan.groups if item[1]]
    home, parents = _nest(sets)
    direct: list[list[str]] = [
        [name for name in members if home[name] == index] for index, (_, members) in enumerate(sets)
    ]
    return _in_order([group for group, _ in sets], parents, direct)


def autonomous_systems(topology: Topology) -> list[Group]:
    """Return the autonomous systems: the topology's groups, else one for each AS number."""
    groups = [group for group in topology.groups if group.kind == "as"]
    if groups:
        return groups
    members: dict[int, list[str]] = {}
    for node in topology.nodes:
        if node.asn is not None:
            members.setdefault(node.asn, []).append(node.name)
    return [Group(f"AS_{asn}", "as", f"AS {asn}", tuple(names)) for asn, names in members.items()]


def _as_and_around(topology: Topology) -> list[Group]:
    """Return the autonomous systems and what may stand around or inside them: clusters, sites, nested groups."""
    return [*autonomous_systems(topology), *_clusters(topology)]


def _clusters(topology: Topology) -> list[Group]:
    own = _own_groups(topology)
    parents = {group.parent for group in own}
    return [group for group in own if group.kind in _ROUND_AS or group.parent or group.name in parents]


def _default(topology: Topology) -> list[Group]:
    """Return autonomous systems where there are any, else clusters, which say what the lab is made of, and nested
    groups."""
    if any(group.kind == "as" for group in topology.groups):
        return _as_and_around(topology)
    found = _clusters(topology)
    telling = any(group.kind == "cluster" or group.parent for group in found)
    return found if telling else []


def _own_groups(topology: Topology) -> list[Group]:
    return [group for group in topology.groups if group.kind not in ("as", "area")]


def _areas(topology: Topology) -> list[Group]:
    members: dict[str, list[str]] = {}
    for node in topology.nodes:
        if node.isis_area is not None:
            members.setdefault(node.isis_area, []).append(node.name)
    return [Group(f"area_{area}", "area", f"Area {area}", tuple(names)) for area, names in members.items()]


_WORDS: dict[str, Callable[[Topology], list[Group]]] = {
    "as": _as_and_around,
    "group": _own_groups,
    "area": _areas,
    "none": lambda topology: [],
}


def _named(topology: Topology, name: str) -> list[Group]:
    """Return the group of this name, else of this title, if there is one."""
    groups = _all_groups(topology)
    by_name = next((group for group in groups if group.name == name), None)
    found = by_name or next((group for group in groups if group.title == name), None)
    return [found] if found else []


def _all_groups(topology: Topology) -> list[Group]:
    return [*autonomous_systems(topology), *(group for group in topology.groups if group.kind != "as")]


def _compatible(
    topology: Topology, wanted: list[Group], nodes: frozenset[str], *, strict: bool = False, asked: bool = False
) -> FramePlan:
    """Keep the groups that cross none before them. Plain groups that nobody asked for need no note."""
    all_members = _all_members(topology)
    kept: list[tuple[Group, tuple[str, ...]]] = []
    groups_of: dict[str, list[int]] = {}
    notes = []
    for group in wanted:
        names = all_members.get(group.name, ()) if group.kind not in ("as", "area") else group.members
        members = tuple(dict.fromkeys(name for name in names if name in nodes))
        crossed = _crossed(members, kept, groups_of)
        if crossed is None:
            for name in members:
                groups_of.setdefault(name, []).append(len(kept))
            kept.append((group, members))
            continue
        other, shared = crossed
        if strict:
            raise TopodrawError(
                f"node {shared!r} is in group {other.name!r} and in group {group.name!r}, and neither contains the "
                "other; choose groups that do not cross"
            )
        if asked or group.kind != "group":
            notes.append(f"group {group.name} is not drawn: it shares {shared} with {other.name}")
    places = {group: place for place, group in enumerate(topology.groups)}
    kept.sort(key=lambda item: places.get(item[0], 0))
    return FramePlan(tuple(kept), tuple(notes))


def _crossed(
    members: tuple[str, ...], kept: list[tuple[Group, tuple[str, ...]]], groups_of: Mapping[str, list[int]]
) -> tuple[Group, str] | None:
    """Return the first group kept that shares a node with these members but neither contains nor is contained."""
    shared: dict[int, list[str]] = {}
    for name in members:
        for index in groups_of.get(name, ()):
            shared.setdefault(index, []).append(name)
    for index in sorted(shared):
        group, others = kept[index]
        if len(shared[index]) < min(len(members), len(others)):
            return group, shared[index][0]
    return None


def _all_members(topology: Topology) -> dict[str, tuple[str, ...]]:
    """Return the members of each group with those of the groups nested in it."""
    parents = {group.name: group.parent for group in topology.groups}
    members: dict[str, dict[str, None]] = {group.name: {} for group in topology.groups}
    for group in topology.groups:
        for name in _lineage(group.name, parents):
            if name in members:
                members[name].update(dict.fromkeys(group.members))
    return {name: tuple(found) for name, found in members.items()}


def _lineage(name: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return a group and those around it, innermost first; a circle of parents ends where it closes."""
    lineage: dict[str, None] = {}
    current: str | None = name
    while current is not None and current not in lineage:
        lineage[current] = None
        current = parents.get(current)
    return list(lineage)


def _nest(sets: list[tuple[Group, tuple[str, ...]]]) -> tuple[dict[str, int], list[int | None]]:
    """Return each box's innermost group and each group's enclosing one, as indexes into `sets`.

    Taken from the largest to the smallest, a group stands in whatever its first box has been put in so far. Of groups
    with the same boxes, autonomous systems and areas are innermost, and a group is inside its parent.
    """
    parent_of = {group.name: group.parent for group, _ in sets}

    def outermost_first(index: int) -> tuple[int, bool, int]:
        group, members = sets[index]
        return -len(members), group.kind in ("as", "area"), len(_lineage(group.name, parent_of))

    home: dict[str, int] = {}
    parents: list[int | None] = [None] * len(sets)
    for index in sorted(range(len(sets)), key=outermost_first):
        members = sets[index][1]
        parents[index] = home.get(members[0])
        home.update(dict.fromkeys(members, index))
    return home, parents


def _in_order(groups: list[Group], parents: list[int | None], direct: list[list[str]]) -> tuple[Frame, ...]:
    ids: set[str] = set()
    names = [unique_id(group.name, ids) for group in groups]
    inner: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        inner.setdefault(parent, []).append(index)
    found: list[Frame] = []
    waiting = list(reversed(inner.get(None, [])))
    while waiting:
        index = waiting.pop()
        parent = parents[index]
        found.append(
            Frame(
                id=names[index],
                title=groups[index].title,
                members=tuple(direct[index]),
                kind=groups[index].kind,
                parent=None if parent is None else names[parent],
            )
        )
        waiting.extend(reversed(inner.get(index, [])))
    return tuple(found)
