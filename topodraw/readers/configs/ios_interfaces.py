"""Interfaces of the IOS family: their names, ranges of them, addresses, VRFs, bundles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from topodraw.errors import Location
from topodraw.readers.configs.device_config import InterfaceAddress
from topodraw.readers.configs.ranges import interfaces_of_range
from topodraw.readers.configs.values import interface_address, is_placeholder

__all__ = [
    "Interface",
    "addresses",
    "bundle_members",
    "configure_interface",
    "interface_name",
    "interface_range",
    "remove_address",
    "router_id_of",
    "shared_addresses",
]

_MOST_OF_RANGE = 1024
"""More interfaces than the largest chassis has on one line card."""
_LONGEST_NAME = 256
_SPEEDS = "fast|gigabit|twogigabit|fivegigabit|tengigabit|twentyfivegig|fortygigabit|hundredgig"
_KIND = rf"(?:(?:{_SPEEDS})?(?:ethernet|eth|et|e)|port-channel|po|vlan|loopback|tunnel|serial|bundle-ether)"
_NUMBERS = r"[0-9][0-9/.:-]*"
_NAMED = re.compile(rf"{_KIND}{_NUMBERS}(?:,(?:{_KIND})?{_NUMBERS})*", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_KIND}[0-9]", re.IGNORECASE)
_PLAIN_FAMILIES = ("ip", "ipv4", "ipv6")
_NO_ADDRESSES = ("dhcp", "virtual", "negotiated", "unnumbered", "autoconfig", "autoconf", "pool", "eui-64")
_WORDS_BEFORE_VRF = ("forwarding", "member", "for", "forward")


@dataclass(slots=True)
class Interface:
    """One interface while its lines are read."""

    name: str
    vrf: str | None = None
    addresses: dict[str, Location] = field(default_factory=dict)
    """With the places where they stand first."""
    shared: dict[str, Location] = field(default_factory=dict)
    """Addresses that other devices have on purpose: EOS ``ip address virtual``."""
    bundle: tuple[str, str] | None = None
    """Kind ("port-channel", "bundle-ether") and number of the bundle it is a member of."""


def interface_name(words: list[str]) -> tuple[str | None, int]:
    """Return the name at the front of the words and how many words it takes: `Ethernet 1/1` is Ethernet1/1."""
    if not words:
        return None, 0
    name, taken = words[0], 1
    if len(words) > 1 and words[0].replace("-", "").isalpha() and words[1][0].isdigit():
        name, taken = words[0] + words[1], 2
    # NX-OS: `neighbor ethernet 1/1 - 3`
    while len(words) > taken and (words[taken][0] in "-," or name[-1] in "-,") and _NUMBERED.match(name):
        name, taken = name + words[taken], taken + 1
    return name, taken


def interface_range(name: str) -> tuple[str, ...]:
    """Return the interfaces that a neighbour statement names by their kind; empty for what names none.

    >>> interface_range("Ethernet1/1-2"), interface_range("LEAF")
    (('Ethernet1/1', 'Ethernet1/2'), ())
    """
    is_named = len(name) <= _LONGEST_NAME and _NAMED.fullmatch(name)
    return tuple(islice(interfaces_of_range(name), _MOST_OF_RANGE)) if is_named else ()


def configure_interface(interface: Interface, words: list[str], at: Location) -> str | None:
    """Obey one line of an interface's configuration. Return the address that is still to be filled in, if any."""
    head = words[0]
    if head in _PLAIN_FAMILIES and len(words) > 2:
        if "address".startswith(words[1]) and len(words[1]) >= len("add"):
            return _add_address(interface, words[2:], at)
        if head == "ip" and words[1] == "vrf":
            interface.vrf = words[-1]
    elif head == "vrf" and len(words) > 1:
        interface.vrf = words[2] if words[1] in _WORDS_BEFORE_VRF and len(words) > 2 else words[1]
    elif head == "channel-group" and len(words) > 1:
        interface.bundle = ("port-channel", words[1])
    elif head == "bundle" and words[1:2] == ["id"] and len(words) > 2:
        interface.bundle = ("bundle-ether", words[2])
    return None


def remove_address(interface: Interface, words: list[str]) -> None:
    """Obey `no ip address`: of the one address that follows, else of all of the family."""
    if words[0] not in _PLAIN_FAMILIES or words[1:2] != ["address"]:
        return
    removed = Interface(interface.name)
    if words[2:]:
        _add_address(removed, words[2:], Location(""))
    for address in list(interface.addresses):
        is_of_family = (":" in address) == (words[0] == "ipv6")
        if address in removed.addresses or (not words[2:] and is_of_family):
            del interface.addresses[address]


def _add_address(interface: Interface, values: list[str], at: Location) -> str | None:
    if is_placeholder(values[0]):
        return values[0]
    if values[0] == "virtual" and len(values) > 1 and (shared := interface_address(values[1], None)):
        interface.shared.setdefault(shared, at)
    if any(word in _NO_ADDRESSES for word in values):
        return None
    found = interface_address(values[0], None if "/" in values[0] else _mask(values[1:]))
    if found:
        interface.addresses.setdefault(found, at)
    return None


def _mask(rest: list[str]) -> str | None:
    """Return the mask or length after an address that has none in itself; link-local ones are of a /64."""
    if rest[:1] == ["link-local"]:
        return "64"
    return rest[0] if rest and rest[0][0] in "0123456789abcdefABCDEF:" else None


def addresses(interfaces: Iterable[Interface]) -> tuple[InterfaceAddress, ...]:
    """Return all addresses, in the order of the file, in the VRF that their interface is in.

    IOS-XR may tell it beforehand: ``interface Gi0/0/0/1 vrf RED``, then ``interface Gi0/0/0/1 ipv4 address …``.
    """
    return _located(interfaces, lambda interface: interface.addresses)


def shared_addresses(interfaces: Iterable[Interface]) -> tuple[InterfaceAddress, ...]:
    return _located(interfaces, lambda interface: interface.shared)


def _located(
    interfaces: Iterable[Interface], given: Callable[[Interface], dict[str, Location]]
) -> tuple[InterfaceAddress, ...]:
    parts = list(interfaces)
    vrfs = {part.name: part.vrf for part in parts if part.vrf and not part.addresses}
    return tuple(
        InterfaceAddress(interface.name, address, interface.vrf or vrfs.get(interface.name), at)
        for interface in parts
        for address, at in given(interface).items()
    )


def router_id_of(name: str | None, interfaces: Iterable[Interface]) -> str | None:
    """Return the first IPv4 address of the interface that a router id is taken from."""
    wanted = _long(name or "")
    for interface in interfaces:
        if wanted and _long(interface.name) == wanted:
            return next((address.partition("/")[0] for address in interface.addresses if ":" not in address), None)
    return None


def _long(name: str) -> str:
    return re.sub(r"^lo(?=[0-9])", "loopback", name.lower())


def bundle_members(interfaces: Iterable[Interface]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return bundles with their members; a bundle is spelled as its own interface is."""
    spelled = {interface.name.lower(): interface.name for interface in interfaces}
    members: dict[str, list[str]] = {}
    for interface in interfaces:
        if interface.bundle:
            name = "".join(interface.bundle)
            members.setdefault(spelled.get(name, name), []).append(interface.name)
    return tuple((bundle, tuple(names)) for bundle, names in members.items())
