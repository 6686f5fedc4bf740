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
    assert pins.boxes["a"]["pos"] == "72,208!"  # columns 4 to 14, rows 1 to 3 of 16, 8 by 16 points each
    assert pins.boxes["a"]["width"] == "1.1111"
    assert pins.boxes["a"]["height"] == "0.4444"
    assert pins.frames["AS_1"]["bb"] == "0,160,152,240"
    assert pins.frames["AS_1"]["lp"].startswith("26,")
    assert pins.bars["br"]["pos"] == "100,16!"  # from its line's beginning to its name's end
    assert pins.bars["br"]["width"] == "2.3333"


def test_lines_keep_their_routes_upper_end_first() -> None:
    pins = places(ARRANGEMENT)
    assert pins.edges[0]["pos"] == "s,48,192 48,184 48,160 48,136 48,112"  # the arrow is at a, which is above b
    assert pins.edges[0]["lp"] == "172,96"
    assert pins.edges[0]["head_lp"] == "61,128"  # beside the line, in the row of the text nearest to this end
    assert "tail_lp" not in pins.edges[0]
    bend = pins.edges[1]["pos"].split()
    assert bend[0] == "72,192"
    assert bend[-1] == "96,112"
    assert "72,160" in bend


def test_taps_go_from_the_box_to_the_edge_of_the_strip() -> None:
    tap = places(ARRANGEMENT).taps["br", 0]
    assert tap["pos"].split()[0] == "64,80"
    assert tap["pos"].split()[-1] == "64,23"


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
