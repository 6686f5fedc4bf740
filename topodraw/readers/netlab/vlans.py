"""VLANs: their definitions, prefixes and access links, globally and on nodes.

Prefixes of VLANs are taken before those of any link, which is why this comes early.
"""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location
from topodraw.located import Map
from topodraw.readers.netlab.addressing import assign_prefix
from topodraw.readers.netlab.forms import read_list
from topodraw.readers.netlab.lab import Lab, LabNode
from topodraw.readers.netlab.tree import Tree, clone, get, mapping, merged, only

__all__ = ["KEPT_APART", "attributes_for_links", "define", "define_on_nodes", "global_vlan", "interface_mode"]

KEPT_APART = ("id", "vni", "mode", "prefix", "evpn", "stp", "lag")
"""VLAN attributes that do not go to its links and interfaces."""


def define(lab: Lab) -> None:
    """Collect the global VLANs, append their access links, and give them prefixes in order."""
    if "vlan" not in lab.modules:
        return
    _collect(lab)
    for name, vlan in lab.vlans.items():
        at = vlan.value_at("links") if isinstance(vlan, Map) else lab.document.at("vlans")
        for link in read_list(lab, vlan.pop("links", None), f"vlans.{name}.links", at):
            access = link.data.get("vlan")
            link.data["vlan"] = {**(access if isinstance(access, dict) else {}), "access": name}
            lab.add_link(link)
    lab.report.check()
    for name in lab.vlans:
        _give_prefix(lab, lab.vlans[name], f"VLAN {name!r}", None)


def _collect(lab: Lab) -> None:
    own: Any = lab.document.get("vlans") or {}
    for name, data in own.items():
        lab.vlans[name] = data if isinstance(data, dict) else {}
    for group in lab.groups.values():
        for name, data in mapping(group, "node_data.vlans").items():
            vlan = lab.vlans.setdefault(name, {})
            for key in ("id", "vni"):
                if key in (data or {}):
                    vlan.setdefault(key, data[key])


def global_vlan(lab: Lab, name: str, at: Location) -> Tree:
    """Return a global VLAN; one that nobody defined is made up, with a warning."""
    if name not in lab.vlans:
        lab.report.warn(at, f"VLAN {name!r} is used but not defined; it is taken for a plain one")
        lab.vlans[name] = {}
        _give_prefix(lab, lab.vlans[name], f"VLAN {name!r}", None)
    return lab.vlans[name]


def _give_prefix(lab: Lab, vlan: Tree, what: str, node: LabNode | None) -> None:
    """Set the prefix of a VLAN; routed VLANs have none, unless global ones may mix bridging and routing."""
    default = get(node.data, "vlan.mode") if node else None
    mode = vlan.get("mode") or default or lab.setting("vlan.mode", "irb")
    mixed = node is None and get(lab.defaults, "vlan.warnings.mixed_fwd_check") is False
    if mode == "route" and not mixed:
        return
    at = vlan.at() if isinstance(vlan, Map) else lab.document.at("vlans")
    assign_prefix(lab, vlan, ["vlan", "lan"], what, at)
    found = vlan.get("prefix")
    vlan["prefix"] = only(found if isinstance(found, dict) else {}, ("ipv4", "ipv6", "allocation"))
    vlan["prefix"].setdefault("allocation", "id_based")


def define_on_nodes(lab: Lab) -> None:
    """Merge the global VLANs into the VLANs of nodes, and give prefixes to those that only a node has."""
    for node in lab.running("vlan"):
        vlans = node.data.get("vlans")
        if not isinstance(vlans, dict):
            continue
        for name in vlans:
            own = vlans[name] or {}
            common = lab.vlans.get(name)
            own["mode"] = own.get("mode") or _mode_on_node(lab, node, common or {})
            if common is not None:
                own = merged(common, own)
                if own["mode"] == "route":
                    own.pop("prefix", None)
            vlans[name] = own
        for name in vlans:
            _give_prefix(lab, vlans[name], f"VLAN {name!r} of node {node.name!r}", node)


def _mode_on_node(lab: Lab, node: LabNode, common: Tree) -> str:
    return get(node.data, "vlan.mode") or common.get("mode") or get(lab.document, "vlan.mode") or "irb"


def interface_mode(lab: Lab, node: LabNode, end: Tree) -> str:
    """Return how an interface forwards its access or native VLAN: bridge, irb or route."""
    name = get(end, "vlan.access") or get(end, "vlan.native")
    if not name:
        return "irb"
    return (
        end.get("_mode")
        or get(end, "vlan.mode")
        or mapping(mapping(node.data, "vlans"), name).get("mode")
        or _mode_on_node(lab, node, lab.vlans.get(name, {}))
    )


def attributes_for_links(vlan: Tree) -> Tree:
    """Return a copy of what a VLAN hands on to its links."""
    return {key: clone(value) for key, value in vlan.items() if key not in KEPT_APART}
