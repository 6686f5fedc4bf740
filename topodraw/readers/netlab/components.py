"""Components: reusable pieces of a lab, included by a node and prefixed with its name."""

from __future__ import annotations

from topodraw.errors import Location, suggestion
from topodraw.located import Map
from topodraw.readers.netlab.forms import flatten, read_link
from topodraw.readers.netlab.lab import Lab, LabNode
from topodraw.readers.netlab.nodes import MAX_NODES, add_node, read_nodes
from topodraw.readers.netlab.tree import Tree, clone

__all__ = ["expand"]

MAX_NESTING = 20


def expand(lab: Lab) -> None:
    """Replace every node that includes a component by the component's nodes, links and a group of its data.

    All nodes are there now, so that what is missing can be reported.
    """
    for node in [node for node in lab.nodes.values() if "include" in node.data]:
        del lab.nodes[node.name]
        _include(lab, node.name, node.data, node.at, 0)
    if not lab.nodes:
        lab.report.error(lab.document.at("nodes"), "the topology has no nodes")
    for link in lab.links:
        for end in link.ends:
            if end["node"] not in lab.nodes:
                guess = suggestion(end["node"], lab.nodes)
                lab.report.error(link.at, f"{link.label} refers to an unknown node {end['node']!r}{guess}")


def _include(lab: Lab, name: str, data: Tree, at: Location, depth: int) -> None:
    components = lab.document.get("components") or {}
    wanted = data["include"]
    component = components.get(wanted)
    if wanted not in components:
        lab.report.error(at, f"node {name!r} includes an unknown component {wanted!r}{suggestion(wanted, components)}")
        return
    if depth > MAX_NESTING:
        lab.report.error(at, f"components are nested more than {MAX_NESTING} deep; does {wanted!r} include itself?")
        lab.report.check()
    lab.groups[f"inc_{name}"] = {}
    if len(lab.groups) > MAX_NODES:
        lab.report.error(at, f"more than {MAX_NODES:,} components are included")
        lab.report.check()
    component = component or {}
    place = component.value_at("nodes") if isinstance(component, Map) else at
    inner = {key: data for key, (data, _) in read_nodes(lab, clone(component.get("nodes")), place).items()}
    _add_nodes(lab, name, inner, place, depth)
    _add_links(lab, name, component, inner, at)
    group: Tree = {k: clone(v) for k, v in component.items() if k not in {"nodes", "links"}}
    group |= {k: v for k, v in data.items() if k not in {"include", "interfaces", "name"}}
    group["members"] = [f"inc_{name}_{key}" if "include" in inner[key] else f"{name}_{key}" for key in inner]
    lab.groups[f"inc_{name}"] = group


def _add_nodes(lab: Lab, prefix: str, inner: dict[str, Tree], at: Location, depth: int) -> None:
    for key, data in inner.items():
        name = f"{prefix}_{key}"
        if name in lab.nodes:
            lab.report.error(at, f"node {name!r} of an included component is already in the topology")
        elif "include" in data:
            _include(lab, name, data, at, depth + 1)
        else:
            add_node(lab, name, data, at)


def _add_links(lab: Lab, prefix: str, component: Tree, inner: dict[str, Tree], at: Location) -> None:
    """Append the component's links, read among its own nodes and then prefixed."""
    whole, lab.nodes = lab.nodes, {key: LabNode(key, at, data) for key, data in inner.items()}
    place = component.value_at("links") if isinstance(component, Map) else at
    try:
        links = [
            read_link(lab, item, f"{prefix}_{label}", where)
            for label, item, where in flatten(lab, component.get("links"), "links", place)
        ]
    finally:
        lab.nodes = whole
    for link in links:
        if link is None or link.data.get("disable") is True:
            continue
        for end in link.ends:
            end["node"] = f"{prefix}_{end['node']}"
        lab.add_link(link)
