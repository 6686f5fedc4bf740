"""Diagrams as Mermaid text: what is written, in which order, with which looks."""

from __future__ import annotations

from typing import Any

import pytest

import topodraw
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line
from topodraw.errors import UnknownName
from topodraw.model import Hints
from topodraw.rendering import Renderer, RenderOptions
from topodraw_mermaid import MermaidRenderer

TOP, LOW, LOWEST = Box("hub", tier=0), Box("low", tier=1), Box("lowest", tier=2)


def lines(diagram: Diagram, **options: Any) -> list[str]:
    text = MermaidRenderer().render(diagram, RenderOptions(format="mermaid", **options))
    assert text.endswith("\n")
    return [each.strip() for each in text.splitlines()]


def links(diagram: Diagram, **options: Any) -> list[str]:
    return [each for each in lines(diagram, **options) if each.startswith("n") and each[2] == " "]


def lab(*edges: Edge, **more: Any) -> Diagram:
    return Diagram("lab", boxes=(LOW, TOP, LOWEST), edges=edges, **more)


def link(a: str = "low", b: str = "hub", kind: str = "link", **more: Any) -> Edge:
    return Edge(End(a), End(b), kind, **more)


def test_it_is_a_renderer() -> None:
    assert isinstance(MermaidRenderer(), Renderer)
    with pytest.raises(UnknownName):
        lines(lab(), theme="no such")


def test_boxes_stand_from_the_top_tier_down_with_all_their_lines() -> None:
    diagram = Diagram("lab", boxes=(LOW, Box("r1", "host", "core 1", (Line("frr"), Line("10.0.0.1/32")), tier=0)))
    assert lines(diagram)[:3] == [
        "flowchart TB",
        'n2("core 1<br>frr<br>10.0.0.1/32"):::node_host',
        'n1["low"]:::node_router',
    ]


def test_links_go_downwards_and_are_as_long_as_there_are_tiers() -> None:
    assert links(lab(link(), link("hub", "low"), link("lowest", "hub"), link("low", "low"))) == [
        "n2 --- n1",
        "n2 --- n1",
        "n2 ---- n3",
        "n1 --- n1",
    ]


@pytest.mark.parametrize(
    ("arrows", "written"),
    [
        ((False, True), ["n2 --> n1"]),
        ((True, True), ["n2 <--> n1"]),
        ((True, False), ["n2 ~~~ n1", "n1 --> n2"]),
    ],
)
def test_arrows_point_to_their_end_and_the_upper_stays_above(arrows: tuple[bool, bool], written: list[str]) -> None:
    assert links(lab(Edge(End("hub", arrow=arrows[0]), End("low", arrow=arrows[1])))) == written


def test_unseen_links_are_counted_among_those_with_a_look() -> None:
    found = lines(lab(Edge(End("hub", arrow=True), End("low"), "ibgp"), link(kind="ebgp")), theme="light")
    assert "linkStyle 1 stroke:#7a4a16,stroke-width:1.3px" in found
    assert "linkStyle 2 stroke:#b3261e,stroke-width:2.2px" in found


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (("eth1",), ("eth2",), "eth1 – eth2"),
        (("eth1", "10.0.0.1"), ("eth2", "10.0.0.2"), "eth1 – eth2<br>10.0.0.1 – 10.0.0.2"),
        (("eth1",), ("eth2", ".2"), "eth1 – eth2 .2"),
        ((), ("eth2",), "low: eth2"),
        (("eth1", ""), (), "hub: eth1"),
    ],
)
def test_labels_of_both_ends_stand_in_the_middle(a: tuple[str, ...], b: tuple[str, ...], said: str) -> None:
    down, up = (Edge(End("hub", a), End("low", b), label="core"), Edge(End("low", b), End("hub", a), label="core"))
    assert links(lab(down, up)) == [f'n2 ---|"{said}<br>core"| n1'] * 2


def test_frames_are_nested_and_empty_ones_are_left_out() -> None:
    frames = (Frame("in", 'AS "1"', ("low",), parent="out"), Frame("out", "site", ("hub",)), Frame("no", "none", ()))
    assert lines(lab(frames=frames))[:8] == [
        "flowchart TB",
        'subgraph g2["site"]',
        'subgraph g1["AS #34;1#34;"]',
        'n1["low"]:::node_router',
        "end",
        'n2["hub"]:::node_router',
        "end",
        'n3["lowest"]:::node_router',
    ]


