"""BGP parameters: AS lists, route reflectors, confederations, and the role of links between autonomous systems."""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location
from topodraw.located import Map
from topodraw.readers.netlab.lab import Lab, LabLink, LabNode
from topodraw.readers.netlab.members import expand_members
from topodraw.readers.netlab.shapes import as_number
from topodraw.readers.netlab.tree import Tree, as_list, get, integer, mapping, names

__all__ = ["apply_as_list", "apply_confederations", "apply_rr_list", "effective_as", "set_link_roles"]


def apply_as_list(lab: Lab) -> None:
    """Set the AS and the route reflectors of the nodes in ``bgp.as_list``."""
    as_list_tree = mapping(lab.document, "bgp.as_list")
    found: dict[str, tuple[int, bool]] = {}
    for key, data in as_list_tree.items():
        asn, at = as_number(key), as_list_tree.at(key) if isinstance(as_list_tree, Map) else lab.document.at("bgp")
        if asn is None or not isinstance(data, dict):
            lab.report.error(at, f"bgp.as_list.{key} must be an AS number with a mapping of members")
            continue
        if isinstance(data.get("name"), str):
            lab.as_names[asn] = data["name"]
        members = expand_members(lab, f"bgp.as_list.{key}", {"members": names(data.get("members"))}, [])
        for member in members:
            if member in found:
                lab.report.error(at, f"node {member!r} is in AS {found[member][0]} and in AS {asn}; a node has one AS")
            found.setdefault(member, (asn, False))
        for member in expand_members(lab, f"bgp.as_list.{key}.rr", {"members": names(data.get("rr"))}, []):
            if found.get(member, (0, False))[0] != asn:
                lab.report.error(at, f"route reflector {member!r} is not a member of AS {asn}")
            else:
                found[member] = asn, True
    for name, (asn, reflects) in found.items():
        _join(lab, lab.nodes[name], asn, reflects, as_list_tree)


def _join(lab: Lab, node: LabNode, asn: int, reflects: bool, as_list_tree: Tree) -> None:
    own = as_number(get(node.data, "bgp.as"))
    if own is not None and own != asn:
        at = _key_place(lab, as_list_tree, asn)
        lab.report.error(at, f"node {node.name!r} has AS {own} but is also a member of AS {asn}")
        return
    data = node.mapping("bgp")
    data.setdefault("as", asn)
    if reflects:
        data.setdefault("rr", True)


def _key_place(lab: Lab, tree: Tree, asn: int) -> Location:
    key = next((k for k in tree if as_number(k) == asn), None)
    return tree.at(key) if isinstance(tree, Map) else lab.document.at("bgp")


def apply_rr_list(lab: Lab) -> None:
    """Make the nodes in ``bgp.rr_list`` route reflectors."""
    reflectors = names(get(lab.document, "bgp.rr_list"))
    for node in lab.running("bgp"):
        if node.name in reflectors:
            node.mapping("bgp")["rr"] = True
        if node.asn is None:
            lab.report.error(node.at, f"node {node.name!r} runs BGP but has no AS number (bgp.as)")


def apply_confederations(lab: Lab) -> None:
    """Tell the members of BGP confederations about their confederation and the other member AS (RFC 5065)."""
    confederations = mapping(lab.document, "bgp.confederation")
    home: dict[int, tuple[int, list[int]]] = {}
    for key, data in confederations.items():
        members = [asn for asn in map(as_number, as_list(get(data, "members"))) if asn is not None]
        at = confederations.at(key) if isinstance(confederations, Map) else lab.document.at("bgp")
        asn = as_number(key)
        if asn is None or not members:
            lab.report.error(at, f"bgp.confederation.{key} must be an AS number with a list of member AS numbers")
            continue
        for member in members:
            if member in home:
                lab.report.error(at, f"AS {member} is in two confederations, {home[member][0]} and {asn}")
            home[member] = asn, members
    for node in lab.nodes.values():
        if node.asn in home:
            asn, members = home[node.asn]
            node.mapping("bgp")["confederation"] = {"as": asn, "peers": [m for m in members if m != node.asn]}


def effective_as(node: LabNode, interface: Any) -> int | None:
    """Return the AS number a node shows on an interface: local AS of the interface, of the node, or its own."""
    return integer(get(interface, "bgp.local_as")) or integer(get(node.data, "bgp.local_as")) or node.asn


def _as_numbers(lab: Lab, link: LabLink) -> list[int]:
    found = []
    for end in link.ends:
        node = lab.nodes[end["node"]]
        found += [asn for asn in (node.asn, effective_as(node, end)) if asn]
    return found


def set_link_roles(lab: Lab) -> None:
    """Give links and global VLANs between autonomous systems the role of external links, unless they have one."""
    role = lab.setting("bgp.ebgp_role")
    if "bgp" not in lab.modules or not isinstance(role, str) or not role:
        return
    in_vlan: dict[str, set[int]] = {}
    for link in lab.links:
        if link.vlan_name is None:
            if len(set(_as_numbers(lab, link))) > 1 and not link.data.get("role"):
                link.data["role"] = role
        elif link.vlan_name in lab.vlans:
            in_vlan.setdefault(link.vlan_name, set()).update(_as_numbers(lab, link))
    for name, numbers in in_vlan.items():
        if len(numbers) > 1:
            lab.vlans[name].setdefault("role", role)
