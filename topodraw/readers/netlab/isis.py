"""IS-IS: areas of nodes, circuit levels of interfaces."""

from __future__ import annotations

import re

from topodraw.located import Float
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.tree import Tree, get, mapping

__all__ = ["area", "circuit", "drop_unused"]

_NET = re.compile(r"([0-9a-fA-F.]+?)\.(?:[0-9a-fA-F]{4}\.){3}00")


def area(node: LabNode) -> str | None:
    """Return the area of a node: of its network entity title, else its own, None when it does not run IS-IS."""
    if "isis" not in node.modules:
        return None
    net = _NET.fullmatch(str(get(node.data, "isis.net") or ""))
    if net:
        return net[1]
    found = get(node.data, "isis.area")
    return found.text if isinstance(found, Float) else str(found) if found is not None else None


def drop_unused(lab: Lab) -> None:
    """Take IS-IS from the modules of nodes that run it on no interface but the loopback."""
    for node in lab.running("isis"):
        in_vrf = any("isis" in vrf for vrf in mapping(node.data, "vrfs").values() if isinstance(vrf, dict))
        if not in_vrf and not any(circuit(lab, node, interface) for interface in node.interfaces):
            node.modules.remove("isis")


def circuit(lab: Lab, node: LabNode, interface: Tree) -> str | None:
    """Return how an interface takes part in IS-IS: a level, ``passive``, or not at all (None)."""
    if "isis" not in node.modules or interface.get("isis") is False or interface.get("role") == "external":
        return None
    if "vrf" in interface or not any(interface.get(family) for family in FAMILIES):
        return None
    if _passive(lab, interface):
        return "passive"
    found = get(interface, "isis.type") or get(node.data, "isis.type")
    return found if isinstance(found, str) else "level-2"


def _passive(lab: Lab, interface: Tree) -> bool:
    own = get(interface, "isis.passive")
    if own is not None:
        return bool(own)
    if interface.get("role") in {"passive", "external"} or interface.get("type") == "stub":
        return True
    neighbours = (lab.nodes[neighbour["node"]] for neighbour in interface["neighbors"])
    return interface.get("role") == "stub" and not any("isis" in node.modules for node in neighbours)
