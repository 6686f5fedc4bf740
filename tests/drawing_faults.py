"""What must hold of every text drawing, as functions that list where it does not; empty lists are good.

They look at the text, through the reader that knows the grammar alone, and at the arrangement, cell by cell. What
is expected comes from the diagram with its texts spelled as they should be shown (`random_labs.spelled`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from random_diagrams import expected
from textreader_checks import border_faults, disagreements, line_faults
from topodraw.diagram import Bar, Diagram, Edge
from topodraw.layout import Arrangement, ArrangeOptions, arrange
from topodraw.rendering import RenderOptions
from topodraw.textreader import compare, measures, read
from topodraw.textreader.comparing import arrows, same_graph
from topodraw.textreader.diagram import ReadDiagram, Rectangle
from topodraw_ascii import draw_arrangement

__all__ = ["CHARSETS", "Drawing", "drawings", "faults", "ownership_faults", "parity_faults"]

CHARSETS = ("box", "rich", "ascii")
FARTHEST = 3
"""Cells along a line from its end to a text that may belong to the end."""


@dataclass(frozen=True)
class Drawing:
    """A diagram drawn in a charset, read back, with the diagram as it should be shown (before folding)."""

    charset: str
    fold: bool
    text: str
    read: ReadDiagram
    shown: Diagram
    arrangement: Arrangement


def drawings(given: Diagram, shown: dict[str, Diagram], options: ArrangeOptions | None = None) -> list[Drawing]:
    """Draw a diagram once in every charset; `shown` is what each charset should show."""
    options = options or ArrangeOptions()
    arrangement = arrange(given, options)
    texts = {name: draw_arrangement(arrangement, RenderOptions(charset=name)) for name in CHARSETS}  # type: ignore[arg-type]
    return [
        Drawing(name, options.fold, texts[name], read(texts[name], name), shown[name], arrangement) for name in CHARSETS
    ]


def faults(drawing: Drawing) -> list[str]:
    """List all that is wrong with one drawing."""
    return [
        f"{drawing.charset}: {check.__name__}: {fault}"
        for check in (
            read_back_faults,
            glyph_faults,
            integrity_faults,
            member_faults,
            label_faults,
            width_faults,
            honesty_faults,
        )
        for fault in check(drawing)
    ]


def read_back_faults(drawing: Drawing) -> list[str]:
    """List what is read back otherwise than it was given: nodes, lines and their kinds, arrows, segments, frames."""
    wanted = expected(drawing.shown, fold=drawing.fold)
    names = {box.id: box.name for box in drawing.shown.boxes}
    heads = [
        (names[near.box], names[far.box])
        for edge in drawing.shown.edges
        for near, far in ((edge.a, edge.b), (edge.b, edge.a))
        if near.arrow
    ]
    found = compare(drawing.read, **wanted)
    return found if sorted(heads) == arrows(drawing.read) else [*found, "arrowheads"]


def glyph_faults(drawing: Drawing) -> list[str]:
    """List the glyphs with an arm that no opposite arm faces, and lines that end, meet or change where they may not."""
    return [*map(str, disagreements(drawing.text, drawing.read)), *line_faults(drawing.read)]


def integrity_faults(drawing: Drawing) -> list[str]:
    """List the borders that are not whole, and boxes and frames that are not where they were placed."""
    found = border_faults(drawing.read)
    placed = [Rectangle(b.y, b.x, b.y + b.height - 1, b.x + b.width - 1) for b in drawing.arrangement.boxes]
    framed = [Rectangle(f.y, f.x, f.y + f.height - 1, f.x + f.width - 1) for f in drawing.arrangement.frames]
    if Counter(node.rectangle for node in drawing.read.nodes) != Counter(placed):
        found.append("nodes are not where they were placed")
    if Counter(frame.rectangle for frame in drawing.read.frames) != Counter(framed):
        found.append("frames are not where they were placed")
    lines = {box.name: tuple(line.text for line in box.lines) for box in drawing.shown.boxes}
    # A frame folded into its box adds lines.
    found += [f"lines of {n.name}" for n in drawing.read.nodes if n.lines[: len(lines[n.name])] != lines[n.name]]
    return found


def member_faults(drawing: Drawing) -> list[str]:
    """List the nodes inside frames that do not hold them, those outside their own, and frames that overlap."""
    wanted = expected(drawing.shown, fold=drawing.fold)["frames"]
    inside = {(title, name) for title, names, _ in wanted for name in names}
    twice = {title for title, count in Counter(title for title, *_ in wanted).items() if count > 1}
    found = []
    for frame in drawing.read.frames:
        if frame.title in twice:  # titles do not tell these apart; reading back has compared them as a whole
            continue
        for node in drawing.read.nodes:
            holds = frame.rectangle.encloses(node.rectangle)
            if holds != ((frame.title, node.name) in inside) or (not holds and frame.rectangle.meets(node.rectangle)):
                found.append(f"{node.name} and {frame.title}")
    for at, one in enumerate(drawing.read.frames):
        for other in drawing.read.frames[at + 1 :]:
            a, b = one.rectangle, other.rectangle
            if a.meets(b) and not a.encloses(b) and not b.encloses(a):
                found.append(f"{one.title} overlaps {other.title}")
    return found


def label_faults(drawing: Drawing) -> list[str]:
    """List the texts at ends of lines that are lost, cut, or nearer to another end, line or box than to their own.

    The distance to boxes counts from the cell of the text that stands beside its line.
    """
    ends, middles = _labels(drawing.shown)
    found = [f"lost: {label}" for label in measures.missing_labels(drawing.read, ends)]
    found += [f"lost: {label}" for label in measures.missing_line_labels(drawing.read, middles)]
    places = {node.name: node.rectangle for node in drawing.read.nodes}
    for edge in drawing.read.edges:
        for label in edge.labels:
            own, far = (edge.a, edge.b) if label.nearest == "a" else (edge.b, edge.a)
            at_end = min(label.from_a, label.from_b) <= FARTHEST
            if at_end and any((own, far, line) in ends for line in (label.text, *label.lines)):
                cells = (label.column, label.column + cell_len(label.text) - 1)
                cell = min(cells, key=lambda column: _distance(places[own], label.row, column))
                near = {name: _distance(place, label.row, cell) for name, place in places.items()}
                if near[own] > min(near.values()):
                    found.append(f"nearer to another box: {label}")
    return found


def _distance(place: Rectangle, row: int, column: int) -> int:
    """Return how far a cell is from a box, as a king walks."""
    up_down = max(place.top - row, row - place.bottom, 0)
    left_right = max(place.left - column, column - place.right, 0)
    return max(up_down, left_right)


def _labels(shown: Diagram) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Return what should stand at the ends of lines, and along them: (node, other end, text)."""
    names = {box.id: box.name for box in shown.boxes}

    def at_ends(edge: Edge) -> Iterator[tuple[str, str, str]]:
        for near, far in ((edge.a, edge.b), (edge.b, edge.a)):
            yield from ((names[near.box], names[far.box], label) for label in near.labels if label)

    def at_taps(bar: Bar) -> Iterator[tuple[str, str, str]]:
        yield from ((names[tap.box], bar.name, label) for tap in bar.taps for label in tap.labels if label)

    ends = [label for edge in shown.edges for label in at_ends(edge)]
    ends += [label for bar in shown.bars for label in at_taps(bar)]
    middles = [
        (names[edge.a.box], names[edge.b.box], said)
        for edge in shown.edges
        for said in (edge.label, edge.vrf and f"vrf {edge.vrf}", edge.one_sided and "one side only")
        if said
    ]
    return ends, middles


