"""The BGP of a containerlab lab out of its devices' configurations: whom each neighbour statement means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from topodraw.draw import load
from topodraw.errors import TopodrawError
from topodraw.model import Session, Topology


def lab(
    folder: Path, configs: Mapping[str, str], links: Sequence[str] = (), extra: str = "", **options: Any
) -> Topology:
    """Return a lab of FRR routers, each with its configuration; `links` as "a:eth1 b:eth1", `extra` further nodes."""
    nodes = ""
    for name, text in configs.items():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "frr.conf").write_text(text, encoding="utf-8")
        nodes += f"    {name}: {{kind: linux, image: frr, binds: ['{name}/frr.conf:/etc/frr/frr.conf']}}\n"
    wires = "".join("    - endpoints: [{}]\n".format(", ".join(f'"{end}"' for end in link.split())) for link in links)
    path = folder / "lab.clab.yml"
    text = f"name: lab\ntopology:\n  nodes:\n{nodes}{extra}" + (f"  links:\n{wires}" if wires else "")
    path.write_text(text, encoding="utf-8")
    return load(path, **options)


def router(asn: int, neighbours: str = "", addresses: Mapping[str, str] | None = None, families: str = "") -> str:
    interfaces = "".join(f"interface {name}\n ip address {given}\n!\n" for name, given in (addresses or {}).items())
    return f"{interfaces}router bgp {asn}\n{neighbours}{families}"


def told(topology: Topology) -> list[tuple[str, str, str]]:
    return [(each.a, each.b, each.kind) for each in topology.sessions]


def only(topology: Topology) -> Session:
    (session,) = topology.sessions
    return session


def texts(topology: Topology) -> list[str]:
    return [each.text for each in topology.warnings]


A1, B1 = {"eth1": "10.0.0.1/30"}, {"eth1": "10.0.0.2/30"}


def test_statements_of_both_ends_are_one_session_over_their_link(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.0.0.2 remote-as 65002\n", A1),
            "r2": router(65002, " neighbor 10.0.0.1 remote-as 65001\n", B1),
        },
        ["r1:eth1 r2:eth1"],
    )
    session = only(found)
    assert (session.a, session.b, session.kind, session.families) == ("r1", "r2", "ebgp", ("ipv4",))
    assert (session.one_sided, session.link, session.layer) == (False, 0, "underlay")
    assert [node.asn for node in found.nodes] == [65001, 65002]
    assert found.links[0].prefix == {"ipv4": "10.0.0.0/30"}
    assert not found.warnings


def test_a_statement_without_an_answer_is_one_sided_and_said_where_it_stands(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {"r1": router(65001, " neighbor 10.0.0.2 remote-as 65002\n", A1), "r2": router(65002, "", B1)},
        ["r1:eth1 r2:eth1"],
    )
    assert only(found).one_sided
    (warning,) = found.warnings
    assert (Path(warning.location.file).parent.name, warning.location.line) == ("r1", 5)
    assert "r2 has no neighbour statement for 10.0.0.1 (r1)" in warning.text


def test_both_ends_must_agree_on_their_as_numbers(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.0.0.2 remote-as 65009\n", A1),
            "r2": router(65002, " neighbor 10.0.0.1 remote-as external\n", B1),
        },
        ["r1:eth1 r2:eth1"],
    )
    assert told(found) == [("r1", "r2", "ebgp")]
    (text,) = texts(found)
    assert "neighbour 10.0.0.2 (r2) is AS 65009 here, but uses AS 65002" in text
    assert "line 5 of its frr.conf" in text


def test_parallel_links_carry_sessions_of_their_own(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(
                65001,
                " neighbor 10.0.0.2 remote-as 65002\n neighbor 10.0.1.2 remote-as 65002\n",
                {"eth1": "10.0.0.1/30", "eth2": "10.0.1.1/30"},
            ),
            "r2": router(
                65002,
                " neighbor 10.0.1.1 remote-as 65001\n neighbor 10.0.0.1 remote-as 65001\n",
                {"eth1": "10.0.0.2/30", "eth2": "10.0.1.2/30"},
            ),
        },
        ["r1:eth1 r2:eth1", "r1:eth2 r2:eth2"],
    )
    assert [(each.link, each.one_sided) for each in found.sessions] == [(0, False), (1, False)]


def test_ipv4_and_ipv6_between_the_same_interfaces_are_one_session(tmp_path: Path) -> None:
    def config(asn: int, other: int, own: int, far: int) -> str:
        return (
            f"interface eth1\n ip address 10.0.0.{own}/30\n ipv6 address 2001:db8::{own}/64\n!\n"
            f"router bgp {asn}\n neighbor 10.0.0.{far} remote-as {other}\n neighbor 2001:db8::{far} remote-as {other}\n"
            f" address-family ipv6 unicast\n  neighbor 2001:db8::{far} activate\n exit-address-family\n"
            f" address-family ipv4 unicast\n  no neighbor 2001:db8::{far} activate\n exit-address-family\n"
        )

    found = lab(tmp_path, {"r1": config(65001, 65002, 1, 2), "r2": config(65002, 65001, 2, 1)}, ["r1:eth1 r2:eth1"])
    assert only(found).families == ("ipv4", "ipv6")


def test_sessions_between_loopbacks_are_the_overlay_and_know_reflectors(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "rr": router(
                65000,
                " neighbor 10.1.0.2 remote-as internal\n neighbor 10.1.0.2 update-source lo\n"
                " address-family ipv4 unicast\n  neighbor 10.1.0.2 route-reflector-client\n",
                {"lo": "10.1.0.1/32", **A1},
            ),
            "pe": router(
                65000,
                " neighbor 10.1.0.1 remote-as 65000\n neighbor 10.1.0.1 update-source lo\n",
                {"lo": "10.1.0.2/32", **B1},
            ),
        },
        ["rr:eth1 pe:eth1"],
    )
    session = only(found)
    assert (session.kind, session.rr_client, session.layer, session.link) == ("ibgp", "pe", "overlay", None)
    assert [node.route_reflector for node in found.nodes] == [True, False]
    assert [node.loopback for node in found.nodes] == ["10.1.0.1/32", "10.1.0.2/32"]


def test_customers_with_the_same_addresses_are_told_by_the_cable(tmp_path: Path) -> None:
    pe = (
        "interface eth1\n vrf red\n ip address 10.0.0.1/30\n!\ninterface eth2\n vrf blue\n ip address 10.0.0.1/30\n!\n"
        "router bgp 65000 vrf red\n neighbor 10.0.0.2 remote-as 65001\n!\n"
        "router bgp 65000 vrf blue\n neighbor 10.0.0.2 remote-as 65002\n"
    )
    found = lab(
        tmp_path,
        {
            "pe": pe,
            "ce1": router(65001, " neighbor 10.0.0.1 remote-as 65000\n", B1),
            "ce2": router(65002, " neighbor 10.0.0.1 remote-as 65000\n", B1),
        },
        ["pe:eth1 ce1:eth1", "pe:eth2 ce2:eth1"],
    )
    assert [(each.a, each.b, each.vrf, each.link) for each in found.sessions] == [
        ("pe", "ce1", "red", 0),
        ("pe", "ce2", "blue", 1),
    ]
    assert not found.warnings


def test_an_address_that_may_be_of_several_nodes_is_left_out_in_words(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.9.9.9 remote-as 65002\n"),
            "r2": router(65002, " neighbor 10.8.8.8 remote-as 65003\n", {"lo": "10.9.9.9/32"}),
            "r3": router(65002, " neighbor 10.8.8.8 remote-as 65003\n", {"lo": "10.9.9.9/32"}),
        },
        external="hide",
    )
    assert not found.sessions
    assert any("may be any of r2, r3" in text for text in texts(found))


def test_neighbours_by_interface_are_what_the_cable_leads_to(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "spine": router(
                65000, " neighbor eth1 interface remote-as external\n neighbor eth2 interface remote-as 65002\n"
            ),
            "leaf1": router(65001, " neighbor eth9 interface remote-as external\n"),
            "leaf2": router(65002, " neighbor eth9 interface remote-as external\n"),
        },
        ["spine:eth1 leaf1:eth9", "spine:eth2 leaf2:eth9"],
    )
    assert told(found) == [("spine", "leaf1", "ebgp"), ("spine", "leaf2", "ebgp")]
    assert [each.link for each in found.sessions] == [0, 1]


def test_over_a_bridge_an_interface_means_every_speaker_there(tmp_path: Path) -> None:
    config = " neighbor eth1 interface remote-as external\n"
    found = lab(
        tmp_path,
        {name: router(asn, config) for name, asn in (("r1", 65001), ("r2", 65002), ("r3", 65003))},
        ["r1:eth1 br:a", "r2:eth1 br:b", "r3:eth1 br:c", "h:eth1 br:d"],
        "    br: {kind: bridge}\n    h: {kind: linux}\n",
    )
    assert {(each.a, each.b) for each in found.sessions} == {("r1", "r2"), ("r1", "r3"), ("r2", "r3")}
    assert not any(each.one_sided for each in found.sessions)


def test_a_listen_range_answers_but_never_invents(tmp_path: Path) -> None:
    listening = (
        " neighbor POD peer-group\n neighbor POD remote-as 65002\n bgp listen range 10.0.0.0/24 peer-group POD\n"
    )
    configs = {
        "tor": router(65001, listening, {"eth1": "10.0.0.1/24"}),
        "node": router(65002, " neighbor 10.0.0.1 remote-as 65001\n", {"eth1": "10.0.0.2/24"}),
        "idle": router(65002, "", {"eth1": "10.0.0.3/24"}),
    }
    found = lab(tmp_path, configs, ["tor:eth1 node:eth1", "tor:eth2 idle:eth1"])
    session = only(found)
    assert (session.a, session.b, session.one_sided) == ("tor", "node", False)
    assert not found.warnings


def test_the_local_as_of_a_neighbour_decides_between_ibgp_and_ebgp(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.0.0.2 remote-as 100\n neighbor 10.0.0.2 local-as 100\n", A1),
            "r2": router(65002, " neighbor 10.0.0.1 remote-as 100\n neighbor 10.0.0.1 local-as 100\n", B1),
        },
        ["r1:eth1 r2:eth1"],
    )
    assert told(found) == [("r1", "r2", "localas_ibgp")]
    assert [node.asn for node in found.nodes] == [65001, 65002]
    assert not found.warnings


def test_members_of_a_confederation_peer_as_such(tmp_path: Path) -> None:
    def member(asn: int, other: int, own: dict[str, str], far: str, more: str = "") -> str:
        told = f" bgp confederation identifier 100\n bgp confederation peers {other}\n"
        return router(asn, f"{told} neighbor {far} remote-as {other}\n{more}", own)

    found = lab(
        tmp_path,
        {
            "r1": member(65001, 65002, A1 | {"eth2": "10.0.9.1/30"}, "10.0.0.2", " neighbor 10.0.9.2 remote-as 7\n"),
            "r2": member(65002, 65001, B1, "10.0.0.1"),
            "out": router(7, " neighbor 10.0.9.1 remote-as 100\n", {"eth1": "10.0.9.2/30"}),
        },
        ["r1:eth1 r2:eth1", "r1:eth2 out:eth1"],
    )
    assert told(found) == [("r1", "r2", "confed_ebgp"), ("r1", "out", "ebgp")]
    assert not found.warnings


@pytest.mark.parametrize("external", ["show", "list", "hide"])
def test_peers_outside_of_the_lab_are_drawn_listed_or_hidden(tmp_path: Path, external: str) -> None:
    configs = {"r1": router(65001, " neighbor 192.0.2.1 remote-as 64999\n", A1)}
    found = lab(tmp_path, configs, external=external)
    if external == "show":
        session = only(found)
        assert (session.a, session.b, session.kind, session.one_sided) == ("r1", "192.0.2.1", "ebgp", False)
        assert (found.nodes[1].pseudo, found.nodes[1].asn) == (True, 64999)
        assert "192.0.2.1" in str(found.draw("bgp"))
        assert "192.0.2.1" not in str(found.draw("topology"))
    else:
        assert not found.sessions
        assert len(found.nodes) == 1
    assert bool(found.warnings) == (external == "list")


def test_two_linked_routers_that_state_each_other_need_no_addresses(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.0.0.2 remote-as 65002\n"),
            "r2": router(65002, " neighbor 10.0.0.1 remote-as 65001\n"),
            "r3": router(65003),
        },
        ["r1:eth1 r2:eth1", "r1:eth2 r3:eth1"],
    )
    session = only(found)
    assert (session.a, session.b, session.link, session.one_sided) == ("r1", "r2", 0, False)
    assert [text.partition(";")[0] for text in texts(found)] == [
        "no configuration says where 10.0.0.2 is",
        "no configuration says where 10.0.0.1 is",
    ]


def test_what_two_routers_might_mean_is_not_guessed(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "hub": router(65000, " neighbor 10.0.0.2 remote-as 65001\n neighbor 10.0.0.3 remote-as 65001\n"),
            "r1": router(65001, " neighbor 10.0.0.1 remote-as 65000\n"),
            "r2": router(65001, " neighbor 10.0.0.1 remote-as 65000\n"),
        },
        ["hub:eth1 r1:eth1", "hub:eth2 r2:eth1"],
    )
    assert not found.sessions


def test_a_router_id_stands_for_the_loopback_that_nobody_configured(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65000, " bgp router-id 1.1.1.1\n neighbor 2.2.2.2 remote-as 65000\n"),
            "r2": router(65000, " bgp router-id 2.2.2.2\n neighbor 1.1.1.1 remote-as 65000\n"),
        },
    )
    assert told(found) == [("r1", "r2", "ibgp")]
    assert all("whose router id it is" in text for text in texts(found))


def test_one_address_at_both_ends_of_a_cable_is_said(tmp_path: Path) -> None:
    found = lab(tmp_path, {"r1": router(65001, "", A1), "r2": router(65002, "", A1)}, ["r1:eth1 r2:eth1"])
    assert any("has the address 10.0.0.1" in text and "at the other end" in text for text in texts(found))


def test_one_router_id_on_two_routers_of_an_as_is_said(tmp_path: Path) -> None:
    one, two = (
        router(65000, f" bgp router-id 1.1.1.1\n neighbor 10.0.0.{far} remote-as 65000\n", own)
        for far, own in ((2, A1), (1, B1))
    )
    found = lab(tmp_path, {"r1": one, "r2": two}, ["r1:eth1 r2:eth1"])
    assert any("router id 1.1.1.1, which is that of r1 too" in text for text in texts(found))


def test_frr_without_its_bgp_daemon_is_said(tmp_path: Path) -> None:
    (tmp_path / "daemons").write_text("zebra=yes\nbgpd=no\n", encoding="utf-8")
    (tmp_path / "frr.conf").write_text(router(65001, " neighbor 10.0.0.2 remote-as 65002\n"), encoding="utf-8")
    path = tmp_path / "lab.clab.yml"
    path.write_text(
        "name: lab\ntopology:\n  nodes:\n    r1:\n      kind: linux\n      binds:\n"
        "        - daemons:/etc/frr/daemons\n        - frr.conf:/etc/frr/frr.conf\n",
        encoding="utf-8",
    )
    found = load(path, external="hide")
    (warning,) = found.warnings
    assert (warning.location.line, "bgpd is not started" in warning.text) == (2, True)


def test_images_that_make_their_configuration_of_variables_are_known(tmp_path: Path) -> None:
    path = tmp_path / "lab.clab.yml"
    path.write_text(
        "name: lab\ntopology:\n  kinds: {linux: {image: sflow/clab-frr}}\n  nodes:\n"
        "    leaf: {kind: linux, env: {LOCAL_AS: 65001, NEIGHBORS: eth1 eth2}}\n"
        "    spine: {kind: linux, env: {LOCAL_AS: 65002, NEIGHBORS: eth1}}\n"
        "    peer: {kind: linux, image: gobgp, env: {local_asn: 1, peer_asn: 65002, peer_ip4: 10.0.0.1}}\n"
        '  links:\n    - endpoints: ["leaf:eth1", "spine:eth1"]\n',
        encoding="utf-8",
    )
    found = load(path)
    assert told(found) == [("leaf", "spine", "ebgp")]
    assert [node.asn for node in found.nodes] == [65001, 65002, 1]
    assert [(warning.location.line, warning.text.partition(" ")[0]) for warning in found.warnings] == [
        (5, "neighbour"),
        (7, "neighbour"),
    ]


def test_what_is_typed_into_the_shell_of_frr_is_configuration(tmp_path: Path) -> None:
    def node(name: str, asn: int, own: int, far: int, other: int) -> str:
        typed = (
            f"vtysh -c 'conf t' -c 'interface eth1' -c 'ip address 10.0.0.{own}/30' -c 'exit' "
            f"-c 'router bgp {asn}' -c 'neighbor 10.0.0.{far} remote-as {other}'"
        )
        return f'    {name}:\n      kind: linux\n      exec: ["{typed}"]\n'

    path = tmp_path / "lab.clab.yml"
    nodes = node("r1", 65001, 1, 2, 65002) + node("r2", 65002, 2, 1, 65001)
    links = '  links:\n    - endpoints: ["r1:eth1", "r2:eth1"]\n'
    path.write_text(f"name: lab\ntopology:\n  nodes:\n{nodes}{links}", encoding="utf-8")
    found = load(path)
    assert told(found) == [("r1", "r2", "ebgp")]
    assert found.links[0].prefix == {"ipv4": "10.0.0.0/30"}


def test_bgp_roles_put_providers_above_their_customers(tmp_path: Path) -> None:
    (tmp_path / "bird.conf").write_text(
        "protocol device {}\n"
        "protocol bgp up { local 10.0.0.2 as 65002; neighbor 10.0.0.1 as 65001; local role customer; }\n",
        encoding="utf-8",
    )
    found = lab(
        tmp_path,
        {
            "zeta": router(
                65001, " neighbor 10.0.0.2 remote-as 65002\n neighbor 10.0.0.2 local-role provider strict-mode\n", A1
            )
        },
        ["alpha:eth1 zeta:eth1"],
        "    alpha: {kind: linux, binds: ['bird.conf:/etc/bird.conf']}\n",
    )
    assert [end.bgp_role for end in found.links[0].endpoints] == ["customer", "provider"]
    text = str(found.draw("bgp"))
    assert text.index("zeta") < text.index("alpha")


def test_a_listen_range_does_not_answer_for_an_interface(tmp_path: Path) -> None:
    listening = " neighbor P peer-group\n neighbor P remote-as 65002\n bgp listen range 10.0.0.0/24 peer-group P\n"
    found = lab(
        tmp_path,
        {
            "r1": router(65001, listening, {"eth1": "10.0.0.1/24"}),
            "r2": router(65002, " neighbor eth1 interface remote-as external\n", {"eth1": "10.0.0.2/24"}),
        },
        ["r1:eth1 r2:eth1"],
    )
    assert only(found).one_sided


def test_a_lab_without_configurations_says_where_its_bgp_may_be(tmp_path: Path) -> None:
    with pytest.raises(TopodrawError, match="--configs auto"):
        lab(tmp_path, {}, extra="    r1: {kind: linux}\n").draw("bgp")


def test_words_of_groups_choose_nodes(tmp_path: Path) -> None:
    found = lab(tmp_path, {}, extra="    r1: {kind: linux, group: fabric/spine}\n    r2: {kind: linux, group: leaf}\n")
    assert "left out by the filter: 1 node (r2)" in str(found.draw(include="spine"))
    assert "left out by the filter: 1 node (r1)" in str(found.draw(exclude="fabric"))


def vrfs(order: Sequence[str], own: int, base: int, other: int) -> str:
    """Return a router with three VRFs on three interfaces, the same addresses and another AS in each."""
    ports = {"red": 1, "green": 2, "blue": 3}
    lines = [
        f"interface eth{ports[name]} vrf {name}\n ip address 10.0.0.{own}/30\n!\n"
        f"router bgp {base + ports[name]} vrf {name}\n neighbor 10.0.0.{3 - own} remote-as {other + ports[name]}\n!\n"
        for name in order
    ]
    return f"router bgp {base}\n!\n" + "".join(lines)


def test_equal_addresses_in_parallel_vrfs_are_told_by_their_cables(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "a": vrfs(("red", "green", "blue"), 1, 65100, 65200),
            "b": vrfs(("blue", "red", "green"), 2, 65200, 65100),
        },
        ["a:eth1 b:eth1", "a:eth2 b:eth2", "a:eth3 b:eth3"],
    )
    assert [(each.vrf, each.link, each.one_sided) for each in found.sessions] == [
        ("red", 0, False),
        ("green", 1, False),
        ("blue", 2, False),
    ]
    assert not found.warnings


def test_in_a_vrf_its_own_as_counts(tmp_path: Path) -> None:
    config = (
        "router bgp 65001\n!\nrouter bgp 65101 vrf red\n neighbor 192.0.2.9 remote-as 65101\n"
        " neighbor 192.0.2.8 remote-as internal\n neighbor 192.0.2.7 remote-as 65001\n"
    )
    found = lab(tmp_path, {"r1": config}, external="show")
    assert [(each.b, each.kind) for each in found.sessions] == [
        ("192.0.2.9", "ibgp"),
        ("192.0.2.8", "ibgp"),
        ("192.0.2.7", "ebgp"),
    ]
    assert [node.asn for node in found.nodes[1:]] == [65101, 65101, 65001]


@pytest.mark.parametrize(("stated", "wrong"), [(200, False), (65101, True)])
def test_outside_its_confederation_a_router_goes_by_the_identifier(tmp_path: Path, stated: int, wrong: bool) -> None:
    one = f" bgp confederation identifier 100\n neighbor 10.0.0.2 remote-as {stated}\n"
    two = " bgp confederation identifier 200\n neighbor 10.0.0.1 remote-as 100\n"
    found = lab(tmp_path, {"r1": router(65101, one, A1), "r2": router(65101, two, B1)}, ["r1:eth1 r2:eth1"])
    assert only(found).kind == "ebgp"
    assert [text for text in texts(found) if "uses AS 200" in text] == texts(found)
    assert bool(found.warnings) == wrong


class TestListenRanges:
    """They answer in their own VRF, for their own AS, the narrowest first."""

    @staticmethod
    def listening(
        tmp_path: Path, ranges: str, interface: str = "interface eth1\n ip address 10.0.0.1/24\n"
    ) -> Topology:
        groups = (
            " neighbor P peer-group\n neighbor P remote-as 65002\n neighbor Q peer-group\n neighbor Q remote-as 65009\n"
        )
        caller = router(65002, " neighbor 10.0.0.2 remote-as 65001\n".replace("0.2", "0.1"), {"eth1": "10.0.0.2/24"})
        config = f"{interface}!\ninterface eth2 vrf red\n ip address 10.9.9.1/24\n!\nrouter bgp 65001{ranges}"
        return lab(tmp_path, {"tor": config.format(groups=groups), "pod": caller}, ["tor:eth1 pod:eth1"])

    def test_a_caller_of_another_as_is_said_at_the_range(self, tmp_path: Path) -> None:
        found = self.listening(tmp_path, "\n{groups} bgp listen range 10.0.0.0/24 peer-group Q\n")
        (text,) = texts(found)
        assert "pod calls from this range: it is AS 65009 here, but uses AS 65002" in text
        assert found.warnings[0].location.file.endswith("tor/frr.conf")

    def test_the_narrowest_range_answers(self, tmp_path: Path) -> None:
        ranges = " bgp listen range 10.0.0.0/16 peer-group Q\n bgp listen range 10.0.0.0/24 peer-group P\n"
        found = self.listening(tmp_path, "\n{groups}" + ranges)
        assert not found.warnings
        assert not only(found).one_sided

    def test_one_in_another_vrf_does_not(self, tmp_path: Path) -> None:
        found = self.listening(tmp_path, " vrf red\n{groups} bgp listen range 10.0.0.0/24 peer-group P\n")
        assert only(found).one_sided


def test_a_neighbour_beyond_an_interface_of_another_vrf_is_said(tmp_path: Path) -> None:
    one = "interface eth1 vrf red\n ip address 10.0.0.1/30\n!\nrouter bgp 65001\n neighbor 10.0.0.2 remote-as 65002\n"
    two = router(65002, " neighbor 10.0.0.1 remote-as 65001\n", B1)
    found = lab(tmp_path, {"r1": one, "r2": two}, ["r1:eth1 r2:eth1"])
    (text,) = texts(found)
    assert "is stated in the default VRF, but eth1 toward it is in vrf red" in text


def test_ends_that_share_no_address_family_are_said(tmp_path: Path) -> None:
    def config(asn: int, far: str, other: int, own: Mapping[str, str], family: str) -> str:
        quiet = f" no bgp default ipv4-unicast\n neighbor {far} remote-as {other}\n"
        return router(asn, quiet, own, f" address-family {family}\n  neighbor {far} activate\n exit-address-family\n")

    found = lab(
        tmp_path,
        {
            "r1": config(65001, "10.0.0.2", 65002, A1, "l2vpn evpn"),
            "r2": config(65002, "10.0.0.1", 65001, B1, "ipv4 unicast"),
        },
        ["r1:eth1 r2:eth1"],
    )
    (text,) = texts(found)
    assert "share no address family: evpn at r1, ipv4 at r2" in text


def test_thousands_of_neighbours_outside_of_the_lab_take_no_time(tmp_path: Path) -> None:
    many = "".join(f" neighbor 10.{n >> 8}.{n & 255}.9 remote-as {n + 1}\n" for n in range(5_000))
    found = lab(tmp_path, {"r1": router(65001, many), "r2": router(65002, many)}, ["r1:eth1 r2:eth1"], external="hide")
    assert not found.sessions


def test_a_range_of_interfaces_without_cables_is_one_remark(tmp_path: Path) -> None:
    (tmp_path / "r1.cfg").write_text(
        "router bgp 65001\n  neighbor Ethernet1/1-12\n    remote-as external\n    address-family ipv4 unicast\n",
        encoding="utf-8",
    )
    found = lab(tmp_path, {}, extra="    r1: {kind: cisco_n9kv, startup-config: r1.cfg}\n")
    (text,) = texts(found)
    assert text.startswith("neighbour on Ethernet1/1 and 11 more of r1: no link of the lab leads")


def test_labels_add_only_what_configurations_do_not_tell(tmp_path: Path) -> None:
    found = lab(
        tmp_path,
        {
            "r1": router(65001, " neighbor 10.0.0.2 remote-as 65002\n", A1),
            "r2": router(65002, " neighbor 10.0.0.1 remote-as 65001\n", B1),
        },
        ["r1:eth1 r2:eth1"],
        "    x: {kind: linux, labels: {as-number: 7, bgp-peers: 'r1,y'}}\n"
        "    y: {kind: linux, labels: {as-number: 8, bgp-peers: 'x'}}\n"
        "  defaults: {labels: {bgp-peers: r2}}\n",
    )
    assert told(found) == [("r1", "r2", "ebgp"), ("x", "r1", "ebgp"), ("x", "y", "ebgp")]
