"""A grid of cells: lines as arms that are only ever added, text on a plane of its own."""

from __future__ import annotations

import itertools

from topodraw import text
from topodraw.layout import Point
from topodraw_ascii.charset import Charset

__all__ = ["Canvas"]

_N, _E, _S, _W = 0, 2, 4, 6
"""Bit positions of the arms in a cell; two bits each."""


class Canvas:
    """Cells of `width` × `height`. Lines may cross; text may not stand on anything (asserted)."""

    def __init__(self, width: int, height: int, charset: Charset) -> None:
        self.charset = charset
        self.arms = [bytearray(width) for _ in range(height)]
        self.kinds: list[str] = []
        self.across = [bytearray(width) for _ in range(height)]
        self.down = [bytearray(width) for _ in range(height)]
        """The kind of line across and down through each cell, as an index into `kinds`."""
        self.texts: list[dict[int, str]] = [{} for _ in range(height)]
        """Graphemes by column; a wide one leaves an empty string in the cell behind it."""
        self.styles: list[dict[int, str]] = [{} for _ in range(height)]
        self._glyphs: dict[tuple[int, int, int], str] = {}

    def line(self, points: tuple[Point, ...], kind: str, style: str = "") -> None:
        """Draw straight pieces from point to point."""
        at = self._kind(kind)
        weight = self.charset.pen(kind).weight
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if y0 == y1:
                self._across(min(x0, x1), max(x0, x1), y0, weight, at, style)
            else:
                self._down(min(y0, y1), max(y0, y1), x0, weight, at, style)

    def _across(self, start: int, end: int, y: int, weight: int, kind: int, style: str) -> None:
        arms, kinds = self.arms[y], self.across[y]
        for x in range(start, end):
            arms[x] |= weight << _E
            arms[x + 1] |= weight << _W
        kinds[start : end + 1] = bytes([kind]) * (end - start + 1)
        if style:
            self.styles[y].update(dict.fromkeys(range(start, end + 1), style))

    def _down(self, start: int, end: int, x: int, weight: int, kind: int, style: str) -> None:
        for y in range(start, end):
            self.arms[y][x] |= weight << _S
            self.arms[y + 1][x] |= weight << _N
        for y in range(start, end + 1):
            self.down[y][x] = kind
            if style:
                self.styles[y][x] = style

    def _kind(self, kind: str) -> int:
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)

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
                if style:
                    self.styles[y][column] = style
            x += cells

    def mark(self, x: int, y: int, glyph: str) -> None:
        """Put one glyph of a line's end (an arrowhead) in place of whatever arms the cell has."""
        self.arms[y][x] = 0
        self.texts[y][x] = glyph

    def lines(self) -> list[str]:
        """Return the rows as text, without trailing blanks."""
        return ["".join(self._row(y)).rstrip() for y in range(len(self.arms))]

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
        arms, across, down, texts = self.arms[y], self.across[y], self.down[y], self.texts[y]
        row = [" "] * len(arms)
        for x, cell in enumerate(arms):
            if cell:
                key = (cell, across[x], down[x])
                if key not in self._glyphs:
                    self._glyphs[key] = self._glyph(*key)
                row[x] = self._glyphs[key]
        for x, grapheme in texts.items():
            row[x] = grapheme
        return row

    def _glyph(self, cell: int, across: int, down: int) -> str:
        arms = "".join(str(cell >> bit & 3) for bit in (_N, _E, _S, _W))
        return self.charset.glyph(arms, self.charset.pen(self.kinds[across]), self.charset.pen(self.kinds[down]))
