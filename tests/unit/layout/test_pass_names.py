"""Bars end on cells of their own, and their names stand where nothing else is."""

from __future__ import annotations

import random

import pytest

from topodraw.layout.layered import Net
from topodraw.layout.names import Obstacles, place_bar
from topodraw.layout.pieces import OVERHANG, Piece


def bar(taps: list[int]) -> Piece:
    return Piece(Net("bar", 0, "lan", 0), taps[::2], taps[1::2], [])


def clear(*columns: int) -> Obstacles:
    return Obstacles(frozenset(columns), ())


@pytest.mark.parametrize("seed", range(200))
def test_a_bar_covers_its_taps_and_its_name_stands_free(seed: int) -> None:
    r = random.Random(seed)
    taps = sorted(r.sample(range(4, 60), r.randint(1, 5)))
    columns = frozenset(r.sample([x for x in range(80) if x not in taps], r.randint(0, 12)))
    name = "n" * r.randint(1, 12)
    place = place_bar(name, bar(taps), Obstacles(columns, ()))
    assert place.fits
    assert place.x < taps[0]
    assert taps[-1] < place.right
    assert not {place.x, place.right} & columns
    letters = range(place.name_x - 1, place.name_x + len(name) + 1)
    assert not set(letters) & columns
    assert not set(letters) & set(taps)
    if place.name_x > place.right:
        assert place.name_x == place.right + 2
    else:
        assert place.x < place.name_x - 2
        assert place.name_x + len(name) + 1 < place.right


def test_a_bar_with_nothing_around_sticks_out_and_its_name_stands_behind() -> None:
    place = place_bar("lan", bar([10, 20]), clear())
    assert (place.x, place.right, place.name_x) == (10 - OVERHANG, 20 + OVERHANG, 20 + OVERHANG + 2)


def test_a_name_that_would_stand_far_off_goes_into_a_gap_on_the_bar() -> None:
    place = place_bar("lan", bar([10, 40]), clear(*range(42, 70)))
    assert 10 < place.name_x < 40


def test_a_name_that_meets_another_horizontal_asks_for_room() -> None:
    place = place_bar("10.0.0.0/24", bar([10, 14]), Obstacles(frozenset(), ((22, 40),)))
    assert not place.fits
    assert place.room >= 2 + len("10.0.0.0/24")


def test_a_bar_does_not_begin_where_a_line_passes() -> None:
    assert place_bar("lan", bar([10, 20]), clear(8)).x not in (8,)
