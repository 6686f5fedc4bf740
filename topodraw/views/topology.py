"""The topology view: every node a box, every cable an edge, every segment a bar, groups as frames."""

from __future__ import annotations

from topodraw.diagram import Diagram
from topodraw.model import Link, Topology
from topodraw.views.bridges import bridge_bars, bridges_to_draw, on_bridge
from topodraw.views.ends import end_maker, label_choice
from topodraw.views.framed import framed_boxes
from topodraw.views.legend import make_legend
from topodraw.views.options import ViewOptions
from topodraw.views.overlay import lay_sessions_over
from topodraw.views.segments import is_edge, link_bars, link_edge, sorted_links

__all__ = ["topology_view"]


def topology_view(topology: Topology, options: ViewOptions) -> Diagram:
    """Return the diagram of nodes and links. Raises UnknownName and TopodrawError for options that do not fit."""
    make_end = end_maker(topology, label_choice(options, topology))
    links = sorted_links(topology)
    bridges = bridges_to_draw(topology)
    taps = [item for item in links if on_bridge(item.link, bridges)]
    rest = [item for item in links if not on_bridge(item.link, bridges)]
    # A BGP peer outside of the lab has no cable that could be shown.
    shown = [n for n in topology.nodes if n.name not in bridges and (options.sessions or not (n.pseudo and n.bgp))]

    group_by = options.group_by if options.group_by is not None else topology.preferences.group_by
    framed = framed_boxes(topology, shown, group_by, options)

    bar_ids: set[str] = set()
    vlans = bool(topology.preferences.vlans if options.vlans is None else options.vlans)
    cables = [item for item in rest if is_edge(item.link)]
    edges = tuple(link_edge(link, make_end, _kind(link, vlans=vlans)) for _, link in cables)
    bars = bridge_bars(bridges, taps, make_end, bar_ids)
    bars += link_bars((item for item in rest if not is_edge(item.link)), make_end, bar_ids)
    frames, legend, notes = framed.frames, make_legend(edges), framed.notes
    if options.sessions:
        indexes = [number - 1 for number, _ in cables]
        edges, frames, legend, more = lay_sessions_over(edges, indexes, framed, topology, options)
        notes += more
    return Diagram(
        name=topology.name,
        view="topology",
        title=topology.title,
        boxes=framed.boxes,
        edges=edges,
        bars=bars,
        frames=frames,
        legend=legend,
        styles=topology.preferences.styles,
        notes=notes,
    )


def _kind(link: Link, *, vlans: bool) -> str:
    if link.kind == "tunnel":
        return "tunnel"
    if vlans:
        used = [end.vlan for end in link.endpoints]
        return next((f"vlan_{vlan}" for vlan in ("trunk", "access") if vlan in used), "link")
    return "link"
