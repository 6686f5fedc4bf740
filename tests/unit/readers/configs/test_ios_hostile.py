"""Configurations of the IOS family that are damaged, templates or out to cost time: never an exception."""

from __future__ import annotations

import os
import random
from textwrap import dedent

import pytest

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.ios import parse_ios

MUTATIONS = 200 if os.environ.get("CI") else 2_000

SPECIMENS = (
    """\
router bgp 65001
 bgp router-id 10.0.0.1
 bgp confederation identifier 100
 bgp confederation peers 65002 65003
 neighbor LEAF peer-group
 neighbor LEAF remote-as external
 neighbor swp1 interface v6only peer-group LEAF
 neighbor 10.0.0.9 remote-as 65009
 bgp listen range 10.0.0.0/8 peer-group LEAF
 address-family l2vpn evpn
  neighbor 10.0.0.9 route-reflector-client
 exit-address-family
exit
interface eth1 vrf RED
 ip address 10.0.0.1/31
""",
    """\
router bgp 65000
   router-id 10.0.0.1
   neighbor G peer group
   neighbor interface Ethernet1-4,7 peer-group G remote-as 65001
   vrf RED
      local-as 65100
      neighbor 10.1.0.1 peer group G
   address-family evpn
      neighbor G activate
peer-filter F
   10 match as-range 65001-65009 result accept
interface Ethernet9
   channel-group 999 mode active
""",
    """\
interface GigabitEthernet0/0/0/1
 bundle id 1 mode active
 ipv4 address 10.0.0.1 255.255.255.254
!
router bgp 65000
 af-group CLIENT address-family l2vpn evpn
  route-reflector-client
 !
 neighbor-group RR
  use neighbor-group RR
  address-family l2vpn evpn
   use af-group CLIENT
 neighbor 2001:db8::1
  use neighbor-group RR
  description {{ text }}
 neighbor 10.0.0.0/24
  remote-as 1.1
""",
)


def parse(text: str) -> DeviceConfig:
    return parse_ios(dedent(text), "r1.cfg")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("neighbor 10.0.0.1 remote-as {{ asn }}", "'{{asn}}' is still to be filled in; skipped"),
        ("neighbor 10.0.0.1 remote-as ${ASN}", "'${ASN}' is still to be filled in; skipped"),
        ("neighbor $PEER remote-as 1", "'$PEER' is still to be filled in; skipped"),
        ("neighbor <peer> remote-as 1", "'<peer>' is still to be filled in; skipped"),
        ("neighbor {{ peer }} remote-as {{ asn }}", "'{{peer}}' is still to be filled in; skipped"),
        ("neighbor 10.0.0.1 peer-group $G", "'$G' is still to be filled in; skipped"),
        ("bgp router-id {{ loopback }}", "'{{loopback}}' is still to be filled in; skipped"),
        ("neighbor 10.0.0.1 remote-as 4294967296", "'4294967296' is not an AS number; skipped"),
        ("neighbor 10.0.0.1 remote-as 0", "'0' is not an AS number; skipped"),
        ("bgp listen range 10.0.0.0 peer-group G", "'10.0.0.0' is not a prefix; skipped"),
    ],
)
def test_values_that_cannot_be_read_are_told_of_where_they_stand(line: str, problem: str) -> None:
    config = parse(f"router bgp 65001\n {line}\n")
    assert [(str(where), text) for where, text in config.problems] == [("r1.cfg:2:2", problem)]
    assert config.asn == 65001


def test_a_neighbour_whose_as_is_a_template_is_kept_without_it() -> None:
    (found,) = parse("router bgp 65001\n neighbor 10.0.0.1 remote-as {{ asn }}\n").neighbours
    assert (found.address, found.remote_as) == ("10.0.0.1", None)


def test_addresses_and_the_as_of_the_device_may_be_templates() -> None:
    config = parse(
        "interface eth1\n ip address {{ .ip }}\n ip address $IP $MASK\n"
        "router bgp {{ .asn }}\n neighbor 10.0.0.1 remote-as 1\n"
    )
    assert (config.asn, config.addresses) == (None, ())
    assert [n.address for n in config.neighbours] == ["10.0.0.1"]
    assert [where.line for where, _ in config.problems] == [2, 3, 4]


