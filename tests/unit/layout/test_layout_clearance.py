"""Texts stand nearest the end that they belong to, and no line comes between."""

from __future__ import annotations

from itertools import product

import pytest

from drawing_faults import CHARSETS, drawings, faults
from topodraw.diagram import Box, Diagram, Edge, End, Line
from topodraw.layout import arrange


@pytest.mark.parametrize(("upper", "lower"), list(product(range(4), repeat=2)))
def test_texts_of_one_end_are_nearer_to_it_than_to_the_other(upper: int, lower: int) -> None:
    edge = Edge(End("a", tuple(f"up{at}" for at in range(upper))), End("b", tuple(f"low{at}" for at in range(lower))))
    drawn = arrange(Diagram("t", boxes=(Box("a", tier=0), Box("b", tier=1)), edges=(edge,)))
    above, below = drawn.boxes
    rows = below.y - (above.y + above.height)
    assert rows >= max(1, upper + lower, 2 * max(upper, lower))
    for text in drawn.texts:
        from_above, from_below = text.y - (above.y + above.height), below.y - 1 - text.y
        assert (from_above < from_below) if text.text.startswith("up") else (from_below < from_above)


def test_texts_take_no_more_rows_than_they_need() -> None:
    edge = Edge(End("a", ("eth1", "10.0.0.1")), End("b", ("eth2", "10.0.0.2")))
    drawn = arrange(Diagram("t", boxes=(Box("a", tier=0), Box("b", tier=1)), edges=(edge,)))
    assert drawn.height == 3 + 4 + 3


def test_a_text_is_no_farther_from_its_box_than_from_one_that_its_line_passes() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=1), Box("wide one beside the line", tier=1), Box("c", tier=2))
    edges = (
        Edge(End("a"), End("b")),
        Edge(End("a"), End("c", ("Ethernet1/1", "a rather long second text"))),
        Edge(End("a"), End("wide one beside the line")),
    )
    lab = Diagram("t", boxes=boxes, edges=edges)
    assert [fault for one in drawings(lab, dict.fromkeys(CHARSETS, lab)) for fault in faults(one)] == []


@pytest.mark.parametrize("label", ["core", "a text in the middle"])
def test_a_text_in_the_middle_belongs_to_the_line_below_it(label: str) -> None:
    boxes = (Box("top", tier=0), Box("left", tier=1, lines=(Line("frr"),)), Box("right", tier=1))
    edges = (Edge(End("left", ("e1",)), End("right", ("e2",)), label=label), Edge(End("top"), End("right")))
    lab = Diagram("t", boxes=boxes, edges=edges)
    assert [fault for one in drawings(lab, dict.fromkeys(CHARSETS, lab)) for fault in faults(one)] == []
