"""What neighbours of the IOS family inherit from groups and templates, in every dialect; bodies without indentation."""

from __future__ import annotations

from textwrap import dedent

import pytest

from topodraw.readers.configs.device_config import DeviceConfig, Neighbour
from topodraw.readers.configs.ios import parse_ios


def parse(text: str) -> DeviceConfig:
    return parse_ios(dedent(text), "r1.cfg")


def facts(found: Neighbour) -> tuple[object, ...]:
    return (found.address, found.remote_as, found.update_source, found.rr_client, found.families)


EXPECTED = ("10.0.0.1", 65000, "Loopback0", True, ("evpn",))

DIALECTS = {
    "frr": """\
        router bgp 65000
         no bgp default ipv4-unicast
         neighbor RR peer-group
         neighbor RR remote-as 65000
         neighbor RR update-source Loopback0
         neighbor 10.0.0.1 peer-group RR
         !
         address-family l2vpn evpn
          neighbor RR activate
          neighbor RR route-reflector-client
         exit-address-family
        exit
    """,
    "frr, group told last": """\
        router bgp 65000
         no bgp default ipv4-unicast
         neighbor 10.0.0.1 peer-group RR
         neighbor RR remote-as 65000
         neighbor RR update-source Loopback0
         address-family l2vpn evpn
          neighbor RR route-reflector-client
    """,
    "eos": """\
        router bgp 65000
           no bgp default ipv4-unicast
           neighbor RR peer group
           neighbor RR remote-as 65000
           neighbor RR update-source Loopback0
           neighbor RR route-reflector-client
           neighbor 10.0.0.1 peer group RR
           !
           vlan 40
              rd 65000:40
           !
           address-family evpn
              neighbor RR activate
        !
    """,
    "ios, session and policy templates": """\
        router bgp 65000
         template peer-policy CLIENT
          route-reflector-client
         exit-peer-policy
         !
         template peer-session BASE
          update-source Loopback0
         exit-peer-session
         !
         template peer-session INSIDE
          inherit peer-session BASE
          remote-as 65000
         exit-peer-session
         !
         no bgp default ipv4-unicast
         neighbor 10.0.0.1 inherit peer-session INSIDE
         address-family l2vpn evpn
          neighbor 10.0.0.1 activate
          neighbor 10.0.0.1 inherit peer-policy CLIENT
         exit-address-family
    """,
    "ios-xr": """\
        router bgp 65000
         address-family l2vpn evpn
         !
         af-group CLIENT address-family l2vpn evpn
          route-reflector-client
         !
         session-group BASE
          update-source Loopback0
         !
         neighbor-group INSIDE
          remote-as 65000
          use session-group BASE
          address-family l2vpn evpn
           use af-group CLIENT
          !
         !
         neighbor-group RR
          use neighbor-group INSIDE
         !
         neighbor 10.0.0.1
          use neighbor-group RR
         !
        !
    """,
    "ios-xr, one line each": """\
        router bgp 65000 neighbor-group RR remote-as 65000
        router bgp 65000 neighbor-group RR update-source Loopback0
        router bgp 65000 neighbor-group RR address-family l2vpn evpn route-reflector-client
        router bgp 65000 neighbor 10.0.0.1 use neighbor-group RR
    """,
    "nx-os": """\
        router bgp 65000
          address-family l2vpn evpn
            retain route-target all
          template peer-session BASE
            update-source Loopback0
          template peer RR
            inherit peer-session BASE
            remote-as 65000
            address-family l2vpn evpn
              send-community both
              route-reflector-client
          neighbor 10.0.0.1
            inherit peer RR
    """,
    "rare": """\
        router bgp4 1
         local-as 65000
         template RR remote-as 65000
         template RR update-source Loopback0
         template RR address-family evpn
         template RR route-reflector-client
         neighbor 10.0.0.1 template RR
         exit
    """,
    "typed without indentation": """\
        router bgp 65000
        no bgp default ipv4-unicast
        neighbor RR peer-group
        neighbor RR remote-as 65000
        neighbor RR update-source Loopback0
        !
        neighbor 10.0.0.1 peer-group RR
        address-family l2vpn evpn
        neighbor RR activate
        neighbor RR route-reflector-client
        exit-address-family
    """,
    "blocks typed without indentation": """\
        router bgp 65000
        neighbor-group RR
        remote-as 65000
        update-source Loopback0
        address-family l2vpn evpn
        route-reflector-client
        exit
        exit
        neighbor 10.0.0.1
        use neighbor-group RR
    """,
    "the family alone without indentation": """\
        router bgp 65000
         no bgp default ipv4-unicast
         neighbor RR peer-group
         neighbor RR remote-as 65000
         neighbor RR update-source Loopback0
         neighbor 10.0.0.1 peer-group RR
        !
        address-family l2vpn evpn
         neighbor RR activate
         neighbor RR route-reflector-client
        exit-address-family
    """,
    "tabs": """\
        router bgp 65000
        \tno bgp default ipv4-unicast
        \tneighbor RR remote-as 65000
        \tneighbor RR update-source Loopback0
        \tneighbor RR route-reflector-client
        \tneighbor 10.0.0.1 peer-group RR
        \taddress-family l2vpn evpn
        \t\tneighbor RR activate
    """,
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_client_of_a_route_reflector_in_every_dialect(dialect: str) -> None:
    config = parse(DIALECTS[dialect])
    assert [facts(n) for n in config.neighbours] == [EXPECTED]
    assert config.asn == 65000
    assert config.problems == ()


def test_the_neighbours_own_statements_win() -> None:
    config = parse("""\
        router bgp 65000
         neighbor G peer-group
         neighbor G remote-as 65001
         neighbor G local-as 65100
         neighbor G shutdown
         neighbor G update-source lo
         neighbor G description of the group
         neighbor 10.0.0.1 peer-group G
         neighbor 10.0.0.2 peer-group G
         neighbor 10.0.0.2 remote-as 65002
         neighbor 10.0.0.2 local-as 65200
         neighbor 10.0.0.2 update-source eth1
         no neighbor 10.0.0.2 shutdown
    """)
    told = [(n.remote_as, n.local_as, n.update_source, n.shutdown, n.group) for n in config.neighbours]
    assert told == [(65001, 65100, "lo", True, "G"), (65002, 65200, "eth1", False, "G")]
    assert config.neighbours[0].description is None


def test_a_session_template_wins_over_the_group() -> None:
    config = parse("""\
        router bgp 1
         neighbor-group G
          update-source Loopback1
          remote-as 2
         session-group S
          update-source Loopback2
         neighbor 10.0.0.1
          use neighbor-group G
          use session-group S
    """)
    assert [(n.update_source, n.group) for n in config.neighbours] == [("Loopback2", "G")]


def test_a_client_may_be_taken_back() -> None:
    config = parse("""\
        router bgp 1
         neighbor-group G
          remote-as 1
          address-family vpnv4 unicast
           route-reflector-client
         neighbor 10.0.0.1
          use neighbor-group G
          address-family vpnv4 unicast
           route-reflector-client inheritance-disable
    """)
    assert [n.rr_client for n in config.neighbours] == [False]


def test_groups_of_the_instance_serve_its_vrfs() -> None:
    config = parse("""\
        router bgp 65000
           neighbor CE peer group
           neighbor CE remote-as 65001
           vrf RED
              neighbor 10.1.0.1 peer group CE
           vrf BLUE
              neighbor 10.1.0.1 peer group CE
    """)
    assert [(n.address, n.vrf, n.remote_as) for n in config.neighbours] == [
        ("10.1.0.1", "RED", 65001),
        ("10.1.0.1", "BLUE", 65001),
    ]


IN_VRFS = {
    "ios": """\
        router bgp 1
         address-family ipv4 vrf RED
          neighbor 10.0.0.1 remote-as 2
          neighbor 10.0.0.1 activate
         exit-address-family
         neighbor 10.0.0.2 remote-as 3
    """,
    "ios-xr": """\
        router bgp 1
         vrf RED
          rd 1:1
          address-family ipv4 unicast
          !
          neighbor 10.0.0.1
           remote-as 2
          !
         !
         neighbor 10.0.0.2
          remote-as 3
    """,
    "frr": """\
        router bgp 1 vrf RED
         neighbor 10.0.0.1 remote-as 2
        exit
        router bgp 1
         neighbor 10.0.0.2 remote-as 3
    """,
    "eos": """\
        router bgp 1
           vrf RED
              neighbor 10.0.0.1 remote-as 2
           neighbor 10.0.0.2 remote-as 3
    """,
    "an empty block": """\
        router bgp 1
           vrf RED
              neighbor 10.0.0.1 remote-as 2
           vrf BLUE
           neighbor 10.0.0.2 remote-as 3
    """,
}


@pytest.mark.parametrize("dialect", IN_VRFS)
def test_neighbours_in_vrfs(dialect: str) -> None:
    found = {n.address: (n.vrf, n.remote_as) for n in parse(IN_VRFS[dialect]).neighbours}
    assert found == {"10.0.0.1": ("RED", 2), "10.0.0.2": (None, 3)}


def test_an_inner_block_that_is_left_does_not_end_the_instance() -> None:
    config = parse("""\
        router bgp 65000
           vlan 10
              rd auto
              exit
           neighbor 10.0.0.1 remote-as 65001
    """)
    assert [n.address for n in config.neighbours] == ["10.0.0.1"]


def test_groups_that_inherit_from_each_other_end() -> None:
    config = parse("""\
        router bgp 1
         neighbor-group A
          use neighbor-group B
         neighbor-group B
          use neighbor-group A
          remote-as 2
         neighbor 10.0.0.1
          use neighbor-group A
         neighbor 10.0.0.2
          use neighbor-group MISSING
    """)
    assert [(n.remote_as, n.group) for n in config.neighbours] == [(2, "A"), (None, "MISSING")]
