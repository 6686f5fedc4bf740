"""What a text diagram says, in the words of the model."""

from __future__ import annotations

import itertools
from textwrap import dedent

import pytest

from topodraw.errors import SourceError
from topodraw.model import Endpoint, Group, Link, Topology
from topodraw.model_json import from_json, to_json
from topodraw.readers.text import read_text
from topodraw.source import Source


def lab(text: str, nth: int | None = None) -> Topology:
    topology = read_text(Source("drawing.txt", dedent(text).strip("\n")), nth)
    assert from_json(to_json(topology)) == topology
    return topology


def problems(text: str, nth: int | None = None) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read_text(Source("drawing.txt", dedent(text).strip("\n")), nth)
    return [str(problem) for problem in caught.value.problems]


def test_lines_of_a_node_are_told_by_their_form() -> None:
    topology = lab("""
        ┌───────────────────┐
        │        r1         │
        │        frr        │
        │    10.0.0.1/32    │
        │  2001:db8::1/128  │
        │ Transit (AS 1.10) │
        │   in the corner   │
        └───────────────────┘""")
    (node,) = topology.nodes
    assert (node.name, node.device, node.loopback, node.asn) == ("r1", "frr", "10.0.0.1/32", 65546)
    assert node.title == "in the corner"
    assert node.role is None
    assert topology.groups == (Group("AS_65546", "as", "Transit (AS 1.10)", ("r1",)),)


@pytest.mark.parametrize("line", ["leaf", "10.0.0.1", "AS 99999999999", "FRR", "frr linux"])
def test_a_line_in_doubt_is_a_title(line: str) -> None:
    topology = lab(f"┌────────────────┐\n│       r1       │\n│{line:^16}│\n└────────────────┘")
    (node,) = topology.nodes
    assert (node.device, node.loopback, node.asn, node.title) == (None, None, None, line)


def test_rounded_nodes_are_hosts() -> None:
    assert lab("╭────╮\n│ h1 │\n╰────╯").nodes[0].role == "host"


def test_ends_have_interfaces_and_addresses() -> None:
    topology = lab("""
        ┌───┐eth1      core       Ethernet1/2┌───┐
        │ a ├────────────────────────────────┤ b │
        └───┘10.0.0.1             2001:db8::2└───┘""")
    ends = Endpoint("a", "eth1", ipv4="10.0.0.1"), Endpoint("b", "Ethernet1/2", ipv6="2001:db8::2")
    assert topology.links == (Link(ends, name="core"),)


def test_an_unnumbered_end_and_a_numbered_note() -> None:
    topology = lab("""
        ┌───┐[1]  auto┌───┐
        │ a ├─────────┤ b │
        └───┘         └───┘

          [1] eth1, 10.0.0.1""")
    assert topology.links[0].endpoints == (Endpoint("a", "eth1", ipv4="10.0.0.1"), Endpoint("b", ipv4=True))


def test_the_nearest_word_at_an_end_is_the_interface_and_the_rest_a_name() -> None:
    topology = lab("""
        ┌───┐
        │ a │
        └─┬─┘
          │Gi 0/1
          │
          │
          │To the core
          │vlan7
          │eth1
        ┌─┴─┐
        │ b │
        └───┘""")
    assert [end.interface for end in topology.links[0].endpoints] == ["Gi 0/1", "eth1"]
    assert topology.links[0].name == "To the core, vlan7"


def test_a_name_beside_the_end_of_a_line_is_no_interface() -> None:
    topology = lab("""
        ┌───┐unused link┌───┐
        │ a ├───────────┤ b │
        └───┘           └───┘""")
    assert [end.interface for end in topology.links[0].endpoints] == [None, None]
    assert topology.links[0].name == "unused link"


def test_a_text_at_a_tap_that_names_no_interface_is_a_warning_with_its_place() -> None:
    topology = lab("""
        ┌───┐
        │ a │
        └─┬─┘
          │eth1
          │to nowhere
        ══╧══ net""")
    assert topology.links[0].endpoints == (Endpoint("a", "eth1"),)
    assert [str(warning) for warning in topology.warnings] == [
        "drawing.txt:5:4: warning: 'to nowhere' names no interface; it is left out"
    ]


