"""Pass 7b: which horizontal lies above which, and in what row.

Expects the pieces of one zone of a channel. `constraints` tells which must turn above which (two lines in one column;
Yoshimura and Kuh 1982), `find_cycle` where that contradicts itself. `order_pieces` guarantees the constraints and seeks
few crossings (Sander 2004; Eschbach, Guenther, Becker 2006; sifting, Matuszewski et al. 1999); `give_rows` guarantees
that pieces which overlap have different rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heapify, heappop, heappush
from itertools import islice

from topodraw.layout.pieces import Piece

__all__ = ["constraints", "find_cycle", "give_rows", "order_pieces"]

PAIR_LIMIT = 400
"""Pieces in a zone up to which every pair is compared."""
SIFT_LIMIT = 80
"""Pieces in a zone up to which their order is improved one by one."""
CLEARANCE = 2
"""Least distance of the ends of two horizontals in one row: their corners may not touch."""

Advantages = dict[Piece, dict[Piece, int]]
"""For each piece how many crossings it saves by lying above each of those that it overlaps with."""


def constraints(pieces: list[Piece]) -> dict[Piece, list[Piece]]:
    """Return for each piece those that must turn above it."""
    from_above: dict[int, list[Piece]] = {}
    for piece in pieces:
        for column in piece.above:
            from_above.setdefault(column, []).append(piece)
    before: dict[Piece, list[Piece]] = {piece: [] for piece in pieces}
    for piece in pieces:
        for column in piece.below:
            for other in from_above.get(column, ()):
                if other is piece:
                    continue
                if column in piece.joints and other.net is piece.net:
                    before[other].append(piece)
                else:
                    before[piece].append(other)
    return before


def find_cycle(pieces: list[Piece], before: dict[Piece, list[Piece]]) -> list[Piece]:
    """Return the pieces of one cycle of constraints, empty when there is none."""
    state: dict[Piece, int] = {}
    for start in pieces:
        stack = [(start, 0)]
        trail: list[Piece] = []
        while stack:
            piece, at = stack.pop()
            if at == 0:
                if state.get(piece) == 2:
                    continue
                state[piece] = 1
                trail.append(piece)
            if at < len(before[piece]):
                stack.append((piece, at + 1))
                other = before[piece][at]
                if state.get(other) == 1:
                    return trail[trail.index(other) :]
                if state.get(other) != 2:
                    stack.append((other, 0))
            else:
                state[piece] = 2
                trail.pop()
    return []


def order_pieces(pieces: list[Piece], before: dict[Piece, list[Piece]]) -> list[Piece]:
    """Return the pieces from top to bottom: constraints kept, few crossings.

    Among the pieces free to come next, take the one that would cost most below the others and least above them.
    """
    waiting = {piece: len(set(before[piece])) for piece in pieces}
    after: dict[Piece, list[Piece]] = {piece: [] for piece in pieces}
    for piece, others in before.items():
        for other in dict.fromkeys(others):
            after[other].append(piece)
    if len(pieces) > PAIR_LIMIT:
        return _in_file_order(pieces, waiting, after)
    advantages = _advantages(pieces)
    order = _by_gain(pieces, waiting, after, advantages)
    if len(order) <= SIFT_LIMIT:
        _sift(order, before, advantages)
    return order


def _by_gain(
    pieces: list[Piece], waiting: dict[Piece, int], after: dict[Piece, list[Piece]], advantages: Advantages
) -> list[Piece]:
    """Return the pieces so that each saves most crossings, of those free to come next, by lying above the rest."""
    place = {piece: at for at, piece in enumerate(pieces)}
    gain = {piece: sum(others.values()) for piece, others in advantages.items()}
    ready = [(-gain[piece], at) for at, piece in enumerate(pieces) if not waiting[piece]]
    heapify(ready)
    order: dict[Piece, None] = {}
    while ready:
        known, at = heappop(ready)
        chosen = pieces[at]
        if chosen in order or known != -gain[chosen]:  # its gain has changed since
            continue
        order[chosen] = None
        for other, saved in advantages[chosen].items():
            gain[other] += saved
            if not waiting[other]:
                heappush(ready, (-gain[other], place[other]))
        for other in after[chosen]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (-gain[other], place[other]))
    return list(order)


def _in_file_order(pieces: list[Piece], waiting: dict[Piece, int], after: dict[Piece, list[Piece]]) -> list[Piece]:
    """Return the pieces in an order that keeps the constraints and else their own."""
    place = {piece: at for at, piece in enumerate(pieces)}
    ready = [at for at, piece in enumerate(pieces) if not waiting[piece]]
    order: list[Piece] = []
    while ready:
        chosen = pieces[heappop(ready)]
        order.append(chosen)
        for other in after[chosen]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, place[other])
    return order


def _advantages(pieces: list[Piece]) -> Advantages:
    """Compare every two pieces that overlap, found from left to right."""
    found: Advantages = {piece: {} for piece in pieces}
    spans = sorted((piece.left, at, piece.reach) for at, piece in enumerate(pieces))
    for place, (low, at, high) in enumerate(spans, 1):
        one = pieces[at]
        for left, other_at, right in islice(spans, place, None):
            if left > high:
                break
            other = pieces[other_at]
            saved = _inside(one.above, left, right) - _inside(one.below, left, right)
            saved += _inside(other.below, low, high) - _inside(other.above, low, high)
            if saved:
                found[one][other], found[other][one] = saved, -saved
    return found


def _inside(columns: list[int], low: int, high: int) -> int:
    """Return how many lines in these columns a horizontal from `low` to `high` crosses."""
    if len(columns) == 1:  # an end of an ordinary line: a channel compares many thousands of them
        return low < columns[0] < high
    return sum(low < column < high for column in columns)


def _sift(order: list[Piece], before: dict[Piece, list[Piece]], advantages: Advantages) -> None:
    """Move single pieces to better places as long as that saves crossings (sifting, Matuszewski et al. 1999)."""
    saved = True
    while saved:
        saved = False
        for piece in list(order):
            at = order.index(piece)
            best, best_gain = at, 0
            for step in (-1, 1):
                gain, to = 0, at + step
                while 0 <= to < len(order):
                    other = order[to]
                    if (other in before[piece]) if step < 0 else (piece in before[other]):
                        break
                    gain -= step * advantages[piece].get(other, 0)
                    if gain > best_gain:
                        best, best_gain = to, gain
                    to += step
            if best_gain:
                order.insert(best, order.pop(at))
                saved = True


class _Skyline:
    """The first free row below what was placed so far, column by column, as runs of columns with one row each.

    A horizontal makes one run of all those below which it is placed, so that each run is met a few times only.
    """

    def __init__(self, start: int) -> None:
        self.starts, self.rows = [start], [0]

    def free(self, left: int, right: int) -> int:
        """Return the first row that is free in all columns from left to right."""
        first = bisect_right(self.starts, left) - 1
        return max(self.rows[first : bisect_right(self.starts, right)])

    def fill(self, left: int, right: int, row: int) -> None:
        """Let the row be the first that is free from left to right."""
        first, last = bisect_left(self.starts, left), bisect_right(self.starts, right + 1)
        self.starts[first:last], self.rows[first:last] = [left, right + 1], [row, self.rows[last - 1]]


def give_rows(order: list[Piece], before: dict[Piece, list[Piece]], apart: int) -> None:
    """Give each piece the highest row below all it overlaps with, and `apart` below all that must turn above it."""
    skyline = _Skyline(min((piece.left for piece in order), default=0) - CLEARANCE)
    for piece in order:
        left, right = piece.left, piece.reach
        row = skyline.free(left - CLEARANCE + 1, right + CLEARANCE - 1)
        for other in before[piece]:
            row = max(row, other.row + apart)
        piece.row = row
        skyline.fill(left, right, row + 1)
