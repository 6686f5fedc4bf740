"""BIRD, OpenBGPd, ExaBGP, GoBGP, NVUE, VyOS, RouterOS and SONiC: the statements that BGP and addresses hang on."""

import pytest

from topodraw.readers.configs.bird import parse_bird
from topodraw.readers.configs.device_config import InterfaceAddress
from topodraw.readers.configs.exabgp import parse_exabgp
from topodraw.readers.configs.gobgp import parse_gobgp
from topodraw.readers.configs.nvue import parse_nvue
from topodraw.readers.configs.openbgpd import parse_openbgpd
from topodraw.readers.configs.routeros import parse_routeros
from topodraw.readers.configs.sonic import parse_sonic
from topodraw.readers.configs.vyos import parse_vyos


def test_bird_templates_constants_and_channels():
    text = """\
# a router
router id 10.0.0.1;
define OWN = 65001;
/* protocol bgp no { neighbor 1.1.1.1 as 1; } */
template bgp RR { local as OWN; rr client; source address 10.0.0.1; vpn4 mpls { import all; }; }
protocol bgp up { description "to; x"; local 10.1.0.1 port 1179 as OWN; local role customer;
  neighbor 10.1.0.2 port 179 as 65002;
  ipv4 { import where net ~ [ 10.0.0.0/8+ ]; }; ipv6; }
protocol bgp from RR { neighbor 10.0.0.2 internal; }
protocol bgp range1 from RR { neighbor range 10.2.0.0/24 as OWN; }
protocol bgp other { local as 65009; neighbor fe80::1%eth1 external; disabled; vrf "red"; }
"""
    config = parse_bird(text, "bird.conf")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    assert config.addresses == (InterfaceAddress("", "10.1.0.1/32"),)
    up, client, other = config.neighbours
    assert (up.address, up.remote_as, up.local_as, up.families) == ("10.1.0.2", 65002, None, ("ipv4", "ipv6"))
    assert (up.description, up.location.line) == ("to; x", 6)
    assert (client.remote_as, client.rr_client, client.group, client.families) == ("internal", True, "RR", ("vpnv4",))
    assert client.update_source == "10.0.0.1"
    assert (other.address, other.interface, other.local_as) == ("fe80::1", "eth1", 65009)
    assert (other.vrf, other.shutdown, other.remote_as) == ("red", True, "external")
    assert [(listen.prefix, listen.remote_as, listen.rr_client) for listen in config.listens] == [
        ("10.2.0.0/24", 65001, True)
    ]


BIRD_TERMS = """\
define BASE = 65000;
define SUM = BASE + 0x10;
define FOUR = (SUM-BASE)*4+1;
define SETS = [ 1, 2 ];
"""


@pytest.mark.parametrize(
    ("stated", "asn"),
    [
        ("0xfde9", 65001),
        ("0xFDE9", 65001),
        ("SUM", 65016),
        ("(BASE + 11)", 65011),
        ("(SUM*2 - 1)", 130031),
        ("((BASE+1)*1)", 65001),
        ("(1 + 2 * 3 - FOUR+100)", 42),
        ("(65000)", 65000),
    ],
)
def test_bird_computes_as_numbers(stated, asn):
    """The numbers are those that BIRD 2.0.12 shows for its protocols."""
    text = f"{BIRD_TERMS}protocol bgp {{ local 10.0.0.1 port 179 as {stated}; neighbor 10.0.0.2 as {stated}; }}"
    config = parse_bird(text, "bird.conf")
    (neighbour,) = config.neighbours
    assert (config.asn, neighbour.remote_as, neighbour.address) == (asn, asn, "10.0.0.2")
    assert config.problems == ()


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("(BASE / 2)", "'( BASE / 2 )' is no AS number"),
        ("(UNKNOWN + 1)", "'( UNKNOWN + 1 )' is no AS number"),
        ("(1 +)", "'( 1 + )' is no AS number"),
        ("(1 2)", "'( 1 2 )' is no AS number"),
        ("(SETS)", "'( SETS )' is no AS number"),
        ("(1 - 1)", "'0' is no AS number"),
        ("(65000 * 99999)", "'6499935000' is no AS number"),
        (f"{'(' * 30}1{')' * 30}", "is no AS number"),
        (f"(99999999{' * 99999999' * 1000})", "is no AS number"),
    ],
)
def test_bird_terms_without_a_value_are_told(stated, shown):
    config = parse_bird(f"{BIRD_TERMS}protocol bgp {{ local as 1; neighbor 10.0.0.2 as {stated}; }}", "bird.conf")
    assert config.neighbours[0].remote_as is None
    ((where, problem),) = config.problems
    assert (where.line, where.column) == (5, 49)
    assert shown in problem


