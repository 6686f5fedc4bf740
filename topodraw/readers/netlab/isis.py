"""IS-IS: areas of nodes, circuit levels of interfaces."""

from __future__ import annotations

import re

from topodraw.located import Float
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.tree import Tree, get

__all__ = ["area", "circuit", "settle"]

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


def settle(lab: Lab) -> None:
    """Work out the circuits of all interfaces; nodes that run IS-IS nowhere but on the loopback lose the module.

    Nodes are taken in order and see what became of those before them, as netlab does it.
    """
    for node in list(lab.running("isis")):
        circuits = [circuit(lab, node, interface) for interface in node.interfaces]
        for interface, found in zip(node.interfaces, circuits, strict=True):
            interface["circuit"] = found if "vrf" not in interface else None
        if any(interface["circuit"] for interface in node.interfaces):
            continue
        pairs = zip(node.interfaces, circuits, strict=True)
        if any(_in_vrf(lab, node, interface) for interface, found in pairs if found):
            node.data.pop("isis", None)  # there is an instance in a VRF, and none beside it
        else:
            node.modules.remove("isis")


def circuit(lab: Lab, node: LabNode, interface: Tree) -> str | None:
    """Return how an interface takes part in IS-IS: a level, ``passive``, or not at all (None)."""
    if "isis" not in node.modules or interface.get("isis") is False or interface.get("role") == "external":
        return None
    if not any(interface.get(family) for family in FAMILIES):
        return None
    if _passive(lab, interface):
        return "passive"
    found = get(interface, "isis.type") or get(node.data, "isis.type")
    return found if isinstance(found, str) else "level-2"


def _in_vrf(lab: Lab, node: LabNode, interface: Tree) -> bool:
    """Tell whether an interface keeps IS-IS alive in its VRF: where it is asked for, or a neighbour speaks it."""
    wanted = get(node.data, f"vrfs.{interface.get('vrf')}.isis")
    if isinstance(wanted, bool):
        return wanted
    return any(
        "isis" in lab.nodes[neighbour["node"]].modules and any(f in interface and f in neighbour for f in FAMILIES)
        for neighbour in interface["neighbors"]
    )


def _passive(lab: Lab, interface: Tree) -> bool:
    own = get(interface, "isis.passive")
    if own is not None:
        return bool(own)
    if interface.get("role") in {"passive", "external"} or interface.get("type") == "stub":
        return True
    neighbours = (lab.nodes[neighbour["node"]] for neighbour in interface["neighbors"])
    return interface.get("role") == "stub" and not any("isis" in node.modules for node in neighbours)
