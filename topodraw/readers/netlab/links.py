"""Links, one after the other: their type and role, bridge name, prefix, addresses, interfaces."""

from __future__ import annotations

from topodraw.readers.netlab.addressing import assign_addresses, assign_prefix
from topodraw.readers.netlab.gateways import release_gateway
from topodraw.readers.netlab.interfaces import create_interfaces
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink
from topodraw.readers.netlab.tree import get

__all__ = ["default_type", "drop_switched_off", "transform"]

_SWITCHES = ("type", "role", "pool", "bridge", "name", "ifname")
_KNOWN_TYPES = ("lan", "p2p", "stub", "loopback", "tunnel", "vlan_member")


def drop_switched_off(lab: Lab) -> None:
    """Remove the attributes that are false: they have kept those of link groups and VLANs out, which is all they do."""
    for link in lab.links:
        for tree in (link.data, *link.ends):
            for key in [key for key in _SWITCHES if tree.get(key) is False]:
                del tree[key]


def transform(lab: Lab) -> None:
    """Finish every link in the order of the list, which decides prefixes and interface numbers."""
    for link in lab.links:
        if not link.ends:
            lab.report.error(link.at, f"{link.label} has no nodes")
            continue
        _set_type_and_role(lab, link)
        if not _fits_type(lab, link):
            continue
        _set_bridge(lab, link)
        usual = default_type(link)
        assign_prefix(lab, link.data, [usual, *(["lan"] if usual != "lan" else [])], link.label, link.at)
        assign_addresses(lab, link)
        create_interfaces(lab, link)
        release_gateway(lab, link)
        for end in link.ends:
            for family in FAMILIES:
                if end.get(family) is False or (isinstance(end.get(family), int) and end.get(family) is not True):
                    del end[family]


def default_type(link: LabLink) -> str:
    """Return the type a link has by the number and roles of its nodes; also the pool it draws from."""
    if len(link.ends) > 2 or link.hosts:
        return "lan"
    return "p2p" if len(link.ends) == 2 else "stub"


def _set_type_and_role(lab: Lab, link: LabLink) -> None:
    link.hosts = link.routers = 0
    for end in link.ends:
        node = lab.nodes[end["node"]]
        if node.role == "host":
            link.hosts += 1
        if node.role != "host" or node.daemon:
            link.routers += 1
    if len(link.ends) == 1 and _is_loopback(lab, link):
        link.data["type"] = "loopback"
    if "role" not in link.data and link.routers <= 1 and link.kind != "loopback" and link.vlan_name is None:
        link.data["role"] = "stub"
    if get(link.data, "dhcp.subnet.ipv4"):
        link.hosts += 1
    link.data.setdefault("type", default_type(link))


def _is_loopback(lab: Lab, link: LabLink) -> bool:
    """Tell whether the only interface of a link is to be modelled as a loopback."""
    node = lab.nodes[link.ends[0]["node"]]
    if not lab.device_attribute(node, "loopback_interface_name"):
        return False
    wanted = lab.device_attribute(node, "features.stub_loopback")
    if wanted is None:
        wanted = get(lab.defaults, "links.stub_loopback")
    return bool(wanted) or isinstance(wanted, dict)


def _fits_type(lab: Lab, link: LabLink) -> bool:
    kind, count = link.kind, len(link.ends)
    if kind not in _KNOWN_TYPES:
        lab.report.error(link.at, f"{link.label}: unknown link type {kind!r}; known are {', '.join(_KNOWN_TYPES[:-1])}")
    elif kind == "p2p" and count != 2:
        lab.report.error(link.at, f"{link.label} is a point-to-point link and needs exactly two nodes, not {count}")
    elif kind in {"stub", "loopback"} and count > 1:
        lab.report.error(link.at, f"{link.label} is a {kind} link and takes a single node, not {count}")
    else:
        return True
    return False


def _set_bridge(lab: Lab, link: LabLink) -> None:
    if link.kind in {"p2p", "loopback", "vlan_member"}:
        return
    name = lab.defaults.get("name") or lab.name
    link.data.setdefault("bridge", f"{str(name)[:10]}_{link.index}")
