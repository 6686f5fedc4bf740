"""Plugin bonding: interfaces with ``bonding.ifindex`` become one bond interface that has their address."""

from __future__ import annotations

from topodraw.readers.netlab.expressions import BadExpression, formatted
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.tree import Tree, get, integer

__all__ = ["rename"]

_MOVED = (*FAMILIES, "vlan", "_mode", "vlan_name", "gateway")


def rename(lab: Lab) -> None:
    """Show bonded interfaces under the name of their bond, and move their addresses to it."""
    for node in lab.nodes.values():
        bonds: dict[int, Tree] = {}
        for interface in list(node.interfaces):
            number = integer(get(interface, "bonding.ifindex"))
            if number is not None:
                _bond(lab, node, interface, number, bonds)
        node.interfaces.extend(bonds.values())


def _bond(lab: Lab, node: LabNode, interface: Tree, number: int, bonds: dict[int, Tree]) -> None:
    link = next((link for link in lab.links if link.index == interface.get("link")), None)
    if link is None or len(link.ends) != 2:
        lab.report.warn(node.at, f"bonding.ifindex of node {node.name!r} works on links between two nodes only")
        return
    pattern = get(lab.defaults, "bonding.bond_interface_name") or "bond{ifindex}"
    try:
        shown = formatted(str(pattern), {**interface, "ifindex": interface["ifindex"]})
        name = formatted(str(pattern), {"ifindex": number})
    except BadExpression as error:
        lab.report.error(node.at, f"defaults.bonding.bond_interface_name {error}")
        return
    for end in link.ends:
        if end["node"] == node.name:
            end["ifname"] = shown
    interface["neighbors"] = [{"node": neighbour["node"]} for neighbour in interface["neighbors"]]
    moved = {key: interface.pop(key) for key in _MOVED if key in interface}
    if number not in bonds:
        bonds[number] = {
            "type": "bond",
            "ifname": name,
            "ifindex": 50_000 + len(bonds),
            "link": None,
            "neighbors": interface["neighbors"],
        } | moved
