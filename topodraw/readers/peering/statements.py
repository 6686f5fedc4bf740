"""Neighbour statements, each with the node that it means.

An address means the node that has it. Where several have it, the one at the other end of the cable is meant, else the
one that has a statement the other way, else the one that a link leads to, else the one in the same network, else the
only one that speaks BGP. An interface means what its cable leads to; over a bridge, every speaker there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from topodraw.readers.configs.device_config import DeviceConfig, Neighbour
from topodraw.readers.peering.address_book import AddressBook, Owner, is_loopback
from topodraw.readers.peering.cabling import Cabling, Wire

__all__ = ["Missed", "Statement", "resolve"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A node's neighbour statement and the node that it means."""

    node: str
    neighbour: Neighbour
    peer: str
    near: Owner | None = None
    """The node's own address that the session starts from, as far as it can be told."""
    far: Owner | None = None
    """The peer's address that the statement names; None where it names an interface or the node itself."""
    link: int | None = None
    """The link that the session runs over, when it runs over exactly one."""
    is_direct: bool = False
    """Both ends are on one link or segment."""

    @property
    def version(self) -> int | None:
        """Return 4 or 6, None where no address is named."""
        return None if self.neighbour.address is None else 6 if ":" in self.neighbour.address else 4


@dataclass(frozen=True, slots=True)
class Missed:
    """A neighbour statement that means no node, or nobody knows which of several."""

    node: str
    neighbour: Neighbour
    reason: Literal["unknown", "ambiguous", "itself"]
    candidates: tuple[str, ...] = ()


def resolve(
    configs: Mapping[str, DeviceConfig], book: AddressBook, cabling: Cabling
) -> tuple[tuple[Statement, ...], tuple[Missed, ...]]:
    """Return every neighbour statement with its meaning, and those that have none."""
    resolver = _Resolver(configs, book, cabling)
    statements: list[Statement] = []
    missed: list[Missed] = []
    for node, config in configs.items():
        for neighbour in _once_each(config.neighbours):
            found = resolver.meaning(node, neighbour)
            if isinstance(found, Missed):
                missed.append(found)
            else:
                statements += found
    return tuple(statements), tuple(missed)


def _once_each(neighbours: Sequence[Neighbour]) -> Iterable[Neighbour]:
    """Yield the neighbours of a node, each once though several files of the node may state it."""
    seen: dict[tuple[str | None, ...], None] = {}
    for each in neighbours:
        key = (each.vrf, each.address, each.interface, each.node)
        if key not in seen:
            seen[key] = None
            yield each


class _Resolver:
    def __init__(self, configs: Mapping[str, DeviceConfig], book: AddressBook, cabling: Cabling) -> None:
        self.configs, self.book, self.cabling = configs, book, cabling
        self.shared = AddressBook({node: config.shared for node, config in configs.items()})

    def meaning(self, node: str, neighbour: Neighbour) -> list[Statement] | Missed:
        if neighbour.node is not None:
            return self.by_name(node, neighbour, neighbour.node)
        if neighbour.address is not None:
            return self.by_address(node, neighbour, neighbour.address)
        return self.by_interface(node, neighbour)

    def speaks(self, node: str) -> bool:
        config = self.configs.get(node)
        return config is not None and config.has_bgp

    # ------------------------------------------------------------------------------------------ the three ways

    def by_name(self, node: str, neighbour: Neighbour, peer: str) -> list[Statement] | Missed:
        if peer == node:
            return Missed(node, neighbour, "itself")
        links = self.cabling.links(node, peer)
        link = links[0] if len(links) == 1 else None
        return [Statement(node, neighbour, peer, link=link, is_direct=self.cabling.adjacent(node, peer))]

    def by_interface(self, node: str, neighbour: Neighbour) -> list[Statement] | Missed:
        wires = self.cabling.wires(node, neighbour.interface)
        peers = dict.fromkeys(wire.node for wire in wires)
        if len(peers) > 1:
            speakers = [peer for peer in peers if self.speaks(peer)]
            if all(wire.link is not None for wire in wires) and len(speakers) != 1:
                return Missed(node, neighbour, "ambiguous", tuple(peers))
            peers = dict.fromkeys(speakers)
        if not peers:
            return Missed(node, neighbour, "unknown")
        return [Statement(node, neighbour, peer, link=_only_link(wires, peer), is_direct=True) for peer in peers]

    def by_address(self, node: str, neighbour: Neighbour, address: str) -> list[Statement] | Missed:
        everyone = self.book.owners(address) or self.shared.owners(address)
        owners = [owner for owner in everyone if owner.node != node]
        if not owners:
            return Missed(node, neighbour, "itself" if everyone else "unknown")
        toward = self.book.toward(node, address, neighbour.vrf) or self.shared.toward(node, address, neighbour.vrf)
        wires = self.cabling.wires(node, toward.interface) if toward else ()
        peers = list(dict.fromkeys(owner.node for owner in owners))
        peer = peers[0] if len(peers) == 1 else self.likeliest(node, peers, owners, toward, wires)
        if peer is None:
            return Missed(node, neighbour, "ambiguous", tuple(peers))
        far = self.at_the_other_end([owner for owner in owners if owner.node == peer], toward, wires)
        version = 6 if ":" in address else 4
        is_direct = toward is not None and not is_loopback(far.interface) and not is_loopback(toward.interface)
        near = toward if is_direct else self.book.source(node, neighbour.update_source, version)
        link = _only_link(wires, peer) if is_direct else None
        return [Statement(node, neighbour, peer, near, far, link, is_direct)]

    # ------------------------------------------------------------------------------------------ one of several

    def likeliest(
        self, node: str, peers: Sequence[str], owners: Sequence[Owner], toward: Owner | None, wires: Iterable[Wire]
    ) -> str | None:
        """Return the one of several nodes with the same address that a statement means."""
        cabled = dict.fromkeys(wire.node for wire in wires)
        networks = dict.fromkeys(owner.node for owner in owners if toward and owner.network == toward.network)
        for chosen in (
            (peer for peer in peers if peer in cabled),
            (peer for peer in peers if self.means(peer, node)),
            (peer for peer in peers if self.cabling.adjacent(node, peer)),
            (peer for peer in peers if peer in networks),
            (peer for peer in peers if self.speaks(peer)),
        ):
            found = list(chosen)
            if len(found) == 1:
                return found[0]
        return None

    def at_the_other_end(self, owners: Sequence[Owner], toward: Owner | None, wires: Iterable[Wire]) -> Owner:
        """Return which of a peer's equal addresses is meant: in VRFs it may have one many times."""
        if len(owners) == 1:
            return owners[0]
        ports = [self.cabling.port(wire.node, wire.interface) for wire in wires if wire.node == owners[0].node]

        def distance(owner: Owner) -> tuple[bool, bool, bool]:
            in_network = toward is not None and owner.network == toward.network
            same_vrf = toward is not None and owner.vrf == toward.vrf
            return self.cabling.port(owner.node, owner.interface) not in ports, not in_network, not same_vrf

        return min(owners, key=distance)

    def means(self, node: str, other: str) -> bool:
        """Tell whether one of a node's statements names another, or an address of it."""
        config = self.configs.get(node)
        own = {owner.address for owner in self.book.of(other)}
        return config is not None and any(each.address in own or each.node == other for each in config.neighbours)


def _only_link(wires: Iterable[Wire], peer: str) -> int | None:
    links = [wire.link for wire in wires if wire.node == peer]
    return links[0] if len(links) == 1 else None
