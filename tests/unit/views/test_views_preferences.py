"""What a lab file wishes of its pictures, and the user's options that count more."""

from __future__ import annotations

from topodraw.model import Endpoint, Link, Node, Preferences, Session, Topology
from topodraw.views import make_view
from topodraw.views.options import ViewOptions


def lab(**wishes) -> Topology:
    return Topology(
        name="lab",
        nodes=(Node("a", bgp=True, isis_area="49.0001"), Node("b", bgp=True), Node("h")),
        links=(
            Link((Endpoint("a", vlan="trunk"), Endpoint("b", vlan="trunk"))),
            Link((Endpoint("b", vlan="access"), Endpoint("h"))),
            Link((Endpoint("a"), Endpoint("h"))),
        ),
        sessions=(Session("a", "b", "ebgp", families=("ipv4",)), Session("a", "b", "ibgp", families=("evpn",))),
        preferences=Preferences(**wishes),
    )


def kinds(topology: Topology, view: str = "topology", **options) -> list[str]:
    return [edge.kind for edge in make_view(topology, view, ViewOptions(**options)).edges]


def boxes(topology: Topology, view: str, **options) -> list[str]:
    return [box.id for box in make_view(topology, view, ViewOptions(**options)).boxes]


def test_vlans_are_told_apart_when_the_lab_or_the_user_wants_it():
    assert kinds(lab()) == ["link", "link", "link"]
    assert kinds(lab(vlans=True)) == kinds(lab(), vlans=True) == ["vlan_trunk", "vlan_access", "link"]
    assert kinds(lab(vlans=True), vlans=False) == ["link", "link", "link"]


def test_families_of_the_lab_give_way_to_the_users():
    assert kinds(lab(), "bgp") == ["ebgp", "ibgp"]
    assert kinds(lab(families=("evpn",)), "bgp") == ["ibgp"]
    assert kinds(lab(families=("evpn",)), "bgp", families=("ipv4",)) == ["ebgp"]
    notes = make_view(lab(families=("evpn",)), "bgp", ViewOptions()).notes
    assert "1 session without evpn not shown" in notes


def test_a_lab_may_want_all_nodes_in_a_view():
    wishes = lab(all_nodes=("bgp",))
    assert (boxes(lab(), "bgp"), boxes(wishes, "bgp")) == (["a", "b"], ["a", "b", "h"])
    assert boxes(wishes, "isis") == ["a"]
    assert boxes(lab(all_nodes=("isis",)), "isis") == ["a", "b", "h"]
