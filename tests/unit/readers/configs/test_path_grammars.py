"""SR Linux, SR OS and Junos: every statement of theirs that BGP and addresses hang on, flat and in braces."""

import pytest

from topodraw.readers.configs.device_config import InterfaceAddress
from topodraw.readers.configs.path import parse_path
from topodraw.readers.configs.srlinux_json import parse_srlinux_json

SRL = """\
# uplink
enter candidate
set / interface ethernet-1/1 subinterface 0 ipv4 address 10.0.0.0/31
set / interface ethernet-1/2 subinterface 5 ipv6 address 2001:DB8::1/64
set / interface irb0 subinterface 1 ipv4 address 10.9.0.1/24 anycast-gw true
set / interface ethernet-1/3 ethernet aggregate-id lag1
set / interface system0 subinterface 0 ipv4 address 192.0.2.1/32
set / network-instance default interface ethernet-1/1.0
set / network-instance red type ip-vrf
set / network-instance red interface ethernet-1/2.5
set / network-instance default protocols bgp autonomous-system 65101
set / network-instance default protocols bgp router-id 192.0.2.1
set / network-instance default protocols bgp afi-safi ipv4-unicast admin-state enable
set / network-instance default protocols bgp group leafs peer-as 100
set / network-instance default protocols bgp group leafs local-as as-number 100
set / network-instance default protocols bgp group leafs route-reflector client true
set / network-instance default protocols bgp group leafs transport local-address 192.0.2.1
set / network-instance default protocols bgp group leafs afi-safi evpn admin-state enable
set / network-instance default protocols bgp group leafs afi-safi ipv4-unicast admin-state disable
set / network-instance default protocols bgp neighbor 192.0.2.2 peer-group leafs
set / network-instance default protocols bgp neighbor 10.0.0.1 peer-as 64.1 description "to spine 1"
set / network-instance default protocols bgp dynamic-neighbors accept match 10.1.0.0/16 peer-group leafs
set / network-instance red protocols bgp autonomous-system 65109
set / network-instance red protocols bgp neighbor 2001:db8::2 peer-as 65110 admin-state disable
"""


def test_sr_linux_statements():
    config = parse_path(SRL, "leaf.cfg")
    assert (config.asn, config.router_id, config.vrf_as) == (65101, "192.0.2.1", (("red", 65109),))
    assert config.members == (("lag1", ("ethernet-1/3",)),)
    assert config.addresses == (
        InterfaceAddress("ethernet-1/1.0", "10.0.0.0/31"),
        InterfaceAddress("ethernet-1/2.5", "2001:db8::1/64", "red"),
        InterfaceAddress("system0.0", "192.0.2.1/32"),
    )
    overlay, spine, red = config.neighbours
    assert (overlay.address, overlay.remote_as, overlay.local_as, overlay.group) == ("192.0.2.2", 100, 100, "leafs")
    assert (overlay.rr_client, overlay.update_source, overlay.families) == (True, "192.0.2.1", ("evpn",))
    assert (spine.remote_as, spine.families, spine.description) == (4194305, ("ipv4",), "to spine 1")
    assert (spine.location.line, spine.local_as, spine.rr_client) == (21, None, False)
    assert (red.address, red.vrf, red.shutdown, red.local_as) == ("2001:db8::2", "red", True, None)
    (listen,) = config.listens
    assert (listen.prefix, listen.group, listen.remote_as, listen.rr_client) == ("10.1.0.0/16", "leafs", 100, True)
    assert config.problems == ()


