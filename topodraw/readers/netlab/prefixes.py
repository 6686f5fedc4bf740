"""Addresses as integers: prefixes, subnets by number, and the pools they are taken from.

Kept apart from the standard library's ipaddress, which is ten times slower and needed only to read and write IPv6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Pool", "PoolFamily", "Prefix", "parse_address", "parse_prefix", "prefix_of"]


class Prefix(NamedTuple):
    """An address with a length; `value` keeps host bits. Prints as netlab writes it."""

    value: int
    length: int
    bits: int = 32

    @property
    def size(self) -> int:
        return 1 << (self.bits - self.length)

    @property
    def base(self) -> int:
        return self.value >> (self.bits - self.length) << (self.bits - self.length)

    @property
    def family(self) -> str:
        return "ipv4" if self.bits == 32 else "ipv6"

    def network(self) -> Prefix:
        return Prefix(self.base, self.length, self.bits)

    def host(self, number: int) -> Prefix | None:
        """Return the n-th address, counted from the end when negative; None when the prefix does not hold it."""
        if not -self.size <= number < self.size:
            return None
        return Prefix(self.base + number % self.size, self.length, self.bits)

    def __str__(self) -> str:
        return f"{self.address}/{self.length}"

    @property
    def address(self) -> str:
        if self.bits == 32:
            v = self.value
            return f"{v >> 24}.{v >> 16 & 255}.{v >> 8 & 255}.{v & 255}"
        import ipaddress

        return str(ipaddress.IPv6Address(self.value))


def parse_address(text: str) -> tuple[int, int] | None:
    """Return an address as (integer, bits), None when the text is no address."""
    if ":" in text:
        import ipaddress

        try:
            return int(ipaddress.IPv6Address(text)), 128
        except ValueError:
            return None
    parts = text.split(".")
    if len(parts) != 4 or not all(p.isascii() and p.isdigit() and len(p) <= 3 and int(p) < 256 for p in parts):
        return None
    return int(parts[0]) << 24 | int(parts[1]) << 16 | int(parts[2]) << 8 | int(parts[3]), 32


def parse_prefix(text: Any, default_length: int | None = None) -> Prefix | None:
    """Return an address with a length (host bits kept), None when it is none.

    Without a length the default is used, or the full length of the family.
    """
    if not isinstance(text, str):
        return None
    address, slash, length = text.strip().partition("/")
    parsed = parse_address(address)
    if parsed is None:
        return None
    value, bits = parsed
    if not slash:
        return Prefix(value, bits if default_length is None else default_length, bits)
    if not (length.isascii() and length.isdigit() and len(length) <= 3) or int(length) > bits:
        return None
    return Prefix(value, int(length), bits)


def prefix_of(text: Any, family: str) -> Prefix | None:
    """Return a prefix of a family without host bits, None when the text is not one."""
    found = parse_prefix(text)
    return found if found and found.family == family and found.value == found.base else None


@dataclass(slots=True)
class PoolFamily:
    """The subnets of one address family of a pool, handed out in order."""

    network: Prefix
    length: int
    next_number: int = 0
    by_number: list[int] = field(default_factory=list)

    def subnet(self, number: int) -> Prefix | None:
        if not 0 <= number < 1 << (self.length - self.network.length):
            return None
        bits = self.network.bits
        return Prefix(self.network.base + (number << (bits - self.length)), self.length, bits)

    def take(self) -> Prefix | None:
        """Return the next subnet, None when the pool is used up."""
        found = self.subnet(self.next_number)
        self.next_number += 1
        return found

    def numbered(self, number: int) -> Prefix | None:
        """Return the n-th subnet, n from 1. Numbered and plain requests draw from one supply, as in netlab."""
        missing = number - len(self.by_number)
        if missing > 1 << 16:
            return None
        self.by_number.extend(range(self.next_number, self.next_number + max(missing, 0)))
        self.next_number += max(missing, 0)
        return self.subnet(self.by_number[number - 1])


@dataclass(slots=True)
class Pool:
    """An address pool. A family is a supply of subnets, or a boolean for unnumbered and disabled."""

    name: str
    families: dict[str, PoolFamily | bool] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    """`allocation`, `unnumbered`: what is passed on with each prefix."""
