"""Of the grammars of paths: ranges of names, instances with an AS of their own, statements that go on elsewhere."""

import time

import pytest

from topodraw.readers.configs.bird import parse_bird
from topodraw.readers.configs.openbgpd import parse_openbgpd
from topodraw.readers.configs.path import parse_path
from topodraw.readers.configs.path_tokens import grow


def names(text: str) -> list[str]:
    return [interface.word for interface in grow(text, ranged=True).each("interface")]


@pytest.mark.parametrize(
    ("range_", "expected"),
    [
        ("ethernet-1/{1..3}", ["ethernet-1/1", "ethernet-1/2", "ethernet-1/3"]),
        ("ethernet-1/[1..2]", ["ethernet-1/1", "ethernet-1/2"]),
        ("ethernet-1/{1,5..6}", ["ethernet-1/1", "ethernet-1/5", "ethernet-1/6"]),
        ("ethernet-{1..2}/{3,4}", ["ethernet-1/3", "ethernet-1/4", "ethernet-2/3", "ethernet-2/4"]),
        ("ethernet-1/1", ["ethernet-1/1"]),
        ("ethernet-1/{3..1}", ["ethernet-1/{3..1}"]),
        ('"ports {1..2}"', ["ports {1..2}"]),
    ],
)
def test_ranges_stand_for_many_names(range_: str, expected: list[str]) -> None:
    assert names(f"set / interface {range_} admin-state enable\n") == expected


def test_a_range_gives_each_interface_its_statements() -> None:
    text = """\
set / interface ethernet-1/{1..2} subinterface {0,10} ipv6 admin-state enable
set / interface ethernet-1/{1..2} ethernet aggregate-id lag1
set / network-instance default protocols bgp neighbor 10.0.{1..2}.1 peer-as 65002
"""
    config = parse_path(text, "f")
    assert config.members == (("lag1", ("ethernet-1/1", "ethernet-1/2")),)
    assert [(n.address, n.remote_as, n.location.line) for n in config.neighbours] == [
        ("10.0.1.1", 65002, 3),
        ("10.0.2.1", 65002, 3),
    ]


def test_ranges_of_ranges_are_cut_off() -> None:
    *expanded, kept = names("set / interface a{1..999}b{1..999}\n" * 100)
    assert (len(expanded), kept) == (1024, "a{1..999}b{1..999}")  # what is too much stays as it is
    assert len(names("".join(f"set / interface {n}-{{1..999}}/{{1..999}}\n" for n in range(300)))) < 26_000
    started = time.process_time()
    grow("/interface a{1..99}/{1..99} " * 2_000, ranged=True)  # one statement of many words
    assert time.process_time() - started < 2


def test_a_vrf_of_sr_linux_has_its_own_as() -> None:
    text = """\
set / network-instance default protocols bgp autonomous-system 65000
set / network-instance RED type ip-vrf
set / network-instance RED interface ethernet-1/1.0
set / network-instance RED protocols bgp autonomous-system 65100
set / network-instance RED protocols bgp neighbor 10.0.0.2 peer-as 65002
set / interface ethernet-1/1 subinterface 0 ipv4 address 10.0.0.1/31
"""
    config = parse_path(text, "f")
    assert (config.asn, config.vrf_as) == (65000, (("RED", 65100),))
    assert [(n.address, n.vrf, n.local_as) for n in config.neighbours] == [("10.0.0.2", "RED", None)]
    assert [(one.interface, one.vrf) for one in config.addresses] == [("ethernet-1/1.0", "RED")]


