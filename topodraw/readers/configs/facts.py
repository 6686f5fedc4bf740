"""Collecting what a configuration states, with the remarks on what it states in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from topodraw.errors import Location
from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress, Listen, Neighbour, RemoteAs
from topodraw.readers.configs.values import (
    as_number,
    bare_address,
    interface_address,
    is_placeholder,
    prefix,
)

__all__ = ["Facts", "Peer", "inherit"]


_Stated = TypeVar("_Stated", Neighbour, Listen)
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Peer:
    """What an instance, a group or template, or a neighbour states of its sessions; None where it says nothing."""

    remote_as: RemoteAs = None
    local_as: int | None = None
    group: str | None = None
    rr_client: bool | None = None
    update_source: str | None = None
    families: tuple[tuple[str, bool], ...] = ()
    """Family -> is it on."""
    description: str | None = None
    shutdown: bool | None = None
    role: str | None = None
    passive: bool | None = None


def inherit(own: Peer, parent: Peer, *, families: Literal["replace", "add"] = "replace") -> Peer:
    """Return what holds for a session: its own statements, else those of the parent.

    Families of the parent stay on where the grammar adds them up; a description is nobody else's.
    """
    added = dict(parent.families) | dict(own.families)
    return Peer(
        remote_as=own.remote_as if own.remote_as is not None else parent.remote_as,
        local_as=own.local_as if own.local_as is not None else parent.local_as,
        group=own.group or parent.group,
        rr_client=own.rr_client if own.rr_client is not None else parent.rr_client,
        update_source=own.update_source or parent.update_source,
        families=tuple(added.items()) if families == "add" else own.families or parent.families,
        description=own.description,
        shutdown=own.shutdown if own.shutdown is not None else parent.shutdown,
        role=own.role or parent.role,
        passive=own.passive if own.passive is not None else parent.passive,
    )


class Facts:
    """The facts of one configuration, in the order they were found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.asn: int | None = None
        self.confederation: int | None = None
        self.confederation_peers: tuple[int, ...] = ()
        self.router_id: str | None = None
        self._addresses: dict[InterfaceAddress, None] = {}
        self._shared: dict[InterfaceAddress, None] = {}
        self._neighbours: list[Neighbour] = []
        self._listens: list[Listen] = []
        self._vrf_as: dict[str, int] = {}
        self._members: dict[str, list[str]] = {}
        self._problems: dict[tuple[Location, str], None] = {}

    def at(self, branch: Branch) -> Location:
        return Location(self.file, branch.line, branch.column)

    def warn(self, where: Location, text: str) -> None:
        self._problems[where, text] = None

    def refuse(self, branch: Branch, what: str) -> None:
        """Remark that a value is none of its kind."""
        shown = branch.word if len(branch.word) <= 60 else f"{branch.word[:57]}..."
        told = "is a placeholder, left out" if is_placeholder(branch.word) else f"is no {what}, left out"
        self.warn(self.at(branch), f"{shown!r} {told}")

    def number(self, branch: Branch | None) -> int | None:
        """Return an AS number."""
        return self._value(branch, as_number, "AS number")

    def remote(self, branch: Branch | None) -> RemoteAs:
        """Return an AS number or which side of the border the neighbour is on; None for `auto`."""
        word = branch.word if branch else None
        if word in ("internal", "external"):
            return "internal" if word == "internal" else "external"
        return None if word == "auto" else self.number(branch)

    def bare(self, branch: Branch | None) -> str | None:
        """Return an address without length."""
        return self._value(branch, bare_address, "address")

    def _value(self, branch: Branch | None, read: Callable[[str], _Read | None], what: str) -> _Read | None:
        if branch is None:
            return None
        found = read(branch.word)
        if found is None:
            self.refuse(branch, what)
        return found

    def source(self, branch: Branch | None) -> str | None:
        """Return where a session starts from: an address, else the name of an interface."""
        if branch is None:
            return None
        if is_placeholder(branch.word):
            self.refuse(branch, "address")
            return None
        return bare_address(branch.word) or branch.word

    def identify(self, branch: Branch | None) -> None:
        """Note the router's identifier, unless one is known."""
        if self.router_id is None:
            self.router_id = self.bare(branch)

    def address(self, branch: Branch, interface: str, vrf: str | None = None, mask: str | None = None) -> None:
        """Note an interface's address. Words (`dhcp`) are no addresses and no mistakes either."""
        found = interface_address(branch.word, mask)
        if found is not None:
            self._addresses.setdefault(InterfaceAddress(interface, found, vrf, self.at(branch)))
        elif is_placeholder(branch.word) or "." in branch.word or ":" in branch.word:
            self.refuse(branch, "address")

    def shared(self, branch: Branch, interface: str, vrf: str | None = None) -> None:
        """Note an address that other devices have as well, on purpose."""
        found = interface_address(branch.word, None)
        if found is not None:
            self._shared.setdefault(InterfaceAddress(interface, found, vrf, self.at(branch)))

    def own(self, branch: Branch | None, vrf: str | None = None) -> None:
        """Note an address that sessions start from, where the configuration does not tell the interface it is of."""
        if branch is not None and bare_address(branch.word) is not None:
            self.address(branch, "", vrf)

    def as_of_sessions(self) -> int | None:
        """Return the AS that most sessions start from, where an instance has none; those called internal come first."""
        stated = [(each.local_as, each.remote_as) for each in self._neighbours]
        stated += [(each.local_as, each.remote_as) for each in self._listens]
        internal = [own for own, remote in stated if own is not None and remote == "internal"]
        numbers = Counter(internal or [own for own, _ in stated if own is not None])
        return numbers.most_common(1)[0][0] if numbers else None

    def member(self, bundle: str, interface: str) -> None:
        members = self._members.setdefault(bundle, [])
        if not members or members[-1] != interface:
            members.append(interface)

    def instance(self, vrf: str | None, asn: int | None) -> None:
        """Note the AS of an instance; the default one names the device's."""
        if asn is None:
            return
        if vrf is None:
            self.asn = asn
        else:
            self._vrf_as.setdefault(vrf, asn)

    def neighbour(
        self, where: Branch, peer: Peer, vrf: str | None = None, *, address: str | None, interface: str | None = None
    ) -> None:
        self._neighbours.append(
            Neighbour(
                location=self.at(where),
                address=address,
                interface=interface,
                vrf=vrf,
                remote_as=peer.remote_as,
                local_as=peer.local_as,
                group=peer.group,
                rr_client=bool(peer.rr_client),
                update_source=peer.update_source,
                families=_switched_on(peer),
                description=peer.description,
                shutdown=bool(peer.shutdown),
                role=peer.role,
                passive=bool(peer.passive),
            )
        )

    def listen(self, where: Branch, peer: Peer, vrf: str | None = None) -> None:
        """Note a range that sessions are accepted from; `where` is its prefix."""
        found = prefix(where.word)
        if found is None:
            self.refuse(where, "prefix")
            return
        self._listens.append(
            Listen(
                self.at(where),
                found,
                vrf,
                peer.remote_as,
                peer.local_as,
                peer.group,
                bool(peer.rr_client),
                _switched_on(peer),
            )
        )

    def config(self) -> DeviceConfig:
        """Return all that was noted; an AS that no instance says is that of the first VRF, else of the sessions."""
        asn = self.asn if self.asn is not None else next(iter(self._vrf_as.values()), None) or self.as_of_sessions()

        def without_needless(stated: _Stated) -> _Stated:
            if stated.local_as is None:
                return stated
            same = stated.local_as == self._vrf_as.get(stated.vrf or "", asn)
            return replace(stated, local_as=None) if same else stated

        return DeviceConfig(
            asn=asn,
            confederation=self.confederation,
            confederation_peers=self.confederation_peers,
            router_id=self.router_id,
            addresses=tuple(self._addresses),
            neighbours=tuple(map(without_needless, self._neighbours)),
            listens=tuple(map(without_needless, self._listens)),
            vrf_as=tuple((vrf, number) for vrf, number in self._vrf_as.items() if number != asn),
            shared=tuple(self._shared),
            members=tuple((bundle, tuple(members)) for bundle, members in self._members.items()),
            problems=tuple(self._problems),
        )


def _switched_on(peer: Peer) -> tuple[str, ...]:
    return tuple(name for name, is_on in peer.families if is_on)
