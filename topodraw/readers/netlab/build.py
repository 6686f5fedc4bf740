"""The topology: the frozen model made of what the phases have worked out."""

from __future__ import annotations

import re

from topodraw.model import Address, Endpoint, Group, Link, Node, Topology
from topodraw.readers.netlab.hints import link_hints, node_hints, preferences, title
from topodraw.readers.netlab.isis import area
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink, LabNode
from topodraw.readers.netlab.pairing import paired
from topodraw.readers.netlab.tree import Tree, get, integer

__all__ = ["build"]


Ports = dict[tuple[str, int | None, int | None], Tree]
"""Interfaces by node, index and index of their link."""
_AS_GROUP = re.compile(r"as\d+")
"""Groups that give data to an autonomous system, which is a group of its own already."""


def build(lab: Lab, kind: str) -> Topology:
    """Return the lab as a topology."""
    ports = {(n.name, i["ifindex"], i.get("link")): i for n in lab.nodes.values() for i in n.interfaces}
    links = [_link(lab, link, ports) for link in lab.links]
    return Topology(
        name=lab.name,
        kind=kind,
        file=lab.source.name,
        title=title(lab),
        nodes=tuple(_node(lab, node) for node in lab.nodes.values()),
        links=tuple(links),
        sessions=tuple(paired(lab, {link.index: place for place, link in enumerate(lab.links)})),
        groups=(*_systems(lab), *_own_groups(lab), *_areas(lab)),
        preferences=preferences(lab),
        warnings=lab.report.warnings,
        files=tuple(dict.fromkeys([lab.source.name, *lab.sources.files])),
    )


def _node(lab: Lab, node: LabNode) -> Node:
    loopback = node.loopback or {}
    return Node(
        name=node.name,
        device=node.device,
        role=node.role,
        asn=node.asn,
        route_reflector=bool(get(node.data, "bgp.rr")),
        loopback=loopback.get("ipv4") or loopback.get("ipv6"),
        isis_area=area(node),
        bgp="bgp" in node.modules and node.asn is not None,
        modules=tuple(node.modules),
        unmanaged=bool(node.data.get("unmanaged")),
        hints=node_hints(lab, node.data),
    )


def _link(lab: Lab, link: LabLink, ports: Ports) -> Link:
    prefix = link.data.get("prefix")
    texts = {f: prefix[f] for f in FAMILIES if isinstance(prefix.get(f), str)} if isinstance(prefix, dict) else {}
    return Link(
        endpoints=tuple(_endpoint(lab, link, end, ports) for end in link.ends),
        kind=link.kind or "p2p",
        name=link.data.get("name"),
        prefix=texts or None,
        bridge=link.data.get("bridge"),
        role=link.data.get("role"),
        hints=link_hints(lab, link.data),
    )


def _endpoint(lab: Lab, link: LabLink, end: Tree, ports: Ports) -> Endpoint:
    interface = ports.get((end["node"], end.get("ifindex"), link.index), {})
    role = get(end, "bgp.role") or get(link.data, "bgp.role")
    role = role.get("name") if isinstance(role, dict) else role
    return Endpoint(
        node=end["node"],
        interface=end.get("ifname"),
        ipv4=_address(end.get("ipv4")),
        ipv6=_address(end.get("ipv6")),
        vrf=interface.get("vrf"),
        isis=interface.get("circuit"),
        vlan=_vlan_use(end),
        bgp_role=role if isinstance(role, str) else None,
        order=integer(get(end, "d2.linkorder", get(end, "graph.linkorder"))),
    )


def _address(value: object) -> Address:
    return value if isinstance(value, str) else True if value is True else None


def _vlan_use(end: Tree) -> str | None:
    if get(end, "vlan.trunk"):
        return "trunk"
    return "access" if get(end, "vlan.access") else None


def _systems(lab: Lab) -> list[Group]:
    """Return the autonomous systems, when the lab uses BGP at all."""
    members: dict[int, list[str]] = {}
    for node in lab.nodes.values() if any(lab.running("bgp")) or "bgp" in lab.modules else ():
        if node.asn is not None:
            members.setdefault(node.asn, []).append(node.name)
    titles = {asn: f"{name} (AS {asn})" for asn, name in lab.as_names.items()}
    return [Group(f"AS_{asn}", "as", titles.get(asn, f"AS {asn}"), tuple(names)) for asn, names in members.items()]


def _own_groups(lab: Lab) -> list[Group]:
    """Return the groups that the author wrote; a group that is a member of another is inside it."""
    parents: dict[str, str] = {}
    shown = [name for name in lab.own_groups if lab.groups[name].get("type", "node") == "node"]
    shown = [name for name in shown if not _AS_GROUP.fullmatch(name)]
    for name in shown:
        for member in lab.groups[name]["members"]:
            if member in shown:
                parents.setdefault(member, name)
    found = []
    for name in shown:
        members = [member for member in lab.groups[name]["members"] if member in lab.nodes]
        if members or name in parents.values():
            found.append(Group(name, "group", name, tuple(members), parents.get(name)))
    return found


def _areas(lab: Lab) -> list[Group]:
    members: dict[str, list[str]] = {}
    for node in lab.nodes.values():
        found = area(node)
        if found is not None:
            members.setdefault(found, []).append(node.name)
    return [Group(f"area_{name}", "area", f"area {name}", tuple(nodes)) for name, nodes in members.items()]
