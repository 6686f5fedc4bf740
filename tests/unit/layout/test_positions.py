"""Positions that the author gave: rows, the order in each, relative place; and when they are not followed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing_faults import CHARSETS, drawings, faults, ownership_faults, parity_faults
from layout_passes import layered_after
from random_labs import random_lab, spelled
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout import Arrangement, ArrangeOptions, Direction, PlacedBox, arrange, assign_tiers
from topodraw.layout.positions import clusters, given_positions
from topodraw.layout.reasons import contradictions, tier_reasons
from topodraw.layout.tiers import tier_report
from topodraw.layout.wished import keeps
from topodraw.model import Hints

Place = tuple[int, int]


def lab(
    places: dict[str, Place | None], links: str = "", bars: tuple[Bar, ...] = (), frames: tuple[Frame, ...] = ()
) -> Diagram:
    """Return a diagram of boxes at (x, y), linked as in ``a-b b-c``."""
    boxes = tuple(
        Box(name, hints=Hints(x=place[0], y=place[1]) if place else Hints()) for name, place in places.items()
    )
    ends = [link.split("-") for link in links.split()]
    edges = tuple(Edge(End(a), End(b)) for a, b in ends)
    return Diagram("lab", boxes=boxes, edges=edges, bars=bars, frames=frames)


def rows(diagram: Diagram, direction: Direction = "down") -> list[list[str]]:
    """Return the names of each tier, from left to right (or from top to bottom) as they are drawn."""
    tiered = assign_tiers(diagram, direction)
    placed = boxes_of(arrange(tiered, ArrangeOptions(direction=direction)))
    found: dict[int, list[str]] = {}
    for box in tiered.boxes:
        found.setdefault(box.tier or 0, []).append(box.id)
    across = {name: box.x if direction == "down" else box.y for name, box in placed.items()}
    return [sorted(found[tier], key=across.__getitem__) for tier in sorted(found)]


def boxes_of(drawn: Arrangement) -> dict[str, PlacedBox]:
    return {placed.box: placed for placed in drawn.boxes}


def middle(box: PlacedBox) -> int:
    return box.x + box.width // 2


def whys(diagram: Diagram) -> dict[str, str]:
    return {reason.box: reason.why for reason in tier_reasons(tier_report(diagram))}


FABRIC = "leaf1-spine1 leaf1-spine2 leaf2-spine1 leaf2-spine2 leaf3-spine1 leaf3-spine2"


# ---------------------------------------------------------------------------------------------- rows


def test_rows_and_order_are_as_given_whatever_names_and_file_say() -> None:
    places = {"spine1": (300, 200), "spine2": (100, 200), "leaf1": (400, 50), "leaf2": (0, 50), "leaf3": (200, 350)}
    assert rows(lab(dict(places), FABRIC)) == [["leaf2", "leaf1"], ["spine2", "spine1"], ["leaf3"]]


def test_a_steady_hand_is_not_needed() -> None:
    places: dict[str, Place | None] = {"a": (0, -12), "b": (120, 15), "c": (240, 0), "d": (3, 130), "e": (115, 109)}
    assert rows(lab(places, "a-d b-e c-e")) == [["a", "b", "c"], ["d", "e"]]


def test_a_unit_other_than_pixels_is_understood() -> None:
    assert rows(lab({"a": (1, 0), "b": (0, 0), "c": (0, 1), "d": (1, 1), "e": (0, 2)}, "a-c b-d c-e")) == [
        ["b", "a"],
        ["c", "d"],
        ["e"],
    ]


def test_a_link_within_a_row_is_level() -> None:
    drawn = arrange(assign_tiers(lab({"leaf1": (0, 0), "spine1": (200, 0)}, "leaf1-spine1")))
    (route,) = drawn.routes
    assert len({y for _, y in route.points}) == 1


def test_a_box_without_links_stands_in_its_row() -> None:
    assert rows(lab({"a": (0, 0), "b": (0, 100), "c": (100, 0)}, "a-b")) == [["a", "c"], ["b"]]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30), st.integers(0, 200))
def test_clusters_are_small_and_in_order(values: list[int], apart: int) -> None:
    middles = clusters(values, apart)
    ordered = sorted(set(values))
    assert sorted(middles) == ordered
    assert all(middles[one] <= middles[other] for one, other in pairwise(ordered))
    members: dict[int, list[int]] = {}
    for value in ordered:
        members.setdefault(middles[value], []).append(value)
    assert all(each[-1] - each[0] <= apart for each in members.values())


# ------------------------------------------------------------------------------- what is stronger, what is weaker


def ranked(diagram: Diagram, **ranks: int) -> Diagram:
    """Return the diagram with ranks besides the positions."""
    boxes = tuple(replace(b, hints=replace(b.hints, rank=ranks.get(b.id))) for b in diagram.boxes)
    return replace(diagram, boxes=boxes)


def test_a_rank_beats_a_position() -> None:
    diagram = ranked(lab({"a": (0, 0), "b": (0, 100)}, "a-b"), a=2, b=1)
    assert rows(diagram) == [["b"], ["a"]]
    assert whys(diagram) == {"a": "rank 2", "b": "rank 1"}
    (told,) = contradictions(tier_report(diagram))
    assert told.endswith("the position says a is above b, but the rank says b is above a")


def test_ranks_that_agree_with_the_rows_number_the_same_tiers() -> None:
    places: dict[str, Place | None] = {"a": (0, 0), "b": (100, 0), "c": (0, 100), "d": (100, 100)}
    diagram = ranked(lab(places, "a-c b-d"), a=1, c=7)
    assert rows(diagram) == [["a", "b"], ["c", "d"]]
    assert contradictions(tier_report(diagram)) == ()


def test_the_rank_of_what_has_none_is_no_word_of_the_author() -> None:
    diagram = ranked(lab({"a": (0, 100), "b": (0, 0)}, "a-b"), a=1)
    assert rows(diagram) == [["b"], ["a"]]
    assert contradictions(tier_report(diagram)) == ()


def test_a_position_beats_names_and_the_shape_of_the_graph() -> None:
    diagram = lab({"host1": (0, 0), "spine1": (0, 300), "leaf1": (0, 150)}, "host1-leaf1 leaf1-spine1")
    assert rows(diagram) == [["host1"], ["leaf1"], ["spine1"]]
    assert whys(diagram)["spine1"] == "placed at y 300 by the lab's author"


def test_a_bgp_role_that_says_otherwise_is_told() -> None:
    diagram = lab({"a": (0, 0), "b": (0, 100)})
    diagram = replace(diagram, edges=(Edge(End("a"), End("b"), "ebgp", relation="up"),))
    assert rows(diagram) == [["a"], ["b"]]
    (told,) = contradictions(tier_report(diagram))
    assert told.startswith("the link between b and a is drawn upward: the BGP role says b is provider of a")


# ----------------------------------------------------------------------------------- some have no position


def test_what_has_no_position_is_laid_out_around_the_rest() -> None:
    places = {"spine1": (300, 0), "spine2": (0, 0), "leaf1": (400, 100), "leaf2": None, "leaf3": (0, 100), "h1": None}
    drawn = rows(lab(dict(places), f"{FABRIC} h1-leaf1"))
    assert drawn[0] == ["spine2", "spine1"]
    assert sorted(drawn[1]) == ["leaf1", "leaf2", "leaf3"]
    assert drawn[1].index("leaf3") < drawn[1].index("leaf1")
    assert drawn[2] == ["h1"]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ({"a": (0, 100), "b": None, "c": None}, ("positions are ignored: only 1 of 3 nodes has one",)),
        ({"a": (0, 100), "b": (0, 0), "c": None, "d": None, "e": None}, ("only 2 of 5 nodes have one",)),
        ({"a": (7, 7), "b": (7, 7), "c": (7, 7)}, ("all 3 are the same",)),
        ({"a": (0, 100), "b": (0, 0), "c": None, "d": None}, ()),
        ({"a": (0, 0), "b": None}, ()),
        ({"a": None, "b": None}, ()),
    ],
)
def test_positions_that_say_nothing_are_ignored_and_that_is_told(
    places: dict[str, Place | None], told: tuple[str, ...]
) -> None:
    report = tier_report(lab(places, "a-b"))
    sentences = contradictions(report)
    assert len(sentences) == len(told)
    assert all(wanted in sentence for wanted, sentence in zip(told, sentences, strict=True))
    if told:
        plain = tier_report(lab(dict.fromkeys(places), "a-b")).diagram
        assert [(box.tier, box.across) for box in report.diagram.boxes] == [(box.tier, None) for box in plain.boxes]


def test_one_coordinate_alone_is_no_position() -> None:
    boxes = (Box("a", hints=Hints(x=3)), Box("b", hints=Hints(y=3)))
    assert given_positions(Diagram("t", boxes=boxes)).rows == {}


# ------------------------------------------------------------------------------------------ relative place


def test_what_is_right_of_another_above_it_stays_right_of_it() -> None:
    """The line between the two would be shortest one below the other."""
    drawn = boxes_of(arrange(assign_tiers(lab({"a": (0, 0), "b": (100, 100), "c": (200, 200)}, "a-b b-c"))))
    assert middle(drawn["a"]) + 2 < middle(drawn["b"]) < middle(drawn["c"]) - 2


def test_what_stands_one_below_the_other_is_drawn_so() -> None:
    places: dict[str, Place | None] = {"a": (300, 0), "b": (0, 100), "c": (298, 100), "d": (0, 200), "e": (301, 200)}
    drawn = boxes_of(arrange(assign_tiers(lab(places, "a-b a-c b-d d-e"))))
    assert max(middle(drawn[name]) for name in "ace") - min(middle(drawn[name]) for name in "ace") <= 4
    assert abs(middle(drawn["b"]) - middle(drawn["d"])) <= 4


def test_a_far_place_does_not_make_the_picture_wide() -> None:
    near = arrange(assign_tiers(lab({"a": (0, 0), "b": (100, 0), "c": (200, 0), "d": (300, 0)}, "a-b b-c c-d")))
    far = arrange(assign_tiers(lab({"a": (0, 0), "b": (100, 0), "c": (200, 0), "d": (10**9, 0)}, "a-b b-c c-d")))
    assert near.width < far.width < 2 * near.width


def test_a_line_passes_on_the_side_of_a_box_where_the_author_had_it() -> None:
    places: dict[str, Place | None] = {"top": (100, 0), "l": (0, 100), "r": (200, 100), "low": (100, 200)}
    drawn = arrange(assign_tiers(lab(places, "top-low l-low r-low")))
    line = next(route for route in drawn.routes if drawn.diagram.edges[route.edge].a.box == "top")
    placed = boxes_of(drawn)
    assert placed["l"].x + placed["l"].width <= line.points[0][0] < placed["r"].x


def test_the_width_asked_for_counts_more_than_relative_place() -> None:
    places: dict[str, Place | None] = {f"n{at}": (at * 300, (at % 2) * 100) for at in range(8)}
    links = " ".join(f"n{at}-n{at + 1}" for at in range(7))
    natural = arrange(assign_tiers(lab(places, links)))
    narrow = arrange(assign_tiers(lab(places, links)), ArrangeOptions(width=natural.width - 5))
    assert narrow.width < natural.width
    assert [box.box for box in sorted(narrow.boxes, key=lambda box: (box.y, box.x))] == [
        *("n0", "n2", "n4", "n6"),
        *("n1", "n3", "n5", "n7"),
    ]


# --------------------------------------------------------------------------------------- frames, bars, direction


def test_frames_win_over_order() -> None:
    """A stranger placed amid the members of a frame goes beside it."""
    frame = Frame("as", "AS 1", ("a", "c"))
    places: dict[str, Place | None] = {"a": (0, 0), "b": (100, 0), "c": (200, 0), "d": (300, 0)}
    (row,) = rows(lab(places, "a-b b-c c-d", frames=(frame,)))
    assert row.index("c") == row.index("a") + 1
    assert row.index("d") == 3 or row.index("d") > row.index("c")


def test_frames_stand_in_the_order_of_their_members() -> None:
    frames = (Frame("one", "AS 1", ("a", "b")), Frame("two", "AS 2", ("c", "d")))
    places: dict[str, Place | None] = {"a": (300, 0), "b": (300, 100), "c": (0, 0), "d": (0, 100)}
    assert rows(lab(places, "a-b c-d a-c", frames=frames)) == [["c", "a"], ["d", "b"]]


def bar_row(drawn: Arrangement) -> int:
    (bar,) = drawn.bars
    return bar.y


@pytest.mark.parametrize(("y", "above"), [(-50, ""), (50, "a b"), (150, "a b c d"), (400, "a b c d e f")])
def test_a_segment_lies_between_the_rows_where_it_was_put(y: int, above: str) -> None:
    places: dict[str, Place | None] = {"a": (0, 0), "b": (100, 0), "c": (0, 100), "d": (100, 100), "e": (0, 200)}
    bar = Bar("lan", "lan", tuple(map(End, "abcde")), hints=Hints(x=50, y=y))
    drawn = arrange(assign_tiers(lab({**places, "f": (100, 200)}, "b-d d-f", (bar,))))
    assert sorted(box.box for box in drawn.boxes if box.y < bar_row(drawn)) == above.split()


def test_a_segment_stays_at_its_members() -> None:
    places: dict[str, Place | None] = {"a": (0, 0), "b": (100, 0), "c": (0, 100), "d": (0, 200)}
    bar = Bar("lan", "lan", (End("a"), End("b")), hints=Hints(x=50, y=900))
    drawn = arrange(assign_tiers(lab(places, "a-c c-d", (bar,))))
    assert [box.box for box in drawn.boxes if box.y < bar_row(drawn)] == ["a", "b"]


def test_to_the_right_the_columns_of_the_author_are_the_tiers() -> None:
    places: dict[str, Place | None] = {"a": (0, 300), "b": (10, 0), "c": (200, 160), "d": (400, 40), "e": (400, 250)}
    diagram = lab(places, "a-c b-c c-d c-e")
    assert rows(diagram, "right") == [["b", "a"], ["c"], ["d", "e"]]
    report = tier_report(diagram, "right")
    assert next(tier_reasons(report)).why == "placed at x 0 by the lab's author"


def test_what_was_drawn_downwards_is_turned_to_the_right() -> None:
    places: dict[str, Place | None] = {"s": (200, 0), "a": (0, 100), "b": (200, 100), "c": (400, 100)}
    assert rows(lab(places, "s-a s-b s-c"), "right") == [["s"], ["a", "b", "c"]]


def test_links_within_rows_tell_that_the_author_drew_to_the_right() -> None:
    places: dict[str, Place | None] = {"a": (0, 100), "b": (200, 100), "c": (400, 0), "d": (400, 200), "e": (600, 100)}
    assert rows(lab(places, "a-b b-c b-d c-e d-e"), "right") == [["a"], ["b"], ["c", "d"], ["e"]]
    assert rows(lab(places, "a-b b-c b-d c-e d-e")) == [["c"], ["a", "b", "e"], ["d"]]


# ------------------------------------------------------------------------------------------------- any positions

COORDINATES = st.one_of(
    st.integers(-3, 3),
    st.integers(-800, 1500),
    st.integers(),
    st.sampled_from([0, 100, 200, 300, -(10**30), 10**30]),
)
PLACES = st.one_of(st.tuples(COORDINATES, COORDINATES), st.none())


@st.composite
def positioned_labs(draw: st.DrawFn) -> Diagram:
    diagram = random_lab(draw(st.integers(0, 5000)))
    some = draw(st.lists(PLACES, min_size=1, max_size=8))
    all_of_them = draw(st.booleans())

    def hints(at: int) -> Hints:
        place = some[at % len(some)] or ((at, -at) if all_of_them else None)
        return Hints(x=place[0], y=place[1]) if place else Hints()

    boxes = tuple(replace(box, hints=hints(at)) for at, box in enumerate(diagram.boxes))
    return replace(diagram, boxes=boxes, bars=tuple(replace(b, hints=hints(at)) for at, b in enumerate(diagram.bars)))


@settings(max_examples=60, deadline=None)
@given(positioned_labs(), st.sampled_from(["down", "down", "right"]))
def test_any_positions_give_a_drawing_that_reads_back(diagram: Diagram, direction: Direction) -> None:
    tiered = assign_tiers(diagram, direction)
    options = ArrangeOptions(direction=direction)
    drawn = drawings(tiered, {charset: spelled(tiered, charset) for charset in CHARSETS}, options)
    assert [fault for drawing in drawn for fault in faults(drawing)] == []
    assert parity_faults(drawn) == []
    assert ownership_faults(drawn[0].arrangement) == []


@settings(max_examples=60, deadline=None)
@given(positioned_labs(), st.sampled_from(["down", "right"]))
def test_the_order_in_a_row_is_that_of_the_positions(diagram: Diagram, direction: Direction) -> None:
    tiered = assign_tiers(replace(diagram, frames=()), direction)
    placed = boxes_of(arrange(tiered, ArrangeOptions(direction=direction)))
    for row in {box.tier for box in tiered.boxes}:
        inside = [box for box in tiered.boxes if box.tier == row and box.across is not None]
        inside.sort(key=lambda box: placed[box.id].x if direction == "down" else placed[box.id].y)
        places = [box.across or 0 for box in inside]
        assert places == sorted(places)


@settings(max_examples=40, deadline=None)
@given(positioned_labs())
def test_the_passes_keep_the_order_that_the_first_one_found(diagram: Diagram) -> None:
    """With frames, too: what these let stand of the positions is not given up for fewer crossings."""
    graph = layered_after("order_layers", assign_tiers(diagram))
    assert keeps(graph, graph.layers)
    assert set(graph.pinned) == {graph.items[box.id] for box in graph.diagram.boxes if box.across is not None}
