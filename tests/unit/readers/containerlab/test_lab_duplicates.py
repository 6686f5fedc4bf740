"""Addresses that several nodes have: which are reported, where, and how often."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from topodraw.draw import load

ETH = "interface Ethernet1\n ip address {}\n"
BGP = "router bgp {}\n neighbor {} remote-as {}\n"


def warnings(folder: Path, nodes: dict[str, str], links: list[str]) -> list[tuple[str, int | None, str]]:
    """Return file, line and text of warnings; a node is its body in the lab file, or its configuration."""
    lines = []
    for name, given in nodes.items():
        if not given.startswith("{"):
            (folder / f"{name}.cfg").write_text(given, encoding="utf-8")
        body = given if given.startswith("{") else f"{{kind: ceos, startup-config: {name}.cfg}}"
        lines.append(f"    {name}: {body}\n")
    ends = "".join(f"    - {link}\n" for link in links)
    path = folder / "x.clab.yml"
    path.write_text(f"name: x\ntopology:\n  nodes:\n{''.join(lines)}  links:\n{ends}", encoding="utf-8")
    found = load(path, external="hide").warnings
    places = [(Path(each.location.file).name, each.location.line, each.text) for each in found]
    return [each for each in places if " the address " in each[2] or " address " in each[2] or "router id" in each[2]]


class TestOneSegment:
    def test_many_nodes_with_one_address_are_one_warning(self, tmp_path: Path) -> None:
        nodes = {"br": "{kind: bridge}"}
        nodes |= {
            f"n{number}": ETH.format("10.0.0.1/24") + BGP.format(65000, "10.0.0.2", 65000) for number in range(400)
        }
        links = [f'endpoints: ["n{number}:eth1", "br:p{number}"]' for number in range(400)]
        started = time.perf_counter()
        found = warnings(tmp_path, nodes, links)
        text = "n1 has the address 10.0.0.1 on Ethernet1, and so have n0, n2 and 397 more on the same segment"
        assert found == [("n1.cfg", 2, text)]
        assert time.perf_counter() - started < 10

    def test_three_nodes_are_all_named(self, tmp_path: Path) -> None:
        nodes = {"br": "{kind: bridge}", **{f"n{number}": ETH.format("10.0.0.1/24") for number in range(3)}}
        links = [f'endpoints: ["n{number}:eth1", "br:p{number}"]' for number in range(3)]
        (found,) = warnings(tmp_path, nodes, links)
        assert found[2].endswith("and so have n0, n2 on the same segment")

    def test_each_address_and_each_segment_is_told_of(self, tmp_path: Path) -> None:
        both = (
            ETH.format("10.0.0.1/24\n ipv6 address 2001:db8::1/64") + "interface Ethernet2\n ip address 10.0.1.1/24\n"
        )
        links = ['endpoints: ["a:eth1", "b:eth1"]', 'endpoints: ["a:eth2", "b:eth2"]']
        found = warnings(tmp_path, {"a": both, "b": both}, links)
        assert [(line, text.split()[4]) for _, line, text in found] == [
            (2, "10.0.0.1"),
            (3, "2001:db8::1"),
            (5, "10.0.1.1"),
        ]

    def test_commands_and_links_have_places(self, tmp_path: Path) -> None:
        speaker = ETH.format("10.9.0.1/24") + BGP.format(65000, "10.9.0.2", 65000)
        node = "{{kind: linux, exec: ['sysctl x', 'ip addr add {} dev eth1']}}"
        nodes = {name: node.format("10.0.0.1/24") for name in "ab"} | dict.fromkeys("cd", "{kind: linux}")
        links = [
            'endpoints: ["a:eth1", "b:eth1"]',
            '{endpoints: ["c:eth1", "d:eth1"], ipv4: [10.1.0.1/24, 10.1.0.1/24]}',
        ]
        assert warnings(tmp_path, {**nodes, "s": speaker}, links) == [
            (
                "x.clab.yml",
                5,
                "b has the address 10.0.0.1 on eth1, and so has a at the other end (line 4 of its x.clab.yml)",
            ),
            (
                "x.clab.yml",
                11,
                "d has the address 10.1.0.1 on eth1, and so has c at the other end (line 11 of its x.clab.yml)",
            ),
        ]

    def test_vrfs_keep_addresses_apart(self, tmp_path: Path) -> None:
        a = "vrf instance x\ninterface Ethernet1\n vrf x\n ip address 10.0.0.1/24\n"
        nodes = {"a": a, "b": ETH.format("10.0.0.1/24"), "c": a}
        assert warnings(tmp_path, nodes, ['endpoints: ["a:eth1", "b:eth1"]']) == []
        (found,) = warnings(tmp_path, nodes, ['endpoints: ["a:eth1", "c:eth1"]'])
        assert found[:2] == ("c.cfg", 4)


class TestLoopbacks:
    """One that two routers of an AS have breaks their sessions, unless it is meant for both."""

    LO = "interface Loopback0\n ip address {}\n"

    def pair(self, folder: Path, a: str, b: str) -> list[str]:
        return [text for _, _, text in warnings(folder, {"a": a, "b": b}, ['endpoints: ["a:eth1", "b:eth1"]'])]

    @pytest.mark.parametrize(
        "bgp",
        [
            "router bgp 65000\n neighbor 9.9.9.9 remote-as 65000\n neighbor 9.9.9.9 update-source Loopback0\n",
            "router bgp 65000\n neighbor 1.1.1.1 remote-as 65000\n",
            "router bgp 65000\n router-id 1.1.1.1\n neighbor 9.9.9.9 remote-as 65000\n",
        ],
        ids=["source", "target", "router id"],
    )
    def test_it_is_reported_where_bgp_uses_it(self, tmp_path: Path, bgp: str) -> None:
        text = self.LO.format("1.1.1.1/32") + bgp
        expected = "b has the loopback address 1.1.1.1, and so has a in the same AS (line 2 of its a.cfg)"
        assert self.pair(tmp_path, text, text) == [expected]

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            (
                LO.format("1.1.1.1/32") + BGP.format(65000, "1.1.1.1", 65000),
                LO.format("1.1.1.1/32") + BGP.format(65001, "1.1.1.1", 65000),
            ),
            (
                LO.format("1.1.1.1/24") + BGP.format(65000, "1.1.1.1", 65000),
                LO.format("1.1.1.1/24") + BGP.format(65000, "1.1.1.1", 65000),
            ),
            (
                LO.format("1.1.1.1/32") + BGP.format(65000, "9.9.9.9", 65000),
                LO.format("1.1.1.1/32") + BGP.format(65000, "9.9.9.9", 65000),
            ),
            (LO.format("1.1.1.1/32"), LO.format("1.1.1.1/32") + BGP.format(65000, "1.1.1.1", 65000)),
        ],
        ids=["of two systems", "a network", "unused", "of no router"],
    )
    def test_others_are_not(self, tmp_path: Path, a: str, b: str) -> None:
        assert self.pair(tmp_path, a, b) == []

    @pytest.mark.parametrize(
        "anycast",
        ["interface Loopback1\n ip address 7.7.7.7/32\n", " ip address 7.7.7.7/32 secondary\n"],
        ids=["second loopback", "secondary address"],
    )
    def test_an_anycast_tunnel_endpoint_is_meant_for_both(self, tmp_path: Path, anycast: str) -> None:
        bgp = "router bgp 65000\n router-id {0}\n neighbor 7.7.7.7 remote-as 65000\n"
        both = [self.LO.format(f"{one}/32") + anycast + bgp.format(one) for one in ("1.1.1.1", "2.2.2.2")]
        assert self.pair(tmp_path, *both) == []

    def test_other_identifiers_are_still_reported(self, tmp_path: Path) -> None:
        text = "router bgp 65000\n router-id 1.1.1.1\n neighbor 9.9.9.9 remote-as 65000\n"
        assert self.pair(tmp_path, text, text) == ["b has the router id 1.1.1.1, which is that of a too"]
