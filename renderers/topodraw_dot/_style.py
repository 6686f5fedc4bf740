"""Kinds to DOT attributes: the theme first, then what the lab file says, the more special over the more general.

A `Style` answers for one diagram. Values are plain strings, not yet quoted; `_quote.raw` makes them safe. The style
objects that a lab file may set are netlab's (`defaults.outputs.graph.styles`): graph, title, node, edge, as, stub, lan,
and one for each kind of edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topodraw.diagram import Bar, Box, Diagram, Edge, Frame
from topodraw.layout import Direction
from topodraw.model import Hints
from topodraw.theme import Paint, Stroke, Theme

__all__ = ["Attributes", "Style", "difference"]

Attributes = dict[str, str]

FONT = "Helvetica"

_SHAPES = {"firewall": "box", "cloud": "ellipse", "controller": "hexagon", "switch": "box"}
_ROUNDED = "rounded"

_BESIDE = {"labeldistance": "2.6", "labelangle": "-55"}
"""Where Graphviz puts the labels at the ends of lines: off a line that goes down."""
_ABOVE = {"labeldistance": "3.2", "labelangle": "-30", "minlen": "3"}
"""The same for level lines, and room for two labels between the boxes."""
_ALONG = {"labeldistance": "4.2", "labelangle": "-17"}
"""The same above level lines from tier to tier, where tiers have room for two labels between them."""
_BETWEEN_TIERS: Mapping[Direction, Attributes] = {"down": _BESIDE, "right": _ALONG}
_ON_A_TIER: Mapping[Direction, Attributes] = {"down": _ABOVE, "right": _BESIDE | {"minlen": "2"}}


@dataclass(frozen=True, slots=True)
class Style:
    """What everything in one diagram looks like."""

    theme: Theme
    objects: Mapping[str, Mapping[str, str]]
    """Style object -> attributes, as the lab file sets them."""
    direction: Direction = "down"

    @classmethod
    def of(cls, diagram: Diagram, theme: Theme, direction: Direction = "down") -> Style:
        return cls(theme, diagram.styles.get("dot", {}), direction)

    def graph(self, *, ranksep: str = "0.6") -> Attributes:
        theme = self.theme
        spacing = {"nodesep": "0.45", "ranksep": ranksep, "pad": "0.2"}
        return {"bgcolor": theme.background, "fontname": FONT, "fontcolor": theme.text, **spacing} | self._object(
            "graph"
        )

    def title(self) -> Attributes:
        return {"labelloc": "t", "fontsize": "18"} | self._object("title")

    def node(self) -> Attributes:
        """Return what all nodes have in common; `box` and `bar` hold everything that may differ from it."""
        shared = {"shape": "box", "style": "filled", "fontname": FONT, "fontsize": "12", "margin": "0.16,0.08"}
        return shared | _paint(self.theme.box("router")) | self._object("node")

    def box(self, box: Box) -> Attributes:
        paint = self.theme.box(box.kind)
        look = self.node() | {"shape": _SHAPES.get(box.kind, "box")} | _paint(paint)
        return look | self._object("node") | self._object(box.kind) | _hints(box.hints, "fillcolor")

    def bar(self, bar: Bar) -> Attributes:
        look = (
            self.node() | _paint(self.theme.bar(bar.kind)) | {"fontsize": "11", "margin": "0.14,0.04", "height": "0.24"}
        )
        own = self._object(bar.kind) if bar.kind != "stub" else {}
        return look | self._object("stub") | own | _hints(bar.hints, "fillcolor")

    def edge(self) -> Attributes:
        """Return what all edges have in common; `line` holds everything that may differ from it."""
        small = {"fontname": FONT, "fontsize": "10", "fontcolor": self.theme.muted}
        ends = {"labelfontsize": "8", "labelfontcolor": self.theme.muted, "arrowsize": "0.8"}
        ends |= _BETWEEN_TIERS[self.direction]
        return _stroke(self.theme.line("link")) | small | ends | self._object("edge")

    def line(self, edge: Edge) -> Attributes:
        stroke = self.theme.line(edge.kind, vrf=edge.vrf is not None, one_sided=edge.one_sided)
        look = self.edge()
        if stroke != self.theme.line("link"):
            look |= _stroke(stroke)
        look |= self._object(edge.kind) | (self._object("vrf") if edge.vrf else {})
        return look | _hints(edge.hints, None)

    def level(self) -> Attributes:
        """Return how the labels at the ends of a line on one tier stand, where the engine places them."""
        return dict(_ON_A_TIER[self.direction])

    def tap(self, bar: Bar) -> Attributes:
        """Return the look of the lines between a bar and its boxes, which take their bar's own colour and width."""
        return self.edge() | _hints(bar.hints, None)

    def frame(self, frame: Frame, index: int) -> Attributes:
        paint = self.theme.frame(index)
        look = {
            "style": _ROUNDED,
            "bgcolor": paint.fill,
            "color": paint.stroke.color,
            "penwidth": _number(paint.stroke.width),
            "fontcolor": paint.text,
            "fontsize": "10",  # short enough to leave the middle of a box, where lines come in, clear
            "labelloc": "t",
            "labeljust": "l",
            "margin": "14",
        }
        return look | self._object("as") | (self._object(frame.kind) if frame.kind != "as" else {})

    def sample(self, kind: str) -> Attributes:
        """Return the look of a legend entry's sample: color, penwidth, style, and what a lab file adds."""
        stroke = self.theme.line(kind)
        return _stroke(stroke) | (self._object(kind) if kind in self.theme.lines or kind == "vrf" else {})

    def _object(self, name: str) -> Attributes:
        return {key: str(value) for key, value in self.objects.get(name, {}).items()}


def difference(own: Mapping[str, str], shared: Mapping[str, str]) -> Attributes:
    """Return what must be written for one element when the shared attributes stand at the top of the file."""
    return {key: value for key, value in own.items() if shared.get(key) != value}


def _paint(paint: Paint) -> Attributes:
    words = [
        "filled",
        *([_ROUNDED] if paint.rounded else []),
        *([paint.stroke.dash] if paint.stroke.dash != "solid" else []),
    ]
    return {
        "style": ",".join(words),
        "fillcolor": paint.fill,
        "color": paint.stroke.color,
        "fontcolor": paint.text,
        "penwidth": _number(paint.stroke.width),
    }


def _stroke(stroke: Stroke) -> Attributes:
    return {"color": stroke.color, "penwidth": _number(stroke.width), "style": stroke.dash}


def _hints(hints: Hints, fill: str | None) -> Attributes:
    """Return what an element's author asked for; netlab maps color, fill and width to these names."""
    asked = {"color": hints.color, "penwidth": hints.width} | ({fill: hints.fill} if fill else {})
    own = {key: str(value) for key, value in hints.raw.get("dot", {}).items()}
    return {key: value for key, value in asked.items() if value is not None} | own


def _number(value: float) -> str:
    return f"{value:g}"
