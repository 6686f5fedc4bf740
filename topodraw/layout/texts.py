"""Pass 0: texts that stand on one line and are taken for nothing else.

Expects a diagram. Guarantees: no name, line, label or title has a line break, a control character, a blank at its ends
or two blanks together (which part texts in a drawing); no title, name of a box or of a segment is empty; no label looks
like the number of a text listed below the picture, no segment's name like that of a mesh. What is fine stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Line
from topodraw.layout.mesh import FULL_MESH
from topodraw.text import sanitise

__all__ = ["plain", "plain_texts"]

_NUMBER = re.compile(r"[\[(](\d+)[\])]")


def plain_texts(diagram: Diagram) -> Diagram:
    """Return the diagram with its texts as they can be drawn."""
    return replace(
        diagram,
        boxes=tuple(map(_box, diagram.boxes)),
        edges=tuple(map(_edge, diagram.edges)),
        bars=tuple(map(_bar, diagram.bars)),
        frames=tuple(map(_frame, diagram.frames)),
    )


def plain(text: str) -> str:
    r"""Return sanitised text without blanks at its ends, no two of them together.

    >>> plain("  to\n the  core ")
    'to the core'
    """
    line = sanitise(text)
    if "  " in line or line[:1] == " " or line[-1:] == " ":
        return " ".join(part for part in line.split(" ") if part)
    return line


def _box(box: Box) -> Box:
    name = _some(box.name, box.id)
    lines = tuple(map(_line, box.lines))
    if name == box.name and lines == box.lines:
        return box
    return replace(box, title=name if name != box.id else None, lines=lines)


def _line(line: Line) -> Line:
    said = plain(line.text)
    return line if said == line.text else replace(line, text=said)


def _frame(frame: Frame) -> Frame:
    title = _some(frame.title, frame.id)
    return frame if title == frame.title else replace(frame, title=title)


def _edge(edge: Edge) -> Edge:
    a, b = _end(edge.a), _end(edge.b)
    label, vrf = edge.label and _label(edge.label), edge.vrf and plain(edge.vrf)
    if a is edge.a and b is edge.b and label == edge.label and vrf == edge.vrf:
        return edge
    return replace(edge, a=a, b=b, label=label, vrf=vrf)


def _end(end: End) -> End:
    if not end.labels:
        return end
    labels = tuple(map(_label, end.labels))
    return end if labels == end.labels else replace(end, labels=labels)


def _bar(bar: Bar) -> Bar:
    name, taps = _label(_some(bar.name, bar.id)), tuple(map(_end, bar.taps))
    if name.startswith(FULL_MESH):
        name = f"'{name}'"
    return bar if name == bar.name and taps == bar.taps else replace(bar, name=name, taps=taps)


def _label(text: str) -> str:
    said = plain(text)
    number = _NUMBER.fullmatch(said)
    return f"{{{number[1]}}}" if number else said


def _some(text: str, otherwise: str) -> str:
    """Return a text that shows something."""
    return plain(text) or plain(otherwise) or "?"
