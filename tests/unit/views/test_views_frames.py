"""Frames: which groups are drawn, and inside which."""

from __future__ import annotations

import pytest

from topodraw.diagram import Diagram
from topodraw.errors import TopodrawError, UnknownName
from topodraw.model import Endpoint, Group, Link, Node, Preferences, Topology
from topodraw.views import ViewOptions, make_view

Shape = dict[str, tuple[str | None, str]]


def group(kind: str, name: str, members: str = "", parent: str | None = None) -> Group:
    return Group(name, kind, name.title(), tuple(members), parent)


def shape(diagram: Diagram) -> Shape:
    """Return each frame's parent and direct members, nodes having names of one letter."""
    return {frame.id: (frame.parent, "".join(frame.members)) for frame in diagram.frames}


def draw(
    names: str, *groups: Group, group_by: tuple[str, ...] | None = None, prefers: tuple[str, ...] | None = None
) -> Diagram:
    topology = Topology("lab", nodes=tuple(map(Node, names)), groups=groups, preferences=Preferences(group_by=prefers))
    return make_view(topology, options=ViewOptions(group_by=group_by))


AS1, AS2 = group("as", "AS_1", "ab"), group("as", "AS_2", "cd")


def test_autonomous_systems_are_framed_by_default() -> None:
    assert shape(draw("abcde", group("group", "x", "ac"), AS1, AS2)) == {"AS_1": (None, "ab"), "AS_2": (None, "cd")}


def test_without_autonomous_systems_plain_groups_are_not_framed_by_default() -> None:
    assert shape(draw("abc", group("group", "x", "ab"), group("site", "s", "ab"))) == {}


def test_nested_groups_and_clusters_are_framed_by_default() -> None:
    nested = (group("group", "outer", "a"), group("group", "inner", "bc", "outer"), group("group", "lone", "d"))
    assert shape(draw("abcd", *nested)) == {"outer": (None, "a"), "inner": ("outer", "bc")}
    assert shape(draw("abcd", group("cluster", "k", "ab"))) == {"k": (None, "ab")}


def test_the_users_choice_wins_over_the_labs_and_that_over_the_default() -> None:
    groups = (AS1, group("group", "x", "ac"))
    assert shape(draw("abc", *groups, prefers=("x",))) == {"x": (None, "ac")}
    assert shape(draw("abc", *groups, prefers=("x",), group_by=("as",))) == {"AS_1": (None, "ab")}
    assert shape(draw("abc", *groups, prefers=("none",))) == {}
    assert shape(draw("abc", *groups, group_by=("none",))) == {}


def test_all_the_labs_own_groups_nest_by_parent_and_by_membership() -> None:
    groups = (
        AS1,
        group("area", "49.0001", "abcd"),
        group("site", "s", "f"),
        group("group", "rack", "ab", "s"),
        group("group", "row", "cde"),
        group("group", "pair", "cd"),
    )
    assert shape(draw("abcdef", *groups, group_by=("group",))) == {
        "s": (None, "f"),
        "rack": ("s", "ab"),
        "row": (None, "e"),
        "pair": ("row", "cd"),
    }


def test_members_may_be_repeated_in_the_parent() -> None:
    groups = (group("group", "p", "abc"), group("group", "q", "bc", "p"))
    assert shape(draw("abc", *groups, group_by=("group",))) == {"p": (None, "a"), "q": ("p", "bc")}


def test_a_group_stands_in_its_nearest_ancestor_that_is_drawn() -> None:
    groups = (group("group", "p", "a"), group("group", "q", "b", "p"), group("group", "r", "c", "q"))
    assert shape(draw("abc", *groups, group_by=("p", "r"))) == {"p": (None, "ab"), "r": ("p", "c")}


def test_parents_come_before_what_they_enclose() -> None:
    groups = (group("group", "q", "b", "p"), group("group", "z", "d"), group("group", "p", "a"))
    assert list(shape(draw("abcd", *groups, group_by=("group",)))) == ["z", "p", "q"]


def test_a_circle_of_parents_is_survived() -> None:
    groups = (group("group", "p", "a", "q"), group("group", "q", "b", "p"))
    assert sorted(shape(draw("ab", *groups, group_by=("group",)))) == ["p", "q"]


def test_named_groups_may_be_of_any_kind_and_may_be_named_by_title() -> None:
    groups = (AS1, group("site", "s", "abc"), group("group", "x", "ac"))
    assert shape(draw("abc", *groups, group_by=("AS_1", "S"))) == {"s": (None, "c"), "AS_1": ("s", "ab")}


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown group 'spnie'; did you mean 'spine'"):
        draw("a", group("group", "spine", "a"), group_by=("spnie",))


