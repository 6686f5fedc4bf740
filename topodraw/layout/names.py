"""Pass 8b: where bars end and where their names stand.

Expects rows. Guarantees: a bar ends on a cell that no line or wall passes; its name stands behind its right end, or in
a gap on it, on cells that nothing else uses. Where there is no such place in the bar's row, `place_bar` tells how many
columns to keep behind the bar, and the caller assigns tracks again.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from topodraw import text
from topodraw.layout.layered import Layered
from topodraw.layout.pieces import OVERHANG, Channel, Piece
from topodraw.layout.rows import Rows

__all__ = ["BarPlace", "Obstacles", "obstacles", "place_bar"]


class BarPlace(NamedTuple):
    x: int
    right: int
    """The last column of the bar."""
    name_x: int
    room: int
    """Columns needed from the last tap's overhang to the end of the name."""
    fits: bool = True


class Obstacles(NamedTuple):
    """What passes through one row of a channel: columns of lines and walls, and spans of other horizontals."""

    columns: frozenset[int]
    spans: tuple[tuple[int, int], ...]


def obstacles(graph: Layered, channel: Channel, rows: Rows, bar: Piece) -> Obstacles:
    """Collect what a bar's row meets."""
    y = _row(rows, channel, bar)
    columns: set[int] = set()
    spans: list[tuple[int, int]] = []
    for piece in channel.pieces:
        own = _row(rows, channel, piece)
        if piece is not bar:
            columns.update(column for column in piece.above if y < own)
            columns.update(column for column in piece.below if own < y)
            if own == y:
                spans.append((piece.left, piece.reach))
                columns.update(piece.above + piece.below)
    turning = {id(piece.net) for piece in channel.pieces}
    for net in graph.nets.get(channel.index, ()):
        if id(net) not in turning:
            columns.add(net.ports[0].column)
    for node in graph.frames.values():
        top, bottom = rows.tops.get(node.id, 0), rows.bottoms.get(node.id, 0)
        if top <= y <= bottom:
            columns.update((node.x, node.right))
    return Obstacles(frozenset(columns), tuple(spans))


def place_bar(name: str, bar: Piece, around: Obstacles) -> BarPlace:
    """Find the bar's ends and its name's place: behind the right end when that is near, else in a gap on the bar."""
    taps = bar.above + bar.below
    left = _before(min(taps), around)
    wide = text.width(name)
    gap = _gap(taps, wide, around)
    right, name_x = _after(max(taps), wide, around)
    if gap is not None and name_x > max(taps) + OVERHANG + 6:
        end = next(x for x in range(max(taps) + 1, 1 << 20) if x not in around.columns)
        return BarPlace(left, end, gap, 0)
    room = name_x + wide - (max(taps) + OVERHANG)
    meets = any(max(taps) < low <= name_x + wide + 1 for low, _ in around.spans)
    return BarPlace(left, right, name_x, room, fits=not meets)


def _before(first: int, around: Obstacles) -> int:
    """Return the bar's left end: as far before the first tap as it should stick out, else where it touches nothing."""
    left = next(x for x in range(first - OVERHANG, -(1 << 20), -1) if x not in around.columns)
    touches = left - 1 in around.columns or any(low < first and high >= left - 1 for low, high in around.spans)
    close = first - 1
    return close if (left < 0 or touches) and close >= 0 and close not in around.columns else left


def _after(last: int, wide: int, around: Obstacles) -> tuple[int, int]:
    """Return the bar's right end and the name's column for the nearest clear place behind it."""
    start = last + OVERHANG + 2
    while blocked := [column for column in around.columns if start - 2 <= column <= start + wide]:
        start = max(blocked) + 3
    return start - 2, start


def _gap(taps: list[int], wide: int, around: Obstacles) -> int | None:
    """Return the column of a name set into the bar between two taps, with bar to be seen on both sides."""
    passing = sorted({*taps, *(column for column in around.columns if min(taps) < column < max(taps))})
    for one, other in itertools.pairwise(passing):
        if other - one - 1 >= wide + 2 + 4:
            return one + (other - one - wide) // 2 + (1 if (other - one - wide) % 2 else 0)
    return None


def _row(rows: Rows, channel: Channel, piece: Piece) -> int:
    return rows.zones[channel.index, piece.zone] + piece.row