@pytest.mark.parametrize(
    "text",
    [
        """\
configure { router "Base" { autonomous-system 65000 }
    service { vprn "x" {
        admin-state enable
        customer "1"
        autonomous-system 65100
        interface "to-ce" { ipv4 { primary { address 10.0.0.1 prefix-length 30 } } sap 1/1/c1/1:100 { } }
        bgp {
            group "ce" { peer-as 65002 }
            neighbor "10.0.0.2" { group "ce" }
        } } } }
""",
        """\
/configure router "Base" autonomous-system 65000
/configure service vprn "x" autonomous-system 65100
/configure service vprn "x" interface "to-ce" sap 1/1/c1/1:100 admin-state enable
/configure service vprn "x" interface "to-ce" ipv4 primary address 10.0.0.1 prefix-length 30
/configure service vprn "x" bgp group "ce" peer-as 65002
/configure service vprn "x" bgp neighbor "10.0.0.2" group "ce"
""",
    ],
)
def test_a_vprn_of_sr_os_speaks_bgp(text: str) -> None:
    config = parse_path(text, "f")
    assert (config.asn, config.vrf_as) == (65000, (("x", 65100),))
    assert [(n.address, n.vrf, n.remote_as, n.group) for n in config.neighbours] == [("10.0.0.2", "x", 65002, "ce")]
    assert [(one.interface, one.address, one.vrf) for one in config.addresses] == [("1/1/c1/1:100", "10.0.0.1/30", "x")]


def test_junos_without_an_as_is_in_that_of_its_internal_sessions() -> None:
    config = parse_path(
        "set protocols bgp group fabric type external\n"
        "set protocols bgp group fabric local-as 65001\n"
        "set protocols bgp group fabric neighbor 10.0.0.1 peer-as 65100\n"
        "set protocols bgp group fabric neighbor 10.0.0.3 peer-as 65100\n"
        "set protocols bgp group overlay type internal\n"
        "set protocols bgp group overlay local-as 64512\n"
        "set protocols bgp group overlay neighbor 192.0.2.1\n",
        "r.conf",
    )
    assert config.asn == 64512
    assert [(peer.address, peer.local_as) for peer in config.neighbours] == [
        ("10.0.0.1", 65001),
        ("10.0.0.3", 65001),
        ("192.0.2.1", None),
    ]


def test_an_interface_range_of_junos() -> None:
    text = """\
interfaces {
    interface-range UPLINKS {
        member ge-0/0/0;
        member-range ge-0/0/2 to ge-0/0/4;
        ether-options { 802.3ad ae0; }
    }
    ge-0/0/9 { gigether-options { 802.3ad ae1; } }
}
"""
    assert parse_path(text, "f").members == (
        ("ae0", ("ge-0/0/0", "ge-0/0/2", "ge-0/0/3", "ge-0/0/4")),
        ("ae1", ("ge-0/0/9",)),
    )


def test_lines_of_openbgpd_go_on_after_a_backslash() -> None:
    text = (
        'AS 65001\nneighbor 10.0.0.2 { remote-as \\\n  65002 \\\n}\ngroup \\\n "g" {\n neighbor 10.0.0.3 { down }\n}\n'
    )
    config = parse_openbgpd(text, "f")
    assert [(n.address, n.remote_as, n.group) for n in config.neighbours] == [
        ("10.0.0.2", 65002, None),
        ("10.0.0.3", None, "g"),
    ]
    assert config.problems == ()


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_bird, 'include "peers.conf";\nprotocol bgp p { local as 65001; neighbor 10.0.0.2 as 65002; }\n'),
        (parse_openbgpd, 'include "peers.conf"\nAS 65001\nneighbor 10.0.0.2 { remote-as 65002 }\n'),
    ],
)
def test_includes_are_remarked_on(parse, text) -> None:
    config = parse(text, "f")
    ((where, remark),) = config.problems
    assert (where.line, "peers.conf" in remark) == (1, True)
    assert len(config.neighbours) == 1


CLASSIC = """\
exit all
configure
#--------------------------------------------------
echo "Router Configuration"
#--------------------------------------------------
    router Base
        interface "system"
            address 10.255.0.1/32
            no shutdown
        exit
        interface "to-pe2"
            address 10.1.0.0/31
            port 1/1/c2/1
        exit
        autonomous-system 65010
        bgp
            group "mesh"
                family vpn-ipv4
                cluster 10.255.0.1
                peer-as 65010
                neighbor 10.255.0.2
                exit
                neighbor 10.255.0.3
                    shutdown
                exit
            exit
        exit
    exit
    service
        vprn 7 name "BLUE" customer 1 create
            interface "ce" create
            exit
        exit
        vprn 7 customer 1 create
            interface "ce" create
                address 10.7.0.1/30
                sap 1/1/c3/1:7 create
                exit
            exit
            bgp
                group "ce"
                    peer-as 65070
                    neighbor 10.7.0.2
                    exit
                exit
            exit
        exit
    exit
exit all
"""