def test_sr_linux_json_says_what_its_command_line_says():
    tree = """{"srl_nokia-interfaces:interface": [{"name": "ethernet-1/1", "subinterface": [{"index": 0,
      "ipv4": {"address": [{"ip-prefix": "10.0.0.0/31"}]}}]}],
     "srl_nokia-network-instance:network-instance": [{"name": "default", "protocols": {"srl_nokia-bgp:bgp": {
      "autonomous-system": 65101, "router-id": "192.0.2.1",
      "afi-safi": [{"afi-safi-name": "srl_nokia-common:evpn", "admin-state": "enable"}],
      "group": [{"group-name": "g", "peer-as": 65001, "route-reflector": {"client": true}}],
      "neighbor": [{"peer-address": "10.0.0.1", "peer-group": "g"}],
      "dynamic-neighbors": {"accept": {"match": [
        {"prefix": "10.1.0.0/16", "peer-group": "g", "allowed-peer-as": ["65002"]}]}}}}}]}"""
    config = parse_srlinux_json(tree, "leaf.json")
    assert (config.asn, config.router_id) == (65101, "192.0.2.1")
    assert config.addresses == (InterfaceAddress("ethernet-1/1.0", "10.0.0.0/31"),)
    (neighbour,) = config.neighbours
    assert (neighbour.remote_as, neighbour.rr_client, neighbour.families) == (65001, True, ("evpn",))
    assert neighbour.location.line == 7
    assert [(listen.prefix, listen.remote_as) for listen in config.listens] == [("10.1.0.0/16", 65002)]


def test_sr_linux_tree_as_yaml():
    config = parse_srlinux_json(
        "network-instance:\n- name: default\n  protocols: {bgp: {autonomous-system: 64.1}}\n", ""
    )
    assert config.asn == 4194305


SROS_BRACES = """\
# TiMOS
configure {
    lag "lag-1" { port 1/1/c5/1 }
    router "Base" {
        autonomous-system 65000
        router-id 1.1.1.1
        interface "system" {
            ipv4 {
                primary {
                    address 1.1.1.1
                    prefix-length 32
                }
            }
        }
        interface "to-R2" {
            port 1/1/c1/1:1
            ipv4 { primary { address 10.0.0.1 prefix-length 30 } }
            ipv6 { address 2001:db8::1 { prefix-length 64 } }
        }
        bgp {
            group "rr" {
                type internal
                local-address 1.1.1.1
                cluster { cluster-id 1.1.1.1 }
                family { vpn-ipv4 true
                         ipv4 false }
                dynamic-neighbor { match { prefix 10.2.0.0/16 { } } }
            }
            neighbor "1.1.1.2" { group "rr" }
            neighbor "fe80::2-to-R2" { peer-as 65002 }
        }
    }
    service {
        vprn "red" {
            autonomous-system 65010
            interface "ce" {
                sap 1/1/c3/1:200 { }
                ipv4 { primary { address 10.5.0.1 prefix-length 24 } }
            }
            bgp {
                group "ce" { local-as { as-number 65011 } }
                neighbor "10.5.0.2" { group "ce"
                    peer-as 65012 }
            }
        }
    }
}
"""
SROS_FLAT = """\
/configure lag "lag-1" port 1/1/c5/1
/configure router "Base" autonomous-system 65000
/configure router "Base" router-id 1.1.1.1
/configure router "Base" interface "system" ipv4 primary address 1.1.1.1
/configure router "Base" interface "system" ipv4 primary prefix-length 32
/configure router "Base" interface "to-R2" port 1/1/c1/1:1
/configure router "Base" interface "to-R2" ipv4 primary address 10.0.0.1
/configure router "Base" interface "to-R2" ipv4 primary prefix-length 30
/configure router "Base" interface "to-R2" ipv6 address 2001:db8::1 prefix-length 64
/configure router "Base" {
    bgp group "rr" type internal
    bgp group "rr" local-address 1.1.1.1
    bgp group "rr" cluster cluster-id 1.1.1.1
    bgp group "rr" family vpn-ipv4 true
    bgp group "rr" family ipv4 false
}
configure { router "Base" bgp group "rr" dynamic-neighbor match prefix 10.2.0.0/16 }
configure { router "Base" bgp neighbor "1.1.1.2" }
configure { router "Base" bgp neighbor "1.1.1.2" group "rr" }
/configure router "Base" bgp neighbor "fe80::2-to-R2" peer-as 65002
/configure service vprn "red" autonomous-system 65010
/configure service vprn "red" interface "ce" sap 1/1/c3/1:200
/configure service vprn "red" interface "ce" ipv4 primary address 10.5.0.1 prefix-length 24
/configure service vprn "red" bgp group "ce" local-as as-number 65011
/configure service vprn "red" bgp neighbor "10.5.0.2" group "ce"
/configure service vprn "red" bgp neighbor "10.5.0.2" peer-as 65012
"""


