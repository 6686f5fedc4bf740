"""What stands in a box and at the ends of its lines."""

from __future__ import annotations

import pytest

from topodraw.diagram import Box, Edge
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Group, Hints, Link, Node, Preferences, Topology
from topodraw.views import ViewOptions, make_view


def box_of(node: Node, *groups: Group, node_label: tuple[str, ...] = ("name",), ends: tuple[Endpoint, ...] = ()) -> Box:
    links = tuple(Link((end,), "stub") for end in ends)
    topology = Topology("lab", nodes=(node,), links=links, groups=groups)
    (box,) = make_view(topology, options=ViewOptions(node_label=node_label)).boxes
    return box


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "router"),
        ({"role": "host"}, "host"),
        ({"role": "bridge"}, "bridge"),
        ({"role": "router", "device": "frr"}, "router"),
        ({"role": "router", "device": "eos"}, "switch"),
        ({"role": "router", "device": "csrx"}, "firewall"),
        ({"role": "router", "device": "linux"}, "router"),
        ({"role": "host", "device": "eos"}, "host"),
        ({"device": "linux"}, "host"),
        ({"device": "Nokia_SRLinux"}, "switch"),
        ({"role": "astrolabe", "device": "juniper_vsrx"}, "firewall"),
        ({"pseudo": True}, "cloud"),
        ({"pseudo": True, "role": "host"}, "host"),
        ({"role": "router", "hints": Hints(icon="server")}, "server"),
        ({"role": "router", "hints": Hints(icon="super-spine")}, "switch"),
        ({"role": "host", "hints": Hints(icon="never-heard-of")}, "host"),
    ],
)
def test_the_class_of_a_box_is_icon_then_role_then_device(fields: dict[str, object], kind: str) -> None:
    assert box_of(Node("n", **fields)).kind == kind  # type: ignore[arg-type]


def test_lines_are_those_asked_for_in_that_order() -> None:
    node = Node("n", device="frr", asn=65000, loopback="10.0.0.1/32", title="Edge router")
    box = box_of(node, node_label=("name", "as", "device", "address", "title"))
    assert [(line.kind, line.text) for line in box.lines] == [
        ("as", "AS 65000"),
        ("device", "frr"),
        ("address", "10.0.0.1/32"),
        ("title", "Edge router"),
    ]
    assert box.name == "n"


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    assert box_of(Node("n", device="frr"), node_label=("name", "device", "as", "address")).lines[1:] == ()


def test_without_a_loopback_the_first_interface_address_is_shown() -> None:
    ends = (Endpoint("n", "e1", True), Endpoint("n", "e2", "10.1.0.1/30"), Endpoint("n", "e3", "10.2.0.1/30"))
    assert box_of(Node("n"), ends=ends).address == "10.1.0.1/30"


def test_an_unknown_label_word_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown node label 'devcie'; did you mean 'device'"):
        box_of(Node("n"), node_label=("devcie",))


def test_the_words_of_a_box_are_role_icon_classes_and_groups_from_the_inside() -> None:
    groups = (
        Group("east", "site", "East", ("n", "m", "o")),
        Group("AS_65000", "as", "AS 65000", ("n", "m")),
        Group("AS_65001", "as", "Transit (AS 65001)", ("n", "m")),
        Group("49.0001", "area", "Area 49.0001", ("n",)),
        Group("leafs", "group", "leafs", ("n",)),
    )
    node = Node("n", role="router", hints=Hints(icon="leaf", classes=("edge",)))
    assert box_of(node, *groups).words == ("router", "leaf", "edge", "leafs", "Transit", "east")


def test_the_tooltip_has_device_as_and_every_address() -> None:
    node = Node("n", device="frr", asn=65000, loopback="10.0.0.1/32")
    ends = (Endpoint("n", "e1", "10.1.0.1/30", "2001:db8::1/64"), Endpoint("n", "e2", True))
    assert box_of(node, ends=ends).tooltip == "frr, AS 65000, 10.0.0.1/32, e1 10.1.0.1/30, e1 2001:db8::1/64"


def edge_of(a: Endpoint, labels: str | None, **preferences: bool) -> Edge:
    topology = Topology(
        "lab", nodes=(Node("a"), Node("b")), links=(Link((a, Endpoint("b"))),), preferences=Preferences(**preferences)
    )
    (edge,) = make_view(topology, options=ViewOptions(labels=labels)).edges  # type: ignore[arg-type]
    return edge


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        (None, ()),
        ("none", ()),
        ("interface", ("eth1",)),
        ("address", ("10.0.0.1",)),
        ("both", ("eth1", "10.0.0.1")),
    ],
)
def test_labels_at_the_ends(labels: str | None, texts: tuple[str, ...]) -> None:
    edge = edge_of(Endpoint("a", "eth1", "10.0.0.1/30"), labels)
    assert edge.a.labels == texts
    assert edge.b.labels == ()


@pytest.mark.parametrize(
    ("ipv4", "ipv6", "text"),
    [
        (True, None, "auto"),
        (None, True, "auto"),
        (None, "2001:db8::1/64", "2001:db8::1"),
        ("10.0.0.1/30", True, "10.0.0.1"),
    ],
)
def test_addresses_are_shown_without_length_and_unnumbered_as_auto(
    ipv4: str | bool | None, ipv6: str | bool | None, text: str
) -> None:
    assert edge_of(Endpoint("a", "eth1", ipv4, ipv6), "address").a.labels == (text,)  # type: ignore[arg-type]


def test_the_lab_may_ask_for_addresses_and_the_user_against_them() -> None:
    end = Endpoint("a", "eth1", "10.0.0.1/30")
    assert edge_of(end, None, interface_labels=True).a.labels == ("10.0.0.1",)
    assert edge_of(end, "none", interface_labels=True).a.labels == ()


def test_an_unknown_kind_of_label_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown label 'interfaces'"):
        edge_of(Endpoint("a"), "interfaces")


def test_the_order_of_an_end_is_its_own_else_its_nodes() -> None:
    nodes = (Node("a", hints=Hints(order=7)), Node("b", hints=Hints(order=8)))
    (edge,) = make_view(Topology("lab", nodes=nodes, links=(Link((Endpoint("a", order=3), Endpoint("b"))),))).edges
    assert (edge.a.order, edge.b.order) == (3, 8)
