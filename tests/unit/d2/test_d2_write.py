"""Diagrams as D2 text: what is written, in which order, with which classes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line
from topodraw.errors import UnknownName
from topodraw.model import Hints
from topodraw.rendering import Renderer, RenderOptions
from topodraw_d2 import D2Renderer

TOP, LOW = Box("hub", tier=0), Box("low", tier=1)


def d2(diagram: Diagram, **options: Any) -> str:
    source = D2Renderer().render(diagram, RenderOptions(format="d2", **options))
    assert isinstance(source, str)
    return source


def lines(source: str, begin: str) -> list[str]:
    return [each.strip() for each in source.splitlines() if each.strip().startswith(begin)]


def line(source: str, begin: str) -> str:
    """Return the one line of a source that begins like this."""
    found = lines(source, begin)
    assert len(found) == 1, (begin, found)
    return found[0]


def pair(*edges: Edge, **more: Any) -> Diagram:
    return Diagram("lab", boxes=(TOP, LOW), edges=edges, **more)


def link(a: str = "hub", b: str = "low", kind: str = "link", **more: Any) -> Edge:
    return Edge(End(a), End(b), kind, **more)


def test_is_a_renderer() -> None:
    assert isinstance(D2Renderer(), Renderer)


def test_shape_of_the_file() -> None:
    source = d2(pair(link(kind="ebgp")))
    assert source.startswith("direction: down\nclasses: {\n  router: {")
    assert source.endswith('\nhub: "hub" {class: router}\nlow: "low" {class: router}\nhub -- low: {class: ebgp}\n')
    assert source == d2(pair(link(kind="ebgp")))


def test_box_shows_its_name_and_lines() -> None:
    box = Box("r.1", "switch", title="Router 1", lines=(Line("frr", "device"), Line("10.0.0.1/32", "address")))
    source = d2(Diagram("lab", boxes=(box,)))
    assert line(source, '"r.1"') == r'"r.1": "Router 1\nfrr\n10.0.0.1/32" {class: switch}'


def test_upper_end_is_written_first() -> None:
    edge = Edge(End("low", labels=("eth1", ".2")), End("hub", labels=("eth9",)))
    shown = line(d2(pair(edge)), "hub --")
    assert 'source-arrowhead.label: "eth9"' in shown
    assert r'target-arrowhead.label: "eth1\n.2"' in shown


@pytest.mark.parametrize(("upper", "lower", "arrow"), [(True, False, "<-"), (False, True, "->"), (True, True, "<->")])
def test_arrows(upper: bool, lower: bool, arrow: str) -> None:
    edge = Edge(End("low", arrow=lower), End("hub", arrow=upper), "ibgp")
    assert line(d2(pair(edge)), f"hub {arrow} low:")


def test_boxes_are_declared_from_the_top_tier_down() -> None:
    boxes = (Box("c", tier=2), Box("a", tier=0), Box("b", tier=1), Box("a2", tier=0))
    declared = re.findall(r'^(\w+): "', d2(Diagram("lab", boxes=boxes)), re.MULTILINE)
    assert declared == ["a", "a2", "b", "c"]


def test_parallel_edges_and_loops_are_kept() -> None:
    source = d2(pair(link(), link(), link("hub", "hub")))
    assert len(lines(source, "hub -- low")) == 2
    assert line(source, "hub -- hub")


def test_marks_are_classes_beside_the_kind() -> None:
    source = d2(pair(link(kind="ebgp", vrf="tenant", label="x"), link(kind="ebgp", one_sided=True)))
    assert lines(source, "hub --") == [
        r'hub -- low: "x\ntenant" {class: [ebgp; vrf]}',
        "hub -- low: {class: [ebgp; one_sided]}",
    ]
    assert "stroke-dash" in line(source, "vrf:")


def test_frames_are_nested_containers() -> None:
    frames = (Frame("AS 1", "AS 1", ("low",), parent="site"), Frame("site", 'The "site"', ("hub",), "site"))
    source = d2(pair(link(), frames=frames))
    assert source.index('site: "The \\"site\\"" {') < source.index('"AS 1": "AS 1" {') < source.index('low: "low"')
    assert line(source, 'site.hub -- site."AS 1".low:')
    assert source.count("{") == source.count("}")
    assert {"frame-1:", "frame-2:"} <= set(source.split())


def test_names_that_d2_takes_for_one_get_keys_of_their_own() -> None:
    boxes = (Box("r1"), Box("R1"), Box("AS"))
    frames = (Frame("as", "AS 1", ("r1",)), Frame("As", "AS 2", ("R1",)))
    bars = (Bar("As", "10.0.0.0/24", (End("AS"),)),)
    source = d2(Diagram("lab", boxes=boxes, bars=bars, frames=frames, edges=(link("r1", "R1"),)))
    assert line(source, "as.r1 -- As_2.R1:")
    assert line(source, 'AS_3: "AS" {')
    assert line(source, 'As_4: "10.0.0.0/24" {')
    assert line(source, "AS_3 -- As_4:")


def test_bar_is_a_shape_between_its_boxes() -> None:
    bar = Bar("br0", "10.0.0.0/24", (End("low", labels=(".2",)), End("hub", labels=(".1",))))
    source = d2(pair(bars=(bar,)))
    assert line(source, "br0:") == 'br0: "10.0.0.0/24" {class: lan-segment}'
    assert line(source, "br0 -- low:").endswith('{class: plain; target-arrowhead.label: ".2"}')
    assert line(source, "hub -- br0:").endswith('{class: plain; source-arrowhead.label: ".1"}')


def test_title_and_notes_never_meet_a_box_of_that_name() -> None:
    source = d2(Diagram("lab", title="A ${title}", boxes=(Box("title"), Box("Notes")), notes=("one", "two")))
    assert line(source, "title_2:").startswith(r'title_2: "A \${title}" {shape: text; near: top-center')
    assert line(source, "notes_2:").startswith(r'notes_2: "one\ntwo" {shape: text; near: bottom-center')


def test_legend_shows_every_kind_and_mark() -> None:
    legend = (Legend("ebgp", "EBGP session"), Legend("arrow", "to a client"), Legend("vrf", "VRF session"))
    source = d2(pair(link(kind="ebgp", vrf="v"), legend=legend))
    assert line(source, 'a -- b: "EBGP session"').endswith("{class: ebgp}")
    assert line(source, 'a -> b: "to a client"').endswith("{class: plain}")
    assert line(source, 'a -- b: "VRF session"').endswith("{class: [plain; vrf]}")
    assert line(source, "plain:")
    assert "EBGP session" not in d2(pair(link(kind="ebgp"), legend=legend), legend=False)


def test_style_objects_of_the_lab_win_over_the_theme() -> None:
    styles = {
        "d2": {
            "node": {"style.fill": "#111111"},
            "switch": {"shape": "hexagon"},
            "container": {"style.fill": "#222222"},
            "edge": {"style.stroke": "#333333"},
            "ebgp": {"style.stroke": "#444444"},
            "stub": {"style.fill": "#555555"},
            "vrf": {"style.opacity": "0.5"},
            "title": {"style.italic": "true"},
        }
    }
    boxes = (TOP, LOW, Box("sw", "switch", tier=1))
    edges = (link(), link(kind="ebgp", vrf="v"))
    bars = (Bar("b", "10.0.0.0/24", (End("low"),), "stub"),)
    frames = (Frame("AS_1", "AS 1", ("low",)),)
    source = d2(Diagram("lab", "bgp", "T", boxes, edges, bars, frames, styles=styles))
    assert 'style.fill: "#111111"' in line(source, "router:")
    assert "shape: hexagon" in line(source, "switch:")
    assert "#111111" not in line(source, "switch:")
    assert 'style.fill: "#222222"' in line(source, "frame-1:")
    assert 'style.stroke: "#333333"' in line(source, "plain:")
    assert 'style.stroke: "#444444"' in line(source, "ebgp:")
    assert 'style.fill: "#555555"' in line(source, "stub-segment:")
    assert "style.opacity: 0.5" in line(source, "vrf:")
    assert "style.italic: true" in line(source, "title:")


def test_hints_win_over_classes_and_only_those_d2_takes_are_written() -> None:
    raw = {"d2": {"style.opacity": "0.4"}, "dot": {"shape": "star"}}
    good = Hints(color="Red", fill="yellow", width="4", url="https://example.net/", raw=raw)
    bad = Hints(color="lightblue3", fill="url(#x)", width="wide", url="javascript:x")
    source = d2(
        Diagram("lab", boxes=(Box("good", hints=good), Box("bad", hints=bad)), edges=(link("good", "bad", hints=good),))
    )
    shown = line(source, "good:")
    for wanted in ("style.stroke: red", "style.fill: yellow", "style.stroke-width: 5", "style.opacity: 0.4", "link: "):
        assert wanted in shown
    assert line(source, "bad:") == 'bad: "bad" {class: router}'
    assert "style.stroke: red" in line(source, "good -- bad")
    assert "fill" not in line(source, "good -- bad")
    assert "star" not in source


def test_fold_turns_frames_around_one_box_into_a_line() -> None:
    diagram = pair(link(), frames=(Frame("AS_1", "AS 1", ("hub",)),))
    assert "AS_1.hub" in d2(diagram)
    folded = d2(diagram, fold=True)
    assert "AS_1" not in folded
    assert r'hub: "hub\nAS 1"' in folded


def test_themes() -> None:
    dark = d2(pair(), theme="dark")
    assert "theme-id: 200" in dark
    assert "style.fill: " in line(dark, "style.fill")
    assert "vars" not in d2(pair(), theme="mono")


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="theme"):
        d2(pair(), theme="neon")
    with pytest.raises(UnknownName, match="format"):
        D2Renderer().render(pair(), RenderOptions(format="gif"))
