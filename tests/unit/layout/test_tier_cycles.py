"""Arcs without circles: the strongest stay, and only what would close a circle goes."""

from __future__ import annotations

import random

import pytest

from topodraw.layout.cycles import without_cycles
from topodraw.layout.separation import Separation
from topodraw.layout.simplex import Arc


def has_circle(arcs: list[Arc], count: int) -> bool:
    try:
        Separation(count, [arc._replace(length=1) for arc in arcs]).feasible()
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("seed", range(200))
def test_what_is_kept_has_no_circle_and_what_is_not_would_close_one(seed: int) -> None:
    r = random.Random(seed)
    count = r.randint(2, 8)
    fixed = [Arc(*sorted(r.sample(range(count), 2)), 1) for _ in range(r.randint(0, 3))]
    wanted = [Arc(*r.sample(range(count), 2), 1, at) for at in range(r.randint(0, 14))]
    kept, given_up = without_cycles(fixed, wanted, count)
    assert kept == [arc for at, arc in enumerate(wanted) if at not in given_up]
    assert not has_circle([*fixed, *kept], count)
    for at in given_up:
        stronger = [arc for place, arc in enumerate(wanted) if place < at and place not in given_up]
        assert has_circle([*fixed, *stronger, wanted[at]], count)


def test_the_weakest_of_a_circle_goes() -> None:
    circle = [Arc(0, 1, 1), Arc(1, 2, 1), Arc(2, 0, 1)]
    assert without_cycles([], circle, 3) == (circle[:2], [2])
    assert without_cycles([Arc(2, 0, 1)], circle[:2], 3) == (circle[:1], [1])
