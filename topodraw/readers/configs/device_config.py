"""What a device's configuration says of BGP and addresses, whatever its grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Literal

from topodraw.errors import Location

__all__ = ["DeviceConfig", "InterfaceAddress", "Listen", "Neighbour", "RemoteAs", "place_in"]

RemoteAs = int | Literal["internal", "external"] | None
"""The AS a neighbour must have; None where the configuration does not say."""


def place_in(location: Location) -> str:
    """Return a place for the text of a remark on another place: the same wherever topodraw is run."""
    return f"line {location.line} of its {PurePath(location.file).name}"


@dataclass(frozen=True, slots=True)
class InterfaceAddress:
    """An address of an interface, in its canonical form with length: 10.0.0.1/30, 2001:db8::1/64."""

    interface: str
    """As the configuration spells it."""
    address: str
    vrf: str | None = None
    location: Location | None = field(default=None, compare=False)
    """Of the statement in the device's file, where that is known."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour statement, with what it inherits from its groups and templates already filled in."""

    location: Location
    """Of the statement in the device's file."""
    address: str | None = None
    """Without length; None for a neighbour told by interface or by name."""
    interface: str | None = None
    """The interface whose other end is the neighbour (unnumbered peering)."""
    node: str | None = None
    """The neighbour's own name, where the configuration knows it (nodes of a Kubernetes cluster)."""
    vrf: str | None = None
    remote_as: RemoteAs = None
    local_as: int | None = None
    """Where it differs from the AS of the instance."""
    group: str | None = None
    rr_client: bool = False
    """The neighbour is a client of this device as a route reflector."""
    update_source: str | None = None
    """Interface name or address that the session starts from."""
    families: tuple[str, ...] = ()
    """As `topodraw.model.Session.families`: ipv4, ipv6, vpnv4, vpnv6, evpn...; empty where nothing is said."""
    description: str | None = None
    shutdown: bool = False
    passive: bool = False
    """It waits for the other end to connect."""
    role: str | None = None
    """This device's own role toward the neighbour (RFC 9234): provider, customer, peer, rs-server, rs-client."""


@dataclass(frozen=True, slots=True)
class Listen:
    """A range from which sessions are accepted."""

    location: Location
    prefix: str
    vrf: str | None = None
    remote_as: RemoteAs = None
    local_as: int | None = None
    group: str | None = None
    rr_client: bool = False
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """One device's configuration. Several files of a device add up (`merged`)."""

    asn: int | None = None
    """The AS of the default instance, else of the first one."""
    confederation: int | None = None
    """The confederation's identifier; `asn` is then the member AS."""
    confederation_peers: tuple[int, ...] = ()
    router_id: str | None = None
    addresses: tuple[InterfaceAddress, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    listens: tuple[Listen, ...] = ()
    vrf_as: tuple[tuple[str, int], ...] = ()
    """The AS of instances in VRFs, where it differs from `asn`."""
    shared: tuple[InterfaceAddress, ...] = ()
    """Addresses that several devices have on purpose, such as anycast gateways: nobody's own."""
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Bundles (bond, LAG, port-channel) and their member interfaces."""
    problems: tuple[tuple[Location, str], ...] = ()
    """What could not be read: values that are templates or variables, numbers out of range."""

    @property
    def has_bgp(self) -> bool:
        return bool(self.asn is not None or self.neighbours or self.listens)

    def merged(self, other: DeviceConfig) -> DeviceConfig:
        """Return both configurations as one; what this one says of single facts comes first."""
        return DeviceConfig(
            asn=self.asn if self.asn is not None else other.asn,
            confederation=self.confederation if self.confederation is not None else other.confederation,
            confederation_peers=self.confederation_peers + other.confederation_peers,
            router_id=self.router_id or other.router_id,
            addresses=self.addresses + other.addresses,
            neighbours=self.neighbours + other.neighbours,
            listens=self.listens + other.listens,
            vrf_as=self.vrf_as + other.vrf_as,
            shared=self.shared + other.shared,
            members=self.members + other.members,
            problems=self.problems + other.problems,
        )

    def placed(self, place: Callable[[Location], Location]) -> DeviceConfig:
        """Return the configuration with all that it says at other places."""

        def own(given: tuple[InterfaceAddress, ...]) -> tuple[InterfaceAddress, ...]:
            return tuple(replace(each, location=place(each.location)) if each.location else each for each in given)

        return replace(
            self,
            addresses=own(self.addresses),
            shared=own(self.shared),
            neighbours=tuple(replace(each, location=place(each.location)) for each in self.neighbours),
            listens=tuple(replace(each, location=place(each.location)) for each in self.listens),
            problems=tuple((place(where), text) for where, text in self.problems),
        )
