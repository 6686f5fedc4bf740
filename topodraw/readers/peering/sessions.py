"""Sessions out of paired statements: their kind, what they carry, and what is wrong with them.

A session is IBGP where both ends use one AS number in it: the neighbour's ``local-as``, else the group's, else that of
the instance. It is a ``localas_ibgp`` where that number is not the AS of both nodes, and ``confed_ebgp`` between the
members of one confederation (RFC 5065). Two sessions of one pair over the same interfaces, one between IPv4 and one
between IPv6 addresses, are one session that carries the families of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from topodraw.errors import Report
from topodraw.model import Session, SessionKind
from topodraw.readers.configs.device_config import DeviceConfig, Listen, place_in
from topodraw.readers.peering.address_book import AddressBook
from topodraw.readers.peering.pairing import Pair
from topodraw.readers.peering.statements import Statement

__all__ = ["make_sessions"]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a session, as far as its own configuration tells."""

    node: str
    said: Statement | None
    listen: Listen | None
    asn: int | None
    """The AS of the node, in the VRF of the session."""
    local_as: int | None
    """The AS that it uses in this session."""
    confederation: int | None
    is_known: bool
    """Its configuration was read."""

    @property
    def families(self) -> tuple[str, ...]:
        return self.said.neighbour.families if self.said else self.listen.families if self.listen else ()

    @property
    def has_client(self) -> bool:
        """Whether the other end is a route-reflector client of this one."""
        return self.said.neighbour.rr_client if self.said else self.listen.rr_client if self.listen else False

    @property
    def role(self) -> str | None:
        return self.said.neighbour.role if self.said else None

    @property
    def vrf(self) -> str | None:
        return self.said.neighbour.vrf if self.said else self.listen.vrf if self.listen else None


def make_sessions(
    pairs: Sequence[Pair],
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    book: AddressBook,
    report: Report,
) -> tuple[Session, ...]:
    """Return the sessions and report what keeps them from coming up. `systems`: node -> its AS, however known."""
    made: list[tuple[Session, Statement]] = []
    for pair in pairs:
        a, b = (_end(pair, side, configs, systems, book) for side in (0, 1))
        _check(a, b, report)
        _check(b, a, report)
        made.append((_session(pair, a, b), pair.said))
    return tuple(_merged(made))


def _end(
    pair: Pair,
    side: int,
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    book: AddressBook,
) -> _End:
    said, other = (pair.a, pair.b) if side == 0 else (pair.b, pair.a)
    node = said.node if said else pair.said.peer
    config = configs.get(node)
    listen = None if said or config is None or other is None else _listening(config, other, book)
    stated = said.neighbour if said else listen
    asn = systems[node]
    if config is not None and stated is not None and stated.vrf is not None:
        asn = dict(config.vrf_as).get(stated.vrf, asn)
    local_as = stated.local_as if stated is not None and stated.local_as is not None else asn
    return _End(
        node=node,
        said=said,
        listen=listen,
        asn=asn,
        local_as=local_as,
        confederation=config.confederation if config else None,
        is_known=config is not None and config.has_bgp,
    )


def _listening(config: DeviceConfig, other: Statement, book: AddressBook) -> Listen | None:
    """Return the listen range of a node that the other end falls into; one that names an interface has no address."""
    if other.version is None and other.neighbour.node is None:
        return None
    own = [other.near] if other.near is not None else list(book.of(other.node))
    for listen in config.listens:
        network = ip_network(listen.prefix)
        if any(owner.network.version == network.version and ip_address(owner.address) in network for owner in own):
            return listen
    return None


def _session(pair: Pair, a: _End, b: _End) -> Session:
    kind = _kind(a, b)
    clients = [other.node for one, other in ((a, b), (b, a)) if one.has_client]
    said = pair.said
    links = dict.fromkeys(each.link for each in (pair.a, pair.b) if each is not None and each.link is not None)
    return Session(
        a.node,
        b.node,
        kind,
        vrf=a.vrf or b.vrf,
        families=_families(a.families, b.families) or _default_families(said),
        # Two reflectors that call each other clients are equals: the drawing has no arrow for that.
        rr_client=clients[0] if len(clients) == 1 and kind in ("ibgp", "localas_ibgp") else None,
        one_sided=not all(end.said or end.listen for end in (a, b)),
        link=next(iter(links)) if len(links) == 1 else None,
        role_a=a.role,
        role_b=b.role,
        layer="underlay" if said.is_direct else "overlay",
    )


