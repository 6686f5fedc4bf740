"""Pass 7b: which horizontal lies above which, and in what row.

Expects the pieces of one zone of a channel. `constraints` tells which must turn above which (two lines in one column;
Yoshimura and Kuh 1982), `find_cycle` where that contradicts itself. `order_pieces` guarantees the constraints and seeks
few crossings (Sander 2004; Eschbach, Guenther, Becker 2006; sifting, Matuszewski et al. 1999); `give_rows` guarantees
that pieces which overlap have different rows.
"""

from __future__ import annotations

from heapq import heappop, heappush

from topodraw.layout.pieces import Piece

__all__ = ["constraints", "find_cycle", "give_rows", "order_pieces"]

PAIR_LIMIT = 400
"""Pieces in a zone up to which every pair is compared."""
SIFT_LIMIT = 80
"""Pieces in a zone up to which their order is improved one by one."""
CLEARANCE = 2
"""Least distance of the ends of two horizontals in one row: their corners may not touch."""


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
    place = {piece: at for at, piece in enumerate(pieces)}
    gain = _gains(pieces)
    order: list[Piece] = []
    left = dict.fromkeys(pieces)
    while left:
        chosen = max((p for p in left if not waiting[p]), key=lambda piece: (gain[piece], -place[piece]))
        del left[chosen]
        order.append(chosen)
        for other in after[chosen]:
            waiting[other] -= 1
        for other in left:
            gain[other] -= _advantage(other, chosen)
    if len(order) <= SIFT_LIMIT:
        _sift(order, before)
    return order


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


def _gains(pieces: list[Piece]) -> dict[Piece, int]:
    """Return how many crossings each piece saves by lying above all others."""
    gain = dict.fromkeys(pieces, 0)
    for at, one in enumerate(pieces):
        for other in pieces[at + 1 :]:
            saved = _advantage(one, other)
            gain[one] += saved
            gain[other] -= saved
    return gain


def _advantage(one: Piece, other: Piece) -> int:
    """Return how many crossings it saves to have one piece above another."""
    if one.left > other.reach or other.left > one.reach:
        return 0
    return _crossings(other, one) - _crossings(one, other)


def _crossings(upper: Piece, lower: Piece) -> int:
    """Return how often two pieces cross when one lies above the other."""
    return sum(upper.left < column < upper.reach for column in lower.above) + sum(
        lower.left < column < lower.reach for column in upper.below
    )


def _sift(order: list[Piece], before: dict[Piece, list[Piece]]) -> None:
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
                    upper, lower = (other, piece) if step < 0 else (piece, other)
                    gain += _crossings(upper, lower) - _crossings(lower, upper)
                    if gain > best_gain:
                        best, best_gain = to, gain
                    to += step
            if best_gain:
                order.insert(best, order.pop(at))
                saved = True


def give_rows(order: list[Piece], before: dict[Piece, list[Piece]]) -> None:
    """Give each piece the highest row below all it overlaps with, and below all that must turn above it."""
    if not order:
        return
    start = min(piece.left for piece in order) - CLEARANCE
    end = max(piece.right for piece in order) + CLEARANCE
    skyline = [0] * (end - start + 1)
    """The first free row below what was placed so far, by column."""
    for piece in order:
        left, right = piece.left - start, min(piece.reach, end) - start
        row = max(skyline[left - CLEARANCE + 1 : right + CLEARANCE])
        for other in before[piece]:  # one column for both: leave a cell between the corners
            row = max(row, other.row + 2)
        piece.row = row
        skyline[left : right + 1] = [row + 1] * (right - left + 1)
