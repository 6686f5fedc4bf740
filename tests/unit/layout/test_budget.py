"""What is done to keep a width, in order, and that nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from random_diagrams import expected, random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Line
from topodraw.layout import ArrangeOptions, arrange, assign_tiers
from topodraw.rendering import RenderOptions
from topodraw.textreader import compare, read
from topodraw_ascii import TextRenderer


def fabric(hosts: int, labels: tuple[str, ...] = ()) -> Diagram:
    leaves = [f"leaf{at}" for at in range(4)]
    edges = [Edge(End(spine), End(leaf)) for spine in ("spine1", "spine2") for leaf in leaves]
    names = [f"h{at}-{leaf}" for at in range(4) for leaf in range(hosts)]
    edges += [Edge(End(f"leaf{name[1]}", labels), End(name, labels)) for name in names]
    return assign_tiers(Diagram("f", boxes=tuple(map(Box, ["spine1", "spine2", *leaves, *names])), edges=tuple(edges)))


def test_what_fits_is_left_alone() -> None:
    natural = arrange(fabric(2))
    assert arrange(fabric(2), ArrangeOptions(width=natural.width)) == natural
    assert natural.steps == ()


def test_gaps_go_first() -> None:
    natural = arrange(fabric(2))
    narrow = arrange(fabric(2), ArrangeOptions(width=natural.width - 4))
    assert narrow.steps[0] == "gaps narrowed"
    assert len(narrow.steps) == 2
    assert narrow.width <= natural.width - 4


def test_labels_are_numbered_and_listed() -> None:
    diagram = fabric(1, ("TenGigabitEthernet0/0/0/1",))
    narrow = arrange(diagram, ArrangeOptions(width=80))
    assert narrow.width <= 80
    assert narrow.listed == ("[1] TenGigabitEthernet0/0/0/1",)
    assert {label.text for label in narrow.texts} == {"[1]"}


def test_long_tiers_break_into_bands_and_families_stay_together() -> None:
    narrow = arrange(fabric(4), ArrangeOptions(width=70))
    assert narrow.width <= 70
    assert any("bands" in step for step in narrow.steps)
    rows: dict[str, set[int]] = {}
    for box in narrow.boxes:
        if box.box.startswith("h"):
            rows.setdefault(box.box[:2], set()).add(box.y)
    assert all(len(of_leaf) == 1 for of_leaf in rows.values())


def test_a_single_wide_node_does_not_keep_the_tier_below_it_from_breaking() -> None:
    edges = tuple(Edge(End("hub", (f"eth{at}",)), End(f"a-long-name-of-a-node-{at}")) for at in range(9))
    boxes = (Box("hub", tier=0), *(Box(f"a-long-name-of-a-node-{at}", tier=1) for at in range(9)))
    narrow = arrange(Diagram("d", boxes=boxes, edges=edges), ArrangeOptions(width=40))
    assert int(narrow.steps[0].rpartition(" ")[2]) < 120


def test_what_cannot_fit_is_drawn_whole_and_says_so() -> None:
    wide = arrange(fabric(2), ArrangeOptions(width=12))
    assert wide.boxes == arrange(fabric(2)).boxes
    assert wide.notes == (f"drawn {wide.width} columns wide, 12 were asked for",)
    assert len(wide.steps) == 1
    assert wide.steps[0].startswith(wide.notes[0])


def test_the_complaint_tells_what_would_help() -> None:
    step = arrange(fabric(2), ArrangeOptions(width=12)).steps[0]
    least = int(step.rpartition(" ")[2])
    assert "--pages" in step
    assert arrange(fabric(2), ArrangeOptions(width=least)).width == least


def test_lines_of_nodes_wrap_but_names_do_not() -> None:
    nodes = [f"core-router-{at}" for at in range(3)]
    lines = (Line("2001:db8:0:17::1/128", "address"), Line("a-very-long-kind of router", "device"))
    diagram = assign_tiers(Diagram("d", boxes=tuple(Box(name, lines=lines) for name in nodes)))
    narrow = arrange(diagram, ArrangeOptions(width=arrange(diagram).width - 12))
    assert narrow.steps[1:] == ("lines of nodes wrapped", f"fitted into {arrange(diagram).width - 12} columns")
    assert [box.lines[0] for box in narrow.boxes] == nodes
    assert narrow.boxes[0].lines[1:] == ("2001:db8:0:", "17::1/128", "a-very-long-", "kind of", "router")


def test_a_step_that_does_not_help_is_not_taken() -> None:
    lines = (Line("10.0.0.1/32"),)
    edges = tuple(Edge(End("hub", ("GigabitEthernet0/1",)), End(f"a-long-name-of-a-node-{at}")) for at in range(9))
    boxes = (Box("hub", lines=lines), *(Box(f"a-long-name-of-a-node-{at}") for at in range(9)))
    narrow = arrange(assign_tiers(Diagram("d", boxes=boxes, edges=edges)), ArrangeOptions(width=100))
    assert narrow.width <= 100
    assert not any("wrapped" in step or "segments" in step for step in narrow.steps)


def test_labels_of_lines_and_names_of_segments_are_listed_too() -> None:
    bars = tuple(Bar(f"b{at}", f"2001:db8:{at}::/64", (End("r1"), End(f"s{at}"))) for at in range(3))
    edge = Edge(End("r1"), End("r2"), label="the long way around")
    boxes = tuple(map(Box, ["r1", "r2", "s0", "s1", "s2"]))
    diagram = assign_tiers(Diagram("d", boxes=boxes, edges=(edge,), bars=bars))
    narrow = arrange(diagram, ArrangeOptions(width=36))
    assert narrow.width <= 36
    assert "[1] the long way around" in narrow.listed
    assert compare(read(TextRenderer().render(diagram, RenderOptions(width=36)), "box"), **expected(diagram)) == []


def test_numbers_in_the_picture_keep_clear_of_titles_that_are_numbers() -> None:
    diagram = fabric(1, ("TenGigabitEthernet0/0/0/1",))
    diagram = replace(diagram, frames=(Frame("f", "1", ("leaf0", "leaf1")),))
    assert arrange(diagram, ArrangeOptions(width=80)).listed == ("[2] TenGigabitEthernet0/0/0/1",)


@pytest.mark.parametrize(("labels", "shown"), [(("2",), "[2]"), (("e",), "e")])
def test_a_label_that_looks_like_a_number_is_numbered(labels: tuple[str, ...], shown: str) -> None:
    long = Edge(End("a", ("TenGigabitEthernet0/0/0/1",)), End("b", labels))
    diagram = assign_tiers(Diagram("d", boxes=(Box("a"), Box("b")), edges=(long,)))
    assert {label.text for label in arrange(diagram, ArrangeOptions(width=12)).texts} in ({"[1]", shown}, set())


@pytest.mark.parametrize("width", [40, 60])
@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost(seed: int, width: int) -> None:
    diagram = random_diagram(seed)
    steps: list[str] = []
    options = RenderOptions(width=width, report=steps.append)
    found = read(TextRenderer().render(diagram, options), "box")
    wanted = expected(diagram)
    if any("meshes" in step for step in steps):  # mesh bars are read as the edges that they stand for
        wanted["edges"] = [(a, b) for a, b, *_ in wanted["edges"]]
    assert compare(found, **wanted) == []
