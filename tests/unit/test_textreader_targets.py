"""The drawings that set the taste, read back in every charset."""

import pytest

import textreader_checks as checks
import textreader_samples as samples
from topodraw.textreader import ReadDiagram, compare, measures, read, same_graph
from topodraw.textreader.comparing import BarWanted, EdgeWanted, FrameWanted, arrows

LEAK_EDGES: list[EdgeWanted] = [
    ("trans_1", "trans_2", "link"),
    ("trans_1", "isp_a", "link"),
    ("trans_2", "isp_b", "link"),
    ("trans_2", "isp_c", "link"),
    ("isp_a", "isp_b", "link"),
    ("isp_b", "isp_c", "link"),
    ("isp_a", "cust_a", "link"),
    ("isp_a", "cust_ab", "link"),
    ("isp_b", "cust_ab", "link"),
    ("isp_b", "cust_b", "link"),
    ("isp_c", "cust_c", "link"),
]
REFLECTOR_EDGES: list[EdgeWanted] = [
    ("pe1", "rr", "ibgp"),
    ("pe2", "rr", "ibgp"),
    ("x1", "pe1", "ebgp"),
    ("x2", "pe2", "ebgp"),
]
SPINES, LEAVES = ["spine1", "spine2"], ["leaf1", "leaf2", "leaf3", "leaf4"]
FABRIC_EDGES: list[EdgeWanted] = [(spine, leaf) for spine in SPINES for leaf in LEAVES]
FABRIC_EDGES += [(leaf, leaf.replace("leaf", "h"), "link") for leaf in LEAVES]
SYSTEMS_EDGES: list[EdgeWanted] = [
    *(("a1", "a2"), ("a1", "a3"), ("a2", "a3"), ("a2", "b1")),
    *(("a3", "b2"), ("b1", "b2"), ("b1", "b3"), ("b2", "b3")),
]

LEAK = (samples.LEAK_BOX, samples.LEAK_ASCII)
REFLECTOR = (samples.REFLECTOR_BOX, samples.REFLECTOR_RICH, samples.REFLECTOR_ASCII)
LAN = (samples.LAN_BOX, samples.LAN_RICH, samples.LAN_ASCII)
FABRIC = (samples.FABRIC_BOX, samples.FABRIC_RICH, samples.FABRIC_ASCII)
SYSTEMS = (samples.TWO_SYSTEMS_BOX, samples.TWO_SYSTEMS_RICH, samples.TWO_SYSTEMS_ASCII)

CASES: list[tuple[tuple[str, ...], str, list[EdgeWanted], list[BarWanted], list[FrameWanted]]] = [
    (LEAK, "trans_1 trans_2 isp_a isp_b isp_c cust_a cust_b cust_ab cust_c", LEAK_EDGES, [], []),
    (REFLECTOR, "rr pe1 pe2 x1 x2", REFLECTOR_EDGES, [], [("AS 65000", ["rr", "pe1", "pe2"], None)]),
    (LAN, "r1 r2 r3 r4 r5", [("r2", "r4", "link")], [("172.16.0.0/24", ["r1", "r2", "r3", "r4", "r5"])], []),
    (FABRIC, "spine1 spine2 leaf1 leaf2 leaf3 leaf4 h1 h2 h3 h4", FABRIC_EDGES, [], []),
    (
        SYSTEMS,
        "a1 a2 a3 b1 b2 b3",
        SYSTEMS_EDGES,
        [],
        [("AS 65001", ["a1", "a2", "a3"], None), ("AS 65002", ["b1", "b2", "b3"], None)],
    ),
]
IDS = ["leak", "reflector", "lan", "fabric", "systems"]


@pytest.mark.parametrize(("drawings", "nodes", "edges", "bars", "frames"), CASES, ids=IDS)
def test_every_charset_reads_back_to_the_graph(
    drawings: tuple[str, ...],
    nodes: str,
    edges: list[EdgeWanted],
    bars: list[BarWanted],
    frames: list[FrameWanted],
) -> None:
    for text in drawings:
        assert compare(read(text), nodes=nodes.split(), edges=edges, bars=bars, frames=frames) == []


@pytest.mark.parametrize("drawings", [case[0] for case in CASES], ids=IDS)
def test_charsets_show_the_same_cells(drawings: tuple[str, ...]) -> None:
    first, *others = map(read, drawings)
    for other in others:
        assert same_graph(first, other) == []


@pytest.mark.parametrize("drawings", [case[0] for case in CASES], ids=IDS)
def test_glyphs_agree_and_borders_are_whole(drawings: tuple[str, ...]) -> None:
    for text in drawings:
        diagram = read(text)
        assert checks.disagreements(text, diagram) == []
        assert checks.border_faults(diagram) == []
        assert checks.line_faults(diagram) == []


