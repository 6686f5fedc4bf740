"""The topology view: what becomes a box, an edge, a bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from topodraw.diagram import Bar, Diagram
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Hints, Link, Node, Preferences, Topology
from topodraw.views import VIEWS, ViewOptions, make_view


def link(*ends: str, **fields: object) -> Link:
    """Return a link between ends written ``node:interface``."""
    endpoints = tuple(Endpoint(node, interface or None) for node, _, interface in (end.partition(":") for end in ends))
    return Link(endpoints, **fields)  # type: ignore[arg-type]


def lab(names: str, *links: Link, **fields: object) -> Topology:
    return Topology("lab", nodes=tuple(Node(name) for name in names.split()), links=links, **fields)  # type: ignore[arg-type]


def pairs(diagram: Diagram) -> list[tuple[str, str]]:
    return [(edge.a.box, edge.b.box) for edge in diagram.edges]


def taps(bar: Bar) -> list[str]:
    return [tap.box for tap in bar.taps]


def test_the_views_are_these_four() -> None:
    assert VIEWS == ("topology", "bgp", "isis", "as")


def test_an_unknown_view_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"unknown view 'bpg'; did you mean 'bgp'\?"):
        make_view(lab("a"), "bpg")


def test_nodes_without_links_are_boxes_too() -> None:
    assert [box.id for box in make_view(lab("b a c")).boxes] == ["b", "a", "c"]


def test_a_link_with_two_ends_is_an_edge_in_the_order_of_the_file() -> None:
    diagram = make_view(lab("a b", link("b:e2", "a:e1"), link("a:e3", "b:e4")))
    assert [(edge.a.box, edge.a.interface, edge.b.box, edge.b.interface) for edge in diagram.edges] == [
        ("b", "e2", "a", "e1"),
        ("a", "e3", "b", "e4"),
    ]
    assert not diagram.bars


def test_a_link_from_a_node_to_itself_stays_an_edge() -> None:
    assert pairs(make_view(lab("a", link("a:e1", "a:e2")))) == [("a", "a")]


def test_links_with_one_end_or_more_than_two_are_bars() -> None:
    diagram = make_view(
        lab("a b c", link("a", kind="stub"), link("a", kind="loopback"), link("a", "b", "c", kind="lan"))
    )
    assert [(bar.kind, taps(bar)) for bar in diagram.bars] == [
        ("stub", ["a"]),
        ("loopback", ["a"]),
        ("lan", ["a", "b", "c"]),
    ]
    assert not diagram.edges


def test_a_two_ended_link_is_a_bar_where_the_lab_asks_for_a_segment() -> None:
    diagram = make_view(lab("a b", link("a", "b", hints=Hints(segment=True))))
    assert not diagram.edges
    assert [taps(bar) for bar in diagram.bars] == [["a", "b"]]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"prefix": {"ipv6": "2001:db8::/64", "ipv4": "10.0.0.0/24"}, "bridge": "br"}, "10.0.0.0/24"),
        ({"prefix": {"ipv6": "2001:db8::/64"}, "bridge": "br"}, "2001:db8::/64"),
        ({"bridge": "br", "name": "backbone"}, "br"),
        ({"name": "backbone"}, "backbone"),
        ({"kind": "lan"}, "lan_1"),
    ],
)
def test_a_bar_is_named_by_prefix_then_bridge_then_link(fields: dict[str, object], name: str) -> None:
    (bar,) = make_view(lab("a b c", link("a", "b", "c", **fields))).bars
    assert bar.name == name


def test_segments_on_one_bridge_are_one_bar_with_every_tap_and_prefix() -> None:
    diagram = make_view(
        lab(
            "a b c d",
            link("a", "b", "c", bridge="br", prefix={"ipv4": "10.0.0.0/24"}),
            link("d", bridge="other"),
            link("d", bridge="br", prefix={"ipv4": "10.0.1.0/24"}),
        )
    )
    assert [(bar.name, taps(bar)) for bar in diagram.bars] == [
        ("10.0.0.0/24, 10.0.1.0/24", ["a", "b", "c", "d"]),
        ("other", ["d"]),
    ]


def test_a_two_ended_link_is_an_edge_even_when_it_shares_a_bridge_name() -> None:
    diagram = make_view(lab("a b c d", link("a", "b", bridge="br"), link("b", "c", "d", bridge="br")))
    assert pairs(diagram) == [("a", "b")]
    assert [taps(bar) for bar in diagram.bars] == [["b", "c", "d"]]


def test_bar_ids_are_unique_whatever_bridges_are_called() -> None:
    diagram = make_view(lab("a b c", link("a", kind="stub"), link("b", bridge="stub_1"), link("c", bridge="br")))
    ids = [bar.id for bar in diagram.bars]
    assert len(set(ids)) == 3


def test_links_are_sorted_by_linkorder_with_a_hundred_where_none_is_given() -> None:
    diagram = make_view(
        lab(
            "a b c d",
            link("a", "b"),
            link("a", "c", hints=Hints(order=101)),
            link("a", "d", hints=Hints(order=1)),
            link("b", "c", hints=Hints(order=100)),
        )
    )
    assert pairs(diagram) == [("a", "d"), ("a", "b"), ("b", "c"), ("a", "c")]


def test_link_names_and_hints_go_with_the_edge() -> None:
    hints = Hints(color="red")
    (edge,) = make_view(lab("a b", link("a", "b", name="core", hints=hints))).edges
    assert (edge.label, edge.hints) == ("core", hints)


def test_a_tunnel_is_told_from_a_cable() -> None:
    diagram = make_view(lab("a b", link("a", "b", kind="tunnel"), link("a", "b")))
    assert [edge.kind for edge in diagram.edges] == ["tunnel", "link"]
    assert [entry.kind for entry in diagram.legend] == ["tunnel"]


@pytest.mark.parametrize(
    ("vlans", "asked", "kind"),
    [
        (("trunk", "access"), True, "vlan_trunk"),
        (("access", None), True, "vlan_access"),
        ((None, None), True, "link"),
        (("trunk", "trunk"), None, "link"),
    ],
)
def test_vlan_kinds_are_shown_only_where_the_lab_asks(
    vlans: tuple[str | None, str | None], asked: bool | None, kind: str
) -> None:
    cable = Link((Endpoint("a", vlan=vlans[0]), Endpoint("b", vlan=vlans[1])))
    (edge,) = make_view(lab("a b", cable, preferences=Preferences(vlans=asked))).edges
    assert edge.kind == kind


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("provider", None, "down"),
        (None, "customer", "down"),
        ("provider", "customer", "down"),
        ("customer", None, "up"),
        (None, "provider", "up"),
        ("peer", "peer", "level"),
        (None, "peer", "level"),
        ("provider", "provider", None),
        ("customer", "customer", None),
        ("provider", "peer", None),
        ("rs-server", "rs-client", "down"),
        (None, None, None),
    ],
)
def test_bgp_roles_tell_which_end_is_above(a: str | None, b: str | None, relation: str | None) -> None:
    cable = Link((Endpoint("a", bgp_role=a), Endpoint("b", bgp_role=b)))
    (edge,) = make_view(lab("a b", cable)).edges
    assert edge.relation == relation


def bridged(*links: Link, **devices: str) -> Topology:
    names = dict.fromkeys(end.node for item in links for end in item.endpoints)
    return Topology("lab", nodes=tuple(Node(name, device=devices.get(name, "linux")) for name in names), links=links)


def test_a_containerlab_bridge_is_a_bar_named_after_it_with_a_tap_for_each_link() -> None:
    diagram = make_view(
        bridged(link("a:eth1", "br0:x1"), link("br0:x2", "b:eth1"), link("a:eth2", "br0:x3"), br0="bridge"),
        options=ViewOptions(labels="interface"),
    )
    assert [box.id for box in diagram.boxes] == ["a", "b"]
    assert not diagram.edges
    (bar,) = diagram.bars
    assert (bar.name, bar.kind) == ("br0", "bridge")
    assert [(tap.box, tap.labels) for tap in bar.taps] == [("a", ("eth1",)), ("b", ("eth1",)), ("a", ("eth2",))]


def test_a_bridge_without_links_stays_a_box() -> None:
    diagram = make_view(Topology("lab", nodes=(Node("br0", device="ovs-bridge"),)))
    assert ([box.id for box in diagram.boxes], diagram.bars) == (["br0"], ())


def test_netlab_nodes_with_the_role_bridge_stay_boxes() -> None:
    topology = lab("a br0", link("a", "br0"))
    topology = replace(topology, nodes=(Node("a"), Node("br0", device="ioll2", role="bridge")))
    diagram = make_view(topology)
    assert [(box.id, box.kind) for box in diagram.boxes] == [("a", "router"), ("br0", "bridge")]
    assert pairs(diagram) == [("a", "br0")]


def test_of_two_linked_bridges_the_busier_is_the_bar_and_the_other_a_box_on_it() -> None:
    diagram = make_view(
        bridged(
            link("br1", "br2"),
            link("br1", "a"),
            link("br2", "b"),
            link("br2", "c"),
            br1="bridge",
            br2="ovs-bridge",
        )
    )
    assert [(bar.name, taps(bar)) for bar in diagram.bars] == [("br2", ["br1", "b", "c"])]
    assert pairs(diagram) == [("br1", "a")]
    assert "br1" in [box.id for box in diagram.boxes]


@pytest.mark.parametrize(
    "odd", [link("br0:x1", "br0:x2"), link("br0"), link("br0", "a", "b"), link("br0", "a", hints=Hints(segment=True))]
)
def test_a_bridge_with_a_link_that_no_tap_can_show_stays_a_box(odd: Link) -> None:
    diagram = make_view(bridged(link("a", "br0"), link("b", "br0"), odd, br0="bridge"))
    assert "br0" in [box.id for box in diagram.boxes]
    assert len(diagram.edges) + len(diagram.bars) == 3


def test_a_bridge_and_a_segment_of_one_name_have_different_ids() -> None:
    diagram = make_view(bridged(link("a", "br0"), link("a", "b", "c", bridge="br0"), br0="bridge"))
    assert [bar.name for bar in diagram.bars] == ["br0", "br0"]
    assert len({bar.id for bar in diagram.bars}) == 2


def test_title_and_styles_come_from_the_lab() -> None:
    styles = {"dot": {"node": {"shape": "oval"}}}
    diagram = make_view(lab("a", title="My lab", preferences=Preferences(styles=styles)))
    assert (diagram.name, diagram.title, diagram.styles) == ("lab", "My lab", styles)


def test_hidden_nodes_go_with_their_cables_and_a_note_says_so() -> None:
    nodes = (Node("a"), Node("b"), Node("tool", hints=Hints(hide=True)))
    links = (link("a", "tool"), link("a", "b", "tool"), link("a", "b", hints=Hints(hide=True)))
    diagram = make_view(Topology("lab", nodes=nodes, links=links))
    assert [box.id for box in diagram.boxes] == ["a", "b"]
    assert pairs(diagram) == [("a", "b")]
    assert not diagram.bars
    assert diagram.notes == ("hidden by the lab file: 1 node (tool), 1 link",)