def test_a_bar_is_a_lan_or_a_stub() -> None:
    topology = lab("""
        ┌───┐   ┌───┐   ┌───┐
        │ a │   │ b │   │ c │
        └─┬─┘   └─┬─┘   └─┬─┘
          │eth1   │     ══╧══ 2001:db8::/64
        ══╧═══════╧══ br0""")
    lan, stub = sorted(topology.links, key=lambda link: -len(link.endpoints))
    assert (lan.kind, lan.bridge, lan.prefix, lan.hints.segment) == ("lan", "br0", None, True)
    assert lan.endpoints == (Endpoint("a", "eth1"), Endpoint("b"))
    assert (stub.kind, stub.bridge, stub.prefix) == ("stub", None, {"ipv6": "2001:db8::/64"})


def test_bars_of_one_name_stay_apart() -> None:
    topology = lab("""
        ┌───┐           ┌───┐
        │ a │           │ b │
        └─┬─┘           └─┬─┘
        ══╧══ lan       ══╧══ lan""")
    assert [(link.name, link.bridge) for link in topology.links] == [("lan", None), ("lan", None)]


def test_a_mesh_bar_is_all_its_links() -> None:
    topology = lab("""
        ┌───┐  ┌───┐
        │ a │  │ b │
        └─┬─┘  └─┬─┘
        ══╧══╤═══╧═╤══ full mesh 2×2
           ┌─┴─┐ ┌─┴─┐
           │ c │ │ d │
           └───┘ └───┘""")
    pairs = [tuple(end.node for end in link.endpoints) for link in topology.links]
    assert pairs == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]


def test_frames_are_groups_with_all_inside() -> None:
    topology = lab("""
        ┌ west ─────────────┐
        │ ┌ AS 65001 ┐      │
        │ │ ┌───┐    │┌───┐ │
        │ │ │ a │    ││ b │ │
        │ │ └───┘    │└───┘ │
        │ └──────────┘      │
        └───────────────────┘
        ┌ none ───┐
        │ ┌─────┐ │
        │ │  c  │ │
        │ │ AS 9│ │
        │ └─────┘ │
        └─────────┘""")
    assert topology.groups == (
        Group("west", "group", "west", ("a", "b")),
        Group("none_2", "group", "none", ("c",)),
        Group("AS_65001", "as", "AS 65001", ("a",), "west"),
        Group("AS_9", "as", "AS 9", ("c",), "none_2"),
    )
    assert [node.asn for node in topology.nodes] == [65001, None, 9]
    assert topology.preferences.group_by == ("west", "none_2", "AS_65001", "AS_9")


def test_nodes_side_by_side_share_a_tier() -> None:
    topology = lab("""
        ┌───┐  ┌───┐
        │ a │  │ b │
        └───┘  │   │
        ┌───┐  │   │
        │ c │  └───┘
        └───┘""")
    assert {node.name: node.tier for node in topology.nodes} == {"a": 0, "b": 0, "c": 1}


SESSIONS = """
    ┌ AS 1 ───────────┐
    │ ┌────┐   ┌────┐ │one side only ┌──────┐
    │ │ rr ├──►│ c1 ╞═╪══════════════╡  x   │
    │ └────┘   └────┘ │    vrf red   │ AS 2 │
    └─────────────────┘              └──────┘

      ═══ EBGP session   ─── IBGP session   ──► to a route-reflector client"""


def test_the_legend_makes_lines_sessions() -> None:
    topology = lab(SESSIONS)
    assert topology.links == ()
    assert [(s.a, s.b, s.kind, s.rr_client, s.vrf, s.one_sided) for s in topology.sessions] == [
        ("rr", "c1", "ibgp", "c1", None, False),
        ("c1", "x", "ebgp", None, "red", True),
    ]
    assert [(node.route_reflector, node.bgp) for node in topology.nodes] == [(True, True), (False, True), (False, True)]


def test_without_a_legend_lines_are_links() -> None:
    topology = lab(dedent(SESSIONS).strip("\n").rsplit("\n\n", 1)[0])
    assert topology.sessions == ()
    assert [(link.endpoints[0].node, link.endpoints[1].node) for link in topology.links] == [("rr", "c1"), ("c1", "x")]