@pytest.mark.parametrize(
    ("stated", "is_passive"),
    [("passive;", True), ("passive on;", True), ("passive yes;", True), ("passive off;", False), ("", True)],
)
def test_bird_may_wait_for_its_neighbours(stated, is_passive):
    text = f"template bgp T {{ local as 1; passive; }}\nprotocol bgp from T {{ neighbor 10.0.0.2 as 2; {stated} }}"
    (neighbour,) = parse_bird(text, "bird.conf").neighbours
    assert neighbour.passive is is_passive
    (active,) = parse_bird("protocol bgp { local as 1; neighbor 10.0.0.2 as 2; }", "bird.conf").neighbours
    assert not active.passive


def test_bird_has_channels_of_multicast_routes():
    channels = "ipv4 multicast { table m; }; ipv6 multicast;"
    text = f"protocol bgp {{ local as 1; neighbor 10.0.0.2 as 2; {channels} }}"
    (neighbour,) = parse_bird(text, "bird.conf").neighbours
    assert neighbour.families == ("ipv4_multicast", "ipv6_multicast")


def test_bird_takes_its_router_id_from_an_interface():
    config = parse_bird('router id from "lo";\nprotocol bgp { local as 1; neighbor 10.0.0.2 as 2; }\n', "bird.conf")
    assert (config.asn, config.router_id, config.problems) == (1, None, ())


def test_openbgpd_groups_macros_and_ranges():
    text = """\
peer="10.0.0.9"   # a macro
AS 65001
router-id 10.0.0.1
group "g" {
    remote-as 65002
    neighbor 10.0.0.2 {
        descr "x y"
        route-reflector
        announce IPv6 unicast
    }
    neighbor 10.1.0.0/24
}
neighbor $peer { remote-as 64.1
    local-address 10.0.0.1
    local-as 65009 }
neighbor $nobody { remote-as 1 }
"""
    config = parse_openbgpd(text, "bgpd.conf")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    assert config.addresses == (InterfaceAddress("", "10.0.0.1/32"),)
    alone, member = config.neighbours
    assert (alone.address, alone.remote_as, alone.local_as) == ("10.0.0.9", 4194305, 65009)
    assert alone.update_source == "10.0.0.1"
    assert (member.address, member.remote_as, member.group, member.rr_client) == ("10.0.0.2", 65002, "g", True)
    assert (member.families, member.description) == (("ipv6",), "x y")
    assert [(listen.prefix, listen.remote_as) for listen in config.listens] == [("10.1.0.0/24", 65002)]
    assert [problem for _, problem in config.problems] == ["'$nobody' is a placeholder, left out"]


def test_exabgp_neighbours_and_templates():
    text = """\
template { neighbor t { local-as 65001; router-id 10.0.0.1; } }
neighbor 10.0.0.2 { inherit t; local-address 10.0.0.1; peer-as 65002; family { ipv4 unicast; l2vpn evpn; } }
neighbor 10.0.0.3 { local-as 65009; peer-as 65009; }
neighbor 10.0.0.4 { inherit t; peer-as auto; }
"""
    config = parse_exabgp(text, "exabgp.conf")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    first, second, third = config.neighbours
    assert (first.remote_as, first.local_as, first.group, first.families) == (65002, None, "t", ("ipv4", "evpn"))
    assert (first.update_source, first.location.line) == ("10.0.0.1", 2)
    assert (second.local_as, third.remote_as) == (65009, None)


GOBGP_TOML = """\
[global.config]
  as = 65001
  router-id = "10.0.0.1"
[[peer-groups]]
  [peer-groups.config]
    peer-group-name = "G"
    peer-as = 65003
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.0.0.2"
    peer-group = "G"
  [neighbors.transport.config]
    local-address = "10.0.0.1"
  [neighbors.route-reflector.config]
    route-reflector-client = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "l2vpn-evpn"
[[dynamic-neighbors]]
  [dynamic-neighbors.config]
    prefix = "10.9.0.0/16"
    peer-group = "G"
"""
GOBGP_YAML = """\
global: {config: {as: 65001, router-id: 10.0.0.1}}
peer-groups: [{config: {peer-group-name: G, peer-as: 65003}}]
neighbors:
- config: {neighbor-address: 10.0.0.2, peer-group: G}
  transport: {config: {local-address: 10.0.0.1}}
  route-reflector: {config: {route-reflector-client: true}}
  afi-safis: [{config: {afi-safi-name: l2vpn-evpn}}]
dynamic-neighbors: [{config: {prefix: 10.9.0.0/16, peer-group: G}}]
"""


