"""What the makers of random netlab labs share: dice, and the draft of a lab they write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

__all__ = ["BOXED", "DEVICES", "HOSTS", "Dice", "Draft", "DraftNode", "deeper"]

T = TypeVar("T")
Data = dict[str, Any]

_ALL = "bgp ospf isis vlan vrf vxlan evpn mpls lag gateway"
DEVICES: dict[str, frozenset[str]] = {
    name: frozenset(modules.split())
    for name, modules in {
        "none": _ALL,
        "frr": _ALL,
        "eos": _ALL,
        "iosv": "bgp ospf isis vlan vrf mpls gateway",
        "cumulus": "bgp ospf vlan vrf vxlan evpn lag gateway",
        "srlinux": "bgp ospf isis vlan vrf vxlan evpn gateway",
        "nxos": "bgp ospf isis vlan vrf vxlan evpn gateway",
        "csr": "bgp ospf isis vlan vrf mpls gateway",
        "vyos": "bgp ospf isis vlan vrf vxlan evpn gateway",
        "dellos10": "bgp ospf vlan vrf vxlan evpn gateway",
        "sonic": "bgp ospf",
        "vmx": "bgp ospf isis vlan vrf mpls",
        "vsrx": "bgp ospf isis",
        "ioll2": "bgp ospf isis vlan vrf lag gateway",
    }.items()
}
"""Devices that route, with those of the modules in use here that netlab has for them."""
BOXED = ("none", "frr", "eos", "iosv", "cumulus", "csr", "nxos", "vyos", "dellos10", "vsrx")
"""Those of them that netlab has a virtual machine image for."""
HOSTS = ("linux", "linux", "linux", "bird", "dnsmasq")


class Dice:
    """Choices. A small draw always means the plain choice, so that hypothesis shrinks towards plain labs."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def chance(self, percent: int) -> bool:
        return self.random.randint(0, 99) >= 100 - percent

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.random.randint(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], low: int, high: int | None = None) -> list[T]:
        """Return different ones of the choices, in any order."""
        rest = list(choices)
        count = min(len(rest), self.number(low, len(rest) if high is None else high))
        return [rest.pop(self.random.randint(0, len(rest) - 1)) for _ in range(count)]


@dataclass(slots=True)
class DraftNode:
    """A node as the draft knows it; `data` is what will be written at it."""

    name: str
    device: str
    host: bool = False
    modules: list[str] = field(default_factory=list)
    """What the node will run, however the file says it."""
    asn: int | None = None
    data: Data = field(default_factory=dict)

    def runs(self, module: str) -> bool:
        return module in self.modules


@dataclass(slots=True)
class Draft:
    """A lab being made up."""

    dice: Dice
    top: Data = field(default_factory=dict)
    nodes: dict[str, DraftNode] = field(default_factory=dict)
    links: list[Any] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    files: dict[str, Data] = field(default_factory=dict)
    networks: int = 0
    sections: Data | None = None
    """The links once more, where they are to be written in named lists."""
    cloned: str | None = None
    """A node that netlab multiplies, which it does not do in groups of links."""

    @property
    def routers(self) -> list[DraftNode]:
        return [node for node in self.nodes.values() if not node.host]

    @property
    def hosts(self) -> list[DraftNode]:
        return [node for node in self.nodes.values() if node.host]

    def all_are(self, *devices: str) -> bool:
        """Tell whether every router is of these devices; netlab knows well what others cannot do."""
        return all(node.device in devices for node in self.routers)

    def running(self, module: str) -> list[DraftNode]:
        return [node for node in self.nodes.values() if node.runs(module)]

    def network(self) -> int:
        """Return a number for a prefix that nothing else in the lab has."""
        self.networks += 1
        return self.networks


def deeper(tree: Data, path: str) -> Data:
    """Return the mapping at a dotted path, made where it is missing."""
    for step in path.split("."):
        tree = tree.setdefault(step, {})
    return tree
