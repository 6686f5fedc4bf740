"""The IS-IS view: routers by area, circuits by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from topodraw.diagram import Diagram, Edge
from topodraw.model import Endpoint, Link, Topology
from topodraw.views.ends import EndMaker, end_maker, label_choice
from topodraw.views.framed import framed_boxes
from topodraw.views.legend import make_legend
from topodraw.views.options import ViewOptions
from topodraw.views.segments import Numbered, is_edge, link_bars, link_edge, sorted_links

__all__ = ["circuit_level", "isis_view", "runs_isis"]

BOTH_LEVELS = "level-1-2"


def runs_isis(topology: Topology) -> bool:
    return any(node.isis_area is not None for node in topology.nodes)


def isis_view(topology: Topology, options: ViewOptions) -> Diagram:
    """Return the diagram of IS-IS areas and circuits. Raises UnknownName and TopodrawError for options that do not
    fit."""
    all_nodes = options.all_nodes or "isis" in topology.preferences.all_nodes
    nodes = [node for node in topology.nodes if all_nodes or node.isis_area is not None]
    make_end = end_maker(topology, label_choice(options, topology))
    circuits = list(_circuits(topology))
    edges = tuple(_edge(link, make_end) for _, link in circuits if is_edge(link))
    bars = link_bars((item for item in circuits if not is_edge(item.link)), make_end)

    framed = framed_boxes(topology, nodes, ("area",) if options.group_by is None else options.group_by, options)
    notes = list(framed.notes)
    left_out = len(topology.nodes) - len(nodes)
    if left_out:
        notes.append(f"{left_out} node{'s' if left_out > 1 else ''} without IS-IS not shown")
    notes += [f"{edge.a.box} and {edge.b.box}: {edge.tooltip}" for edge in edges if edge.kind == "link"]
    return Diagram(
        name=topology.name,
        view="isis",
        title=topology.title,
        boxes=framed.boxes,
        edges=edges,
        bars=bars,
        frames=framed.frames,
        legend=make_legend(edges),
        styles=topology.preferences.styles,
        notes=tuple(notes),
    )


def circuit_level(one: str, other: str) -> str | None:
    """Return the level of the adjacency between two interfaces, None when there can be none.

    An interface on both levels takes the other's (netlab, `effective_isis_type`).

    >>> circuit_level("level-1-2", "level-2"), circuit_level("level-1", "level-2")
    ('level-2', None)
    """
    if one == BOTH_LEVELS:
        return other
    if other == BOTH_LEVELS:
        return one
    return one if one == other else None


def _circuits(topology: Topology) -> Iterator[Numbered]:
    """Yield the links that IS-IS runs over, cut down to the ends that speak it."""
    areas = {node.name for node in topology.nodes if node.isis_area is not None}

    def speaks(end: Endpoint) -> bool:
        return end.isis is not None and end.isis != "passive" and end.node in areas

    for number, link in sorted_links(topology):
        ends = tuple(end for end in link.endpoints if speaks(end))
        if ends:
            yield Numbered(number, replace(link, endpoints=ends))


def _edge(link: Link, make_end: EndMaker) -> Edge:
    levels = tuple(end.isis or BOTH_LEVELS for end in link.endpoints)
    level = circuit_level(*levels)
    edge = replace(link_edge(link, make_end), relation=None)
    if level is None:
        return replace(edge, tooltip=f"no adjacency, {levels[0]} meets {levels[1]}")
    return replace(edge, kind=level, tooltip=", ".join(text for text in (level, edge.tooltip) if text))
