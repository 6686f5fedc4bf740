"""What a lab says about its pictures, as ``netlab graph`` understands it: shared attributes, those for one engine, and
settings of all drawings."""

from __future__ import annotations

import pytest


def hints(read, what: str, attributes: str, settings: str = ""):
    lab = read(f"""
        nodes: {{a: {{{attributes if what == "node" else ""}}}, b: }}
        links: [ {{a: , b: , {attributes if what == "link" else ""}}} ]
        {settings}
        """)
    return lab.nodes[0].hints if what == "node" else lab.links[0].hints


ALL = "graph: {color: red, fill: green, width: 2}, d2: {color: blue, fill: pink, width: 5}"


def test_for_d2_a_nodes_own_values_win_and_elsewhere_the_shared_ones(read) -> None:
    found = hints(read, "node", ALL)
    assert (found.color, found.fill, found.width) == ("red", "green", "2")
    assert found.raw == {"d2": {"style.stroke": "blue", "style.fill": "pink", "style.stroke-width": "5"}}


def test_for_d2_a_links_shared_values_win_over_its_own(read) -> None:
    found = hints(read, "link", "graph.color: red, d2: {color: blue, width: 5}")
    assert (found.color, found.width, found.raw) == ("red", None, {"d2": {"style.stroke-width": "5"}})


@pytest.mark.parametrize("what", ["node", "link"])
def test_values_for_d2_alone_colour_nothing_else(read, what) -> None:
    found = hints(read, what, "d2.color: blue")
    assert (found.color, found.raw) == (None, {"d2": {"style.stroke": "blue"}})


@pytest.mark.parametrize("what", ["node", "link"])
def test_formats_are_passed_on_and_win(read, what) -> None:
    found = hints(
        read, what, "graph.format: {style: dotted}, d2: {fill: red, format.style: {fill: blue, opacity: 0.5}}"
    )
    assert found.raw == {"dot": {"style": "dotted"}, "d2": {"style.fill": "blue", "style.opacity": "0.5"}}


OWN = """
        defaults.outputs.graph.style_map.textcolor: fontcolor
        defaults.outputs.d2.style_map.textcolor: font-color
"""


@pytest.mark.parametrize("what", ["node", "link"])
@pytest.mark.parametrize(
    ("attributes", "shared", "raw"),
    [
        ("graph.textcolor: navy", "", {"dot": {"fontcolor": "navy"}}),
        ("d2.textcolor: navy", "", {"d2": {"style.font-color": "navy"}}),
        (
            "graph.textcolor: navy",
            "defaults.outputs.graph.attributes.shared: [ color, textcolor ]",
            {"dot": {"fontcolor": "navy"}, "d2": {"style.font-color": "navy"}},
        ),
        ("graph.other: navy", "", {}),
        ("graph.textcolor: [ a ]", "", {}),
    ],
)
def test_attributes_of_the_labs_own_go_through_the_style_map(read, what, attributes, shared, raw) -> None:
    assert hints(read, what, attributes, f"{OWN}        {shared}").raw == raw


@pytest.mark.parametrize(
    ("settings", "styles"),
    [
        ("outputs.graph.styles.as.bgcolor: red", {"dot": {"as": {"bgcolor": "red"}}}),
        ("outputs.graph.colors: {ibgp: red, as: blue}", {"dot": {"ibgp": {"color": "red"}, "as": {"bgcolor": "blue"}}}),
        ("outputs.graph.margins.as: 30", {"dot": {"as": {"margin": "30"}}}),
        ("outputs.d2.lan.style.fill: red", {"d2": {"lan": {"style.fill": "red"}}}),
        ("outputs.d2.styles.vrf.style.stroke-dash: 2", {"d2": {"vrf": {"style.stroke-dash": "2"}}}),
        ("outputs.graph.colors: 3", {}),
    ],
)
def test_style_objects_are_read_in_their_old_places_too(read, settings, styles) -> None:
    assert read(f"nodes: [ a ]\ndefaults.{settings}").preferences.styles == styles


@pytest.mark.parametrize(
    ("settings", "field", "value"),
    [
        ("outputs.graph.bgp.all: true", "all_nodes", ("bgp",)),
        ("outputs.d2: {bgp.all: true, isis.all: true}", "all_nodes", ("bgp", "isis")),
        ("outputs.graph.bgp.all: false", "all_nodes", ()),
        ("outputs.graph.bgp.af: {ipv6: true, evpn: true, ipv4: false}", "families", ("ipv6", "evpn")),
        ("outputs.graph.bgp.af: [ vpnv4 ]", "families", ("vpnv4",)),
        ("outputs.graph.bgp.af: 3", "families", ()),
        ("outputs.graph.bgp.novrf: true", "vrfs", False),
        ("outputs.graph.bgp.vrf: true", "vrfs", True),
        ("outputs.graph.rr_sessions: false", "route_reflectors", False),
        ("outputs.graph.topology.vlan: true", "vlans", True),
        ("outputs.graph.node_address_label: false", "node_addresses", False),
        ("outputs.d2.groups: true", "group_by", ("left", "right")),
        ("outputs.graph.groups: [ right ]", "group_by", ("right",)),
    ],
)
def test_settings_of_netlab_graph_are_wishes(read, settings, field, value) -> None:
    lab = read(f"nodes: [ a, b ]\ngroups: {{left: {{members: [ a ]}}, right: {{members: [ b ]}}}}\ndefaults.{settings}")
    assert getattr(lab.preferences, field) == value


@pytest.mark.parametrize("place", ["graph.title", "defaults.graph.title"])
def test_a_title_stands_in_the_topology_or_its_defaults(read, place) -> None:
    assert read(f"nodes: [ a ]\n{place}: My lab").title == "My lab"
