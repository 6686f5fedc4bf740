"""Of the IOS family: text that is no statement, statements taken back, facts that stand elsewhere."""

import time
from textwrap import dedent

import pytest

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.ios import parse_ios


def parse(text: str) -> DeviceConfig:
    return parse_ios(dedent(text), "r1.cfg")


@pytest.mark.parametrize(
    "body",
    [
        "banner motd\nrouter bgp 1\n neighbor 10.0.0.1 remote-as 1\nEOF",
        "banner login\n  router bgp 1\n  EOF",
        "banner motd ^C\nrouter bgp 1\n neighbor 10.0.0.1 remote-as 1\n^C",
        "banner exec # router bgp 1\nrouter bgp 1 #",
        "banner motd #router bgp 1#",
        "banner motd @ keep out\nrouter bgp 1\n  and away@",
        "event-handler e\n   trigger on-boot\n   action bash\n      router bgp 1\n      EOF",
        "router general\n   control-functions\n      code unit u\nrouter bgp 1\nEOF",
    ],
)
def test_bodies_of_text_are_no_statements(body: str) -> None:
    config = parse_ios(f"hostname r1\n{body}\nrouter bgp 65001\n neighbor 10.0.0.2 remote-as 65002\n", "f")
    assert config.asn == 65001
    assert [(n.address, n.location.line) for n in config.neighbours] == [("10.0.0.2", body.count("\n") + 4)]


@pytest.mark.parametrize("line", ["banner motd line welcome", "banner motd default", "banner motd ^C", "banner motd"])
def test_a_banner_without_an_end_takes_nothing_with_it(line: str) -> None:
    assert parse(f"{line}\nrouter bgp 65001\n neighbor 10.0.0.2 remote-as 65002\n").asn == 65001


@pytest.mark.parametrize(
    ("removal", "left"),
    [
        ("no neighbor 10.0.0.1", ["10.0.0.2"]),
        ("no neighbor 10.0.0.1 remote-as 65002", ["10.0.0.2"]),
        ("no neighbor 10.0.0.1 description", ["10.0.0.1", "10.0.0.2"]),
        ("no neighbor 10.0.0.9", ["10.0.0.1", "10.0.0.2"]),
        ("no neighbor 10.0.0.2 peer-group G", ["10.0.0.1"]),
        ("no neighbor 10.0.0.2 peer group", ["10.0.0.1"]),
    ],
)
def test_neighbours_taken_back(removal: str, left: list[str]) -> None:
    config = parse(f"""\
        router bgp 65001
         neighbor G peer-group
         neighbor G remote-as 65003
         neighbor 10.0.0.1 remote-as 65002
         neighbor 10.0.0.1 description x
         neighbor 10.0.0.2 peer-group G
         {removal}
    """)
    assert [n.address for n in config.neighbours] == left
    assert config.problems == ()


def test_a_neighbour_taken_back_and_stated_anew_starts_from_nothing() -> None:
    config = parse("""\
        router bgp 65001
         neighbor 10.0.0.1 remote-as 65002
         neighbor 10.0.0.1 description old
         no neighbor 10.0.0.1
         neighbor 10.0.0.1 remote-as 65003
    """)
    assert [(n.remote_as, n.description) for n in config.neighbours] == [(65003, None)]


@pytest.mark.parametrize("removal", ["no neighbor G peer-group", "no neighbor G"])
def test_a_group_taken_back_takes_its_members_and_ranges_with_it(removal: str) -> None:
    config = parse(f"""\
        router bgp 65001
         neighbor G peer-group
         neighbor G remote-as 65003
         neighbor H peer-group
         neighbor 10.0.0.1 peer-group G
         neighbor 10.0.0.2 remote-as 65002
         neighbor 10.0.0.2 peer-group G
         neighbor 10.0.0.3 remote-as 65002
         neighbor 10.0.0.3 peer-group H
         neighbor 10.0.0.4 remote-as 65002
         bgp listen range 10.9.0.0/24 peer-group G
         {removal}
    """)
    assert [n.address for n in config.neighbours] == ["10.0.0.3", "10.0.0.4"]
    assert config.listens == ()


def test_a_neighbour_taken_out_of_a_group_is_gone_with_its_own_as() -> None:
    config = parse("""\
        router bgp 65001
         neighbor G peer-group
         neighbor 10.0.0.1 remote-as 65002
         neighbor 10.0.0.1 peer-group G
         neighbor 10.0.0.2 remote-as 65002
         neighbor swp1 interface remote-as external
         neighbor swp1 peer-group G
         no neighbor 10.0.0.1 peer-group G
         no neighbor 10.0.0.2 peer-group UNKNOWN
         no neighbor swp1 peer-group G
    """)
    assert [n.address for n in config.neighbours] == ["10.0.0.2"]


