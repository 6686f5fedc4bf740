"""BGP sessions laid over the topology.

A session that runs over exactly one link is that link's: the line takes the kind of the strongest session on it. Any
other (multihop, between loopbacks, over a segment) is a line of its own, marked with a word so that nobody takes it for
a cable, unless an arrowhead marks it already. An IBGP full mesh of more than three nodes is said in the title of their
autonomous system instead of drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from topodraw.diagram import Edge, End, Frame, Legend
from topodraw.errors import TopodrawError
from topodraw.model import Session, Topology
from topodraw.views.bgp import runs_bgp, session_edge, session_tooltip, sessions_to_draw
from topodraw.views.ends import end_maker, label_choice
from topodraw.views.framed import Framed
from topodraw.views.legend import LEGEND, make_legend
from topodraw.views.meshes import mesh_titles
from topodraw.views.options import ViewOptions

__all__ = ["Overlay", "lay_sessions_over"]

_STRENGTH = ("ebgp", "confed_ebgp", "localas_ibgp", "ibgp")
"""Kinds of sessions, the one that a link with several shows first."""
_WORDS = {"ebgp": "EBGP", "confed_ebgp": "EBGP", "localas_ibgp": "IBGP", "ibgp": "IBGP"}


class Overlay(NamedTuple):
    edges: tuple[Edge, ...]
    frames: tuple[Frame, ...]
    legend: tuple[Legend, ...]
    notes: tuple[str, ...]


def lay_sessions_over(
    edges: Sequence[Edge], links: Sequence[int], framed: Framed, topology: Topology, options: ViewOptions
) -> Overlay:
    """Return a topology view's edges, frames, legend and notes with the BGP sessions added.

    `links` holds, for each edge, the index of its link in the topology. Raises TopodrawError where there is no BGP.
    """
    if not runs_bgp(topology):
        raise TopodrawError("the lab does not run BGP: there are no sessions to lay over its topology")
    sessions, notes = sessions_to_draw(topology, options)
    shown = {box.id for box in framed.boxes}
    drawn = [session for session in sessions if session.a in shown and session.b in shown]
    if len(drawn) < len(sessions):
        notes += (f"{len(sessions) - len(drawn)} sessions of nodes that are no boxes not shown",)
    frames, meshed, more = mesh_titles(framed.frames, drawn, topology)
    drawn = [session for session in drawn if session not in meshed]

    edge_links = frozenset(links)
    on_link: dict[int, list[Session]] = {}
    alone: list[Session] = []
    for session in drawn:
        if session.link is not None and session.link in edge_links:
            on_link.setdefault(session.link, []).append(session)
        else:
            alone.append(session)
    arrows = topology.preferences.route_reflectors is not False
    styled = tuple(
        _styled(edge, on_link[link], arrows=arrows) if link in on_link else edge
        for edge, link in zip(edges, links, strict=True)
    )
    own = _own_lines(alone, topology, options)
    on_links = [edge.kind for edge, link in zip(styled, links, strict=True) if link in on_link]
    legend = _legend(styled, own, on_links)
    return Overlay((*styled, *own), frames, legend, (*notes, *more))


def _styled(edge: Edge, sessions: Sequence[Session], *, arrows: bool) -> Edge:
    """Return a link's edge as that of the sessions on it."""
    kind = min((session.kind for session in sessions), key=_STRENGTH.index)
    clients = {session.rr_client for session in sessions} if arrows else set()
    vrfs = list(dict.fromkeys(session.vrf for session in sessions if session.vrf))
    in_vrf = all(session.vrf for session in sessions)
    said = [edge.label, "link, IBGP" if _WORDS[kind] == "IBGP" else None]
    said += [] if in_vrf else [f"vrf {vrf}" for vrf in vrfs]
    return replace(
        edge,
        a=_pointed(edge.a, clients),
        b=_pointed(edge.b, clients),
        kind=kind,
        label=", ".join(text for text in said if text) or None,
        vrf=", ".join(vrfs) if in_vrf else None,
        one_sided=all(session.one_sided for session in sessions if session.kind == kind),
        tooltip="; ".join(text for text in (edge.tooltip, *map(session_tooltip, sessions)) if text),
    )


def _pointed(end: End, clients: set[str | None]) -> End:
    return replace(end, arrow=True) if end.box in clients else end


def _own_lines(sessions: Sequence[Session], topology: Topology, options: ViewOptions) -> tuple[Edge, ...]:
    nodes = {node.name: node for node in topology.nodes}
    make_end = end_maker(topology, label_choice(options, topology) if options.labels else "none")
    arrows = topology.preferences.route_reflectors is not False
    edges = (session_edge(session, topology.links, nodes, make_end, arrows=arrows) for session in sessions)
    return tuple(
        replace(edge, label=None if edge.a.arrow or edge.b.arrow else _WORDS[edge.kind], relation=None, overlay=True)
        for edge in edges
    )


def _legend(styled: Sequence[Edge], own: Sequence[Edge], on_links: Sequence[str]) -> tuple[Legend, ...]:
    """Return entries that tell links with a session from sessions that are lines of their own."""
    entries: list[Legend] = []
    for kind in (kind for kind in LEGEND if kind in _WORDS):
        if kind in on_links:
            entries.append(Legend(kind, f"link with an {LEGEND[kind]}"))
        pointed = [edge.a.arrow or edge.b.arrow for edge in own if edge.kind == kind]
        marks = [*([_WORDS[kind]] if not all(pointed) else []), *(["by an arrowhead"] if any(pointed) else [])]
        if marks:
            entries.append(Legend(kind, f"{LEGEND[kind]} without a link of its own, marked {' or '.join(marks)}"))
    return (*entries, *(entry for entry in make_legend([*styled, *own]) if entry.kind not in _WORDS))
