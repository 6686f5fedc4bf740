"""Arrangements in D2's pixels, for the engine that keeps positions."""

from __future__ import annotations

from topodraw.diagram import Bar, Box, Diagram, End, Frame
from topodraw.layout import Arrangement, PlacedBar, PlacedBox, PlacedFrame, PlacedTap
from topodraw.rendering import RenderOptions
from topodraw_d2 import D2Renderer
from topodraw_d2._pin import PADDING, places

DIAGRAM = Diagram(
    "lab",
    boxes=(Box("a", tier=0), Box("b", tier=0), Box("c", tier=1)),
    bars=(Bar("br", "10.0.0.0/24", (End("c"),)),),
    frames=(Frame("out", "out", ("a",)), Frame("in", "in", ("b",), parent="out")),
)
ARRANGEMENT = Arrangement(
    DIAGRAM,
    width=40,
    height=18,
    boxes=(
        PlacedBox("a", 2, 3, 7, 3, ("a",)),
        PlacedBox("b", 14, 3, 7, 3, ("b",)),
        PlacedBox("c", 2, 11, 7, 3, ("c",)),
    ),
    frames=(PlacedFrame("out", 0, 0, 26, 9, "out"), PlacedFrame("in", 12, 1, 12, 7, "in", 1)),
    bars=(PlacedBar("br", 1, 15, 9, "10.0.0.0/24", 11, 15, ()),),
)


def number(settings: dict[str, str], name: str) -> int:
    return int(settings[name])


def test_everything_keeps_clear_of_the_padding_inside_containers() -> None:
    pins = places(ARRANGEMENT)
    out, inner = pins.frames["out"], pins.frames["in"]
    a, b = pins.boxes["a"], pins.boxes["b"]
    for settings in (out, inner, a, b, pins.boxes["c"], pins.bars["br"]):
        assert number(settings, "top") >= 0
        assert number(settings, "left") >= 0
    # What TALA makes of it: an outer corner plus the padding is where a child's position counts from.
    a_right = PADDING + number(a, "left") + number(a, "width")
    inner_left = PADDING + number(inner, "left")
    b_left = inner_left + PADDING + number(b, "left")
    assert a_right < inner_left
    assert b_left >= inner_left + PADDING
    a_top = PADDING + number(a, "top")
    b_top = PADDING + number(inner, "top") + PADDING + number(b, "top")
    assert a_top == b_top
    bottom = b_top + number(b, "height") + 2 * PADDING  # of the containers, which grow around their children
    assert bottom < number(pins.boxes["c"], "top")


def test_sizes() -> None:
    pins = places(ARRANGEMENT)
    assert (pins.boxes["c"]["width"], pins.boxes["c"]["height"]) == ("60", "40")
    assert number(pins.bars["br"], "width") >= 110 + 10  # the name, which is drawn on it
    assert "width" not in pins.frames["out"]


def test_bars_reach_the_boxes_that_tap_them() -> None:
    boxes = tuple(PlacedBox(name, x, 0, 21, 3, (name,)) for name, x in (("a", 0), ("b", 30)))
    taps = (PlacedTap("a", ((18, 6), (18, 2))), PlacedTap("b", ((48, 6), (48, 2))))
    diagram = Diagram("lab", boxes=(Box("a"), Box("b")), bars=(Bar("br", "br", (End("a"), End("b"))),))
    pins = places(Arrangement(diagram, 60, 8, boxes, bars=(PlacedBar("br", 16, 6, 35, "br", 52, 6, taps),)))
    left = number(pins.bars["br"], "left")
    right = left + number(pins.bars["br"], "width")
    a, b = pins.boxes["a"], pins.boxes["b"]
    assert number(a, "left") < left < number(a, "left") + number(a, "width")
    assert number(b, "left") < right - 20 < number(b, "left") + number(b, "width")


def test_pinned_text_names_the_engine_that_keeps_positions() -> None:
    source = D2Renderer().render(DIAGRAM, RenderOptions(format="d2", pin=True))
    assert isinstance(source, str)
    assert "d2-config: {layout-engine: tala}" in source
    assert source.count("top: ") == 3 + 2 + 1
    assert "direction" not in source
    unpinned = D2Renderer().render(DIAGRAM, RenderOptions(format="d2"))
    assert isinstance(unpinned, str)
    assert "tala" not in unpinned
    assert "top: " not in unpinned
