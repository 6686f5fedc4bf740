"""What a piece of text in a drawing says, told by its form.

Only what the form leaves no doubt about is taken for more than text: an address is one by its digits, a device by being
one that netlab or containerlab know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import IPv6Interface, IPv6Network, ip_address, ip_interface, ip_network

__all__ = ["address_family", "area", "as_number", "interface_family", "is_device", "prefixes", "whole_lines"]

MAX_AS = 2**32 - 1

_BROKEN = ("-", ".", "/", ":")
"""What a line may end with that goes on in the next one."""
MOST_WORDS = 4
"""Lines that the name of an autonomous system or an area may be wrapped to."""

_AS = re.compile(r"AS[ ]?(?:(?P<high>\d{1,5})\.)?(?P<low>\d{1,10})")
_NAMED_AS = re.compile(r".*\((?P<as>AS [\d.]+)\)")
_AREA = re.compile(r"area (?P<area>[0-9A-Fa-f.]+)", re.IGNORECASE)


def as_number(text: str) -> int | None:
    """Return the number of an autonomous system, asdot (RFC 5396) too; None when the text names none.

    >>> as_number("AS 65000"), as_number("Transit (AS 65001)"), as_number("AS 1.10"), as_number("ASBR")
    (65000, 65001, 65546, None)
    """
    named = _NAMED_AS.fullmatch(text)
    match = _AS.fullmatch(named["as"] if named else text)
    if match is None:
        return None
    high, low = int(match["high"] or 0), int(match["low"])
    if match["high"] and max(high, low) > 0xFFFF:
        return None
    number = high * 65536 + low
    return number if number <= MAX_AS else None


def area(text: str) -> str | None:
    """Return the IS-IS area that a title names.

    >>> area("Area 49.0001"), area("area manager")
    ('49.0001', None)
    """
    match = _AREA.fullmatch(text)
    return match["area"] if match else None


def interface_family(text: str) -> str | None:
    """Return the family of an address with its length (``ipv4``, ``ipv6``), None when the text is none.

    >>> interface_family("10.0.0.1/32"), interface_family("2001:db8::1/128"), interface_family("10.0.0.1")
    ('ipv4', 'ipv6', None)
    """
    if "/" not in text:
        return None
    try:
        return "ipv6" if isinstance(ip_interface(text), IPv6Interface) else "ipv4"
    except ValueError:
        return None


def address_family(text: str) -> str | None:
    """Return the family of an address with or without its length, None when the text is none.

    >>> address_family("10.0.0.1"), address_family("fe80::1"), address_family("eth1")
    ('ipv4', 'ipv6', None)
    """
    try:
        return interface_family(text) or f"ipv{ip_address(text).version}"
    except ValueError:
        return None


def prefixes(name: str) -> Mapping[str, str] | None:
    """Return the prefixes that the name of a segment consists of, one a family; None when it is anything else.

    >>> prefixes("10.0.0.0/24"), prefixes("br0")
    ({'ipv4': '10.0.0.0/24'}, None)
    """
    found: dict[str, str] = {}
    for part in name.split(", "):
        try:
            family = "ipv6" if isinstance(ip_network(part), IPv6Network) else "ipv4"
        except ValueError:
            return None
        if "/" not in part or family in found:
            return None
        found[family] = part
    return found


def is_device(text: str) -> bool:
    """Tell whether netlab or containerlab have a device or kind of this name."""
    return text in _devices()


@cache
def _devices() -> frozenset[str]:
    from topodraw.readers.containerlab.kinds import known_kinds
    from topodraw.readers.netlab.devices import Devices

    return frozenset((*Devices({}).names(), *known_kinds()))


def whole_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a node as they were before they were wrapped, as far as their form tells.

    >>> whole_lines(("frr", "10.0.0.", "1/32", "AS", "65000"))
    ('frr', '10.0.0.1/32', 'AS 65000')
    """
    found: list[str] = []
    for line in lines:
        if found and found[-1].endswith(_BROKEN):
            found[-1] += line
        else:
            found.append(line)
        for words in range(2, min(MOST_WORDS, len(found)) + 1):
            said = " ".join(found[-words:])
            alone = as_number(found[-1]) is not None or area(found[-1]) is not None
            if not alone and (as_number(said) is not None or area(said) is not None):
                found[-words:] = [said]
                break
    return tuple(found)
