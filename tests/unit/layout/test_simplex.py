"""The network simplex against exhaustive search on small problems, and its promises on large ones."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topodraw.layout.simplex import Arc, solve


def cost(x: list[int], arcs: list[Arc]) -> int:
    return sum(arc.weight * (x[arc.head] - x[arc.tail]) for arc in arcs)


def feasible(x: list[int], arcs: list[Arc]) -> bool:
    return all(x[arc.head] - x[arc.tail] >= arc.length for arc in arcs)


@st.composite
def problems(draw: st.DrawFn) -> tuple[int, list[Arc]]:
    count = draw(st.integers(2, 4))
    chain = [Arc(at, at + 1, draw(st.integers(0, 2)), draw(st.integers(0, 3))) for at in range(count - 1)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    more = draw(st.lists(st.tuples(pairs, st.integers(0, 3), st.integers(0, 3)), max_size=4))
    return count, chain + [Arc(tail, head, length, weight) for (tail, head), length, weight in more]


@given(problems())
@settings(max_examples=150, deadline=None)
def test_no_other_places_are_cheaper(problem: tuple[int, list[Arc]]) -> None:
    count, arcs = problem
    found = solve(count, arcs)
    assert feasible(found, arcs)
    assert min(found) == 0
    every = (list(x) for x in product(range(10), repeat=count))
    assert cost(found, arcs) == min(cost(x, arcs) for x in every if feasible(x, arcs))


def test_absolute_differences_pull_variables_together() -> None:
    arcs = [Arc(0, 1, 10), Arc(3, 0, 0, 5), Arc(3, 2, 0, 5), Arc(4, 1, 0, 1), Arc(4, 2, 0, 1)]
    x = solve(5, arcs)
    assert x[2] == x[0], "the heavier tie wins"
    assert x[1] - x[0] >= 10


def test_a_capped_run_is_still_feasible() -> None:
    arcs = [Arc(at, at + 1, 3) for at in range(40)]
    arcs += [Arc(41 + at, at, 0, 2) for at in range(40)] + [Arc(41 + at, 40 - at, 0, 2) for at in range(40)]
    assert feasible(solve(81, arcs, max_pivots=3), arcs)


def test_constraints_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        solve(2, [Arc(0, 1, 1), Arc(1, 0, 1)])


def test_nothing_to_place() -> None:
    assert solve(0, []) == []
