"""Read the text output of other programs back, as kindly as possible: which pairs of names do its lines join?

No grammar is asked of them. A box is what closes around a name. Lines may end a few blanks away from a box, or outside
the dashed frame around it; pass over or under other lines without a crossing glyph; and run below a label. A line that
forks joins nobody for certain: what leads to more than one box is counted as merged, not as links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from topodraw.textreader.glyphs import ARMS

__all__ = ["Reading", "read_leniently"]

Cell = tuple[int, int]

_STEP = ((-1, 0), (0, 1), (1, 0), (0, -1))
_ASCII = {"-": (0, 1, 0, 1), "|": (1, 0, 1, 0), "+": (1, 1, 1, 1), "=": (0, 1, 0, 1), "#": (1, 1, 1, 1)}
_HEADS = "▲▼◀▶►◄△▽▷◁∧∨"
_GAP = " ╎−"
"""Blanks, and what Graph::Easy draws the frames of groups with: lines end outside of them."""
_FARTHEST = 4
_LONGEST_LABEL = 40
_MOST_STEPS = 20_000


@dataclass(slots=True)
class Reading:
    """The pairs that lines join, each counted once a line, and how many line ends are merged or lead nowhere."""

    boxes: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    merged: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Box:
    name: str
    top: int
    left: int
    bottom: int
    right: int


class _Page:
    """The characters of a text, and the boxes found on it."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.rows = text.split("\n")
        self.width = max(map(len, self.rows))
        self.boxes = [box for name in dict.fromkeys(names) if (box := self._find(name)) is not None]
        self.owner: dict[Cell, _Box] = {}
        for box in self.boxes:
            for row in range(box.top, box.bottom + 1):
                self.owner.update(((row, column), box) for column in range(box.left, box.right + 1))

    def at(self, row: int, column: int) -> str:
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return " "

    def arms(self, row: int, column: int) -> tuple[int, int, int, int]:
        """Return the arms of a line glyph: up, right, down, left; none for a text or a blank."""
        glyph = self.at(row, column)
        if glyph in _ASCII and (glyph in "|+=#" or not self._in_word(row, column)):
            return _ASCII[glyph]
        return ARMS.get(glyph, (0, 0, 0, 0))

    def _in_word(self, row: int, column: int) -> bool:
        return any(self.at(row, column + side).isalnum() for side in (-1, 1))

    def _find(self, name: str) -> _Box | None:
        """Return the smallest box around a name that stands alone on its row."""
        for row, text in enumerate(self.rows):
            for hit in re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text):
                box = self._around(name, row, hit.start(), hit.end())
                if box is not None:
                    return box
        return None

    def _around(self, name: str, row: int, start: int, end: int) -> _Box | None:
        left, right = start - 1, end
        while left >= 0 and self.at(row, left) == " ":
            left -= 1
        while right < self.width and self.at(row, right) == " ":
            right += 1
        if not (self.arms(row, left)[0] and self.arms(row, right)[0]):
            return None
        top = next((r for r in range(row - 1, max(row - 12, -1), -1) if self.arms(r, left)[1]), None)
        bottom = next(
            (r for r in range(row + 1, row + 12) if self.arms(r, left)[1] and not self.arms(r, left)[2]), None
        )
        if bottom is None:
            bottom = next((r for r in range(row + 1, row + 12) if self.arms(r, left)[1]), None)
        if top is None or bottom is None or not self.arms(top, right)[3]:
            return None
        return _Box(name, top, left, bottom, right)

    def starts(self, box: _Box) -> Iterator[tuple[Cell, int]]:
        """Yield the cells where a line may leave a box, right beside it or one blank away, with the way out."""
        sides: list[tuple[int, list[Cell]]] = [
            (0, [(box.top, column) for column in range(box.left + 1, box.right)]),
            (2, [(box.bottom, column) for column in range(box.left + 1, box.right)]),
            (3, [(row, box.left) for row in range(box.top + 1, box.bottom)]),
            (1, [(row, box.right) for row in range(box.top + 1, box.bottom)]),
        ]
        for way, cells in sides:
            for row, column in cells:
                for distance in range(1, _FARTHEST + 1):
                    cell = row + _STEP[way][0] * distance, column + _STEP[way][1] * distance
                    if cell in self.owner:
                        break
                    if self.at(*cell) in _GAP:
                        continue
                    if self.arms(*cell)[way ^ 2] or self.at(*cell) in _HEADS:
                        yield cell, way
                    break

    def ends(self, box: _Box, start: Cell, way: int) -> set[str]:
        """Return the names of the boxes that a line leads to."""
        found: set[str] = set()
        seen: set[tuple[Cell, int]] = set()
        waiting = [(start, way, 0)]
        while waiting and len(seen) < _MOST_STEPS:
            cell, way, under = waiting.pop()
            if (cell, way) in seen:
                continue
            seen.add((cell, way))
            owner = self.owner.get(cell)
            if owner is not None:
                if owner is not box or len(seen) > 3:
                    found.add(owner.name)
                continue
            waiting += self._next(cell, way, under)
        return found

    def _next(self, cell: Cell, way: int, under: int) -> list[tuple[Cell, int, int]]:
        """Return where a line goes on from a cell entered in a direction; `under` counts cells of a label."""

        def ahead(to: int, count: int = 0) -> tuple[Cell, int, int]:
            return (cell[0] + _STEP[to][0], cell[1] + _STEP[to][1]), to, count

        glyph, arms = self.at(*cell), self.arms(*cell)
        if glyph in _GAP:
            arms = (0, 0, 0, 0)
        if glyph in _HEADS:
            return [ahead(way)]
        if not any(arms):
            near = self._across_gap(cell, way)
            if near is not None:
                return [(near, way, 0)]
            beyond = ahead(way, under + 1)
            label = glyph != " " or under or (way in (0, 2) and self.arms(*beyond[0])[way ^ 2])
            return [beyond] if label and under < _LONGEST_LABEL else []
        if all(arms) and glyph not in "+#":
            return [ahead(way)]
        if not arms[way ^ 2]:  # drawn over by a line across
            return [ahead(way)] if arms[way - 1] and arms[(way + 1) % 4] else []
        ways = [to for to in range(4) if to != way ^ 2 and arms[to]]
        if glyph in "+#":
            ways = [to for to in ways if self._faces(ahead(to)[0], to)]
            ways = [way] if way in ways and len(ways) == 3 else ways
        return [ahead(to) for to in ways]

    def _across_gap(self, cell: Cell, way: int) -> Cell | None:
        """Return the first cell of a box that lies beyond blanks and a dashed frame at most."""
        for _ in range(_FARTHEST):
            if cell in self.owner:
                return cell
            if self.at(*cell) not in _GAP:
                return None
            cell = cell[0] + _STEP[way][0], cell[1] + _STEP[way][1]
        return None

    def _faces(self, cell: Cell, way: int) -> bool:
        return cell in self.owner or bool(self.arms(*cell)[way ^ 2])


def read_leniently(text: str, names: Iterable[str]) -> Reading:
    """Return the pairs of names that the lines of a text join."""
    page = _Page(text, names)
    reading = Reading(len(page.boxes))
    ends: Counter[tuple[str, str]] = Counter()
    for box in page.boxes:
        for start, way in page.starts(box):
            found = page.ends(box, start, way)
            if len(found) == 1:
                other = found.pop()
                ends[min(box.name, other), max(box.name, other)] += 1
            elif found:
                reading.merged += 1
            else:
                reading.lost += 1
    reading.pairs = Counter({pair: (count + 1) // 2 for pair, count in ends.items()})
    return reading
