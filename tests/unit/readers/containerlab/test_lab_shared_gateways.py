"""Sessions with gateways that several switches have on purpose: the one that a host is cabled to is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from topodraw.draw import load

EOS = """\
interface Vlan20
   vrf BLUE
   ip address virtual 10.20.0.1/24
router bgp {asn}
   vrf BLUE
      neighbor 10.20.0.{host} remote-as 64900
"""
SRL = """\
set / interface irb0 subinterface 20 ipv4 address 10.20.0.1/24 anycast-gw true
set / network-instance BLUE type ip-vrf
set / network-instance BLUE interface irb0.20
set / network-instance BLUE protocols bgp autonomous-system {asn}
set / network-instance BLUE protocols bgp neighbor 10.20.0.{host} peer-as 64900
"""
HOST = """\
interface eth1
 ip address 10.20.0.{host}/24
router bgp 64900
 neighbor 10.20.0.1 remote-as external
"""


@pytest.mark.parametrize(("kind", "text"), [("arista_ceos", EOS), ("nokia_srlinux", SRL)])
def test_the_gateway_at_the_other_end_of_the_cable_is_meant(tmp_path: Path, kind: str, text: str) -> None:
    nodes = links = ""
    for n in (1, 2):
        (tmp_path / f"leaf{n}.cfg").write_text(text.format(asn=64800 + n, host=10 + n), encoding="utf-8")
        (tmp_path / f"host{n}.conf").write_text(HOST.format(host=10 + n), encoding="utf-8")
        nodes += f"    leaf{n}: {{kind: {kind}, image: i, startup-config: leaf{n}.cfg}}\n"
        nodes += f"    host{n}: {{kind: linux, image: frr, binds: ['host{n}.conf:/etc/frr/frr.conf']}}\n"
        links += f"    - endpoints: ['leaf{n}:eth1', 'host{n}:eth1']\n"
    path = tmp_path / "lab.clab.yml"
    path.write_text(f"name: lab\ntopology:\n  nodes:\n{nodes}  links:\n{links}", encoding="utf-8")
    topology = load(path)
    assert topology.warnings == ()
    assert [(each.a, each.b, each.vrf, each.one_sided, each.link) for each in topology.sessions] == [
        ("leaf1", "host1", "BLUE", False, 0),
        ("leaf2", "host2", "BLUE", False, 1),
    ]
