"""Texts beside lines: right of the line at its end, above and below a level one, on cells of their own."""

from __future__ import annotations

from collections import Counter

import pytest

from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout import Arrangement, ArrangeOptions, arrange

SEEDS = range(80)
WHOLE = ArrangeOptions(fold=False, bundle="never")


def ends(drawn: Arrangement) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """Return where the texts of lines that leave their boxes upright begin, the texts, and whether they stand above."""
    boxes = {box.box: box for box in drawn.boxes}
    found = []
    for route in drawn.routes:
        edge = drawn.diagram.edges[route.edge]
        for end, points in ((edge.a, route.points), (edge.b, route.points[::-1])):
            (x, y), (next_x, next_y) = points[:2]
            if x == next_x:
                way = 1 if next_y > y else -1
                assert y == (boxes[end.box].y if way < 0 else boxes[end.box].y + boxes[end.box].height - 1)
                found.append((x, y + way * (1 + end.arrow), end.labels, way < 0))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_of_an_end_stand_right_of_its_line_next_to_its_box(seed: int) -> None:
    drawn = arrange(random_diagram(seed), WHOLE)
    placed = Counter((label.x, label.y, label.text) for label in drawn.texts)
    for x, y, labels, above in ends(drawn):
        first = y - len(labels) + 1 if above else y
        for at, line in enumerate(labels):
            assert placed[x + 1, first + at, line] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_no_text_is_lost_and_no_two_touch(seed: int) -> None:
    drawn = arrange(random_diagram(seed), WHOLE)
    wanted = Counter(line for e in drawn.diagram.edges for end in (e.a, e.b) for line in end.labels)
    wanted += Counter(line for bar in drawn.diagram.bars for tap in bar.taps for line in tap.labels)
    said = Counter(part for label in drawn.texts for part in (label.text, *label.text.split()))
    assert all(said[line] >= count for line, count in wanted.items())
    cells = Counter((label.x + at, label.y) for label in drawn.texts for at in range(-1, text.width(label.text)))
    assert max(cells.values(), default=0) <= 1, "a blank stands left of every text"


def test_texts_of_a_level_link_stand_above_and_below_it() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0))
    edge = Edge(End("a", ("eth1", "10.0.0.1")), End("b", ("eth2", "10.0.0.2")), label="core")
    drawn = arrange(Diagram("t", boxes=boxes, edges=(edge,)))
    (route,) = drawn.routes
    (x0, y), (x1, _) = route.points
    places = {label.text: (label.x, label.y) for label in drawn.texts}
    assert places["eth1"] == (x0 + 1, y - 1)
    assert places["10.0.0.1"] == (x0 + 1, y + 1)
    assert places["eth2"] == (x1 - 4, y - 1)
    assert places["10.0.0.2"] == (x1 - 8, y + 1)
    assert places["core"][1] == y - 1
    assert places["eth1"][0] + 4 < places["core"][0] - 1
