"""Drawings to the right: tiers are columns, texts stay level, bars lie amid their taps."""

from __future__ import annotations

from itertools import pairwise

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Line
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBar, PlacedBox, arrange
from topodraw.text import width


def right(diagram: Diagram, *, fold: bool = True, columns: int | None = None) -> Arrangement:
    return arrange(diagram, ArrangeOptions(fold=fold, width=columns, direction="right"))


def diagram(tiers: str, links: str = "", bars: tuple[Bar, ...] = (), frames: tuple[Frame, ...] = ()) -> Diagram:
    """Return a diagram of tiers (``a b/c d``) and links (``a-c b-c``)."""
    boxes = tuple(Box(name, tier=tier) for tier, row in enumerate(tiers.split("/")) for name in row.split())
    edges = tuple(Edge(*(End(name) for name in link.split("-"))) for link in links.split())
    return Diagram("lab", boxes=boxes, edges=edges, bars=bars, frames=frames)


def labelled(links: str, *labels: str) -> tuple[Edge, ...]:
    return tuple(Edge(*(End(name, labels=labels) for name in link.split("-"))) for link in links.split())


def boxes_of(drawn: Arrangement) -> dict[str, PlacedBox]:
    return {placed.box: placed for placed in drawn.boxes}


def bends(drawn: Arrangement) -> int:
    return sum(len(route.points) - 2 for route in drawn.routes)


def sides(bar: PlacedBar) -> dict[str, str]:
    """Return from where each box comes to a bar."""
    return {tap.box: "above" if tap.points[1][1] < bar.y else "below" for tap in bar.taps}


@pytest.mark.parametrize("seed", range(60))
def test_tiers_are_columns_from_left_to_right(seed: int) -> None:
    drawn = right(random_diagram(seed))
    attached = {end.box for edge in drawn.diagram.edges for end in (edge.a, edge.b)}
    attached |= {tap.box for bar in drawn.diagram.bars for tap in bar.taps}
    tier = {box.id: box.tier or 0 for box in drawn.diagram.boxes if box.id in attached}
    placed = [box for box in drawn.boxes if box.box in tier]
    for box in placed:
        for other in placed:
            if tier[box.box] == tier[other.box]:
                assert box.x == other.x
            elif tier[box.box] < tier[other.box]:
                assert box.x + box.width < other.x


def test_a_chain_is_one_straight_row() -> None:
    drawn = right(diagram("a/b/c/d", "a-b b-c c-d"))
    assert (bends(drawn), drawn.height) == (0, 3)
    assert {box.y for box in drawn.boxes} == {0}


def test_lines_of_a_fan_run_straight() -> None:
    assert bends(right(diagram("a/b c", "a-b a-c"))) == 0


def test_names_of_about_one_length_make_boxes_of_one_width() -> None:
    drawn = right(diagram("router1 router20/h", "router1-h router20-h"))
    placed = boxes_of(drawn)
    assert placed["router1"].width == placed["router20"].width == width("router20") + 4


def test_neighbours_of_one_tier_are_joined_by_an_upright_line() -> None:
    drawn = right(diagram("a b/c", "a-b a-c b-c"))
    (x0, y0), (x1, y1) = drawn.routes[0].points
    assert (x0, abs(y1 - y0)) == (x1, 2)


def test_labels_stand_above_and_below_their_line_beside_the_box() -> None:
    drawn = right(Diagram("lab", boxes=(Box("a", tier=0), Box("b", tier=1)), edges=labelled("a-b", "eth1", "10.0.0.1")))
    (start, row), (end, _) = drawn.routes[0].points
    placed = [(text.text, text.x, text.y) for text in drawn.texts]
    assert sorted(placed) == [
        ("10.0.0.1", start + 1, row + 1),
        ("10.0.0.1", end - width("10.0.0.1"), row + 1),
        ("eth1", start + 1, row - 1),
        ("eth1", end - width("eth1"), row - 1),
    ]


def test_labels_of_an_upright_line_stand_right_of_it() -> None:
    drawn = right(Diagram("lab", boxes=(Box("a", tier=0), Box("b", tier=0)), edges=labelled("a-b", "eth1", "10.0.0.1")))
    column = drawn.routes[0].points[0][0]
    assert {text.x for text in drawn.texts} == {column + 1}
    assert [text.y for text in sorted(drawn.texts, key=lambda text: text.y)] == [3, 4, 6, 7]


@pytest.mark.parametrize("lines", [(), ("eth1",), ("eth1", "10.0.0.1")])
def test_labels_of_parallel_lines_touch_no_other_line(lines: tuple[str, ...]) -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1))
    drawn = right(Diagram("lab", boxes=boxes, edges=labelled("a-b a-b a-b", *lines)))
    rows = sorted(route.points[0][1] for route in drawn.routes)
    assert {below - above for above, below in pairwise(rows)} == {(1, 3, 4)[len(lines)]}


def test_the_title_of_a_frame_is_whole_and_no_line_goes_through_it() -> None:
    frame = Frame("f", "a title that is longer than names", ("b", "c"))
    drawn = right(diagram("a b c/d e", "a-b b-c c-d b-e", frames=(frame,)))
    placed = drawn.frames[0]
    assert placed.title_x == placed.x + 2
    assert placed.title_x + width(placed.title) < placed.x + placed.width - 1
    title = range(placed.title_x - 1, placed.title_x + width(placed.title) + 1)
    for route in drawn.routes:
        for (x, y0), (x1, y1) in pairwise(route.points):
            assert not (x == x1 and x in title and min(y0, y1) <= placed.y <= max(y0, y1))