def test_a_segment_is_a_node_outside_of_frames() -> None:
    bar = Bar("seg", "10.1.0.0/24", (End("low", ("eth1",)), End("hub"), End("lowest", arrow=True)))
    found = lines(lab(bars=(bar,), frames=(Frame("f", "AS 1", ("low", "hub", "lowest")),)))
    assert found[found.index("end") + 1 :][:4] == [
        'b1(["10.1.0.0/24"]):::segment_lan',
        'b1 ---|"eth1"| n1',
        "n2 --- b1",
        "b1 --> n3",
    ]


def test_auto_leaves_to_the_page_what_follows_it() -> None:
    frames = (Frame("f", "AS 1", ("low", "hub")),)
    found = lines(lab(link(), link(vrf="red"), link(kind="ebgp"), frames=frames))
    assert "config:" not in found
    assert "classDef frame_1 fill:none,stroke:#6e96be,stroke-width:1px,color:#6a91b5" in found
    assert [each for each in found if each.startswith("linkStyle")] == [
        "linkStyle 1 stroke-dasharray:6 4",
        "linkStyle 2 stroke:#d95044,stroke-width:2.2px",
    ]


@pytest.mark.parametrize(("theme", "own"), [("light", "default"), ("dark", "dark"), ("mono", "neutral")])
def test_a_theme_brings_mermaids_along(theme: str, own: str) -> None:
    found = lines(lab(link(), title='The "lab"'), theme=theme)
    assert found[:6] == ["---", 'title: "The \\"lab\\""', "config:", f"theme: {own}", "---", "flowchart TB"]
    assert found[-1].startswith("linkStyle 0 stroke:#")


def test_what_the_lab_file_wishes_for() -> None:
    box = Box("r", hints=Hints(color="red", fill="navy", width="3", url="https://example.net/?a=1"))
    edge = Edge(End("r"), End("r"), hints=Hints(color="#0f0"))
    found = lines(Diagram("lab", boxes=(box,), edges=(edge,)))
    assert "style n1 fill:#000080,color:#ffffff,stroke:#ff0000,stroke-width:3px" in found
    assert 'click n1 href "https://example.net/?a=1" "r"' in found
    assert "linkStyle 0 stroke:#00ff00,stroke-width:1.2px" in found


def test_links_that_are_scripts_lead_nowhere() -> None:
    box = Box("r", hints=Hints(url="javascript:alert(1)"))
    assert not [each for each in lines(Diagram("lab", boxes=(box,))) if "click" in each]


def test_legend_and_notes_may_be_left_out() -> None:
    diagram = lab(legend=(Legend("ebgp", "EBGP session"), Legend("arrow", "to a client")), notes=("one left out",))
    found = lines(diagram)
    assert 's1a[" "]:::sample ---|"EBGP session"| s1b[" "]:::sample' in found
    assert 's2a[" "]:::sample -->|"to a client"| s2b[" "]:::sample' in found
    assert 'notes["Note: one left out."]:::note' in found
    assert not [each for each in lines(diagram, legend=False) if "EBGP" in each]


def test_direction_and_folding() -> None:
    diagram = lab(frames=(Frame("f", "AS 1", ("hub",)),))
    found = lines(diagram, direction="right", fold=True)
    assert found[0] == "flowchart LR"
    assert 'n2["hub<br>AS 1"]:::node_router' in found


def test_more_than_mermaid_draws_is_reported() -> None:
    said: list[str] = []
    lines(lab(*[link()] * 501), report=said.append)
    assert said == ["501 lines: Mermaid draws 500 at the most unless the page sets maxEdges"]
    lines(lab(*[link()] * 500), report=said.append)
    assert len(said) == 1


def test_a_suffix_means_the_format(tmp_path: Any) -> None:
    from topodraw.registry import canonical

    assert canonical("mmd") == "mermaid"
    assert str(topodraw.draw(lab(link()), "mermaid")).startswith("flowchart TB\n")
