"""Follow lines from end to end, along straight runs, turning at corners and going straight over crossings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from topodraw.textreader.canvas import BORDER, DOWN, FREE, LEFT, RIGHT, STEP, UP, Canvas
from topodraw.textreader.corners import Corners, find_corners
from topodraw.textreader.glyphs import ARMS, STYLE
from topodraw.textreader.ports import Cell, Port, Ports, within_text

_DRAWN_RUN = {UP: re.compile("[│║┃┆┊]*"), RIGHT: re.compile("[─═━┄┈]*")}
_ASCII_RUN = {
    "light": {UP: re.compile("[|]*"), RIGHT: re.compile("-*")},
    "hashes": {UP: re.compile("#*"), RIGHT: re.compile("#*")},
    "dots": {UP: re.compile(":*"), RIGHT: re.compile(r"\.*")},
}
_UPRIGHT = {"|": "light", ":": "dots", "#": "hashes"}
_FLAT = {"-": "light", ".": "dots", "#": "hashes"}
_HOPPED = {*_UPRIGHT, "!"}
"""Uprights that a flat line passes under: other lines, and the walls of frames."""


@dataclass(slots=True)
class Trace:
    """One line as walked: the cells where it starts, turns and ends, its styles, and the cells it crosses over.

    `axes` holds, for each stretch between two cells of `path`, the direction walked.
    """

    start: Port
    path: list[Cell] = field(default_factory=list)
    axes: list[int] = field(default_factory=list)
    styles: dict[str, int] = field(default_factory=dict)
    crossed: list[tuple[Cell, str]] = field(default_factory=list)
    finish: Port | None = None
    bends: int = 0

    @property
    def style(self) -> str | None:
        """Return the style of the straight cells, None without any."""
        return max(self.styles, key=lambda style: self.styles[style]) if self.styles else None


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a walk cannot go on."""

    code: str
    text: str


Run = Callable[[Canvas, Trace, Cell, int], int]
"""Answers how many straight cells of the line lie ahead."""

Meet = Callable[[Canvas, Ports, Trace, Cell, int], "int | Stop"]
"""Told what cell is entered in what direction, answers the direction to leave it by."""


def walk_all(canvas: Canvas, ports: Ports, charset: str) -> list[Trace]:
    """Walk from every line end not reached yet; what does not arrive at another end becomes a problem."""
    meet, run = (_meet_drawn, _run_drawn)
    if charset == "ascii":
        meet, run = partial(_meet_ascii, corners=find_corners(canvas, ports)), _run_ascii
    reached: set[Cell] = set()
    traces: list[Trace] = []
    for cell, port in ports.by_cell.items():
        if cell in reached:
            continue
        reached.add(cell)
        trace = _walk(canvas, ports, port, meet, run)
        traces.append(trace)
        if trace.finish is None:
            continue
        end = trace.finish.row, trace.finish.column
        if end in reached:
            canvas.report(*end, "junction", "two lines arrive at one end")
        reached.add(end)
        _check_line(canvas, trace, charset)
    return traces


def _check_line(canvas: Canvas, trace: Trace, charset: str) -> None:
    """Report a line whose glyphs do not agree along its way."""
    finish = trace.finish
    if len(trace.styles) > 1:
        canvas.report(*trace.path[0], "mixed", f"one line drawn in several styles: {', '.join(trace.styles)}")
    if finish is not None and not finish.arrow and not trace.start.arrow and finish.weight != trace.start.weight:
        canvas.report(finish.row, finish.column, "mixed", "the two ends of a line differ in weight")
    if finish is not None and finish.part is not None and trace.start.part is not None:
        itself = trace.start.part == finish.part
        canvas.report(finish.row, finish.column, "bar", f"a line from a bar to {'itself' if itself else 'another bar'}")


def _walk(
    canvas: Canvas, ports: Ports, port: Port, meet: Meet, run: Callable[[Canvas, Trace, Cell, int], int]
) -> Trace:
    """Walk one line from its end."""
    trace = Trace(port)
    heading = port.out
    row, column = port.row, port.column
    if port.arrow:
        trace.path.append((row, column))
    last = row, column
    row, column = row + STEP[heading][0], column + STEP[heading][1]
    turned: set[tuple[Cell, int]] = set()
    while True:
        length = run(canvas, trace, (row, column), heading) if canvas.inside(row, column) else 0
        if length:
            if not trace.path:
                trace.path.append((row, column))
            last = row + STEP[heading][0] * (length - 1), column + STEP[heading][1] * (length - 1)
            row, column = last[0] + STEP[heading][0], last[1] + STEP[heading][1]
        end = ports.by_cell.get((row, column))
        if end is not None:
            return _arrive(canvas, trace, end, heading, last)
        way = meet(canvas, ports, trace, (row, column), heading)
        if isinstance(way, Stop) or ((row, column), heading) in turned:
            stop = way if isinstance(way, Stop) else Stop("junction", "a line runs in a circle")
            place = (row, column) if canvas.inside(row, column) else last
            canvas.report(*place, stop.code, stop.text)
            _close(trace, last, heading)
            return trace
        if not trace.path:
            trace.path.append((row, column))
        if way != heading:
            turned.add(((row, column), heading))
            trace.bends += 1
            _close(trace, (row, column), heading)
        last, heading = (row, column), way
        row, column = row + STEP[heading][0], column + STEP[heading][1]


