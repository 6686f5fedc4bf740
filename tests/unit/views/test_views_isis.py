"""The IS-IS view: areas and circuits."""

from __future__ import annotations

import pytest

from topodraw.diagram import Diagram
from topodraw.errors import TopodrawError
from topodraw.model import Endpoint, Hints, Link, Node, Topology
from topodraw.views import ViewOptions, make_view

NODES = (
    Node("a", isis_area="49.0001"),
    Node("b", isis_area="49.0002"),
    Node("c", isis_area="49.0001"),
    Node("host"),
)


def circuit(kind: str = "p2p", hints: Hints | None = None, **levels: str | None) -> Link:
    ends = tuple(Endpoint(node, "e1", isis=level) for node, level in levels.items())
    return Link(ends, kind, hints=hints or Hints())


def draw(*links: Link, options: ViewOptions | None = None) -> Diagram:
    return make_view(Topology("lab", nodes=NODES, links=links), "isis", options)


def test_a_lab_without_isis_says_which_views_it_has() -> None:
    with pytest.raises(TopodrawError, match=r"the lab does not run IS-IS; views it has: topology$"):
        make_view(Topology("lab", nodes=(Node("a"),)), "isis")


def test_routers_are_framed_by_area() -> None:
    diagram = draw()
    assert [box.id for box in diagram.boxes] == ["a", "b", "c"]
    assert [(frame.kind, frame.title, frame.members) for frame in diagram.frames] == [
        ("area", "Area 49.0001", ("a", "c")),
        ("area", "Area 49.0002", ("b",)),
    ]
    assert diagram.notes == ("1 node without IS-IS not shown",)


def test_all_nodes_and_no_frames_on_request() -> None:
    diagram = draw(options=ViewOptions(all_nodes=True, group_by=("none",)))
    assert ([box.id for box in diagram.boxes], diagram.frames) == (["a", "b", "c", "host"], ())


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("level-1", "level-1", "level-1"),
        ("level-2", "level-2", "level-2"),
        ("level-1-2", "level-1-2", "level-1-2"),
        ("level-1-2", "level-1", "level-1"),
        ("level-2", "level-1-2", "level-2"),
    ],
)
def test_a_circuit_has_the_level_that_both_ends_share(one: str, other: str, kind: str) -> None:
    diagram = draw(circuit(a=one, b=other))
    assert [edge.kind for edge in diagram.edges] == [kind]
    assert [entry.kind for entry in diagram.legend] == [kind]


def test_level_1_against_level_2_is_a_plain_link_with_a_note() -> None:
    diagram = draw(circuit(a="level-1", b="level-2"))
    assert [edge.kind for edge in diagram.edges] == ["link"]
    assert "a and b: no adjacency, level-1 meets level-2" in diagram.notes


def test_links_without_an_active_interface_are_left_out() -> None:
    diagram = draw(circuit(a="passive", b="passive"), circuit(a=None, b=None), circuit(a="passive", kind="stub"))
    assert (diagram.edges, diagram.bars) == ((), ())


def test_one_active_interface_makes_a_bar_with_one_tap() -> None:
    diagram = draw(circuit(a="level-2", b="passive"), circuit(c="level-2", host=None))
    assert not diagram.edges
    assert [[tap.box for tap in bar.taps] for bar in diagram.bars] == [["a"], ["c"]]


def test_of_a_lan_only_the_active_interfaces_count() -> None:
    diagram = draw(
        circuit("lan", a="level-2", b="level-2", c="level-2", host=None),
        circuit("lan", a="level-1", c="level-1", host=None),
        circuit("lan", hints=Hints(segment=True), a="level-1", c="level-1"),
    )
    assert [[tap.box for tap in bar.taps] for bar in diagram.bars] == [["a", "b", "c"], ["a", "c"]]
    assert [(edge.a.box, edge.b.box, edge.kind) for edge in diagram.edges] == [("a", "c", "level-1")]


def test_interfaces_of_nodes_outside_isis_do_not_count() -> None:
    assert not draw(circuit(a="level-2", host="level-2")).edges
