"""Hold a text diagram against itself: integrity of borders and lines, agreement of glyphs, members of frames."""

from __future__ import annotations

from collections.abc import Iterable

from topodraw.textreader.canvas import make_canvas, text_width
from topodraw.textreader.diagram import ReadDiagram
from topodraw.textreader.glyphs import ARMS, ARROWS, DRAWN_GLYPH

__all__ = ["border_faults", "disagreements", "foreign_members", "line_faults"]

FAULTS_OF_BORDERS = ("box", "frame", "overlap", "name")
FAULTS_OF_LINES = ("dangling", "junction", "mixed", "shared", "crossing", "stray", "glyph", "bar")


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
