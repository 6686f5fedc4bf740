"""Holo, and what gives Linux hosts their addresses: interface files and scripts."""

import pytest

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.holo import parse_holo
from topodraw.readers.configs.ifupdown import parse_ifupdown
from topodraw.readers.configs.netplan import parse_netplan
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.configs.script import parse_script
from topodraw.readers.configs.sniff import grammar_of

HOLO = """\
!
interfaces interface eth1
 type iana-if-type:ethernetCsmacd
 ipv4
  address 10.0.1.1
   prefix-length 24
 !
 ipv6
  address 2001:db8::1 prefix-length 64
!
interfaces interface eth2
 ipv4 address 10.0.2.1 prefix-length 30
!
routing control-plane-protocols control-plane-protocol ietf-ospf:ospfv2 main
 ospf areas area 0.0.0.0
  interfaces interface eth1
!
routing control-plane-protocols control-plane-protocol ietf-bgp:bgp main
 bgp global as 65001
 bgp global identifier 1.1.1.1
 !
 bgp peer-groups peer-group INSIDE
  peer-as 65001
  transport local-address 1.1.1.1
 !
 bgp neighbors neighbor 10.0.1.2
  peer-as 65002
  description "the north"
  !
  afi-safis afi-safi iana-bgp-types:ipv4-unicast
   enabled true
   apply-policy default-import-policy accept-route
  !
  afi-safis afi-safi iana-bgp-types:ipv6-unicast
   enabled false
  !
 !
 bgp neighbors neighbor 10.0.0.9
  peer-group INSIDE
  route-reflector client true
  enabled false
 !
!
routing-policy defined-sets prefix-sets prefix-set LOOPBACK ipv4
 prefixes prefix-list 1.1.1.1/32 32 32
!
"""


def given(config: DeviceConfig) -> list[tuple[str, str]]:
    return [(one.interface, one.address) for one in config.addresses]


def test_holo_reads_neighbours_groups_and_addresses():
    config = parse_holo(HOLO, "rt1.conf")
    assert (config.asn, config.router_id, config.problems) == (65001, "1.1.1.1", ())
    assert given(config) == [("eth1", "10.0.1.1/24"), ("eth1", "2001:db8::1/64"), ("eth2", "10.0.2.1/30")]
    north, inside = config.neighbours
    assert (north.address, north.remote_as, north.families, north.description) == (
        "10.0.1.2", 65002, ("ipv4",), "the north",
    )  # fmt: skip
    assert str(north.location) == "rt1.conf:26:25"
    assert (inside.address, inside.remote_as, inside.group, inside.update_source) == (
        "10.0.0.9", 65001, "INSIDE", "1.1.1.1",
    )  # fmt: skip
    assert (inside.rr_client, inside.shutdown) == (True, True)


def test_holo_remarks_on_what_it_cannot_read():
    config = parse_holo(HOLO.replace("10.0.1.2", "10.0.1").replace("global as 65001", "global as {{asn}}"), "f")
    assert config.asn is None
    assert [str(where) for where, _ in config.problems] == ["f:19:16", "f:26:25"]


def test_interfaces_of_debian():
    text = """\
# the loopback
auto lo
iface lo inet loopback
allow-hotplug eth1
iface eth1 inet static
    address 10.0.0.1
    netmask 255.255.255.252
    gateway 10.0.0.2
    up ip addr add 10.0.0.5/30 dev $IFACE
    post-up ip -6 addr add 2001:db8:5::1/64 dev eth2 || true
iface eth1 inet6 static
    address 2001:db8::1
    netmask 64
iface eth1:1 inet static
    address 10.0.9.1/24
iface eth3 inet dhcp
    address 10.0.8.1/24
"""
    config = parse_ifupdown(text, "interfaces")
    assert given(config) == [
        ("eth1", "10.0.0.1/30"), ("eth1", "2001:db8::1/64"), ("eth1", "10.0.9.1/24"),
        ("eth1", "10.0.0.5/30"), ("eth2", "2001:db8:5::1/64"),
    ]  # fmt: skip
    assert str(config.addresses[0].location) == "interfaces:6:13"


def test_interfaces_of_cumulus():
    text = """\
auto swp1
iface swp1
    address 10.1.0.1/31
    address 2001:db8:1::1/127

auto bond1
iface bond1
    bond-slaves swp3 \\
        swp4
    clag-id 1
auto peerlink
iface peerlink
    bond-slaves swp49-51
auto peerlink.4094
iface peerlink.4094
    clagd-peer-ip linklocal
iface vlan10
    vrf RED
    address 10.1.10.2/24
    address-virtual 00:00:5e:00:01:01 10.1.10.1/24
auto RED
iface RED
    vrf-table auto
"""
    config = parse_ifupdown(text, "interfaces")
    assert given(config) == [("swp1", "10.1.0.1/31"), ("swp1", "2001:db8:1::1/127"), ("vlan10", "10.1.10.2/24")]
    assert [one.vrf for one in config.addresses] == [None, None, "RED"]
    assert config.members == (("bond1", ("swp3", "swp4")), ("peerlink", ("swp49", "swp50", "swp51")))


