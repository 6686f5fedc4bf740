"""BGP sessions: the neighbour tables that netlab computes for every node, and the sessions they amount to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from topodraw.readers.netlab.bgp import effective_as
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.tree import Tree, get, integer, names
from topodraw.readers.netlab.vrfs import leak_as

__all__ = ["build_tables", "entries"]

_TYPES = ("ibgp", "ebgp", "localas_ibgp", "confed_ebgp")


def build_tables(lab: Lab) -> None:
    """Fill `sessions` and `vrf_sessions` of every node that runs BGP."""
    systems = _systems(lab)
    for node in lab.nodes.values():
        if "bgp" in node.modules and node.asn is not None:
            wanted = _allowed(node)
            _add_internal(lab, node, systems[node.asn], wanted)
            _add_external(lab, node, wanted)
        if leak_as(lab, node):
            systems = _systems(lab)


def _systems(lab: Lab) -> dict[int, list[LabNode]]:
    """Return the nodes of every autonomous system."""
    found: dict[int, list[LabNode]] = {}
    for node in lab.nodes.values():
        if node.asn is not None:
            found.setdefault(node.asn, []).append(node)
    return found


def entries(node: LabNode) -> Iterator[tuple[str | None, Tree]]:
    """Return all entries of a node's tables with the VRF they are in."""
    for entry in node.sessions:
        yield None, entry
    for vrf, table in node.vrf_sessions.items():
        for entry in table:
            yield vrf, entry


def _allowed(node: LabNode) -> dict[str, list[str]]:
    """Return the session types a node wants for each transport family (``bgp.sessions``)."""
    sessions = get(node.data, "bgp.sessions")
    if not isinstance(sessions, dict) or not sessions:
        return {family: list(_TYPES) for family in FAMILIES}
    return {f: list(_TYPES) if sessions[f] is True else names(sessions[f]) for f in FAMILIES if f in sessions}


def _entry(peer: LabNode, asn: int, kind: str, remote: Tree, allowed: dict[str, list[str]]) -> Tree | None:
    """Return a table entry, None when the peer has no address in any wanted family."""
    found = {f: remote[f] for f in FAMILIES if f in remote and kind in allowed.get(f, ())}
    return {"name": peer.name, "as": asn, "type": kind} | found if found else None


def _add_internal(lab: Lab, node: LabNode, system: list[LabNode], allowed: dict[str, list[str]]) -> None:
    reflects = get(node.data, "bgp.rr")
    peers = [n for n in system if n is not node]
    reflectors = [n for n in peers if get(n.data, "bgp.rr")]
    if not reflects and reflectors:
        peers = reflectors
    elif reflects and get(node.data, "bgp.rr_mesh", True) is False:
        peers = [n for n in peers if not get(n.data, "bgp.rr") or get(n.data, "bgp.rr_mesh", True)]
    lab.spend(len(peers), node.at)
    for peer in peers:
        entry = _entry(peer, peer.asn or 0, "ibgp", _remote_endpoint(lab, peer), allowed)
        if entry is not None:
            entry["rr"] = bool(get(peer.data, "bgp.rr"))
            entry["rr_client"] = bool(reflects) and not entry["rr"]
            node.sessions.append(entry)


def _remote_endpoint(lab: Lab, peer: LabNode) -> Tree:
    """Return where other nodes of the AS reach a node: its loopback; for a daemon without one, its best interface."""
    if peer.loopback is not None:
        return peer.loopback
    if not peer.daemon:
        return {}
    external = lab.setting("bgp.ebgp_role", "external")
    first: dict[str, Tree] = {}
    for interface in peer.interfaces:
        kind = "vrf" if "vrf" in interface else "external" if interface.get("role") == external else "internal"
        first.setdefault(kind, interface)
    return next((first[kind] for kind in ("internal", "external", "vrf") if kind in first), {})


def _add_external(lab: Lab, node: LabNode, allowed: dict[str, list[str]]) -> None:
    for interface in node.interfaces:
        if interface.get("bgp") is False or not any(family in interface for family in FAMILIES):
            continue
        mine = effective_as(node, interface)
        for neighbour in interface["neighbors"]:
            if not any(family in neighbour for family in FAMILIES):
                continue
            entry = _external_entry(lab, node, interface, mine, neighbour, allowed)
            if entry is not None:
                _file(node, interface, entry)


def _external_entry(
    lab: Lab, node: LabNode, interface: Tree, mine: int | None, neighbour: Tree, allowed: dict[str, list[str]]
) -> Tree | None:
    """Return the entry for a neighbour on an interface where our AS is `mine`, None when there is no session."""
    peer = lab.nodes[neighbour["node"]]
    real = _seen_as(peer, mine)
    theirs = integer(get(neighbour, "bgp.local_as")) or integer(get(peer.data, "bgp.local_as")) or real
    if theirs is None or (node.asn == real and mine == theirs):
        return None
    v4, v6 = interface.get("ipv4"), interface.get("ipv6")
    if (v4 is True and neighbour.get("ipv4") is not True) or (v6 is True and neighbour.get("ipv6") is not True):
        lab.report.warn(
            node.at,
            f"no EBGP session between {node.name!r} and {peer.name!r}: one end of the link is unnumbered, one is not",
        )
        return None
    kind = "ebgp"
    if theirs == mine:
        kind = "localas_ibgp"
    elif theirs in (get(node.data, "bgp.confederation.peers") or ()):
        kind = "confed_ebgp"
    entry = _entry(peer, theirs, kind, neighbour, allowed)
    if entry is not None:
        entry |= {"link": interface.get("link"), "interface": interface, "rr_client": kind == "localas_ibgp"}
        if isinstance(neighbour.get("bgp"), dict):
            entry |= {k: v for k, v in neighbour["bgp"].items() if k in {"multihop", "rs"}}
        if isinstance(neighbour.get("vrf"), str):
            entry["vrf"] = neighbour["vrf"]
    return entry


def _seen_as(peer: LabNode, mine: int | None) -> int | None:
    """Return the AS a peer shows to ours: its confederation's, unless we are in the confederation too."""
    confederation: Any = get(peer.data, "bgp.confederation")
    if isinstance(confederation, dict) and peer.asn != mine and mine not in (confederation.get("peers") or ()):
        return integer(confederation.get("as"))
    return peer.asn


def _file(node: LabNode, interface: Tree, entry: Tree) -> None:
    vrf = interface.get("vrf")
    if vrf is None:
        node.sessions.append(entry)
    elif get(node.data, f"vrfs.{vrf}.bgp") is not False:
        node.vrf_sessions.setdefault(vrf, []).append(entry)
