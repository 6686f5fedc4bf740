"""The BGP view: routers that speak BGP, an edge for every session, autonomous systems as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from topodraw.diagram import Diagram, Edge, End, Relation
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Link, Node, Session, Topology
from topodraw.views.ends import EndMaker, end_maker, label_choice, relation
from topodraw.views.framed import framed_boxes
from topodraw.views.legend import LEGEND, make_legend
from topodraw.views.options import ViewOptions

__all__ = [
    "FAMILIES",
    "bgp_view",
    "runs_bgp",
    "session_edge",
    "session_relation",
    "session_tooltip",
    "sessions_to_draw",
]

FAMILIES = ("ipv4", "ipv6", "vpnv4", "vpnv6", "evpn", "6pe", "ipv4_label", "ipv6_label")


def runs_bgp(topology: Topology) -> bool:
    return bool(topology.sessions) or any(node.bgp for node in topology.nodes)


def bgp_view(topology: Topology, options: ViewOptions) -> Diagram:
    """Return the diagram of BGP sessions. Raises UnknownName and TopodrawError for options that do not fit."""
    sessions, notes = sessions_to_draw(topology, options)
    nodes = _speakers(topology, options)
    nodes_by_name = {node.name: node for node in topology.nodes}
    make_end = end_maker(topology, label_choice(options, topology) if options.labels else "none")
    arrows = topology.preferences.route_reflectors is not False

    framed = framed_boxes(topology, nodes, ("as",) if options.group_by is None else options.group_by, options)
    edges = tuple(session_edge(session, topology.links, nodes_by_name, make_end, arrows=arrows) for session in sessions)
    shown = {node.name for node in nodes} | {frame.id for frame in framed.frames if frame.kind == "cluster"}
    left_out = sum(node.name not in shown for node in topology.nodes)
    if left_out:
        notes += (f"{left_out} node{'s' if left_out > 1 else ''} without BGP not shown",)
    return Diagram(
        name=topology.name,
        view="bgp",
        title=topology.title,
        boxes=framed.boxes,
        edges=edges,
        frames=framed.frames,
        legend=make_legend(edges),
        styles=topology.preferences.styles,
        notes=(*framed.notes, *notes),
    )


def sessions_to_draw(topology: Topology, options: ViewOptions) -> tuple[tuple[Session, ...], tuple[str, ...]]:
    """Return the sessions that the options keep, and notes on those they do not.

    Raises UnknownName for an address family that neither BGP nor the lab knows.
    """
    known = dict.fromkeys((*FAMILIES, *(family for session in topology.sessions for family in session.families)))
    for family in options.families:
        if family not in known:
            raise UnknownName("address family", family, known)
    keep_vrf = topology.preferences.vrfs is not False if options.vrf is None else options.vrf
    sessions = topology.sessions
    notes: tuple[str, ...] = ()
    if not keep_vrf:
        sessions = tuple(session for session in sessions if session.vrf is None)
        notes += _left_out(topology.sessions, sessions, "in a VRF")
    if options.layer is not None:
        before, other = sessions, "overlay" if options.layer == "underlay" else "underlay"
        sessions = tuple(session for session in sessions if session.layer != other)
        notes += _left_out(before, sessions, f"of the {other}")
    families = options.families or topology.preferences.families
    if families:
        before, wanted = sessions, frozenset(families)
        sessions = tuple(session for session in sessions if not wanted.isdisjoint(session.families))
        notes += _left_out(before, sessions, f"without {' or '.join(dict.fromkeys(families))}")
    return sessions, notes


def session_relation(session: Session, links: Sequence[Link]) -> Relation | None:
    """Return what a session says of the tiers of its ends: a route reflector stands above its clients, and BGP roles
    on the link that the session runs over tell provider from customer."""
    if session.rr_client is not None:
        return "down" if session.rr_client == session.b else "up"
    end_a, end_b = _link_ends(session, links)
    return relation(session.role_a or end_a.bgp_role, session.role_b or end_b.bgp_role)


def _speakers(topology: Topology, options: ViewOptions) -> list[Node]:
    if options.all_nodes or "bgp" in topology.preferences.all_nodes:
        return list(topology.nodes)
    peers = {name for session in topology.sessions for name in (session.a, session.b)}
    return [node for node in topology.nodes if node.bgp or node.name in peers]


def _left_out(before: Sequence[Session], after: Sequence[Session], which: str) -> tuple[str, ...]:
    count = len(before) - len(after)
    return (f"{count} session{'s' if count > 1 else ''} {which} not shown",) if count else ()


def session_edge(
    session: Session, links: Sequence[Link], nodes: Mapping[str, Node], make_end: EndMaker, *, arrows: bool
) -> Edge:
    """Return the edge of a session; `arrows` point to route-reflector clients."""
    end_a, end_b = (make_end(_at_loopback(end, nodes)) for end in _link_ends(session, links))
    return Edge(
        a=_pointed(end_a, session, arrows),
        b=_pointed(end_b, session, arrows),
        kind=session.kind,
        vrf=session.vrf,
        one_sided=session.one_sided,
        relation=session_relation(session, links) or _between_reflectors(session, nodes),
        tooltip=session_tooltip(session),
    )


def _link_ends(session: Session, links: Sequence[Link]) -> tuple[Endpoint, Endpoint]:
    """Return the interfaces that a session runs between, bare ones where it runs over no single link."""
    found: dict[str, Endpoint] = {}
    if session.link is not None and 0 <= session.link < len(links):
        for end in links[session.link].endpoints:
            if end.node not in found or (found[end.node].bgp_role is None and end.bgp_role):
                found[end.node] = end
    return found.get(session.a, Endpoint(session.a)), found.get(session.b, Endpoint(session.b))


def _at_loopback(end: Endpoint, nodes: Mapping[str, Node]) -> Endpoint:
    """Return the end with its node's loopback as the address, where the session is tied to no interface."""
    node = nodes.get(end.node)
    if end.interface is None and end.address is None and node is not None and node.loopback:
        return replace(end, ipv4=node.loopback)
    return end


def _pointed(end: End, session: Session, arrows: bool) -> End:
    return replace(end, arrow=True) if arrows and end.box == session.rr_client else end


def _between_reflectors(session: Session, nodes: Mapping[str, Node]) -> Relation | None:
    """Route reflectors that peer as equals stand side by side."""
    ends = (nodes.get(session.a), nodes.get(session.b))
    reflectors = all(node is not None and node.route_reflector for node in ends)
    return "level" if session.kind == "ibgp" and reflectors else None


def session_tooltip(session: Session) -> str:
    """Return what a session is, in words."""
    parts = [LEGEND[session.kind], session.layer, " ".join(session.families)]
    parts.append(f"VRF {session.vrf}" if session.vrf else "")
    parts.append("listed by one side only" if session.one_sided else "")
    return ", ".join(part for part in parts if part)