def width_faults(drawing: Drawing) -> list[str]:
    """List lines with blanks at their end, wider than arranged, and right walls that stand in another column.

    Widths are rich's, who counts cells for terminals.
    """
    lines = drawing.text.split("\n")
    found = [f"blank at the end of line {at + 1}" for at, line in enumerate(lines) if line != line.rstrip()]
    picture = lines[: drawing.arrangement.height]
    width = drawing.arrangement.width
    found += [f"line {y + 1} is too wide" for y, line in enumerate(picture) if cell_len(line) > width]
    walls = [(part.x + part.width - 1, part.y, part.height) for part in drawing.arrangement.boxes]
    walls += [(part.x + part.width - 1, part.y, part.height) for part in drawing.arrangement.frames]
    columns = [_columns(line) for line in picture]
    for x, top, height in walls:
        for y in range(top, top + height):
            glyph = columns[y].get(x, " ")
            if glyph.isalnum() or glyph in " ─═━":
                found.append(f"no wall but {glyph!r} at {x},{y}")
    return found


def _columns(line: str) -> dict[int, str]:
    """Return the characters of a line by the cell they begin in."""
    if line.isascii():
        return dict(enumerate(line))
    columns: dict[int, str] = {}
    for at, character in enumerate(line):
        columns.setdefault(cell_len(line[: at + 1]) - max(cell_len(character), 1), character)
    return columns


