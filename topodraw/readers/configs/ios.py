"""The IOS family: FRR, Arista EOS, Cisco IOS, IOS-XE, IOS-XR and NX-OS, RARE.

One reader for all: statements in one line (`neighbor A remote-as N`) and blocks (`neighbor A`, then `remote-as N`) say
the same, and no word means different things in two of these systems where both can stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.ios_banners import statements
from topodraw.readers.configs.ios_bgp import obey_in_bgp
from topodraw.readers.configs.ios_draft import Draft
from topodraw.readers.configs.ios_interfaces import (
    Interface,
    addresses,
    bundle_members,
    configure_interface,
    interface_name,
    remove_address,
    router_id_of,
    shared_addresses,
)
from topodraw.readers.configs.ios_lines import Line, Mode, close_modes, leave, line_of, open_mode
from topodraw.readers.configs.ios_peers import (
    Instance,
    listens,
    neighbours,
)
from topodraw.readers.configs.values import as_number, bare_address, is_placeholder

__all__ = ["parse_ios"]

_WITH_INSTANCE = 3
"""Words of `65001 vrf RED`."""


def parse_ios(text: str, file: str) -> DeviceConfig:
    """Read a configuration of the IOS family. Never raises: what cannot be read is skipped or among the problems."""
    draft = Draft(file, [Mode("global", -1)])
    for number, raw in statements(text):
        line = line_of(raw, number, file)
        if line:
            close_modes(draft.modes, line)
            _obey(draft, line)
    return _device(draft)


def _obey(draft: Draft, line: Line) -> None:
    word, mode = line.words[0], draft.mode
    if word in _ANYWHERE and not line.negated:
        _ANYWHERE[word](draft, line)
    elif mode.interface:
        _obey_in_interface(draft, line, mode.interface, line.words)
    elif mode.instance is not None:
        obey_in_bgp(draft, line, mode, mode.instance)
    elif mode.filter:
        _filter_line(draft, line, mode.filter)
    elif mode.kind == "global" and word in _GLOBAL and not line.negated:
        _GLOBAL[word](draft, line)


def _obey_in_interface(draft: Draft, line: Line, interface: Interface, words: list[str]) -> None:
    if line.negated:
        remove_address(interface, words)
    elif unread := configure_interface(interface, words, line.location):
        draft.bad(line, unread, "an address")


# --- modes of their own --------------------------------------------------------------------------------------------


def _interface(draft: Draft, line: Line) -> None:
    words = line.words[2:] if line.words[1:2] == ["preconfigure"] else line.words[1:]
    name, taken = interface_name(words)
    if name is None or draft.mode.instance is not None or draft.mode.kind == "other":
        return
    if is_placeholder(name):
        draft.bad(line, name, "an interface")
        open_mode(draft.modes, line, Mode("other", 0))
        return
    vrf = words[taken + 1] if words[taken : taken + 1] == ["vrf"] and len(words) > taken + 1 else None
    interface = draft.interfaces.setdefault((name, vrf), Interface(name))
    open_mode(draft.modes, line, Mode("interface", 0, interface=interface))
    if words[taken:]:  # FRR: `interface eth1 vrf RED`; IOS-XR: `interface Gi0/0/0/0 ipv4 address 10.0.0.1/24`
        _obey_in_interface(draft, line, interface, words[taken:])


def _router(draft: Draft, line: Line) -> None:
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
        draft.instances[key] = _instance(draft, line, rest[:taken], version)
    instance = draft.instances[key]
    open_mode(draft.modes, line, Mode("bgp", 0, instance=instance, vrf=instance.vrf))
    if rest[taken:]:  # IOS-XR: `router bgp 65000 neighbor 10.0.0.1 remote-as 65001`
        obey_in_bgp(draft, replace(line, words=rest[taken:]), draft.mode, instance)
        del draft.modes[2:]


def _instance(draft: Draft, line: Line, rest: list[str], version: str | None) -> Instance:
    vrf = rest[rest.index("vrf") + 1] if "vrf" in rest[:-1] else None
    instance = Instance(vrf=None if vrf == "default" else vrf, version=version)
    if rest and not version:
        instance.asn = draft.number(line, rest[0])
    return instance


def _leave(draft: Draft, line: Line) -> None:
    leave(draft.modes, line)


def _other(draft: Draft, line: Line) -> None:
    open_mode(draft.modes, line, Mode("other", 0))


def _router_id_of_device(draft: Draft, line: Line) -> None:
    if line.words[-2:-1] == ["router-id"]:
        draft.router_id = draft.router_id or bare_address(line.words[-1])


def _filter(draft: Draft, line: Line) -> None:
    if len(line.words) > 1:
        draft.filters.setdefault(line.words[1], [])
        open_mode(draft.modes, line, Mode("filter", 0, filter=line.words[1]))


def _filter_line(draft: Draft, line: Line, name: str) -> None:
    """EOS: `10 match as-range 65001-65009 result accept`."""
    words = line.words
    if "as-range" in words[:-1] and words[-1] == "accept":
        draft.filters[name].append(words[words.index("as-range") + 1])


_ANYWHERE: dict[str, Callable[[Draft, Line], None]] = {
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
_GLOBAL: dict[str, Callable[[Draft, Line], None]] = {
    "vrf": _other,
    "router-id": _router_id_of_device,
    "ip": _router_id_of_device,
    "peer-filter": _filter,
}

# --- the result ----------------------------------------------------------------------------------------------------


def _device(draft: Draft) -> DeviceConfig:
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
        router_id=_router_id(draft, [main, *instances] if main else instances),
        addresses=addresses(interfaces),
        shared=shared_addresses(interfaces),
        neighbours=tuple(one for instance in instances for one in neighbours(instance, asn)),
        listens=tuple(one for instance in instances for one in listens(instance, asn)),
        vrf_as=tuple((vrf, number) for vrf, number in in_vrfs.items() if number != asn),
        members=bundle_members(interfaces),
        problems=tuple(dict.fromkeys(draft.problems)),
    )


def _router_id(draft: Draft, instances: list[Instance]) -> str | None:
    interfaces = list(draft.interfaces.values())
    told = (i.router_id or router_id_of(i.router_id_from, interfaces) for i in instances)
    return next((found for found in told if found), draft.router_id)


def _apply_filters(draft: Draft) -> None:
    """Give a listen range the AS that its filter accepts, where that is a single one."""
    for peer, name in draft.filtered:
        accepted = draft.filters.get(name, [])
        if len(accepted) == 1 and peer.remote_as is None:
            first, _, last = accepted[0].partition("-")
            peer.remote_as = as_number(first) if last in ("", first) else None
