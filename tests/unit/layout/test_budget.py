"""What is done to keep a width, in order, and that nothing is lost by it."""

from __future__ import annotations

import pytest

from random_diagrams import expected, random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
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


def test_what_cannot_fit_is_drawn_whole_and_says_so() -> None:
    wide = arrange(fabric(2), ArrangeOptions(width=12))
    assert wide.boxes == arrange(fabric(2)).boxes
    assert "were asked for" in wide.steps[0]
    assert wide.notes == wide.steps


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost(seed: int) -> None:
    diagram = random_diagram(seed)
    steps: list[str] = []
    options = RenderOptions(width=60, report=steps.append)
    found = read(TextRenderer().render(diagram, options), "box")
    wanted = expected(diagram)
    if any("meshes" in step for step in steps):  # mesh bars are read as the edges that they stand for
        wanted["edges"] = [(a, b) for a, b, *_ in wanted["edges"]]
    assert compare(found, **wanted) == []
