"""No text makes a grammar fail: mutated configurations, and the shapes that cost time where a reader is careless."""

import random
import time

import pytest

from topodraw.readers.configs.bird import parse_bird
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.exabgp import parse_exabgp
from topodraw.readers.configs.gobgp import parse_gobgp
from topodraw.readers.configs.holo import parse_holo
from topodraw.readers.configs.ifupdown import parse_ifupdown
from topodraw.readers.configs.netplan import parse_netplan
from topodraw.readers.configs.nvue import parse_nvue
from topodraw.readers.configs.openbgpd import parse_openbgpd
from topodraw.readers.configs.path import parse_path
from topodraw.readers.configs.routeros import parse_routeros
from topodraw.readers.configs.script import parse_script
from topodraw.readers.configs.sonic import parse_sonic
from topodraw.readers.configs.srlinux_json import parse_srlinux_json
from topodraw.readers.configs.vyos import parse_vyos

PATHS = """\
set / interface ethernet-1/1 subinterface 0 ipv4 address 10.0.0.1/24
set / network-instance default protocols bgp autonomous-system 65001
set / network-instance default protocols bgp neighbor 10.0.0.2 peer-group g
configure { router "Base" { bgp { group "rr" { type internal
  cluster { cluster-id 1.1.1.1 } }
  neighbor "10.0.0.1" { group "rr" } } } }
protocols { bgp { group x { type external; neighbor 10.0.0.9 { peer-as {{ a }}; } allow 10.0.0.0/8; } } }
groups { a { protocols { bgp { group <*> { local-as 1; } } } } } apply-groups a;
/* c */ inactive: interfaces { a; }
"""
SRL_TREE = """{"interface": [{"name": "ethernet-1/1", "subinterface": [{"index": 0, "ipv4": {"address": [
{"ip-prefix": "10.0.0.1/24"}]}}]}], "network-instance": [{"name": "default", "protocols": {"bgp": {
"autonomous-system": 65001, "group": [{"group-name": "g", "peer-as": 1}], "neighbor": [{"peer-address": "10.0.0.2"}],
"dynamic-neighbors": {"accept": {"match": [{"prefix": "10.0.0.0/8", "peer-group": "g"}]}}}}}]}"""
BIRD = """\
router id 10.0.0.1; define OWN = 65001;
template bgp T { local as OWN; rr client; ipv4 { import all; }; }
protocol bgp p from T { neighbor fe80::1%eth0 as 65002; /* x */ description "y"; }
protocol bgp q from T { neighbor range 10.0.0.0/8 external; }
"""
OPENBGPD = (
    'AS 65001\np="10.0.0.9"\ngroup "g" { remote-as 65002\n neighbor 10.0.0.2 { descr "x" }\n}\nneighbor $p { down }\n'
)
EXABGP = "template { neighbor t { local-as 65001; } }\nneighbor 10.0.0.2 { inherit t; family { ipv4 unicast; } }\n"
GOBGP = '[global.config]\nas = 65001\n[[neighbors]]\n[neighbors.config]\nneighbor-address = "10.0.0.2"\npeer-as = 1\n'
NVUE = "- set:\n    vrf:\n      default:\n        router: {bgp: {autonomous-system: 65001, neighbor: {swp1: {}}}}\n"
VYOS = (
    "set protocols bgp system-as '65001'\nset protocols bgp neighbor 10.0.0.2 remote-as 65002\nprotocols { bgp { } }\n"
)
ROUTEROS = (
    '/routing bgp peer\nadd remote-address=10.0.0.2 name="a b" \\\n remote-as=1\n/ip address add address=10.0.0.1/24\n'
)
SONIC = '{"BGP_NEIGHBOR": {"10.0.0.2": {"asn": "65002"}}, "INTERFACE": {"Ethernet0|10.0.0.1/31": {}}}'
HOLO = """\
interfaces interface eth1
 ipv4
  address 10.0.1.1
   prefix-length 24
routing control-plane-protocols control-plane-protocol ietf-bgp:bgp main
 bgp global as 65001
 bgp peer-groups peer-group G
  peer-as 65002
 bgp neighbors neighbor 10.0.1.2
  peer-group G
  description "x y"
  afi-safis afi-safi iana-bgp-types:ipv4-unicast
   enabled true
"""
INTERFACES = """\
auto swp1
iface swp1 inet static
    address 10.0.0.1
    netmask 255.255.255.252
    up ip addr add 10.0.1.1/24 dev $IFACE
iface bond1
    bond-slaves swp3-6 \\
        swp9
"""
SCRIPT = """\
#!/bin/sh
IF=eth1
ip link add bond0 type bond && ip link set eth2 master bond0
ip -6 a a '2001:db8::1/64' dev "$IF"; ifconfig eth3 10.0.0.1 netmask 255.255.255.0
"""
NETPLAN = (
    "network:\n  version: 2\n  ethernets:\n    eth1: {addresses: [10.0.0.1/24]}\n  bonds: {b: {interfaces: [e1]}}\n"
)
GRAMMARS = {
    "path": (parse_path, PATHS),
    "srlinux_json": (parse_srlinux_json, SRL_TREE),
    "bird": (parse_bird, BIRD),
    "openbgpd": (parse_openbgpd, OPENBGPD),
    "exabgp": (parse_exabgp, EXABGP),
    "gobgp": (parse_gobgp, GOBGP),
    "nvue": (parse_nvue, NVUE),
    "vyos": (parse_vyos, VYOS),
    "routeros": (parse_routeros, ROUTEROS),
    "sonic": (parse_sonic, SONIC),
    "holo": (parse_holo, HOLO),
    "ifupdown": (parse_ifupdown, INTERFACES),
    "script": (parse_script, SCRIPT),
    "netplan": (parse_netplan, NETPLAN),
}
ODD = (
    "{", "}", "[", "]", "(", ";", '"', "'", "/*", "*/", "#", "\n", "{{", "}}", "${", "$X", "<x>", "\0", "\ud800",
    "\x85", "9" * 5000, "::", "/", "<*>", "..", "|", "\t", "- ", "&a ", "*a", "=", "apply-groups", "\\\n",
    "{1..9}", "[1,2..999999]", "1-999 ", "include ", "banner motd ^\n",
)  # fmt: skip
MUTATIONS = 200


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = start + chance.choice((0, 0, 1, 3, 20, 80))
        elsewhere = chance.randrange(len(text) + 1)
        new = chance.choice(
            (
                chance.choice(ODD) * chance.choice((1, 1, 50)),
                "",
                text[elsewhere : elsewhere + 60],
                chr(chance.randrange(0x3000)),
            )
        )
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize("name", GRAMMARS)
def test_mutated_configurations_are_read_or_remarked_on(name):
    parse, text = GRAMMARS[name]
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        assert isinstance(parse(_mutated(chance, text), "f"), DeviceConfig)


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize(
    "unit",
    [
        *ODD,
        "{\n",
        "[ ",
        "/* ",
        '" ',
        "a { ",
        "${a",
        '"\\" ',
        "a: ",
        "[[",
        "a.",
        'p = "$p$p"\n',
        "apply-groups a\n",
        "[a]\n",
        "a=1 ",
    ],
    ids=repr,
)
def test_one_thing_over_and_over_takes_linear_time(name, unit):
    parse, _ = GRAMMARS[name]
    started = time.process_time()
    assert isinstance(parse(unit * (100_000 // len(unit)), "f"), DeviceConfig)
    assert time.process_time() - started < 3  # by the square of the size it takes minutes


@pytest.mark.parametrize(
    "name", ["path", "bird", "openbgpd", "exabgp", "vyos", "routeros", "holo", "ifupdown", "script"]
)
def test_a_large_configuration_takes_time_by_its_size(name):
    parse, text = GRAMMARS[name]
    started = time.process_time()
    parse(text * (300_000 // len(text)), "f")
    assert time.process_time() - started < 3


def test_a_bomb_of_aliases_is_refused_with_its_place():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)
    )
    config = parse_nvue(bomb, "leaf.yaml")
    ((where, problem),) = config.problems
    assert where.file == "leaf.yaml"
    assert "aliases" in problem