def test_sessions_drawn_alike_are_told_by_their_systems() -> None:
    topology = lab("""
        ┌──────┐  ┌──────┐  ┌──────┐
        │  a   ├┈┈┤  b   ├┈┈┤  c   │
        │ AS 1 │  │ AS 1 │  │ AS 2 │
        └──────┘  └──────┘  └──────┘

          ┈┈┈ VRF session""")
    assert [session.kind for session in topology.sessions] == ["ibgp", "ebgp"]
    assert topology.warnings == ()


def test_sessions_in_doubt_are_a_warning() -> None:
    topology = lab("""
        ┌───┐  ┌───┐
        │ a ╞══╡ b │
        └───┘  └───┘

          ═══ EBGP session   ═══ EBGP session inside a confederation""")
    assert [session.kind for session in topology.sessions] == ["ebgp"]
    assert [str(warning) for warning in topology.warnings] == [
        "drawing.txt:2:6: warning: lines like this one may be of several kinds; they are read as ebgp"
    ]


def test_an_adjacency_may_stand_for_several_sessions() -> None:
    topology = lab("""
        ┌───────┐     ×3    ┌───────┐
        │ AS 10 ╞═══════════╡ AS 20 │
        └───────┘           └───────┘

          ═══ EBGP adjacency""")
    assert [(s.a, s.b, s.kind) for s in topology.sessions] == [("AS 10", "AS 20", "ebgp")] * 3
    assert [node.asn for node in topology.nodes] == [10, 20]


def test_circuits_have_levels_and_areas() -> None:
    topology = lab("""
        ┌ Area 49.0001 ──┐
        │ ┌───┐    ┌───┐ │
        │ │ a ╞════╡ b │ │
        │ └───┘    └───┘ │
        └────────────────┘

          ═══ IS-IS level 2 circuit""")
    assert [end.isis for end in topology.links[0].endpoints] == ["level-2", "level-2"]
    assert [node.isis_area for node in topology.nodes] == ["49.0001", "49.0001"]
    assert topology.groups[0].kind == "area"


def test_tunnels_are_links_of_their_kind_where_they_look_different() -> None:
    dashed = lab("┌───┐  ┌───┐\n│ a ├┄┄┤ b │\n└───┘  └───┘\n\n  ┄┄┄ tunnel")
    plain = lab("┌───┐  ┌───┐\n│ a ├──┤ b │\n└───┘  └───┘\n\n  ─── tunnel")
    assert [dashed.links[0].kind, plain.links[0].kind] == ["tunnel", "p2p"]


def test_the_title_is_kept() -> None:
    assert lab("Two racks\n\n┌───┐\n│ a │\n└───┘").title == "Two racks"


def test_what_is_no_diagram_is_refused_with_its_place() -> None:
    assert problems("路路 x\n┌───┐\n│ a │\n└───┘") == ["drawing.txt:1:1: error: '路路 x' stands beside no line"]
    assert problems("路 ┌───┐ x\n   │ a │\n   └───┘") == [
        "drawing.txt:1:1: error: '路' stands beside no line",
        "drawing.txt:1:9: error: 'x' stands beside no line",
    ]


@pytest.mark.parametrize("text", ["", "\n", "no box", "name: lab\nnodes: [a]", "{}", "```\nx\n```"])
def test_without_a_box_there_is_no_diagram(text: str) -> None:
    (said,) = problems(text)
    assert said.startswith("drawing.txt: error: holds no text diagram: there is no box in it")


def test_names_that_no_node_can_have_are_refused() -> None:
    assert problems("┌─────┐\n│ a/b │\n└─────┘") == [
        "drawing.txt:2:2: error: node name contains invalid characters: 'a/b' has a slash"
    ]


def test_of_many_problems_the_first_are_told() -> None:
    said = problems("┌───┐\n│ a │\n└───┘\n" + "──  \n" * 100)
    assert len(said) == 21
    assert said[-1].endswith("the drawing does not follow the grammar here and in 79 more places")


def test_blanks_at_the_end_of_lines_do_no_harm() -> None:
    assert lab("┌───┐  \r\n│ a │ \r\n└───┘\r\n\r\n").nodes[0].name == "a"


def test_a_picture_of_too_many_cells_is_refused() -> None:
    (said,) = problems("┌───┐\n" * 100_000 + "─" * 1000)
    assert "25,000,000 are the most that is read" in said


