"""Say which line covers a cell, take the cells of all lines, and settle every crossing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from topodraw.textreader.canvas import BAR, DOWN, LINE, UP, Canvas
from topodraw.textreader.ports import Cell, Ports
from topodraw.textreader.strands import Trace


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A straight piece of a line along one row or column, both ends inclusive; `along` is where its walk begins."""

    low: int
    high: int
    trace: int
    before: int
    along: int


@dataclass(slots=True)
class Cover:
    """The stretches of every row and of every column, in order, and the length of every line."""

    rows: dict[int, list[Stretch]]
    columns: dict[int, list[Stretch]]
    lengths: list[int]

    def across(self, row: int, column: int) -> Stretch | None:
        """Return the flat stretch through a cell."""
        return _find(self.rows.get(row), column)

    def upright(self, row: int, column: int) -> Stretch | None:
        """Return the upright stretch through a cell."""
        return _find(self.columns.get(column), row)

    def between(self, row: int, left: int, right: int) -> list[Stretch]:
        """Return the flat stretches over any of the cells from `left` up to but not including `right`."""
        stretches = self.rows.get(row, [])
        first = max(bisect_right(stretches, left, key=lambda stretch: stretch.low) - 1, 0)
        end = bisect_left(stretches, right, key=lambda stretch: stretch.low)
        return [stretch for stretch in stretches[first:end] if stretch.high >= left]

    def ends(self, stretch: Stretch, place: int) -> tuple[int, int]:
        """Return how far along its line a place on a stretch is from the line's start and from its finish."""
        done = stretch.before + abs(place - stretch.along)
        return done, self.lengths[stretch.trace] - done


def _find(stretches: list[Stretch] | None, place: int) -> Stretch | None:
    """Return the stretch over a place in an ordered list."""
    if not stretches:
        return None
    number = bisect_right(stretches, place, key=lambda stretch: stretch.low) - 1
    return stretches[number] if number >= 0 and stretches[number].high >= place else None


def cover(canvas: Canvas, traces: list[Trace]) -> Cover:
    """Index the stretches of all lines and take their cells; two lines on one stretch become a problem."""
    found = Cover({}, {}, [])
    for number, trace in enumerate(traces):
        length = 0
        for (row, column), (to_row, to_column), way in zip(trace.path, trace.path[1:], trace.axes, strict=False):
            if way in (UP, DOWN):
                low, high = min(row, to_row), max(row, to_row)
                canvas.own_down(column, low, high, LINE)
                found.columns.setdefault(column, []).append(Stretch(low, high, number, length, row))
            else:
                low, high = min(column, to_column), max(column, to_column)
                canvas.own_across(row, low, high, LINE)
                found.rows.setdefault(row, []).append(Stretch(low, high, number, length, column))
            length += high - low
        found.lengths.append(length)
    for lines, flat in ((found.rows, True), (found.columns, False)):
        for line, stretches in lines.items():
            stretches.sort()
            for one, two in pairwise(stretches):
                if two.low <= one.high:
                    cell = (line, two.low) if flat else (two.low, line)
                    canvas.report(*cell, "shared", "two lines share a cell")
    return found


def settle_crossings(canvas: Canvas, ports: Ports, traces: list[Trace], found: Cover, charset: str) -> tuple[Cell, ...]:
    """Return the cells where two lines cross; a crossing glyph that only one thing passes becomes a problem."""
    passed: dict[Cell, list[str]] = {cell: list(axes) for cell, axes in ports.crossed.items()}
    walls = frozenset(passed)
    for trace in traces:
        for cell, axis in trace.crossed:
            passed.setdefault(cell, []).append(axis)
    if charset == "ascii":
        for cell in _crossed_hashes(traces, found):
            passed.setdefault(cell, []).append("h")
    links: list[Cell] = []
    for cell, axes in passed.items():
        ways = set(axes)
        if charset == "ascii":
            ways |= {"h"} if found.across(*cell) or canvas.owned(*cell) == BAR else set()
            ways |= {"v"} if found.upright(*cell) or canvas.at(*cell) == "!" else set()
        if ways != {"h", "v"}:
            canvas.report(*cell, "crossing", "nothing passes here in the other direction")
        elif cell not in walls and canvas.at(*cell) != "!":
            links.append(cell)
    return tuple(sorted(links))


def _crossed_hashes(traces: list[Trace], found: Cover) -> list[Cell]:
    """List the cells where an upright line crosses a flat one of `#`; no glyph tells these apart from the rest."""
    cells: list[Cell] = []
    for row, stretches in found.rows.items():
        for stretch in stretches:
            if "hashes" in traces[stretch.trace].styles:
                inner = range(stretch.low + 1, stretch.high)
                cells += [(row, column) for column in inner if found.upright(row, column)]
    return cells
