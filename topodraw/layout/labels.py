"""Pass 9b: the places of the texts beside lines, in the columns and rows of the picture.

Expects columns and rows of everything. Guarantees that the labels of an end stand right of an upright line, in the rows
next to its box, and above and below a level one, next to its box: the only text that touches a line is its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from topodraw import text
from topodraw.layout.arrangement import PlacedText
from topodraw.layout.layered import DOWN, Direct, Layered, Port
from topodraw.layout.metric import PARTED
from topodraw.layout.sides import direct_labels, middle_offset
from topodraw.layout.uprights import upright_labels

__all__ = ["place_labels"]


def place_labels(graph: Layered) -> list[PlacedText]:
    """Return the texts beside the ends of lines."""
    beside, direct = (_right_of, _beside_level) if graph.metric.down else (_around, _beside_upright)
    texts: list[PlacedText] = []
    for item in graph.all_items():
        for ports in item.ports.values():
            for port in ports:
                texts += beside(port)
    for link in graph.direct:
        texts += direct(graph, link)
    return texts


def _right_of(port: Port) -> Iterator[PlacedText]:
    """Yield the labels of a line that leaves its box upright: they stand beside the line, not beside its head."""
    item = port.item
    first = item.y + item.height + port.arrow if port.side == DOWN else item.y - len(port.labels) - port.arrow
    for at, line in enumerate(port.labels):
        if line:
            yield PlacedText(port.column + 1, first + at, line)


def _around(port: Port) -> Iterator[PlacedText]:
    """Yield the labels of a line that leaves its box level. Here y counts columns, and x rows."""
    item = port.item
    for line, row in zip(port.labels, (port.column - 1, port.column + 1), strict=False):
        start = item.y + item.height + port.arrow if port.side == DOWN else item.y - port.arrow - text.width(line)
        for part in line.split(PARTED):
            yield PlacedText(start, row, part)
            start += text.width(part + PARTED)


def _beside_level(graph: Layered, direct: Direct) -> list[PlacedText]:
    left, middle, right = direct_labels(graph, direct)
    y = direct.left.y + direct.row
    start, end = direct.left.x + direct.left.width, direct.right.x
    texts = [PlacedText(start, y + side, line) for line, side in zip(left, (-1, 1), strict=True) if line]
    texts += [
        PlacedText(end - text.width(line), y + side, line) for line, side in zip(right, (-1, 1), strict=True) if line
    ]
    if middle:
        wide_left = max(map(text.width, left))
        x = start + middle_offset(wide_left)
        if direct.right.index == direct.left.index + 1 and direct.left.path == direct.right.path:
            room = end - max(map(text.width, right)) - x - text.width(middle)
            x += max(0, room // 2)
        texts.append(PlacedText(x, y - 1, middle, "middle"))
    return texts


def _beside_upright(graph: Layered, direct: Direct) -> list[PlacedText]:
    upper, middle, lower = upright_labels(graph, direct)
    column = direct.left.y + direct.row + 1
    start, end = direct.left.x + direct.left.width, direct.right.x
    start += upper.arrow
    texts = [PlacedText(column, start + at, line) for at, line in enumerate(upper.lines)]
    start += len(upper.lines)
    texts += [PlacedText(column, start + at, line, "middle") for at, line in enumerate(middle)]
    end -= lower.arrow + len(lower.lines)
    return texts + [PlacedText(column, end + at, line) for at, line in enumerate(lower.lines)]
