"""Neighbours, groups and templates of the IOS family, and what they inherit from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from topodraw.errors import Location
from topodraw.readers.configs.device_config import Listen, Neighbour, RemoteAs
from topodraw.readers.configs.values import ROLES, as_number, bare_address, family, is_placeholder

__all__ = ["GROUP", "POLICY", "SESSION", "Instance", "Peer", "Values", "apply", "chained", "listens", "neighbours"]

GROUP, SESSION, POLICY = "group", "session", "policy"
"""The three name spaces: peer groups and peer templates, session templates, policy templates."""
_TEMPLATES = {
    "neighbor-group": GROUP, "session-group": SESSION, "af-group": POLICY,
    "peer": GROUP, "peer-session": SESSION, "peer-policy": POLICY,
}  # fmt: skip
_NEAREST = (SESSION, POLICY, GROUP)
"""What a neighbour takes from its session template wins over what it takes from its group."""
_MOST_ANCESTORS = 32
"""Deeper nesting than any device allows; keeps hostile chains from costing time."""
_FAMILIES = ("ipv4", "ipv6", "vpnv4", "vpnv6", "evpn", "6pe", "ipv4_label", "ipv6_label")
_RARE_FAMILIES = {
    "uni": {"4": "ipv4", "6": "ipv6"}, "lab": {"4": "ipv4_label", "6": "ipv6_label"},
    "vpnu": {"4": "vpnv4", "6": "vpnv6"}, "evpn": {"4": "evpn", "6": "evpn"},
}  # fmt: skip
"""RARE's words for families, as far as they have to be spelled out."""

T = TypeVar("T")
Values = Callable[[str, str], None]
"""Takes a value that could not be read and what it should have been."""


@dataclass(slots=True)
class Peer:
    """A neighbour, a group or a template while its statements are read. None: nothing said."""

    name: str
    location: Location
    vrf: str | None = None
    address: str | None = None
    interface: str | None = None
    prefix: str | None = None
    key: str = ""
    """What it is known by in its VRF."""
    remote_as: RemoteAs = None
    local_as: int | None = None
    update_source: str | None = None
    description: str | None = None
    rr_client: bool | None = None
    shutdown: bool | None = None
    passive: bool | None = None
    role: str | None = None
    families: dict[str, bool] = field(default_factory=dict)
    parents: list[tuple[str, str]] = field(default_factory=list)
    is_block: bool = False
    """Its statements stand in a block of its own (IOS-XR, NX-OS): no family is on unless the block says so."""
    is_declared: bool = False
    """An AS, a group or an interface is told: without any it is no neighbour."""


@dataclass(slots=True)
class Instance:
    """One `router bgp`."""

    asn: int | None = None
    vrf: str | None = None
    version: str | None = None
    """RARE has an instance for each IP version: "4" or "6"."""
    router_id: str | None = None
    router_id_from: str | None = None
    """The interface whose address is the router id."""
    confederation: int | None = None
    confederation_peers: dict[int, None] = field(default_factory=dict)
    vrf_as: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, bool] = field(default_factory=lambda: {"ipv4": True})
    """Families that are on without being asked for."""
    peers: dict[tuple[str | None, str], Peer] = field(default_factory=dict)
    """By VRF and by address, prefix, or name."""
    templates: dict[tuple[str | None, str, str], Peer] = field(default_factory=dict)
    """By VRF, name space and name."""
    members: dict[tuple[str | None, str], dict[str, None]] = field(default_factory=dict)
    """VRF and name of a group -> the keys of the peers that were put into it, some of which may have left."""


def apply(peer: Peer, words: list[str], *, version: str | None, where: str | None, negated: bool, bad: Values) -> None:
    """Obey one attribute of a neighbour, group or template; `where` is the address family it stands under."""
    head, values = words[0], words[1:]
    if head == "activate":
        if where:
            peer.families[where] = not negated
    elif head in _SWITCHES:
        _switch(peer, head, values, where, negated=negated)
    elif negated:
        _forget(peer, head, values)
    elif head == "address-family" and version:
        peer.families.update(dict.fromkeys(_rare_families(values, version), True))
    elif head == "address-family":
        _family_of_block(peer, values, bad)
    elif head in _ATTRIBUTES:
        _ATTRIBUTES[head](peer, values, bad)