def test_dollars_and_hashes_inside_lines_are_text() -> None:
    config = parse(
        "username a secret sha512 $6$QrimPGGODJJr#x\nrouter bgp 1\n neighbor 10.0.0.1 remote-as 2\n"
        " neighbor 10.0.0.1 password 7 !$abc#\n neighbor 10.0.0.1 description a ! b # $c\n"
    )
    assert config.problems == ()
    assert [n.description for n in config.neighbours] == ["a ! b # $c"]


def test_line_ends_and_prompts_of_captured_sessions() -> None:
    config = parse(
        "leaf1#sh run\r\n! Command: show running-config\r\n"
        "router bgp 1\r\n   neighbor 10.0.0.1 remote-as 2\r\nend\r\nleaf1#"
    )
    assert [(n.address, n.remote_as) for n in config.neighbours] == [("10.0.0.1", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01\x02",
        "no",
        "neighbor",
        "router",
        "router bgp",
        "router bgp\n neighbor\n no neighbor\n neighbor interface\n vrf\n template\n af-group\n address-family\n bgp\n",
        "router bgp 1 vrf\n address-family ipv4 vrf\n neighbor 10.0.0.1 local-as\n neighbor 10.0.0.1 use\n",
        "interface\n ip address\n ipv6\n vrf\n channel-group\n bundle id\n",
        "exit\nexit\nend\nexit-address-family\nexit-vrf\n",
        "router bgp ١\n neighbor ١٠.٠.٠.١ remote-as ²\n",
        "router bgp 1\n neighbor Ethernet1-9999999 remote-as 2\n",
        "router bgp 1\n bgp confederation peers 1-4294967295\n",
        "router bgp 1\n" + " neighbor Ethernet1-9999999 remote-as 2\n vrf A\n" * 200,
        "router bgp 1\n" + "".join(f"{' ' * n}vrf V{n}\n" for n in range(1, 2000)),
        "router bgp 1 " + "neighbor " * 10_000,
    ],
)
def test_text_that_is_out_to_break_it(text: str) -> None:
    config = parse_ios(text, "r1.cfg")
    assert isinstance(config, DeviceConfig)
    assert len(config.neighbours) <= 20_000


def test_long_chains_of_groups_cost_no_more_than_short_ones() -> None:
    groups = "".join(f" neighbor-group G{n}\n  use neighbor-group G{n + 1}\n" for n in range(2000))
    peers = "".join(f" neighbor 10.0.{n // 250}.{n % 250}\n  use neighbor-group G0\n" for n in range(2000))
    config = parse_ios(f"router bgp 1\n{groups}{peers}", "r1.cfg")
    assert len(config.neighbours) == 2000


def mutated(chance: random.Random) -> str:
    """Return a specimen with lines and characters moved, doubled, dropped and replaced."""
    lines = chance.choice(SPECIMENS).split("\n")
    for _ in range(chance.randint(1, 8)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        words = lines[at].split(" ")
        change = chance.randrange(7)
        if change == 0:
            lines[at], lines[other] = lines[other], lines[at]
        elif change == 1:
            lines.insert(at, " " * chance.randrange(5) + lines[other].strip())
        elif change == 2 and len(lines) > 2:
            del lines[at]
        elif change == 3:
            words[chance.randrange(len(words))] = chance.choice(lines[other].split(" "))
            lines[at] = " ".join(words)
        elif change == 4:
            del words[chance.randrange(len(words))]
            lines[at] = " ".join(words)
        elif change == 5:
            where = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:where] + chance.choice("\t !#/.:,-%{}$<>\u0661\x00\u2028é") + lines[at][where:]
        else:
            lines[at] = " " * chance.randrange(9) + lines[at].strip()
    return "\n".join(lines)


def test_mutated_configurations_raise_nothing() -> None:
    chance = random.Random(5)
    read = [parse_ios(mutated(chance), "r1.cfg") for _ in range(MUTATIONS)]
    assert sum(bool(config.neighbours) for config in read) > MUTATIONS // 2
    assert all((n.location.line or 0) > 0 for config in read for n in config.neighbours)
