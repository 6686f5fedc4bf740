"""Sessions out of paired statements: their kind, and what they carry.

A session is IBGP where both ends use one AS number in it: the neighbour's ``local-as``, else the group's, else that of
the instance. It is a ``localas_ibgp`` where that number is not the AS of both nodes, and ``confed_ebgp`` between the
members of one confederation (RFC 5065). Two sessions of one pair over the same interfaces, one between IPv4 and one
between IPv6 addresses, are one session that carries the families of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from topodraw.errors import Report
from topodraw.model import Session, SessionKind
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.peering.address_book import AddressBook
from topodraw.readers.peering.ends import End, ends_of
from topodraw.readers.peering.faults import report_faults
from topodraw.readers.peering.pairing import Pair
from topodraw.readers.peering.statements import Missed, Statement

__all__ = ["default_families", "make_sessions"]


def make_sessions(
    pairs: Sequence[Pair],
    missed: Sequence[Missed],
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    book: AddressBook,
    report: Report,
) -> tuple[Session, ...]:
    """Return the sessions and report what is wrong with them. `systems`: node -> its AS, however known."""
    unclear = dict.fromkeys((each.node, candidate) for each in missed for candidate in each.candidates)
    made: list[tuple[Session, Statement]] = []
    for pair in pairs:
        a, b = ends_of(pair, configs, systems, book)
        report_faults(a, b, unclear, report)
        made.append((_session(pair, a, b), pair.said))
    return tuple(_merged(made))


def _session(pair: Pair, a: End, b: End) -> Session:
    kind = _kind(a, b)
    clients = [other.node for one, other in ((a, b), (b, a)) if one.has_client]
    said = pair.said
    links = dict.fromkeys(each.link for each in (pair.a, pair.b) if each is not None and each.link is not None)
    return Session(
        a.node,
        b.node,
        kind,
        vrf=a.vrf or b.vrf,
        families=_families(a.families, b.families) or default_families(said.neighbour.address),
        # Two reflectors that call each other clients are equals: the drawing has no arrow for that.
        rr_client=clients[0] if len(clients) == 1 and kind in ("ibgp", "localas_ibgp") else None,
        one_sided=not all(end.said or end.listen for end in (a, b)),
        link=next(iter(links)) if len(links) == 1 else None,
        role_a=a.role,
        role_b=b.role,
        layer="underlay" if said.is_direct else "overlay",
    )


def _kind(a: End, b: End) -> SessionKind:
    here, there = a.local_as, b.local_as
    # An end whose AS nobody knows has the one that the other end expects of it.
    here = here if here is not None else _expected(b)
    there = there if there is not None else _expected(a)
    if here is not None and here == there:
        return "ibgp" if a.asn in (None, here) and b.asn in (None, there) else "localas_ibgp"
    if a.confederation is not None or b.confederation is not None:
        return "confed_ebgp"
    stated = [end.remote_as for end in (a, b)]
    return "ibgp" if (here is None or there is None) and "internal" in stated else "ebgp"


def _expected(one: End) -> int | None:
    """Return the AS that one end expects the other to have."""
    remote = one.remote_as
    return one.local_as if remote == "internal" else remote if isinstance(remote, int) else None


def _families(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return what both ends speak, where both say; what either says, where they have nothing in common."""
    return tuple(family for family in a if family in b) or tuple(dict.fromkeys((*a, *b)))


def default_families(address: str | None) -> tuple[str, ...]:
    """Return what a session with an address carries where nothing is said."""
    return ("ipv6",) if address is not None and ":" in address else ("ipv4",)


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
