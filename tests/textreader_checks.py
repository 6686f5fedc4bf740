"""Measure a text diagram from its text alone: integrity, agreement of glyphs, bends, straightness, labels, width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from topodraw.textreader.canvas import make_canvas, text_width
from topodraw.textreader.comparing import compare
from topodraw.textreader.diagram import Edge, Label, Node, ReadDiagram
from topodraw.textreader.glyphs import ARMS, ARROWS, DRAWN_GLYPH

__all__ = [
    "bends",
    "border_faults",
    "compare",
    "crossing_count",
    "disagreements",
    "foreign_members",
    "line_faults",
    "missing_labels",
    "missing_line_labels",
    "straight_share",
    "tier_faults",
    "widest",
]

FAULTS_OF_BORDERS = ("box", "frame", "overlap", "name")
FAULTS_OF_LINES = ("dangling", "junction", "mixed", "shared", "crossing", "stray", "glyph", "bar")

EndLabel = tuple[str, str, str]
"""A node, the node (or bar) at the line's other end, and the text expected at the first node's end."""


def crossing_count(read: ReadDiagram) -> int:
    """Count the cells where two lines cross (walls and bars apart)."""
    return len(read.crossings)


def bends(read: ReadDiagram) -> list[int]:
    """Return the number of corners of every edge, in order."""
    return [edge.bends for edge in read.edges]


def straight_share(read: ReadDiagram) -> float:
    """Return the share of edges between nodes side by side that are one straight run; 1.0 when there are none."""
    flat = [edge for edge in read.edges if edge.a != edge.b and _level(read.node(edge.a), read.node(edge.b))]
    return sum(edge.bends == 0 for edge in flat) / len(flat) if flat else 1.0


def _level(one: Node, two: Node) -> bool:
    """Tell whether two nodes stand side by side: their middle rows are the same."""
    return one.rectangle.top + one.rectangle.bottom == two.rectangle.top + two.rectangle.bottom


def border_faults(read: ReadDiagram) -> list[str]:
    """List what is wrong with the borders and contents of nodes and frames."""
    return [str(problem) for problem in read.problems if problem.code in FAULTS_OF_BORDERS]


def line_faults(read: ReadDiagram) -> list[str]:
    """List what is wrong with lines: ends in the void, false junctions, styles that change, glyphs of no line."""
    return [str(problem) for problem in read.problems if problem.code in FAULTS_OF_LINES]


def disagreements(text: str, read: ReadDiagram) -> list[tuple[int, int]]:
    """List the cells of box-drawing glyphs with an arm that its neighbour does not return, weight included.

    Left out: the gaps for titles, the free ends of bars, and arrowheads, whose one arm is behind them. ASCII glyphs
    do not tell their arms: there the list is empty and `line_faults` speaks.
    """
    if read.charset == "ascii":
        return []
    canvas = make_canvas(text)
    last = max((node.rectangle.bottom for node in read.nodes), default=-1)
    last = max([last, *(frame.rectangle.bottom for frame in read.frames), *(bar.row for bar in read.bars)])
    free = _free_ends(read)
    runs = ((row, hit) for row in range(last + 1) for hit in DRAWN_GLYPH.finditer(canvas.rows[row]))
    glyphs = [(row, column) for row, hit in runs for column in range(hit.start(), hit.end())]
    wrong: list[tuple[int, int]] = []
    for row, column in glyphs:
        arms = ARMS.get(canvas.rows[row][column], (0, 0, 0, 0))
        for side, weight in enumerate(arms):
            if not weight or (row, column, side) in free:
                continue
            near = canvas.at(row + (-1, 0, 1, 0)[side], column + (0, 1, 0, -1)[side])
            if near not in ARROWS and ARMS.get(near, (0, 0, 0, 0))[side ^ 2] != weight:
                wrong.append((row, column))
                break
    return wrong


def _free_ends(read: ReadDiagram) -> set[tuple[int, int, int]]:
    """Return the arms that may face nothing: around titles, at the ends of bars and of the gaps in them."""
    free: set[tuple[int, int, int]] = set()
    for frame in read.frames:
        place = frame.rectangle
        free.add((place.top, place.left, 1))
        free.add((place.top, place.left + 3 + text_width(frame.title), 3))
    for bar in read.bars:
        gap = bar.gap
        free |= {(bar.row, bar.left, 3), (bar.row, bar.right, 1)}
        free |= {(bar.row, gap[0] - 2, 1), (bar.row, gap[1] + 1, 3)} if gap else set()
    return free


def foreign_members(read: ReadDiagram, title: str, expected: Iterable[str]) -> list[str]:
    """List the names by which the frames of a title differ from the members expected, `+` too many, `-` missing."""
    shown = {name for frame in read.frames if frame.title == title for name in read.members(frame)}
    wanted = set(expected)
    return sorted(f"+{name}" for name in shown - wanted) + sorted(f"-{name}" for name in wanted - shown)


def missing_labels(read: ReadDiagram, expected: Sequence[EndLabel]) -> list[EndLabel]:
    """List the expected end labels that do not stand nearest the end they belong to, each as often as expected."""
    shown: Counter[EndLabel] = Counter()
    for edge in read.edges:
        for label in edge.labels:
            shown.update(_belongs(edge, label))
    for bar in read.bars:
        shown.update((tap.node, bar.name, label.text) for tap in bar.taps for label in tap.labels)
    lost = Counter(expected)
    lost.subtract({label: shown[label] for label in set(expected)})
    return sorted(label for label, count in lost.items() for _ in range(count))


def _belongs(edge: Edge, label: Label) -> list[EndLabel]:
    """Return the end a label stands nearest to; none when it is as far from both."""
    return {"a": [(edge.a, edge.b, label.text)], "b": [(edge.b, edge.a, label.text)], "middle": []}[label.nearest]


def missing_line_labels(read: ReadDiagram, expected: Sequence[EndLabel]) -> list[EndLabel]:
    """List the expected labels that stand nowhere along an edge between the two nodes, in either order."""
    shown = Counter((*edge.pair, label.text) for edge in read.edges for label in edge.labels)
    wanted = Counter((min(a, b), max(a, b), text) for a, b, text in expected)
    return sorted((wanted - shown).elements())


def widest(text: str) -> int:
    """Return the terminal cells of the widest line."""
    return max(text_width(line) for line in text.split("\n"))


def tier_faults(read: ReadDiagram, tiers: dict[str, int]) -> list[tuple[str, str]]:
    """List the pairs of nodes that stand against their tiers: a lower tier number stands higher, the same level."""
    known = [node for node in read.nodes if node.name in tiers]
    faults: list[tuple[str, str]] = []
    for number, one in enumerate(known):
        for two in known[number + 1 :]:
            order = tiers[two.name] - tiers[one.name]
            down = (two.rectangle.top + two.rectangle.bottom) - (one.rectangle.top + one.rectangle.bottom)
            if (order > 0 and down <= 0) or (order < 0 and down >= 0) or (order == 0 and down != 0):
                faults.append((one.name, two.name))
    return faults
