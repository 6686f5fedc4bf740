"""Pieces of one zone, from top to bottom: demands kept, overlaps in different rows, few crossings."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from topodraw.layout.layered import Net
from topodraw.layout.pieces import Piece
from topodraw.layout.stack import constraints, find_cycle, give_rows, order_pieces


def random_pieces(seed: int, count: int = 14) -> list[Piece]:
    """Return pieces whose columns, from above and from below, are each their own."""
    r = random.Random(seed)
    above, below = (r.sample(range(0, 80, 2), count) for _ in range(2))
    return [Piece(Net("edge", 0, at, at), [a], [b], []) for at, (a, b) in enumerate(zip(above, below, strict=True))]


def acyclic(pieces: list[Piece]) -> list[Piece]:
    """Drop pieces until no demands go in a circle."""
    while cycle := find_cycle(pieces, constraints(pieces)):
        pieces = [piece for piece in pieces if piece is not cycle[0]]
    return pieces


@pytest.mark.parametrize("seed", range(60))
def test_demands_are_kept_and_overlaps_parted(seed: int) -> None:
    pieces = acyclic(random_pieces(seed))
    before = constraints(pieces)
    order = order_pieces(pieces, before)
    assert sorted(map(id, order)) == sorted(map(id, pieces))
    place = {piece: at for at, piece in enumerate(order)}
    give_rows(order, before, 2)
    for piece, others in before.items():
        for other in others:
            assert place[other] < place[piece]
            assert piece.row >= other.row + 2, "a cell is left between the corners"
    for one, other in combinations(pieces, 2):
        if one.row == other.row:
            assert one.right + 1 < other.left or other.right + 1 < one.left
    assert min((piece.row for piece in pieces), default=0) == 0


@pytest.mark.parametrize("seed", range(60))
def test_who_must_turn_above_whom(seed: int) -> None:
    pieces = random_pieces(seed)
    before = constraints(pieces)
    for piece in pieces:
        for other in pieces:
            if piece is not other:
                assert (other in before[piece]) == bool(set(other.above) & set(piece.below))


@pytest.mark.parametrize("seed", range(60))
def test_a_cycle_is_found_exactly_when_there_is_one(seed: int) -> None:
    pieces = random_pieces(seed, 20)
    before = constraints(pieces)
    left = set(pieces)
    while free := {piece for piece in left if not any(other in left for other in before[piece])}:
        left -= free
    cycle = find_cycle(pieces, before)
    assert bool(cycle) == bool(left)
    for one, other in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
        assert other in before[one]


def crossings(order: list[Piece]) -> int:
    """Return how often upright parts cross horizontals when the pieces lie in this order, each in a row of its own."""
    total = 0
    for upper, lower in combinations(order, 2):
        total += sum(upper.left < column < upper.right for column in lower.above)
        total += sum(lower.left < column < lower.right for column in upper.below)
    return total


@pytest.mark.parametrize("seed", range(40))
def test_the_order_is_among_the_best_of_random_ones(seed: int) -> None:
    pieces = acyclic(random_pieces(seed, 10))
    before = constraints(pieces)
    ours = crossings(order_pieces(pieces, before))
    r = random.Random(seed)
    others = sorted(crossings(random_order(pieces, before, r)) for _ in range(50))
    assert ours <= others[2]


def random_order(pieces: list[Piece], before: dict[Piece, list[Piece]], r: random.Random) -> list[Piece]:
    """Return some order that keeps the demands."""
    order: list[Piece] = []
    while len(order) < len(pieces):
        order.append(r.choice([p for p in pieces if p not in order and all(o in order for o in before[p])]))
    return order


def test_lines_that_go_the_same_way_nest() -> None:
    pieces = [Piece(Net("edge", 0, at, at), [2 * at], [40 + 2 * at], []) for at in range(6)]
    assert crossings(order_pieces(pieces, constraints(pieces))) == 0
