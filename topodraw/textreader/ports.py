"""Where lines end: tees on borders, taps on bars, arrowheads that touch a border."""

from __future__ import annotations

import re
from dataclasses import dataclass

from topodraw.textreader.boxes import Box
from topodraw.textreader.canvas import BAR, BORDER, DOWN, FREE, LEFT, RIGHT, STEP, UP, Canvas
from topodraw.textreader.diagram import Rectangle
from topodraw.textreader.glyphs import ARMS, ARROWS, ASCII_ARROWS, DOUBLE, HEAVY, LIGHT, with_arms

Cell = tuple[int, int]

DRAWN_BAR = re.compile(
    f"[{with_arms(lambda a: a[1] == a[3] == DOUBLE)}]+|[{with_arms(lambda a: a[1] == a[3] == HEAVY)}]+"
)
_LINE_BEHIND = re.compile("[|:!]*[-.#+]")
"""What stands behind an ASCII arrowhead across, seen from it: a line, which uprights may cross."""
ASCII_BAR = re.compile("=(?:[=+|:#!]*=)?")
"""A bar sticks out beyond its last taps; another line's corner may stand right beside its end."""


@dataclass(frozen=True, slots=True)
class Port:
    """A line's end: its cell (an arrowhead's own), the way out, and the box or bar part it belongs to."""

    row: int
    column: int
    out: int
    box: int | None
    part: int | None
    arrow: bool
    weight: int


@dataclass(slots=True)
class Part:
    """An unbroken piece of a bar, both ends inclusive; `taps` are columns with the way out."""

    row: int
    left: int
    right: int
    taps: list[tuple[int, int]]


@dataclass(slots=True)
class Ports:
    """Every line end by its cell, the pieces of bars, and the cells where a wall or bar is crossed.

    `crossed` holds, for a cell, the axes (`h`, `v`) along which walls and bars pass it.
    """

    by_cell: dict[Cell, Port]
    parts: list[Part]
    crossed: dict[Cell, list[str]]


def find_ports(canvas: Canvas, boxes: list[Box], charset: str) -> Ports:
    """Find all line ends; arms that reach into a node and tees on frames become problems. Takes the bars' cells."""
    ports = Ports({}, [], {})
    for number, box in enumerate(boxes):
        for row, column, out in _perimeter(canvas, box.rectangle, charset):
            if box.is_frame:
                _wall(canvas, ports, (row, column), out, charset)
            elif charset == "ascii":
                ports.by_cell[row, column] = Port(row, column, out, number, None, False, LIGHT)
            else:
                _tee(canvas, ports, (row, column), out, number)
        if not box.is_frame:
            for row, column, out in _arrowheads(canvas, box.rectangle, charset):
                ports.by_cell[row, column] = Port(row, column, out, number, None, True, LIGHT)
    _bars(canvas, ports, charset)
    return ports


def _perimeter(canvas: Canvas, place: Rectangle, charset: str) -> list[tuple[int, int, int]]:
    """List the cells of a border, without its corners and title, that are not plain wall, with their way out."""
    across = re.compile("[^-~ ]" if charset == "ascii" else "[^─╌ ]")
    down = re.compile("[^|!]" if charset == "ascii" else "[^│╎]")
    found: list[tuple[int, int, int]] = []
    for row, out in ((place.top, UP), (place.bottom, DOWN)):
        hits = across.finditer(canvas.rows[row], place.left + 1, place.right)
        found += [(row, hit.start(), out) for hit in hits if canvas.owned(row, hit.start()) == BORDER]
    for column, out in ((place.left, LEFT), (place.right, RIGHT)):
        hits = down.finditer(canvas.columns[column], place.top + 1, place.bottom)
        found += [(hit.start(), column, out) for hit in hits]
    return found


def _wall(canvas: Canvas, ports: Ports, cell: Cell, out: int, charset: str) -> None:
    """Note where something crosses a frame's wall; anything but a crossing is a problem."""
    if charset != "ascii" and not all(ARMS[canvas.at(*cell)]):
        canvas.report(*cell, "frame", "a line ends at a frame")
        return
    ports.crossed.setdefault(cell, []).append("h" if out in (UP, DOWN) else "v")


def _tee(canvas: Canvas, ports: Ports, cell: Cell, out: int, number: int) -> None:
    """Note a tee on a node's border that points outward."""
    arms = ARMS[canvas.at(*cell)]
    if arms[out ^ 2]:
        canvas.report(*cell, "box", "a line reaches into a node")
    if arms[out]:
        ports.by_cell[cell] = Port(*cell, out, number, None, False, arms[out])


def _arrowheads(canvas: Canvas, place: Rectangle, charset: str) -> list[tuple[int, int, int]]:
    """List the arrowheads that touch a border from outside, with the way out (away from the node)."""
    glyphs = ASCII_ARROWS if charset == "ascii" else ARROWS
    found: list[tuple[int, int, int]] = []
    for row, out in ((place.top - 1, UP), (place.bottom + 1, DOWN)):
        if 0 <= row < canvas.height:
            text, glyph = canvas.rows[row], glyphs[out ^ 2]
            columns = (hit.start() for hit in re.finditer(re.escape(glyph), text[place.left + 1 : place.right]))
            found += [(row, place.left + 1 + column, out) for column in columns]
    for column, out in ((place.left - 1, LEFT), (place.right + 1, RIGHT)):
        if 0 <= column < canvas.width:
            text, glyph = canvas.columns[column], glyphs[out ^ 2]
            rows = (hit.start() for hit in re.finditer(re.escape(glyph), text[place.top + 1 : place.bottom]))
            found += [(place.top + 1 + row, column, out) for row in rows]
    return [hit for hit in found if charset != "ascii" or _is_arrow(canvas, hit)]