def _forget(peer: Peer, head: str, values: list[str]) -> None:
    """Obey `no` before an attribute. Without its AS a neighbour is none, unless a group has one for it."""
    if head == "remote-as":
        peer.remote_as = None
        peer.is_declared = peer.is_declared and bool(peer.parents)
    elif head in ("peer-group", "peer", "use", "inherit"):
        names = values[:1] if head == "peer-group" else values[1:2]  # peer group G, use neighbor-group G
        peer.parents = [parent for parent in peer.parents if names and parent[1] not in names]
        peer.is_declared = peer.is_declared and (peer.remote_as is not None or bool(peer.parents))
    elif head in _OPTIONAL:
        setattr(peer, _OPTIONAL[head], None)


_OPTIONAL = {
    "local-as": "local_as",
    "update-source": "update_source",
    "description": "description",
    "local-role": "role",
}


def chained(peer: Peer, words: list[str], bad: Values) -> None:
    """Obey several attributes in one line: `interface v6only peer-group G remote-as N`."""
    at = 0
    while at < len(words):
        takes = 3 if words[at : at + 2] == ["peer", "group"] else 2
        if words[at] in ("peer-group", "remote-as", "peer"):
            _ATTRIBUTES[words[at]](peer, words[at + 1 : at + takes], bad)
            at += takes
        else:
            at += 1


def _switch(peer: Peer, head: str, values: list[str], where: str | None, *, negated: bool) -> None:
    is_on = not negated and not any(value in ("disable", "inheritance-disable") for value in values)
    if head == "route-reflector-client":
        peer.rr_client = is_on
        if where and is_on:
            peer.families.setdefault(where, True)
    elif head == "shutdown":
        peer.shutdown = is_on
    elif head == "passive" or any(value.startswith("passive") for value in values):
        peer.passive = is_on


def _remote_as(peer: Peer, values: list[str], bad: Values) -> None:
    if not values:
        return
    peer.is_declared = True
    text = values[0].lower()
    if text in ("internal", "external"):
        peer.remote_as = "internal" if text == "internal" else "external"
    elif text not in ("auto", "route-map"):
        peer.remote_as = _number(values[0], bad)


def _local_as(peer: Peer, values: list[str], bad: Values) -> None:
    if values:
        peer.local_as = _number(values[0], bad)


def _number(text: str, bad: Values) -> int | None:
    number = as_number(text)
    if number is None:
        bad(text, "an AS number")
    return number


def _peer_group(peer: Peer, values: list[str], bad: Values) -> None:
    if values:
        _inherit(peer, GROUP, values[0], bad)


def _peer(peer: Peer, values: list[str], bad: Values) -> None:
    if values[:1] == ["group"]:  # EOS: `neighbor A peer group G`
        _peer_group(peer, values[1:], bad)


def _use(peer: Peer, values: list[str], bad: Values) -> None:
    peer.is_block = True  # only IOS-XR has the word
    _inherit_template(peer, values, bad)


def _inherit_template(peer: Peer, values: list[str], bad: Values) -> None:
    if len(values) > 1 and values[0] in _TEMPLATES:
        _inherit(peer, _TEMPLATES[values[0]], values[1], bad)


def _inherit(peer: Peer, space: str, name: str, bad: Values) -> None:
    if is_placeholder(name):
        bad(name, "the name of a group")
        return
    peer.is_declared = True
    if len(peer.parents) < _MOST_ANCESTORS and (space, name) not in peer.parents:
        peer.parents.append((space, name))


def _interface(peer: Peer, values: list[str], bad: Values) -> None:
    if peer.address:
        peer.interface = values[0] if values else None
        return
    peer.interface, peer.is_declared = peer.name, True
    chained(peer, values, bad)


def _update_source(peer: Peer, values: list[str], bad: Values) -> None:
    source = "".join(values[:2])
    if is_placeholder(source):
        bad(source, "an interface or address")
    elif source:
        peer.update_source = bare_address(source) or source


def _description(peer: Peer, values: list[str], bad: Values) -> None:
    peer.description = " ".join(values).strip('"') or None


def _local_role(peer: Peer, values: list[str], bad: Values) -> None:
    peer.role = values[0].lower() if values and values[0].lower() in ROLES else None


