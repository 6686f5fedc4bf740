"""What the author of a lab says about its picture: ``graph.*``, ``d2.*`` and ``defaults.outputs.*``."""

from __future__ import annotations

import re
from typing import Any

from topodraw.model import Hints, Preferences
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import Tree, as_list, get, integer, mapping, names

__all__ = ["link_hints", "node_hints", "preferences", "title"]

_ENGINES = {"dot": "graph", "d2": "d2"}
_KNOWN = {"rank", "linkorder", "type", "color", "width", "fill", "format", "class", "title"}
_AS_GROUP = re.compile(r"^as(\d+)$")
"""netlab's own groups for autonomous systems, which are groups of another name here."""
_DIRECT_D2 = ("router", "switch", "lan", "ibgp", "ebgp")
"""Style objects that older labs set directly below ``outputs.d2``."""


def node_hints(lab: Lab, data: Tree) -> Hints:
    """Return the hints of a node; its ``d2`` values win over its ``graph`` values."""
    return _hints(lab, data, ("d2", "graph"))


def link_hints(lab: Lab, data: Tree) -> Hints:
    """Return the hints of a link; its ``graph`` values win over its ``d2`` values."""
    return _hints(lab, data, ("graph", "d2"))


def _hints(lab: Lab, data: Tree, order: tuple[str, str]) -> Hints:
    if "graph" not in data and "d2" not in data:
        return Hints()
    first, second = (mapping(data, name) for name in order)
    both = {**second, **first}
    return Hints(
        rank=_whole(both.get("rank")),
        order=_whole(both.get("linkorder")),
        segment=get(data, "graph.type") == "lan",
        color=_text(both.get("color")),
        fill=_text(both.get("fill")),
        width=_text(both.get("width")),
        classes=tuple(names(both.get("class"))),
        raw=_raw(lab, data),
    )


def _raw(lab: Lab, data: Tree) -> dict[str, dict[str, str]]:
    """Return attributes for one engine: ``format``, and the lab's own attributes through the style map."""
    found: dict[str, dict[str, str]] = {}
    for engine, name in _ENGINES.items():
        attributes = flattened(mapping(data, name).get("format"))
        for own, mapped in mapping(lab.defaults, f"outputs.{name}.style_map").items():
            value = get(data, f"{name}.{own}", get(data, f"graph.{own}"))
            if isinstance(mapped, str) and own not in _KNOWN and isinstance(value, str | int | float):
                attributes.setdefault(mapped, _text(value) or "")
        if attributes:
            found[engine] = attributes
    return found


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
        styles={engine: styles for engine, styles in (("dot", _styles(graph)), ("d2", _styles(d2))) if styles},
    )


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
    found = {str(name): flattened(style) for name, style in mapping(settings, "styles").items()}
    for name in _DIRECT_D2:
        if isinstance(settings.get(name), dict):
            found[name] = flattened(settings[name]) | found.get(name, {})
    return {name: style for name, style in found.items() if style}
