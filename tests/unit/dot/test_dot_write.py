"""Diagrams as DOT text: what is written, in which order, with which attributes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line
from topodraw.errors import UnknownName
from topodraw.model import Hints
from topodraw.rendering import Renderer, RenderOptions
from topodraw_dot import DotRenderer

TOP, LOW = Box("top", tier=0), Box("low", tier=1)


def dot(diagram: Diagram, **options: Any) -> str:
    source = DotRenderer().render(diagram, RenderOptions(format="dot", **options))
    assert isinstance(source, str)
    return source


def line(source: str, begin: str) -> str:
    """Return the one line of a source that begins like this."""
    found = [each.strip() for each in source.splitlines() if each.strip().startswith(begin)]
    assert len(found) == 1, (begin, found)
    return found[0]


def lines(source: str, begin: str) -> list[str]:
    return [each.strip() for each in source.splitlines() if each.strip().startswith(begin)]


def pair(*edges: Edge, **more: Any) -> Diagram:
    return Diagram("lab", boxes=(TOP, LOW), edges=edges, **more)


def link(a: str = "top", b: str = "low", kind: str = "link", **more: Any) -> Edge:
    return Edge(End(a), End(b), kind, **more)


def test_is_a_renderer() -> None:
    assert isinstance(DotRenderer(), Renderer)


def test_shape_of_the_file() -> None:
    source = dot(pair(link()))
    assert source.startswith('graph "lab" {\n')
    assert source.endswith('  "top" -- "low"\n}\n')
    assert source == dot(pair(link()))
    assert "newrank=true" in source


def test_box_shows_its_name_and_lines() -> None:
    box = Box("r1", title="Router 1", lines=(Line("frr", "device"), Line("10.0.0.1/32", "address")), tooltip="a\\b")
    shown = line(dot(Diagram("lab", boxes=(box,))), '"r1"')
    assert r'label="Router 1\nfrr\n10.0.0.1/32"' in shown
    assert r'tooltip="a\\b"' in shown


def test_upper_end_is_written_first() -> None:
    edge = Edge(End("low", labels=("eth1", ".2")), End("top", labels=("eth9",), arrow=True))
    shown = line(dot(pair(edge)), '"top" -- "low"')
    assert r'taillabel="eth9"' in shown
    assert r'headlabel="eth1\n.2"' in shown
    assert "dir=back" in shown


@pytest.mark.parametrize(
    ("upper", "lower", "direction"), [(True, False, "back"), (False, True, "forward"), (True, True, "both")]
)
def test_arrows(upper: bool, lower: bool, direction: str) -> None:
    edge = Edge(End("top", arrow=upper), End("low", arrow=lower), "ibgp")
    assert f"dir={direction}" in line(dot(pair(edge)), '"top" -- "low"')


def test_ends_on_one_tier_keep_their_order() -> None:
    boxes = (Box("b", tier=1), Box("a", tier=1))
    source = dot(Diagram("lab", boxes=boxes, edges=(link("b", "a"),)))
    assert lines(source, '"b" --') == ['"b" -- "a"']


def test_tiers_are_ranks_in_order_with_a_chain_between_them() -> None:
    boxes = (Box("c", tier=7), Box("a", tier=0), Box("b", tier=3), Box("a2", tier=0))
    source = dot(Diagram("lab", boxes=boxes))
    assert lines(source, "{ rank=same") == [
        '{ rank=same; "a"; "a2" }',
        '{ rank=same; "b" }',
        '{ rank=same; "c" }',
    ]
    assert [each.split(" [")[0] for each in lines(source, '"a" --') + lines(source, '"b" --')] == [
        '"a" -- "b"',
        '"b" -- "c"',
    ]
    assert all("style=invis" in each for each in lines(source, '"a" --'))


def test_tiers_that_an_edge_joins_need_no_chain() -> None:
    assert "invis" not in dot(pair(link("low", "top")))


def test_one_tier_is_level_and_without_tiers_there_are_no_ranks() -> None:
    level = Diagram("lab", boxes=(Box("a", tier=0), Box("b", tier=0)), edges=(link("a", "b"),))
    assert lines(dot(level), "{ rank=same") == ['{ rank=same; "a"; "b" }']
    assert "rank=same" not in dot(Diagram("lab", boxes=(Box("a"), Box("b"))))


def test_parallel_edges_and_loops_are_kept() -> None:
    source = dot(pair(link(), link(), link("top", "top")))
    assert len(lines(source, '"top" -- "low"')) == 2
    assert lines(source, '"top" -- "top"')


def test_lines_beside_labelled_ones_on_one_tier_have_a_label_too() -> None:
    boxes = (Box("a", tier=0), Box("b", tier=0), Box("c", tier=1))
    edges = (link("a", "b", label="x"), link("b", "a"), link("a", "a"), link("a", "c", label="y"), link("a", "c"))
    source = dot(Diagram("lab", boxes=boxes, edges=edges))
    assert lines(source, '"b" -- "a"') == ['"b" -- "a" [label=" "]']
    assert lines(source, '"a" -- "a"') == ['"a" -- "a"']
    assert '"a" -- "c"' in lines(source, '"a" -- "c"')


def test_sessions_differ_by_kind_and_marks() -> None:
    marked = link(kind="ebgp", vrf="tenant", label="x"), link(kind="ebgp", one_sided=True), link(kind="ibgp")
    shown = lines(dot(pair(*marked)), '"top" -- "low"')
    assert r'label="x\ntenant"' in shown[0]
    assert "style=dashed" in shown[0]
    assert "style=dotted" in shown[1]
    colors = [re.findall(r'color="(#\w+)"', each)[0] for each in shown]
    assert colors[0] == colors[1] != colors[2]
    assert "penwidth=2.2" in shown[0]


def test_frames_are_nested_clusters_and_hold_each_box_once() -> None:
    frames = (
        Frame("AS_1", "AS 1", ("low",), parent="site"),
        Frame("site", 'The "site"', ("top",), "site"),
        Frame("AS_2", "AS 2", ("gone",)),
    )
    source = dot(pair(link(), frames=frames))
    body = source.split("{ rank=same")[0]
    assert body.index('"cluster_site"') < body.index('"top" [') < body.index('"cluster_AS_1"') < body.index('"low" [')
    assert source.count('"top" [label') == source.count('"low" [label') == 1
    assert r'label="The \"site\""' in source
    assert source.count("{") == source.count("}")
    assert len(set(re.findall(r'bgcolor="(#\w+)"', body.split("subgraph", 1)[1]))) == 3


def test_bar_is_a_node_between_its_boxes() -> None:
    bar = Bar("br0", "10.0.0.0/24", (End("low", labels=(".2",)), End("top", labels=(".1",))))
    source = dot(pair(bars=(bar,)))
    assert 'label="10.0.0.0/24"' in line(source, '"br0" [')
    assert line(source, '"br0" -- "low"').endswith('[headlabel=".2"]')
    assert line(source, '"top" -- "br0"').endswith('[taillabel=".1"]')
    assert "minlen=2" in line(source, '"top" -- "low"')


def test_bar_may_be_called_like_a_box() -> None:
    source = dot(pair(bars=(Bar("top", "10.0.0.0/24", (End("top"),)),)))
    assert line(source, '"top" -- "top_segment"')
    assert 'label="10.0.0.0/24"' in line(source, '"top_segment" [')


def test_title_alone_is_plain_text() -> None:
    source = dot(pair(title="R&D <lab>"))
    assert r'  label="R&D <lab>\n"' in source
    assert "  labelloc=t\n" in source


def test_legend_and_notes_are_the_label_of_the_graph_and_add_no_nodes() -> None:
    legend = (Legend("ebgp", "EBGP <session>"), Legend("arrow", "to a client"), Legend("vrf", "VRF"))
    diagram = pair(link(kind="ebgp"), title="T&T", legend=legend, notes=("not shown: a < b",))
    source = dot(diagram)
    label = line(source, "label=<")
    for shown in ("EBGP &lt;session&gt;", "to a client", "T&amp;T", "not shown: a &lt; b", 'style="dashed"'):
        assert shown in label
    assert set(re.findall(r'^  "(\w+)" \[', source, re.MULTILINE)) == {"top", "low"}
    without = dot(diagram, legend=False)
    assert "EBGP" not in without
    assert "not shown" in without


def test_style_objects_of_the_lab_win_over_the_theme() -> None:
    styles = {
        "dot": {
            "graph": {"ranksep": "2", "bgcolor": "transparent"},
            "node": {"fillcolor": "#123456", "shape": "oval"},
            "edge": {"color": "green"},
            "as": {"bgcolor": "#eeeeee"},
            "title": {"labelloc": "b"},
            "stub": {"fillcolor": "gray"},
            "lan": {"color": "navy"},
            "ebgp": {"color": "pink"},
            "vrf": {"style": "bold"},
        }
    }
    bar = Bar("br0", "10.0.0.0/24", (End("top"),))
    edges = (link(), link(kind="ebgp", vrf="v"))
    frames = (Frame("AS_1", "AS 1", ("low",)),)
    host = Box("h", "host", tier=1)
    diagram = Diagram("lab", "bgp", "T", (TOP, LOW, host), edges, (bar,), frames, styles=styles)
    source = dot(diagram)
    assert "ranksep=2" in line(source, "graph [")
    assert "bgcolor=transparent" in line(source, "graph [")
    assert 'fillcolor="#123456"' in line(source, "node [")
    assert "shape=oval" in line(source, "node [")
    assert "fillcolor" not in line(source, '"h" [')
    assert "color=green" in line(source, "edge [")
    assert 'bgcolor="#eeeeee"' in source
    assert "labelloc=b" in source
    assert "fillcolor=gray" in line(source, '"br0" [')
    assert "color=navy" in line(source, '"br0" [')
    session = [each for each in lines(source, '"top" -- "low"') if "pink" in each]
    assert len(session) == 1
    assert "style=bold" in session[0]


def test_hints_win_over_everything() -> None:
    hints = Hints(color="red", fill="yellow", width="4", raw={"dot": {"shape": "star", 'x"y': "z"}, "d2": {"a": "b"}})
    styles = {"dot": {"node": {"fillcolor": "blue"}, "edge": {"color": "blue"}}}
    diagram = Diagram("lab", boxes=(Box("r", hints=hints), LOW), edges=(link("r", "low", hints=hints),), styles=styles)
    source = dot(diagram)
    box, edge = line(source, '"r" ['), next(each for each in lines(source, '"r" -- "low"') if "star" in each)
    for wanted in ("color=red", "penwidth=4", "shape=star", r'"x\"y"=z'):
        assert wanted in box
        assert wanted in edge
    assert "fillcolor=yellow" in box
    assert "fillcolor" not in edge


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://example.net/r1", True), ("./r1.html", True), ("javascript:alert(1)", False), ("JAVASCRIPT:x", False)],
)
def test_links_are_never_scripts(url: str, kept: bool) -> None:
    source = dot(Diagram("lab", boxes=(Box("r1", hints=Hints(url=url)),)))
    assert ("URL=" in source) is kept


def test_fold_turns_frames_around_one_box_into_a_line() -> None:
    diagram = pair(link(), frames=(Frame("AS_1", "AS 1", ("top",)),))
    assert "subgraph" in dot(diagram)
    folded = dot(diagram, fold=True)
    assert "subgraph" not in folded
    assert r'label="top\nAS 1"' in folded


@pytest.mark.parametrize("theme", ["light", "dark", "mono"])
def test_themes(theme: str) -> None:
    source = dot(pair(link(kind="ebgp")), theme=theme)
    assert ('bgcolor="#ffffff"' in source) is (theme != "dark")


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="theme"):
        dot(pair(), theme="neon")
    with pytest.raises(UnknownName, match="format"):
        DotRenderer().render(pair(), RenderOptions(format="gif"))