_SWITCHES = ("route-reflector-client", "shutdown", "passive", "transport", "session-open-mode")
_ATTRIBUTES: dict[str, Callable[[Peer, list[str], Values], None]] = {
    "remote-as": _remote_as, "local-as": _local_as, "peer-group": _peer_group, "peer": _peer, "use": _use,
    "inherit": _inherit_template, "template": _peer_group, "interface": _interface, "update-source": _update_source,
    "update": _update_source, "description": _description, "local-role": _local_role,
}  # fmt: skip


def _family_of_block(peer: Peer, values: list[str], bad: Values) -> None:
    """IOS-XR in one line: `neighbor A address-family vpnv4 unicast route-reflector-client`."""
    for taken in (2, 1):
        name = family(values[:taken])
        if name:
            peer.is_block = True
            peer.families[name] = True
            if values[taken:] and values[taken] != "address-family":
                apply(peer, values[taken:], version=None, where=name, negated=False, bad=bad)
            return


def _rare_families(words: list[str], version: str) -> Iterator[str]:
    for word in words:
        for start, by_version in _RARE_FAMILIES.items():
            if word.startswith(start):
                yield by_version[version]


# --- what is inherited ---------------------------------------------------------------------------------------------


def _lineage(peer: Peer, instance: Instance) -> list[Peer]:
    """Return the neighbour and all it inherits from, nearest first."""
    found = {id(peer): peer}
    queue = [peer]
    for heir in queue:
        for space, name in sorted(heir.parents, key=lambda parent: _NEAREST.index(parent[0])):
            parent = instance.templates.get((peer.vrf, space, name)) or instance.templates.get((None, space, name))
            if parent and id(parent) not in found and len(found) < _MOST_ANCESTORS:
                found[id(parent)] = parent
                queue.append(parent)
    return queue


def _first(values: Iterator[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _families(line: list[Peer], instance: Instance, *, is_ipv6: bool) -> tuple[str, ...]:
    told: dict[str, bool] = {}
    for peer in line:
        for name, is_on in peer.families.items():
            told.setdefault(name, is_on)
    if not line[0].is_block and not instance.version:
        for name, is_on in instance.defaults.items():
            if name != "ipv4" or not is_ipv6 or not any(told.values()):
                told.setdefault(name, is_on)
    return tuple(name for name in _FAMILIES if told.get(name))


def _group(peer: Peer) -> str | None:
    names = dict(reversed(peer.parents))
    return names.get(GROUP) or names.get(SESSION)


def _own_as(line: list[Peer], instance: Instance, asn: int | None) -> int | None:
    """Return the AS that a session starts from, where it is not the device's."""
    told = _first(peer.local_as for peer in line)
    expected = instance.vrf_as.get(line[0].vrf or "", instance.asn)
    if told is not None and told != expected:
        return told
    return instance.asn if instance.vrf is None and line[0].vrf is None and instance.asn != asn else None


def neighbours(instance: Instance, asn: int | None) -> Iterator[Neighbour]:
    """Yield the neighbours of an instance; `asn` is the device's AS."""
    for peer in instance.peers.values():
        if peer.prefix or not (peer.address or peer.interface) or not peer.is_declared:
            continue
        line = _lineage(peer, instance)
        yield Neighbour(
            location=peer.location,
            address=peer.address,
            interface=peer.interface,
            vrf=peer.vrf,
            remote_as=_first(p.remote_as for p in line),
            local_as=_own_as(line, instance, asn),
            group=_group(peer),
            rr_client=bool(_first(p.rr_client for p in line)),
            update_source=_first(p.update_source for p in line),
            families=_families(line, instance, is_ipv6=":" in (peer.address or "")),
            description=peer.description,
            shutdown=bool(_first(p.shutdown for p in line)),
            passive=bool(_first(p.passive for p in line)),
            role=_first(p.role for p in line),
        )


def listens(instance: Instance, asn: int | None) -> Iterator[Listen]:
    """Yield the ranges that an instance accepts sessions from."""
    for peer in instance.peers.values():
        if not peer.prefix:
            continue
        line = _lineage(peer, instance)
        yield Listen(
            location=peer.location,
            prefix=peer.prefix,
            vrf=peer.vrf,
            remote_as=_first(p.remote_as for p in line),
            local_as=_own_as(line, instance, asn),
            group=_group(peer),
            rr_client=bool(_first(p.rr_client for p in line)),
            families=_families(line, instance, is_ipv6=":" in peer.prefix),
        )
