"""Plugin node.clone: a node with `clone` becomes several, each with a copy of its links."""

from __future__ import annotations

from typing import Any

from topodraw.located import Map
from topodraw.readers.netlab.expressions import BadExpression, formatted
from topodraw.readers.netlab.forms import RawLink, flatten, read_link
from topodraw.readers.netlab.lab import MAX_LINKS, Lab, LabLink, LabNode
from topodraw.readers.netlab.nodes import add_node
from topodraw.readers.netlab.tree import Tree, clone, get, integer, mapping, merged, put

__all__ = ["expand"]

MAX_CLONES = 1000
_NAMES = "{name[:13]}-{id:02d}"


def expand(lab: Lab, raw: list[RawLink]) -> list[RawLink]:
    """Replace every node that is to be cloned, in links, groups, VLANs and VRFs too."""
    for node in [node for node in lab.nodes.values() if "clone" in node.data]:
        numbers = _numbers(lab, node)
        if not numbers:
            continue
        names = _add_clones(lab, node, numbers)
        raw = _cloned(lab, raw, node.name, names)
        for group in lab.groups.values():  # those of the defaults lose the node and get no clones
            members = group.get("members")
            if isinstance(members, list) and node.name in members:
                members[:] = [m for m in members if m != node.name] + names
        for kind in ("vlans", "vrfs"):
            for name, data in mapping(lab.document, kind).items():
                if isinstance(data, dict) and "links" in data:
                    items = flatten(lab, data["links"], f"{kind}.{name}.links", lab.document.at(kind))
                    data["links"] = [value for _, value, _ in _cloned(lab, items, node.name, names)]
        del lab.nodes[node.name]
    return raw


def _numbers(lab: Lab, node: LabNode) -> range:
    settings = node.data.pop("clone")
    values = {key: integer(settings.get(key, usual)) for key, usual in (("count", None), ("start", 1), ("step", 1))}
    if any(value is None or value < 1 for value in values.values()):
        lab.report.error(node.at, f"clone.count, start and step of node {node.name!r} must be whole numbers from 1")
        return range(0)
    count, start, step = (values[key] or 1 for key in ("count", "start", "step"))
    if count > MAX_CLONES:
        lab.report.error(node.at, f"node {node.name!r} is to be cloned {count} times; {MAX_CLONES} is the limit")
        return range(0)
    return range(start, start + count * step, step)


def _add_clones(lab: Lab, node: LabNode, numbers: range) -> list[str]:
    pattern = get(lab.defaults, "clone.node_name_pattern") or _NAMES
    names: list[str] = []
    for number in numbers:
        try:
            name = formatted(str(pattern), {**node.data, "name": node.name, "id": number})
        except BadExpression as error:
            lab.report.error(node.at, f"defaults.clone.node_name_pattern {error}")
            return names
        data: Tree = clone(node.data)
        if integer(data.get("id")) is not None:
            data["id"] += number - 1
        existing = lab.nodes.get(name)
        if existing is not None:
            existing.data = merged(data, existing.data)
        elif add_node(lab, name, data, node.at) is None:
            continue
        names.append(name)
    return names


def _cloned(lab: Lab, raw: list[RawLink], name: str, names: list[str]) -> list[RawLink]:
    """Return a list of links with those of a node replaced by copies for its clones, at the end."""
    kept: list[RawLink] = []
    copies: list[RawLink] = []
    for label, value, at in raw:
        link = read_link(lab, value, label, at, quiet=True)
        found = [] if link is None else _copies(lab, link, name, names)
        if not found:
            kept.append((label, value, at))
        copies += [(label, copy, at) for copy in found]
        if len(copies) > MAX_LINKS:
            lab.report.error(at, f"the clones of {name!r} have more than {MAX_LINKS:,} links")
            lab.report.check()
    return kept + copies


def _copies(lab: Lab, link: LabLink, name: str, names: list[str]) -> list[Tree]:
    members = get(link.data, "lag.members")
    if members:
        return _lag_copies(lab, link, name, names)
    if all(end["node"] != name for end in link.ends):
        return []
    found = []
    for number, copy_name in enumerate(names):
        ends = []
        for original in link.ends:
            end = clone(original)
            if end["node"] == name:
                end["node"] = copy_name
            elif integer(end.get("ifindex")) is not None:
                end["ifindex"] += number
            ends.append(end)
        found.append(_as_mapping(link, ends))
    return found


def _lag_copies(lab: Lab, link: LabLink, name: str, names: list[str]) -> list[Tree]:
    """Return copies of a LAG, each with the members of one clone."""
    items: Any = get(link.data, "lag.members")
    members = flatten(lab, items if isinstance(items, list) else [items], "lag", link.at)
    by_member = []
    for label, value, at in members:
        member = read_link(lab, value, label, at, quiet=True)
        copies = [] if member is None else _copies(lab, member, name, names)
        if copies:
            by_member.append(copies)
    found = []
    for number in range(len(names) if by_member else 0):
        copy = _as_mapping(link, clone(link.ends))
        ifindex = integer(get(copy, "lag.ifindex"))
        if ifindex:
            put(copy, "lag.ifindex", ifindex + number)
        chosen = [copies[number] for copies in by_member]
        for member_copy in chosen:
            for end in member_copy["interfaces"]:
                if integer(end.get("ifindex")) is not None:
                    end["ifindex"] += number
        put(copy, "lag.members", chosen)
        found.append(copy)
    return found


def _as_mapping(link: LabLink, ends: list[Tree]) -> Tree:
    result = Map(link.at.file, (link.at.line or 1, link.at.column or 1))
    result.update(clone(link.data))
    result["interfaces"] = ends
    return result