@pytest.mark.parametrize(("text", "line"), [(GOBGP_TOML, 10), (GOBGP_YAML, 4)])
def test_gobgp_toml_and_yaml(text, line):
    config = parse_gobgp(text, "gobgpd.conf")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    (neighbour,) = config.neighbours
    assert (neighbour.address, neighbour.remote_as, neighbour.group) == ("10.0.0.2", 65003, "G")
    assert (neighbour.rr_client, neighbour.families, neighbour.update_source) == (True, ("evpn",), "10.0.0.1")
    assert neighbour.location.line == line
    assert [(listen.prefix, listen.remote_as) for listen in config.listens] == [("10.9.0.0/16", 65003)]


NVUE_YAML = """\
- header: {model: VX}
- set:
    interface:
      lo: {ip: {address: {10.10.10.1/32: {}}}, type: loopback}
      swp3: {ip: {address: {10.7.0.1/24: {}}, vrf: RED}}
      bond1: {bond: {member: {swp1: {}, swp2: {}}}, type: bond}
    router: {bgp: {autonomous-system: 65101, router-id: 10.10.10.1, enable: on}}
    vrf:
      default:
        router:
          bgp:
            address-family: {ipv4-unicast: {enable: on}, l2vpn-evpn: {enable: on}}
            neighbor:
              swp51: {peer-group: underlay, type: unnumbered}
              10.0.0.2: {remote-as: 65002, type: numbered, address-family: {l2vpn-evpn: {route-reflector-client: on}}}
            peer-group:
              underlay: {remote-as: external, address-family: {l2vpn-evpn: {enable: on}}}
      RED: {router: {bgp: {autonomous-system: 65109, neighbor: {10.7.0.2: {remote-as: internal}}}}}
"""
NVUE_COMMANDS = """\
nv set interface lo ip address 10.10.10.1/32
nv set interface swp3 ip address 10.7.0.1/24
nv set interface swp3 ip vrf RED
nv set interface bond1 bond member swp1
nv set interface bond1 bond member swp2
nv set router bgp autonomous-system 65101
nv set router bgp router-id 10.10.10.1
nv set vrf default router bgp address-family ipv4-unicast enable on
nv set vrf default router bgp neighbor swp51 peer-group underlay
nv set vrf default router bgp neighbor swp51 type unnumbered
nv set vrf default router bgp neighbor 10.0.0.2 remote-as 65002
nv set vrf default router bgp neighbor 10.0.0.2 address-family l2vpn-evpn route-reflector-client on
nv set vrf default router bgp peer-group underlay remote-as external
nv set vrf default router bgp peer-group underlay address-family l2vpn-evpn enable on
nv set vrf RED router bgp autonomous-system 65109
nv set vrf RED router bgp neighbor 10.7.0.2 remote-as internal
"""


@pytest.mark.parametrize("text", [NVUE_YAML, NVUE_COMMANDS])
def test_nvue_as_yaml_and_as_commands(text):
    config = parse_nvue(text, "leaf.yaml")
    assert (config.asn, config.router_id, config.vrf_as) == (65101, "10.10.10.1", (("RED", 65109),))
    assert config.addresses == (InterfaceAddress("lo", "10.10.10.1/32"), InterfaceAddress("swp3", "10.7.0.1/24", "RED"))
    assert config.members == (("bond1", ("swp1", "swp2")),)
    unnumbered, numbered, red = config.neighbours
    assert (unnumbered.address, unnumbered.interface, unnumbered.remote_as) == (None, "swp51", "external")
    assert (unnumbered.group, unnumbered.families) == ("underlay", ("ipv4", "evpn"))
    assert (numbered.address, numbered.remote_as, numbered.rr_client) == ("10.0.0.2", 65002, True)
    assert (red.vrf, red.remote_as) == ("RED", "internal")


