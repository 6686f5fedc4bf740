"""BGP sessions: the neighbour tables that netlab computes for every node, and the sessions they amount to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from topodraw.readers.netlab.bgp import effective_as
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.tree import Tree, get, integer, mapping, names
from topodraw.readers.netlab.vrfs import leak_as

__all__ = ["build_tables", "entries"]

_TYPES = ("ibgp", "ebgp", "localas_ibgp", "confed_ebgp")


class _Peer(NamedTuple):
    """What the others look for at a node, found once for all of them."""

    node: LabNode
    asn: int | None
    local_as: int | None
    confederation: int | None
    comrades: tuple[int, ...]
    """The other AS numbers of its confederation."""
    reflects: bool
    meshes: bool
    """Whether it has sessions with other route reflectors."""
    endpoint: Tree


def build_tables(lab: Lab) -> None:
    """Fill `sessions` and `vrf_sessions` of every node that runs BGP."""
    peers = {node.name: _peer(lab, node) for node in lab.nodes.values()}
    systems = _systems(peers)
    for node in lab.nodes.values():
        me = peers[node.name]
        if "bgp" in node.modules and me.asn is not None:
            wanted = _allowed(node)
            _add_internal(lab, me, systems[me.asn], wanted)
            _add_external(lab, me, peers, wanted)
        if leak_as(lab, node):
            peers[node.name] = _peer(lab, node)
            systems = _systems(peers)


def _peer(lab: Lab, node: LabNode) -> _Peer:
    bgp: Any = node.data.get("bgp")
    found: Tree = bgp if isinstance(bgp, dict) else {}
    confederation = mapping(found, "confederation")
    return _Peer(
        node,
        node.asn,
        integer(found.get("local_as")),
        integer(confederation.get("as")),
        tuple(confederation.get("peers") or ()),
        bool(found.get("rr")),
        found.get("rr_mesh", True) is not False,
        _remote_endpoint(lab, node),
    )


def _systems(peers: dict[str, _Peer]) -> dict[int, list[_Peer]]:
    """Return the nodes of every autonomous system."""
    found: dict[int, list[_Peer]] = {}
    for peer in peers.values():
        if peer.asn is not None:
            found.setdefault(peer.asn, []).append(peer)
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


def _add_internal(lab: Lab, me: _Peer, system: list[_Peer], allowed: dict[str, list[str]]) -> None:
    if not any("ibgp" in types for types in allowed.values()):
        return
    others = [peer for peer in system if peer.node is not me.node]
    reflectors = [peer for peer in others if peer.reflects]
    if not me.reflects and reflectors:
        others = reflectors
    elif me.reflects and not me.meshes:
        others = [peer for peer in others if not peer.reflects or peer.meshes]
    lab.spend(len(others), me.node.at)
    for peer in others:
        entry = _entry(peer.node, peer.asn or 0, "ibgp", peer.endpoint, allowed)
        if entry is not None:
            entry["rr"] = peer.reflects
            entry["rr_client"] = me.reflects and not peer.reflects
            me.node.sessions.append(entry)


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


def _add_external(lab: Lab, me: _Peer, peers: dict[str, _Peer], allowed: dict[str, list[str]]) -> None:
    for interface in me.node.interfaces:
        if interface.get("bgp") is False or not any(family in interface for family in FAMILIES):
            continue
        mine = effective_as(me.node, interface)
        for neighbour in interface["neighbors"]:
            if not any(family in neighbour for family in FAMILIES):
                continue
            entry = _external_entry(lab, me, interface, mine, neighbour, peers[neighbour["node"]], allowed)
            if entry is not None:
                _file(me.node, interface, entry)


def _external_entry(
    lab: Lab,
    me: _Peer,
    interface: Tree,
    mine: int | None,
    neighbour: Tree,
    peer: _Peer,
    allowed: dict[str, list[str]],
) -> Tree | None:
    """Return the entry for a neighbour on an interface where our AS is `mine`, None when there is no session."""
    real = _seen_as(peer, mine)
    theirs = integer(get(neighbour, "bgp.local_as")) or peer.local_as or real
    if theirs is None or (me.asn == real and mine == theirs):
        return None
    v4, v6 = interface.get("ipv4"), interface.get("ipv6")
    if (v4 is True and neighbour.get("ipv4") is not True) or (v6 is True and neighbour.get("ipv6") is not True):
        names_of_both = f"{me.node.name!r} and {peer.node.name!r}"
        what = f"no EBGP session between {names_of_both}: one end of the link is unnumbered, one is not"
        lab.report.warn(me.node.at, what)
        return None
    kind = "ebgp"
    if theirs == mine:
        kind = "localas_ibgp"
    elif theirs in me.comrades:
        kind = "confed_ebgp"
    entry = _entry(peer.node, theirs, kind, neighbour, allowed)
    if entry is not None:
        entry |= {"link": interface.get("link"), "interface": interface, "rr_client": kind == "localas_ibgp"}
        if isinstance(neighbour.get("bgp"), dict):
            entry |= {k: v for k, v in neighbour["bgp"].items() if k in {"multihop", "rs"}}
        if isinstance(neighbour.get("vrf"), str):
            entry["vrf"] = neighbour["vrf"]
    return entry


def _seen_as(peer: _Peer, mine: int | None) -> int | None:
    """Return the AS a peer shows to ours: its confederation's, unless we are in the confederation too."""
    if peer.confederation is not None and peer.asn != mine and mine not in peer.comrades:
        return peer.confederation
    return peer.asn


def _file(node: LabNode, interface: Tree, entry: Tree) -> None:
    vrf = interface.get("vrf")
    if vrf is None:
        node.sessions.append(entry)
    elif get(node.data, f"vrfs.{vrf}.bgp") is not False:
        node.vrf_sessions.setdefault(vrf, []).append(entry)
