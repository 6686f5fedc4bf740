"""Arrangement: where everything stands, in integer cells.

x grows to the right, y downwards, both from 0. A box or frame of width w covers columns x to x+w-1 with its border on
the first and last. Renderers scale cells to whatever they draw in; text uses them as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from topodraw.diagram import Diagram
from topodraw.layout.metric import Direction

__all__ = [
    "ArrangeOptions",
    "Arrangement",
    "Bundle",
    "Direction",
    "PlacedBar",
    "PlacedBox",
    "PlacedFrame",
    "PlacedTap",
    "PlacedText",
    "Point",
    "Route",
]

Bundle = Literal["auto", "always", "never"]

Point = tuple[int, int]
"""(x, y)"""


@dataclass(frozen=True, slots=True)
class ArrangeOptions:
    """What a renderer asks of the arrangement."""

    fold: bool = True
    """Fold a frame around one node into a line of the node."""
    width: int | None = None
    """Cells to fit into, None for the natural width."""
    bundle: Bundle = "auto"
    """Draw complete bipartite meshes as one bar."""
    direction: Direction = "down"
    """Where the tiers follow one another to."""
    icon: int = 0
    """Columns to reserve in every box beside its lines of text, for a picture of the device."""


@dataclass(frozen=True, slots=True)
class PlacedBox:
    box: str
    """Id of the box."""
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    """The lines of text inside, the name first."""


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    frame: str
    x: int
    y: int
    width: int
    height: int
    title: str
    depth: int = 0
    """0 for the outermost."""
    title_x: int = 0
    """Column of the title's first character, in the frame's top row; a blank stands on either side of it."""


@dataclass(frozen=True, slots=True)
class Route:
    """An edge's way: corner points, each on one line with the next. The first lies on the border of box a, the last
    on that of box b; an arrow stands in the cell before its end's border."""

    edge: int
    """Index into the diagram's edges."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PlacedTap:
    """The way from a bar (first point) to a box's border (last point)."""

    box: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PlacedBar:
    bar: str
    """Id of the bar, or of the mesh."""
    x: int
    y: int
    width: int
    name: str
    name_x: int
    name_y: int
    taps: tuple[PlacedTap, ...]
    mesh: tuple[int, ...] = ()
    """For a full mesh: the indexes of the edges that it stands for."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text outside boxes: an end's label, an edge's label."""

    x: int
    y: int
    text: str
    kind: Literal["end", "middle", "number"] = "end"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A whole picture. `diagram` is the diagram arranged, after folding."""

    diagram: Diagram
    width: int
    height: int
    boxes: tuple[PlacedBox, ...] = ()
    frames: tuple[PlacedFrame, ...] = ()
    bars: tuple[PlacedBar, ...] = ()
    routes: tuple[Route, ...] = ()
    texts: tuple[PlacedText, ...] = ()
    listed: tuple[str, ...] = ()
    """What numbers in the picture stand for: "[1] Ethernet1/1"."""
    steps: tuple[str, ...] = ()
    """What was done to keep the width asked for, and whether it was kept."""
    notes: tuple[str, ...] = ()
    """Lines to list below the picture: numbered labels that had no room, edges bundled, width not kept."""
