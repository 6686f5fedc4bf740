"""What statements tell together where no configuration says who has an address.

Addresses are often given elsewhere: by a script, by hand, by a program that the lab starts. Two things still tell whom
an address means. A router's identifier is, by custom, its loopback's address. And two neighbours on a link that state
each other's AS, with addresses of one small network, state each other. Both are said in a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import ip_network

from topodraw.errors import Report
from topodraw.readers.configs.cabling import Cabling
from topodraw.readers.configs.device_config import DeviceConfig, Neighbour
from topodraw.readers.configs.statements import Missed, Statement

__all__ = ["infer"]

_ONE_NETWORK = {4: 24, 6: 64}
"""IP version -> length of the prefix that two addresses of one link have in common."""


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
            found.append(Statement(each.node, each.neighbour, identified[0]))
            text = f"no configuration gives {each.neighbour.address} to an interface; it is taken for"
            report.warn(each.neighbour.location, f"{text} {identified[0]}, whose router id it is")
        else:
            rest.append(each)
    mutual = _mutual([each for each in rest if each.reason == "unknown"], configs, systems, cabling)
    for each in rest:
        if peer := mutual.get(_key(each)):
            found.append(Statement(each.node, each.neighbour, peer, is_direct=True))
            text = f"no configuration gives {each.neighbour.address} to an interface; it is taken for {peer}"
            report.warn(each.neighbour.location, f"{text}, which is linked and states {each.node} likewise")
    return tuple(found), tuple(each for each in rest if _key(each) not in mutual)


_Key = tuple[str, str | None, str | None]


def _key(missed: Missed) -> _Key:
    return missed.node, missed.neighbour.vrf, missed.neighbour.address


def _mutual(
    missed: Sequence[Missed],
    configs: Mapping[str, DeviceConfig],
    systems: Mapping[str, int | None],
    cabling: Cabling,
) -> dict[_Key, str]:
    """Return the peers of statements that one other statement, and no second one, answers."""

    def asn(one: Missed) -> int | None:
        number = one.neighbour.local_as
        return number if number is not None else systems[one.node]

    def expects(one: Missed, other: Missed) -> bool:
        remote, here, there = one.neighbour.remote_as, asn(one), asn(other)
        if here is None or there is None or remote is None:
            return False
        return remote == there or (remote == "internal" and here == there) or (remote == "external" and here != there)

    def answers(one: Missed, other: Missed) -> bool:
        return (
            one.node != other.node
            and cabling.adjacent(one.node, other.node)
            and expects(one, other)
            and expects(other, one)
            and _in_one_network(one.neighbour, other.neighbour)
        )

    answering = {_key(one): [other for other in missed if answers(one, other)] for one in missed}
    return {
        _key(one): others[0].node
        for one in missed
        if len(others := answering[_key(one)]) == 1 and len(answering[_key(others[0])]) == 1
    }


def _in_one_network(a: Neighbour, b: Neighbour) -> bool:
    if a.address is None or b.address is None or a.address == b.address or (":" in a.address) != (":" in b.address):
        return False
    length = _ONE_NETWORK[6 if ":" in a.address else 4]
    nets = [ip_network(f"{address}/{length}", strict=False) for address in (a.address, b.address)]
    return nets[0] == nets[1]
