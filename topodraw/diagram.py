"""Diagram: what to show. Boxes, edges, bars and frames, each with a semantic kind; no colours, no engine syntax.

Views build it from a Topology; `topodraw.layout.tiers` fills in the tiers; renderers draw it, some of them through an
Arrangement (`topodraw.layout`). All ids are unique within their sort: a box's id is its node's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from topodraw.display import show_as_svg, show_at_prompt
from topodraw.model import Hints

__all__ = ["Bar", "Box", "Diagram", "Edge", "End", "Frame", "Legend", "Line", "Relation", "Tap"]

Relation = Literal["down", "up", "level"]
"""What an edge says of the tiers of its ends: a above b, a below b, both on one tier."""


@dataclass(frozen=True, slots=True)
class Line:
    """A further line of a box below its name. `kind`: device, address, as, title."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Box:
    """A node. `kind` is the device class that chooses shape and icon: router, switch, host, bridge, firewall, as..."""

    id: str
    kind: str = "router"
    title: str | None = None
    """Text to show as the name, when it is not the id."""
    lines: tuple[Line, ...] = ()
    device: str | None = None
    asn: int | None = None
    address: str | None = None
    tier: int | None = None
    """0 at the top; filled by `topodraw.layout.tiers`."""
    route_reflector: bool = False
    words: tuple[str, ...] = ()
    """Words that tell the box's job besides its name: role, icon, names of the groups it is in (innermost first)."""
    tooltip: str | None = None
    hints: Hints = field(default_factory=Hints)
    across: int | None = None
    """Where it is wanted in its tier, compared with others; filled with the tier where the author gave positions."""

    @property
    def name(self) -> str:
        return self.title or self.id


@dataclass(frozen=True, slots=True)
class End:
    """Where an edge or a bar meets a box, with the lines of text that stand beside it."""

    box: str
    labels: tuple[str, ...] = ()
    interface: str | None = None
    address: str | None = None
    arrow: bool = False
    """An arrowhead at this end (toward a route-reflector client)."""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two boxes. `kind`: link, vlan_access, vlan_trunk, tunnel, level-1, level-2, level-1-2,
    ebgp, ibgp, localas_ibgp, confed_ebgp, adjacency."""

    a: End
    b: End
    kind: str = "link"
    label: str | None = None
    """Text in the middle."""
    vrf: str | None = None
    one_sided: bool = False
    relation: Relation | None = None
    tooltip: str | None = None
    hints: Hints = field(default_factory=Hints)
    overlay: bool = False
    """Laid over the picture of something else: it moves no box to another tier."""


Tap = End
"""One attachment of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A segment, a stub network or a bridge: any number of taps on one line. `kind`: lan, stub, loopback, bridge."""

    id: str
    name: str
    taps: tuple[Tap, ...]
    kind: str = "lan"
    tier: int | None = None
    tooltip: str | None = None
    hints: Hints = field(default_factory=Hints)
    below: int | None = None
    """The tier that it is wanted below, -1 for above all; filled with the tiers where the author gave positions."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A titled enclosure of boxes (and of other frames, by their `parent`). `kind`: as, group, area, site, cluster."""

    id: str
    title: str
    members: tuple[str, ...]
    """Boxes directly inside, not those of inner frames."""
    kind: str = "as"
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """One entry of the legend: a kind that is used and what it means."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Diagram:
    """What one picture shows. Boxes, edges, bars and frames stand in the order of the topology."""

    name: str
    view: str = "topology"
    title: str | None = None
    boxes: tuple[Box, ...] = ()
    edges: tuple[Edge, ...] = ()
    bars: tuple[Bar, ...] = ()
    frames: tuple[Frame, ...] = ()
    legend: tuple[Legend, ...] = ()
    styles: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """engine -> style object -> attributes, as the lab file sets them (netlab `outputs.graph.styles`)."""
    notes: tuple[str, ...] = ()
    """Sentences that belong under the picture: what was left out, and why."""

    def __repr__(self) -> str:
        parts = ("boxes", "edges", "bars", "frames")
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<Diagram {self.name!r}, {self.view} view: {counts}>"

    _repr_svg_ = show_as_svg
    _repr_pretty_ = show_at_prompt
