"""Endpoint to End: which interface meets a line, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from topodraw.diagram import End, Relation
from topodraw.errors import UnknownName
from topodraw.model import Address, Endpoint, Topology
from topodraw.views.options import Labels, ViewOptions

__all__ = ["EndMaker", "end_maker", "label_choice", "relation", "short_address"]

EndMaker = Callable[[Endpoint], End]

_PARTS: dict[str, tuple[str, ...]] = {
    "none": (),
    "interface": ("interface",),
    "address": ("address",),
    "both": ("interface", "address"),
}

_CLAIMS: dict[str, tuple[Relation, Relation]] = {
    "provider": ("down", "up"),
    "customer": ("up", "down"),
    "peer": ("level", "level"),
    "rs-server": ("down", "up"),
    "rs-client": ("up", "down"),
}
"""RFC 9234 role of an end -> what it says of the edge when it is end a, and when it is end b."""


def label_choice(options: ViewOptions, topology: Topology) -> Labels:
    """Return what stands at the ends of links: the user's choice, else the lab file's (netlab's `interface_labels`,
    which are addresses), else nothing. Raises UnknownName for a choice that does not exist."""
    if options.labels is None:
        return "address" if topology.preferences.interface_labels else "none"
    if options.labels not in _PARTS:
        raise UnknownName("label", str(options.labels), get_args(Labels))
    return options.labels


def end_maker(topology: Topology, labels: Labels) -> EndMaker:
    """Return the function that turns this topology's endpoints into ends.

    Where an interface asks for no order among siblings its node's wish holds, as in netlab.
    """
    orders = {node.name: node.hints.order for node in topology.nodes}
    parts = _PARTS[labels]

    def make(endpoint: Endpoint) -> End:
        address = short_address(endpoint.address)
        texts = {"interface": endpoint.interface, "address": address}
        return End(
            box=endpoint.node,
            labels=tuple(text for part in parts if (text := texts[part])),
            interface=endpoint.interface,
            address=address,
            order=orders.get(endpoint.node) if endpoint.order is None else endpoint.order,
        )

    return make


def short_address(address: Address) -> str | None:
    """Return an address as netlab labels interfaces: without its length, ``auto`` when unnumbered."""
    if address is True:
        return "auto"
    return address.split("/")[0] if address else None


def relation(role_a: str | None, role_b: str | None) -> Relation | None:
    """Return what the BGP roles (RFC 9234) of two ends say of their tiers; None when nothing, or not the same.

    >>> relation("provider", "customer"), relation(None, "provider"), relation("provider", "provider")
    ('down', 'up', None)
    """
    said_by_a = _CLAIMS[role_a][0] if role_a in _CLAIMS else None
    said_by_b = _CLAIMS[role_b][1] if role_b in _CLAIMS else None
    if said_by_a and said_by_b and said_by_a != said_by_b:
        return None
    return said_by_a or said_by_b
