"""Measure a drawing from its text alone: crossings, bends, straightness, tiers, labels, size, ink.

What each says of the quality of a drawing: crossings matter most, then bends (Purchase 1997; Ware et al. 2002).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from topodraw.textreader.canvas import text_width
from topodraw.textreader.diagram import Edge, Label, Node, ReadDiagram

__all__ = [
    "EndLabel",
    "Size",
    "bends",
    "crossing_count",
    "direct_share",
    "missing_labels",
    "missing_line_labels",
    "picture_size",
    "straight_share",
    "tier_violations",
    "widest",
]

EndLabel = tuple[str, str, str]
"""A node, the node (or bar) at the line's other end, and the text expected at the first node's end."""


class Size(NamedTuple):
    """The picture without its title, notes and legend, in cells; `ink` of them are not blank."""

    width: int
    height: int
    ink: int


def crossing_count(read: ReadDiagram) -> int:
    """Count the cells where two lines cross (walls and bars apart)."""
    return len(read.crossings)


def bends(read: ReadDiagram) -> list[int]:
    """Return the number of corners of every edge, in order."""
    return [edge.bends for edge in read.edges]


def direct_share(read: ReadDiagram, tiers: Mapping[str, int] | None = None) -> float | None:
    """Return the share of edges on one tier that are one straight run; None when there are none.

    Without `tiers`, nodes are on one tier when their middle rows are the same.
    """
    flat = [edge for edge in read.edges if edge.a != edge.b and _level(read, edge, tiers)]
    return sum(edge.bends == 0 for edge in flat) / len(flat) if flat else None


def straight_share(read: ReadDiagram, tiers: Mapping[str, int]) -> float | None:
    """Return the share of edges between neighbouring tiers that have no bend; None when there are none."""
    steep = [edge for edge in read.edges if abs(tiers.get(edge.a, 0) - tiers.get(edge.b, 0)) == 1]
    return sum(edge.bends == 0 for edge in steep) / len(steep) if steep else None


def _level(read: ReadDiagram, edge: Edge, tiers: Mapping[str, int] | None) -> bool:
    if tiers is None:
        return _middle(read.node(edge.a)) == _middle(read.node(edge.b))
    return edge.a in tiers and tiers[edge.a] == tiers.get(edge.b)


def _middle(node: Node) -> int:
    """Return the middle row of a node, doubled to stay whole."""
    return node.rectangle.top + node.rectangle.bottom


def tier_violations(read: ReadDiagram, tiers: Mapping[str, int], *, across: bool = False) -> int:
    """Count the pairs of nodes that stand against their tiers.

    One of a lower number stands higher; those of one tier stand side by side, so that some row meets both. In a
    drawing whose tiers go `across` it stands farther left, and some column meets those of one tier.
    """
    places = {node.name: node.rectangle for node in read.nodes if node.name in tiers}
    spans = {name: (at.left, at.right) if across else (at.top, at.bottom) for name, at in places.items()}
    alike = Counter((tiers[name], *spans[name]) for name in spans)
    classes = sorted(alike)
    count = 0
    for at, (tier, top, bottom) in enumerate(classes):
        for other in classes[at + 1 :]:
            apart = other[1] > bottom or other[2] < top
            wrong = apart if other[0] == tier else other[1] + other[2] <= top + bottom
            count += wrong * alike[tier, top, bottom] * alike[other]
    return count


def missing_labels(read: ReadDiagram, expected: Sequence[EndLabel]) -> list[EndLabel]:
    """List the expected end labels that do not stand nearest the end they belong to, each as often as expected."""
    shown: Counter[EndLabel] = Counter()
    for edge in read.edges:
        for label in edge.labels:
            shown.update((*ends, text) for ends in _belongs(edge, label) for text in _texts(label))
    for bar in read.bars:
        labels = ((tap, label) for tap in bar.taps for label in tap.labels)
        shown.update((tap.node, bar.name, text) for tap, label in labels for text in _texts(label))
    return _lost(shown, expected)


def missing_line_labels(read: ReadDiagram, expected: Sequence[EndLabel]) -> list[EndLabel]:
    """List the expected labels that stand nowhere along an edge between the two nodes, in either order."""
    labels = ((edge, label) for edge in read.edges for label in edge.labels)
    shown = Counter((*edge.pair, text) for edge, label in labels for text in _texts(label))
    return _lost(shown, [(min(a, b), max(a, b), text) for a, b, text in expected])


def _belongs(edge: Edge, label: Label) -> list[tuple[str, str]]:
    """Return the end a label stands nearest to; none when it is as far from both."""
    return {"a": [(edge.a, edge.b)], "b": [(edge.b, edge.a)], "middle": []}[label.nearest]


def _texts(label: Label) -> tuple[str, ...]:
    """Return what a label says, as a whole and line by line where it stands for several."""
    return tuple(dict.fromkeys((label.text, *label.lines)))


def _lost(shown: Counter[EndLabel], expected: Sequence[EndLabel]) -> list[EndLabel]:
    lost = Counter(expected)
    lost.subtract({label: shown[label] for label in set(expected)})
    return sorted(label for label, count in lost.items() for _ in range(count))


def picture_size(text: str, read: ReadDiagram) -> Size:
    """Return the size of the picture in a text that was read."""
    rows = text.split("\n")[read.top : read.bottom + 1]
    ink = sum(text_width(row.replace(" ", "")) for row in rows)
    return Size(max(map(text_width, rows), default=0), len(rows), ink)


def widest(text: str) -> int:
    """Return the terminal cells of the widest line."""
    return max(text_width(line) for line in text.split("\n"))