BOX = "┌───┐\n│ a │\n└───┘\n"


def document(*bodies: str) -> str:
    return "".join(f"# Part\n\nSome text: ┌ here.\n\n```text\n{body}```\n\n" for body in bodies)


def test_the_only_diagram_of_a_document_is_read() -> None:
    text = document("no drawing\n", BOX, "a: b\n")
    topology = read_text(Source("README.md", text))
    assert [node.name for node in topology.nodes] == ["a"]


def test_of_several_diagrams_one_is_chosen() -> None:
    text = document(BOX, "none\n", BOX.replace("a", "b"))
    assert problems(text) == ["drawing.txt: error: holds 2 text diagrams, at lines 6, 24; choose one with --nth"]
    assert lab(text, 2).nodes[0].name == "b"
    assert problems(text, 3) == ["drawing.txt: error: holds 2 text diagrams; there is no number 3"]


def test_a_fence_may_be_indented_and_unclosed_and_show_a_command() -> None:
    text = "- item\n\n  ~~~~ console\n  $ topodraw render x\n  ┌───┐\n  │ a │\n  └───┘ y\n  ```\n"
    assert problems(text)[0] == "drawing.txt:7:9: error: 'y' stands beside no line"


def test_seven_bit_boxes_in_fences_are_found() -> None:
    assert lab("Text\n\n```\n+---+\n| a |\n+---+\n```\n").nodes[0].name == "a"


def test_sessions_over_a_topology_are_told_from_links_by_their_marks() -> None:
    topology = lab("""
        ┌──────┐  core, link, IBGP  ┌──────┐       ┌──────┐
        │  a   ├────────────────────┤  b   ╞═══════╡  c   │
        │ AS 1 │        IBGP        │ AS 1 │       │ AS 2 │
        │      ├────────────────────┤      ├───────┤      │
        │      │                    │      │       │      │
        │      ├───────────────────►│      │       │      │
        └──────┘                    └──────┘       └──────┘

          ═══ link with an EBGP session   ─── link with an IBGP session
          ─── IBGP session without a link of its own, marked IBGP or by an arrowhead""")
    assert [(*(end.node for end in link.endpoints), link.name) for link in topology.links] == [
        ("a", "b", "core"),
        ("b", "c", None),
        ("b", "c", None),
    ]
    assert sorted((s.a, s.b, s.kind, s.link, s.rr_client) for s in topology.sessions if s.link is not None) == [
        ("a", "b", "ibgp", 0, None),
        ("b", "c", "ebgp", 1, None),
    ]
    alone = [(s.a, s.b, s.kind, s.rr_client) for s in topology.sessions if s.link is None]
    assert alone == [("a", "b", "ibgp", None), ("a", "b", "ibgp", "b")]


def test_a_full_mesh_in_a_title_is_all_its_sessions() -> None:
    topology = lab("""
        ┌ AS 1, IBGP full mesh ──────────────────┐
        │ ┌───┐   ┌───┐   ┌───┐   ┌───┐   ┌────┐ │
        │ │ a ├───┤ b ├───┤ c ├───┤ d ├───┤ h1 │ │
        │ └───┘   └───┘   └───┘   └───┘   └────┘ │
        └────────────────────────────────────────┘

          Note: not in the IBGP full mesh of AS 1: h1.""")
    assert [(s.a, s.b) for s in topology.sessions] == list(itertools.combinations("abcd", 2))
    assert topology.groups == (Group("AS_1", "as", "AS 1", ("a", "b", "c", "d", "h1")),)
    assert len(topology.links) == 4


def test_a_bar_may_not_stand_for_millions_of_links() -> None:
    count = 1100
    names = [f"{number:0>4}" for number in range(2 * count)]
    text = [
        "┌────┐" * count,
        "".join(f"│{name}│" for name in names[:count]),
        "└─┬──┘" * count,
        "══╧═╤═" * count + "══ full mesh",
        "┌───┴┐" * count,
        "".join(f"│{name}│" for name in names[count:]),
        "└────┘" * count,
    ]
    (said,) = problems("\n".join(text))
    assert said == "drawing.txt:4:1: error: stands for more than 1,000,000 links or sessions"
