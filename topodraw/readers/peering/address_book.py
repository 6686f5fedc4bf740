"""Which node has an address, and which of a node's own addresses look toward another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_interface

from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress

__all__ = ["AddressBook", "Owner", "is_loopback", "loopback_address", "loopbacks"]

_LOOPBACKS = ("lo", "lo0", "system", "system0", "dummy", "dum")


@dataclass(frozen=True, slots=True)
class Owner:
    """An address, canonical and without length, on an interface of a node."""

    node: str
    address: str
    interface: str
    network: IPv4Network | IPv6Network
    vrf: str | None

    @property
    def is_alone(self) -> bool:
        """Whether nobody else can have an address of the same network: /32 and /128."""
        return self.network.prefixlen == self.network.max_prefixlen


def is_loopback(interface: str) -> bool:
    """Tell whether a name is that of a loopback: ``lo``, ``Loopback0``, ``system0``, ``lo0.0``."""
    name = interface.lower().partition(".")[0].replace(" ", "")
    return name in _LOOPBACKS or name.startswith("loopback") or name.rstrip("0123456789") in ("lo", "dummy", "dum")


def loopback_address(config: DeviceConfig) -> str | None:
    """Return the address of a device's loopback with its length, the one that is its router id first."""
    found = loopbacks(config.addresses)
    found.sort(key=lambda each: (each.address.partition("/")[0] != config.router_id, ":" in each.address))
    return found[0].address if found else None


def loopbacks(addresses: Iterable[InterfaceAddress]) -> list[InterfaceAddress]:
    """Return the addresses of loopbacks in the default VRF, without those that every device has."""
    own = (each for each in addresses if each.vrf is None and is_loopback(each.interface))
    return [each for each in own if not each.address.startswith(("127.", "::1/", "fe80:"))]


class AddressBook:
    """The addresses of a lab's nodes: node -> what it has, in the order of its configuration."""

    def __init__(self, addresses: Mapping[str, Iterable[InterfaceAddress]]) -> None:
        self._of_node: dict[str, tuple[Owner, ...]] = {}
        self._owners: dict[str, list[Owner]] = {}
        self._networks: dict[str, dict[tuple[int, int], dict[int, list[Owner]]]] = {}
        """Node -> IP version and length -> network as a number -> the node's addresses in it."""
        for node, given in addresses.items():
            owned = dict.fromkeys(_owner(node, each) for each in given)
            self._of_node[node] = tuple(owned)
            lengths = self._networks.setdefault(node, {})
            for owner in owned:
                self._owners.setdefault(owner.address, []).append(owner)
                if not owner.is_alone:
                    network = owner.network
                    found = lengths.setdefault((network.version, network.prefixlen), {})
                    found.setdefault(int(network.network_address), []).append(owner)

    def owners(self, address: str) -> tuple[Owner, ...]:
        """Return everyone who has an address, in the order of the nodes."""
        return tuple(self._owners.get(address, ()))

    def of(self, node: str) -> tuple[Owner, ...]:
        return self._of_node.get(node, ())

    def toward(self, node: str, address: str, vrf: str | None) -> Owner | None:
        """Return the node's own address in the network of another's, the one in the same VRF first."""
        there = ip_address(address)
        near: list[Owner] = []
        for (version, length), networks in self._networks.get(node, {}).items():
            if version == there.version:
                host_bits = there.max_prefixlen - length
                near += networks.get(int(there) >> host_bits << host_bits, ())
        return min(near, key=lambda each: (each.vrf != vrf, -each.network.prefixlen), default=None)

    def source(self, node: str, given: str | None, version: int) -> Owner | None:
        """Return the address that a node's session starts from: an address, or that of an interface."""
        if given is None:
            return None
        own = [each for each in self.of(node) if each.network.version == version]
        exact = next((each for each in own if given in (each.address, each.interface)), None)
        name = given.lower()
        return exact or next((each for each in own if each.interface.lower().partition(".")[0] == name), None)


def _owner(node: str, given: InterfaceAddress) -> Owner:
    parsed = ip_interface(given.address)
    return Owner(node, str(parsed.ip), given.interface, parsed.network, given.vrf)
