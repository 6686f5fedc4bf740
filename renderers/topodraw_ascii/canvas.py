"""A grid of cells: lines as arms that are only ever added, text on a plane of its own.

The cells are never all there at once: lines are kept as the pieces that were drawn, and the rows are made one by one
from the top, with the uprights that stand in them (a sweep line).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from topodraw import text
from topodraw.layout import Point
from topodraw_ascii.charset import Charset

__all__ = ["Canvas"]

_N, _E, _S, _W = 0, 2, 4, 6
"""Bit positions of the arms in a cell; two bits each."""
_BOTH = {weight: bytes(cell | weight << _E | weight << _W for cell in range(256)) for weight in (1, 2)}
"""For bytes.translate: cells with a line across added."""


class _Piece(NamedTuple):
    """A straight piece of a line, of a kind that matters where it is not 0.

    One across is kept by its row and goes from column `start` to column `end`; an upright is kept by its first row and
    goes down in column `start` to row `end`.
    """

    start: int
    end: int
    weight: int
    kind: int


class _Row(NamedTuple):
    """The arms of a row's cells; by column the kinds of lines across and down where arms do not tell all."""

    arms: bytearray
    across: dict[int, int]
    down: dict[int, int]


class Canvas:
    """Cells of `width` × `height`. Lines may cross; text may not stand on anything (asserted)."""

    def __init__(self, width: int, height: int, charset: Charset, *, coloured: bool = False) -> None:
        self.width, self.charset, self.coloured = width, charset, coloured
        self.kinds = ["link"]
        """The kinds of lines met. Where arms tell the glyph the kind need not be kept: 0 stands for all such kinds."""
        self.across: list[list[_Piece]] = [[] for _ in range(height)]
        self.uprights: list[list[_Piece]] = [[] for _ in range(height)]
        self.texts: list[dict[int, str]] = [{} for _ in range(height)]
        """Graphemes by column; a wide one leaves an empty string in the cell behind it."""
        self.over: dict[tuple[int, int], None] = {}
        """Cells (column, row) whose text takes the place of lines."""
        self.styles: list[dict[int, str]] = [{} for _ in range(height)]
        self._glyphs: dict[tuple[int, int, int], str] = {}
        self._plain = self._all_plain()
        self._codes = _codes(self._plain)

    def line(self, points: tuple[Point, ...], kind: str, style: str = "") -> None:
        """Draw straight pieces from point to point."""
        pen = self.charset.pen(kind)
        if kind not in self.kinds:
            self.kinds.append(kind)
        at = 0 if self.charset.is_plain(pen) else self.kinds.index(kind)
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if y0 == y1:
                self.across[y0].append(_Piece(min(x0, x1), max(x0, x1), pen.weight, at))
            else:
                self.uprights[min(y0, y1)].append(_Piece(x0, max(y0, y1), pen.weight, at))
            if style and self.coloured:
                columns = range(min(x0, x1), max(x0, x1) + 1)
                for y in range(min(y0, y1), max(y0, y1) + 1):
                    self.styles[y].update(dict.fromkeys(columns, style))

    def rectangle(self, x: int, y: int, width: int, height: int, kind: str, style: str = "") -> None:
        right, bottom = x + width - 1, y + height - 1
        self.line(((x, y), (right, y), (right, bottom), (x, bottom), (x, y)), kind, style)

    def write(self, x: int, y: int, line: str, style: str = "", *, over: bool = False) -> None:
        """Write one line of text. `over` clears what is below it (the title in a frame's wall, a name in a bar)."""
        for grapheme, cells in text.clusters(line):
            for column in range(x, x + cells):
                assert column not in self.texts[y], (line, x, y)
                self.texts[y][column] = grapheme if column == x else ""
                if over:
                    self.over[column, y] = None
                if style and self.coloured:
                    self.styles[y][column] = style
            x += cells

    def mark(self, x: int, y: int, glyph: str) -> None:
        """Put one glyph of a line's end (an arrowhead) in place of whatever arms the cell has."""
        self.over[x, y] = None
        self.texts[y][x] = glyph

    def lines(self) -> list[str]:
        """Return the rows as text, without trailing blanks."""
        return [self._line(y, row).rstrip() for y, row in enumerate(self._rows())]

    def runs(self) -> list[list[tuple[str, str]]]:
        """Return the rows as stretches of (text, style)."""
        rows: list[list[tuple[str, str]]] = []
        for y, cells in enumerate(self._rows()):
            row: list[tuple[str, str]] = []
            for x, glyph in enumerate(self._cells(y, cells)):
                style = self.styles[y].get(x, "")
                if row and row[-1][1] == style:
                    row[-1] = (row[-1][0] + glyph, style)
                else:
                    row.append((glyph, style))
            if row:
                row[-1] = (row[-1][0].rstrip(), row[-1][1])
            rows.append([(part, style) for part, style in row if part])
        return rows

    def _rows(self) -> Iterator[_Row]:
        """Yield the rows from the top; each is to be used before the next is made."""
        through = bytearray(self.width)
        """The arms of the uprights that go through the next row."""
        standing: dict[int, _Piece] = {}
        ending: dict[int, list[_Piece]] = {}
        down: dict[int, int] = {}
        for y, begun in enumerate(self.uprights):
            done = ending.pop(y, [])
            for piece in done:
                through[piece.start] = 0
            arms = through.copy()
            for piece in done:
                arms[piece.start] |= piece.weight << _N
            for piece in begun:
                x = piece.start
                arms[x] |= piece.weight << _S
                through[x] = piece.weight << _S | piece.weight << _N
                standing[x] = piece
                ending.setdefault(piece.end, []).append(piece)
                if piece.kind or x in down:
                    down[x] = piece.kind
            yield _Row(arms, _draw_across(arms, self.across[y]), down)
            for piece in done:
                if standing[piece.start] is piece:
                    down.pop(piece.start, None)

    def _line(self, y: int, row: _Row) -> str:
        """Return a row as text: plain lines all at once, whatever else there is set in between."""
        if self._codes is None:
            return "".join(self._cells(y, row))
        plain = row.arms.translate(self._codes).decode("cp437")
        parts: list[str] = []
        done = 0
        for x, glyph in self._others(y, row):
            parts += (plain[done:x], glyph)
            done = x + 1
        return "".join((*parts, plain[done:])) if parts else plain

    def _cells(self, y: int, row: _Row) -> list[str]:
        """Return what stands in each cell of a row; nothing in the second half of a wide character."""
        cells = list(map(self._plain.__getitem__, row.arms))
        for x, glyph in self._others(y, row):
            cells[x] = glyph
        return cells

    def _others(self, y: int, row: _Row) -> Iterator[tuple[int, str]]:
        """Yield the cells of a row that hold text, or lines whose arms do not tell all, from the left."""
        texts = self.texts[y]
        for x in sorted(row.across | row.down | texts):
            if x in texts:
                assert not row.arms[x] or (x, y) in self.over, (texts[x], x, y)
                yield x, texts[x]
            else:
                yield x, self._cell(row.arms[x], row.across.get(x, 0), row.down.get(x, 0))

    def _cell(self, cell: int, across: int, down: int) -> str:
        key = (cell, across, down)
        if key not in self._glyphs:
            self._glyphs[key] = self._glyph(*key)
        return self._glyphs[key]

    def _glyph(self, cell: int, across: int, down: int) -> str:
        if not cell:
            return " "
        arms = "".join(str(cell >> bit & 3) for bit in (_N, _E, _S, _W))
        plain = not (down if arms[1] == arms[3] == "0" else across)
        if self.charset.joins is not None and plain and "00" in (arms[::2], arms[1::2]):
            return self.charset.joins[arms]
        return self.charset.glyph(arms, self.charset.pen(self.kinds[across]), self.charset.pen(self.kinds[down]))

    def _all_plain(self) -> list[str]:
        """Return the glyph of every combination of arms that plain lines can make."""
        return [self._glyph(cell, 0, 0) if self._possible(cell) else " " for cell in range(256)]

    def _possible(self, cell: int) -> bool:
        arms = "".join(str(cell >> bit & 3) for bit in (_N, _E, _S, _W))
        return "3" not in arms and (self.charset.joins is None or arms in self.charset.joins)


def _draw_across(arms: bytearray, pieces: Iterable[_Piece]) -> dict[int, int]:
    """Add lines across to the arms of a row; return the kinds of those that count, by column."""
    kinds: dict[int, int] = {}
    for start, end, weight, kind in pieces:
        arms[start] |= weight << _E
        arms[end] |= weight << _W
        arms[start + 1 : end] = arms[start + 1 : end].translate(_BOTH[weight])
        if kind or kinds:
            kinds.update(dict.fromkeys(range(start, end + 1), kind))
    return kinds


def _codes(glyphs: list[str]) -> bytes | None:
    """Return the table from arms to the bytes of an old code page that has the glyphs, None when it lacks one.

    Code page 437 has the light and double lines; translating bytes is many times faster than joining characters.
    """
    try:
        return bytes("".join(glyphs), "cp437")
    except UnicodeEncodeError:
        return None