@pytest.mark.parametrize("text", [SROS_BRACES, SROS_FLAT])
def test_sr_os_statements_in_braces_and_flat(text):
    config = parse_path(text, "pe.cfg")
    assert (config.asn, config.router_id, config.vrf_as) == (65000, "1.1.1.1", (("red", 65010),))
    assert config.members == (("lag-1", ("1/1/c5/1",)),)
    assert config.addresses == (
        InterfaceAddress("system", "1.1.1.1/32"),
        InterfaceAddress("1/1/c1/1:1", "10.0.0.1/30"),
        InterfaceAddress("1/1/c1/1:1", "2001:db8::1/64"),
        InterfaceAddress("1/1/c3/1:200", "10.5.0.1/24", "red"),
    )
    client, link_local, ce = config.neighbours
    assert (client.address, client.remote_as, client.rr_client, client.group) == ("1.1.1.2", "internal", True, "rr")
    assert (client.families, client.update_source) == (("vpnv4",), "1.1.1.1")
    assert (link_local.address, link_local.interface, link_local.remote_as) == ("fe80::2", "1/1/c1/1:1", 65002)
    assert (ce.address, ce.vrf, ce.remote_as, ce.local_as) == ("10.5.0.2", "red", 65012, 65011)
    assert [(listen.prefix, listen.group, listen.rr_client) for listen in config.listens] == [
        ("10.2.0.0/16", "rr", True)
    ]


JUNOS_BRACES = """\
/* made by
   hand */
interfaces {
    ge-0/0/0 { unit 0 { family inet { address 10.0.0.1/30; } family inet6 { address 2001:db8::1/64; } } }
    ge-0/0/1 { gigether-options { 802.3ad ae0; } }
    ge-0/0/2 { unit 7 { family inet { address 10.5.0.1/24; } } }
}
routing-options { router-id 1.1.1.1; autonomous-system 65000 loops 2; confederation 64500 members [ 65000 65001 ]; }
protocols {
    bgp {
        group rr {
            type internal;
            local-address 1.1.1.1;
            family inet-vpn { unicast; }
            family evpn { signaling; }
            cluster 1.1.1.1;
            neighbor 1.1.1.2;
            inactive: neighbor 1.1.1.3;
            allow 10.2.0.0/16;
        }
        group out {
            type external;
            local-as 65009 private;
            neighbor 10.0.0.2 { description "to x"; peer-as 65002; authentication-key "$9$abc"; ## SECRET-DATA
            }
            neighbor 10.0.0.6;
        }
    }
}
routing-instances {
    red {
        interface ge-0/0/2.7;
        routing-options { autonomous-system 65010; }
        protocols { bgp { group ce { neighbor 10.5.0.2 { peer-as 65012; } } } }
    }
}
"""
JUNOS_SET = """\
set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/30
set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8::1/64
set interfaces ge-0/0/1 gigether-options 802.3ad ae0
set interfaces ge-0/0/2 unit 7 family inet address 10.5.0.1/24
set routing-options router-id 1.1.1.1
set routing-options autonomous-system 65000 loops 2
set routing-options confederation 64500 members 65000
set routing-options confederation 64500 members 65001
set protocols bgp group rr type internal
set protocols bgp group rr local-address 1.1.1.1
set protocols bgp group rr family inet-vpn unicast
set protocols bgp group rr family evpn signaling
set protocols bgp group rr cluster 1.1.1.1
set protocols bgp group rr neighbor 1.1.1.2
set protocols bgp group rr neighbor 1.1.1.3
deactivate protocols bgp group rr neighbor 1.1.1.3
set protocols bgp group rr allow 10.2.0.0/16
set protocols bgp group out type external local-as 65009 private
set protocols bgp group out neighbor 10.0.0.2 peer-as 65002 description "to x"
set protocols bgp group out neighbor 10.0.0.6
set routing-instances red interface ge-0/0/2.7
set routing-instances red routing-options autonomous-system 65010
set routing-instances red protocols bgp group ce neighbor 10.5.0.2 peer-as 65012
"""