def _arrive(canvas: Canvas, trace: Trace, end: Port, heading: int, last: Cell) -> Trace:
    """End a walk at a port; one entered from its side is a problem."""
    if end.out ^ 2 != heading:
        canvas.report(end.row, end.column, "junction", "a line runs into another's end from the side")
        _close(trace, last, heading)
        return trace
    trace.finish = end
    if end.arrow and not trace.path:
        trace.path.append((end.row, end.column))
    _close(trace, (end.row, end.column) if end.arrow else last, heading)
    return trace


def _close(trace: Trace, last: Cell, heading: int) -> None:
    """Write a stretch of a walk down; one a single cell long still has a direction."""
    if trace.path and (trace.path[-1] != last or not trace.axes or trace.axes[-1] & 1 != heading & 1):
        trace.path.append(last)
        trace.axes.append(heading)


def _run_drawn(canvas: Canvas, trace: Trace, cell: Cell, heading: int) -> int:
    """Return how many straight cells lie ahead, counting their styles."""
    text, position = canvas.ahead(*cell, heading)
    match = _DRAWN_RUN[heading & 1].match(text, position)
    length = match.end() - position if match else 0
    if length:
        first = text[position]
        alike = text.count(first, position, position + length)
        trace.styles[STYLE[first]] = trace.styles.get(STYLE[first], 0) + alike
        if alike < length:
            canvas.report(*cell, "mixed", "a line changes its style")
        if not trace.start.arrow and ARMS[first][heading] != trace.start.weight:
            canvas.report(*cell, "mixed", "a line changes its weight")
    return length


def _meet_drawn(canvas: Canvas, ports: Ports, trace: Trace, cell: Cell, heading: int) -> int | Stop:
    """Pass a glyph that is not straight: corners turn, four arms cross, three arms stop."""
    glyph = canvas.at(*cell)
    arms = ARMS.get(glyph)
    if arms is None:
        return _lost(glyph)
    weight = arms[heading ^ 2]
    if not weight:
        return Stop("dangling", f"a line ends at {glyph}, which has no arm towards it")
    if canvas.owned(*cell) == BORDER and not all(arms):
        return Stop("junction", "a line runs along a border")
    ways = [way for way in range(4) if arms[way] and way != heading ^ 2]
    if len(ways) == 2:
        return Stop("junction", f"three arms ({glyph}) away from borders and bars")
    way = heading if len(ways) == 3 else ways[0] if ways else heading ^ 2
    if arms[way] != weight or (not trace.start.arrow and weight != trace.start.weight):
        canvas.report(*cell, "mixed", "a line changes its weight")
    if len(ways) == 3:
        trace.crossed.append((cell, "v" if heading in (UP, DOWN) else "h"))
    return way if ways else Stop("dangling", "half a line")


def _lost(glyph: str) -> Stop:
    """Say where a line got lost."""
    if glyph == " ":
        return Stop("dangling", "a line ends in the void")
    return Stop("dangling", f"a line runs into {glyph!r}")


def _run_ascii(canvas: Canvas, trace: Trace, cell: Cell, heading: int) -> int:
    """Return how many straight cells lie ahead; a line keeps the style of its first straight cell."""
    style = trace.style or (_UPRIGHT if heading in (UP, DOWN) else _FLAT).get(canvas.at(*cell))
    if style is None:
        return 0
    text, position = canvas.ahead(*cell, heading)
    match = _ASCII_RUN[style][heading & 1].match(text, position)
    length = match.end() - position if match else 0
    if length:
        trace.styles[style] = trace.styles.get(style, 0) + length
    return length


def _meet_ascii(
    canvas: Canvas, ports: Ports, trace: Trace, cell: Cell, heading: int, *, corners: Corners
) -> int | Stop:
    """Pass a cell that is not a straight cell of this line: hop over an upright, or turn at a `+`."""
    glyph = canvas.at(*cell)
    if heading in (LEFT, RIGHT) and glyph in _HOPPED:
        trace.crossed.append((cell, "h"))
        return heading
    if glyph != "+":
        return _lost(glyph)
    if canvas.owned(*cell) == BORDER:
        return Stop("junction", "a line runs into the corner of a box")
    others = [way for way in range(4) if way != heading ^ 2]
    ways = [way for way in others if corners.open(cell, way, trace.style) or _joins(canvas, trace, cell, way)]
    if len(ways) > 1:
        return Stop("junction", "three arms meet at a +")
    return ways[0] if ways else Stop("dangling", "a line ends at a +")


def _joins(canvas: Canvas, trace: Trace, cell: Cell, way: int) -> bool:
    """Tell whether the neighbour of a `+` joins it wherever it leads: a straight cell that can lie in no other line."""
    row, column = cell[0] + STEP[way][0], cell[1] + STEP[way][1]
    upright = way in (UP, DOWN)
    style = (_UPRIGHT if upright else _FLAT).get(canvas.at(row, column))
    if upright and within_text(canvas, row, column):
        return False
    return style not in (None, "hashes") and trace.style in (None, style) and canvas.owned(row, column) == FREE
