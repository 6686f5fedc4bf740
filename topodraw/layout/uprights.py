"""Pass 4b for drawings to the right: columns of links between boxes of one tier, which stand one above another.

Expects sized boxes. Guarantees: parallel links have columns of their own with their labels right of them, boxes are
wide enough for them, a link that enters a frame from above does so right of the frame's title, and `Item.left`,
`Item.right` (rows above and below) and `Item.reach` (columns) keep the cells free that those texts take.
"""

from __future__ import annotations

from typing import NamedTuple

from topodraw import text
from topodraw.diagram import Edge, End
from topodraw.layout.layered import Direct, Item, Layered
from topodraw.layout.ports import level_columns
from topodraw.layout.sides import middle_labels

__all__ = ["fits_upright", "make_room_between", "upright_labels"]

CORNER = 2
"""Columns from the corner of a box to the first link."""
PITCH = 3
"""Columns from one link to the next, where no label stands between."""
GROWTH = 4
"""Columns by which a box may grow for a link to enter a frame right of its title."""


class Labels(NamedTuple):
    """The texts of one end, and the rows between them and the box that its arrowhead takes."""

    lines: tuple[str, ...]
    arrow: int


def upright_labels(graph: Layered, direct: Direct) -> tuple[Labels, tuple[str, ...], Labels]:
    """Return the texts of a link's upper end, those in its middle and those of its lower end."""
    edge = graph.diagram.edges[direct.edge]
    upper, lower = (edge.b, edge.a) if direct.swapped else (edge.a, edge.b)
    return _of_end(upper), middle_labels(edge), _of_end(lower)


def _of_end(end: End) -> Labels:
    return Labels(tuple(text.sanitise(line) for line in end.labels if line), int(end.arrow))


def make_room_between(graph: Layered) -> None:
    """Set the columns of direct links, the widths of their boxes and the free rows between all boxes."""
    pairs: dict[tuple[Item, Item], list[Direct]] = {}
    for direct in graph.direct:
        pairs.setdefault((direct.left, direct.right), []).append(direct)
    for (upper, lower), links in pairs.items():
        widths = [_room(graph, direct) for direct in links]
        steps = [max(PITCH, wide + 2 if wide else 0) for wide in widths]
        columns = [sum(steps[:at]) for at in range(len(links))]
        narrower = min(upper.height, lower.height)
        start = max(CORNER, (narrower - columns[-1]) // 2, _behind_titles(graph, upper, lower))
        for direct, column, wide in zip(links, columns, widths, strict=True):
            direct.row = start + column
            upper.reach = max(upper.reach, direct.row + 1 + wide)
        for item in (upper, lower):
            item.height = max(item.height, start + columns[-1] + CORNER + 1)
    if not graph.tight:
        level_columns(graph)


def _room(graph: Layered, direct: Direct) -> int:
    """Keep the rows that a link's texts take, and return their columns."""
    above, middle, below = upright_labels(graph, direct)
    upper, lower = above.arrow + len(above.lines), below.arrow + len(below.lines)
    rows = upper + len(middle) + lower + graph.metric.between("box", "box")
    short = max(0, 2 * max(upper, lower) - rows)  # a text is nearer to its own end than to the other
    direct.left.right = max(direct.left.right, upper + len(middle) + short)
    direct.right.left = max(direct.right.left, lower)
    return max(map(text.width, (*above.lines, *middle, *below.lines)), default=0)


def _behind_titles(graph: Layered, upper: Item, lower: Item) -> int:
    """Return the first column of the layer right of all titles in walls that a link crosses on its way down."""
    entered = [graph.frames[id] for id in lower.path if id not in upper.path]
    ends = [1 + text.width(node.title) for node in entered if node.top == lower.layer]
    return max(ends, default=0)


def fits_upright(graph: Layered, edge: Edge, upper: Item, lower: Item) -> bool:
    """Tell whether a link between neighbours may be direct: not right of a title much longer than its boxes, nor beside
    a parallel one where labels would put them far apart."""
    boxes = {box.id: box for box in graph.diagram.boxes}
    texts = [(box.name, *(line.text for line in box.lines)) for box in (boxes[edge.a.box], boxes[edge.b.box])]
    wide = max(graph.metric.box(lines)[1] for lines in texts)
    if _behind_titles(graph, upper, lower) + CORNER + 1 > wide + GROWTH:
        return False
    labelled = bool(edge.a.labels or edge.b.labels or middle_labels(edge))
    return not labelled or not any((direct.left, direct.right) == (upper, lower) for direct in graph.direct)
