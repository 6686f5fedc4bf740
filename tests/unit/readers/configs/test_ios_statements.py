"""Statements of the IOS family, each row of the grammar in the dialects that have it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from topodraw.readers.configs.device_config import DeviceConfig, Listen, Neighbour
from topodraw.readers.configs.ios import parse_ios


def parse(text: str) -> DeviceConfig:
    return parse_ios(dedent(text), "r1.cfg")


def only(text: str) -> Neighbour:
    config = parse(text)
    assert len(config.neighbours) == 1, config.neighbours
    return config.neighbours[0]


def only_range(text: str) -> Listen:
    config = parse(text)
    assert config.neighbours == ()
    assert len(config.listens) == 1, config.listens
    return config.listens[0]


SPECIMEN = """\
router bgp 65001
 neighbor LEAF peer-group
 neighbor LEAF remote-as external
 neighbor swp1 interface peer-group LEAF
 neighbor 10.0.0.9 remote-as 65009
 address-family l2vpn evpn
  neighbor 10.0.0.9 route-reflector-client
"""


def test_a_whole_configuration_of_frr() -> None:
    config = parse(SPECIMEN)
    by_interface, by_address = config.neighbours
    assert config.asn == 65001
    assert (by_interface.interface, by_interface.group, by_interface.remote_as) == ("swp1", "LEAF", "external")
    assert (by_address.address, by_address.remote_as, by_address.rr_client) == ("10.0.0.9", 65009, True)
    assert "evpn" in by_address.families
    assert str(by_address.location) == "r1.cfg:5:2"


@pytest.mark.parametrize("name", ["Ethernet1/1-3", "ethernet 1/1-3", "ethernet 1/1 - 3", "Ethernet1/1, Ethernet1/2-3"])
def test_ranges_of_interfaces_are_several_neighbours(name: str) -> None:
    config = parse(f"router bgp 65001\n  neighbor {name}\n    remote-as external\n    address-family ipv6 unicast\n")
    assert [one.interface.lower() for one in config.neighbours if one.interface] == [
        "ethernet1/1",
        "ethernet1/2",
        "ethernet1/3",
    ]
    assert {(one.remote_as, one.families) for one in config.neighbours} == {("external", ("ipv6",))}


@pytest.mark.parametrize(
    ("text", "asn"),
    [
        ("router bgp 65001\n", 65001),
        ("router bgp 64.1\n", 64 * 65536 + 1),
        ("router bgp 4200000001\n", 4200000001),
        ("router bgp4 1\n vrf v1\n local-as 65020\n", 65020),
        ("router bgp 65000\nrouter bgp 65001 vrf RED\n", 65000),
        ("router bgp 65001 vrf RED\nrouter bgp 65000\n", 65000),
        ("router bgp 65001 vrf RED\n", 65001),
        ("interface lo\n ip address 10.0.0.1/32\n", None),
    ],
)
def test_the_as_of_the_device(text: str, asn: int | None) -> None:
    assert parse(text).asn == asn


def test_the_as_of_vrfs() -> None:
    config = parse("""\
        router bgp 65000
           vrf BLUE
              local-as 65100
              neighbor 10.1.0.1 remote-as 65001
           vrf GREEN
              neighbor 10.2.0.1 remote-as 65002
        router bgp 65001 vrf RED
         neighbor 10.3.0.1 remote-as 65003
    """)
    assert config.vrf_as == (("RED", 65001), ("BLUE", 65100))
    assert [(n.address, n.vrf, n.local_as) for n in config.neighbours] == [
        ("10.1.0.1", "BLUE", None),
        ("10.2.0.1", "GREEN", None),
        ("10.3.0.1", "RED", None),
    ]


@pytest.mark.parametrize(
    ("text", "router_id"),
    [
        ("router bgp 1\n bgp router-id 10.0.0.1\n", "10.0.0.1"),
        ("router bgp 1\n   router-id 10.0.0.2\n", "10.0.0.2"),
        ("router bgp 1\n  router-id auto\n", None),
        ("router bgp 1\n vrf RED\n  router-id 10.9.9.9\n", None),
        ("router bgp 1\n bgp router-id 10.0.0.1\nrouter bgp 1 vrf RED\n bgp router-id 10.9.9.9\n", "10.0.0.1"),
        ("ip router-id 10.0.0.3\nrouter bgp 1\n", "10.0.0.3"),
        ("router ospf 1\n router-id 10.8.8.8\nrouter bgp 1\n", None),
    ],
)
def test_the_router_id(text: str, router_id: str | None) -> None:
    assert parse(text).router_id == router_id


@pytest.mark.parametrize(
    ("statement", "remote_as"),
    [
        ("neighbor 10.0.0.1 remote-as 65002", 65002),
        ("neighbor 10.0.0.1 remote-as 1.5", 65541),
        ("neighbor 10.0.0.1 remote-as internal", "internal"),
        ("neighbor 10.0.0.1 remote-as external", "external"),
        ("neighbor 10.0.0.1 remote-as auto", None),
        ("neigh 10.0.0.1 remote-as 65002", 65002),
        ("nei 10.0.0.1 remote-as 65002", 65002),
        ("neighbor 10.0.0.1 remote-as route-map ANY", None),
    ],
)
def test_the_as_of_a_neighbour(statement: str, remote_as: int | str | None) -> None:
    assert only(f"router bgp 65001\n {statement}\n").remote_as == remote_as


@pytest.mark.parametrize(
    ("statements", "interfaces"),
    [
        (["neighbor swp1 interface remote-as external"], ["swp1"]),
        (["neighbor swp1 interface v6only remote-as external"], ["swp1"]),
        (["neighbor peerlink.4094 interface", "neighbor peerlink.4094 remote-as external"], ["peerlink.4094"]),
        (["neighbor Ethernet1/1 remote-as 65002"], ["Ethernet1/1"]),
        (["neighbor ethernet 1/2 remote-as 65002"], ["ethernet1/2"]),
        (["neighbor Ethernet1/1-3 remote-as 65002"], ["Ethernet1/1", "Ethernet1/2", "Ethernet1/3"]),
        (["neighbor Ethernet1/1,Ethernet1/7-8 remote-as 65002"], ["Ethernet1/1", "Ethernet1/7", "Ethernet1/8"]),
        (["neighbor interface Ethernet1-2 peer-group G remote-as 65002"], ["Ethernet1", "Ethernet2"]),
        (["neighbor interface Et1,3 peer-group G"], ["Et1", "Et3"]),
    ],
)
def test_neighbours_told_by_interface(statements: list[str], interfaces: list[str]) -> None:
    config = parse("\n ".join(["router bgp 65001", *statements]))
    assert [n.interface for n in config.neighbours] == interfaces
    assert all(n.address is None for n in config.neighbours)


def test_a_link_local_neighbour_keeps_its_interface() -> None:
    one = only("router bgp 1\n neighbor fe80::1 remote-as 2\n neighbor fe80::1 interface eth0\n")
    other = only("router bgp 1\n neighbor fe80::1%Et1 remote-as 2\n")
    assert (one.address, one.interface) == ("fe80::1", "eth0")
    assert (other.address, other.interface) == ("fe80::1", "Et1")


@pytest.mark.parametrize(
    "lines",
    [
        "neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.1 local-as 65100 no-prepend replace-as",
        "neighbor 10.0.0.1\n  remote-as 2\n  local-as 65100 no-prepend",
        "neighbor 10.0.0.1 remote-as 2\n  local-as 65100",
    ],
)
def test_an_as_of_the_neighbours_own(lines: str) -> None:
    assert only(f"router bgp 1\n {lines}\n").local_as == 65100


def test_a_local_as_equal_to_that_of_the_instance_is_none() -> None:
    assert (
        only("router bgp4 1\n local-as 1\n neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.1 local-as 1\n").local_as
        is None
    )


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        ("neighbor 10.0.0.1 remote-as 1\n neighbor 10.0.0.1 update-source Loopback0", "Loopback0"),
        ("neighbor 10.0.0.1 remote-as 1\n neighbor 10.0.0.1 update-source Loopback 0", "Loopback0"),
        ("neighbor 10.0.0.1 remote-as 1\n neighbor 10.0.0.1 update-source 10.0.0.2", "10.0.0.2"),
        ("neighbor 10.0.0.1\n  remote-as 1\n  update-source Loopback0", "Loopback0"),
    ],
)
def test_the_source_of_a_session(lines: str, source: str) -> None:
    assert only(f"router bgp 1\n {lines}\n").update_source == source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bgp listen range 10.0.0.0/8 peer-group G", ("10.0.0.0/8", "external", "G")),
        ("bgp listen range 10.1.2.3/8 peer-group G remote-as 7", ("10.0.0.0/8", 7, "G")),
        ("bgp listen range 2001:DB8::/64 peer-group G", ("2001:db8::/64", "external", "G")),
        ("bgp listen range 10.0.0.0/8 peer group G", ("10.0.0.0/8", "external", "G")),
        ("neighbor 10.0.0.0/24\n  remote-as 8", ("10.0.0.0/24", 8, None)),
        ("neighbor 10.0.0.0/24 remote-as 8", ("10.0.0.0/24", 8, None)),
    ],
)
def test_listen_ranges(text: str, expected: tuple[str, int | str, str | None]) -> None:
    listen = only_range(f"router bgp 1\n neighbor G peer-group\n neighbor G remote-as external\n {text}\n")
    assert (listen.prefix, listen.remote_as, listen.group) == expected


@pytest.mark.parametrize(("accepted", "remote_as"), [("65001", 65001), ("65001-65001", 65001), ("65001-65009", None)])
def test_a_peer_filter_of_eos_tells_the_as_when_it_accepts_one(accepted: str, remote_as: int | None) -> None:
    listen = only_range(f"""\
        peer-filter LEAVES
           10 match as-range {accepted} result accept
        !
        router bgp 65000
           bgp listen range 10.0.0.0/24 peer-group G peer-filter LEAVES
           neighbor G peer group
    """)
    assert listen.remote_as == remote_as


@pytest.mark.parametrize(
    ("lines", "families"),
    [
        ("neighbor 10.0.0.1 remote-as 2", ("ipv4",)),
        ("no bgp default ipv4-unicast\n neighbor 10.0.0.1 remote-as 2", ()),
        ("bgp default l2vpn-evpn\n neighbor 10.0.0.1 remote-as 2", ("ipv4", "evpn")),
        (
            (
                "no bgp default ipv4-unicast\n neighbor 10.0.0.1 remote-as 2\n"
                " address-family vpnv4\n  neighbor 10.0.0.1 activate\n exit-address-family\n"
                " address-family vpnv6\n  neighbor 10.0.0.1 activate\n exit-address-family"
            ),
            ("vpnv4", "vpnv6"),
        ),
        (
            (
                "neighbor 10.0.0.1 remote-as 2\n address-family evpn\n  neighbor 10.0.0.1 activate\n"
                " address-family ipv4\n  no neighbor 10.0.0.1 activate"
            ),
            ("evpn",),
        ),
        ("neighbor 2001:db8::1 remote-as 2\n address-family ipv6 unicast\n  neighbor 2001:db8::1 activate", ("ipv6",)),
        ("neighbor 10.0.0.1\n  remote-as 2\n  address-family vpnv4 unicast\n   next-hop-self", ("vpnv4",)),
        ("neighbor 10.0.0.1\n  remote-as 2\n  address-family ipv4 labeled-unicast\n  !", ("ipv4_label",)),
        ("neighbor 10.0.0.1\n  remote-as 2\n  address-family l2vpn evpn\n    send-community both", ("evpn",)),
        ("neighbor 10.0.0.1\n  remote-as 2", ()),
    ],
)
def test_families(lines: str, families: tuple[str, ...]) -> None:
    assert only(f"router bgp 1\n {lines}\n").families == families


def test_families_of_rare_are_listed_in_one_line() -> None:
    one = only(
        "router bgp4 1\n local-as 1\n neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.1 address-family unicast evpn\n"
    )
    two = only(
        "router bgp6 1\n local-as 1\n neighbor 2001:db8::1 remote-as 2\n neighbor 2001:db8::1 address-family vpnuni\n"
    )
    assert one.families == ("ipv4", "evpn")
    assert two.families == ("vpnv6",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ip address 10.0.0.1/31", "10.0.0.1/31"),
        ("ip address 10.0.0.1 255.255.255.254", "10.0.0.1/31"),
        ("ip address 10.0.0.1 255.255.255.0 secondary", "10.0.0.1/24"),
        ("ip address 10.0.0.1/24 secondary", "10.0.0.1/24"),
        ("ipv4 address 10.0.0.1 255.255.255.255", "10.0.0.1/32"),
        ("ipv4 addr 10.0.0.1 255.255.255.252", "10.0.0.1/30"),
        ("ipv6 address 2001:DB8:0::1/64", "2001:db8::1/64"),
        ("ipv6 address 4321::1 ffff:ffff::", "4321::1/32"),
        ("ipv6 address FE80::1 link-local", "fe80::1/64"),
        ("ipv6 address fe80::2/64 link-local", "fe80::2/64"),
        ("ipv6 address fe80::2/10 link-local", "fe80::2/10"),
    ],
)
def test_addresses(line: str, expected: str) -> None:
    (address,) = parse(f"interface Ethernet1\n   description to spine\n   {line}\n").addresses
    assert (address.interface, address.address, address.vrf) == ("Ethernet1", expected, None)


@pytest.mark.parametrize(
    "line",
    ["ip address dhcp", "ip address virtual 10.0.0.1/24", "no ip address 10.0.0.1/24", "ip address 300.1.1.1/24",
     "ip address 10.0.0.1 0.0.0.255", "ipv6 address autoconfig", "ip unnumbered lo", "ip address"],
)  # fmt: skip
def test_what_is_no_address_of_the_device(line: str) -> None:
    assert parse(f"interface Ethernet1\n {line}\n").addresses == ()


@pytest.mark.parametrize(
    "lines",
    [
        "interface eth1 vrf RED\n ip address 10.0.0.1/24",
        "interface eth1\n vrf RED\n ip address 10.0.0.1/24",
        "interface eth1\n vrf forwarding RED\n ip address 10.0.0.1/24",
        "interface eth1\n ip vrf forwarding RED\n ip address 10.0.0.1/24",
        "interface eth1\n  vrf member RED\n  ip address 10.0.0.1/24",
        "interface eth1\nvrf forwarding RED\nip address 10.0.0.1/24",
        "interface eth1\n ip address 10.0.0.1/24\n!\ninterface eth1\n vrf RED",
    ],
)
def test_the_vrf_of_an_interface(lines: str) -> None:
    (address,) = parse(lines).addresses
    assert (address.interface, address.vrf) == ("eth1", "RED")


def test_interfaces_of_ios_xr_in_one_line() -> None:
    config = parse(
        "interface Gi0/0/0/0 ipv4 address 192.168.1.2 255.255.255.0\n"
        "interface preconfigure Gi0/0/0/1\n ipv4 address 10.0.0.1/31\n"
    )
    assert [(a.interface, a.address) for a in config.addresses] == [
        ("Gi0/0/0/0", "192.168.1.2/24"),
        ("Gi0/0/0/1", "10.0.0.1/31"),
    ]


def test_bundles_are_spelled_as_their_own_interfaces() -> None:
    config = parse("""\
        interface Port-Channel999
        interface Ethernet9
           channel-group 999 mode active
        interface Ethernet10
           channel-group 999 mode active
        interface GigabitEthernet0/0/0/1
         bundle id 1 mode on
    """)
    assert config.members == (
        ("Port-Channel999", ("Ethernet9", "Ethernet10")),
        ("bundle-ether1", ("GigabitEthernet0/0/0/1",)),
    )


@pytest.mark.parametrize(
    "lines",
    [
        " bgp confederation identifier 100\n bgp confederation peers 65002 65003\n",
        "   bgp confederation identifier 100\n   bgp confederation peers 65002-65003\n",
        "   bgp confederation identifier 100\n   bgp confederation peers 65002,65003\n",
        " bgp confederation peers\n  65002\n  65003\n !\n bgp confederation identifier 100\n",
        "  confederation identifier 100\n  confederation peers 65002 65003\n",
    ],
)
def test_confederations(lines: str) -> None:
    config = parse(f"router bgp 65001\n{lines}")
    assert (config.asn, config.confederation, config.confederation_peers) == (65001, 100, (65002, 65003))


@pytest.mark.parametrize(
    ("statement", "shutdown", "passive"),
    [
        ("neighbor 10.0.0.1 shutdown", True, False),
        ("no neighbor 10.0.0.1 shutdown", False, False),
        ("neighbor 10.0.0.1 passive", False, True),
        ("neighbor 10.0.0.1 transport connection-mode passive", False, True),
    ],
)
def test_sessions_that_do_not_start(statement: str, shutdown: bool, passive: bool) -> None:
    found = only(f"router bgp 1\n neighbor 10.0.0.1 remote-as 2\n {statement}\n")
    assert (found.shutdown, found.passive) == (shutdown, passive)


def test_sessions_that_do_not_start_in_blocks() -> None:
    config = parse("""\
        router bgp 1
         neighbor 10.0.0.1
          remote-as 2
          shutdown
         neighbor 10.0.0.2
          remote-as 2
          session-open-mode passive-only
    """)
    assert [(n.shutdown, n.passive) for n in config.neighbours] == [(True, False), (False, True)]


def test_descriptions() -> None:
    assert (
        only('router bgp 1\n neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.1 description "to ISP #1 !"\n').description
        == "to ISP #1 !"
    )


def test_a_neighbour_without_as_or_group_is_none() -> None:
    assert (
        parse("router bgp 1\n neighbor 10.0.0.1 description forgotten\n neighbor 10.0.0.2 activate\n").neighbours == ()
    )


def test_neighbours_of_other_protocols_are_not_bgps() -> None:
    bgp = "router bgp 1\n neighbor 10.0.0.1 remote-as 2\n"
    others = "router ospf 1\n neighbor 10.9.9.9\nl2vpn\n neighbor 10.8.8.8 pw-id 1\n"
    assert [n.address for n in parse(bgp + others).neighbours] == ["10.0.0.1"]


def test_the_vrf_of_an_interface_may_be_told_on_a_line_before_its_address() -> None:
    config = parse("""\
        interface GigabitEthernet0/0/0/1 vrf RED
        interface GigabitEthernet0/0/0/1 ipv4 address 10.7.0.1/30
        interface GigabitEthernet0/0/0/2 ipv4 address 10.8.0.1/30
    """)
    assert [(a.address, a.vrf) for a in config.addresses] == [("10.7.0.1/30", "RED"), ("10.8.0.1/30", None)]


def test_one_link_local_address_on_several_links() -> None:
    config = parse("""\
        router bgp 65001
         neighbor fe80::1%Ethernet1/1 remote-as 65011
         neighbor fe80::1%Ethernet1/2 remote-as 65012
         address-family ipv6
          neighbor fe80::1%Ethernet1/2 activate
    """)
    assert config.listens == ()
    assert [(n.address, n.interface, n.remote_as, n.families) for n in config.neighbours] == [
        ("fe80::1", "Ethernet1/1", 65011, ("ipv4",)),
        ("fe80::1", "Ethernet1/2", 65012, ("ipv6",)),
    ]
