"""DHCP clients: interfaces that get their address later and have none of their own."""

from __future__ import annotations

from topodraw.readers.netlab.lab import FAMILIES, Lab
from topodraw.readers.netlab.tree import get, put

__all__ = ["mark_clients", "without_addresses"]


def mark_clients(lab: Lab) -> None:
    """Mark the interfaces whose address is ``dhcp``, or that are on a link of DHCP clients."""
    for link in lab.links:
        for end in link.ends:
            for family in FAMILIES:
                asked = end.get(family) == "dhcp"
                if asked:
                    del end[family]
                elif not get(end, f"dhcp.client.{family}") and not (
                    get(link.data, f"dhcp.client.{family}")
                    and get(end, f"dhcp.client.{family}") is not False
                    and end.get("_mode") not in {"bridge", "irb"}
                ):
                    continue
                put(end, f"dhcp.client.{family}", True)
                put(link.data, f"dhcp.subnet.{family}", True)


def without_addresses(lab: Lab) -> None:
    """Take the addresses from the interfaces of DHCP clients, so that no session is built on them."""
    for node in lab.nodes.values():
        for interface in node.interfaces:
            for family in FAMILIES:
                if get(interface, f"dhcp.client.{family}"):
                    interface.pop(family, None)
