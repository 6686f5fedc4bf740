"""Addresses that two nodes have and only one can: they break a lab without a word.

Many addresses stand on several nodes on purpose: gateways of a stretched LAN, tunnel endpoints of a pair of leaves,
customers' own networks. What is reported is what cannot be meant: the two ends of a cable with one address, and a
router's identifier on another router too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topodraw.errors import Location, Report
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress, place_in
from topodraw.readers.peering.cabling import Cabling

__all__ = ["warn_of_duplicates"]


def warn_of_duplicates(
    addresses: Mapping[str, Iterable[InterfaceAddress]],
    configs: Mapping[str, DeviceConfig],
    cabling: Cabling,
    report: Report,
) -> None:
    """Report addresses that stand at both ends of one link or segment, and identifiers that two routers share."""
    first: dict[str, list[tuple[str, InterfaceAddress]]] = {}
    for node, owned in addresses.items():
        for each in owned:
            text = each.address.partition("/")[0]
            for other, there in first.get(text, ()):
                if other != node and _on_one_segment(cabling, (other, there), (node, each)):
                    _warn(report, each.location, f"{node} has the address {text} on {each.interface}", other, there)
            first.setdefault(text, []).append((node, each))
    identified: dict[str, str] = {}
    for node, config in configs.items():
        if config.router_id is None or config.asn is None:
            continue
        other_node = identified.setdefault(config.router_id, node)
        if other_node != node and configs[other_node].asn == config.asn:
            places = [*(each.location for each in config.neighbours), *(each.location for each in config.addresses)]
            where = next((place for place in places if place is not None), None)
            if where is not None:
                text = f"{node} has the router id {config.router_id}, which is that of {other_node} too"
                report.warn(Location(where.file), text)


def _on_one_segment(cabling: Cabling, a: tuple[str, InterfaceAddress], b: tuple[str, InterfaceAddress]) -> bool:
    (node, here), (other, there) = a, b
    ports = [(wire.node, cabling.port(wire.node, wire.interface)) for wire in cabling.wires(node, here.interface)]
    return (other, cabling.port(other, there.interface)) in ports and here.vrf == there.vrf


def _warn(report: Report, where: Location | None, said: str, other: str, there: InterfaceAddress) -> None:
    if where is not None:
        at = f" ({place_in(there.location)})" if there.location else ""
        report.warn(where, f"{said}, and so has {other} at the other end{at}")
