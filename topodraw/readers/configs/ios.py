"""The IOS family: FRR, Arista EOS, Cisco IOS, IOS-XE, IOS-XR and NX-OS, RARE.

One reader for all: statements in one line (`neighbor A remote-as N`) and blocks (`neighbor A`, then `remote-as N`) say
the same, and no word means different things in two of these systems where both can stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from topodraw.errors import Location
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.ios_interfaces import (
    Interface,
    addresses,
    bundle_members,
    configure_interface,
    interface_name,
    interface_range,
)
from topodraw.readers.configs.ios_lines import Line, Mode, close_modes, leave, line_of, open_mode
from topodraw.readers.configs.ios_peers import (
    GROUP,
    POLICY,
    SESSION,
    Instance,
    Peer,
    apply,
    chained,
    listens,
    neighbours,
)
from topodraw.readers.configs.values import as_number, bare_address, family, is_placeholder, prefix

__all__ = ["parse_ios"]

_BLOCK_OF = {"neighbor-group": GROUP, "session-group": SESSION, "af-group": POLICY}
_TEMPLATE_OF = {"peer": GROUP, "peer-session": SESSION, "peer-policy": POLICY}
_WITH_INSTANCE = 3
"""Words of `65001 vrf RED`."""
_AS_RANGE = re.compile(r"([0-9.]{1,11})-([0-9.]{1,11})")


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    file: str
    modes: list[Mode]
    interfaces: dict[str, Interface] = field(default_factory=dict)
    instances: dict[tuple[str, ...], Instance] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    """EOS peer filter -> the AS ranges it accepts."""
    filtered: list[tuple[Peer, str]] = field(default_factory=list)
    room: int = 20_000
    """How many more interfaces ranges may name: more than any device has ports, little enough to be done at once."""
    router_id: str | None = None
    problems: list[tuple[Location, str]] = field(default_factory=list)

    @property
    def mode(self) -> Mode:
        return self.modes[-1]

    def bad(self, line: Line, value: str, wanted: str) -> None:
        """Note a value that cannot be read."""
        is_open = is_placeholder(value)
        text = f"{value!r} is still to be filled in" if is_open else f"{value!r} is not {wanted}"
        self.problems.append((line.location, f"{text}; skipped"))


def parse_ios(text: str, file: str) -> DeviceConfig:
    """Read a configuration of the IOS family. Never raises: what cannot be read is skipped or among the problems."""
    draft = _Draft(file, [Mode("global", -1)])
    for number, raw in enumerate(text.split("\n"), 1):
        line = line_of(raw, number, file)
        if line:
            close_modes(draft.modes, line)
            _obey(draft, line)
    return _device(draft)


def _obey(draft: _Draft, line: Line) -> None:
    word, mode = line.words[0], draft.mode
    if word in _ANYWHERE and not line.negated:
        _ANYWHERE[word](draft, line)
    elif mode.interface:
        _obey_in_interface(draft, line, mode.interface, line.words)
    elif mode.instance is not None:
        _obey_in_bgp(draft, line, mode, mode.instance)
    elif mode.filter:
        _filter_line(draft, line, mode.filter)
    elif mode.kind == "global" and word in _GLOBAL and not line.negated:
        _GLOBAL[word](draft, line)


def _obey_in_interface(draft: _Draft, line: Line, interface: Interface, words: list[str]) -> None:
    unread = None if line.negated else configure_interface(interface, words)
    if unread:
        draft.bad(line, unread, "an address")


def _obey_in_bgp(draft: _Draft, line: Line, mode: Mode, instance: Instance) -> None:
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


def _apply(draft: _Draft, peer: Peer, line: Line, words: list[str]) -> None:
    version = draft.mode.instance.version if draft.mode.instance else None
    where = draft.mode.family

    def bad(value: str, wanted: str) -> None:
        draft.bad(line, value, wanted)

    apply(peer, words, version=version, where=where, negated=line.negated, bad=bad)


# --- modes of their own --------------------------------------------------------------------------------------------


def _interface(draft: _Draft, line: Line) -> None:
    words = line.words[2:] if line.words[1:2] == ["preconfigure"] else line.words[1:]
    name, taken = interface_name(words)
    if name is None or draft.mode.instance is not None or draft.mode.kind == "other":
        return
    if is_placeholder(name):
        draft.bad(line, name, "an interface")
        open_mode(draft.modes, line, Mode("other", 0))
        return
    interface = draft.interfaces.setdefault(name, Interface(name))
    open_mode(draft.modes, line, Mode("interface", 0, interface=interface))
    if words[taken:]:  # FRR: `interface eth1 vrf RED`; IOS-XR: `interface Gi0/0/0/0 ipv4 address 10.0.0.1/24`
        _obey_in_interface(draft, line, interface, words[taken:])


def _router(draft: _Draft, line: Line) -> None:
    protocol, rest = "".join(line.words[1:2]), line.words[2:]
    del draft.modes[1:]
    if protocol not in ("bgp", "bgp4", "bgp6"):
        open_mode(draft.modes, line, Mode("other", 0))
        return
    version = protocol[3:] or None
    taken = _WITH_INSTANCE if rest[1:2] and rest[1] in ("vrf", "view", "instance") else 1
    key = (protocol, *rest[:taken])
    if not rest and draft.instances:  # FRR: `router bgp` goes on with the instance there is
        key = next(reversed(draft.instances))
    if key not in draft.instances:
        draft.instances[key] = _instance(draft, line, rest, version)
    instance = draft.instances[key]
    open_mode(draft.modes, line, Mode("bgp", 0, instance=instance, vrf=instance.vrf))
    if rest[taken:]:  # IOS-XR: `router bgp 65000 neighbor 10.0.0.1 remote-as 65001`
        _obey_in_bgp(draft, replace(line, words=rest[taken:]), draft.mode, instance)
        del draft.modes[2:]


def _instance(draft: _Draft, line: Line, rest: list[str], version: str | None) -> Instance:
    vrf = rest[rest.index("vrf") + 1] if "vrf" in rest[:-1] else None
    instance = Instance(vrf=None if vrf == "default" else vrf, version=version)
    if rest and not version:
        instance.asn = _number(draft, line, rest[0])
    return instance


def _leave(draft: _Draft, line: Line) -> None:
    leave(draft.modes, line)


def _other(draft: _Draft, line: Line) -> None:
    open_mode(draft.modes, line, Mode("other", 0))


def _router_id_of_device(draft: _Draft, line: Line) -> None:
    if line.words[-2:-1] == ["router-id"]:
        draft.router_id = draft.router_id or bare_address(line.words[-1])


def _filter(draft: _Draft, line: Line) -> None:
    if len(line.words) > 1:
        draft.filters.setdefault(line.words[1], [])
        open_mode(draft.modes, line, Mode("filter", 0, filter=line.words[1]))


def _filter_line(draft: _Draft, line: Line, name: str) -> None:
    """EOS: `10 match as-range 65001-65009 result accept`."""
    words = line.words
    if "as-range" in words[:-1] and words[-1] == "accept":
        draft.filters[name].append(words[words.index("as-range") + 1])


# --- inside `router bgp` ---------------------------------------------------------------------------------------------


def _neighbor(draft: _Draft, line: Line, instance: Instance) -> None:
    words, mode = line.words[1:], draft.mode
    by_interface = words[:1] == ["interface"]  # EOS: `neighbor interface Ethernet1-2 peer-group G`
    name, taken = interface_name(words[1:] if by_interface else words)
    if name is None:
        return
    attributes = words[taken + by_interface :]
    peers = _peers(draft, line, instance, name, by_interface=by_interface)
    if line.negated and not attributes:
        return
    for peer in peers:
        if by_interface:
            chained(peer, attributes, lambda value, wanted: draft.bad(line, value, wanted))
        elif attributes:
            _apply(draft, peer, line, attributes)
        else:
            peer.is_block = True
    kind = "statement" if attributes else "peer"
    if not line.negated:
        open_mode(draft.modes, line, replace(mode, kind=kind, family=None, peers=peers))


def _peers(draft: _Draft, line: Line, instance: Instance, name: str, *, by_interface: bool) -> tuple[Peer, ...]:
    """Return the neighbours that a name stands for: more than one for a range of interfaces."""
    if is_placeholder(name):
        draft.bad(line, name, "a neighbour")
        return ()
    vrf = draft.mode.vrf or instance.vrf
    known = instance.peers.get((vrf, name))
    if known:
        return (known,)
    bare, _, zone = name.partition("%")
    if "/" in name and (range_ := prefix(name)):
        return (_peer(instance, vrf, range_, Peer(name, line.location, vrf, prefix=range_, is_declared=True)),)
    if "/" not in name and (address := bare_address(bare)):
        return (_peer(instance, vrf, address, Peer(name, line.location, vrf, address, zone or None)),)
    interfaces = interface_range(name) or ((name,) if by_interface else ())
    if interfaces:
        draft.room -= len(interfaces)
        if draft.room < 0:
            draft.bad(line, name, "a range of so few interfaces that they can be drawn")
            return ()
        return tuple(_peer(instance, vrf, one, Peer(one, line.location, vrf, interface=one)) for one in interfaces)
    group = _peer(instance, vrf, name, Peer(name, line.location, vrf))
    instance.templates.setdefault((vrf, GROUP, name), group)
    return (group,)


def _peer(instance: Instance, vrf: str | None, key: str, new: Peer) -> Peer:
    return instance.peers.setdefault((vrf, key), new)


def _address_family(draft: _Draft, line: Line, instance: Instance) -> None:
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


def _vrf(draft: _Draft, line: Line, instance: Instance) -> None:
    if len(line.words) < 2 or line.negated:
        return
    name = None if line.words[1] == "default" else line.words[1]
    if instance.version:  # RARE: the instance's own VRF, no mode
        instance.vrf = draft.mode.vrf = name
    else:
        open_mode(draft.modes, line, Mode("vrf", 0, instance=instance, vrf=name))


def _template(draft: _Draft, line: Line, instance: Instance) -> None:
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
    open_mode(draft.modes, line, replace(draft.mode, kind="peer", family=where, peers=(peer,)))


def _router_id(draft: _Draft, line: Line, instance: Instance) -> None:
    _set_router_id(draft, line, instance, line.words[1:])


def _set_router_id(draft: _Draft, line: Line, instance: Instance, values: list[str]) -> None:
    if not values or line.negated or draft.mode.vrf != instance.vrf:
        return
    found = bare_address(values[0])
    if found:
        instance.router_id = instance.router_id or found
    elif is_placeholder(values[0]):
        draft.bad(line, values[0], "a router id")


def _local_as(draft: _Draft, line: Line, instance: Instance) -> None:
    """RARE tells the AS of the instance by `local-as`; EOS and NX-OS that of a VRF."""
    number = None if line.negated else _number(draft, line, "".join(line.words[1:2]))
    if number is None:
        return
    if instance.version:
        instance.asn = instance.asn or number
    elif draft.mode.vrf:
        instance.vrf_as[draft.mode.vrf] = number


def _bgp(draft: _Draft, line: Line, instance: Instance) -> None:
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


def _listen_range(draft: _Draft, line: Line, instance: Instance, words: list[str]) -> None:
    range_ = prefix(words[0]) if words else None
    if range_ is None:
        if words:
            draft.bad(line, words[0], "a prefix")
        return
    vrf = draft.mode.vrf or instance.vrf
    peer = _peer(instance, vrf, range_, Peer(words[0], line.location, vrf, prefix=range_))
    chained(peer, words[1:], lambda value, wanted: draft.bad(line, value, wanted))
    if "peer-filter" in words[:-1]:
        draft.filtered.append((peer, words[words.index("peer-filter") + 1]))


def _confederation(draft: _Draft, line: Line, instance: Instance) -> None:
    words = line.words[1:]
    if line.negated or not words:
        return
    if words[0] == "identifier" and len(words) > 1:
        instance.confederation = _number(draft, line, words[1])
    elif words[0] == "peers":
        _add_confederation_peers(draft, line, instance, words[1:])
        open_mode(draft.modes, line, replace(draft.mode, kind="confederation"))  # IOS-XR: one a line


def _add_confederation_peers(draft: _Draft, line: Line, instance: Instance, words: list[str]) -> None:
    for text in ",".join(words).split(","):
        between = _AS_RANGE.fullmatch(text)
        first, last = (as_number(between[1]), as_number(between[2])) if between else (None, None)
        if first is not None and last is not None:
            instance.confederation_peers.update(dict.fromkeys(range(first, min(last, first + 1023) + 1)))
        elif text and (number := _number(draft, line, text)):
            instance.confederation_peers[number] = None


def _number(draft: _Draft, line: Line, text: str) -> int | None:
    number = as_number(text)
    if number is None and text:
        draft.bad(line, text, "an AS number")
    return number


_ANYWHERE: dict[str, Callable[[_Draft, Line], None]] = {
    "router": _router,
    "end": _leave,
    "root": _leave,
    "exit": _leave,
    "exit-address-family": _leave,
    "exit-af": _leave,
    "exit-vrf": _leave,
    "exit-peer-session": _leave,
    "exit-peer-policy": _leave,
    "interface": _interface,
}
_GLOBAL: dict[str, Callable[[_Draft, Line], None]] = {
    "vrf": _other,
    "router-id": _router_id_of_device,
    "ip": _router_id_of_device,
    "peer-filter": _filter,
}
_IN_BGP: dict[str, Callable[[_Draft, Line, Instance], None]] = {
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


# --- the result ----------------------------------------------------------------------------------------------------


def _device(draft: _Draft) -> DeviceConfig:
    instances = list(draft.instances.values())
    main = next((i for i in instances if i.vrf is None and i.asn), None) or next((i for i in instances if i.asn), None)
    asn = main.asn if main else None
    _apply_filters(draft)
    in_vrfs = {i.vrf: i.asn for i in instances if i.vrf and i.asn}
    for instance in instances:
        in_vrfs.update(instance.vrf_as)
    interfaces = list(draft.interfaces.values())
    return DeviceConfig(
        asn=asn,
        confederation=main.confederation if main else None,
        confederation_peers=tuple(main.confederation_peers) if main else (),
        router_id=next((i.router_id for i in (main, *instances) if i and i.router_id), draft.router_id),
        addresses=addresses(interfaces),
        neighbours=tuple(one for instance in instances for one in neighbours(instance, asn)),
        listens=tuple(one for instance in instances for one in listens(instance, asn)),
        vrf_as=tuple((vrf, number) for vrf, number in in_vrfs.items() if number != asn),
        members=bundle_members(interfaces),
        problems=tuple(dict.fromkeys(draft.problems)),
    )


def _apply_filters(draft: _Draft) -> None:
    """Give a listen range the AS that its filter accepts, where that is a single one."""
    for peer, name in draft.filtered:
        accepted = draft.filters.get(name, [])
        if len(accepted) == 1 and peer.remote_as is None:
            first, _, last = accepted[0].partition("-")
            peer.remote_as = as_number(first) if last in ("", first) else None
