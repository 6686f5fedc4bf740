"""What is wrong with a draw.io file, read by mxGraph's rules and nothing of ours."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its geometry, the places absolute."""

    id: str
    parent: str
    label: str
    style: dict[str, str]
    edge: bool
    box: tuple[float, float, float, float]
    """Left, top, width, height."""
    points: tuple[Point, ...] = ()
    """Of an edge: its beginning where it is tied, its corners, its end."""
    source: str | None = None
    target: str | None = None
    link: str | None = None
    tooltip: str | None = None


def read(text: str) -> dict[str, Cell]:
    """Return the cells of a file by id, in order. Raises ValueError for what mxGraph cannot make sense of."""
    root = ET.fromstring(text).find("./diagram/mxGraphModel/root")
    assert root is not None
    cells: dict[str, Cell] = {}
    for element in root:
        inner = element.find("mxCell") if element.tag == "UserObject" else element
        assert inner is not None
        id = element.attrib["id"]
        if id in cells:
            raise ValueError(f"two cells {id}")
        cells[id] = _cell(id, element, inner, cells)
    return cells


def _cell(id: str, outer: ET.Element, inner: ET.Element, cells: dict[str, Cell]) -> Cell:
    parent = inner.get("parent", "")
    if id != "0" and parent not in cells:
        raise ValueError(f"{id} lies in {parent!r}, which comes later or never")  # and so no cycles
    style = dict(
        each.split("=", 1) if "=" in each else (each, "") for each in inner.get("style", "").split(";") if each
    )
    geometry = inner.find("mxGeometry")
    x, y = cells[parent].box[:2] if parent in cells else (0.0, 0.0)
    if geometry is None:
        return Cell(id, parent, "", style, False, (0, 0, 0, 0))
    offset = geometry.find("mxPoint[@as='offset']")
    relative = geometry.get("relative") == "1"
    own = {name: float(geometry.get(name, 0)) for name in ("x", "y", "width", "height")}
    left, top = (0.0, 0.0) if relative else (own["x"] + x, own["y"] + y)
    if relative and offset is not None:  # a label of a line: its middle, from the line's beginning or end
        near_x, near_y = cells[parent].points[0 if own["x"] < 0 else -1]
        left, top = near_x + float(offset.get("x", 0)), near_y + float(offset.get("y", 0))
    points = [
        (float(point.get("x", 0)) + x, float(point.get("y", 0)) + y) for point in geometry.iterfind("Array/mxPoint")
    ]
    source, target = inner.get("source"), inner.get("target")
    edge = inner.get("edge") == "1"
    if edge and source is not None and target is not None:
        points = [_anchor(cells[source], style, "exit"), *points, _anchor(cells[target], style, "entry")]
    label = outer.get("label") if outer.tag == "UserObject" else outer.get("value")
    return Cell(
        id,
        parent,
        label or "",
        style,
        edge,
        (left, top, own["width"], own["height"]),
        tuple(points),
        source,
        target,
        outer.get("link"),
        outer.get("tooltip"),
    )


def _anchor(cell: Cell, style: dict[str, str], name: str) -> Point:
    left, top, width, height = cell.box
    return left + float(style[f"{name}X"]) * width, top + float(style[f"{name}Y"]) * height


def faults(cells: dict[str, Cell]) -> Iterator[str]:
    """Yield what is wrong: shapes that leave their frame, lines that are not orthogonal or tied beside their node."""
    for cell in cells.values():
        around = cells.get(cell.parent)
        if around and around.style.get("container") == "1" and not cell.edge and not _inside(cell, around):
            yield f"{cell.id} leaves {around.id}"
        if cell.edge and (cell.source is None) != (cell.target is None):
            yield f"{cell.id} has one end"
        for (x, y), (next_x, next_y) in zip(cell.points, cell.points[1:], strict=False):
            if abs(x - next_x) > 0.1 and abs(y - next_y) > 0.1:
                yield f"{cell.id} is neither level nor upright: {cell.points}"


def _inside(cell: Cell, around: Cell) -> bool:
    left, top, width, height = cell.box
    begin_x, begin_y, wide, high = around.box
    return begin_x <= left and begin_y <= top and left + width <= begin_x + wide and top + height <= begin_y + high
