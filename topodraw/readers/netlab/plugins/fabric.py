"""Plugin fabric: leaf-and-spine fabrics out of two numbers."""

from __future__ import annotations

from typing import Any

from topodraw.located import Map
from topodraw.readers.netlab import shapes
from topodraw.readers.netlab.expressions import BadExpression, formatted
from topodraw.readers.netlab.forms import RawLink
from topodraw.readers.netlab.lab import MAX_LINKS, Lab, LabNode
from topodraw.readers.netlab.nodes import add_node
from topodraw.readers.netlab.tree import Tree, clone, get, integer, mapping, merged

__all__ = ["expand"]

MAX_LAYER = 1000
_USUAL_NAMES = {"leaf": "L{count}", "spine": "S{count}"}


def expand(lab: Lab, raw: list[RawLink]) -> list[RawLink]:
    """Add the fabric's nodes before the lab's own, its groups, and its links before the others."""
    fabric = lab.document.get("fabric")
    if not isinstance(fabric, dict):
        return raw
    at = lab.document.at("fabric")
    own, lab.nodes = lab.nodes, {}
    layers: dict[str, list[str]] = {}
    for layer in ("leaf", "spine"):
        count = integer(fabric.get(f"{layer}s", 1))
        if count is None or not 0 <= count <= MAX_LAYER:
            lab.report.error(at, f"fabric.{layer}s must be a number from 0 to {MAX_LAYER}")
            count = 0
        layers[layer] = _layer(lab, fabric, layer, count)
    for name, node in own.items():
        fresh = lab.nodes.get(name)
        lab.nodes[name] = node if fresh is None else LabNode(name, node.at, merged(fresh.data, node.data))
    if len(layers["leaf"]) * len(layers["spine"]) > MAX_LINKS:
        lab.report.error(at, f"the fabric has more than {MAX_LINKS:,} links")
        lab.report.check()
    attributes = mapping(fabric, "link")
    links: list[RawLink] = []
    for leaf in layers["leaf"]:
        for spine in layers["spine"]:
            link = {**clone(attributes), leaf: None, spine: None}
            links.append((f"fabric[{len(links) + 1}]", link, at))
    return links + raw


def _layer(lab: Lab, fabric: Tree, layer: str, count: int) -> list[str]:
    """Create the nodes and the group of one layer; return the names of the nodes."""
    at = lab.document.at("fabric")
    common = mapping(lab.defaults, f"fabric.{layer}")
    pattern = get(fabric, f"{layer}.name") or common.get("name") or _USUAL_NAMES[layer]
    group = str(get(fabric, f"{layer}.group") or common.get("group") or f"{layer}s")
    parameters = {k: v for k, v in mapping(fabric, layer).items() if k not in {"name", "group"}}
    own, shared = _patterns(parameters), _plain(parameters)
    names: list[str] = []
    for number in range(1, count + 1):
        try:
            name = formatted(str(pattern), {"count": number})
            data = Map(at.file, (at.line or 1, at.column or 1))
            data.update(_filled(own, {"name": name, "count": number}))
        except BadExpression as error:
            lab.report.error(at, f"a pattern in fabric.{layer} {error}")
            return names
        shapes.check(data, shapes.NODE, f"fabric.{layer}", lab.report, at)
        if add_node(lab, name, data, at) is not None:
            names.append(name)
    existing = lab.groups.get(group, {})
    members = sorted({*names, *existing.get("members", [])})
    shapes.check(shared, shapes.GROUPS["node"], f"fabric.{layer}", lab.report, at)
    lab.groups = {group: {**merged(shared, existing), "members": members}} | {
        name: data for name, data in lab.groups.items() if name != group
    }
    if group not in lab.own_groups:
        lab.own_groups.append(group)
    return names


def _patterns(parameters: Tree) -> Tree:
    """Return the part of a tree that holds patterns, to be evaluated for each node."""
    found: Tree = {}
    for key, value in parameters.items():
        if isinstance(value, dict):
            below = _patterns(value)
            if below:
                found[key] = below
        elif isinstance(value, str) and "{" in value:
            found[key] = value
    return found


def _plain(parameters: Tree) -> Tree:
    """Return the part of a tree that is the same for all nodes of a layer."""
    return {
        key: _plain(value) if isinstance(value, dict) else clone(value)
        for key, value in parameters.items()
        if not (isinstance(value, str) and "{" in value)
    }


def _filled(patterns: Tree, variables: dict[str, Any]) -> Tree:
    found: Tree = {}
    for key, value in patterns.items():
        if isinstance(value, dict):
            found[key] = _filled(value, variables)
            continue
        text = formatted(value, variables)
        found[key] = int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() else text
    return found
