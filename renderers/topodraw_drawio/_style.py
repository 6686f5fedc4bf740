"""Themes and wishes to draw.io's styles."""

from __future__ import annotations

from topodraw.colors import readable_on
from topodraw.diagram import Bar, Box, Edge, Frame
from topodraw.theme import Dash, Paint, Stroke, Theme
from topodraw.wishes import Own

__all__ = ["ICONS", "bar_style", "box_style", "edge_style", "frame_style", "icon_style"]

Values = dict[str, object]

_DASHES: dict[Dash, str] = {"dashed": "6 4", "dotted": "1.5 3"}

ICONS = {
    "router": "mxgraph.cisco.routers.router",
    "switch": "mxgraph.cisco.switches.workgroup_switch",
    "host": "mxgraph.cisco.computers_and_peripherals.pc",
    "server": "mxgraph.cisco.servers.standard_host",
    "firewall": "mxgraph.cisco.security.firewall",
    "cloud": "mxgraph.cisco.storage.cloud",
}
"""Device class -> the stencil of draw.io's own that stands for it."""


def box_style(box: Box, theme: Theme, own: Own, aside: int) -> Values:
    """Return the style of a node, whose text leaves some pixels at the left to a picture."""
    paint = theme.box(box.kind)
    look: Values = {
        "rounded": 1,
        "arcSize": 20 if paint.rounded else 8,
        "whiteSpace": "wrap",
        "html": 1,
        "fontSize": 12,
    }
    return look | _paint(paint) | _wished(own) | {"spacingLeft": aside or None}


def icon_style(box: Box, theme: Theme, own: Own) -> Values:
    """Return the style of a node's picture, which moves and is chosen with the node alone."""
    paint = theme.box(box.kind)
    color = own.line or (readable_on(own.fill) if own.fill else paint.stroke.color)
    ground = own.fill or paint.fill
    fixed: Values = dict.fromkeys(("editable", "movable", "resizable", "rotatable", "deletable", "connectable"), 0)
    return {"shape": ICONS[box.kind], "fillColor": color, "strokeColor": ground, "pointerEvents": 0} | fixed


def frame_style(frame: Frame, index: int, theme: Theme, own: Own) -> Values:
    look: Values = {"rounded": 1, "arcSize": 8, "absoluteArcSize": 1, "container": 1, "collapsible": 0, "html": 0}
    title: Values = {"verticalAlign": "top", "spacingTop": -4, "fontStyle": 1, "fontSize": 12}
    return look | title | _paint(theme.frame(index)) | _wished(own)


def bar_style(bar: Bar, theme: Theme, own: Own) -> Values:
    look: Values = {"rounded": 1, "arcSize": 50, "html": 0, "fontSize": 11, "overflow": "visible", "whiteSpace": None}
    ground: Values = {"labelBackgroundColor": theme.background}
    return look | _paint(theme.bar(bar.kind)) | ground | _wished(own) | {"fontColor": theme.text}


def edge_style(kind: str, theme: Theme, own: Own, edge: Edge | None = None) -> Values:
    """Return the style of a line, with heads where the edge has them."""
    stroke = theme.line(kind, vrf=bool(edge and edge.vrf is not None), one_sided=bool(edge and edge.one_sided))
    heads: Values = {
        "startArrow": "block" if edge and edge.a.arrow else "none",
        "endArrow": "block" if edge and edge.b.arrow else "none",
    }
    look: Values = {"edgeStyle": "orthogonalEdgeStyle", "rounded": 1, "html": 0, "jumpStyle": "none"}
    return look | heads | _stroke(stroke) | _wished(own)


def _paint(paint: Paint) -> Values:
    return {"fillColor": paint.fill, "fontColor": paint.text} | _stroke(paint.stroke)


def _stroke(stroke: Stroke) -> Values:
    dash = _DASHES.get(stroke.dash)
    look: Values = {"strokeColor": stroke.color, "strokeWidth": f"{stroke.width:g}"}
    return look | ({"dashed": 1, "dashPattern": dash} if dash else {})


def _wished(own: Own) -> Values:
    readable = readable_on(own.fill) if own.fill else None
    asked: Values = {
        "strokeColor": own.line or readable,
        "fillColor": own.fill,
        "fontColor": own.text or readable,
        "strokeWidth": None if own.width is None else f"{own.width:g}",
    }
    if own.dash:
        asked |= {"dashed": 0} if own.dash == "none" else {"dashed": 1, "dashPattern": own.dash}
    return {name: value for name, value in asked.items() if value is not None}
