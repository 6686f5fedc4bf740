"""Values that every configuration grammar has: AS numbers, addresses, prefixes, address families.

All functions take text as a device's configuration spells it and return None for what is no such value; none raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address, ip_interface, ip_network

__all__ = ["ROLES", "as_number", "bare_address", "family", "interface_address", "is_placeholder", "prefix"]

ROLES = ("provider", "customer", "peer", "rs-server", "rs-client")
"""The roles of a BGP speaker toward a neighbour (RFC 9234)."""

_MAX_AS = 0xFFFFFFFF
_HALF = 0xFFFF
_DECIMAL = re.compile(r"[0-9]{1,10}")
_ASDOT = re.compile(r"([0-9]{1,5})\.([0-9]{1,5})")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_IPV4_INTERFACE = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}/(?:3[0-2]|[12][0-9]|[0-9])")
"""What is canonical as it stands, told without building an address: nearly all that there is."""
_PLACEHOLDER = re.compile(r"\{\{|\{%|\$\{|\$[A-Za-z_]|<[^<>]*>")

# fmt: off
_FAMILIES: dict[str, str] = {
    "ipv4": "ipv4", "ip": "ipv4", "inet": "ipv4", "inet4": "ipv4",
    "ipv6": "ipv6", "inet6": "ipv6",
    "vpnv4": "vpnv4", "vpn4": "vpnv4", "ipv4 vpn": "vpnv4", "vpn ipv4": "vpnv4", "inet vpn": "vpnv4",
    "l3vpn ipv4": "vpnv4",
    "vpnv6": "vpnv6", "vpn6": "vpnv6", "ipv6 vpn": "vpnv6", "vpn ipv6": "vpnv6", "inet6 vpn": "vpnv6",
    "l3vpn ipv6": "vpnv6",
    "evpn": "evpn", "l2vpn evpn": "evpn", "evpn signaling": "evpn",
    "ipv4 label": "ipv4_label", "label ipv4": "ipv4_label", "inet label": "ipv4_label", "ipv4 mpls": "ipv4_label",
    "ipv6 label": "ipv6_label", "label ipv6": "ipv6_label", "inet6 label": "ipv6_label", "ipv6 mpls": "ipv6_label",
}
# fmt: on
_LABELLED = re.compile(r"\blabell?ed\b")


def as_number(text: str) -> int | None:
    """Return the AS number, asplain (1 to 4294967295) or asdot (RFC 5396).

    >>> as_number("65001"), as_number("64.1"), as_number("0")
    (65001, 4194305, None)
    """
    if _DECIMAL.fullmatch(text):
        number = int(text)
    elif dotted := _ASDOT.fullmatch(text):
        high, low = int(dotted[1]), int(dotted[2])
        number = (high << 16) + low if high <= _HALF and low <= _HALF else 0
    else:
        return None
    return number if 1 <= number <= _MAX_AS else None


def interface_address(text: str, mask: str | None = None) -> str | None:
    """Return an interface's address with its length, canonically: "10.0.0.1/30", "2001:db8::1/64".

    `mask` is a netmask or a length; an address with neither is a host's own (/32, /128).
    """
    if mask is not None:
        length = _length(mask)
        if length is None or "/" in text:
            return None
        text = f"{text}/{length}"
    if _IPV4_INTERFACE.fullmatch(text):
        return text
    try:
        found = ip_interface(_without_zone(text))
    except ValueError:
        return None
    return found.with_prefixlen


def bare_address(text: str) -> str | None:
    """Return an address canonically, without length and without zone: "10.0.0.1", "fe80::1"."""
    if _IPV4.fullmatch(text):
        return text
    if "/" in text:
        found = interface_address(text)
        return found.partition("/")[0] if found else None
    try:
        return str(ip_address(_without_zone(text)))
    except ValueError:
        return None


def prefix(text: str) -> str | None:
    """Return a prefix canonically, host bits cleared; None where the text has no length."""
    if "/" not in text:
        return None
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        return None


def family(words: str | Iterable[str]) -> str | None:
    """Return the model's name of an address family, as in `topodraw.model.Session.families`.

    What follows `vrf` is left out. None for families that the model has no name for (multicast, flow
    specifications, link state...).

    >>> family("l2vpn evpn"), family(["ipv4", "unicast"]), family("l3vpn-ipv4-unicast"), family("ipv4 multicast")
    ('evpn', 'ipv4', 'vpnv4', None)
    """
    text = words if isinstance(words, str) else " ".join(words)
    text = _LABELLED.sub("label", text.lower().replace("-", " ").replace("_", " "))
    kept = []
    for word in text.split():
        if word == "vrf":
            break
        if word != "unicast":
            kept.append(word)
    return _FAMILIES.get(" ".join(kept))


def is_placeholder(text: str) -> bool:
    """Tell whether a value is still to be filled in: {{ x }}, ${X}, $X, <x>."""
    return _PLACEHOLDER.search(text) is not None


def _length(mask: str) -> int | None:
    """Return the length of a netmask: "255.255.255.252" and "30" are 30; wildcard masks are none."""
    if _DECIMAL.fullmatch(mask):
        return int(mask)
    try:
        bits = f"{int(ip_address(mask)):0{ip_address(mask).max_prefixlen}b}"
    except ValueError:
        return None
    ones = bits.rstrip("0")
    return None if "0" in ones else len(ones)


def _without_zone(text: str) -> str:
    """Return fe80::1%eth0/64 as fe80::1/64."""
    address, percent, rest = text.partition("%")
    if not percent:
        return text
    _, slash, length = rest.partition("/")
    return address + slash + length
