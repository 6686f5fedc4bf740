"""Peers that are no nodes of the lab: told of, drawn as nodes of their own, or passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from topodraw.errors import Location, Report
from topodraw.model import Node, Session, SessionKind
from topodraw.readers.configs.device_config import DeviceConfig, Neighbour
from topodraw.readers.peering.local_as import local_as
from topodraw.readers.peering.sessions import default_families
from topodraw.readers.peering.statements import Missed

__all__ = ["External", "outside_nodes", "warn_of_outsiders"]

External = Literal["show", "list", "hide"]


def warn_of_outsiders(missed: Sequence[Missed], external: External, report: Report) -> None:
    """Report the neighbour statements that mean no node of the lab, unless they are drawn or hidden."""
    together: dict[tuple[Location, str, str], list[Missed]] = {}
    for each in missed:
        if each.reason != "unknown" or external == "list":
            together.setdefault((each.neighbour.location, each.reason, each.node), []).append(each)
    for (where, *_), several in together.items():
        report.warn(where, _told(several))


def _told(several: Sequence[Missed]) -> str:
    """Return what is said of the statements of one line, which may be about a range of interfaces."""
    missed = several[0]
    node, neighbour = missed.node, missed.neighbour
    named = neighbour.address or neighbour.node or f"on {neighbour.interface}"
    if len(several) > 1:
        named += f" and {len(several) - 1} more"
    if missed.reason == "itself":
        return f"neighbour {named} of {node} is {node} itself"
    if missed.reason == "ambiguous":
        return f"neighbour {named} of {node} may be any of {', '.join(missed.candidates)}; it is left out"
    if neighbour.interface is not None:
        return f"neighbour {named} of {node}: no link of the lab leads from there to a router; --external show draws it"
    of_as = f" (AS {neighbour.remote_as})" if isinstance(neighbour.remote_as, int) else ""
    return f"neighbour {named}{of_as} of {node} is no node of the lab; --external show draws it"


def outside_nodes(
    missed: Sequence[Missed], configs: Mapping[str, DeviceConfig], systems: Mapping[str, int | None]
) -> tuple[tuple[Node, ...], tuple[Session, ...]]:
    """Return the peers outside of the lab as nodes, one for each address, and the sessions with them."""
    nodes: dict[tuple[str, str | None], Node] = {}
    taken = dict.fromkeys(systems)
    sessions: dict[Session, None] = {}
    for each in missed:
        if each.reason != "unknown":
            continue
        neighbour = each.neighbour
        own = local_as(configs[each.node], neighbour, systems[each.node])
        asn = own if neighbour.remote_as == "internal" else neighbour.remote_as
        name = _name(each.node, neighbour)
        # A private address may mean another peer in each VRF.
        key = name, neighbour.vrf
        if key not in nodes:
            title = (
                name if name not in taken else f"{name} vrf {neighbour.vrf}" if neighbour.vrf else f"{name} (outside)"
            )
            taken[title] = None
            nodes[key] = Node(title, role="router", asn=asn if isinstance(asn, int) else None, bgp=True, pseudo=True)
        kind: SessionKind = "ibgp" if own is not None and asn == own else "ebgp"
        families = neighbour.families or default_families(neighbour.address)
        client = nodes[key].name if neighbour.rr_client and kind == "ibgp" else None
        sessions[Session(each.node, nodes[key].name, kind, neighbour.vrf, families, client)] = None
    return tuple(nodes.values()), tuple(sessions)


def _name(node: str, neighbour: Neighbour) -> str:
    return neighbour.address or neighbour.node or f"{neighbour.interface} of {node}"