def _is_arrow(canvas: Canvas, hit: tuple[int, int, int]) -> bool:
    """Tell an ASCII arrowhead from a letter or sign of a text: a line stands behind it, perhaps below an upright."""
    row, column, out = hit
    if canvas.owned(row, column) != FREE:
        return False
    if out in (LEFT, RIGHT):
        text, position = canvas.ahead(row, column, out)
        return _LINE_BEHIND.match(text, position + 1) is not None
    behind = canvas.at(row + STEP[out][0], column)
    if behind == "|":
        return True
    alone = not (canvas.at(row, column - 1).isalnum() or canvas.at(row, column + 1).isalnum())
    return behind in ":#+" and (alone or (behind == "#" and not _flat_hash(canvas, row + STEP[out][0], column)))


def _bars(canvas: Canvas, ports: Ports, charset: str) -> None:
    """Find the pieces of bars: straight double runs whose two ends face nothing."""
    pattern = ASCII_BAR if charset == "ascii" else DRAWN_BAR
    for row, text in enumerate(canvas.rows):
        for run in pattern.finditer(text):
            left, right = run.start(), run.end() - 1
            if charset == "ascii":
                free = canvas.owned(row, left) == FREE == canvas.owned(row, right)
                fits = free and re.search("==|[+]", run.group()) is not None
            else:
                fits = _ends_free(canvas, row, left, right)
            if fits:
                _part(canvas, ports, row, left, right, charset)


def _ends_free(canvas: Canvas, row: int, left: int, right: int) -> bool:
    """Tell whether neither end of a run goes on, into a corner, a border or an arrowhead."""
    before, after = canvas.at(row, left - 1), canvas.at(row, right + 1)
    goes_on = ARMS.get(before, (0, 0, 0, 0))[RIGHT] or ARMS.get(after, (0, 0, 0, 0))[LEFT]
    return not goes_on and before != ARROWS[LEFT] and after != ARROWS[RIGHT]


def _part(canvas: Canvas, ports: Ports, row: int, left: int, right: int, charset: str) -> None:
    """Note one piece of a bar with its taps and the crossings on it."""
    number = len(ports.parts)
    part = Part(row, left, right, [])
    crossings: list[Cell] = []
    for column in range(left, right + 1):
        glyph = canvas.rows[row][column]
        if charset == "ascii":
            out = _ascii_tap(canvas, ports, row, column) if glyph == "+" else None
            crosses, weight = glyph in "|:#!", LIGHT
        else:
            arms = ARMS[glyph]
            crosses, out = bool(arms[UP] and arms[DOWN]), UP if arms[UP] else DOWN if arms[DOWN] else None
            weight = max(arms[UP], arms[DOWN])
        if crosses:
            crossings.append((row, column))
        elif out is not None:
            part.taps.append((column, out))
            ports.by_cell[row, column] = Port(row, column, out, None, number, False, weight)
    ports.parts.append(part)
    canvas.own_across(row, left, right, BAR)
    for cell in crossings:
        ports.crossed.setdefault(cell, []).append("h")


def _flat_hash(canvas: Canvas, row: int, column: int) -> bool:
    """Tell whether a `#` lies in a flat line."""
    return canvas.at(row, column) == "#" and all(canvas.at(row, column + side) in "#+|:!" for side in (-1, 1))


def within_text(canvas: Canvas, row: int, column: int) -> bool:
    """Tell whether a sign stands between letters and digits, as a colon does in an address."""
    return all((near := canvas.at(row, column + side)).isalnum() or near == ":" for side in (-1, 1))


def _ascii_tap(canvas: Canvas, ports: Ports, row: int, column: int) -> int | None:
    """Return the side an ASCII tap is joined from; None with a problem when that is not exactly one side."""
    sides: list[int] = []
    for out in (UP, DOWN):
        near = row + STEP[out][0], column
        port = ports.by_cell.get(near)
        glyph = canvas.at(*near)
        faced = port is not None and port.out ^ 2 == out and not port.arrow
        if faced or glyph in "|:#" or (glyph == "+" and canvas.owned(*near) == FREE):
            sides.append(out)
    if len(sides) == 2:  # a flat line of # or a text that passes above or below a tap does not join it
        near_rows = {out: row + STEP[out][0] for out in sides}
        sides = [
            out
            for out, near_row in near_rows.items()
            if not _flat_hash(canvas, near_row, column) and not within_text(canvas, near_row, column)
        ] or sides
    if len(sides) != 1:
        canvas.report(row, column, "bar", "a tap joined from both sides" if sides else "a tap that joins nothing")
        return None
    return sides[0]
