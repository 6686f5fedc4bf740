"""What the author of a lab says about its picture: ``graph.*``, ``d2.*`` and ``defaults.outputs.*``."""

from __future__ import annotations

import re
from typing import Any

from topodraw.model import Hints, Preferences
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import Tree, as_list, get, integer, mapping, names

__all__ = ["link_hints", "node_hints", "preferences", "title"]

_USUAL = {"color": "color", "width": "penwidth", "fill": "fillcolor"}
_USUAL_D2 = {"color": "stroke", "width": "stroke-width", "fill": "fill"}
"""netlab's own style maps: attribute -> what Graphviz and D2 call it."""
_AS_GROUP = re.compile(r"^as(\d+)$")
"""netlab's own groups for autonomous systems, which are groups of another name here."""
_DIRECT_D2 = ("router", "switch", "lan", "ibgp", "ebgp")
"""Style objects that older labs set directly below ``outputs.d2``."""


def node_hints(lab: Lab, data: Tree) -> Hints:
    """Return the hints of a node. For D2, its ``d2`` values win over its ``graph`` values."""
    return _hints(lab, data, tuple(mapping(data, "d2")))


def link_hints(lab: Lab, data: Tree) -> Hints:
    """Return the hints of a link. For D2, its ``graph`` values win over its ``d2`` values."""
    graph = mapping(data, "graph")
    return _hints(lab, data, tuple(key for key in mapping(data, "d2") if graph.get(key) is None))


def _hints(lab: Lab, data: Tree, for_d2: tuple[str, ...]) -> Hints:
    """Return the hints in an element's attributes; `for_d2` are those below ``d2`` that count there."""
    if "graph" not in data and "d2" not in data:
        return Hints()
    graph, d2 = mapping(data, "graph"), mapping(data, "d2")
    both = {**graph, **{key: d2[key] for key in for_d2}}
    return Hints(
        rank=_whole(both.get("rank")),
        order=_whole(both.get("linkorder")),
        segment=graph.get("type") == "lan",
        color=_text(graph.get("color")),
        fill=_text(graph.get("fill")),
        width=_text(graph.get("width")),
        classes=tuple(names(graph.get("class"))),
        raw={
            engine: own
            for engine, own in (("dot", _for_dot(lab, graph)), ("d2", _for_d2(lab, graph, d2, for_d2)))
            if own
        },
    )


def _for_dot(lab: Lab, graph: Tree) -> dict[str, str]:
    """Return the attributes for Graphviz alone: ``format``, and what the lab maps attributes of its own to."""
    mapped = _mapped(graph, mapping(lab.defaults, "outputs.graph.style_map"))
    return {key: value for key, value in mapped.items() if key not in _USUAL.values()} | flattened(graph.get("format"))


def _for_d2(lab: Lab, graph: Tree, d2: Tree, for_d2: tuple[str, ...]) -> dict[str, str]:
    """Return the settings for D2 alone. Of the ``graph`` values it shares those that the lab says are shared."""
    shared = names(get(lab.defaults, "outputs.graph.attributes.shared"))
    values = {key: graph[key] for key in shared if key in graph and key not in _USUAL}
    values |= {key: d2[key] for key in for_d2}
    mapped = _mapped(values, {**_USUAL_D2, **mapping(lab.defaults, "outputs.d2.style_map")})
    return {f"style.{key}": value for key, value in mapped.items()} | flattened(d2.get("format"))


def _mapped(values: Tree, style_map: Tree) -> dict[str, str]:
    pairs = ((style_map.get(key), _text(value)) for key, value in values.items())
    return {name: text for name, text in pairs if isinstance(name, str) and text is not None}


def flattened(tree: Any, prefix: str = "") -> dict[str, str]:
    """Return a nested mapping as dotted keys and texts.

    >>> flattened({"style": {"fill-pattern": "grain", "bold": True}})
    {'style.fill-pattern': 'grain', 'style.bold': 'true'}
    """
    found: dict[str, str] = {}
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if isinstance(value, dict):
            found |= flattened(value, f"{prefix}{key}.")
        elif value is not None and not isinstance(value, list):
            found[f"{prefix}{key}"] = _text(value) or ""
    return found


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


def _whole(value: Any) -> int | None:
    number = integer(value)
    return number if number is not None and abs(number) < 100_000 else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def title(lab: Lab) -> str | None:
    """Return the title of the picture."""
    return _text(lab.setting("graph.title"))


def preferences(lab: Lab) -> Preferences:
    """Return what the lab wants of its pictures; ``outputs.graph`` counts before ``outputs.d2``."""
    graph, d2 = mapping(lab.defaults, "outputs.graph"), mapping(lab.defaults, "outputs.d2")

    def wanted(path: str) -> Any:
        value = get(graph, path)
        return get(d2, path) if value is None else value

    reflectors = wanted("bgp.rr")
    return Preferences(
        group_by=_group_by(lab, wanted("groups"), wanted("as_clusters")),
        interface_labels=_flag(wanted("interface_labels")),
        node_addresses=_flag(wanted("node_address_label")),
        route_reflectors=_flag(wanted("rr_sessions") if reflectors is None else reflectors),
        vlans=_flag(wanted("topology.vlan")),
        vrfs=False if wanted("bgp.novrf") is True else _flag(wanted("bgp.vrf")),
        families=tuple(str(family) for family, keep in _switches(wanted("bgp.af")) if keep),
        all_nodes=tuple(view for view in ("bgp", "isis") if wanted(f"{view}.all") is True),
        styles={engine: styles for engine, styles in (("dot", _styles(graph)), ("d2", _styles(d2))) if styles},
    )


def _switches(value: Any) -> list[tuple[Any, Any]]:
    """Return names and whether each is on, from a mapping or a list of those that are."""
    return list(value.items()) if isinstance(value, dict) else [(name, True) for name in names(value)]


def _group_by(lab: Lab, groups: Any, as_clusters: Any) -> tuple[str, ...] | None:
    if groups is True:
        return tuple(lab.own_groups)
    if groups is not None and groups is not False:
        wanted = (_AS_GROUP.sub(r"AS_\1", name) for name in names(as_list(groups)) if name in lab.groups)
        return tuple(wanted) or ("none",)
    if as_clusters is False:
        return ("none",)
    return ("as",) if as_clusters is True else None


def _styles(settings: Tree) -> dict[str, dict[str, str]]:
    """Return the style objects, with those that older labs set elsewhere (``colors`` and ``margins`` for Graphviz)."""
    found = {str(name): flattened(style) for name, style in mapping(settings, "styles").items()}
    for name in _DIRECT_D2:
        if isinstance(settings.get(name), dict):
            found[name] = flattened(settings[name]) | found.get(name, {})
    for name, color in mapping(settings, "colors").items():
        found.setdefault(str(name), {})["color" if "bgp" in str(name) else "bgcolor"] = _text(color) or ""
    for name, margin in mapping(settings, "margins").items():
        found.setdefault(str(name), {})["margin"] = _text(margin) or ""
    return {name: style for name, style in found.items() if style}