VYOS_SET = """\
set interfaces ethernet eth1 address '10.0.0.1/24'
set interfaces ethernet eth1 vif 10 address 10.0.1.1/24
set interfaces bonding bond0 member interface eth2
set protocols bgp system-as '65001'
set protocols bgp parameters router-id 10.0.0.1
set protocols bgp peer-group G remote-as external
set protocols bgp neighbor 10.0.0.2 remote-as '65002'
set protocols bgp neighbor 10.0.0.2 address-family l2vpn-evpn route-reflector-client
set protocols bgp neighbor 10.0.0.2 update-source 'lo'
set protocols bgp neighbor eth1 interface v6only peer-group G
set protocols bgp listen range 10.8.0.0/16 peer-group G
"""
VYOS_OLD = (
    VYOS_SET.replace("protocols bgp system-as '65001'", "protocols bgp 65001")
    .replace("set protocols bgp ", "set protocols bgp 65001 ")
    .replace("protocols bgp 65001 65001", "protocols bgp 65001")
)
VYOS_BRACES = """\
interfaces {
    ethernet eth1 {
        address 10.0.0.1/24
        vif 10 {
            address "10.0.1.1/24"
        }
    }
    bonding bond0 {
        member {
            interface eth2
        }
    }
}
protocols {
    bgp {
        system-as 65001
        listen {
            range 10.8.0.0/16 {
                peer-group G
            }
        }
        neighbor 10.0.0.2 {
            address-family {
                l2vpn-evpn {
                    route-reflector-client
                }
            }
            remote-as 65002
            update-source lo
        }
        neighbor eth1 {
            interface {
                v6only {
                    peer-group G
                }
            }
        }
        parameters {
            router-id 10.0.0.1
        }
        peer-group G {
            remote-as external
        }
    }
}
// vyos-config-version: "bgp@5"
"""


@pytest.mark.parametrize("text", [VYOS_SET, VYOS_OLD, VYOS_BRACES])
def test_vyos_commands_and_braces(text):
    config = parse_vyos(text, "config.boot")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    assert config.addresses == (InterfaceAddress("eth1", "10.0.0.1/24"), InterfaceAddress("eth1.10", "10.0.1.1/24"))
    assert config.members == (("bond0", ("eth2",)),)
    numbered, unnumbered = config.neighbours
    assert (numbered.remote_as, numbered.rr_client, numbered.families) == (65002, True, ("evpn",))
    assert numbered.update_source == "lo"
    assert (unnumbered.interface, unnumbered.remote_as, unnumbered.group) == ("eth1", "external", "G")
    assert [(listen.prefix, listen.remote_as) for listen in config.listens] == [("10.8.0.0/16", "external")]


def test_routeros_6():
    text = """\
# jan/01/2024
/routing bgp instance
set default as=65001 router-id=10.0.0.1
/routing bgp peer
add name="a b" remote-address=10.0.0.2 \\
    remote-as=65002 route-reflect=yes update-source=lo
add name=c remote-address=10.0.0.3 remote-as=$AS disabled=yes
/ip address
add address=10.0.0.1/24 interface=ether2 network=10.0.0.0
"""
    config = parse_routeros(text, "r.rsc")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    assert config.addresses == (InterfaceAddress("ether2", "10.0.0.1/24"),)
    first, second = config.neighbours
    assert (first.address, first.remote_as, first.rr_client, first.update_source) == ("10.0.0.2", 65002, True, "lo")
    assert (second.remote_as, second.shutdown) == (None, True)
    assert [(where.line, problem) for where, problem in config.problems] == [(7, "'$AS' is a placeholder, left out")]


def test_routeros_ports_with_names_of_their_own():
    config = parse_routeros(
        "/interface ethernet\n"
        "set [ find default-name=ether2 ] disable-running-check=no name=ether2_to_pe3\n"
        'set [ find default-name="ether3" ] name=uplink\n'
        "set ether4 name=lan\n"
        "/interface vlan add interface=uplink name=vlan10 vlan-id=10\n"
        "/interface bonding add name=bond1 slaves=ether5,uplink\n"
        "/interface bridge port add bridge=br1 interface=lan\n"
        "/ip address add address=10.0.0.1/30 interface=ether2_to_pe3\n",
        "r.rsc",
    )
    assert config.members == (
        ("ether2_to_pe3", ("ether2",)),
        ("uplink", ("ether3",)),
        ("lan", ("ether4",)),
        ("vlan10", ("ether3",)),
        ("bond1", ("ether5", "ether3")),
        ("br1", ("ether4",)),
    )
    assert config.addresses[0].interface == "ether2_to_pe3"


