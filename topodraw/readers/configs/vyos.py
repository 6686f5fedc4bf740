"""VyOS: ``set`` commands and blocks in braces, from the releases with the AS in the path to those with system-as."""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.path_tokens import grow
from topodraw.readers.configs.values import as_number, bare_address, family

__all__ = ["parse_vyos"]


def parse_vyos(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of VyOS states."""
    root = grow(text, _is_comment)
    facts = Facts(file)
    _read_interfaces(root, facts)
    _read_instance(root, None, facts)
    for vrf in root.each("vrf", "name"):
        _read_instance(vrf, vrf.word, facts)
    return facts.config()


def _is_comment(word: str, is_first: bool) -> bool:
    return is_first and word.startswith(("#", "//"))


def _read_interfaces(root: Branch, facts: Facts) -> None:
    for kind in root.each("interfaces"):
        for interface in kind.each():
            for member in interface.each("member", "interface"):
                if kind.word == "bonding":
                    facts.member(interface.word, member.word)
            bond = interface.text("bond-group")
            if bond:
                facts.member(bond, interface.word)
            for name, unit in _units(interface):
                for address in unit.each("address"):
                    facts.address(address, name, unit.text("vrf"))


def _units(interface: Branch) -> Iterator[tuple[str, Branch]]:
    """Yield an interface and its VLANs, outer and inner, by name: eth1, eth1.10, eth1.10.20."""
    yield interface.word, interface
    for outer in ("vif", "vif-s"):
        for vlan in interface.each(outer):
            yield f"{interface.word}.{vlan.word}", vlan
            for inner in vlan.each("vif-c"):
                yield f"{interface.word}.{vlan.word}.{inner.word}", inner


def _read_instance(instance: Branch, vrf: str | None, facts: Facts) -> None:
    bgp = instance.get("protocols", "bgp")
    if bgp is None:
        return
    number = bgp.last("system-as") or bgp.last("local-as")
    if number is None:  # set protocols bgp 65001 neighbor ...
        number = next((word for word in bgp.each() if as_number(word.word) is not None), None)
        bgp = number or bgp
    facts.instance(vrf, facts.number(number))
    facts.identify(bgp.last("parameters", "router-id"))
    if vrf is None:
        facts.confederation = facts.number(bgp.last("parameters", "confederation", "identifier"))
        peers = [facts.number(member) for member in bgp.each("parameters", "confederation", "peers")]
        facts.confederation_peers = tuple(number for number in peers if number is not None)
    _read_bgp(bgp, vrf, facts)


def _read_bgp(bgp: Branch, vrf: str | None, facts: Facts) -> None:
    groups = {group.word: _peer(group, facts) for group in bgp.each("peer-group")}
    for neighbour in bgp.each("neighbor"):
        own = _peer(neighbour, facts)
        on_interface = neighbour.get("interface")
        if on_interface is not None:
            own = inherit(own, _peer(on_interface, facts))
            v6only = on_interface.get("v6only")
            own = inherit(own, _peer(v6only, facts)) if v6only else own
        peer = inherit(own, groups.get(own.group or "", Peer()), families="add")
        address = bare_address(neighbour.word)
        if address is not None:
            facts.neighbour(neighbour, peer, vrf, address=address)
        elif on_interface is not None or neighbour.word.isalnum():
            facts.neighbour(neighbour, peer, vrf, address=None, interface=neighbour.word)
        else:
            facts.refuse(neighbour, "address")
    for listened in bgp.each("listen", "range"):
        name = listened.text("peer-group")
        facts.listen(listened, inherit(Peer(group=name), groups.get(name or "", Peer())), vrf)


def _peer(branch: Branch, facts: Facts) -> Peer:
    families = list(branch.each("address-family"))
    return Peer(
        remote_as=facts.remote(branch.last("remote-as")),
        local_as=facts.number(next(branch.each("local-as"), None)),
        group=branch.text("peer-group"),
        rr_client=True if any(stated.get("route-reflector-client") for stated in families) else None,
        update_source=facts.source(branch.last("update-source")),
        families=tuple((name, True) for name in (family(stated.word) for stated in families) if name is not None),
        description=branch.text("description"),
        shutdown=True if branch.get("shutdown") else None,
    )
