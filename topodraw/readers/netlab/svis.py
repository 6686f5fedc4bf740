"""VLAN interfaces: who meets whom in a VLAN, once all links have their interfaces.

A bridged VLAN is one broadcast domain over the whole lab. Its switches speak from a VLAN interface (SVI), and all who
are in the VLAN are neighbours; a routed VLAN is an ordinary link.
"""

from __future__ import annotations

from topodraw.readers.netlab.interfaces import VIRTUAL
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink, LabNode
from topodraw.readers.netlab.tree import Tree, clone, get, mapping, merged
from topodraw.readers.netlab.vlan_links import is_routed
from topodraw.readers.netlab.vlans import KEPT_APART

__all__ = ["create"]

_PORT_KEYS = {
    "bridge", "ifindex", "ifname", "link", "parent", "type", "vlan", "mtu", "bandwidth", "lag", "evpn", "neighbors"
}  # fmt: skip
_FROM_PORT = ("vlan_name", "gateway")


def create(lab: Lab) -> None:
    """Move what bridged VLANs carry from ports to SVIs, build the neighbour lists, drop the hidden member links."""
    if "vlan" not in lab.modules:
        return
    links = {link.index: link for link in lab.links}
    for node in lab.running("vlan"):
        for name in mapping(node.data, "vlans"):
            _merge_vlan(lab, node, name)
        _create_svis(lab, node)
        _join_routed_members(lab, node, links)
    for node in lab.nodes.values():
        for interface in node.interfaces:
            _set_neighbours(lab, node, interface)
    lab.links = [link for link in lab.links if link.kind != "vlan_member"]


def _merge_vlan(lab: Lab, node: LabNode, name: str) -> Tree:
    """Return a VLAN of a node with the global VLAN's data below its own."""
    vlans = node.mapping("vlans")
    if name in node.vlans_seen:
        return mapping(vlans, name)
    node.vlans_seen[name] = None
    common, own = lab.vlans.get(name, {}), vlans.get(name) or {}
    own["mode"] = (
        own.get("mode") or get(node.data, "vlan.mode") or common.get("mode") or get(lab.document, "vlan.mode") or "irb"
    )
    vlans[name] = {
        key: value for key, value in merged(common, own).items() if key in node.modules or key not in lab.modules
    }
    return mapping(vlans, name)


def _create_svis(lab: Lab, node: LabNode) -> None:
    svis: dict[str, Tree] = {}
    for place, port in enumerate(list(node.interfaces)):
        name = get(port, "vlan.access") or get(port, "vlan.native")
        if not name:
            continue
        vlan = _merge_vlan(lab, node, name)
        if port.get("_mode") == "route":
            for key in ("access", "native"):
                port["vlan"].pop(key, None)
            shared = {k: clone(v) for k, v in vlan.items() if k not in KEPT_APART}
            node.interfaces[place] = merged(shared, port)
            continue
        if name not in svis:
            svis[name] = _svi(node, port, name, vlan)
            node.interfaces.append(svis[name])
        _join(lab, node, name, port, svis[name])
        for key in [key for key in port if key not in _PORT_KEYS]:
            del port[key]
        port["neighbors"] = []


def _svi(node: LabNode, port: Tree, name: str, vlan: Tree) -> Tree:
    """Return the VLAN interface of a node, with the address its first port in the VLAN was given."""
    mode = get(port, "vlan.mode") or vlan.get("mode") or "irb"
    keys = _FROM_PORT if mode == "bridge" else (*_FROM_PORT, *FAMILIES)
    svi: Tree = {key: clone(port[key]) for key in keys if key in port}
    index = node.free_index("svi", VIRTUAL["svi"])
    node.indexes["svi"].add(index)
    svi |= {
        "type": "svi",
        "ifindex": index,
        "ifname": f"vlan {name}",
        "vlan": {"name": name, "mode": mode},
        "neighbors": [],
        "link": None,
    }
    taken = {*KEPT_APART, *keys}
    data = {k: v for k, v in vlan.items() if k not in taken and not (v is True and k in svi)}
    svi = merged(svi, data)
    svi["type"] = "svi"
    return svi


def _list_of(lab: Lab, node: LabNode, name: str, interface: Tree) -> str | None:
    """Return whose list of neighbours a VLAN has: the lab's, the node's, or that of a neighbour that knows the VLAN."""
    if lab.vlans.get(name):
        return f"vlan {name}"
    if mapping(node.data, "vlans").get(name):
        return f"{node.name} {name}"
    for neighbour in interface.get("neighbors", ()):
        if mapping(lab.nodes[neighbour["node"]].data, "vlans").get(name):
            return f"{neighbour['node']} {name}"
    return None


def _join(lab: Lab, node: LabNode, name: str, port: Tree, speaker: Tree) -> None:
    """Add a port's neighbours and its node, speaking from an SVI or sub-interface, to the VLAN's neighbours."""
    where = _list_of(lab, node, name, port)
    if where is None:
        return
    members = lab.vlan_members.setdefault(where, [])
    known = {member["node"] for member in members}
    members.extend(n for n in port.get("neighbors", ()) if n["node"] not in known)
    told = {key: clone(value) for key, value in speaker.items() if key in FAMILIES or key in node.modules}
    me = {"node": node.name, **told}
    if node.name in known:
        members[:] = [member for member in members if member["node"] != node.name]
    members.append(me)


def _join_routed_members(lab: Lab, node: LabNode, links: dict[int, LabLink]) -> None:
    """Let routed sub-interfaces join a VLAN that others bridge; fully routed ones keep the neighbours of their link."""
    for interface in node.interfaces:
        name = interface.get("vlan_name")
        if interface.get("type") != "vlan_member" or name is None or not interface.get("parent"):
            continue
        if is_routed(links[interface["link"]]):
            interface["_routed"] = True
        else:
            _join(lab, node, name, {}, interface)
    node.interfaces = [i for i in node.interfaces if i.get("parent") != 0]


def _set_neighbours(lab: Lab, node: LabNode, interface: Tree) -> None:
    name = interface.get("vlan_name")
    if name is None or interface.get("_routed"):
        return
    where = _list_of(lab, node, name, interface)
    if where is None:
        return
    members = lab.vlan_members.get(where, [])
    hosts = sum(lab.nodes[member["node"]].role == "host" for member in members)
    if "role" not in interface and len(members) == hosts + 1:
        interface["role"] = "stub"
    lab.spend(len(members), node.at)
    interface["neighbors"] = [member for member in members if member["node"] != node.name]
