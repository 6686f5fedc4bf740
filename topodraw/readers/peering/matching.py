"""From the configurations of a lab's devices to its BGP sessions: whom does each neighbour statement mean?

::

    cabling        what each interface leads to
    address_book   who has each address
    statements     the node that each neighbour statement means
    inference      ... and what the statements of two nodes tell together where no address does
    pairing        which two statements are the two sides of one session
    local_as       which AS each of them uses
    ends           what each end says of it, or the range that it listens on
    faults         what keeps it from coming up
    sessions       what that session is
    outsiders      the statements that mean no node of the lab

All of it knows device configurations and links, and nothing of the kind of lab they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from topodraw.errors import Report
from topodraw.model import Node, Session
from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress
from topodraw.readers.peering.address_book import AddressBook
from topodraw.readers.peering.cabling import Cabling
from topodraw.readers.peering.duplicates import warn_of_duplicates
from topodraw.readers.peering.inference import infer
from topodraw.readers.peering.outsiders import External, outside_nodes, warn_of_outsiders
from topodraw.readers.peering.pairing import pair_up
from topodraw.readers.peering.sessions import make_sessions
from topodraw.readers.peering.statements import resolve

__all__ = ["Matched", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """The sessions of a lab, and the peers outside of it that were asked for."""

    sessions: tuple[Session, ...]
    outside: tuple[Node, ...]
    reflectors: tuple[str, ...]
    """Nodes that have route-reflector clients."""


def match(
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    addresses: Mapping[str, Iterable[InterfaceAddress]],
    cabling: Cabling,
    external: External,
    report: Report,
) -> Matched:
    """Return the sessions that configurations state.

    `systems` has every node of the lab, in its order, with its AS where it is known; `addresses` are all that a node
    is known to have, whatever says so. Peers outside of the lab become nodes where `external` is ``show``; `report`
    gets what is wrong, at its place in the device's file.
    """
    book = AddressBook(addresses)
    statements, missed = resolve(configs, book, cabling)
    more, missed = infer(missed, configs, systems, cabling, report)
    pairs = pair_up((*statements, *more), list(systems))
    sessions = make_sessions(pairs, missed, configs, systems, book, report)
    warn_of_duplicates(addresses, configs, cabling, report)
    outside: tuple[Node, ...] = ()
    if external == "show":
        outside, extra = outside_nodes(missed, configs, systems)
        sessions += extra
    warn_of_outsiders(missed, external, report)
    return Matched(sessions, outside, tuple(_reflectors(configs, sessions)))


def _reflectors(configs: Mapping[str, DeviceConfig], sessions: Sequence[Session]) -> Iterable[str]:
    """Yield the nodes that have clients, those included whose clients are reflectors themselves."""
    internal = {name for session in sessions if session.kind != "ebgp" for name in (session.a, session.b)}
    for name, config in configs.items():
        stated = [*(each.rr_client for each in config.neighbours), *(each.rr_client for each in config.listens)]
        if any(stated) and name in internal:
            yield name