@pytest.mark.parametrize("text", [JUNOS_BRACES, JUNOS_SET])
def test_junos_statements_in_braces_and_flat(text):
    config = parse_path(text, "mx.conf")
    assert (config.asn, config.router_id, config.vrf_as) == (65000, "1.1.1.1", (("red", 65010),))
    assert (config.confederation, config.confederation_peers) == (64500, (65000, 65001))
    assert config.members == (("ae0", ("ge-0/0/1",)),)
    assert config.addresses == (
        InterfaceAddress("ge-0/0/0.0", "10.0.0.1/30"),
        InterfaceAddress("ge-0/0/0.0", "2001:db8::1/64"),
        InterfaceAddress("ge-0/0/2.7", "10.5.0.1/24", "red"),
    )
    client, x, nameless, ce = config.neighbours
    assert (client.address, client.remote_as, client.rr_client) == ("1.1.1.2", "internal", True)
    assert (client.families, client.update_source) == (("vpnv4", "evpn"), "1.1.1.1")
    assert (x.remote_as, x.local_as, x.group, x.description) == (65002, 65009, "out", "to x")
    assert (nameless.address, nameless.remote_as) == ("10.0.0.6", "external")
    assert (ce.vrf, ce.remote_as) == ("red", 65012)
    assert [(listen.prefix, listen.rr_client) for listen in config.listens] == [("10.2.0.0/16", True)]


def test_junos_groups_are_applied_where_they_are_named_and_do_not_override():
    text = """\
set groups base protocols bgp group <*> local-as 65009
set groups base protocols bgp group out peer-as 65003
set groups base routing-options autonomous-system 65000
set apply-groups base
set protocols bgp group out peer-as 65002
set protocols bgp group out neighbor 10.0.0.2
"""
    config = parse_path(text, "mx.conf")
    assert (config.asn, config.neighbours[0].remote_as, config.neighbours[0].local_as) == (65000, 65002, 65009)


@pytest.mark.parametrize("value", ["{{ asn }}", "${ASN}", "$ASN", "<asn>"])
def test_placeholders_are_left_out_and_told_of(value):
    text = f"set / network-instance default protocols bgp neighbor 10.0.0.1 peer-as {value}\n"
    config = parse_path(text, "leaf.cfg")
    assert config.neighbours[0].remote_as is None
    ((where, problem),) = config.problems
    assert (where.file, where.line) == ("leaf.cfg", 1)
    assert problem == f"'{value}' is a placeholder, left out"


def test_numbers_out_of_range_are_told_of():
    config = parse_path("set routing-options autonomous-system 4294967296\n", "mx.conf")
    assert config.asn is None
    assert [problem for _, problem in config.problems] == ["'4294967296' is no AS number, left out"]


@pytest.mark.parametrize("start", ["set / interface", "set /interface", "/interface", "/ interface", "interface"])
def test_sr_linux_statements_start_in_many_ways(start):
    config = parse_path(f"{start} ethernet-1/1 subinterface 0 ipv4 address 10.0.0.1/24\n", "leaf.cfg")
    assert config.addresses == (InterfaceAddress("ethernet-1/1.0", "10.0.0.1/24"),)


def test_policies_that_match_bgp_are_no_bgp():
    config = parse_path("set / routing-policy policy p statement 10 match protocol bgp\n", "leaf.cfg")
    assert (config.asn, config.neighbours) == (None, ())
