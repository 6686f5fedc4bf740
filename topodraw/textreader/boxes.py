"""Find the closed rectangles of a picture: nodes and frames."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from topodraw.textreader.canvas import DOWN, INSIDE, LEFT, RIGHT, TITLE, UP, Canvas
from topodraw.textreader.diagram import Rectangle
from topodraw.textreader.glyphs import LIGHT, holds_line, with_arms

_JOINTS_ACROSS = with_arms(lambda arms: arms[RIGHT] == LIGHT == arms[LEFT] and bool(arms[UP] or arms[DOWN]))
_JOINTS_DOWN = with_arms(lambda arms: arms[UP] == LIGHT == arms[DOWN] and bool(arms[LEFT] or arms[RIGHT]))
_ACROSS = f"(?:[─{_JOINTS_ACROSS}]*|[╌{_JOINTS_ACROSS}]*)"
_SIDE = f"(?:[│{_JOINTS_DOWN}]*|[╎{_JOINTS_DOWN}]*)"
_TITLE = r"(?: (?P<title>[^ ](?:.*?[^ ])??) )?"

DRAWN_TOP = re.compile(_TITLE + _ACROSS)
DRAWN_LEFT = re.compile(f"{_SIDE}(?=[└╰])")
DRAWN_SIDE = re.compile(_SIDE)
DRAWN_BOTTOM = re.compile(f"{_ACROSS}(?=[┘╯])")
SQUARE, ROUND = "┌┐└┘", "╭╮╰╯"

FRAME_TOP = re.compile(_TITLE + "[~|:#]*")
FRAME_LEFT = re.compile(r"[!\-.#=]*(?=\*)")
FRAME_SIDE = re.compile(r"[!\-.#=]*")
FRAME_BOTTOM = re.compile(r"[~|:#]*(?=\*)")

NODE_ACROSS = re.compile(r"[-+]+")
NODE_SIDE = re.compile(r"[|+]+")


@dataclass(slots=True)
class Box:
    """A closed rectangle: a node when it has neither title nor content."""

    rectangle: Rectangle
    title: str | None
    shape: str
    parent: int | None = None
    children: int = 0
    framed: bool = False

    @property
    def is_frame(self) -> bool:
        """Tell a frame from a node."""
        return self.framed or self.title is not None or self.children > 0


def find_boxes(canvas: Canvas, charset: str) -> list[Box]:
    """Return every closed rectangle in reading order, with its parent, and take the cells of all borders.

    Rectangles that overlap without one enclosing the other, and faults of titles and content, become problems.
    """
    found = _drawn(canvas) if charset != "ascii" else _ascii(canvas)
    boxes = list(found)
    boxes.sort(key=lambda box: (box.rectangle.top, box.rectangle.left))
    _nest(canvas, boxes)
    for box in boxes:
        canvas.own_border(box.rectangle)
        place = box.rectangle
        if box.title is not None:
            canvas.own_across(place.top, place.left + 1, _title_end(canvas, place, charset), TITLE)
            if holds_line(box.title, charset):
                canvas.report(place.top, place.left + 2, "frame", f"a line in the title {box.title!r}")
        elif box.is_frame:
            canvas.report(place.top, place.left, "frame", "a rectangle that encloses others has no title")
        if not box.is_frame:
            for row in range(place.top + 1, place.bottom):
                canvas.own_across(row, place.left + 1, place.right - 1, INSIDE)
    return boxes


def _title_end(canvas: Canvas, place: Rectangle, charset: str) -> int:
    """Return the column of the blank after a frame's title."""
    pattern = FRAME_TOP if charset == "ascii" else DRAWN_TOP
    match = pattern.fullmatch(canvas.rows[place.top], place.left + 1, place.right)
    return match.end("title") if match else place.left


def _drawn(canvas: Canvas) -> Iterator[Box]:
    """Yield the rectangles drawn with box-drawing glyphs; exact corners leave no doubt where they end."""
    for top, row in enumerate(canvas.rows):
        for corner in re.finditer("[┌╭]", row):
            left, shape = corner.start(), SQUARE if corner.group() == "┌" else ROUND
            place = _close(canvas, top, left, DRAWN_LEFT, DRAWN_BOTTOM)
            if place is None or _corners(canvas, place) != shape:
                continue
            head = DRAWN_TOP.fullmatch(row, left + 1, place.right)
            side = DRAWN_SIDE.fullmatch(canvas.columns[place.right], top + 1, place.bottom)
            if head and side:
                yield Box(place, _title(canvas, top, head), _shape(shape, row[left : place.right]))


def _shape(corners: str, top: str) -> str:
    """Name the look of a rectangle by its corners and its top border."""
    if corners == ROUND:
        return "rounded"
    return "dashed" if "╌" in top else "square"


def _title(canvas: Canvas, row: int, head: re.Match[str]) -> str | None:
    """Return the title found in a top border, marks and all."""
    left, right = head.span("title")
    return canvas.text(row, left, right) if left >= 0 else None


