"""Which grammar a configuration is read with: by kind, by content, never by the file's name."""

from __future__ import annotations

import pytest

from topodraw.readers.configs.parsing import _PARSERS, parse_config
from topodraw.readers.configs.sniff import grammar_of

CONTENTS = {
    "frr": ("ios", "frr version 8.4.1\nfrr defaults traditional\nhostname r1\n"),
    "frr, one daemon": ("ios", "hostname r1\nrouter bgp 65001\n neighbor 10.0.0.1 remote-as 65002\n"),
    "zebra": ("ios", "interface lo\n ip address 10.0.0.1/32\n"),
    "xr": ("ios", "interface Gi0/0/0/0 ipv4 address 10.0.0.1/31\n"),
    "rare": ("ios", "router bgp4 1\n vrf v1\n local-as 1\n"),
    "sr linux, flat": ("path", "set / network-instance default protocols bgp autonomous-system 65001\n"),
    "sr linux, braces": ("path", "network-instance default {\n  protocols {\n    bgp {\n"),
    "sr linux, a policy": (
        "path",
        "interface ethernet-1/1 {\n}\nrouting-policy {\n  policy p {\n    match {\n      protocol bgp\n    }\n  }\n}\n",
    ),
    "sr os": ("path", 'configure {\n    router "Base" {\n        autonomous-system 65000\n'),
    "sr os, flat": ("path", '/configure router "Base" autonomous-system 65000\n'),
    "junos": ("path", "set routing-options autonomous-system 65001\nset protocols bgp group G type external\n"),
    "junos, braces": ("path", "protocols {\n    bgp {\n        group G {\n        }\n    }\n}\nrouting-options {\n}\n"),
    "sr linux, json": ("srlinux-json", '\n {"srl_nokia-network-instance:network-instance": []}'),
    "sr linux, yaml": ("srlinux-json", "srl_nokia-interfaces:interface:\n  - name: ethernet-1/1\n"),
    "exabgp, one line": ("exabgp", "neighbor 10.0.0.2 { local-as 65001; peer-as 65002; }\n"),
    "nvue, commands": ("nvue", "nv set system hostname leaf1\nnv set router bgp autonomous-system 65001\n"),
    "bird": ("bird", "router id 10.0.0.1;\nprotocol bgp p1 {\n  local as 65001;\n}\n"),
    "bird, areas": ("bird", 'protocol ospf v2 {\n  area 0 {\n    interface "eth1" {\n    };\n  };\n}\n'),
    "bird, brace below": ("bird", "template bgp T\n{\n}\n"),
    "openbgpd": ("openbgpd", "AS 65001\nrouter-id 10.0.0.1\nneighbor 10.0.0.2 {\n  remote-as 65002\n}\n"),
    "exabgp": ("exabgp", "neighbor 10.0.0.2 {\n  local-as 65001;\n  peer-as 65002;\n}\n"),
    "nvue": ("nvue", "- header:\n    model: vx\n- set:\n    router:\n      bgp:\n"),
    "gobgp": ("gobgp", "[global.config]\n  as = 65001\n[[neighbors]]\n"),
    "gobgp, yaml": ("gobgp", "neighbors:\n  - config:\n      neighbor-address: 10.0.0.1\n"),
    "vyos": ("vyos", "set protocols bgp system-as 65001\nset protocols bgp neighbor 10.0.0.1 remote-as 1\n"),
    "vyos, braces": ("vyos", "interfaces {\n    ethernet eth1 {\n        address 10.0.0.1/31\n"),
    "routeros": ("routeros", "/ip address\nadd address=10.0.0.1/30 interface=ether2\n"),
    "sonic": ("sonic", '{"DEVICE_METADATA": {"localhost": {"bgp_asn": "65001"}}}'),
    "a script": ("script", "#!/bin/sh\nip link set eth1 up\n"),
    "daemons": (None, "bgpd=yes\nospfd=no\n"),
    "prose": (None, "The router speaks BGP with its neighbor.\n"),
    "nothing": (None, ""),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_the_content_tells_the_grammar(name: str) -> None:
    grammar, text = CONTENTS[name]
    assert grammar_of(text, None, None) == grammar
    assert grammar_of(text, "linux", "frr.conf") == grammar
    assert grammar_of(text.replace("\n", "\r\n"), None, "bird.conf") == grammar


@pytest.mark.parametrize(
    ("kind", "text", "grammar"),
    [
        ("ceos", "", "ios"),
        ("arista_ceos", "set protocols bgp group G\n", "ios"),
        ("cisco_xrd", "hostname a\n", "ios"),
        ("nokia_sros", "", "path"),
        ("juniper_crpd", "", "path"),
        ("nokia_srlinux", '{"interface": []}', "srlinux-json"),
        ("srl", "interface ethernet-1/1 {\n}\n", "path"),
        ("cvx", "router bgp 65001\n", "ios"),
        ("cvx", "- set:\n    router:\n", "nvue"),
        ("cvx", "bgpd=yes\n", None),
        ("vr-ros", "", "routeros"),
        ("vyosnetworks_vyos", "protocols {\n", "vyos"),
        ("sonic-vs", "router bgp 65001\n", "ios"),
        ("CEOS", "", "ios"),
    ],
)
def test_the_kind_comes_first(kind: str, text: str, grammar: str | None) -> None:
    assert grammar_of(text, kind, None) == grammar


def test_a_configuration_is_read_with_its_grammar() -> None:
    config = parse_config("router bgp 65001\n neighbor 10.0.0.1 remote-as 65002\n", "r1.conf")
    assert config is not None
    assert (config.asn, str(config.neighbours[0].location)) == (65001, "r1.conf:2:2")


def test_text_without_a_grammar_is_not_read() -> None:
    assert parse_config("bgpd=yes\n", "daemons") is None


@pytest.mark.parametrize("name", [name for name, (grammar, _) in CONTENTS.items() if grammar])
def test_every_grammar_has_its_parser(name: str) -> None:
    grammar, text = CONTENTS[name]
    assert grammar in _PARSERS
    assert parse_config(text, "device.cfg") is not None
