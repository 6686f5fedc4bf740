"""SR OS: routers and VPRNs, their BGP and the addresses of their interfaces, MD-CLI and classic words.

An interface is told by its port (``port 1/1/c1/1``, ``sap 1/1/c1/1:200``), which is what links are made of; interfaces
without one (``system``, loopbacks) keep their name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import as_number, bare_address, family

__all__ = ["read_sros"]

_ROUTER_WORDS = ("bgp", "interface", "autonomous-system", "router-id")


def read_sros(root: Branch, facts: Facts) -> None:
    """Note what a tree says of routers and services."""
    for lag in root.each("lag"):
        for port in lag.each("port"):
            facts.member(f"lag-{lag.word}" if lag.word.isdigit() else lag.word, port.word)
    for vrf, instance in _instances(root):
        ports = _read_interfaces(instance, vrf, facts)
        asn = facts.number(instance.last("autonomous-system"))
        if vrf is None:
            _read_confederation(instance, facts)
        bgp = instance.get("bgp")
        if vrf is None or bgp is not None:
            facts.instance(vrf, asn)
            facts.identify((bgp.last("router-id") if bgp else None) or instance.last("router-id"))
        if bgp is not None:
            _read_bgp(bgp, vrf, ports, facts)


def _instances(root: Branch) -> Iterator[tuple[str | None, Branch]]:
    """Yield the routing instances and their VRF. ``router`` without a name is the base router."""
    router = root.get("router")
    if router is not None:
        if any(word in router.branches for word in _ROUTER_WORDS):
            yield None, router
        for name in router.each():
            if name.word not in _ROUTER_WORDS and any(word in name.branches for word in _ROUTER_WORDS):
                yield (None if name.word.lower() == "base" else name.word), name
    for kind in ("ies", "vprn"):
        for service in root.each("service", kind):
            yield (service.word if kind == "vprn" else None), service


def _read_interfaces(instance: Branch, vrf: str | None, facts: Facts) -> dict[str, str]:
    """Note the addresses of an instance; return the port of each interface name."""
    ports: dict[str, str] = {}
    for interface in instance.each("interface"):
        port = interface.text("port") or interface.text("sap") or interface.word
        ports[interface.word] = port
        for stated in (interface, interface.last("port")):  # `interface "a" port 1/1/1 ipv4 primary address …`
            if stated is not None:
                _read_addresses(stated, port, vrf, facts)
    return ports


def _read_addresses(stated: Branch, port: str, vrf: str | None, facts: Facts) -> None:
    primary = stated.last("ipv4", "primary", "address")
    if primary is not None:
        length = primary.text("prefix-length") or stated.text("ipv4", "primary", "prefix-length")
        facts.address(primary, port, vrf, length)
    for path in (("ipv4", "secondary"), ("ipv6", "address"), ("address",), ("secondary",)):
        for address in stated.each(*path):
            facts.address(address, port, vrf, address.text("prefix-length"))


def _read_confederation(instance: Branch, facts: Facts) -> None:
    stated = instance.get("confederation")
    if stated is None:
        return
    facts.confederation = facts.number(stated.last("confed-as-num") or _number_in(stated))
    members = [facts.number(member) for member in stated.each("members")]
    facts.confederation_peers = tuple(number for number in members if number is not None)


def _read_bgp(bgp: Branch, vrf: str | None, ports: dict[str, str], facts: Facts) -> None:
    default = _peer(bgp, ports, facts)
    groups: dict[str, Peer] = {}
    for group in bgp.each("group"):
        peer = inherit(Peer(group=group.word), inherit(_peer(group, ports, facts), default))
        groups[group.word] = peer
        for neighbour in group.each("neighbor"):  # the classic CLI has neighbours inside of groups
            _read_neighbour(neighbour, peer, vrf, ports, facts)
        for match in group.each("dynamic-neighbor", "match", "prefix"):
            facts.listen(match, _expected(match, peer, facts), vrf)
        for interface in group.each("dynamic-neighbor", "interface"):
            name = ports.get(interface.word, interface.word)
            facts.neighbour(interface, _expected(interface, peer, facts), vrf, address=None, interface=name)
    for neighbour in bgp.each("neighbor"):
        group_name = neighbour.text("group")
        parent = groups.get(group_name or "") or inherit(Peer(group=group_name), default)
        if said_after := neighbour.last("group"):  # `neighbor 10.0.0.2 group "A" peer-as 65002`
            parent = inherit(_peer(said_after, ports, facts), parent)
        _read_neighbour(neighbour, parent, vrf, ports, facts)


def _read_neighbour(neighbour: Branch, parent: Peer, vrf: str | None, ports: dict[str, str], facts: Facts) -> None:
    """Note a neighbour: an address, or a link-local one with its interface (``fe80::2-"to_R2"``)."""
    address, interface = bare_address(neighbour.word), None
    if address is None:
        first, _, name = neighbour.word.partition("-")
        address = bare_address(first)
        if address is None:
            facts.refuse(neighbour, "address")
            return
        interface = ports.get(name.strip('"'), name.strip('"'))
    peer = inherit(_peer(neighbour, ports, facts), parent)
    facts.neighbour(neighbour, peer, vrf, address=address, interface=interface)


def _expected(branch: Branch, peer: Peer, facts: Facts) -> Peer:
    allowed = list(branch.each("allowed-peer-as"))
    if len(allowed) != 1 or ".." in allowed[0].word:
        return peer
    return inherit(Peer(remote_as=facts.number(allowed[0])), peer)


def _peer(branch: Branch, ports: dict[str, str], facts: Facts) -> Peer:
    side = branch.text("type")
    state = branch.text("admin-state")
    source = facts.source(branch.last("local-address"))
    return Peer(
        remote_as=facts.number(branch.last("peer-as"))
        or ("internal" if side == "internal" else None)
        or ("external" if side == "external" else None),
        local_as=facts.number(branch.last("local-as", "as-number") or _number_in(branch.get("local-as"))),
        rr_client=True if branch.get("cluster") else None,
        update_source=ports.get(source or "", source or "") or None,
        families=tuple(dict(_families(branch)).items()),
        description=branch.text("description"),
        shutdown=state == "disable" if state else True if branch.get("shutdown") else None,
    )


def _number_in(branch: Branch | None) -> Branch | None:
    """Return the first word under a branch that is a number: classic ``local-as 65000 private``."""
    return next((word for word in (branch.each() if branch else ()) if as_number(word.word) is not None), None)


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the families stated, as ``family { evpn true }`` and classic ``family ipv4 vpn-ipv4``.

    On one line (``family evpn true vpn-ipv4 false``) each stands under what is said before it.
    """
    open_ = deque(branch.each("family"))
    while open_:
        stated = open_.popleft()
        name = family(stated.word)
        if name is not None:
            yield name, "false" not in stated.branches
        open_ += stated.branches.values()
