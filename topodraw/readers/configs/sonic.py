"""SONiC: ``config_db.json``, whose tables have keys of names and addresses with bars between."""

from __future__ import annotations

from dataclasses import replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.data_documents import read_data
from topodraw.readers.configs.data_trees import grow_data
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import bare_address, family

__all__ = ["parse_sonic"]

_ADDRESSED = ("INTERFACE", "LOOPBACK_INTERFACE", "VLAN_INTERFACE", "PORTCHANNEL_INTERFACE", "VLAN_SUB_INTERFACE")
_ASKED = frozenset({
    *_ADDRESSED, "BGP_GLOBALS", "BGP_GLOBALS_LISTEN_PREFIX", "BGP_NEIGHBOR", "BGP_NEIGHBOR_AF", "BGP_PEER_GROUP",
    "BGP_PEER_RANGE", "DEVICE_METADATA", "PORTCHANNEL_MEMBER",
})  # fmt: skip
_DEFAULT = "default"
_YES = frozenset({"1", "true", "yes"})


def parse_sonic(text: str, file: str) -> DeviceConfig:
    """Return what a SONiC configuration database states."""
    facts = Facts(file)
    data, problems = read_data(text, file)
    for where, problem in problems:
        facts.warn(where, problem)
    root = grow_data(data, _ASKED, ())
    metadata = root.get("DEVICE_METADATA", "localhost") or Branch()
    number = metadata.last("bgp_asn")
    facts.instance(None, facts.number(number) if number is not None and number.word != "None" else None)
    facts.identify(metadata.last("bgp_router_id"))
    for instance in root.each("BGP_GLOBALS"):
        facts.instance(_vrf(instance.word), facts.number(instance.last("local_asn")))
        facts.identify(instance.last("router_id"))
    _read_interfaces(root, facts)
    _read_neighbours(root, facts)
    return facts.config()


def _read_interfaces(root: Branch, facts: Facts) -> None:
    for table in _ADDRESSED:
        vrfs = {entry.word: entry.text("vrf_name") for entry in root.each(table)}
        for entry in root.each(table):
            interface, bar, address = entry.word.partition("|")
            if bar:
                facts.address(Branch(address, entry.line, entry.column), interface, vrfs.get(interface))
    for entry in root.each("PORTCHANNEL_MEMBER"):
        bundle, bar, interface = entry.word.partition("|")
        if bar:
            facts.member(bundle, interface)


def _read_neighbours(root: Branch, facts: Facts) -> None:
    groups = {group.word.rpartition("|")[2]: _peer(group, facts) for group in root.each("BGP_PEER_GROUP")}
    families = _families(root)
    for entry in root.each("BGP_NEIGHBOR"):
        vrf, _, name = entry.word.rpartition("|")
        own = inherit(_peer(entry, facts), families.get(name, Peer()))
        peer = inherit(own, groups.get(own.group or "", Peer()), families="add")
        address = bare_address(name)
        if address is None and not name[:1].isalpha():
            facts.refuse(entry, "address")
        else:
            facts.neighbour(entry, peer, _vrf(vrf), address=address, interface=name if address is None else None)
    for table in ("BGP_PEER_RANGE", "BGP_GLOBALS_LISTEN_PREFIX"):
        for entry in root.each(table):
            vrf, _, name = entry.word.rpartition("|")
            group = entry.text("peer_group")
            peer = inherit(replace(_peer(entry, facts), group=group or name), groups.get(group or "", Peer()))
            ranges = list(entry.each("ip_range")) or [Branch(name, entry.line, entry.column)]
            for prefix in ranges:
                facts.listen(prefix, peer, _vrf(vrf))


def _families(root: Branch) -> dict[str, Peer]:
    """Return what is said of neighbours by family (``default|10.0.0.2|ipv4_unicast``)."""
    found: dict[str, Peer] = {}
    for entry in root.each("BGP_NEIGHBOR_AF"):
        neighbour, _, spoken = entry.word.rpartition("|")
        name, key = family(spoken), neighbour.rpartition("|")[2]
        known = found.get(key, Peer())
        if name is not None:
            is_on = (entry.text("admin_status") or "up") in {"up", *_YES}
            known = replace(known, families=(*known.families, (name, is_on)))
        if entry.text("rrclient") in _YES:
            known = replace(known, rr_client=True)
        found[key] = known
    return found


def _peer(entry: Branch, facts: Facts) -> Peer:
    client = entry.text("rrclient")
    side = entry.text("peer_type")
    status = entry.text("admin_status")
    return Peer(
        remote_as=facts.remote(entry.last("asn") or entry.last("peer_asn"))
        or ("internal" if side == "internal" else "external" if side == "external" else None),
        local_as=facts.number(entry.last("local_asn")),
        group=entry.text("peer_group_name"),
        rr_client=client in _YES if client else None,
        update_source=facts.source(entry.last("local_addr") or entry.last("src_address")),
        description=entry.text("name"),
        shutdown=status in ("down", "false") if status else None,
    )


def _vrf(name: str) -> str | None:
    return None if name in ("", _DEFAULT) else name