NETPLAN = """\
network:
  version: 2
  renderer: networkd
  ethernets:
    eth1:
      addresses: [10.0.0.1/24, "2001:db8::1/64"]
      routes:
        - to: default
          via: 10.0.0.254
    eth2: {dhcp4: true}
    eth5:
      addresses:
        - 10.5.0.1/24
  bonds:
    bond0:
      interfaces: [eth3, eth4]
      addresses: [10.0.9.1/31]
  vrfs:
    RED:
      table: 10
      interfaces: [eth5]
"""


def test_netplan():
    config = parse_netplan(NETPLAN, "01.yaml")
    assert [(one.interface, one.address, one.vrf) for one in config.addresses] == [
        ("eth1", "10.0.0.1/24", None), ("eth1", "2001:db8::1/64", None), ("eth5", "10.5.0.1/24", "RED"),
        ("bond0", "10.0.9.1/31", None),
    ]  # fmt: skip
    assert config.members == (("bond0", ("eth3", "eth4")),)
    assert str(config.addresses[0].location) == "01.yaml:6:19"


@pytest.mark.parametrize(
    ("line", "interface", "address"),
    [
        ("ip addr add 10.0.0.1/24 dev eth1", "eth1", "10.0.0.1/24"),
        ("ip a a 10.0.0.1/24 dev eth1", "eth1", "10.0.0.1/24"),
        ("sudo /sbin/ip address add dev eth1 10.0.0.1/24 brd + scope global", "eth1", "10.0.0.1/24"),
        ("ip -6 addr add 2001:db8::1/64 dev eth1 nodad", "eth1", "2001:db8::1/64"),
        ("ip addr replace 10.0.0.1 dev lo", "lo", "10.0.0.1/32"),
        ("ip addr add local 10.0.0.1 peer 10.0.0.2/32 dev eth1", "eth1", "10.0.0.1/32"),
        ("ip link set eth1 up && ip addr add '10.0.0.1/24' dev \"eth1\"; true", "eth1", "10.0.0.1/24"),
        ("docker exec r1 ip addr add 10.0.0.1/24 dev eth1", "eth1", "10.0.0.1/24"),
        ("ifconfig eth1 10.0.0.1/24 up", "eth1", "10.0.0.1/24"),
        ("ifconfig eth1 10.0.0.1 netmask 255.255.255.0 up", "eth1", "10.0.0.1/24"),
        ("ifconfig eth1 inet6 add 2001:db8::1/64", "eth1", "2001:db8::1/64"),
        ("IF=eth1\nip addr add 10.0.0.1/24 dev ${IF}", "eth1", "10.0.0.1/24"),
    ],
)
def test_commands_that_give_an_address(line: str, interface: str, address: str):
    config = parse_script(f"#!/bin/sh\n{line}\n", "up.sh")
    assert given(config) == [(interface, address)]
    assert config.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "# ip addr add 10.0.0.1/24 dev eth1",
        "ip addr del 10.0.0.1/24 dev eth1",
        "ip addr show dev eth1",
        "ip addr add 10.0.$i.1/24 dev eth1",
        "ip addr add 10.0.0.1/24 dev $1",
        "ip addr add 10.0.0.1/24",
        "ip addr add",
        "ip link set eth1 up",
        "ifconfig eth1 up",
        "ifconfig",
        "ip",
        "echo done # ip addr add 10.0.0.1/24 dev eth1",
    ],
)
def test_commands_that_give_none(line: str):
    config = parse_script(f"#!/bin/sh\n{line}\n", "up.sh")
    assert (config.addresses, config.problems) == ((), ())


def test_bonds_and_vrfs_of_a_script():
    text = """\
ip link add bond0 type bond mode 802.3ad
ip link set eth1 master bond0
ip link set dev eth2 master bond0
ip link add RED type vrf table 10
ip link set eth3 master RED
ip addr add 10.0.0.1/24 dev eth3
"""
    config = parse_script(text, "up.sh")
    assert config.members == (("bond0", ("eth1", "eth2")),)
    assert [(one.interface, one.vrf) for one in config.addresses] == [("eth3", "RED")]


@pytest.mark.parametrize(
    ("grammar", "text"),
    [
        ("holo", HOLO),
        ("holo", "routing control-plane-protocols control-plane-protocol ietf-bgp:bgp main\n bgp global as 65001\n"),
        ("ifupdown", "auto eth1\niface eth1 inet static\n  address 10.0.0.1/24\n"),
        ("ifupdown", "auto swp1\niface swp1\n    address 10.1.0.1/31\n"),
        ("script", "#!/bin/bash\nsysctl -w net.ipv4.ip_forward=1\n"),
        ("script", "ip link set eth1 up\nip addr add 10.0.0.1/24 dev eth1\n"),
        ("script", "ifconfig eth1 10.0.0.1 netmask 255.255.255.0\n"),
        ("netplan", NETPLAN),
        ("ios", "#!/bin/sh\nvtysh <<EOF\nrouter bgp 65001\n neighbor 10.0.0.2 remote-as 65002\nEOF\n"),
        ("ios", "interface eth1\n ip address 10.0.0.1/24\n"),
        (None, "#!/usr/bin/env python3\nprint('hello')\n"),
    ],
)
def test_their_content_tells_them(grammar: str | None, text: str):
    assert grammar_of(text) == grammar
    assert (parse_config(text, "f") is None) == (grammar is None)