def test_named_groups_that_cross_are_refused() -> None:
    groups = (group("group", "x", "ab"), group("group", "y", "bc"))
    with pytest.raises(TopodrawError, match="node 'b' is in group 'x' and in group 'y'"):
        draw("abc", *groups, group_by=("x", "y"))


def test_of_all_groups_the_first_wins_and_a_note_says_so() -> None:
    diagram = draw("abcd", group("group", "x", "ab"), group("group", "y", "bcd"), group_by=("group",))
    assert shape(diagram) == {"x": (None, "ab")}
    assert diagram.notes == ("group y is not drawn: it shares b with x",)


def test_what_a_lab_file_wishes_never_keeps_it_from_being_drawn() -> None:
    diagram = draw("abc", group("group", "x", "ab"), group("group", "y", "bc"), prefers=("x", "y", "nowhere"))
    assert shape(diagram) == {"x": (None, "ab")}
    assert diagram.notes == (
        "there is no group nowhere to draw a frame around",
        "group y is not drawn: it shares b with x",
    )


def test_clusters_stand_around_the_autonomous_systems_that_they_contain() -> None:
    groups = (AS1, AS2, group("cluster", "k", "abcde"), group("cluster", "pod", "d"), group("cluster", "odd", "be"))
    diagram = draw("abcdef", *groups)
    assert shape(diagram) == {"k": (None, "e"), "AS_1": ("k", "ab"), "AS_2": ("k", "c"), "pod": ("AS_2", "d")}
    assert diagram.notes == ("group odd is not drawn: it shares b with AS_1",)


def test_of_a_cluster_and_an_autonomous_system_alike_the_cluster_is_outside() -> None:
    assert shape(draw("ab", AS1, group("cluster", "k", "ab"))) == {"k": (None, ""), "AS_1": ("k", "ab")}


def test_plain_nested_groups_that_cross_autonomous_systems_are_not_worth_a_note() -> None:
    diagram = draw("abcd", AS1, AS2, group("group", "p", "bc"), group("group", "q", "b", "p"))
    assert (list(shape(diagram)), diagram.notes) == (["AS_1", "q", "AS_2"], ())


def test_empty_frames_are_dropped() -> None:
    assert shape(draw("a", group("group", "x", "z"), group("group", "y", "a"), group_by=("group",))) == {
        "y": (None, "a")
    }


def test_frame_ids_are_unique_though_groups_share_a_name() -> None:
    diagram = draw("ab", group("site", "x", "ab"), group("group", "x", "a"), group_by=("group",))
    assert len({frame.id for frame in diagram.frames}) == len(diagram.frames) == 2


def test_a_lab_without_as_groups_is_framed_by_as_number_on_request() -> None:
    nodes = (Node("a", asn=1), Node("b"), Node("c", asn=1))
    diagram = make_view(Topology("lab", nodes=nodes), options=ViewOptions(group_by=("as",)))
    assert [(frame.id, frame.title, frame.members) for frame in diagram.frames] == [("AS_1", "AS 1", ("a", "c"))]
    assert not make_view(Topology("lab", nodes=nodes)).frames


def cluster_lab(*links: Link) -> Topology:
    nodes = (Node("k", device="k8s-kind"), Node("k-worker", device="ext-container"), Node("tor"))
    return Topology("lab", nodes=nodes, links=links, groups=(Group("k", "cluster", "k", ("k", "k-worker")),))


def test_a_k8s_kind_node_is_the_frame_around_its_containers() -> None:
    diagram = make_view(cluster_lab())
    assert [box.id for box in diagram.boxes] == ["k-worker", "tor"]
    assert [(frame.id, frame.members) for frame in diagram.frames] == [("k", ("k-worker",))]


def test_a_k8s_kind_node_is_a_box_where_its_frame_is_not_drawn_or_it_has_links() -> None:
    assert "k" in [box.id for box in make_view(cluster_lab(), options=ViewOptions(group_by=("none",))).boxes]
    linked = make_view(cluster_lab(Link((Endpoint("k"), Endpoint("tor")))))
    assert [box.id for box in linked.boxes] == ["k", "k-worker", "tor"]
    assert linked.frames[0].members == ("k", "k-worker")


def test_bridges_drawn_as_bars_are_in_no_frame() -> None:
    nodes = (Node("a"), Node("br", device="bridge"))
    topology = Topology(
        "lab",
        nodes=nodes,
        links=(Link((Endpoint("a"), Endpoint("br"))),),
        groups=(Group("k", "cluster", "k", ("a", "br")),),
    )
    assert make_view(topology).frames[0].members == ("a",)
