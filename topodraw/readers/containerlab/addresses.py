"""Addresses: of links and their ends, and those that commands run in a container give its interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from topodraw.errors import Location, Report
from topodraw.model import Endpoint, Link
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress
from topodraw.readers.configs.values import interface_address
from topodraw.readers.containerlab.inheritance import Declared

__all__ = ["Configured", "common_prefix", "configured", "gateways", "loopback", "parse_address", "with_configured"]

Configured = dict[tuple[str, str], dict[str, InterfaceAddress]]
"""(node, interface) -> {"ipv4": address, "ipv6": ...}"""

_IP_COMMAND = re.compile(r"\bip(?:\s+-\S+)*\s+a(?:d(?:d(?:r(?:ess)?)?)?)?\s+(?:add|replace)\s+(?P<words>[^;&|'\"]+)")
_DEFAULT_ROUTE = re.compile(
    r"\bip(?:\s+-\S+)*\s+r(?:oute)?\s+(?:add|replace|change)\s+default\s+via\s+(?P<via>[0-9a-fA-F.:]+)"
)
_VALUED = frozenset({"dev", "peer", "remote", "broadcast", "brd", "anycast", "label", "scope", "metric", "proto"})
"""Words of ``ip address add`` after which no address of the interface itself stands."""
_LOOPBACKS = ("lo", "lo0", "system0")


def parse_address(report: Report, given: str | None, where: Location, family: str) -> str | None:
    """Return an interface address with its length, canonically; warn of one that is none or has no length.

    >>> parse_address(Report(), "2001:DB8:0::1/64", Location(""), "ipv6")
    '2001:db8::1/64'
    """
    if given is None:
        return None
    found = interface_address(given) if "/" in given else None
    if found is None:
        report.warn(where, f'endpoint {family} var has invalid prefix "{given}"; it is left out')
    elif _family(found) != family:
        report.warn(where, f'endpoint {family} var has non-IP{family[2:]} prefix "{given}"; it is left out')
        return None
    return found


def common_prefix(ends: Sequence[Endpoint]) -> dict[str, str] | None:
    """Return the network of each family that the ends of a link agree on; a host's own address is none."""
    prefixes = {}
    for family in ("ipv4", "ipv6"):
        addresses = [address for end in ends if isinstance(address := getattr(end, family), str)]
        networks = dict.fromkeys(map(_network, addresses))
        if len(networks) == 1 and None not in networks:
            prefixes[family] = str(next(iter(networks)))
    return prefixes or None


def _network(address: str) -> str | None:
    import ipaddress

    network = ipaddress.ip_interface(address).network
    return None if network.prefixlen == network.max_prefixlen else str(network)


def configured(nodes: Sequence[Declared]) -> Configured:
    """Return the addresses that the ``exec`` commands of nodes add to interfaces (``ip address add A dev I``)."""
    found: Configured = {}
    for node in nodes:
        for command, where in node.exec:
            for interface, address in _added(command):
                given = InterfaceAddress(interface, address, location=where)
                found.setdefault((node.name, interface), {}).setdefault(_family(address), given)
    return found


def gateways(node: Declared) -> tuple[str, ...]:
    """Return where the ``exec`` commands of a node lead its default routes, the last of each IP version."""
    found = {
        ":" in match["via"]: match["via"] for command, _ in node.exec for match in _DEFAULT_ROUTE.finditer(command)
    }
    return tuple(found.values())


def _added(command: str) -> Iterator[tuple[str, str]]:
    """Iterate over the interfaces and addresses of a command; one without a length is a host's own (/32, /128)."""
    for match in _IP_COMMAND.finditer(command):
        words = match["words"].split()
        interface = next((after for word, after in pairwise(words) if word == "dev"), None)
        own = (word for before, word in pairwise(["", *words]) if before not in _VALUED)
        address = next(filter(None, map(interface_address, own)), None)
        if interface and address:
            yield interface, address


def _family(address: str) -> str:
    return "ipv6" if ":" in address else "ipv4"


def with_configured(links: Sequence[Link], addresses: Configured) -> tuple[Link, ...]:
    """Return the links with the addresses of their ends filled in where the file gives none."""
    return tuple(_filled(link, addresses) for link in links) if addresses else tuple(links)


def _filled(link: Link, addresses: Configured) -> Link:
    ends = []
    for end in link.endpoints:
        known = {family: own.address for family, own in addresses.get((end.node, end.interface or ""), {}).items()}
        ends.append(replace(end, ipv4=end.ipv4 or known.get("ipv4"), ipv6=end.ipv6 or known.get("ipv6")))
    if tuple(ends) == link.endpoints:
        return link
    return replace(link, endpoints=tuple(ends), prefix=common_prefix(ends))


def loopback(node: Declared, addresses: Configured, config: DeviceConfig | None, report: Report) -> str | None:
    """Return a node's loopback address with its length: from labels, variables, commands, or its configuration."""
    for label, family, length in (("loopback-ipv4", "ipv4", 32), ("loopback-ipv6", "ipv6", 128)):
        given = node.label(label)
        if given:
            address = given[0] if "/" in given[0] else f"{given[0]}/{length}"
            parsed = parse_address(report, address, given[1], family)
            if parsed:
                return parsed
    variable = node.variables.get("clab_system_ip")
    if isinstance(variable, str) and "." in variable:
        address = variable if "/" in variable else f"{variable}/32"
        return parse_address(report, address, node.variables.value_at("clab_system_ip"), "ipv4")
    found = next((addresses[key] for name in _LOOPBACKS if (key := (node.name, name)) in addresses), {})
    known = found.get("ipv4") or found.get("ipv6")
    if known or config is None:
        return known.address if known else None
    from topodraw.readers.peering.address_book import loopback_address

    return loopback_address(config)