def test_routeros_paths_with_slashes():
    config = parse_routeros(
        "/ip/address/add address=10.0.0.1/30 interface=ether2\n"
        "/routing/bgp/instance/add name=main as=65001 router-id=1.1.1.1\n"
        "/routing/bgp/connection\n"
        "add name=a remote.address=10.0.0.2 .as=65002 instance=main local.role=ebgp\n"
        "/routing/bgp/connection/add name=b remote.address=10.0.0.6 remote.as=65001 instance=main local.role=ibgp\n",
        "r.rsc",
    )
    assert (config.asn, config.router_id) == (65001, "1.1.1.1")
    assert [(one.interface, one.address) for one in config.addresses] == [("ether2", "10.0.0.1/30")]
    assert [(peer.address, peer.remote_as) for peer in config.neighbours] == [("10.0.0.2", 65002), ("10.0.0.6", 65001)]


def test_routeros_7():
    text = """\
/routing bgp template
set default as=65001 router-id=10.0.0.1
/routing bgp connection
add name=x remote.address=10.0.0.2/32 .as=65002 local.role=ebgp templates=default address-families=ip,ipv6
add name=y remote.address=10.0.0.3 local.role=ibgp-rr as=65001
/ip address add address=10.0.0.1/24 interface=ether2
"""
    config = parse_routeros(text, "r.rsc")
    assert (config.asn, config.router_id) == (65001, "10.0.0.1")
    x, y = config.neighbours
    assert (x.address, x.remote_as, x.families) == ("10.0.0.2", 65002, ("ipv4", "ipv6"))
    assert (y.remote_as, y.rr_client) == ("internal", True)
    assert config.addresses == (InterfaceAddress("ether2", "10.0.0.1/24"),)


def test_sonic_tables():
    text = """{
 "DEVICE_METADATA": {"localhost": {"bgp_asn": "65001", "bgp_router_id": "10.1.0.1"}},
 "INTERFACE": {"Ethernet0": {"vrf_name": "Vrf1"}, "Ethernet0|10.0.0.0/31": {}, "Ethernet4|10.0.0.2/31": {}},
 "LOOPBACK_INTERFACE": {"Loopback0|10.1.0.1/32": {}},
 "PORTCHANNEL_MEMBER": {"PortChannel1|Ethernet8": {}},
 "BGP_NEIGHBOR": {"10.0.0.3": {"asn": "65002", "local_addr": "10.0.0.2", "name": "spine", "rrclient": "1"},
                  "Vrf1|10.0.0.1": {"asn": "65003", "admin_status": "down"}},
 "BGP_PEER_RANGE": {"dyn": {"ip_range": ["10.2.0.0/16"], "peer_asn": "65004"}}
}"""
    config = parse_sonic(text, "config_db.json")
    assert (config.asn, config.router_id) == (65001, "10.1.0.1")
    assert config.addresses == (
        InterfaceAddress("Ethernet0", "10.0.0.0/31", "Vrf1"),
        InterfaceAddress("Ethernet4", "10.0.0.2/31"),
        InterfaceAddress("Loopback0", "10.1.0.1/32"),
    )
    assert config.members == (("PortChannel1", ("Ethernet8",)),)
    spine, down = config.neighbours
    assert (spine.remote_as, spine.update_source, spine.rr_client) == (65002, "10.0.0.2", True)
    assert (spine.description, spine.location.line) == ("spine", 6)
    assert (down.vrf, down.shutdown) == ("Vrf1", True)
    assert [(listen.prefix, listen.group, listen.remote_as) for listen in config.listens] == [
        ("10.2.0.0/16", "dyn", 65004)
    ]


def test_nvue_ranges_of_ports():
    text = """\
nv set interface bond1 bond member swp7-8
nv set router bgp autonomous-system 65101
nv set vrf default router bgp neighbor swp1-2,swp5s0 remote-as external
nv set vrf default router bgp neighbor peerlink.4094 remote-as external
"""
    config = parse_nvue(text, "f")
    assert config.members == (("bond1", ("swp7", "swp8")),)
    assert [n.interface for n in config.neighbours] == ["swp1", "swp2", "swp5s0", "peerlink.4094"]
    many = "".join(f"nv set vrf default router bgp neighbor swp{n}-99999 remote-as external\n" for n in range(200))
    assert len(parse_nvue(many, "f").neighbours) < 11_000
