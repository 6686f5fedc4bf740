"""Every sample in every view and theme: valid, harmless, complete, nothing on top of anything else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

import topodraw
from svg_checks import SVG, faults, read, strangers
from topodraw.views import make_view, views_of
from topodraw.views.options import ViewOptions

ROOT = Path(__file__).parents[3]
SAMPLES = sorted(folder for folder in (ROOT / "samples").iterdir() if folder.is_dir())
THEMES = ("auto", "light", "dark", "mono")
CASES = [(sample.name, view) for sample in SAMPLES for view in views_of(topodraw.load(sample))]
STYLES = [
    {},
    {"labels": "both"},
    {"labels": "both", "direction": "right", "title": "Both labels, to the right"},
    {"node_label": "name", "labels": "interface"},
]


def drawn(sample: str, **options: object) -> str:
    return str(topodraw.draw(ROOT / "samples" / sample, "svg", **options))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("sample", "view"), CASES, ids=[f"{sample}-{view}" for sample, view in CASES])
def test_sample_is_valid_harmless_and_complete(sample: str, view: str, theme: str) -> None:
    svg = drawn(sample, view=view, theme=theme)
    assert list(strangers(svg)) == []
    assert list(faults(svg)) == []
    boxes = make_view(topodraw.load(ROOT / "samples" / sample), view, ViewOptions()).boxes
    shown = read(svg).names
    assert sorted(shown) == sorted(box.name for box in boxes)
    every = [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]
    assert all(Counter(every)[name] == 1 for name in shown)


@pytest.mark.parametrize("options", STYLES, ids=[" ".join(options) or "plain" for options in STYLES])
@pytest.mark.parametrize(("sample", "view"), CASES, ids=[f"{sample}-{view}" for sample, view in CASES])
def test_nothing_overlaps_whatever_is_shown(sample: str, view: str, options: dict[str, object]) -> None:
    svg = drawn(sample, view=view, **options)
    assert list(faults(svg)) == []
    assert list(strangers(svg)) == []


def test_the_file_says_what_it_is() -> None:
    root = ET.fromstring(drawn("evpn-multi-pod", view="bgp", title="Two pods"))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["viewBox"] == f"-.5 -.5 {root.attrib['width']} {root.attrib['height']}"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert title.text == "Two pods"
    assert description.text is not None
    assert description.text.startswith("10 nodes, 15 lines, 2 frames: AS 65001, AS 65002. Lines: EBGP session")
    assert "Two pods" in [text.text for text in root.iter(f"{SVG}text")]


def test_every_node_line_and_segment_tells_more_under_the_pointer() -> None:
    root = ET.fromstring(drawn("evpn-inter-as-option-a", view="bgp"))
    things = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    tips = [group.findtext(f"{SVG}title") for group in things]
    assert all(tips)
    assert Counter(group.get("class", "").split()[0] for group in things) == {
        "td-frame": 2,
        "td-edge": 15,
        "td-node": 10,
    }
    assert "w_leaf3 Ethernet3 10.1.0.50 – e_leaf3 Ethernet3 10.1.0.49: EBGP session, underlay, ipv4, VRF tenant" in tips
    nodes = [g.findtext(f"{SVG}title") or "" for g in root.iter(f"{SVG}g") if "td-node" in g.get("class", "")]
    assert len(nodes) == len(read(drawn("evpn-inter-as-option-a", view="bgp")).nodes)
    expected = "w_spine1: route reflector, eos, AS 65001, 10.0.0.1/32, Ethernet1 10.1.0.2/30, "
    assert any(tip.startswith(expected) for tip in nodes)
    lan = ET.fromstring(drawn("multi-access"))
    titles = [title.text for title in lan.iter(f"{SVG}title")]
    assert "r1 eth1 172.16.0.1 – 172.16.0.0/24" in titles
    assert "r2 eth2 10.1.0.1 – r4 eth2 10.1.0.2: 10.1.0.0/30" in titles


def test_a_file_is_the_same_every_time_and_its_ids_are_its_own() -> None:
    first, again, other = (drawn(name) for name in ("leaf-spine", "leaf-spine", "multi-access"))
    assert first == again
    roots = [ET.fromstring(svg).attrib["class"].split() for svg in (first, other)]
    assert roots[0][0] == roots[1][0] == "topodraw"
    assert roots[0][1] != roots[1][1]


def test_ids_begin_as_a_page_asks() -> None:
    svg = drawn("multi-access", id_prefix="figure-3")
    assert 'id="figure-3-title"' in svg
    assert list(strangers(svg)) == []
    hostile = drawn("multi-access", id_prefix='3"><script>')
    assert list(strangers(hostile)) == []
    assert ET.fromstring(hostile).attrib["class"] == "topodraw d-3---script-"


def test_light_and_dark_are_in_one_file_unless_a_theme_is_chosen() -> None:
    both = drawn("bgp-route-leaks", view="bgp")
    assert "@media(prefers-color-scheme:dark)" in both
    for mark in ("[data-md-color-scheme=slate]", "[data-theme=dark]", "html.dark", "[data-md-color-scheme=default]"):
        assert mark in both
    for theme in THEMES[1:]:
        one = drawn("bgp-route-leaks", view="bgp", theme=theme)
        assert "var(" not in one
        assert "@media" not in one


def test_a_lab_of_nine_nodes_is_a_small_file() -> None:
    for view in ("topology", "bgp"):
        assert len(drawn("bgp-route-leaks", view=view, labels="both" if view == "topology" else None)) < 15_000


def test_the_drawing_does_not_depend_on_the_width_asked_for() -> None:
    assert drawn("leaf-spine") == drawn("leaf-spine", width=40)
