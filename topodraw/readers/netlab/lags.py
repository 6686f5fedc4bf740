"""Link aggregation: LAG links become a virtual link that has the addresses, and physical members that are drawn."""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location
from topodraw.located import Map
from topodraw.readers.netlab.forms import read_list
from topodraw.readers.netlab.lab import Lab, LabLink, LabNode
from topodraw.readers.netlab.tree import Tree, clone, get, integer, merged, only

__all__ = ["drop_virtual", "split"]

_PHYSICAL = ("mtu", "bandwidth", "lacp_system_id")
_NOT_TO_LAG = {"name", "ifindex"}


def split(lab: Lab) -> None:
    """Turn every link with `lag` into members and a virtual link, or into an MLAG peer link."""
    if "lag" not in lab.modules:
        for link in lab.links:
            if "lag" in link.data and get(link.data, "lag.members"):
                lab.report.warn(link.at, f"{link.label} is a LAG, though the lab does not use module 'lag'")
    pairs: dict[str, str] = {}
    virtual: list[tuple[LabLink, list[LabLink]]] = []
    for link in list(lab.links):
        if "lag" not in link.data or not isinstance(link.data["lag"], dict):
            continue
        members = _members(lab, link)
        if not members:
            continue
        if get(link.data, "lag.mlag.peergroup"):
            _make_peer_link(lab, link, members, pairs)
        else:
            virtual.append((link, members))
            _add_members(lab, link, members)
    numbers = _Numbers(lab)
    for link, members in virtual:
        _make_virtual(lab, link, members, pairs, numbers)


def _members(lab: Lab, link: LabLink) -> list[LabLink]:
    value: Any = link.data["lag"].pop("members", None)
    at = link.data["lag"].value_at("members") if isinstance(link.data["lag"], Map) else link.at
    found = read_list(lab, [value] if isinstance(value, str) else value, f"{link.label}.lag", at)
    if not found:
        lab.report.error(at, f"{link.label} is a LAG without members")
    for member in found:
        if len(member.ends) != 2 or member.ends[0]["node"] == member.ends[1]["node"]:
            lab.report.error(member.at, f"{member.label} is a member of a LAG and must connect exactly two nodes")
            return []
    return found


def _append(lab: Lab, label: str, at: Location, data: Tree, ends: list[Tree]) -> None:
    lab.links.append(LabLink(label, at, data, ends, index=len(lab.links) + 1))


def _add_members(lab: Lab, link: LabLink, members: list[LabLink]) -> None:
    """Append the physical links of a LAG: point-to-point, without prefix."""
    for member in members:
        data = {"type": "p2p", "prefix": False, "lag": {}} | only(link.data, _PHYSICAL)
        data |= only(member.data, ("mtu", "bandwidth"))
        _append(lab, member.label, member.at, data, [only(end, ("node", "ifindex")) for end in member.ends])


def _make_peer_link(lab: Lab, link: LabLink, members: list[LabLink], pairs: dict[str, str]) -> None:
    """Put the first member of a peer link in its place and append the others."""
    base: Tree = {"type": "p2p", "prefix": False, "lag": {}} | only(link.data, _PHYSICAL)
    first, *others = members
    link.data = merged(merged(link.data, base), first.data)
    link.ends = first.ends
    a, b = (end["node"] for end in first.ends)
    pairs[a], pairs[b] = b, a
    for member in others:
        if {end["node"] for end in member.ends} != {a, b}:
            lab.report.error(member.at, f"{member.label} must connect {a!r} and {b!r} as the other peer links do")
        _append(lab, member.label, member.at, merged(base, member.data), member.ends)


def _make_virtual(lab: Lab, link: LabLink, members: list[LabLink], pairs: dict[str, str], numbers: _Numbers) -> None:
    """Give a LAG link one interface a node: those of one side by name, then those of the other."""
    sides = _sides(members, pairs)
    if sides is None:
        lab.report.error(link.at, f"{link.label}: members of a LAG must connect one or two nodes on each side")
        return
    link.phantom, link.ends = True, []
    for side in sides:
        bond = {"ifindex": integer(get(link.data, "lag.ifindex"))}
        for name in sorted(side):
            end: Tree = {"node": name, "type": "lag", "lag": {}}
            for member in members:
                own = next((e for e in member.ends if e["node"] == name), None)
                if own is not None:
                    attributes = merged(member.data, own)
                    end = merged(end, {k: v for k, v in attributes.items() if k not in _NOT_TO_LAG})
            end["lag"] = clone(end["lag"]) if isinstance(end["lag"], dict) else {}
            numbers.assign(lab.nodes[name], bond, end["lag"], shared=len(side) == 2)
            link.ends.append(end)


def _sides(members: list[LabLink], pairs: dict[str, str]) -> tuple[dict[str, None], dict[str, None]] | None:
    """Return the nodes on the two sides of a LAG, None when its members do not make two sides."""
    first, second = (end["node"] for end in members[0].ends)
    a_side, b_side = {first: None}, {second: None}
    for member in members[1:]:
        a, b = (end["node"] for end in member.ends)
        near = (a, pairs.get(a)), (b, pairs.get(b))
        if any(n in a_side for n in near[0]) or any(n in b_side for n in near[1]):
            a_side[a] = b_side[b] = None
        elif any(n in b_side for n in near[0]) or any(n in a_side for n in near[1]):
            a_side[b] = b_side[a] = None
        else:
            return None
    return a_side, b_side


class _Numbers:
    """The numbers of LAG interfaces: as given, else the next of the node; both nodes of an MLAG side share one."""

    def __init__(self, lab: Lab) -> None:
        self.start = integer(get(lab.defaults, "lag.start_lag_id")) or 1
        given = (integer(get(link.data, "lag.ifindex")) for link in lab.links)
        self.used = {number for number in given if number is not None}
        self.next: dict[str, int] = {}

    def _free(self) -> int:
        number = self.start
        while number in self.used:
            number += 1
        self.used.add(number)
        return number

    def assign(self, node: LabNode, bond: dict[str, int | None], lag: Tree, *, shared: bool) -> None:
        own, common = integer(lag.get("ifindex")), bond["ifindex"]
        if own is not None:
            if common is None or shared:
                bond["ifindex"] = own
            return
        if common is None:
            if shared:
                common = bond["ifindex"] = self.next[node.name] if node.name in self.next else self._free()
            else:
                common = self.next.get(node.name, self.start)
        self.next[node.name] = common + 1
        lag["ifindex"] = common


def drop_virtual(lab: Lab) -> None:
    """Take the links out that exist only to carry addresses: virtual LAG links and multihop sessions."""
    lab.links = [link for link in lab.links if not link.phantom]
