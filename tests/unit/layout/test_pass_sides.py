"""Room beside boxes: rows for parallel direct links, columns for their labels and for the names of segments."""

from __future__ import annotations

from collections import defaultdict

import pytest

from layout_passes import layered_after
from random_diagrams import random_diagram
from topodraw import text
from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout.layered import Item, Layered
from topodraw.layout.sides import direct_labels, middle_offset


def roomy(diagram: Diagram) -> Layered:
    return layered_after("make_room_beside", diagram)


@pytest.mark.parametrize("seed", range(80))
def test_direct_links_have_rows_and_columns_of_their_own(seed: int) -> None:
    graph = roomy(random_diagram(seed))
    used: dict[tuple[Item, str], list[tuple[int, int]]] = defaultdict(list)
    for direct in graph.direct:
        left, middle, right = direct_labels(graph, direct)
        above, below = bool(left[0] or right[0] or middle), bool(left[1] or right[1])
        rows = (direct.row - above, direct.row + below)
        assert rows[0] >= 0
        for item, side in ((direct.left, "right"), (direct.right, "left")):
            assert all(first > rows[1] or last < rows[0] for first, last in used[item, side])
            used[item, side].append(rows)
            assert 1 <= direct.row <= item.height - 2, "a link leaves its box between the corners"
        wide_left, wide_right = (max(map(text.width, lines)) for lines in (left, right))
        room = direct.left.right + direct.right.left
        assert room >= wide_left + wide_right + text.width(middle) + bool(wide_left) + bool(wide_right)


def test_parallel_links_stand_one_below_the_other() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0))
    graph = roomy(Diagram("t", boxes=boxes, edges=(Edge(End("a"), End("b")),) * 4))
    assert [direct.row for direct in graph.direct] == [1, 2, 3, 4]
    assert {item.height for item in graph.items.values()} == {6}


def test_labels_part_parallel_links() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0))
    graph = roomy(Diagram("t", boxes=boxes, edges=(Edge(End("a", ("eth1",)), End("b", ("eth2",))),) * 3))
    assert [direct.row for direct in graph.direct] == [1, 4, 7]


def test_texts_at_the_end_and_in_the_middle_are_two() -> None:
    assert middle_offset(0) == 0
    assert middle_offset(4) == 6


def test_room_for_the_name_of_a_segment_is_kept_behind_its_last_tap() -> None:
    bar = Bar("lan", "a name of some length", (End("a"), End("b")))
    graph = roomy(Diagram("t", boxes=(Box("a", tier=0), Box("b", tier=0)), bars=(bar,)))
    last = graph.items["b"]
    assert last.right + last.width >= last.ports["down"][0].offset + 3 + len(bar.name)
    assert graph.items["a"].right == 0
