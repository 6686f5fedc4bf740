"""Plugin bgp.session: on links with a route server, routers peer with it only, and route servers not at all."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabNode
from topodraw.readers.netlab.sessions import entries
from topodraw.readers.netlab.tree import Tree, get

__all__ = ["prune"]


def prune(lab: Lab) -> None:
    """Remove the sessions that route servers make superfluous."""
    servers = _mark_servers(lab)
    if not servers:
        return
    for node in lab.nodes.values():
        for _, entry in entries(node):
            if entry["type"] == "ebgp" and entry.get("rs_client") and "_gone" not in entry:
                for _, other in entries(node):
                    if other["type"] == "ebgp" and _same_interface(entry, other) and not _concerns_server(other):
                        other["_gone"] = True
    for node in lab.nodes.values():
        node.sessions = [entry for entry in node.sessions if "_gone" not in entry]
        for vrf, table in node.vrf_sessions.items():
            node.vrf_sessions[vrf] = [entry for entry in table if "_gone" not in entry]


def _same_interface(one: Tree, other: Tree) -> bool:
    return one.get("interface") is other.get("interface")


def _concerns_server(entry: Tree) -> bool:
    return bool(entry.get("rs")) or bool(entry.get("rs_client"))


def _mark_servers(lab: Lab) -> bool:
    """Mark the entries of route servers (`rs`) and those of their clients (`rs_client`), node after node.

    An entry starts with what the peer's interface says, until its holder's turn comes: netlab's order, which decides
    when `rs` stands on an interface.
    """
    found = False
    for node in lab.running("bgp"):
        own = [entry for _, entry in entries(node) if entry["type"] in {"ebgp", "ibgp"}]
        for entry in own:
            entry.pop("rs", None)
            if entry["type"] == "ebgp" and "_gone" not in entry and _serves(node, entry):
                entry["rs"] = True
        for entry in own:
            if entry.get("rs"):
                found = True
                _mark_client(lab.nodes[entry["name"]], node, entry)
    return found


def _serves(node: LabNode, entry: Tree) -> bool:
    """Tell whether a node is a route server on the interface of an entry."""
    return bool(get(entry.get("interface"), "bgp.rs") or get(node.data, "bgp.rs"))


def _mark_client(peer: LabNode, server: LabNode, entry: Tree) -> None:
    for _, back in entries(peer):
        if back["name"] != server.name or back["type"] not in {"ebgp", "ibgp"}:
            continue
        if back.get("rs"):
            back["_gone"] = entry["_gone"] = True
        else:
            back["rs_client"] = True
