"""Bridge nodes: switches without a say, and multi-access links that are built with one."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabLink
from topodraw.readers.netlab.tree import Tree, clone, fill, get

__all__ = ["prepare"]

DEFAULT_VLAN, FIRST_INTERNAL_VLAN = "br_default", 100
_PHYSICAL = ("bandwidth", "mtu", "stp")


def prepare(lab: Lab) -> None:
    """Put the ports of bridges into a VLAN of their own and split the links that a bridge implements."""
    bridges = [node for node in lab.nodes.values() if node.role == "bridge"]
    for node in bridges:
        if not get(node.data, "vlan.mode"):
            node.mapping("vlan")["mode"] = "bridge"
        vlan = node.mapping("vlans").get(DEFAULT_VLAN)
        node.mapping("vlans")[DEFAULT_VLAN] = {"id": 1, **(vlan if isinstance(vlan, dict) else {})}
        for modules in (node.data.setdefault("module", []), lab.modules):
            if "vlan" not in modules:
                modules.append("vlan")
    if bridges:
        _use_default_vlan(lab)
    internal = FIRST_INTERNAL_VLAN
    for link in list(lab.links):
        name = link.data.get("bridge")
        if name not in lab.nodes:
            continue
        if lab.nodes[name].role != "bridge":
            lab.report.error(link.at, f"{link.label}: node {name!r} can be its bridge only with 'role: bridge'")
            continue
        _split(lab, link, f"br_vlan_{internal}")
        internal += 1


def _use_default_vlan(lab: Lab) -> None:
    for link in lab.links:
        if "vlan" in link.data:
            continue
        for end in link.ends:
            if lab.nodes[end["node"]].role != "bridge":
                continue
            if len(link.ends) == 1:
                lab.report.error(link.at, f"{link.label}: a bridge ({end['node']!r}) on a stub link makes no sense")
            elif len(link.ends) > 2:
                lab.report.error(
                    link.at, f"{link.label} has more than two nodes; name its bridge with 'bridge: {end['node']}'"
                )
            elif "vlan" not in end:
                end["vlan"] = {"access": DEFAULT_VLAN}


def _split(lab: Lab, link: LabLink, vlan: str) -> None:
    """Replace a multi-access link by one link from the bridge to each node on it, all in a private VLAN."""
    bridge = lab.nodes[link.data["bridge"]]
    vlans = bridge.mapping("vlans")
    vlans[vlan] = {k: clone(v) for k, v in link.data.items() if k != "bridge"} | {"mode": "bridge"}
    for number, end in enumerate(link.ends, 1):
        modules = [m for m in lab.nodes[end["node"]].modules if m not in {"vlan", "dhcp"}]
        fill(end, link.data, [m for m in modules if m in link.data])
        data: Tree = {k: clone(link.data[k]) for k in _PHYSICAL if k in link.data}
        port: Tree = {"node": bridge.name, "vlan": {"access": vlan}}
        lab.add_link(LabLink(f"{link.label}.{number}", link.at, data, [port, end]))
    lab.links.remove(link)
