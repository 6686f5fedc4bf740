"""Bars whose taps lie in each other's columns: none hides the taps of another, whatever the circle they form."""

from __future__ import annotations

from itertools import permutations

import pytest

from random_diagrams import expected, random_diagram
from topodraw.diagram import Diagram
from topodraw.layout.layered import DOWN, UP, Item, Layered, Port
from topodraw.layout.tracks import assign_tracks
from topodraw.rendering import RenderOptions
from topodraw.textreader import compare, read
from topodraw_ascii import TextRenderer

Columns = tuple[list[int], list[int]]
"""Columns in which a bar is tapped from above, and from below."""


def channel_of(bars: dict[str, Columns]) -> Layered:
    """Return two layers of one wide box each, with the bars between them."""
    graph = Layered(Diagram("d"))
    graph.layers = [[Item("box", 0, (), "upper")], [Item("box", 1, (), "lower")]]
    graph.number()
    upper, lower = graph.layers[0][0], graph.layers[1][0]
    upper.width = lower.width = 100
    for name, columns in bars.items():
        net = graph.add_net("bar", 0, name)
        for item, side, taps in ((upper, DOWN, columns[0]), (lower, UP, columns[1])):
            for column in taps:
                Port(item, side, net).offset = column
    return graph


CIRCLES: dict[str, dict[str, Columns]] = {
    "two bars": {"a": ([32, 37], [27, 49]), "b": ([27], [32, 37, 59])},
    "three bars": {"a": ([10, 20], [30, 60]), "b": ([30, 61], [40, 62]), "c": ([40, 63], [10, 20, 64])},
    "both taps of two": {"a": ([10, 20], [30, 40]), "b": ([30, 40], [10, 20])},
}


@pytest.mark.parametrize("case", CIRCLES)
@pytest.mark.parametrize("turn", range(2))
def test_where_taps_share_a_column_the_upper_one_turns_first(case: str, turn: int) -> None:
    order = list(permutations(CIRCLES[case]))[turn]
    channel = assign_tracks(channel_of({name: CIRCLES[case][name] for name in order}), 0, {})
    for one in channel.pieces:
        for other in channel.pieces:
            shared = set(one.above) & set(other.below) if one is not other else set()
            parts = one.net is other.net and shared <= set(other.joints)
            if shared:
                assert (other.row < one.row) if parts else (one.row < other.row)
    for column in {column for piece in channel.pieces for column in piece.above}:
        assert sum(column in piece.above for piece in channel.pieces) == 1
    assert [piece.is_bar for piece in channel.pieces].count(True) == len(order)


@pytest.mark.parametrize("columns", [40, 60])
@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
def test_such_bars_are_read_back(columns: int, charset: str) -> None:
    diagram = random_diagram(520)
    options = RenderOptions(charset=charset, width=columns)  # type: ignore[arg-type]
    assert compare(read(TextRenderer().render(diagram, options), charset), **expected(diagram)) == []