def test_charset_is_told_by_the_glyphs() -> None:
    assert [read(text).charset for text in REFLECTOR] == ["box", "rich", "ascii"]
    assert [read(text).charset for text in LAN] == ["box", "rich", "ascii"]


def test_node_lines_come_after_the_name() -> None:
    node = read(samples.LEAK_BOX).node("isp_b")
    assert node.lines == ("AS 65101",)
    assert node.rectangle.left == 21


@pytest.mark.parametrize("text", REFLECTOR)
def test_arrowheads_point_at_the_clients(text: str) -> None:
    assert arrows(read(text)) == [("pe1", "rr"), ("pe2", "rr")]


@pytest.mark.parametrize("text", REFLECTOR)
def test_legend_is_no_part_of_the_picture(text: str) -> None:
    diagram = read(text)
    assert len(diagram.legend) == 1
    assert "EBGP session" in diagram.legend[0]


def test_kinds_follow_the_glyphs() -> None:
    kinds = [sorted({edge.kind for edge in read(text).edges}) for text in REFLECTOR]
    assert kinds == [["ebgp", "light"], ["ebgp", "ibgp"], ["ebgp", "ibgp"]]


def test_taps_know_their_side() -> None:
    for text in FABRIC:
        (bar,) = read(text).bars
        assert bar.is_mesh
        assert [tap.node for tap in bar.taps if tap.side == "up"] == SPINES
        assert [tap.node for tap in bar.taps if tap.side == "down"] == LEAVES


def labels_of(diagram: ReadDiagram) -> list[tuple[str, str, str, str]]:
    found = []
    for edge in diagram.edges:
        ends = sorted([(edge.a, *edge.labels_a), (edge.b, *edge.labels_b)])
        if edge.labels:
            found.append((ends[0][0], ends[0][1], ends[1][0], ends[1][1]))
    return sorted(found)


@pytest.mark.parametrize("text", SYSTEMS)
def test_labels_stand_at_their_ends(text: str) -> None:
    assert labels_of(read(text)) == [
        ("a1", "eth1", "a2", "eth1"),
        ("a1", "eth2", "a3", "eth1"),
        ("a2", "eth3", "b1", "eth3"),
        ("a3", "eth3", "b2", "eth3"),
        ("b1", "eth2", "b3", "eth1"),
        ("b2", "eth2", "b3", "eth2"),
    ]
    assert measures.missing_labels(read(text), [("a1", "a3", "eth2"), ("b3", "b2", "eth2")]) == []
    assert measures.missing_labels(read(text), [("a1", "a3", "eth1")]) == [("a1", "a3", "eth1")]


def test_measures_of_the_leak_lab() -> None:
    diagram = read(samples.LEAK_BOX)
    assert measures.crossing_count(diagram) == 0
    assert sum(measures.bends(diagram)) == 4
    assert measures.direct_share(diagram) == 1.0
    assert measures.widest(samples.LEAK_BOX) == 54
    tiers = {"trans_1": 0, "trans_2": 0, "isp_a": 1, "isp_b": 1, "isp_c": 1, "cust_a": 2, "cust_c": 2}
    assert measures.tier_violations(diagram, tiers) == 0
    assert measures.tier_violations(diagram, tiers | {"cust_b": 1}) == 5
    assert measures.straight_share(diagram, tiers | {"cust_ab": 2, "cust_b": 2}) == 6 / 8
    assert measures.picture_size(f"Title\n\n{samples.LEAK_BOX}\n  Note: x.\n", read(samples.LEAK_BOX)).width == 54


def test_members_of_frames_are_compared_both_ways() -> None:
    diagram = read(samples.TWO_SYSTEMS_BOX)
    assert checks.foreign_members(diagram, "AS 65001", ["a1", "a2", "a3"]) == []
    assert checks.foreign_members(diagram, "AS 65001", ["a1", "a2", "b1"]) == ["+a3", "-b1"]


def test_differences_are_named() -> None:
    diagram = read(samples.REFLECTOR_BOX)
    found = compare(diagram, nodes=["rr", "pe1", "pe2", "x1"], edges=[*REFLECTOR_EDGES[:3], ("x2", "pe1", "ibgp")])
    assert found == [
        "node not wanted: 'x2'",
        "edge missing: ('pe1', 'x2')",
        "edge not wanted: ('pe2', 'x2')",
        "frame not wanted: ('AS 65000', ('pe1', 'pe2', 'rr'), None)",
    ]
    wrong_kind: list[EdgeWanted] = [("pe1", "rr", "ebgp"), *REFLECTOR_EDGES[1:]]
    frames: list[FrameWanted] = [("AS 65000", ["rr", "pe1", "pe2"], None)]
    assert compare(diagram, nodes=["rr", "pe1", "pe2", "x1", "x2"], edges=wrong_kind, frames=frames) == [
        "edge pe1 - rr should look like ebgp, looks like light"
    ]
