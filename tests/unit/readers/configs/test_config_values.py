"""AS numbers, addresses, prefixes and families as configurations spell them."""

from __future__ import annotations

import pytest

from topodraw.readers.configs.values import (
    as_number,
    bare_address,
    family,
    interface_address,
    is_placeholder,
    prefix,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("4294967295", 4294967295), ("0", None), ("4294967296", None), ("1.0", 65536), ("0.1", 1),
     ("65535.65535", 4294967295),
     ("65536.0", None), ("1.65536", None), ("0.0", None), ("", None), ("x", None), ("-1", None), ("1.", None),
     ("\u0661", None), ("9" * 5000, None)],
)  # fmt: skip
def test_as_numbers(text: str, number: int | None) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("text", "mask", "expected"),
    [
        ("10.0.0.1/30", None, "10.0.0.1/30"),
        ("10.0.0.1", "255.255.255.252", "10.0.0.1/30"),
        ("10.0.0.1", "30", "10.0.0.1/30"),
        ("10.0.0.1", None, "10.0.0.1/32"),
        ("2001:DB8::0:1/64", None, "2001:db8::1/64"),
        ("4321::1", "ffff::", "4321::1/16"),
        ("fe80::1%eth0/64", None, "fe80::1/64"),
        ("10.0.0.1", "0.0.0.3", None),
        ("10.0.0.1", "255.0.255.0", None),
        ("10.0.0.1", "33", None),
        ("10.0.0.1/24", "24", None),
        ("10.0.0.256/24", None, None),
        ("eth0", None, None),
    ],
)
def test_addresses_of_interfaces(text: str, mask: str | None, expected: str | None) -> None:
    assert interface_address(text, mask) == expected


@pytest.mark.parametrize(
    ("text", "address", "range_"),
    [
        ("10.0.0.1", "10.0.0.1", None),
        ("10.0.0.1/24", "10.0.0.1", "10.0.0.0/24"),
        ("2001:DB8::1/64", "2001:db8::1", "2001:db8::/64"),
        ("FE80::1%Et1", "fe80::1", None),
        ("010.0.0.1", None, None),
        ("1", None, None),
        ("a/b", None, None),
    ],
)
def test_addresses_and_prefixes(text: str, address: str | None, range_: str | None) -> None:
    assert bare_address(text) == address
    assert prefix(text) == range_


@pytest.mark.parametrize(
    ("words", "name"),
    [("ipv4", "ipv4"), ("ipv4 unicast", "ipv4"), ("ipv4-unicast", "ipv4"), ("ipv6 unicast vrf RED", "ipv6"),
     ("inet unicast", "ipv4"),
     ("inet6", "ipv6"), ("l2vpn evpn", "evpn"), ("evpn", "evpn"), ("L2VPN_EVPN", "evpn"), ("vpnv4 unicast", "vpnv4"),
     ("vpn-ipv4", "vpnv4"), ("inet-vpn unicast", "vpnv4"), ("l3vpn-ipv6-unicast", "vpnv6"),
     ("ipv4 labeled-unicast", "ipv4_label"), ("ipv6-labelled-unicast", "ipv6_label"), ("label-ipv4", "ipv4_label"),
     ("ipv4 multicast", None), ("link-state", None),
     ("", None)],
)  # fmt: skip
def test_families(words: str, name: str | None) -> None:
    assert family(words) == name
    assert family(words.split()) == name


@pytest.mark.parametrize("text", ["{{ x }}", "{% if x %}", "${X}", "$X", "<peer>", "10.0.${N}.1"])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "a<b", "", "$"])
def test_what_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
