"""Addresses that two nodes have and only one can: they break a lab without a word.

Many addresses stand on several nodes on purpose: gateways of a stretched LAN, tunnel endpoints of a pair of leaves,
customers' own networks. What is reported is what cannot be meant: one address twice on a cable or a LAN, the first
loopback of two routers of one AS where BGP uses it, and a router's identifier on another router too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topodraw.errors import Location, Report
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress, place_in
from topodraw.readers.peering.address_book import loopbacks
from topodraw.readers.peering.cabling import Cabling

__all__ = ["warn_of_duplicates"]

_ALONE = ("/32", "/128")
_SHOWN = 2
"""Other nodes with an address that are named."""

_Owners = dict[str, InterfaceAddress]
"""Node -> the address that others have as well, where it has it."""


def warn_of_duplicates(
    addresses: Mapping[str, Iterable[InterfaceAddress]],
    configs: Mapping[str, DeviceConfig],
    cabling: Cabling,
    report: Report,
) -> None:
    """Report addresses that stand twice on one segment, and loopbacks and identifiers that two routers share."""
    for (_, _, address), owners in _on_segments(addresses, cabling).items():
        if len(owners) > 1:
            _warn(report, owners, f"has the address {address} on {{}}", "at the other end", "on the same segment")
    stated = [each for config in configs.values() for each in config.neighbours]
    named = dict.fromkeys(name for each in stated for name in (each.address, each.update_source))
    told: dict[tuple[str, str], None] = {}
    for (_, address), owners in _on_loopbacks(addresses, configs).items():
        if len(owners) > 1 and _is_used(address, owners, named, configs, cabling):
            _warn(report, owners, f"has the loopback address {address}", "in the same AS", "in the same AS")
            told |= dict.fromkeys((node, address) for node in owners)
    _warn_of_identifiers(configs, told, report)


def _on_segments(
    addresses: Mapping[str, Iterable[InterfaceAddress]], cabling: Cabling
) -> dict[tuple[int, str | None, str], _Owners]:
    """Return who has each address in each VRF on each segment."""
    found: dict[tuple[int, str | None, str], _Owners] = {}
    for node, owned in addresses.items():
        for each in owned:
            address = each.address.partition("/")[0]
            for segment in cabling.segments(node, each.interface):
                owners = found.setdefault((segment, each.vrf, address), {})
                if node not in owners or owners[node].location is None:
                    owners[node] = each
    return found


def _on_loopbacks(
    addresses: Mapping[str, Iterable[InterfaceAddress]], configs: Mapping[str, DeviceConfig]
) -> dict[tuple[int, str], _Owners]:
    """Return which routers of each AS have each address as that of their first loopback; others are often shared."""
    found: dict[tuple[int, str], _Owners] = {}
    for node, config in configs.items():
        if config.asn is not None:
            for each in _first_loopback(addresses.get(node, ())):
                found.setdefault((config.asn, each.address.partition("/")[0]), {})[node] = each
    return found


def _first_loopback(owned: Iterable[InterfaceAddress]) -> list[InterfaceAddress]:
    """Return the first address of each IP version on the first loopback, where nobody else can be in its network."""
    usable = loopbacks(owned)
    first: dict[bool, InterfaceAddress] = {}
    for each in usable:
        if each.interface == usable[0].interface:
            first.setdefault(":" in each.address, each)
    return [each for each in first.values() if each.address.endswith(_ALONE)]


def _is_used(
    address: str,
    owners: _Owners,
    named: Mapping[str | None, None],
    configs: Mapping[str, DeviceConfig],
    cabling: Cabling,
) -> bool:
    """Tell whether sessions start from an address or lead to it, or its owners call themselves by it.

    `named` are the addresses that neighbour statements name.
    """
    if address in named or all(configs[node].router_id == address for node in owners):
        return True
    ports = {node: cabling.port(node, each.interface) for node, each in owners.items()}
    sources = ((node, each.update_source) for node in owners for each in configs[node].neighbours)
    return any(source and cabling.port(node, source) == ports[node] for node, source in sources)


def _warn_of_identifiers(
    configs: Mapping[str, DeviceConfig], told: Mapping[tuple[str, str], None], report: Report
) -> None:
    identified: dict[str, str] = {}
    for node, config in configs.items():
        if config.router_id is None or config.asn is None or (node, config.router_id) in told:
            continue
        other = identified.setdefault(config.router_id, node)
        if other != node and configs[other].asn == config.asn:
            places = [*(each.location for each in config.neighbours), *(each.location for each in config.addresses)]
            where = next((place for place in places if place is not None), None)
            if where is not None:
                text = f"{node} has the router id {config.router_id}, which is that of {other} too"
                report.warn(Location(where.file), text)


def _warn(report: Report, owners: _Owners, said: str, of_two: str, of_many: str) -> None:
    """Report an address once, at the second of its owners; `said` may have a place for the name of the interface."""
    names = list(owners)
    name = next((each for each in names[1:] if owners[each].location is not None), names[0])
    own, others = owners[name], [each for each in names if each != name]
    if own.location is None:
        return
    text = f"{name} {said.format(own.interface)}, and so ha{'s' if len(others) == 1 else 've'}"
    if len(others) == 1:
        there = owners[others[0]].location
        report.warn(own.location, f"{text} {others[0]} {of_two}{f' ({place_in(there)})' if there else ''}")
    else:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        report.warn(own.location, f"{text} {', '.join(others[:_SHOWN])}{more} {of_many}")
