"""The forms of links: strings, lists, dictionaries of nodes, explicit interfaces; groups of links; numbering."""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location, suggestion
from topodraw.located import Map, Seq
from topodraw.readers.netlab import shapes
from topodraw.readers.netlab.lab import MAX_LINKS, Lab, LabLink
from topodraw.readers.netlab.tree import Tree, clone, merged

__all__ = ["RawLink", "collect", "flatten", "number", "read_link", "read_list"]

RawLink = tuple[str, Any, Location]
"""A link as written: what to call it in messages, its value, its place."""


def flatten(lab: Lab, value: Any, label: str, at: Location) -> list[RawLink]:
    """Return the items of a list of links, which may be a string or a dictionary of lists as well."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [
            item
            for key, below in value.items()
            for item in flatten(lab, below, f"{label}.{key}", value.value_at(key) if isinstance(value, Map) else at)
        ]
    if isinstance(value, str):
        return [(label, value, at)]
    if not isinstance(value, list):
        lab.report.error(at, f"{label} must be a list of links")
        return []
    place = value.at if isinstance(value, Seq) else lambda _: at
    return [(f"{label}[{n}]", item, place(n - 1)) for n, item in enumerate(value, 1)]


def collect(lab: Lab, raw: list[RawLink]) -> None:
    """Read the links of the topology, expand groups of links, and number what is left."""
    for label, value, at in raw:
        link = read_link(lab, value, label, at)
        if link is not None and link.data.get("disable") is not True:
            lab.links.extend(_group_members(lab, link))
        if len(lab.links) > MAX_LINKS:
            lab.report.error(at, f"the lab has more than {MAX_LINKS:,} links")
            lab.report.check()
    number(lab)


def number(lab: Lab) -> None:
    """Number the links in order."""
    for index, link in enumerate(lab.links, lab.first_index()):
        link.index = index


def read_list(lab: Lab, value: Any, label: str, at: Location) -> list[LabLink]:
    """Return the links of a further list (of a VLAN, a VRF, a LAG, multihop sessions)."""
    links = [read_link(lab, item, name, place) for name, item, place in flatten(lab, value, label, at)]
    return [link for link in links if link is not None and link.data.get("disable") is not True]


def read_link(lab: Lab, value: Any, label: str, at: Location, *, quiet: bool = False) -> LabLink | None:
    """Return a link in any form as attributes and ends; what cannot be understood is reported, or passed over."""
    report = None if quiet else lab.report
    data: Tree = {}
    if isinstance(value, str):
        ends = [_end(lab, name.strip(), at, f"link {value!r} in {label}", quiet) for name in value.split("-")]
    elif isinstance(value, list):
        ends = _ends(lab, value, at, label, quiet)
    elif isinstance(value, dict) and "interfaces" in value:
        data = clone(value)
        ends = _ends(lab, data.pop("interfaces"), at, label, quiet)
    elif isinstance(value, dict):
        data, ends = _from_mapping(lab, value, at, label, quiet)
    else:
        if report:
            report.error(at, f"{label} must be a string, a list or a mapping of nodes")
        return None
    if report:
        shapes.check(data, shapes.LINK, label, report, at)
    return LabLink(label, at, data, [end for end in ends if end is not None])


def _known(lab: Lab, name: Any) -> bool:
    """Tell whether a name is that of a node, or of one that a component will bring."""
    if not isinstance(name, str):
        return False
    if name in lab.nodes:
        return True
    return any(name.startswith(f"{node.name}_") for node in lab.nodes.values() if "include" in node.data)


def _end(lab: Lab, name: Any, at: Location, what: str, quiet: bool, data: Tree | None = None) -> Tree | None:
    if _known(lab, name):
        end: Tree = {"node": name}
        end.update(data or {})
        return end
    if not quiet:
        guess = suggestion(str(name), lab.nodes)
        lab.report.error(at, f"{what} refers to an unknown node {name!r}{guess}")
    return None


def _ends(lab: Lab, items: Any, at: Location, label: str, quiet: bool) -> list[Tree | None]:
    ends: list[Tree | None] = []
    if not isinstance(items, list):
        items = [items]
    for number, item in enumerate(items):
        place = items.at(number) if isinstance(items, Seq) else at
        what = f"interface {number + 1} of {label}"
        if isinstance(item, str):
            ends.append(_end(lab, item, place, what, quiet))
        elif not isinstance(item, dict):
            if not quiet:
                lab.report.error(place, f"{what} must be a node name or a mapping")
        elif "node" not in item:
            if not quiet:
                lab.report.error(place, f"{what} has no node")
        else:
            data = clone(item)
            if not quiet:
                shapes.check(data, shapes.END, what, lab.report, place)
            ends.append(_end(lab, item["node"], place, what, quiet, data))
    return ends


def _from_mapping(lab: Lab, value: Tree, at: Location, label: str, quiet: bool) -> tuple[Tree, list[Tree | None]]:
    data = Map(at.file, (at.line or 1, at.column or 1))
    ends: list[Tree | None] = []
    for key, item in value.items():
        place = value.at(key) if isinstance(value, Map) else at
        if not _known(lab, key):
            data.put(key, clone(item), place, value.value_at(key) if isinstance(value, Map) else at)
            continue
        if item is not None and not isinstance(item, dict):
            if not quiet:
                lab.report.error(place, f"interface {key!r} of {label} must be a mapping, or nothing")
            continue
        end = clone(item or {})
        if not quiet:
            shapes.check(end, shapes.END, f"{label}.{key}", lab.report, place)
        end["node"] = key
        ends.append(end)
    return data, ends


def _group_members(lab: Lab, link: LabLink) -> list[LabLink]:
    """Return the links of a link group with its shared attributes; a link that is no group is itself."""
    group, members = link.data.pop("group", None), link.data.pop("members", None)
    if group is None:
        if members is not None:
            lab.report.error(link.at, f"{link.label} has members but no group name")
        return [link]
    if not isinstance(members, list):
        lab.report.error(link.at, f"link group {link.label} must have a list of members")
        return []
    found: list[LabLink] = []
    for n, item in enumerate(members, 1):
        place = members.at(n - 1) if isinstance(members, Seq) else link.at
        member = read_link(lab, item, f"links[{group}][{n}]", place)
        if member is not None:
            if link.ends and not member.ends:
                member.ends = clone(link.ends)
            member.data = merged(link.data, member.data)
            found.append(member)
    return found
