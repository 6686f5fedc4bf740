"""What interfaces are cabled to: over links, bridges and bundles; and large labs in little time."""

from __future__ import annotations

import time
from pathlib import Path

from topodraw.draw import load
from topodraw.model import Endpoint, Link
from topodraw.readers.peering.cabling import Cabling, Wire


def cabled(*links: str, bridges: tuple[str, ...] = ("br", "br2")) -> Cabling:
    """Return the cables of links like ``a:eth1 b:eth1``."""
    ends = (tuple(Endpoint(*end.split(":")) for end in link.split()) for link in links)
    members = {("a", "bond0"): ("eth1", "eth2")}
    return Cabling([Link(each) for each in ends], lambda node, interface: interface.lower(), bridges, members)


def test_a_cable_leads_to_its_other_end() -> None:
    cabling = cabled("a:eth1 b:Eth1", "a:eth2 b:eth2")
    assert cabling.wires("a", "ETH1") == (Wire("b", "Eth1", 0),)
    assert cabling.links("a", "b") == cabling.links("b", "a") == (0, 1)
    assert cabling.adjacent("b", "a")
    assert cabling.segments("a", "eth1") == cabling.segments("b", "eth1") != cabling.segments("a", "eth2")
    assert cabling.wires("a", None) == cabling.wires("a", "eth9") == cabling.segments("a", "eth9") == ()


def test_bridges_that_are_joined_are_one() -> None:
    cabling = cabled("a:eth1 br:1", "b:eth1 br:2", "br:9 br2:9", "c:eth1 br2:1", "a:eth2 br2:2")
    assert cabling.wires("c", "eth1") == (Wire("a", "eth1", None), Wire("b", "eth1", None), Wire("a", "eth2", None))
    assert cabling.adjacent("a", "c")
    assert cabling.links("a", "c") == ()
    assert not cabling.adjacent("a", "a")
    assert len({cabling.segments(*end) for end in (("a", "eth1"), ("a", "eth2"), ("b", "eth1"), ("c", "eth1"))}) == 1


def test_a_bundle_leads_where_its_members_do() -> None:
    cabling = cabled("a:eth1 b:eth1", "a:eth2 c:eth1")
    assert cabling.wires("a", "bond0") == (Wire("b", "eth1", 0), Wire("c", "eth1", 1))
    assert cabling.segments("a", "bond0") == (*cabling.segments("b", "eth1"), *cabling.segments("c", "eth1"))


def test_a_cable_may_lead_back() -> None:
    cabling = cabled("a:eth1 a:eth2")
    assert cabling.wires("a", "eth1") == (Wire("a", "eth2", 0),)
    assert cabling.links("a", "a") == (0,)


def seconds_to_read(path: Path, sessions: int) -> float:
    started = time.perf_counter()
    assert len(load(path, external="hide").sessions) == sessions
    return time.perf_counter() - started


def write(folder: Path, configs: dict[str, str], links: list[str], more: str = "") -> Path:
    for name, text in configs.items():
        (folder / f"{name}.cfg").write_text(text, encoding="utf-8")
    nodes = "".join(f"    {name}: {{kind: ceos, startup-config: {name}.cfg}}\n" for name in configs)
    ends = "".join(f"    - endpoints: [{link}]\n" for link in links)
    (folder / "x.clab.yml").write_text(f"name: x\ntopology:\n  nodes:\n{more}{nodes}  links:\n{ends}", encoding="utf-8")
    return folder / "x.clab.yml"


SPOKE = "interface Ethernet1\n ip address {}/{}\nrouter bgp {}\n neighbor {} remote-as {}\n"


def test_many_nodes_on_one_bridge_take_little_time(tmp_path: Path) -> None:
    """A wire for each pair of them took most of a minute, and more than a gigabyte."""
    names = [f"n{number}" for number in range(2_000)]
    own = {name: f"10.0.{number // 250}.{number % 250 + 1}" for number, name in enumerate(names)}
    configs = {
        name: SPOKE.format(
            own[name], 16, 64512 + number, *(("10.0.0.2", 64513) if number == 0 else ("10.0.0.1", 64512))
        )
        for number, name in enumerate(names)
    }
    links = [f"'{name}:eth1', 'br:p{number}'" for number, name in enumerate(names)]
    path = write(tmp_path, configs, links, "    br: {kind: bridge}\n")
    assert seconds_to_read(path, 1_999) < 15


def test_many_links_of_one_node_take_little_time(tmp_path: Path) -> None:
    nets = [f"10.{number // 250}.{number % 250}" for number in range(1_500)]
    hub = "".join(f"interface Ethernet{number}\n ip address {net}.1/30\n" for number, net in enumerate(nets, 1))
    hub += "router bgp 64512\n" + "".join(f" neighbor {net}.2 remote-as 64513\n" for net in nets)
    configs = {"hub": hub}
    configs |= {
        f"n{number}": SPOKE.format(f"{net}.2", 30, 64513, f"{net}.1", 64512) for number, net in enumerate(nets, 1)
    }
    path = write(tmp_path, configs, [f"'hub:eth{number}', 'n{number}:eth1'" for number in range(1, 1_501)])
    assert seconds_to_read(path, 1_500) < 6
