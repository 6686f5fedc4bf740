"""Arrangements in Graphviz's coordinates."""

from __future__ import annotations

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame, PlacedTap, PlacedText, Route
from topodraw.rendering import RenderOptions
from topodraw_dot import DotRenderer
from topodraw_dot._pin import places
from topodraw_dot._spline import spline, toward

DIAGRAM = Diagram(
    "lab",
    boxes=(Box("a", tier=0), Box("b", tier=1)),
    edges=(Edge(End("b", labels=("eth1",)), End("a", arrow=True), "ibgp", label="core"), Edge(End("a"), End("b"))),
    bars=(Bar("br", "10.0.0.0/24", (End("b", labels=(".2",)),)),),
    frames=(Frame("AS_1", "AS 1", ("a",)),),
)
ARRANGEMENT = Arrangement(
    DIAGRAM,
    width=40,
    height=16,
    boxes=(PlacedBox("a", 4, 1, 11, 3, ("a",)), PlacedBox("b", 4, 8, 11, 3, ("b",))),
    frames=(PlacedFrame("AS_1", 0, 0, 20, 6, "AS 1", 0, 2),),
    bars=(PlacedBar("br", 2, 14, 9, "10.0.0.0/24", 12, 14, (PlacedTap("b", ((8, 14), (8, 10))),)),),
    routes=(Route(0, ((6, 8), (6, 3))), Route(1, ((9, 3), (9, 5), (12, 5), (12, 8)))),
    texts=(PlacedText(7, 7, "eth1"), PlacedText(1, 0, "eth1"), PlacedText(20, 9, "core", "middle")),
)


def test_boxes_frames_and_bars_stand_where_the_arrangement_has_them() -> None:
    pins = places(ARRANGEMENT)
    # Columns 4 to 14, rows 1 to 3 of 16; 8 by 16 points each, but 22 from row to row beside a bar.
    assert pins.boxes["a"]["pos"] == "72,220!"
    assert pins.boxes["a"]["width"] == "1.1111"
    assert pins.boxes["a"]["height"] == "0.4444"
    assert pins.frames["AS_1"]["bb"] == "0,172,144,252"  # trimmed: the box stands in its middle
    assert pins.frames["AS_1"]["lp"] == "20,244"
    assert pins.bars["br"]["pos"] == "58,22!"  # from its line's beginning, as long as its name needs
    assert pins.bars["br"]["width"] == "1.1667"


def test_lines_keep_their_routes_upper_end_first() -> None:
    pins = places(ARRANGEMENT)
    assert pins.edges[0]["pos"] == "s,48,204 48,196 48,172 48,148 48,124"  # the arrow is at a, which is above b
    assert pins.edges[0]["lp"] == "172,108"
    assert pins.edges[0]["head_lp"] == "61,140"  # beside the line, in the row of the text nearest to this end
    assert "tail_lp" not in pins.edges[0]
    bend = pins.edges[1]["pos"].split()
    assert bend[0] == "72,204"
    assert bend[-1] == "96,124"
    assert "72,172" in bend


LEVEL = Diagram(
    "lab",
    boxes=(Box("a", tier=0), Box("b", tier=0)),
    edges=(Edge(End("a", labels=("eth1", "10.0.0.1")), End("b", labels=("eth2",))),),
)


def level(*more: Route) -> Arrangement:
    boxes = (PlacedBox("a", 0, 0, 11, 5, ("a",)), PlacedBox("b", 30, 0, 11, 5, ("b",)))
    texts = (PlacedText(11, 0, "eth1"), PlacedText(11, 2, "10.0.0.1"), PlacedText(25, 0, "eth2"))
    return Arrangement(LEVEL, 41, 5, boxes, routes=(Route(0, ((10, 1), (30, 1))), *more), texts=texts)


def test_a_level_line_meets_its_boxes_half_way_up_when_it_is_alone() -> None:
    pins = places(level())
    assert pins.edges[0]["pos"].split()[0] == "80,32"
    assert pins.edges[0]["pos"].split()[-1] == "240,32"
    two = places(level(Route(0, ((10, 3), (30, 3)))))
    assert two.edges[0]["pos"].split()[0] == "80,16"


def test_labels_of_level_lines_are_parted_by_the_line() -> None:
    pins = places(level())
    assert pins.labels[0] == {"taillabel": ("eth1", " ", "10.0.0.1"), "headlabel": ("eth2",)}
    assert pins.edges[0]["tail_lp"] == "103,32"  # its empty line is where the line passes
    x, y = map(float, pins.edges[0]["head_lp"].split(","))
    assert x < 240
    assert 32 + 4 < y < 32 + 16
    source = DotRenderer().render(LEVEL, RenderOptions(format="dot", pin=True))
    assert 'taillabel="eth1\\n \\n10.0.0.1"' in str(source)


def test_taps_go_from_the_box_to_the_edge_of_the_strip() -> None:
    tap = places(ARRANGEMENT).taps["br", 0]
    assert tap["pos"].split()[0] == "64,92"
    assert tap["pos"].split()[-1] == "64,29"


def test_pinned_text_holds_everything_for_neato() -> None:
    source = DotRenderer().render(DIAGRAM, RenderOptions(format="dot", pin=True))
    assert isinstance(source, str)
    assert "layout=neato" in source
    assert "inputscale=72" in source
    assert "rank=same" not in source
    assert "invis" not in source
    assert source.count("pos=") == 2 + 1 + 2 + 1  # boxes, bars, edges, taps
    assert source.count("bb=") == source.count("    lp=") == 1


def test_straight_spline() -> None:
    assert spline([(0, 0), (30, 0)]) == "0,0 10,0 20,0 30,0"


def test_bends_are_rounded_but_never_past_the_middle_of_a_leg() -> None:
    points = spline([(0, 0), (0, 8), (8, 8), (8, 80)]).split()
    assert len(points) % 3 == 1
    assert points[3] == "0,4"
    assert "4,8" in points


def test_arrowheads_shorten_the_line() -> None:
    assert spline([(0, 0), (38, 0)], start=True, end=True).startswith("e,38,0 s,0,0 8,0 ")


@pytest.mark.parametrize(("end", "expected"), [((10.0, 0.0), (3, 0)), ((4.0, 0.0), (2, 0)), ((0.0, 0.0), (0, 0))])
def test_toward(end: tuple[float, float], expected: tuple[float, float]) -> None:
    assert toward((0, 0), end, 3) == expected
