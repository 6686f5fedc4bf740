"""Junos: its BGP groups and the addresses of its units, in the main instance and in routing instances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import as_number, family

__all__ = ["read_junos"]

_LONGEST_NUMBER, _PORTS = 4, 256
"""More than there are ports on any line card."""


def read_junos(root: Branch, facts: Facts) -> None:
    """Note what a tree says of interfaces, the main instance and routing instances."""
    _read_interfaces(root, facts)
    for vrf, instance in _instances(root):
        options = instance.get("routing-options")
        bgp = instance.get("protocols", "bgp")
        if options is not None:
            if vrf is None or bgp is not None:
                facts.instance(vrf, facts.number(_number_in(options.get("autonomous-system"))))
            if vrf is None:
                _read_confederation(options, facts)
            facts.identify(options.last("router-id"))
        if bgp is not None:
            _read_bgp(bgp, vrf, facts)


def _instances(root: Branch) -> Iterator[tuple[str | None, Branch]]:
    yield None, root
    for instance in root.each("routing-instances"):
        yield instance.word, instance


def _read_interfaces(root: Branch, facts: Facts) -> None:
    vrfs = {
        interface.word: instance.word
        for instance in root.each("routing-instances")
        for interface in instance.each("interface")
    }
    for range_ in root.each("interfaces", "interface-range"):
        for name in _members(range_):
            _read_bundle(range_, name, facts)
    for interface in root.each("interfaces"):
        _read_bundle(interface, interface.word, facts)
        for unit in interface.each("unit"):
            name = f"{interface.word}.{unit.word}"
            for version in ("inet", "inet6"):
                for address in unit.each("family", version, "address"):
                    facts.address(address, name, vrfs.get(name))


def _read_bundle(interface: Branch, name: str, facts: Facts) -> None:
    for options in ("gigether-options", "ether-options"):
        bundle = interface.text(options, "802.3ad")
        if bundle:
            facts.member(bundle, name)


def _members(range_: Branch) -> Iterator[str]:
    """Yield the interfaces of an ``interface-range``: ``member ge-0/0/1``, ``member-range ge-0/0/2 to ge-0/0/5``."""
    yield from (member.word for member in range_.each("member"))
    for start in range_.each("member-range"):
        stem, _, first = start.word.rpartition("/")
        last = (start.text("to") or start.word).rpartition("/")[2]
        if first.isdecimal() and last.isdecimal() and max(len(first), len(last)) <= _LONGEST_NUMBER:
            yield from (f"{stem}/{number}" for number in range(int(first), min(int(last), int(first) + _PORTS) + 1))


def _read_confederation(options: Branch, facts: Facts) -> None:
    stated = options.get("confederation")
    if stated is None:
        return
    identifier = _number_in(stated)
    facts.confederation = facts.number(identifier)
    members = list(stated.each("members"))
    if identifier is not None:  # set routing-options confederation 65000 members 64513
        members += identifier.each("members")
    numbers = [facts.number(member) for member in members]
    facts.confederation_peers = tuple(number for number in numbers if number is not None)


def _read_bgp(bgp: Branch, vrf: str | None, facts: Facts) -> None:
    default = _peer(bgp, facts)
    for group in bgp.each("group"):
        peer = inherit(replace(_peer(group, facts), group=group.word), default)
        for neighbour in group.each("neighbor"):
            _read_neighbour(neighbour, peer, vrf, facts)
        for allowed in group.each("allow"):
            if allowed.word != "all":
                facts.listen(allowed, peer, vrf)
        for dynamic in group.each("dynamic-neighbor"):
            for interface in dynamic.each("peer-auto-discovery", "interface"):
                facts.neighbour(interface, peer, vrf, address=None, interface=interface.word)
    for neighbour in bgp.each("neighbor"):
        _read_neighbour(neighbour, default, vrf, facts)


def _read_neighbour(neighbour: Branch, parent: Peer, vrf: str | None, facts: Facts) -> None:
    address = facts.bare(neighbour)
    if address is None:
        return
    peer = inherit(_peer(neighbour, facts), parent)
    facts.neighbour(neighbour, peer, vrf, address=address, interface=neighbour.text("local-interface"))


def _peer(branch: Branch, facts: Facts) -> Peer:
    side = branch.text("type")
    return Peer(
        remote_as=facts.number(branch.last("peer-as"))
        or ("internal" if side == "internal" else "external" if side == "external" else None),
        local_as=facts.number(_number_in(branch.get("local-as"))),
        rr_client=True if branch.get("cluster") else None,
        update_source=facts.source(branch.last("local-address")),
        families=tuple(_families(branch)),
        description=branch.text("description"),
        shutdown=True if branch.get("shutdown") or branch.get("disable") else None,
    )


def _number_in(branch: Branch | None) -> Branch | None:
    """Return the number of ``local-as 65000 private``; a word that is none where there is no number."""
    words = list(branch.each()) if branch else []
    return next((word for word in words if as_number(word.word) is not None), words[0] if words else None)


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the families of ``family inet unicast`` and ``family evpn signaling``; `any` is unicast and multicast."""
    for stated in branch.each("family"):
        kinds = [word.word for word in stated.each()] or ["unicast"]
        names = [family([stated.word, kind]) or family(stated.word if kind == "any" else "") for kind in kinds]
        yield from ((name, True) for name in dict.fromkeys(names) if name is not None)
