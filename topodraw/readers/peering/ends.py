"""The two ends of a session: what each node's own configuration says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from topodraw.errors import Location
from topodraw.readers.configs.device_config import DeviceConfig, Listen, RemoteAs
from topodraw.readers.peering.address_book import AddressBook, Owner
from topodraw.readers.peering.local_as import instance_as, local_as
from topodraw.readers.peering.pairing import Pair
from topodraw.readers.peering.statements import Statement

__all__ = ["End", "ends_of"]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a session, as far as its own configuration tells."""

    node: str
    said: Statement | None
    """Its statement of the other end."""
    listen: Listen | None
    """The range that it accepts the other end from, where it has no statement."""
    asn: int | None
    """The AS of the node, in the VRF of the session."""
    local_as: int | None
    """The AS that it uses in this session."""
    confederation: int | None
    """The identifier of the confederation that both ends are members of."""
    speaks: bool
    """BGP is configured on it, as far as is known."""

    @property
    def families(self) -> tuple[str, ...]:
        return self.said.neighbour.families if self.said else self.listen.families if self.listen else ()

    @property
    def has_client(self) -> bool:
        """Whether the other end is a route-reflector client of this one."""
        return self.said.neighbour.rr_client if self.said else self.listen.rr_client if self.listen else False

    @property
    def remote_as(self) -> RemoteAs:
        """What it expects of the other end."""
        return self.said.neighbour.remote_as if self.said else self.listen.remote_as if self.listen else None

    @property
    def location(self) -> Location | None:
        return self.said.neighbour.location if self.said else self.listen.location if self.listen else None

    @property
    def role(self) -> str | None:
        return self.said.neighbour.role if self.said else None

    @property
    def vrf(self) -> str | None:
        return self.said.neighbour.vrf if self.said else self.listen.vrf if self.listen else None


def ends_of(
    pair: Pair, configs: Mapping[str, DeviceConfig], systems: Mapping[str, int | None], book: AddressBook
) -> tuple[End, End]:
    """Return both ends of a session. `systems`: node -> its AS, however known."""
    sides = (pair.a, pair.b), (pair.b, pair.a)
    found: list[End] = []
    for said, other in sides:
        node = said.node if said else pair.said.peer
        there = other.node if other else pair.said.peer
        config = configs.get(node)
        listen = None if said or config is None or other is None else _listening(config, other, book)
        stated = said.neighbour if said else listen
        vrf = stated.vrf if stated is not None else None
        within = _confederation(config, configs.get(there), systems[there])
        outside = None if config is None or within is not None else config.confederation
        own = local_as(config, stated, systems[node])
        found.append(
            End(
                node=node,
                said=said,
                listen=listen,
                asn=instance_as(config, vrf, systems[node]),
                # Toward everybody else, a member of a confederation goes by the identifier (RFC 5065, 4.1).
                local_as=outside if outside is not None and (stated is None or stated.local_as is None) else own,
                confederation=within,
                speaks=config is not None and config.has_bgp,
            )
        )
    return found[0], found[1]


def _confederation(config: DeviceConfig | None, other: DeviceConfig | None, asn: int | None) -> int | None:
    """Return the confederation that a node shares with another, whose AS is `asn`."""
    if config is None or config.confederation is None:
        return None
    if other is not None and other.has_bgp:
        return config.confederation if other.confederation == config.confederation else None
    return config.confederation if asn is not None and asn in (config.asn, *config.confederation_peers) else None


def _listening(config: DeviceConfig, other: Statement, book: AddressBook) -> Listen | None:
    """Return the narrowest listen range of a node that the other end falls into, in the VRF that it arrives in.

    A statement that names an interface has no address that could fall into any.
    """
    if other.version is None and other.neighbour.node is None:
        return None
    own = [other.near] if other.near is not None else list(book.of(other.node))
    fitting = [listen for listen in config.listens if _covers(listen, own)]
    if other.far is not None and any(each.vrf for each in config.addresses):
        fitting = [listen for listen in fitting if listen.vrf == other.far.vrf]
    return max(fitting, key=lambda listen: _network(listen.prefix).prefixlen, default=None)


def _covers(listen: Listen, owners: Iterable[Owner]) -> bool:
    network = _network(listen.prefix)
    return any(each.network.version == network.version and ip_address(each.address) in network for each in owners)


@lru_cache(maxsize=1024)
def _network(prefix: str) -> IPv4Network | IPv6Network:
    return ip_network(prefix)
