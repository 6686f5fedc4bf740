"""Groups: members created on demand, patterns expanded, and the data of groups handed down to their members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from topodraw.errors import Location
from topodraw.located import Map, locate
from topodraw.readers.netlab import shapes
from topodraw.readers.netlab.bgp import apply_as_list
from topodraw.readers.netlab.lab import Lab, LabNode
from topodraw.readers.netlab.members import OBJECTS as _OBJECTS
from topodraw.readers.netlab.members import expand_members, is_pattern
from topodraw.readers.netlab.nodes import add_node, takes_global_modules
from topodraw.readers.netlab.shapes import as_number
from topodraw.readers.netlab.tree import Tree, clone, get, merged, names

__all__ = ["apply", "collect", "resolve"]

_SETTINGS = {"members", "vars", "config", "node_data", "device", "module", "type"}


def collect(lab: Lab) -> None:
    """Read the groups and create the members that are to be created."""
    own, common = lab.document.get("groups"), lab.defaults.get("groups")
    everywhere = bool(get(own, "_auto_create") or get(common, "_auto_create"))
    lab.groups = _read(lab, own if isinstance(own, dict) else {}, "groups")
    lab.own_groups = list(lab.groups)
    defaults = _read(lab, common if isinstance(common, dict) else {}, "defaults.groups")
    lab.defaults["groups"] = defaults
    known = {*lab.groups, *defaults}
    for groups, always in ((lab.groups, everywhere), (defaults, False)):
        for group in groups.values():
            if always or group.get("_auto_create"):
                _create_members(lab, group, known)


def _read(lab: Lab, groups: Tree, what: str) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for name, value in groups.items():
        if isinstance(name, str) and name.startswith("_"):
            continue
        at = _place(groups, name, lab)
        group = value
        if isinstance(value, list):
            group = Map(at.file, (at.line or 1, at.column or 1))
            group.put("members", value, at, locate(value, at))
        if not isinstance(name, str) or not isinstance(group, dict):
            lab.report.error(at, f"group {name!r} must be a list of members or a mapping")
        elif name in lab.nodes:
            lab.report.error(at, f"group {name!r} has the name of a node; rename one of them")
        elif group.get("type", "node") not in ("node", "vlan", "vrf"):
            lab.report.error(at, f"type of group {name!r} must be node, vlan or vrf")
        else:
            shapes.check(group, shapes.GROUPS[group.get("type", "node")], f"{what}.{name}", lab.report, at)
            found[name] = group
    return found


def _place(groups: Tree, name: Any, lab: Lab) -> Location:
    return groups.at(name) if isinstance(groups, Map) else lab.document.at("groups")


def _create_members(lab: Lab, group: Tree, known: set[str]) -> None:
    at = group.at("members") if isinstance(group, Map) else lab.document.at("groups")
    kind = group.get("type", "node")
    for member in names(group.get("members")):
        if member in known or is_pattern(member) or (kind == "node" and member in lab.nodes):
            continue
        if kind == "node":
            add_node(lab, member, Map(at.file, (at.line or 1, at.column or 1)), at)
        else:
            place = lab.document.setdefault(_OBJECTS[kind], Map())
            place.setdefault(member, Map())


def resolve(lab: Lab) -> None:
    """Merge the default groups in, expand the patterns of members, and add nodes that name their groups."""
    known = list(lab.groups)
    for name, group in lab.groups.items():
        group["members"] = expand_members(lab, name, group, known)
    for name, group in lab.defaults["groups"].items():
        group["members"] = expand_members(lab, name, group, list(lab.defaults["groups"]), prune=True)
        lab.groups[name] = merged(group, lab.groups[name]) if name in lab.groups else group
        if name not in lab.own_groups and group["members"]:
            lab.own_groups.append(name)
    for node in lab.nodes.values():
        for name in node.data.get("group") or ():
            members = lab.groups.setdefault(name, {"members": []})["members"]
            if name not in lab.own_groups:
                lab.own_groups.append(name)
            if node.name not in members:
                members.append(node.name)
    _refuse_loops(lab)


def _refuse_loops(lab: Lab) -> None:
    """Report groups that contain themselves."""
    groups: Any = lab.document.get("groups") or {}
    finished: set[str] = set()
    for start in lab.groups:
        chain: dict[str, Iterator[str]] = {} if start in finished else {start: iter(lab.groups[start]["members"])}
        while chain:
            name = next(reversed(chain))
            member = next((m for m in chain[name] if m in lab.groups and m not in finished), None)
            if member is None:
                finished.add(name)
                del chain[name]
            elif member in chain:
                loop = " > ".join((*chain, member))
                lab.report.error(_place(groups, start, lab), f"groups in a loop: {loop}")
                return
            else:
                chain[member] = iter(lab.groups[member]["members"])


def _members(lab: Lab, name: str, kind: str = "node") -> list[str]:
    """Return all direct and indirect members of a group that are nodes (or VLANs, or VRFs)."""
    group = lab.groups[name]
    if group.get("type", "node") != kind:
        return []
    computed = _computed(lab, name, group, kind)
    if computed:
        return computed
    objects: Any = lab.nodes if kind == "node" else lab.document.get(_OBJECTS[kind]) or {}
    found: dict[str, None] = {}
    entered: set[str] = set()
    pending = [iter(group["members"])]
    while pending:
        member = next(pending[-1], None)
        if member is None:
            pending.pop()
            continue
        if member in objects:
            found[member] = None
        below = lab.groups.get(member)
        if below is not None and member not in entered:
            entered.add(member)
            found.update(dict.fromkeys(_computed(lab, member, below, kind)))
            pending.append(iter(below["members"] if below.get("type", "node") == kind else ()))
    return list(found)


def _computed(lab: Lab, name: str, group: Tree, kind: str) -> list[str]:
    """Return the members of a group that lists none: all nodes, or those of a device."""
    if kind != "node" or group.get("type", "node") != "node":
        return []
    if name == "all":
        return list(lab.nodes)
    if not group["members"] and name in lab.devices:
        return [node.name for node in lab.nodes.values() if node.data.get("device") == name]
    return []


def _ordered(lab: Lab) -> list[str]:
    """Return the groups, members before the groups they are in, otherwise by name."""
    pending, result = sorted(lab.groups), []
    waiting = set(pending)
    while waiting:
        for name in [name for name in pending if name in waiting]:
            if not any(member in waiting for member in lab.groups[name]["members"]):
                result.append(name)
                waiting.discard(name)
    return result


def apply(lab: Lab) -> None:
    """Hand devices, modules and data of groups to their members; then AS lists and the data of AS groups."""
    order = _ordered(lab)
    for name in order:
        device = lab.groups[name].get("device")
        for member in _members(lab, name) if device else ():
            lab.nodes[member].data.setdefault("device", device)
    for name in order:
        for member in _members(lab, name) if "module" in lab.groups[name] else ():
            own = lab.nodes[member].data.setdefault("module", [])
            own.extend(m for m in lab.groups[name]["module"] if m not in own)
    for name in order:
        _hand_down(lab, name)
    apply_as_list(lab)
    _add_as_groups(lab)
    for name in _ordered(lab):
        if name.startswith("as"):
            _hand_down(lab, name)


def _hand_down(lab: Lab, name: str) -> None:
    group = lab.groups[name]
    data = {k: v for k, v in group.items() if k not in _SETTINGS and isinstance(k, str) and not k.startswith("_")}
    if isinstance(group.get("node_data"), dict):
        data = merged(data, group["node_data"])
    group["node_data"] = data
    kind = group.get("type", "node")
    for member in _members(lab, name, kind) if data else ():
        if kind != "node":
            objects = lab.document[_OBJECTS[kind]]
            own = objects[member]
            objects[member] = merged(data, own) if isinstance(own, dict) else clone(data)
            continue
        node = lab.nodes[member]
        kept = data
        if "module" in node.data:
            kept = {k: v for k, v in data.items() if k not in lab.modules or k in node.modules}
        node.data = merged(kept, node.data)


def _add_as_groups(lab: Lab) -> None:
    """Create group as<N> for every AS that a node running BGP is in; the lab may have given it data."""
    everywhere = as_number(lab.setting("bgp.as"))
    for node in lab.nodes.values():
        asn = node.asn or everywhere
        if asn and _will_run_bgp(lab, node):
            group = lab.groups.setdefault(f"as{asn}", {"members": []})
            if node.name not in group["members"]:
                group["members"].append(node.name)


def _will_run_bgp(lab: Lab, node: LabNode) -> bool:
    if "module" in node.data:
        return "bgp" in node.modules
    device = node.data.get("device") or lab.defaults.get("device")
    if device is None:
        return False
    likely = LabNode(node.name, node.at, {**node.data, "device": device})
    return "bgp" in lab.modules and takes_global_modules(lab, likely)
