"""Transformed data: what ``netlab create -o yaml`` (or ``-o json``) and older releases' netlab.snapshot.yml hold.

Everything is worked out already: the tables of BGP neighbours, addresses and interface names are taken as they are.
Keys are sorted in such files, so nodes are put in the order of their ids.
"""

from __future__ import annotations

import re
from typing import Any

from topodraw.errors import Location, Report
from topodraw.located import Map, Seq, locate
from topodraw.readers.netlab import shapes
from topodraw.readers.netlab.devices import Devices
from topodraw.readers.netlab.isis import circuit
from topodraw.readers.netlab.lab import Lab, LabLink, LabNode
from topodraw.readers.netlab.shapes import as_number
from topodraw.readers.netlab.tree import Tree, clone, get, integer, mapping, names
from topodraw.source import Source, Sources

__all__ = ["is_snapshot", "read_snapshot"]

_GENERATED = re.compile(r"as\d+|inc_.*|netlab_.*|_.*|all")
_USUAL = {"interface_labels": False, "node_address_label": True, "as_clusters": True}


def is_snapshot(document: Any) -> bool:
    """Tell whether a document is transformed data: it says so, or its links have indexes and interface names."""
    if not isinstance(document, dict) or not isinstance(document.get("nodes"), dict):
        return False
    if "_netlab_version" in document:
        return True
    links = document.get("links")
    first = links[0] if isinstance(links, list) and links else None
    return "input" in document and isinstance(first, dict) and "linkindex" in first and "interfaces" in first


def read_snapshot(source: Source, document: Map, sources: Sources, own_defaults: Tree | None = None) -> Lab:
    """Return the lab of transformed data, ready to be built. Raises SourceError with every problem found.

    `own_defaults` are those of the lab, where they are known and the data hold none.
    """
    report = Report()
    tree: Map = clone(document)
    shapes.check(tree, shapes.DOCUMENT, "", report, source.at())
    report.check()
    defaults = _own_defaults(tree.get("defaults")) if own_defaults is None else own_defaults
    shapes.check(defaults, shapes.DEFAULTS, "defaults", report, source.at())
    lab = Lab(source, sources, tree, defaults, report, Devices(defaults))
    lab.name = tree.get("name") or "default"
    lab.provider = tree.get("provider") or "libvirt"
    lab.modules = names(tree.get("module"))
    _add_nodes(lab)
    _add_links(lab)
    report.check()
    for node in lab.nodes.values():
        _add_sessions(lab, node)
        for interface in node.interfaces:
            interface["circuit"] = circuit(lab, node, interface) if "vrf" not in interface else None
    _add_groups(lab)
    report.check()
    return lab


def _own_defaults(defaults: Any) -> Tree:
    """Return the defaults without netlab's own styles and settings, which are no wish of the author's."""
    result: Tree = defaults if isinstance(defaults, dict) else {}
    for name in ("graph", "d2"):
        settings = mapping(result, f"outputs.{name}")
        settings.pop("styles", None)
        for key in [key for key, usual in _USUAL.items() if settings.get(key) == usual]:
            del settings[key]
        mapping(settings, "bgp").pop("rr", None)
    return result


def _add_nodes(lab: Lab) -> None:
    nodes: Any = lab.document["nodes"]
    found: list[LabNode] = []
    for name, data in nodes.items():
        at = nodes.at(name)
        if not isinstance(name, str) or not isinstance(data, dict):
            lab.report.error(at, f"node {name!r} must be a mapping of attributes")
            continue
        interfaces = data.pop("interfaces", [])
        shapes.check(data, shapes.NODE, f"nodes.{name}", lab.report, at)
        node = LabNode(name, at, data, id=integer(data.get("id")) or 0)
        loopback = data.get("loopback")
        node.loopback = loopback if isinstance(loopback, dict) else None
        for number, interface in _mappings(lab, interfaces, f"nodes.{name}.interfaces", at):
            node.interfaces.append(_interface(lab, interface, f"interface {number} of node {name!r}"))
        found.append(node)
    lab.nodes = {node.name: node for node in sorted(found, key=lambda node: node.id)}


