"""Addresses of links: which prefix a link has, and which address of it each interface."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink
from topodraw.readers.netlab.pools import next_prefix, read_prefix
from topodraw.readers.netlab.prefixes import Prefix, parse_prefix
from topodraw.readers.netlab.tree import Tree, get, integer

__all__ = ["assign_addresses", "assign_prefix", "gateway_id"]


def gateway_id(link: LabLink) -> int:
    """Return the host number of the link's gateway, negative from the end, 0 for none."""
    return integer(get(link.data, "gateway.id")) or 0


def assign_prefix(lab: Lab, data: Tree, usual: list[str], what: str, at: Any) -> None:
    """Set `data["prefix"]` to a mapping of families, or to nothing.

    A prefix of its own wins, then `unnumbered`, then the first pool that exists: `pool` (else `role`), the usual ones.
    """
    extra: Tree = {}
    if "prefix" in data:
        own = data["prefix"]
        extra = read_prefix(lab, own, what, at)
        if own is False or not extra or "ipv4" in extra or "ipv6" in extra:
            data["prefix"] = extra if own is not False else False
            return
    if "unnumbered" in data:
        data["prefix"] = {"unnumbered": True}
        return
    pool = data.get("pool") or None
    if pool is not None and pool not in lab.pools:
        known = ", ".join(lab.pools)
        lab.report.error(at, f"{what} wants an unknown address pool {pool!r}; known are {known}")
    first = pool if pool is not None else data.get("role")
    data["prefix"] = next_prefix(lab, [*([first] if first else []), *usual], what, at) | extra
    if not data["prefix"]:
        del data["prefix"]


def assign_addresses(lab: Lab, link: LabLink) -> None:
    """Give the ends of a link their addresses from its prefix."""
    prefix = link.data.get("prefix")
    if not isinstance(prefix, dict) or not prefix:
        return
    if "unnumbered" in prefix:
        for family in FAMILIES:
            _unnumbered(lab, link, family, None)
        link.data.pop("prefix")
        link.data.pop("unnumbered", None)
        return
    for family in FAMILIES:
        value = prefix.get(family)
        if isinstance(value, bool):
            _unnumbered(lab, link, family, value)
        elif value is not None:
            network = parse_prefix(value)
            if network is not None:
                _number(lab, link, family, network, prefix.get("allocation"))
        _warn_of_duplicates(lab, link, family)


def _warn_of_duplicates(lab: Lab, link: LabLink, family: str) -> None:
    owners: dict[str, str] = {}
    for end in link.ends:
        address = end.get(family)
        if not isinstance(address, str):
            continue
        if address in owners:
            what = f"{link.label}: address {address} is used twice, by {owners[address]!r} and {end['node']!r}"
            lab.report.warn(link.at, what)
        owners.setdefault(address, end["node"])


def _unnumbered(lab: Lab, link: LabLink, family: str, value: bool | None) -> None:
    """Mark ends without an address of their own; by the families of their loopback when no value is given."""
    for end in link.ends:
        if end.get(family) is not None or family in end:
            continue
        if value is not None:
            end[family] = value
            continue
        loopback = lab.nodes[end["node"]].loopback
        if loopback is not None:
            end[family] = bool(loopback.get(family))
        elif family == "ipv6":
            end[family] = True


def _number(lab: Lab, link: LabLink, family: str, network: Prefix, wanted: Any) -> None:
    policy = wanted if isinstance(wanted, str) and wanted in _POLICIES else _policy(lab, link, network)
    if policy is None:
        gateway = " and a gateway" if gateway_id(link) else ""
        many = f"{len(link.ends)} node{'s' if len(link.ends) != 1 else ''}{gateway}"
        lab.report.error(link.at, f"{link.label}: prefix {network} is too small for {many}")
        return
    for end, number in _POLICIES[policy](lab, link, network):
        _set(lab, link, end, family, network, number)


def _policy(lab: Lab, link: LabLink, network: Prefix) -> str | None:
    """Return how hosts are numbered on a link whose prefix does not say it; None when there is no room."""
    gateway, size, count = gateway_id(link), network.size, len(link.ends)
    if link.kind == "p2p" and not gateway:
        return "p2p" if size > 1 else None
    extra = 0
    if size > 2:
        extra = 1 if gateway > 0 else 0
        size += min(-2, gateway - 1 if gateway < 0 else -2)
    elif size == 2 and count == 2:
        return "p2p"
    if size == 1:
        return "whole" if count == 1 else None
    if max(lab.nodes[end["node"]].id for end in link.ends) <= size:
        return "id_based"
    return "sequential" if count + extra <= size else None


def _by_name(_: Lab, link: LabLink, network: Prefix) -> Iterable[tuple[Tree, int]]:
    start = 1 if network.size > 2 else 0
    return [(end, n) for n, end in enumerate(sorted(link.ends, key=lambda end: end["node"]), start)]


def _by_id(lab: Lab, link: LabLink, _: Prefix) -> Iterable[tuple[Tree, int]]:
    return [(end, lab.nodes[end["node"]].id) for end in link.ends]


def _in_order(_: Lab, link: LabLink, network: Prefix) -> Iterable[tuple[Tree, int]]:
    number, numbered = (1 if network.size > 2 else 0), []
    for end in link.ends:
        if number == gateway_id(link):
            number += 1
        numbered.append((end, number))
        number += 1
    return numbered


def _whole(_: Lab, link: LabLink, __: Prefix) -> Iterable[tuple[Tree, int]]:
    return [(end, 0) for end in link.ends]


_POLICIES = {"p2p": _by_name, "id_based": _by_id, "sequential": _in_order, "whole": _whole, "loopback": _whole}


def _set(lab: Lab, link: LabLink, end: Tree, family: str, network: Prefix, number: int) -> None:
    own = end.get(family)
    if isinstance(own, bool):
        return
    if isinstance(own, str):
        static = parse_prefix(own, network.length)
        if static is None or static.family != family:
            lab.report.error(link.at, f"{link.label}: {own!r} is not an {family} address (node {end['node']!r})")
            end[family] = False
        else:
            end[family] = str(static)
        return
    host = network.host(own if isinstance(own, int) else number)
    if host is None:
        wanted = own if isinstance(own, int) else number
        lab.report.error(link.at, f"{link.label}: prefix {network} has no host {wanted} for node {end['node']!r}")
    else:
        end[family] = str(host)
