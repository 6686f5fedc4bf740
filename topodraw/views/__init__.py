"""Views: from what a lab is to what one picture of it shows.

``make_view`` drops what the lab hides and what the user's filters leave out, then lets the view asked for turn the
rest into a `Diagram`. Nothing is inferred here: sessions, autonomous systems and areas are the reader's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from topodraw.diagram import Diagram
from topodraw.errors import TopodrawError, UnknownName
from topodraw.model import Topology
from topodraw.views.autonomous_systems import as_view, has_autonomous_systems
from topodraw.views.bgp import bgp_view, runs_bgp
from topodraw.views.filters import without_filtered, without_hidden
from topodraw.views.hosts import hosts_in_systems
from topodraw.views.isis import isis_view, runs_isis
from topodraw.views.options import ViewOptions
from topodraw.views.stubs import stubs_as_asked
from topodraw.views.topology import topology_view

__all__ = ["VIEWS", "ViewOptions", "make_view", "views_of"]


@dataclass(frozen=True, slots=True)
class _View:
    draw: Callable[[Topology, ViewOptions], Diagram]
    applies: Callable[[Topology], bool]
    lacking: str
    """What a lab that the view does not apply to has none of."""


_TABLE: dict[str, _View] = {
    "topology": _View(topology_view, lambda topology: True, ""),
    "bgp": _View(bgp_view, runs_bgp, "does not run BGP"),
    "isis": _View(isis_view, runs_isis, "does not run IS-IS"),
    "as": _View(as_view, has_autonomous_systems, "has no autonomous systems"),
}

VIEWS = tuple(_TABLE)
"""The names of the views."""


def views_of(topology: Topology) -> tuple[str, ...]:
    """Return the names of the views that a topology has something to show in."""
    return tuple(name for name, view in _TABLE.items() if view.applies(topology))


def _hint(topology: Topology) -> str:
    """Return where the BGP of a containerlab lab may be found: its file has none."""
    if topology.kind != "containerlab" or topology.sessions:
        return ""
    return " (--configs auto, or a folder, looks for configurations that are named after its nodes)"


def make_view(topology: Topology, view: str = "topology", options: ViewOptions | None = None) -> Diagram:
    """Return the diagram of a topology in one of the `VIEWS`.

    Raises UnknownName for a view, group, label, family or filter word that does not exist, and TopodrawError for a view
    of something that the lab does not have and for named groups that cross each other. Sessions are
    laid over the topology view alone.
    """
    options = options or ViewOptions()
    if view not in _TABLE:
        raise UnknownName("view", view, VIEWS)
    chosen = _TABLE[view]
    if not chosen.applies(topology):
        raise TopodrawError(f"the lab {chosen.lacking}; views it has: {', '.join(views_of(topology))}{_hint(topology)}")
    topology, filtered = without_filtered(topology, options)
    topology, hidden = without_hidden(topology)
    if options.hosts_join_as:
        topology = hosts_in_systems(topology)
    diagram = chosen.draw(topology, options)
    diagram = stubs_as_asked(diagram, options.stubs)
    return replace(diagram, notes=(*filtered, *hidden, *diagram.notes))
