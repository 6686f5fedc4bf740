"""Corners of lines, ends of bars and texts keep off what they could be taken to belong to."""

from __future__ import annotations

from itertools import pairwise

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout import Arrangement, arrange


def star(width: int, labels: tuple[str, ...] = ()) -> Diagram:
    """Return one box of this width above two narrow ones."""
    boxes = (Box("top", title="t" * width, tier=0), Box("left", tier=1), Box("right", tier=1))
    return Diagram("star", boxes=boxes, edges=tuple(Edge(End("top", labels), End(id)) for id in ("left", "right")))


def touching(drawn: Arrangement) -> list[tuple[int, int]]:
    """Return the turns of lines right below or above the corner of a box."""
    corners = {
        (x, y) for box in drawn.boxes for x in (box.x, box.x + box.width - 1) for y in (box.y - 1, box.y + box.height)
    }
    return [point for route in drawn.routes for point in route.points[1:-1] if point in corners]


@pytest.mark.parametrize("width", range(1, 24))
def test_lines_do_not_turn_at_the_corners_of_boxes(width: int) -> None:
    assert touching(arrange(star(width))) == []


@pytest.mark.parametrize("seed", [*range(40), 3505, 3874, 4135, 4287, 4824])
def test_bars_end_off_other_lines(seed: int) -> None:
    drawn = arrange(random_diagram(seed))
    lines = [route.points for route in drawn.routes]
    for bar in drawn.bars:
        lines += [tap.points for tap in bar.taps if tap.points[0][1] == bar.y]
    turns = {point for points in lines for point in points[1:-1]}
    for bar in drawn.bars:
        assert not turns & {(bar.x - 1, bar.y), (bar.x + bar.width, bar.y)}


@pytest.mark.parametrize("texts", [("Ethernet1/1", "10.0.0.1/24"), ("Ethernet1/1",)])
def test_a_text_stands_nearer_its_own_end_than_any_other(texts: tuple[str, ...]) -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    edges = tuple(Edge(End("a", texts), End("b")) for _ in range(2))
    drawn = arrange(Diagram("pair", boxes=boxes, edges=edges))
    assert len(drawn.texts) == 2 * len(texts)
    for route, other in (drawn.routes, drawn.routes[::-1]):
        turns = {cell for one, two in pairwise(route.points) if one[1] == two[1] for cell in _across(one, two)}
        theirs = [text for text in drawn.texts if text.x == other.points[0][0] + 1]
        assert len(theirs) == len(texts)
        assert not [text for text in theirs for at in range(len(text.text)) if (text.x + at, text.y + 1) in turns]


def _across(one: tuple[int, int], two: tuple[int, int]) -> list[tuple[int, int]]:
    return [(x, one[1]) for x in range(min(one[0], two[0]), max(one[0], two[0]) + 1)]