def test_a_frame_hugs_its_boxes_above_and_below() -> None:
    drawn = right(diagram("a b/c", "a-b a-c", frames=(Frame("f", "AS 1", ("a", "b")),)))
    frame, placed = drawn.frames[0], boxes_of(drawn)
    assert placed["a"].y == frame.y + 1
    assert placed["b"].y + placed["b"].height == frame.y + frame.height - 1
    assert placed["a"].x == frame.x + 2


# Bars


def test_a_segment_lies_level_amid_its_routers() -> None:
    names = ["r1", "r2", "r3", "r4"]
    drawn = right(diagram(" ".join(names), bars=(Bar("lan", "10.0.0.0/24", tuple(map(End, names))),)))
    (bar,) = drawn.bars
    assert sides(bar) == {"r1": "above", "r2": "above", "r3": "below", "r4": "below"}
    assert bar.name_x == bar.x + bar.width + 1
    assert bar.x > max(box.x + box.width for box in drawn.boxes)
    # The nearest turns first, so no two taps cross: every way has one corner.
    assert all(len(tap.points) == 3 for tap in bar.taps)
    column = {tap.box: tap.points[0][0] for tap in bar.taps}
    assert column["r2"] < column["r1"]
    assert column["r3"] < column["r4"]


def test_lines_that_leave_a_segment_to_the_right_are_nested() -> None:
    bar = Bar("lan", "10.0.0.0/24", tuple(map(End, ("r", "h1", "h2", "h3"))))
    (placed,) = right(diagram("r/h1 h2 h3", bars=(bar,))).bars
    column = {tap.box: tap.points[0][0] for tap in placed.taps}
    assert column["r"] == min(column.values())
    assert column["h3"] < column["h2"]
    assert sides(placed)["h3"] == "below"


@pytest.mark.parametrize(("uppers", "lowers"), [(2, 9), (5, 4), (3, 6)])
def test_a_mesh_is_tapped_from_above_by_the_left_side(uppers: int, lowers: int) -> None:
    left, lower = [f"s{at}" for at in range(uppers)], [f"l{at}" for at in range(lowers)]
    links = " ".join(f"{a}-{b}" for a in left for b in lower)
    (bar,) = right(diagram(f"{' '.join(left)}/{' '.join(lower)}", links)).bars
    assert bar.name == f"full mesh {uppers}×{lowers}"
    assert sides(bar) == dict.fromkeys(left, "above") | dict.fromkeys(lower, "below")


def test_a_stub_network_is_a_bar_with_one_tap_right_of_its_router() -> None:
    drawn = right(diagram("r/h", "r-h", bars=(Bar("stub", "10.0.0.0/24", (End("r"),), "stub"),)))
    (bar,), placed = drawn.bars, boxes_of(drawn)
    assert placed["r"].x + placed["r"].width < bar.x
    assert bar.name_x + width(bar.name) < placed["h"].x


def test_segments_of_the_same_routers_lie_below_them_and_no_tap_goes_through_a_name() -> None:
    bars = tuple(Bar(f"lan{at}", f"10.0.{at}.0/24", tuple(map(End, ("a", "b", "c")))) for at in range(3))
    placed = right(diagram("a b c", bars=bars)).bars
    assert {side for bar in placed for side in sides(bar).values()} == {"above"}
    for bar in placed:
        cells = range(bar.x - 1, bar.name_x + width(bar.name) + 1)
        for tap in (tap for other in placed if other is not bar for tap in other.taps):
            (column, row), (_, top), *_ = tap.points
            assert not (column in cells and top <= bar.y <= row)
    # A bar's taps are left of the bar above it; the names are below one another.
    low, middle, high = sorted(placed, key=lambda bar: -bar.y)
    assert max(tap.points[0][0] for tap in low.taps) < middle.x < high.x
    assert low.name_x + width(low.name) > middle.x


def test_a_segment_of_a_frame_lies_inside_it() -> None:
    bar = Bar("lan", "10.0.0.0/24", (End("a"), End("b")))
    drawn = right(diagram("a b/c", "a-c", (bar,), (Frame("f", "AS 1", ("a", "b")),)))
    (placed,), (frame,) = drawn.bars, drawn.frames
    assert frame.x < placed.x
    assert placed.name_x + width(placed.name) < frame.x + frame.width
    assert frame.y < placed.y < frame.y + frame.height - 1


# Widths


def test_narrower_gaps_make_a_drawing_fit() -> None:
    links = " ".join(f"s{spine}-l{leaf}" for spine in range(3) for leaf in range(4))
    fabric = diagram("s0 s1 s2/l0 l1 l2 l3", links)
    natural = right(fabric)
    narrow = right(fabric, columns=natural.width - 1)
    assert narrow.width < natural.width
    assert narrow.steps[0] == "gaps narrowed"


def test_tiers_are_not_folded_for_a_width_that_their_length_has_nothing_to_do_with() -> None:
    hosts = " ".join(f"h{at}" for at in range(30))
    drawn = right(diagram(f"r/{hosts}", " ".join(f"r-{host}" for host in hosts.split())), columns=10)
    assert len({box.x for box in drawn.boxes}) == 2
    assert drawn.notes


def test_what_is_drawn_downwards_is_drawn_as_it_is_without_the_option() -> None:
    given = random_diagram(7)
    assert arrange(given, ArrangeOptions(direction="down")) == arrange(given)


def test_every_line_of_a_box_makes_it_higher() -> None:
    box = Box("r1", tier=0, lines=(Line("frr", "device"), Line("10.0.0.1/32", "address")))
    (placed,) = right(Diagram("lab", boxes=(box,))).boxes
    assert (placed.width, placed.height) == (width("10.0.0.1/32") + 4, 5)
