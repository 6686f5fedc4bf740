"""What every arrangement guarantees, whatever the diagram."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBox, PlacedFrame, arrange, assign_tiers

SEEDS = range(60)

Cells = set[tuple[int, int]]


def cells_between(points: tuple[tuple[int, int], ...]) -> list[tuple[tuple[int, int], str]]:
    """Return the cells of a way with the direction in which each is passed (corners in both)."""
    found = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        assert (x0 == x1) != (y0 == y1), "a step is either across or down"
        if y0 == y1:
            found += [((x, y0), "across") for x in range(min(x0, x1), max(x0, x1) + 1)]
        else:
            found += [((x0, y), "down") for y in range(min(y0, y1), max(y0, y1) + 1)]
    return list(dict.fromkeys(found))


def area(part: PlacedBox | PlacedFrame) -> Cells:
    return {(x, y) for x in range(part.x, part.x + part.width) for y in range(part.y, part.y + part.height)}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_lines_share_a_cell_except_to_cross(seed: int) -> None:
    drawn = arrange(random_diagram(seed))
    passed: Counter[tuple[tuple[int, int], str]] = Counter()
    for route in drawn.routes:
        passed.update(cells_between(route.points))
    for bar in drawn.bars:
        passed.update(((x, bar.y), "across") for x in range(bar.x, bar.x + bar.width))
        for tap in bar.taps:
            passed.update(entry for entry in cells_between(tap.points) if entry[0][1] != bar.y)
    assert not [cell for cell, times in passed.items() if times > 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_ways_begin_and_end_on_the_borders_of_their_boxes(seed: int) -> None:
    drawn = arrange(random_diagram(seed))
    boxes = {box.box: box for box in drawn.boxes}
    for route in drawn.routes:
        edge = drawn.diagram.edges[route.edge]
        for end, point in ((edge.a, route.points[0]), (edge.b, route.points[-1])):
            assert point in border(boxes[end.box])


def border(box: PlacedBox) -> Cells:
    right, bottom = box.x + box.width - 1, box.y + box.height - 1
    return {(x, y) for x, y in area(box) if x in (box.x, right) or y in (box.y, bottom)}


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_hold_their_members_and_nothing_else(seed: int) -> None:
    drawn = arrange(random_diagram(seed))
    parents = {frame.id: frame.parent for frame in drawn.diagram.frames}
    homes = {member: frame.id for frame in drawn.diagram.frames for member in frame.members}
    for frame in drawn.frames:
        for box in drawn.boxes:
            home = homes.get(box.box)
            while home is not None and home != frame.frame:
                home = parents[home]
            inside = area(box) <= area(frame)
            assert inside == (home == frame.frame)
            assert inside or not area(box) & area(frame)


@pytest.mark.parametrize("seed", SEEDS)
def test_higher_tiers_stand_higher(seed: int) -> None:
    diagram = random_diagram(seed)
    drawn = arrange(diagram)
    attached = {end.box for edge in diagram.edges for end in (edge.a, edge.b)}
    attached |= {tap.box for bar in diagram.bars for tap in bar.taps}
    tiers = {box.id: box.tier or 0 for box in diagram.boxes if box.id in attached}
    rows = {box.box: box.y for box in drawn.boxes}
    for one, tier in tiers.items():
        for other, lower in tiers.items():
            assert (tier < lower) <= (rows[one] < rows[other])
            assert (tier == lower) <= (rows[one] == rows[other])


def test_every_edge_is_drawn_or_stands_for_a_mesh() -> None:
    uppers, lowers = [f"s{at}" for at in range(3)], [f"l{at}" for at in range(6)]
    edges = tuple(Edge(End(upper), End(lower)) for upper in uppers for lower in lowers)
    diagram = assign_tiers(Diagram("t", boxes=tuple(map(Box, uppers + lowers)), edges=edges))
    bundled = arrange(diagram)
    assert [bar.name for bar in bundled.bars] == ["full mesh 3×6"]
    assert sorted(bundled.bars[0].mesh) == list(range(18))
    assert not bundled.routes
    assert len(arrange(diagram, ArrangeOptions(bundle="never")).routes) == 18


def test_small_meshes_are_drawn_line_by_line() -> None:
    edges = tuple(Edge(End(upper), End(lower)) for upper in "ab" for lower in "cdef")
    diagram = assign_tiers(Diagram("t", boxes=tuple(map(Box, "abcdef")), edges=edges))
    assert len(arrange(diagram).routes) == 8
    assert len(arrange(diagram, ArrangeOptions(bundle="always")).bars) == 1


def test_one_box_frames_fold_into_lines() -> None:
    frames = (Frame("f", "AS 1", ("a",)), Frame("g", "AS 2", ("b", "c")))
    diagram = Diagram("t", boxes=(Box("a", tier=0), Box("b", tier=1), Box("c", tier=1)), frames=frames)
    folded = arrange(diagram)
    assert [frame.title for frame in folded.frames] == ["AS 2"]
    assert folded.boxes[0].lines == ("a", "AS 1")
    assert len(arrange(diagram, ArrangeOptions(fold=False)).frames) == 2


def test_names_of_bars_stand_on_free_cells() -> None:
    for seed in SEEDS:
        drawn = arrange(random_diagram(seed))
        taken = line_cells(drawn)
        for bar in drawn.bars:
            name = {(x, bar.name_y) for x in range(bar.name_x, bar.name_x + len(bar.name))}
            own = {(x, bar.y) for x in range(bar.x, bar.x + bar.width)}
            assert not name & (taken - own)


def line_cells(drawn: Arrangement) -> Cells:
    taken = {cell for route in drawn.routes for cell, _ in cells_between(route.points)}
    for bar in drawn.bars:
        taken |= {(x, bar.y) for x in range(bar.x, bar.x + bar.width)}
        taken |= {cell for tap in bar.taps for cell, _ in cells_between(tap.points)}
    return taken


def test_adding_a_box_at_the_end_moves_no_other_out_of_order() -> None:
    bar = Bar("lan", "10.0.0.0/24", tuple(End(name) for name in "abc"))
    boxes = tuple(Box(name, tier=0) for name in "abc")
    before = arrange(Diagram("t", boxes=boxes, bars=(bar,)))
    after = arrange(Diagram("t", boxes=(*boxes, Box("d", tier=1)), bars=(bar,), edges=(Edge(End("c"), End("d")),)))
    assert [box.x for box in before.boxes] == [box.x for box in after.boxes[:3]]
