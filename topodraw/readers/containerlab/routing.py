"""What the configurations of a lab's devices add to its lab file: addresses, autonomous systems, BGP sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from topodraw.errors import Location, Report
from topodraw.model import Endpoint, Link
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress
from topodraw.readers.configs.values import interface_address
from topodraw.readers.containerlab.addresses import Configured, common_prefix
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.interfaces import canonical
from topodraw.readers.containerlab.kinds import BRIDGES
from topodraw.readers.containerlab.routed import Routing
from topodraw.readers.peering.cabling import Cabling
from topodraw.readers.peering.matching import match

__all__ = ["read_routing"]

_MANAGEMENT = ("mgmt", "management", "clab-mgmt", "mgmtvrf", "mgmt-intf")
"""VRFs that only management takes place in: every virtual machine may have the same address there."""


def read_routing(
    nodes: Sequence[Declared],
    links: Sequence[Link],
    places: Sequence[Location],
    configs: Mapping[str, DeviceConfig],
    commands: Configured,
    systems: Mapping[str, int | None],
    external: Literal["show", "list", "hide"],
    report: Report,
) -> Routing:
    """Return what configurations tell.

    `places` are those of the links in the lab file; `commands` are the addresses that commands give.
    """
    kinds = {node.name: node.kind for node in nodes}
    members = {
        (name, canonical(kinds.get(name), bundle)): interfaces
        for name, config in configs.items()
        for bundle, interfaces in config.members
    }
    bridges = [node.name for node in nodes if node.kind in BRIDGES]
    spelled = cache(canonical)
    cabling = Cabling(links, lambda node, interface: spelled(kinds.get(node), interface), bridges, members)
    own = {name: _addresses(config) for name, config in configs.items()}
    addresses: dict[str, list[InterfaceAddress]] = {node.name: list(own.get(node.name, ())) for node in nodes}
    for (name, _), given in commands.items():
        addresses.setdefault(name, []).extend(given.values())
    for link, where in zip(links, places, strict=True):
        for end in link.endpoints:
            found = [address for address in (end.ipv4, end.ipv6) if isinstance(address, str)]
            stated = (InterfaceAddress(end.interface or "", each, location=where) for each in found)
            addresses.setdefault(end.node, []).extend(stated)
    for node in nodes:
        for given_address in (node.mgmt_ipv4, node.mgmt_ipv6):
            if given_address and "/" not in given_address and (found_address := interface_address(given_address)):
                addresses[node.name].append(InterfaceAddress("eth0", found_address))
    every = {name: config for name, config in configs.items() if config.has_bgp}
    matched = match(every, systems, addresses, cabling, external, report)
    roles = {
        (node, session.link): role
        for session in matched.sessions
        for node, role in ((session.a, session.role_a), (session.b, session.role_b))
        if session.link is not None and role is not None
    }
    ports = {name: _by_port(name, given, cabling) for name, given in own.items()}
    addressed = tuple(_with_roles(_addressed(link, ports, cabling), index, roles) for index, link in enumerate(links))
    return Routing(addressed, matched.sessions, matched.outside, matched.reflectors)


def _addresses(config: DeviceConfig) -> tuple[InterfaceAddress, ...]:
    return tuple(each for each in config.addresses if (each.vrf or "").lower() not in _MANAGEMENT)


_ByPort = Mapping[str, Sequence[InterfaceAddress]]
"""Addresses of a node by the one form of the names of their interfaces."""


def _by_port(node: str, own: Iterable[InterfaceAddress], cabling: Cabling) -> _ByPort:
    found: dict[str, list[InterfaceAddress]] = {}
    for each in own:
        if each.interface:
            found.setdefault(cabling.port(node, each.interface), []).append(each)
    return found


def _addressed(link: Link, own: Mapping[str, _ByPort], cabling: Cabling) -> Link:
    """Return a link with the addresses of its ends, those that the lab file gives first."""
    ends = tuple(_addressed_end(end, own.get(end.node, {}), cabling) for end in link.endpoints)
    return link if ends == link.endpoints else replace(link, endpoints=ends, prefix=common_prefix(ends))


def _addressed_end(end: Endpoint, own: _ByPort, cabling: Cabling) -> Endpoint:
    if not end.interface:
        return end
    found = list(own.get(cabling.port(end.node, end.interface), ()))
    # The interface itself before the VLANs and units on it; a link-local address says nothing.
    found.sort(key=lambda each: each.interface.rpartition(".")[2] not in ("0", each.interface))
    first = {
        family: next((each for each in found if _family(each) == family and not _is_link_local(each)), None)
        for family in ("ipv4", "ipv6")
    }
    used = [each for each in first.values() if each is not None]
    return replace(
        end,
        ipv4=end.ipv4 or (first["ipv4"].address if first["ipv4"] else None),
        ipv6=end.ipv6 or (first["ipv6"].address if first["ipv6"] else None),
        vrf=end.vrf or (used[0].vrf if used else None),
    )


def _with_roles(link: Link, index: int, roles: Mapping[tuple[str, int], str]) -> Link:
    """Return a link with the BGP roles of its ends: they tell providers from customers."""
    ends = tuple(replace(end, bgp_role=roles.get((end.node, index), end.bgp_role)) for end in link.endpoints)
    return link if ends == link.endpoints else replace(link, endpoints=ends)


def _family(given: InterfaceAddress) -> str:
    return "ipv6" if ":" in given.address else "ipv4"


def _is_link_local(given: InterfaceAddress) -> bool:
    return given.address.lower().startswith("fe80:")