def honesty_faults(drawing: Drawing) -> list[str]:
    """List what was given and is neither drawn nor stood for."""
    drawn = len(drawing.arrangement.routes) + sum(len(bar.mesh) for bar in drawing.arrangement.bars)
    found = []
    if drawn != len(drawing.shown.edges):
        found.append(f"{drawn} lines drawn, {len(drawing.shown.edges)} given")
    shown = len(drawing.read.edges) + sum(len(bar.mesh) for bar in drawing.read.bars)
    if shown != len(drawing.shown.edges):
        found.append(f"{shown} lines shown, {len(drawing.shown.edges)} given")
    return found


def parity_faults(drawn: list[Drawing]) -> list[str]:
    """List how the charsets differ in more than glyphs."""
    # In 7 bits the sign of multiplication is an x, in names too.
    alike = [read(one.text.replace("×", "x"), one.charset) for one in drawn]
    return [fault for other in alike[1:] for fault in same_graph(alike[0], other)]


# Cell ownership


def ownership_faults(arrangement: Arrangement) -> list[str]:
    """List the cells that two things want, other than lines, walls and bars at right angles, and a line's own end."""
    owners = _Owners()
    for box in arrangement.boxes:
        for y in range(box.y, box.y + box.height):
            owners.add(((x, y) for x in range(box.x, box.x + box.width)), box.box, "solid")
    for frame in arrangement.frames:
        right, bottom = frame.x + frame.width - 1, frame.y + frame.height - 1
        title = set(range(frame.title_x - 1, frame.title_x + cell_len(frame.title) + 1))
        for y in (frame.y, bottom):
            across = [x for x in range(frame.x + 1, right) if y == bottom or x not in title]
            owners.add(((x, y) for x in across), f"frame {frame.frame}", "across")
            owners.add(((x, y) for x in (frame.x, right)), f"frame {frame.frame}", "solid")
        for x in (frame.x, right):
            owners.add(((x, y) for y in range(frame.y + 1, bottom)), f"frame {frame.frame}", "down")
        owners.add(((x, frame.y) for x in title), f"title {frame.frame}", "solid")
    for route in arrangement.routes:
        owners.add_line(route.points, f"edge {route.edge}", ends=2)
    for bar in arrangement.bars:
        name = range(bar.name_x, bar.name_x + cell_len(bar.name))
        on_bar = bar.x <= bar.name_x < bar.x + bar.width
        gap = range(name.start - 1, name.stop + 1) if on_bar else name
        line = [x for x in range(bar.x, bar.x + bar.width) if not on_bar or x not in gap]
        owners.add(((x, bar.y) for x in line), f"bar {bar.bar}", "across")
        owners.add(((x, bar.name_y) for x in gap), f"name {bar.bar}", "solid")
        for at, tap in enumerate(bar.taps):
            owners.add_line(tap.points, f"tap {bar.bar} {at}", ends=1)
    for label in arrangement.texts:
        owners.add(((label.x + at, label.y) for at in range(cell_len(label.text))), f"text {label.text}", "solid")
    return owners.clashes()


class _Owners:
    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def add(self, cells: Iterable[tuple[int, int]], owner: str, way: str) -> None:
        for cell in cells:
            self.cells.setdefault(cell, []).append((owner, way))

    def add_line(self, points: tuple[tuple[int, int], ...], owner: str, ends: int) -> None:
        """Take the cells of a line, less its ends on the borders of boxes (and a tap's on its bar)."""
        ways: dict[tuple[int, int], str] = {}
        for (x0, y0), (x1, y1) in pairwise(points):
            way = "across" if y0 == y1 else "down"
            step = [(x, y0) for x in range(min(x0, x1), max(x0, x1) + 1)]
            step = step if way == "across" else [(x0, y) for y in range(min(y0, y1), max(y0, y1) + 1)]
            for cell in step:
                ways[cell] = "solid" if cell in ways else way
        del ways[points[-1]]
        if ends == 2:
            del ways[points[0]]
        for cell, way in ways.items():
            self.add([cell], owner, way)

    def clashes(self) -> list[str]:
        return [
            f"{cell}: {owners}"
            for cell, owners in self.cells.items()
            if len(owners) > 1 and sorted(way for _, way in owners) != ["across", "down"]
        ]
