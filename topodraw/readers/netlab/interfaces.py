"""Interfaces: how the ends of links become interfaces of nodes, with index, name, inherited attributes, neighbours."""

from __future__ import annotations

from topodraw.readers.netlab.expressions import BadExpression, formatted
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink, LabNode
from topodraw.readers.netlab.tree import Tree, clone, fill, get

__all__ = ["VIRTUAL", "add_interface", "as_neighbour", "create_interfaces"]

VIRTUAL = {"loopback": 10_000, "tunnel": 20_000, "lag": 30_000, "svi": 40_000}
"""First ifindex of each type of interface that is not a port."""

_INHERITED = ("bandwidth", "bridge", "mtu", "name", "pool", "role", "tunnel", "type", "unnumbered")
_NEVER_INHERITED = {"vlan", "dhcp"}
_TOLD_TO_NEIGHBOURS = ("bgp", "vrf", "gateway")


def create_interfaces(lab: Lab, link: LabLink) -> None:
    """Turn the ends of a link into interfaces of their nodes and make them neighbours of each other."""
    lab.spend(len(link.ends) ** 2, link.at)
    created: list[tuple[LabNode, Tree]] = []
    for end in link.ends:
        node = lab.nodes[end["node"]]
        interface = clone(end)
        inherited = [*_INHERITED, *(m for m in node.modules if m not in _NEVER_INHERITED)]
        fill(interface, link.data, [key for key in inherited if key in link.data])
        if link.vlan_name is not None:
            interface["vlan_name"] = link.vlan_name
        interface["link"] = link.index
        if link.parent is not None:
            interface["parent"] = link.parent
        add_interface(lab, node, interface)
        end["ifindex"], end["ifname"] = interface["ifindex"], interface["ifname"]
        created.append((node, interface))
    known = [as_neighbour(node, interface) for node, interface in created]
    for number, (_, interface) in enumerate(created):
        interface["neighbors"] = known[:number] + known[number + 1 :]


def as_neighbour(node: LabNode, interface: Tree) -> Tree:
    """Return what a node on the other end of a link knows of an interface."""
    known = [*FAMILIES, *(key for key in _TOLD_TO_NEIGHBOURS if key in node.modules)]
    return {"node": node.name} | {key: clone(interface[key]) for key in known if key in interface}


def add_interface(lab: Lab, node: LabNode, interface: Tree) -> None:
    """Number and name an interface and append it to its node."""
    kind = interface.get("type")
    if kind in VIRTUAL:
        _name_virtual(lab, node, interface, str(kind))
    else:
        first = lab.device_attribute(node, "ifindex_offset", 1)
        if "ifindex" not in interface:
            interface["ifindex"] = node.free_index("port", first if isinstance(first, int) else 1)
        pattern = lab.device_attribute(node, "interface_name", "eth{ifindex}")
        if "ifname" not in interface:
            interface["ifname"] = _evaluated(lab, node, pattern, interface)
    for family in FAMILIES:
        if not interface.get(family):
            interface.pop(family, None)
    interface.setdefault("neighbors", [])
    node.indexes.setdefault(str(kind) if kind in VIRTUAL else "port", set()).add(interface["ifindex"])
    node.interfaces.append(interface)


def _name_virtual(lab: Lab, node: LabNode, interface: Tree, kind: str) -> None:
    offset = VIRTUAL[kind]
    interface.pop("bridge", None)
    if "ifindex" not in interface:
        interface["ifindex"] = node.free_index(kind, offset + (1 if kind == "loopback" else 0))
    if "ifname" in interface:
        return
    pattern = lab.device_attribute(node, f"{kind}_interface_name")
    if isinstance(pattern, dict):
        pattern = pattern.get(get(interface, f"{kind}.mode"), pattern.get("default"))
    if not isinstance(pattern, str):
        pattern = _USUAL_NAMES[kind]
    interface["ifname"] = _evaluated(lab, node, pattern, interface | {"ifindex": interface["ifindex"] - offset})


_USUAL_NAMES = {
    "loopback": "lo{ifindex}",
    "tunnel": "tunnel{ifindex}",
    "lag": "bond{lag.ifindex}",
    "svi": "vlan{ifindex}",
}


def _evaluated(lab: Lab, node: LabNode, pattern: object, interface: Tree) -> str:
    try:
        return formatted(str(pattern), interface)
    except BadExpression as error:
        lab.report.error(node.at, f"interface name pattern {str(pattern)[:60]!r} of device {node.device!r} {error}")
        return f"if{interface['ifindex']}"