def test_attributes_taken_back() -> None:
    config = parse("""\
        router bgp 65001
         neighbor 10.0.0.1 remote-as 65002
         neighbor 10.0.0.1 update-source lo
         neighbor 10.0.0.1 local-as 65009
         no neighbor 10.0.0.1 update-source lo
         no neighbor 10.0.0.1 local-as
         address-family ipv4 unicast
          no neighbor 10.0.0.1 activate
    """)
    (only,) = config.neighbours
    assert (only.update_source, only.local_as, only.families) == (None, None, ())


@pytest.mark.parametrize(
    ("removal", "left"),
    [
        ("no ip address", ["2001:db8::1/64"]),
        ("no ip address 10.0.0.1 255.255.255.0", ["10.0.1.1/24", "2001:db8::1/64"]),
        ("no ipv6 address", ["10.0.0.1/24", "10.0.1.1/24"]),
        ("no ip proxy-arp", ["10.0.0.1/24", "10.0.1.1/24", "2001:db8::1/64"]),
    ],
)
def test_addresses_taken_back(removal: str, left: list[str]) -> None:
    config = parse(f"""\
        interface Ethernet1
         ip address 10.0.0.1 255.255.255.0
         ip address 10.0.1.1 255.255.255.0 secondary
         ipv6 address 2001:db8::1/64
         {removal}
    """)
    assert [one.address for one in config.addresses] == left


def test_addresses_know_where_they_stand() -> None:
    config = parse("interface Ethernet1\n ip address 10.0.0.1/24\n ip address 10.0.0.1/24\n")
    assert [str(one.location) for one in config.addresses] == ["r1.cfg:2:2"]


@pytest.mark.parametrize("name", ["Loopback0", "loopback 0", "lo0"])
def test_the_router_id_is_that_of_an_interface(name: str) -> None:
    config = parse(f"""\
        router bgp 65001
         bgp router-id interface {name}
        interface Loopback0
         ipv6 address 2001:db8::1/128
         ip address 10.0.0.7 255.255.255.255
    """)
    assert config.router_id == "10.0.0.7"


def test_the_router_id_of_an_interface_that_has_no_address() -> None:
    assert parse("router bgp 65001\n bgp router-id interface Loopback0\n").router_id is None


def test_an_interface_of_one_name_in_several_vrfs() -> None:
    config = parse("""\
        interface lo
         ip address 10.0.0.1/32
        exit
        interface lo vrf RED
         ip address 10.1.0.1/32
        exit
        interface eth1 vrf RED
         ip address 10.1.1.1/31
        exit
        interface eth1 vrf RED
         ipv6 address 2001:db8::1/64
        exit
    """)
    assert [(one.interface, one.address, one.vrf) for one in config.addresses] == [
        ("lo", "10.0.0.1/32", None),
        ("lo", "10.1.0.1/32", "RED"),
        ("eth1", "10.1.1.1/31", "RED"),
        ("eth1", "2001:db8::1/64", "RED"),
    ]


def test_groups_that_use_groups() -> None:
    config = parse("""\
        router bgp 65001
         neighbor-group LEAF
          remote-as 65007
          use neighbor-group BASE
         !
         neighbor-group BASE
          update-source Loopback0
          use session-group SESSION
          address-family ipv4 unicast
           route-reflector-client
         !
         session-group SESSION
          local-as 65009
         !
         neighbor 10.0.0.1
          use neighbor-group LEAF
    """)
    (only,) = config.neighbours
    assert (only.remote_as, only.local_as, only.update_source) == (65007, 65009, "Loopback0")
    assert (only.rr_client, only.families, only.group) == (True, ("ipv4",), "LEAF")


def test_templates_that_inherit_templates() -> None:
    config = parse("""\
        router bgp 65001
         template peer-policy CLIENTS
          route-reflector-client
         exit-peer-policy
         template peer-session BASE
          update-source Loopback0
         exit-peer-session
         template peer-session INSIDE
          remote-as 65001
          inherit peer-session BASE
         exit-peer-session
         neighbor 10.0.0.1 inherit peer-session INSIDE
         address-family ipv4
          neighbor 10.0.0.1 activate
          neighbor 10.0.0.1 inherit peer-policy CLIENTS
    """)
    (only,) = config.neighbours
    assert (only.remote_as, only.update_source, only.rr_client) == (65001, "Loopback0", True)


def test_templates_of_sessions_in_nx_os() -> None:
    config = parse("""\
        router bgp 65001
          template peer-session S
            remote-as 65009
            update-source loopback0
          neighbor 10.0.0.1
            inherit peer-session S
            address-family ipv4 unicast
    """)
    (only,) = config.neighbours
    assert (only.remote_as, only.update_source, only.families) == (65009, "loopback0", ("ipv4",))


def test_groups_stated_and_taken_back_many_times_take_linear_time() -> None:
    peers = "".join(f" neighbor 10.{n >> 8}.{n & 255}.1 peer-group H\n" for n in range(15_000))
    groups = "".join(f" neighbor G{n} peer-group\n no neighbor G{n}\n" for n in range(15_000))
    start = time.process_time()
    assert len(parse(f"router bgp 1\n neighbor H peer-group\n{peers}{groups}").neighbours) == 15_000
    assert time.process_time() - start < 5
