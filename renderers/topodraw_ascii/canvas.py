"""A grid of cells: lines as arms that are only ever added, text on a plane of its own."""

from __future__ import annotations

import itertools

from topodraw import text
from topodraw.layout import Point
from topodraw_ascii.charset import Charset

__all__ = ["Canvas"]

_N, _E, _S, _W = 0, 2, 4, 6
"""Bit positions of the arms in a cell; two bits each."""
_BOTH = {weight: bytes(cell | weight << _E | weight << _W for cell in range(256)) for weight in (1, 2)}
"""For bytes.translate: cells with a line across added."""


class Canvas:
    """Cells of `width` × `height`. Lines may cross; text may not stand on anything (asserted)."""

    def __init__(self, width: int, height: int, charset: Charset, *, coloured: bool = False) -> None:
        self.charset, self.coloured = charset, coloured
        self.arms = [bytearray(width) for _ in range(height)]
        self.kinds = ["link"]
        self.across = [bytearray(width) for _ in range(height)]
        self.down = [bytearray(width) for _ in range(height)]
        """The kind of line across and down through each cell, as an index into `kinds`."""
        self.texts: list[dict[int, str]] = [{} for _ in range(height)]
        """Graphemes by column; a wide one leaves an empty string in the cell behind it."""
        self.styles: list[dict[int, str]] = [{} for _ in range(height)]
        self.special: list[dict[int, None]] = [{} for _ in range(height)]
        """Columns of the cells whose glyph their arms alone do not tell."""
        self._glyphs: dict[tuple[int, int, int], str] = {}
        self._plain = self._all_plain()
        self._codes = _codes(self._plain)

    def line(self, points: tuple[Point, ...], kind: str, style: str = "") -> None:
        """Draw straight pieces from point to point."""
        pen = self.charset.pen(kind)
        if kind not in self.kinds:
            self.kinds.append(kind)
        # Where arms tell the glyph, the kind need not be kept: 0 stands for all such kinds.
        at = 0 if self.charset.is_plain(pen) else self.kinds.index(kind)
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if y0 == y1:
                self._across(min(x0, x1), max(x0, x1), y0, pen.weight, at)
                self._tint(style, range(min(x0, x1), max(x0, x1) + 1), range(y0, y0 + 1))
            else:
                self._down(min(y0, y1), max(y0, y1), x0, pen.weight, at)
                self._tint(style, range(x0, x0 + 1), range(min(y0, y1), max(y0, y1) + 1))

    def _across(self, start: int, end: int, y: int, weight: int, kind: int) -> None:
        arms = self.arms[y]
        arms[start] |= weight << _E
        arms[end] |= weight << _W
        arms[start + 1 : end] = arms[start + 1 : end].translate(_BOTH[weight])
        self.across[y][start : end + 1] = bytes([kind]) * (end - start + 1)
        if kind:
            self.special[y].update(dict.fromkeys(range(start, end + 1)))

    def _down(self, start: int, end: int, x: int, weight: int, kind: int) -> None:
        self.arms[start][x] |= weight << _S
        self.arms[end][x] |= weight << _N
        both = weight << _S | weight << _N
        for row in self.arms[start + 1 : end]:
            row[x] |= both
        for kinds in self.down[start : end + 1]:
            kinds[x] = kind
        if kind:
            for special in self.special[start : end + 1]:
                special[x] = None

    def _tint(self, style: str, columns: range, rows: range) -> None:
        if style and self.coloured:
            for y in rows:
                self.styles[y].update(dict.fromkeys(columns, style))

    def rectangle(self, x: int, y: int, width: int, height: int, kind: str, style: str = "") -> None:
        right, bottom = x + width - 1, y + height - 1
        self.line(((x, y), (right, y), (right, bottom), (x, bottom), (x, y)), kind, style)

    def write(self, x: int, y: int, line: str, style: str = "", *, over: bool = False) -> None:
        """Write one line of text. `over` clears what is below it (the title in a frame's wall, a name in a bar)."""
        for grapheme, cells in text.clusters(line):
            for column in range(x, x + cells):
                if over:
                    self.arms[y][column] = 0
                assert not self.arms[y][column], (line, x, y)
                assert column not in self.texts[y], (line, x, y)
                self.texts[y][column] = grapheme if column == x else ""
                if style and self.coloured:
                    self.styles[y][column] = style
            x += cells

    def mark(self, x: int, y: int, glyph: str) -> None:
        """Put one glyph of a line's end (an arrowhead) in place of whatever arms the cell has."""
        self.arms[y][x] = 0
        self.texts[y][x] = glyph

    def lines(self) -> list[str]:
        """Return the rows as text, without trailing blanks."""
        return [self._line(y).rstrip() for y in range(len(self.arms))]

    def _line(self, y: int) -> str:
        """Return a row as text: plain lines all at once, whatever else there is set in between."""
        if self._codes is None:
            return "".join(self._row(y))
        row = self.arms[y].translate(self._codes).decode("cp437")
        parts: list[str] = []
        done = 0
        other = dict.fromkeys(self.special[y]) | self.texts[y]
        for x in sorted(other):
            parts += (row[done:x], self.texts[y][x] if x in self.texts[y] else self._cell(x, y))
            done = x + 1
        return "".join((*parts, row[done:])) if parts else row

    def runs(self) -> list[list[tuple[str, str]]]:
        """Return the rows as stretches of (text, style)."""
        rows: list[list[tuple[str, str]]] = []
        for y in range(len(self.arms)):
            row: list[tuple[str, str]] = []
            for x, glyph in enumerate(self._row(y)):
                style = self.styles[y].get(x, "")
                if row and row[-1][1] == style:
                    row[-1] = (row[-1][0] + glyph, style)
                else:
                    row.append((glyph, style))
            if row:
                row[-1] = (row[-1][0].rstrip(), row[-1][1])
            rows.append([(part, style) for part, style in row if part])
        return rows

    def _row(self, y: int) -> list[str]:
        row = list(map(self._plain.__getitem__, self.arms[y]))
        for x in self.special[y]:
            row[x] = self._cell(x, y)
        for x, grapheme in self.texts[y].items():
            row[x] = grapheme
        return row

    def _cell(self, x: int, y: int) -> str:
        key = (self.arms[y][x], self.across[y][x], self.down[y][x])
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


def _codes(glyphs: list[str]) -> bytes | None:
    """Return the table from arms to the bytes of an old code page that has the glyphs, None when it lacks one.

    Code page 437 has the light and double lines; translating bytes is many times faster than joining characters.
    """
    try:
        return bytes("".join(glyphs), "cp437")
    except UnicodeEncodeError:
        return None
