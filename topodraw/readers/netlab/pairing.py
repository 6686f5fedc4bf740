"""Sessions out of neighbour tables: each BGP session stands in up to two tables and becomes one object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from topodraw.model import Session, SessionKind
from topodraw.readers.netlab.lab import FAMILIES, Lab
from topodraw.readers.netlab.sessions import entries
from topodraw.readers.netlab.tree import Tree, get

__all__ = ["paired"]

_SERVICES = ("vpnv4", "vpnv6", "evpn", "6pe", "ipv4_label", "ipv6_label")
_KINDS: dict[str, SessionKind] = {
    "ibgp": "ibgp",
    "ebgp": "ebgp",
    "localas_ibgp": "localas_ibgp",
    "confed_ebgp": "confed_ebgp",
}


class _Half(NamedTuple):
    """One table entry: who holds it, in which VRF."""

    owner: str
    vrf: str | None
    entry: Tree


def paired(lab: Lab, positions: Mapping[int, int]) -> list[Session]:
    """Return the sessions of the lab, in the order in which they first appear in the nodes' tables.

    `positions` maps the index of a link to its place in the drawing. Parallel sessions are told apart by their links;
    there are as many as the fuller of the two tables holds. For a pair, kind and VRF use, entries over the same link
    belong together; what is left is matched in order.
    """
    halves: dict[tuple[str, str, str, bool], list[_Half]] = {}
    order = {name: place for place, name in enumerate(lab.nodes)}
    for node in lab.nodes.values():
        for vrf, entry in entries(node):
            low, high = sorted((node.name, entry["name"]), key=order.__getitem__)
            name = vrf or entry.get("vrf")
            key = low, high, entry["type"], name is not None
            halves.setdefault(key, []).append(_Half(node.name, name, entry))
    return [
        _session(lab, (low, high), mine, theirs, positions)
        for (low, high, _, _), found in halves.items()
        for mine, theirs in _matched([h for h in found if h.owner == low], [h for h in found if h.owner == high])
    ]


def _matched(mine: list[_Half], theirs: list[_Half]) -> list[tuple[_Half | None, _Half | None]]:
    """Return the entries of both tables side by side, None where the other table lacks one."""
    rest = list(theirs)
    pairs: list[tuple[_Half | None, _Half | None]] = []
    alone: list[int] = []
    for half in mine:
        link = half.entry.get("link")
        other = next((h for h in rest if link is not None and h.entry.get("link") == link), None)
        if other is None:
            alone.append(len(pairs))
        else:
            rest.remove(other)
        pairs.append((half, other))
    for place in alone:
        if rest:
            pairs[place] = pairs[place][0], rest.pop(0)
    return pairs + [(None, half) for half in rest]


def _session(
    lab: Lab, ends: tuple[str, str], mine: _Half | None, theirs: _Half | None, positions: Mapping[int, int]
) -> Session:
    halves = [half for half in (mine, theirs) if half is not None]
    links = list(dict.fromkeys(half.entry.get("link") for half in halves))
    client = next((half.entry["name"] for half in halves if _is_client(lab, half)), None)
    return Session(
        a=ends[0],
        b=ends[1],
        kind=_KINDS[halves[0].entry["type"]],
        vrf=next((half.vrf for half in halves if half.vrf), None),
        families=tuple(f for f in (*FAMILIES, *_SERVICES) if any(_active(lab, half, f) for half in halves)),
        rr_client=client,
        one_sided=len(halves) == 1,
        link=positions.get(links[0]) if len(links) == 1 and links[0] is not None else None,
        # netlab runs a session either over a link or between loopbacks.
        layer="overlay" if links == [None] else "underlay",
    )


def _is_client(lab: Lab, half: _Half) -> bool:
    return half.entry["type"] == "ibgp" and bool(half.entry.get("rr_client"))


def _active(lab: Lab, half: _Half, family: str) -> bool:
    """Tell whether an address family is exchanged over a session, by what its holder activates."""
    if not half.entry.get(family):
        return False
    own = half.entry.get("activate")
    if family in FAMILIES and isinstance(own, dict):
        return bool(own.get(family))
    activate = get(lab.nodes[half.owner].data, "bgp.activate")
    if family not in FAMILIES or not isinstance(activate, dict) or half.vrf is not None:
        return True
    wanted = activate.get(family, [])
    return wanted is True or (isinstance(wanted, list) and half.entry["type"] in wanted)
