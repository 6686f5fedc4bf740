"""SVG drawings in a real browser, in light and dark, with the fonts of this machine and with the widest of them."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import topodraw
from browser import chromium, contrast

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[2] / "samples"
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "roles": ("bgp-route-leaks", {"view": "bgp"}),
    "nested frames": ("calico-kubevirt", {"view": "bgp"}),
    "reflectors": ("evpn-multi-pod", {"view": "bgp"}),
    "vrf": ("evpn-inter-as-option-a", {"view": "bgp"}),
    "labels": ("leaf-spine", {"labels": "both"}),
    "to the right": ("evpn-multi-pod", {"labels": "both", "direction": "right", "title": "Two pods"}),
    "segments": ("multi-access", {"labels": "both"}),
    "areas": ("isis-areas", {"view": "isis"}),
    "names": ("vlan-trunks", {"node_label": "name", "vlans": True}),
}
FONTS = {"own": "", "widest": "svg.topodraw text{font-family:'DejaVu Sans'!important}"}

MEASURE = """
const box = (element) => { const b = element.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
const rects = [...document.querySelectorAll("rect")].reverse();
const texts = [...document.querySelectorAll("text")].map((text) => {
  const [left, top, right, bottom] = box(text), [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const below = rects.find((rect) => {
    const [l, t, r, b] = box(rect);
    return l <= x && x <= r && t <= y && y <= b;
  });
  const node = text.closest(".td-node");
  return {
    said: text.textContent, box: [left, top, right, bottom], length: text.getComputedTextLength(),
    ink: rgb(getComputedStyle(text).fill), ground: rgb(getComputedStyle(below).fill),
    home: node ? box(node.querySelector("rect")) : null,
  };
});
const nodes = [...document.querySelectorAll(".td-node rect")].map(box);
return { texts, nodes, size: box(document.documentElement) };
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def prefer(browser: Any, scheme: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(outer: list[float], inner: list[float]) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("case", CASES)
def test_texts_stay_where_they_belong_and_can_be_read(
    browser: Any, tmp_path: Path, case: str, font: str, scheme: str
) -> None:
    sample, options = CASES[case]
    svg = str(topodraw.draw(SAMPLES / sample, "svg", **options))
    file = tmp_path / "drawing.svg"
    file.write_text(svg.replace("</style>", f"{FONTS[font]}</style>"), "utf-8")
    prefer(browser, scheme)
    browser.get(file.as_uri())
    seen = browser.execute_script(MEASURE)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert len(seen["texts"]) == svg.count("<text")
    for text in seen["texts"]:
        assert text["length"] > 0, text
        assert holds(seen["size"], text["box"]), text
        assert text["home"] is None or holds(text["home"], text["box"]), text
        assert contrast(text["ink"], text["ground"]) >= 4.5, text
    for one, other in combinations(seen["texts"], 2):
        assert not meet(one["box"], other["box"]), (one, other)
    for a, b in combinations(seen["nodes"], 2):
        assert not meet(a, b)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_drawn_on_the_ground_that_the_reader_prefers(
    browser: Any, tmp_path: Path, scheme: str, scale: int
) -> None:
    file = tmp_path / "drawing.svg"
    topodraw.draw(SAMPLES / "evpn-multi-pod", "svg", view="bgp").save(file)
    prefer(browser, scheme)
    browser.get(file.as_uri())
    ground = browser.execute_script('return getComputedStyle(document.querySelector(".td-ground")).fill')
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}[scheme]
    size = "const r = document.documentElement; return [r.width.baseVal.value, r.height.baseVal.value]"
    width, height = browser.execute_script(size)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    picture = base64.b64decode(shot["data"])
    (tmp_path / f"{scheme}-{scale}x.png").write_bytes(picture)
    assert struct.unpack(">II", picture[16:24]) == (width * scale, height * scale)


@pytest.mark.parametrize(
    ("page", "prefers", "ground"),
    [
        ("<body>", "light", "rgb(255, 255, 255)"),
        ("<body>", "dark", "rgb(21, 25, 30)"),
        ('<body data-md-color-scheme="slate">', "light", "rgb(21, 25, 30)"),
        ('<body data-md-color-scheme="default">', "dark", "rgb(255, 255, 255)"),
        ('<body data-theme="dark">', "light", "rgb(21, 25, 30)"),
        ('<body data-theme="light">', "dark", "rgb(255, 255, 255)"),
        ('<body data-theme="auto">', "dark", "rgb(21, 25, 30)"),
        ('<html class="dark"><body>', "light", "rgb(21, 25, 30)"),
        ('<body data-jp-theme-light="false">', "light", "rgb(21, 25, 30)"),
    ],
)
def test_an_inline_drawing_follows_its_page(browser: Any, tmp_path: Path, page: str, prefers: str, ground: str) -> None:
    svg = str(topodraw.draw(SAMPLES / "bgp-route-leaks", "svg"))
    file = tmp_path / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{page}<figure>{svg}</figure>", "utf-8")
    prefer(browser, prefers)
    browser.get(file.as_uri())
    assert browser.execute_script('return getComputedStyle(document.querySelector(".td-ground")).fill') == ground


def test_two_drawings_on_a_page_do_not_touch_each_other(browser: Any, tmp_path: Path) -> None:
    light = topodraw.draw(SAMPLES / "bgp-route-leaks", "svg", theme="light")
    dark = topodraw.draw(SAMPLES / "bgp-route-leaks", "svg", theme="dark")
    file = tmp_path / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><p>{light}<p>{dark}", "utf-8")
    browser.get(file.as_uri())
    grounds = 'return [...document.querySelectorAll(".td-ground")].map((each) => getComputedStyle(each).fill)'
    assert browser.execute_script(grounds) == ["rgb(255, 255, 255)", "rgb(21, 25, 30)"]
    ids = 'return [...document.querySelectorAll("[id]")].map((each) => each.id)'
    found = browser.execute_script(ids)
    assert len(found) == len(set(found)) == 4


def test_hostile_names_run_nothing(browser: Any, tmp_path: Path) -> None:
    from topodraw.diagram import Box, Diagram, Edge, End

    names = ["<script>document.title='run'</script>", '"><img src=x onerror="document.title=\'run\'">', "]]></style>"]
    boxes = tuple(Box(name, tooltip=name) for name in names)
    diagram = Diagram("lab", boxes=boxes, edges=(Edge(End(names[0]), End(names[1]), label=names[2]),))
    svg = str(topodraw.draw(diagram, "svg"))
    for name, text in (("a.svg", svg), ("a.html", f"<!doctype html><meta charset=utf-8><title>quiet</title>{svg}")):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        browser.get(file.as_uri())
        assert browser.execute_script('return document.querySelectorAll("script, img").length') == 0
        assert "run" not in browser.title.split()
        shown = browser.execute_script('return [...document.querySelectorAll(".td-name")].map((t) => t.textContent)')
        assert shown == names
