"""What things measure in the space of the passes, whose axes are not those of the picture in a drawing to the right.

The passes place things across (x) within a layer, and layers one after another along (y). In a drawing downwards x
counts columns and y rows. In one to the right x counts rows and y columns; at the end the points are transposed, never
the text. A row is as high as two columns are wide, hence the other measures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from topodraw import text

__all__ = ["PARTED", "Beside", "Direction", "Metric", "metric"]

PARTED = "  "
"""What parts two texts in one row."""

Direction = Literal["down", "right"]
"""Where the tiers follow one another to."""


class Beside(NamedTuple):
    """The cells that the labels of a line's end take."""

    before: int
    """Across, on the side of the line where x is less."""
    after: int
    along: int


@dataclass(frozen=True, slots=True)
class Metric:
    """The measures of one direction."""

    direction: Direction
    pitch: int
    """Across from one port to the next, at the least."""
    spread: int
    """Across from one port to the next, where the box may still grow for it."""
    edge: int
    """Across from the corner of a box to its first port."""
    aside: int
    """Cells that a box with several ports on a side has to spare, for them to move aside in."""
    gap: int
    """Blank cells along between a box, a wall and a horizontal."""
    step: int
    """Along from one horizontal to the next."""
    apart: int
    """Horizontals between two that turn in one column, the latter counted: their corners may not touch."""
    line: int
    """Cells along that a line between two layers has at the least."""
    gaps: Mapping[tuple[str, str], int]
    """Blank cells across between two kinds of neighbours (`Item.kind`, opening, closing), where it is not one."""
    box: Callable[[Sequence[str]], tuple[int, int]]
    """Cells across and along of a box with these lines of text."""
    lines: Callable[[Sequence[str], Sequence[str], bool], tuple[str, ...]]
    """The lines of text at an end that has these labels, with those of the line as a whole; whether the line goes from
    there to where y is more."""
    beside: Callable[[Sequence[str]], Beside]
    """The room of these lines at the end of a line."""
    title: Callable[[str], int]
    """Cells across that a title needs from wall to wall of its frame."""

    @property
    def down(self) -> bool:
        return self.direction == "down"

    def between(self, before: str, after: str) -> int:
        """Return the blank cells across between two neighbours in a layer."""
        return self.gaps.get((before, after), 1)

    def along(self, horizontals: int) -> int:
        """Return the cells along that a number of horizontals take, with the blank before them."""
        return self.gap + (horizontals - 1) * self.step + 1 if horizontals else 0


def metric(direction: Direction, *, tight: bool = False) -> Metric:
    """Return the measures of a direction; `tight` where columns are scarce."""
    return _METRICS[direction, tight]


def _box_down(lines: Sequence[str]) -> tuple[int, int]:
    return max(map(text.width, lines)) + 4, len(lines) + 2


def _box_right(lines: Sequence[str]) -> tuple[int, int]:
    return len(lines) + 2, max(map(text.width, lines)) + 4


def _lines_down(labels: Sequence[str], whole: Sequence[str], onward: bool) -> tuple[str, ...]:
    return (*labels, *whole) if onward else (*whole, *labels)


def _lines_right(labels: Sequence[str], whole: Sequence[str], onward: bool) -> tuple[str, ...]:
    """Put the first label above the line and the others below it, for every text has to touch its line."""
    own = [label for label in labels if label]
    above, below = [*own[:1], *whole], own[1:]
    lines = (above, below) if onward else (above[::-1], below[::-1])
    return tuple(PARTED.join(texts) for texts in lines if texts)


def _beside_down(labels: Sequence[str]) -> Beside:
    return Beside(0, max(map(text.width, labels), default=0), len(labels))


def _beside_right(labels: Sequence[str]) -> Beside:
    """Return the room of at most one line of text above and one below, which may have several texts each.

    One below has to be nearer to its own end than to the other, even when it is the second there.
    """
    if not labels:
        return Beside(0, 0, 0)
    above, *below = labels
    wide = [text.width(part) for line in below for part in line.split(PARTED)]
    twice = 2 * sum(text.width(line) for line in below) - min(wide) if len(wide) > 1 else sum(wide)
    return Beside(1, len(below), max(text.width(above), twice))


_DOWN = Metric(
    direction="down",
    pitch=2,
    spread=3,
    edge=2,
    aside=1,
    gap=0,
    step=1,
    apart=2,
    line=1,
    gaps={("box", "box"): 2},
    box=_box_down,
    lines=_lines_down,
    beside=_beside_down,
    title=lambda title: text.width(title) + 3,
)
_RIGHT = Metric(
    direction="right",
    pitch=1,
    spread=1,
    edge=1,
    aside=0,
    gap=1,
    step=2,
    apart=1,
    line=2,
    gaps={
        ("opening", "opening"): 0,
        ("opening", "box"): 0,
        ("opening", "gap"): 0,
        ("gap", "closing"): 0,
        ("box", "closing"): 0,
        ("closing", "closing"): 0,
        ("dummy", "dummy"): 0,
    },
    box=_box_right,
    lines=_lines_right,
    beside=_beside_right,
    title=lambda title: 1,
)
_METRICS: Mapping[tuple[Direction, bool], Metric] = {
    ("down", False): _DOWN,
    ("down", True): replace(_DOWN, spread=_DOWN.pitch, gaps={}),
    ("right", False): _RIGHT,
    ("right", True): replace(_RIGHT, step=1, apart=2),
}