def _kind(a: _End, b: _End) -> SessionKind:
    here, there = a.local_as, b.local_as
    # An end whose AS nobody knows has the one that the other end expects of it.
    here = here if here is not None else _expected(b, a)
    there = there if there is not None else _expected(a, b)
    if here is not None and here == there:
        return "ibgp" if a.asn in (None, here) and b.asn in (None, there) else "localas_ibgp"
    if a.confederation is not None and a.confederation == b.confederation:
        return "confed_ebgp"
    stated = [end.said.neighbour.remote_as for end in (a, b) if end.said]
    return "ibgp" if (here is None or there is None) and "internal" in stated else "ebgp"


def _expected(one: _End, other: _End) -> int | None:
    """Return the AS that one end expects the other to have."""
    if one.said is None:
        return None
    remote = one.said.neighbour.remote_as
    return one.local_as if remote == "internal" else remote if isinstance(remote, int) else None


def _families(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return what both ends speak, where both say; what either says, where they have nothing in common."""
    return tuple(family for family in a if family in b) or tuple(dict.fromkeys((*a, *b)))


def _default_families(said: Statement) -> tuple[str, ...]:
    return ("ipv6",) if said.version == 6 else ("ipv4",)


# ---------------------------------------------------------------------------------------------- what is wrong


def _check(end: _End, other: _End, report: Report) -> None:
    """Report what an end's statement has wrong about the other end."""
    if end.said is None:
        return
    neighbour, where = end.said.neighbour, end.said.neighbour.location
    named = _named(end.said)
    if neighbour.shutdown:
        report.warn(where, f"{named} is shut down")
    if other.said is None and other.listen is None:
        if other.is_known:
            report.warn(where, f"{other.node} has no neighbour statement for {end.node}: the session stays down")
        return
    wrong = _wrong_as(end, other)
    if wrong:
        there = other.said.neighbour.location if other.said else other.listen.location if other.listen else None
        report.warn(where, f"{named} {wrong}{f' ({place_in(there)})' if there else ''}: the session stays down")


def _named(said: Statement) -> str:
    stated = said.neighbour.address or (f"on {said.neighbour.interface}" if said.neighbour.interface else "")
    return f"neighbour {stated} ({said.peer})" if stated else f"neighbour {said.peer}"


def _wrong_as(end: _End, other: _End) -> str | None:
    remote, theirs = end.said.neighbour.remote_as if end.said else None, other.local_as
    if theirs is None or remote is None:
        return None
    if remote == "internal":
        return None if end.local_as in (None, theirs) else f"is internal here, but uses AS {theirs}, not {end.local_as}"
    if remote == "external":
        return f"is external here, but uses the same AS {theirs}" if end.local_as == theirs else None
    if remote == theirs:
        return None
    if other.confederation is not None and other.confederation != end.confederation and remote == other.confederation:
        return None
    return f"is AS {remote} here, but uses AS {theirs}"


# ---------------------------------------------------------------------------------------------- both families


def _merged(made: Iterable[tuple[Session, Statement]]) -> Iterator[Session]:
    """Merge a pair's IPv4 session with its IPv6 session over the same interfaces."""
    kept: list[Session] = []
    half: dict[tuple[object, ...], list[int]] = {}
    for session, said in made:
        if said.version is None:
            kept.append(session)
            continue
        place = (session.a, session.b, session.kind, session.vrf, session.one_sided, *_place(session, said))
        waiting = half.get((*place, 10 - said.version))
        if waiting:
            index = waiting.pop(0)
            first = kept[index]
            families = tuple(dict.fromkeys((*first.families, *session.families)))
            kept[index] = replace(first, families=families, rr_client=first.rr_client or session.rr_client)
        else:
            half.setdefault((*place, said.version), []).append(len(kept))
            kept.append(session)
    return iter(kept)


def _place(session: Session, said: Statement) -> tuple[object, ...]:
    """Return the way that a session takes: a link, a pair of interfaces, or wherever routing leads."""
    if session.link is not None:
        return (session.link,)
    if said.is_direct and said.near is not None and said.far is not None:
        return tuple(sorted((said.near.interface, said.far.interface)))
    return ("routed",)