def _close(canvas: Canvas, top: int, left: int, down: re.Pattern[str], across: re.Pattern[str]) -> Rectangle | None:
    """Follow the left side down and the bottom to the right; both are unique, so the rectangle is."""
    side = down.match(canvas.columns[left], top + 1)
    if side is None or side.end() == top + 1:
        return None
    bottom = across.match(canvas.rows[side.end()], left + 1)
    if bottom is None or bottom.end() == left + 1:
        return None
    return Rectangle(top, left, side.end(), bottom.end())


def _corners(canvas: Canvas, place: Rectangle) -> str:
    """Return the four corner characters, row by row."""
    upper, lower = canvas.rows[place.top], canvas.rows[place.bottom]
    return upper[place.left] + upper[place.right] + lower[place.left] + lower[place.right]


def _ascii(canvas: Canvas) -> Iterator[Box]:
    """Yield frames drawn with `* ~ !` and nodes drawn with `+ - |`."""
    for top, row in enumerate(canvas.rows):
        for corner in re.finditer(r"\*(?=[ ~])", row):
            place = _close(canvas, top, corner.start(), FRAME_LEFT, FRAME_BOTTOM)
            if place is None or _corners(canvas, place) != "****":
                continue
            head = FRAME_TOP.fullmatch(row, place.left + 1, place.right)
            column = canvas.columns[place.right]
            if head and FRAME_SIDE.fullmatch(column, top + 1, place.bottom) and "!" in column[top + 1 : place.bottom]:
                yield Box(place, _title(canvas, top, head), "ascii", framed=True)
    yield from _ascii_nodes(canvas)


def _ascii_nodes(canvas: Canvas) -> Iterator[Box]:
    """Yield nodes in reading order; what would use the border of one already found is a loop of edges.

    A border never goes on beyond its corners and there is text on the first line inside: that tells a node from
    lines that happen to close a rectangle.
    """
    taken = bytearray(canvas.width * canvas.height)
    for top, row in enumerate(canvas.rows[:-2]):
        for corner in re.finditer(r"(?<![-+])\+[-+]*\+(?![-+])", row):
            left, right = corner.start(), corner.end() - 1
            if taken[top * canvas.width + left] or canvas.rows[top + 1][left] not in "|+":
                continue
            place = _ascii_node(canvas, top, left, right)
            if place is not None and not canvas.rows[top + 1][left + 1 : right].isspace():
                for line in range(place.top, place.bottom + 1):
                    start = line * canvas.width
                    taken[start + left : start + right + 1] = b"\x01" * (right - left + 1)
                yield Box(place, None, "square")


def _ascii_node(canvas: Canvas, top: int, left: int, right: int) -> Rectangle | None:
    """Return the first closed rectangle under a top border."""
    side = NODE_SIDE.match(canvas.columns[left], top + 1)
    if side is None:
        return None
    for bottom in range(top + 2, side.end()):
        if canvas.columns[left][bottom] != "+":
            continue
        across = NODE_ACROSS.match(canvas.rows[bottom], left)
        closed = across is not None and across.end() == right + 1 and canvas.at(bottom, left - 1) not in "-+"
        if closed and NODE_SIDE.fullmatch(canvas.columns[right], top + 1, bottom + 1):
            return Rectangle(top, left, bottom, right) if canvas.rows[bottom][right] == "+" else None
    return None


def _nest(canvas: Canvas, boxes: list[Box]) -> None:
    """Find the innermost rectangle around each; report those that meet without one enclosing the other.

    The rectangles that reach down to the row at hand are kept by their left sides: what encloses another is the one
    before it there, or around that one, and one that begins further right within its width cannot but meet it.
    """
    active: list[int] = []
    row = -1
    for number, box in enumerate(boxes):
        place = box.rectangle
        if place.top > row:
            row = place.top
            active = [other for other in active if boxes[other].rectangle.bottom >= row]
        at = bisect_left(active, place.left, key=lambda other: boxes[other].rectangle.left)
        around = active[at - 1] if at else None
        met = at < len(active) and boxes[active[at]].rectangle.left <= place.right
        while around is not None and not boxes[around].rectangle.encloses(place):
            met = met or boxes[around].rectangle.meets(place)
            around = boxes[around].parent
        if met:
            canvas.report(place.top, place.left, "overlap", "two rectangles overlap")
        if around is not None:
            box.parent = around
            boxes[around].children += 1
        active.insert(at, number)


def check_insides(canvas: Canvas, boxes: list[Box], line_glyphs: re.Pattern[str] | None) -> None:
    """Report nodes without a name and nodes with line glyphs inside (`line_glyphs` None: cannot be told)."""
    for box in boxes:
        if box.is_frame:
            continue
        place = box.rectangle
        if not canvas.text(place.top + 1, place.left + 1, place.right).strip():
            canvas.report(place.top + 1, place.left + 1, "box", "no name on the first line inside a rectangle")
        for row in range(place.top + 1, place.bottom):
            found = line_glyphs.search(canvas.rows[row], place.left + 1, place.right) if line_glyphs else None
            if found:
                canvas.report(row, found.start(), "box", "a line inside a node")
