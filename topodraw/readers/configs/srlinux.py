"""SR Linux: network instances, their BGP and the addresses of subinterfaces, out of the tree of its CLI or its JSON."""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import family

__all__ = ["read_srlinux"]

_SWITCHES = {"enable": True, "disable": False}


def read_srlinux(root: Branch, facts: Facts) -> None:
    """Note what a tree says of interfaces and network instances."""
    _read_interfaces(root, facts)
    for instance in root.each("network-instance"):
        bgp = instance.get("protocols", "bgp")
        vrf = None if instance.word == "default" else instance.word
        if bgp is None:
            if vrf is None:
                facts.identify(instance.last("router-id"))
            continue
        facts.identify(bgp.last("router-id") or instance.last("router-id"))
        facts.instance(vrf, facts.number(bgp.last("autonomous-system")))
        _read_bgp(bgp, vrf, facts)


def _read_interfaces(root: Branch, facts: Facts) -> None:
    vrfs = {
        interface.word: instance.word
        for instance in root.each("network-instance")
        if instance.word != "default" and instance.text("type") not in ("mac-vrf", "srl_nokia-network-instance:mac-vrf")
        for interface in instance.each("interface")
    }
    for interface in root.each("interface"):
        bundle = interface.text("ethernet", "aggregate-id")
        if bundle:
            facts.member(bundle, interface.word)
        for subinterface in interface.each("subinterface"):
            name = f"{interface.word}.{subinterface.word}"
            for version in ("ipv4", "ipv6"):
                for address in subinterface.each(version, "address"):
                    is_shared = address.text("anycast-gw") == "true"
                    (facts.shared if is_shared else facts.address)(address, name, vrfs.get(name))


def _read_bgp(bgp: Branch, vrf: str | None, facts: Facts) -> None:
    default = _peer(bgp, facts)
    groups = {group.word: inherit(_peer(group, facts), default, families="add") for group in bgp.each("group")}

    def peer(branch: Branch) -> Peer:
        name = branch.text("peer-group")
        return inherit(_peer(branch, facts), groups.get(name or "", default), families="add")

    for neighbour in bgp.each("neighbor"):
        address = facts.bare(neighbour)
        if address is not None:
            interface = neighbour.word.partition("%")[2] or None
            facts.neighbour(neighbour, peer(neighbour), vrf, address=address, interface=interface)
    for match in bgp.each("dynamic-neighbors", "accept", "match"):
        facts.listen(match, _expected(match, peer(match), facts), vrf)
    for dynamic in bgp.each("dynamic-neighbors", "interface"):
        facts.neighbour(dynamic, _expected(dynamic, peer(dynamic), facts), vrf, address=None, interface=dynamic.word)


def _expected(branch: Branch, peer: Peer, facts: Facts) -> Peer:
    """Return a dynamic neighbour's statements: the AS it may have, where that is a single one."""
    allowed = list(branch.each("allowed-peer-as"))
    if len(allowed) != 1:
        return peer
    first, _, last = allowed[0].word.partition("..")
    if last and last != first:
        return peer
    return inherit(
        Peer(remote_as=facts.number(Branch(first, allowed[0].line, allowed[0].column))), peer, families="add"
    )


def _peer(branch: Branch, facts: Facts) -> Peer:
    client = branch.text("route-reflector", "client")
    state = branch.text("admin-state")
    return Peer(
        remote_as=facts.number(branch.last("peer-as")),
        local_as=facts.number(branch.last("local-as", "as-number") or _bare_local_as(branch)),
        group=branch.text("peer-group") if branch.get("peer-group") else None,
        rr_client=client == "true" if client else None,
        update_source=facts.source(branch.last("transport", "local-address")),
        families=tuple(_families(branch)),
        description=branch.text("description"),
        shutdown=state == "disable" if state else None,
    )


def _bare_local_as(branch: Branch) -> Branch | None:
    """Return the number of ``local-as N``, as the CLI had it before there was ``local-as as-number N``."""
    found = branch.last("local-as")
    return found if found is not None and found.word[:1].isdigit() else None


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the families that are switched on or off, as the CLI has them and as it had them before ``afi-safi``."""
    for where in (branch, branch.get("afi-safi")):
        for stated in where.each() if where else ():
            name = family(stated.word)
            state = _SWITCHES.get(stated.text("admin-state") or "")
            if name is not None and state is not None:
                yield name, state
