"""What statements tell together where no configuration says who has an address.

Addresses are often given elsewhere: by a script, by hand, by a program that the lab starts. Two things still tell whom
an address means. A router's identifier is, by custom, its loopback's address. And two neighbours on a link that state
each other's AS, with addresses of one small network or a bundle that both call by one name, state each other. Both are
said in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from ipaddress import ip_network

from topodraw.errors import Report
from topodraw.readers.configs.device_config import DeviceConfig, Neighbour
from topodraw.readers.peering.address_book import Owner
from topodraw.readers.peering.cabling import Cabling
from topodraw.readers.peering.local_as import is_met, local_as
from topodraw.readers.peering.statements import Missed, Statement

__all__ = ["infer"]

_ONE_NETWORK = {4: 24, 6: 64}
"""IP version -> length of the prefix that two addresses of one link have in common."""

_BUNDLE = re.compile(r"[a-z][a-z_-]*(?:\.\d+)?")
"""A name that an author gave, not the number of a port: ``peerlink.4094``. Both ends of a bundle go by it."""


def infer(
    missed: Sequence[Missed],
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    cabling: Cabling,
    report: Report,
) -> tuple[tuple[Statement, ...], tuple[Missed, ...]]:
    """Return the statements whose meaning can be inferred, and the others."""
    routers: dict[str, list[str]] = {}
    for node, config in configs.items():
        if config.router_id is not None:
            routers.setdefault(config.router_id, []).append(node)
    found: list[Statement] = []
    rest: list[Missed] = []
    for each in missed:
        identified = [node for node in routers.get(each.neighbour.address or "", ()) if node != each.node]
        if each.reason == "unknown" and len(identified) == 1:
            found.append(Statement(each.node, each.neighbour, identified[0], far=_owner(identified[0], each.neighbour)))
            text = f"no configuration says where {each.neighbour.address} is; it is taken for {identified[0]}, whose"
            report.warn(each.neighbour.location, f"{text} router id it is")
        else:
            rest.append(each)
    mutual = _mutual([each for each in rest if each.reason == "unknown"], configs, systems, cabling)
    for each in rest:
        if answer := mutual.get(_key(each)):
            found.append(_statement(each, answer, cabling))
            named = each.neighbour.address or each.neighbour.interface
            text = f"no configuration says where {named} is; it is taken for {answer.node}, which is linked and states"
            report.warn(each.neighbour.location, f"{text} {each.node} likewise")
    return tuple(found), tuple(each for each in rest if _key(each) not in mutual)


def _statement(missed: Missed, answer: Missed, cabling: Cabling) -> Statement:
    near, far = None, None
    if missed.neighbour.address and answer.neighbour.address:
        near, far = _owner(missed.node, answer.neighbour), _owner(answer.node, missed.neighbour)
    links = cabling.links(missed.node, answer.node)
    link = links[0] if len(links) == 1 else None
    return Statement(missed.node, missed.neighbour, answer.node, near, far, link, is_direct=True)


def _owner(node: str, named: Neighbour) -> Owner:
    """Return a node as the owner of the address that a statement names."""
    address = named.address or ""
    return Owner(node, address, "", ip_network(address), named.vrf)


_Key = tuple[str, str | None, str | None, str | None]


def _key(missed: Missed) -> _Key:
    neighbour = missed.neighbour
    return missed.node, neighbour.vrf, neighbour.address, neighbour.interface


def _mutual(
    missed: Sequence[Missed],
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    cabling: Cabling,
) -> dict[_Key, Missed]:
    """Return the statements that one other statement, and no second one, answers, with that other one."""

    def asn(one: Missed) -> int | None:
        return local_as(configs[one.node], one.neighbour, systems[one.node])

    def expects(one: Missed, other: Missed) -> bool:
        remote, here, there = one.neighbour.remote_as, asn(one), asn(other)
        return remote is not None and here is not None and there is not None and is_met(remote, here, there)

    def answers(one: Missed, other: Missed) -> bool:
        return (
            one.node != other.node
            and cabling.adjacent(one.node, other.node)
            and expects(one, other)
            and expects(other, one)
            and (one.neighbour.address is None or one.neighbour.address != other.neighbour.address)
        )

    places: dict[str, list[Missed]] = {}
    for one in missed:
        if place := _place(one.neighbour):
            places.setdefault(place, []).append(one)
    answering = {
        _key(one): [other for other in places.get(_place(one.neighbour) or "", ()) if answers(one, other)]
        for one in missed
    }
    return {
        _key(one): others[0]
        for one in missed
        if len(others := answering[_key(one)]) == 1 and len(answering[_key(others[0])]) == 1
    }


def _place(neighbour: Neighbour) -> str | None:
    """Return what two statements must have in common to name the two ends of one link; None for what tells nothing."""
    if neighbour.address is None:
        name = (neighbour.interface or "").lower()
        return name if _BUNDLE.fullmatch(name) else None
    length = _ONE_NETWORK[6 if ":" in neighbour.address else 4]
    return str(ip_network(f"{neighbour.address}/{length}", strict=False))