def _mappings(lab: Lab, items: Any, what: str, at: Location) -> list[tuple[int, Tree]]:
    """Return the mappings of a list with their numbers; anything else is reported."""
    if not items:  # netlab leaves an empty mapping where there was no list
        return []
    if not isinstance(items, list):
        lab.report.error(at, f"{what} must be a list")
        return []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            place = items.at(number - 1) if isinstance(items, Seq) else at
            lab.report.error(place, f"{what}[{number}] must be a mapping")
    return [(number, item) for number, item in enumerate(items, 1) if isinstance(item, dict)]


def _interface(lab: Lab, interface: Tree, what: str) -> Tree:
    at = locate(interface, lab.source.at())
    shapes.check(interface, shapes.END, what, lab.report, at)
    neighbours = interface.get("neighbors")
    interface["neighbors"] = [n for n in neighbours if _is_neighbour(n)] if isinstance(neighbours, list) else []
    interface["link"] = integer(interface.get("linkindex"))
    interface.setdefault("ifindex", 0)
    interface.setdefault("isis", False)
    return interface


def _is_neighbour(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("node"), str)


def _add_links(lab: Lab) -> None:
    for number, data in _mappings(lab, lab.document.get("links"), "links", lab.document.at("links")):
        at = locate(data, lab.source.at())
        label = f"links[{number}]"
        ends = [end for _, end in _mappings(lab, data.pop("interfaces", []), f"{label}.interfaces", at)]
        shapes.check(data, shapes.LINK, label, lab.report, at)
        for end in ends:
            shapes.check(end, shapes.END, label, lab.report, locate(end, at))
            if end.get("node") not in lab.nodes:
                lab.report.error(locate(end, at), f"{label} refers to an unknown node {end.get('node')!r}")
        lab.links.append(LabLink(label, at, data, ends, index=integer(data.get("linkindex")) or number))
    for node in lab.nodes.values():
        for interface in node.interfaces:
            interface["neighbors"] = [n for n in interface["neighbors"] if n["node"] in lab.nodes]


def _add_sessions(lab: Lab, node: LabNode) -> None:
    at = node.at
    for _, entry in _mappings(lab, get(node.data, "bgp.neighbors"), f"nodes.{node.name}.bgp.neighbors", at):
        _add_entry(lab, node, entry, node.sessions)
    for vrf, data in mapping(node.data, "vrfs").items():
        for _, entry in _mappings(lab, get(data, "bgp.neighbors"), f"nodes.{node.name}.vrfs.{vrf}.bgp.neighbors", at):
            _add_entry(lab, node, entry, node.vrf_sessions.setdefault(vrf, []))


def _add_entry(lab: Lab, node: LabNode, entry: Tree, table: list[Tree]) -> None:
    at = locate(entry, node.at)
    if entry.get("name") not in lab.nodes:
        lab.report.error(at, f"a BGP session of node {node.name!r} names an unknown node {entry.get('name')!r}")
    elif entry.get("type") not in ("ibgp", "ebgp", "localas_ibgp", "confed_ebgp"):
        lab.report.error(at, f"a BGP session of node {node.name!r} has an unknown type {entry.get('type')!r}")
    else:
        interface = next((i for i in node.interfaces if i["ifindex"] == entry.get("ifindex")), {})
        table.append(entry | {"link": interface.get("link"), "vrf": entry.get("_vrf")})


def _add_groups(lab: Lab) -> None:
    groups: Any = lab.document.get("groups") or {}
    for name, data in groups.items():
        if not isinstance(name, str) or not isinstance(data, dict):
            lab.report.error(groups.at(name), f"group {name!r} must be a mapping")
        elif not _GENERATED.fullmatch(name):
            lab.groups[name] = {"type": data.get("type", "node"), "members": names(data.get("members"))}
    lab.own_groups = list(lab.groups)
    for key, data in mapping(lab.document, "bgp.as_list").items():
        asn = as_number(key)
        if asn is not None and isinstance(get(data, "name"), str):
            lab.as_names[asn] = data["name"]
