"""What stands inside `router bgp`: instances' own statements, neighbours, groups, templates, VRFs, listen ranges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from topodraw.readers.configs.ios_draft import Draft
from topodraw.readers.configs.ios_interfaces import interface_name, interface_range
from topodraw.readers.configs.ios_lines import Line, Mode, open_mode
from topodraw.readers.configs.ios_peers import GROUP, POLICY, SESSION, Instance, Peer, apply, chained
from topodraw.readers.configs.values import as_number, bare_address, family, is_placeholder, prefix

__all__ = ["obey_in_bgp"]

_BLOCK_OF = {"neighbor-group": GROUP, "session-group": SESSION, "af-group": POLICY}
_TEMPLATE_OF = {"peer": GROUP, "peer-session": SESSION, "peer-policy": POLICY}
_AS_RANGE = re.compile(r"([0-9.]{1,11})-([0-9.]{1,11})")


def obey_in_bgp(draft: Draft, line: Line, mode: Mode, instance: Instance) -> None:
    """Obey one line inside `router bgp`."""
    word = line.words[0]
    is_inside = bool(mode.peers)
    if word in _IN_BGP and not (is_inside and word in ("local-as", "template", "vrf")):
        _IN_BGP[word](draft, line, instance)
    elif is_inside:
        for peer in mode.peers:
            peer.is_block = True
            _apply(draft, peer, line, line.words)
    elif mode.kind == "confederation":
        _add_confederation_peers(draft, line, instance, line.words)


def _apply(draft: Draft, peer: Peer, line: Line, words: list[str]) -> None:
    version = draft.mode.instance.version if draft.mode.instance else None
    where = draft.mode.family

    def bad(value: str, wanted: str) -> None:
        draft.bad(line, value, wanted)

    apply(peer, words, version=version, where=where, negated=line.negated, bad=bad)


def _neighbor(draft: Draft, line: Line, instance: Instance) -> None:
    words, mode = line.words[1:], draft.mode
    by_interface = words[:1] == ["interface"]  # EOS: `neighbor interface Ethernet1-2 peer-group G`
    name, taken = interface_name(words[1:] if by_interface else words)
    if name is None:
        return
    attributes = words[taken + by_interface :]
    if line.negated and _takes_back_neighbour(draft, instance, name, attributes):
        _remove(draft, instance, name)
        return
    peers = _peers(draft, line, instance, name, by_interface=by_interface)
    for peer in peers:
        if by_interface:
            chained(peer, attributes, lambda value, wanted: draft.bad(line, value, wanted))
        elif attributes:
            _apply(draft, peer, line, attributes)
        else:
            peer.is_block = True
        _enrol(instance, peer)
    kind = "statement" if attributes else "peer"
    if not line.negated:
        open_mode(draft.modes, line, replace(mode, kind=kind, family=None, peers=peers))


def _takes_back_neighbour(draft: Draft, instance: Instance, name: str, attributes: list[str]) -> bool:
    """Tell whether `no neighbor` takes back all of a neighbour or group, not an attribute.

    FRR deletes a neighbour that is to leave a group, whether it has an AS of its own or not.
    """
    if attributes[:1] != ["peer-group"]:
        return not attributes
    group = attributes[1:2] or [""]
    return (draft.mode.vrf or instance.vrf, GROUP, group[0]) in instance.templates or (
        len(attributes) == 1 and not bare_address(name)
    )


def _remove(draft: Draft, instance: Instance, name: str) -> None:
    """Forget a neighbour, or a group with its members and ranges, and all that was said of it."""
    vrf = draft.mode.vrf or instance.vrf
    for key in (name, bare_address(name), prefix(name)):
        if key is not None:
            instance.peers.pop((vrf, key), None)
    if instance.templates.pop((vrf, GROUP, name), None) is not None:
        for member in instance.members.pop((vrf, name), ()):
            peer = instance.peers.get((vrf, member))
            if peer is not None and (GROUP, name) in peer.parents:
                del instance.peers[vrf, member]


def _enrol(instance: Instance, peer: Peer) -> None:
    """Note a peer with the groups that it is in."""
    for space, name in peer.parents:
        if space == GROUP:
            instance.members.setdefault((peer.vrf, name), {})[peer.key] = None


def _peers(draft: Draft, line: Line, instance: Instance, name: str, *, by_interface: bool) -> tuple[Peer, ...]:
    """Return the neighbours that a name stands for: more than one for a range of interfaces."""
    if is_placeholder(name):
        draft.bad(line, name, "a neighbour")
        return ()
    vrf = draft.mode.vrf or instance.vrf
    known = instance.peers.get((vrf, name))
    if known:
        return (known,)
    bare, _, zone = name.partition("%")
    if "/" in bare and (range_ := prefix(name)):
        return (_peer(instance, vrf, range_, Peer(name, line.location, vrf, prefix=range_, is_declared=True)),)
    if "/" not in bare and (address := bare_address(bare)):
        key = f"{address}%{zone}" if zone else address  # one link-local address may be on many links
        return (_peer(instance, vrf, key, Peer(name, line.location, vrf, address, zone or None)),)
    interfaces = interface_range(name) if draft.room > 0 else ()
    draft.spend(line, len(interfaces))
    if by_interface and not interfaces:
        interfaces = (name,)
    if interfaces:
        return tuple(_peer(instance, vrf, one, Peer(one, line.location, vrf, interface=one)) for one in interfaces)
    group = _peer(instance, vrf, name, Peer(name, line.location, vrf))
    instance.templates.setdefault((vrf, GROUP, name), group)
    return (group,)


def _peer(instance: Instance, vrf: str | None, key: str, new: Peer) -> Peer:
    new.key = key
    return instance.peers.setdefault((vrf, key), new)


def _address_family(draft: Draft, line: Line, instance: Instance) -> None:
    words, mode = line.words[1:], draft.mode
    if line.negated or (instance.version and not mode.peers):  # RARE: a list of families, no mode
        return
    vrf = words[words.index("vrf") + 1] if "vrf" in words[:-1] else mode.vrf
    name = family(words)
    for peer in mode.peers:
        peer.is_block = True
        if name:
            peer.families.setdefault(name, True)
    open_mode(draft.modes, line, replace(mode, kind="family", family=name, vrf=vrf))


def _vrf(draft: Draft, line: Line, instance: Instance) -> None:
    if len(line.words) < 2 or line.negated:
        return
    name = None if line.words[1] == "default" else line.words[1]
    if instance.version:  # RARE: the instance's own VRF, no mode
        instance.vrf = draft.mode.vrf = name
    else:
        open_mode(draft.modes, line, Mode("vrf", 0, instance=instance, vrf=name))


def _template(draft: Draft, line: Line, instance: Instance) -> None:
    words = line.words
    if words[0] in _BLOCK_OF:
        space, name, rest = _BLOCK_OF[words[0]], words[1:2], words[2:]
    elif words[1:2] and words[1] in _TEMPLATE_OF:
        space, name, rest = _TEMPLATE_OF[words[1]], words[2:3], words[3:]
    else:  # RARE: `template T remote-as N`
        space, name, rest = GROUP, words[1:2], words[2:]
    if not name or line.negated:
        return
    peer = instance.templates.setdefault((draft.mode.vrf, space, name[0]), Peer(name[0], line.location, draft.mode.vrf))
    where = family(rest[1:]) if rest[:1] == ["address-family"] else None
    if rest:
        _apply(draft, peer, line, rest)
    kind = "statement" if rest and not where else "peer"
    open_mode(draft.modes, line, replace(draft.mode, kind=kind, family=where, peers=(peer,)))


def _router_id(draft: Draft, line: Line, instance: Instance) -> None:
    _set_router_id(draft, line, instance, line.words[1:])


def _set_router_id(draft: Draft, line: Line, instance: Instance, values: list[str]) -> None:
    if not values or line.negated or draft.mode.vrf != instance.vrf:
        return
    if values[0] == "interface":
        instance.router_id_from = "".join(values[1:3]) or None
        return
    found = bare_address(values[0])
    if found:
        instance.router_id = instance.router_id or found
    elif is_placeholder(values[0]):
        draft.bad(line, values[0], "a router id")


def _local_as(draft: Draft, line: Line, instance: Instance) -> None:
    """RARE tells the AS of the instance by `local-as`; EOS and NX-OS that of a VRF."""
    number = None if line.negated else draft.number(line, "".join(line.words[1:2]))
    if number is None:
        return
    if instance.version:
        instance.asn = instance.asn or number
    elif draft.mode.vrf:
        instance.vrf_as[draft.mode.vrf] = number


def _bgp(draft: Draft, line: Line, instance: Instance) -> None:
    words = line.words[1:]
    if words[:1] == ["router-id"]:
        _set_router_id(draft, line, instance, words[1:])
    elif words[:1] == ["confederation"]:
        _confederation(draft, replace(line, words=words), instance)
    elif words[:2] == ["listen", "range"] and not line.negated:
        _listen_range(draft, line, instance, words[2:])
    elif words[:1] == ["default"] and len(words) > 1:
        name = family(words[1])
        if name:
            instance.defaults[name] = not line.negated


def _listen_range(draft: Draft, line: Line, instance: Instance, words: list[str]) -> None:
    range_ = prefix(words[0]) if words else None
    if range_ is None:
        if words:
            draft.bad(line, words[0], "a prefix")
        return
    vrf = draft.mode.vrf or instance.vrf
    peer = _peer(instance, vrf, range_, Peer(words[0], line.location, vrf, prefix=range_))
    chained(peer, words[1:], lambda value, wanted: draft.bad(line, value, wanted))
    _enrol(instance, peer)
    if "peer-filter" in words[:-1]:
        draft.filtered.append((peer, words[words.index("peer-filter") + 1]))


def _confederation(draft: Draft, line: Line, instance: Instance) -> None:
    words = line.words[1:]
    if line.negated or not words:
        return
    if words[0] == "identifier" and len(words) > 1:
        instance.confederation = draft.number(line, words[1])
    elif words[0] == "peers":
        _add_confederation_peers(draft, line, instance, words[1:])
        open_mode(draft.modes, line, replace(draft.mode, kind="confederation"))  # IOS-XR: one a line


def _add_confederation_peers(draft: Draft, line: Line, instance: Instance, words: list[str]) -> None:
    for text in ",".join(words).split(","):
        between = _AS_RANGE.fullmatch(text)
        first, last = (as_number(between[1]), as_number(between[2])) if between else (None, None)
        if first is not None and last is not None:
            members = range(first, min(last + 1, first + max(draft.room, 0)))
            draft.spend(line, len(members))
            instance.confederation_peers.update(dict.fromkeys(members))
        elif text and (number := draft.number(line, text)):
            instance.confederation_peers[number] = None


_IN_BGP: dict[str, Callable[[Draft, Line, Instance], None]] = {
    "neighbor": _neighbor,
    "address-family": _address_family,
    "vrf": _vrf,
    "template": _template,
    "neighbor-group": _template,
    "session-group": _template,
    "af-group": _template,
    "router-id": _router_id,
    "local-as": _local_as,
    "bgp": _bgp,
    "confederation": _confederation,
}
