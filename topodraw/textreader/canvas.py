"""Turn text into a grid of terminal cells, and keep account of who owns each cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from topodraw.textreader.diagram import Problem, Rectangle
from topodraw.textreader.glyphs import DRAWN_GLYPH

UP, RIGHT, DOWN, LEFT = range(4)
STEP = ((-1, 0), (0, 1), (1, 0), (0, -1))

FREE, LINE, BORDER, BAR, INSIDE, TITLE = range(6)

WIDE_REST = "\x00"
"""Stands in the second cell of a wide character."""

MAX_CELLS = 25_000_000
"""The largest picture that is read: a fabric of 336 nodes and 1,280 links, drawn line by line, takes a tenth of it."""

_JOINER, _EMOJI_STYLE, _KEYS = "\u200d", "\ufe0f", "#*0123456789\u203c\u2049"
"""What makes one picture of two, what asks for the picture of a sign, and the signs besides symbols that have one."""
_UNUSUAL = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2500-\u257f\u25b2\u25bc\u25ba\u25c4]")


def cell_width(character: str) -> int:
    """Return the cells one character takes, as POSIX wcwidth counts them: 0, 1 or 2; -1 for a control character.

    Source: Unicode Standard Annex 11 (wide and fullwidth take two cells); marks, format characters and Hangul vowels
    and finals join the cell before them.
    """
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return -1
    joining = category in ("Mn", "Me", "Cf") and character != "\u00ad"
    if joining or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def advance(before: str, character: str) -> int:
    """Return the cells by which a character makes the text before it longer: as `cell_width`, but for emoji.

    What follows a joiner and the tone of a skin belong to the picture before them; a selector widens a narrow one
    (Unicode Technical Standard 51).
    """
    if character == _EMOJI_STYLE and before and cell_width(before[-1]) == 1:
        return int(before[-1] in _KEYS or unicodedata.category(before[-1]) in ("So", "Sm"))
    width = cell_width(character)
    if width == 2 and before and (before[-1] == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff"):
        return 0
    return width


def text_width(text: str) -> int:
    """Return the cells a text takes on one line."""
    if not _UNUSUAL.search(text):
        return len(text)
    return sum(max(advance(text[max(at - 1, 0) : at], character), 0) for at, character in enumerate(text))


class TooLarge(ValueError):
    """A text that would take too many cells, because one of its many lines is very long."""


@dataclass(slots=True)
class Canvas:
    """Cells by row and by column, both also in reverse so that a walk in any direction reads forward."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    marks: dict[tuple[int, int], str]
    width: int
    height: int
    owner: bytearray
    problems: list[Problem] = field(default_factory=list)
    _back: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def at(self, row: int, column: int) -> str:
        """Return the character in a cell, a blank outside the text."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return " "

    def ahead(self, row: int, column: int, direction: int) -> tuple[str, int]:
        """Return a string and the position in it from which reading forward walks on in `direction`."""
        if direction == RIGHT:
            return self.rows[row], column
        if direction == DOWN:
            return self.columns[column], row
        if direction == LEFT:
            return self._back[0][row], self.width - 1 - column
        return self._back[1][column], self.height - 1 - row

    def inside(self, row: int, column: int) -> bool:
        """Tell whether a cell lies on the canvas."""
        return 0 <= row < self.height and 0 <= column < self.width

    def owned(self, row: int, column: int) -> int:
        """Return the owner of a cell, FREE outside."""
        return self.owner[row * self.width + column] if self.inside(row, column) else FREE

    def own_across(self, row: int, left: int, right: int, who: int) -> None:
        """Give the cells of one row, both ends inclusive, to an owner."""
        start = row * self.width
        self.owner[start + left : start + right + 1] = bytes([who]) * (right - left + 1)

    def own_down(self, column: int, top: int, bottom: int, who: int) -> None:
        """Give the cells of one column, both ends inclusive, to an owner."""
        start = top * self.width + column
        self.owner[start : bottom * self.width + column + 1 : self.width] = bytes([who]) * (bottom - top + 1)

    def own_border(self, box: Rectangle) -> None:
        """Give the four sides of a rectangle to the borders."""
        for row in (box.top, box.bottom):
            self.own_across(row, box.left, box.right, BORDER)
        for column in (box.left, box.right):
            self.own_down(column, box.top, box.bottom, BORDER)

    def text(self, row: int, left: int, right: int) -> str:
        """Return the text in the cells from `left` up to but not including `right`, whole characters with marks."""
        piece = self.rows[row][left:right]
        if not self.marks:
            return piece.replace(WIDE_REST, "")
        cells = (character + self.marks.get((row, left + i), "") for i, character in enumerate(piece))
        return "".join(cells).replace(WIDE_REST, "")

    def report(self, row: int, column: int, code: str, text: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(row, column, code, text))


def make_canvas(text: str) -> Canvas:
    """Lay a text out in terminal cells; trailing blanks, empty last lines and control characters become problems.

    Raises TooLarge when the rectangle around the text has more than 25 million cells.
    """
    lines = text.removesuffix("\n").split("\n")
    marks: dict[tuple[int, int], str] = {}
    problems: list[Problem] = []
    cells = [_cells(row, line, marks, problems) for row, line in enumerate(lines)]
    for row, line in enumerate(cells):
        if line != line.rstrip(" "):
            problems.append(Problem(row, len(line.rstrip(" ")), "trailing", "blanks at the end of the line"))
    if len(lines) > 1 and not lines[-1]:
        problems.append(Problem(len(lines) - 1, 0, "trailing", "empty line at the end"))
    width = max(map(len, cells))
    if width * len(cells) > MAX_CELLS:
        raise TooLarge(f"the picture is {width} x {len(cells)} cells large; {MAX_CELLS:,} are the most that is read")
    rows = tuple(line.ljust(width) for line in cells)
    columns = tuple("".join(column) for column in zip(*rows, strict=True))
    back = tuple(row[::-1] for row in rows), tuple(column[::-1] for column in columns)
    return Canvas(rows, columns, marks, width, len(rows), bytearray(width * len(rows)), problems, back)


def _cells(row: int, line: str, marks: dict[tuple[int, int], str], problems: list[Problem]) -> str:
    """Return one character a cell; characters without width go into `marks` of the cell before them."""
    if not _UNUSUAL.search(line):
        return line
    cells: list[str] = []
    for at, character in enumerate(line):
        width = advance(line[max(at - 1, 0) : at], character)
        if width < 0:
            problems.append(Problem(row, len(cells), "glyph", f"control character U+{ord(character):04X}"))
            cells.append("?")
        elif width == 0 or character == _EMOJI_STYLE:
            base = len(cells) - 1
            while base > 0 and cells[base] == WIDE_REST:
                base -= 1
            if base < 0 or DRAWN_GLYPH.match(cells[base]):
                problems.append(Problem(row, max(base, 0), "glyph", "a combining mark on no text"))
            marks[row, base] = marks.get((row, base), "") + character
            cells.extend([WIDE_REST] * width)
        else:
            cells.append(character)
            cells.extend([WIDE_REST] * (width - 1))
    return "".join(cells)


@dataclass(frozen=True, slots=True)
class Token:
    """A text on one row: words one blank apart, from `left` up to but not including `right`."""

    row: int
    left: int
    right: int
    text: str


def tokens(canvas: Canvas, first: int, last: int) -> Iterator[Token]:
    """Yield every text that no line, border, bar or node owns, in the rows from `first` to `last`."""
    for row in range(first, min(last + 1, canvas.height)):
        spans: list[list[int]] = []
        base = row * canvas.width
        for word in re.finditer("[^ ]+", canvas.rows[row]):
            mask = canvas.owner[base + word.start() : base + word.end()]
            if not mask.count(FREE):
                continue
            for part in re.finditer(b"\x00+", mask):
                left, right = word.start() + part.start(), word.start() + part.end()
                if spans and left == spans[-1][1] + 1 and canvas.at(row, left - 1) == " ":
                    spans[-1][1] = right
                else:
                    spans.append([left, right])
        for left, right in spans:
            yield Token(row, left, right, canvas.text(row, left, right))
