"""draw.io's cells: vertices, edges, and texts; with a tooltip or a link they are in a `UserObject`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topodraw_drawio._places import Rect
from topodraw_drawio._xml import html_text, number, style, tag

__all__ = ["ROOT", "edge_cell", "label_cell", "sample_cell", "text_cell", "vertex_cell"]

ROOT = "1"
"""The layer that all is on."""

Values = Mapping[str, object]
Pair = tuple[float, float]


def vertex_cell(
    id: str,
    label: str,
    look: str,
    place: Rect,
    *,
    parent: str = ROOT,
    tip: str | None = None,
    url: str | None = None,
    offset: Pair | None = None,
) -> str:
    """Return a shape; `offset` moves its label away from its middle."""
    box = {
        "x": number(place.x),
        "y": number(place.y),
        "width": number(place.width),
        "height": number(place.height),
        "as": "geometry",
    }
    inner = [_point(offset, "offset")] if offset else []
    cell: Values = {"style": look, "vertex": 1, "parent": parent}
    return _cell(id, label, cell, tag("mxGeometry", box, inner), tip, url)


def edge_cell(
    id: str,
    look: str,
    ends: tuple[str, str],
    corners: Sequence[Pair],
    *,
    parent: str = ROOT,
    tip: str | None = None,
    url: str | None = None,
) -> str:
    """Return a line between two shapes by way of its corners."""
    inner = [tag("Array", {"as": "points"}, map(_point, corners))] if corners else []
    geometry = tag("mxGeometry", {"relative": 1, "as": "geometry"}, inner)
    cell: Values = {"style": look, "edge": 1, "parent": parent, "source": ends[0], "target": ends[1]}
    return _cell(id, "", cell, geometry, tip, url)


def sample_cell(id: str, look: str, start: Pair, end: Pair) -> str:
    """Return a line that is tied to nothing."""
    inner = [_point(start, "sourcePoint"), _point(end, "targetPoint")]
    geometry = tag("mxGeometry", {"relative": 1, "as": "geometry"}, inner)
    return _cell(id, "", {"style": look, "edge": 1, "parent": ROOT}, geometry)


def label_cell(id: str, label: str, line: str, end: int, offset: Pair, look: Values) -> str:
    """Return a text of a line, away from its beginning (-1) or its end (1)."""
    fixed: Values = {"html": 0, "align": "center", "verticalAlign": "middle", "resizable": 0}
    geometry = tag("mxGeometry", {"x": end, "y": 0, "relative": 1, "as": "geometry"}, [_point(offset, "offset")])
    cell: Values = {"style": style("edgeLabel", fixed, look), "vertex": 1, "connectable": 0, "parent": line}
    return _cell(id, label, cell, geometry)


def text_cell(id: str, label: str, place: Rect, look: Values) -> str:
    """Return a text by itself."""
    fixed: Values = {"html": 0, "align": "left", "verticalAlign": "middle", "resizable": 0, "spacing": 0}
    return vertex_cell(id, label, style("text", fixed, look), place)


def _cell(id: str, label: str, cell: Values, geometry: str, tip: str | None = None, url: str | None = None) -> str:
    if not tip and not url:
        return tag("mxCell", {"id": id, "value": label, **cell}, [geometry])
    around = {"label": label, "tooltip": html_text(tip) if tip else None, "link": url, "id": id}
    return tag("UserObject", around, [tag("mxCell", cell, [geometry])])


def _point(point: Pair, role: str | None = None) -> str:
    return tag("mxPoint", {"x": number(point[0]), "y": number(point[1]), "as": role})