def test_blocks_of_the_classic_cli_of_sr_os() -> None:
    config = parse_path(CLASSIC, "f")
    assert (config.asn, config.problems) == (65010, ())
    assert [(a.interface, a.address, a.vrf) for a in config.addresses] == [
        ("system", "10.255.0.1/32", None),
        ("1/1/c2/1", "10.1.0.0/31", None),
        ("1/1/c3/1:7", "10.7.0.1/30", "BLUE"),
    ]
    assert [(n.address, n.remote_as, n.vrf, n.rr_client, n.shutdown, n.location.line) for n in config.neighbours] == [
        ("10.255.0.2", 65010, None, True, False, 21),
        ("10.255.0.3", 65010, None, True, True, 23),
        ("10.7.0.2", 65070, "BLUE", False, False, 43),
    ]


@pytest.mark.parametrize(
    ("stated", "families"),
    [
        ("family evpn true vpn-ipv4 true", ("evpn", "vpnv4")),
        ("family ipv4 false evpn true vpn-ipv6 true", ("evpn", "vpnv6")),
        ("family { evpn true vpn-ipv4 true }", ("evpn", "vpnv4")),
        ("family { ipv4 true evpn true }\n family evpn true", ("ipv4", "evpn")),
        ("family ipv4 vpn-ipv4 evpn", ("ipv4", "vpnv4", "evpn")),
    ],
)
def test_sr_os_states_several_families_on_one_line(stated: str, families: tuple[str, ...]) -> None:
    text = (
        f'configure {{ router "Base" {{ bgp {{\n group "X" {{\n {stated}\n }}\n neighbor "10.0.0.1" group "X"\n}} }} }}'
    )
    (neighbour,) = parse_path(text, "pe.cfg").neighbours
    assert neighbour.families == families
    flat = "\n".join(f'/configure router "Base" bgp group "X" {line.strip()}' for line in stated.splitlines())
    (neighbour,) = parse_path(
        f'{flat}\n/configure router "Base" bgp neighbor "10.0.0.1" group "X"', "pe.cfg"
    ).neighbours
    assert neighbour.families == families


def test_sr_os_says_more_behind_the_port_and_the_group() -> None:
    text = """\
/configure router "Base" autonomous-system 65001 router-id 1.1.1.1
/configure router "Base" interface "a" port 1/1/c1/1 ipv4 primary address 10.0.0.1 prefix-length 30
/configure router "Base" bgp group "X" family evpn true
/configure router "Base" bgp neighbor "10.0.0.2" group "X" peer-as 65002 admin-state disable
"""
    config = parse_path(text, "f")
    assert [(a.interface, a.address) for a in config.addresses] == [("1/1/c1/1", "10.0.0.1/30")]
    assert [(n.group, n.remote_as, n.families, n.shutdown) for n in config.neighbours] == [
        ("X", 65002, ("evpn",), True)
    ]


def test_junos_finds_neighbours_on_interfaces() -> None:
    group = "set protocols bgp group fabric"
    text = f"""\
set routing-options autonomous-system 65001
{group} family inet unicast
{group} dynamic-neighbor ND peer-auto-discovery family inet6 ipv6-nd
{group} dynamic-neighbor ND peer-auto-discovery interface ge-0/0/0.0
{group} dynamic-neighbor ND peer-auto-discovery interface ge-0/0/1.0
{group} peer-as-list spines
"""
    assert [(n.interface, n.group, n.location.line) for n in parse_path(text, "f").neighbours] == [
        ("ge-0/0/0.0", "fabric", 4),
        ("ge-0/0/1.0", "fabric", 5),
    ]
