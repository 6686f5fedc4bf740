"""Address families of BGP sessions: EVPN, MPLS/VPN, labelled unicast and 6PE; EVPN's pruning of needless sessions."""

from __future__ import annotations

from typing import Any

from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.sessions import entries
from topodraw.readers.netlab.tree import Tree, get, mapping, names

__all__ = ["activate", "prune_evpn"]

_BOTH = ["ibgp", "ebgp"]


def activate(lab: Lab) -> None:
    """Mark the families that each entry of a node's global table carries."""
    vpn = {node.name: _families_before(get(node.data, "mpls.vpn")) for node in lab.running("mpls")}
    for node in lab.running("bgp"):
        if "mpls" in node.modules:
            _activate_vpn(lab, node, vpn)
            _activate_labels(lab, node)
        if "evpn" in node.modules:
            _activate_evpn(lab, node)


def _activate_evpn(lab: Lab, node: LabNode) -> None:
    wanted = names(get(node.data, "evpn.session"))
    transport = get(node.data, "evpn.transport") or get(lab.document, "evpn.transport") or "vxlan"
    family = "ipv6" if transport == "vxlan" and get(lab.document, "vxlan.use_v6_vtep") else "ipv4"
    for entry in node.sessions:
        if entry["type"] in wanted and family in entry and "evpn" in lab.nodes[entry["name"]].modules:
            entry["evpn"] = family


def _wanted(setting: Any, usual: list[str], node: LabNode) -> dict[str, list[str]]:
    """Return the session types for each family of an ``mpls`` feature: true, a list of types, or a mapping of lists."""
    if setting is True:
        return dict.fromkeys(FAMILIES, usual)
    if isinstance(setting, list | str):
        return {family: names(setting) for family in FAMILIES if _has_family(node, family)}
    if isinstance(setting, dict):
        found = {family: setting[family] for family in FAMILIES if family in setting}
        types = {family: list(usual) if value is True else names(value) for family, value in found.items()}
        return types if all(types.values()) else {}  # a family without types makes netlab give the feature up
    return {}


def _has_family(node: LabNode, family: str) -> bool:
    return any(family in tree for tree in (node.loopback or {}, *node.interfaces))


def _families_before(setting: Any) -> list[str]:
    """Return the VPN families that others see at a node whose turn has not come: a bare list of types names none."""
    return list(FAMILIES) if setting is True else [f for f in FAMILIES if isinstance(setting, dict) and f in setting]


def _activate_vpn(lab: Lab, node: LabNode, vpn: dict[str, list[str]]) -> None:
    """Activate VPN families with the neighbours that have them too.

    Nodes later in the file see what is left of a node's families; the first neighbour without a common family ends the
    list. Both are how netlab does it.
    """
    mine = _wanted(get(node.data, "mpls.vpn"), ["ibgp"], node)
    if not mine:
        return
    if not get(node.data, "bgp.rr"):
        used = {family for i in node.interfaces if "vrf" in i for family in FAMILIES if family in i}
        mine = {f: types for f, types in mine.items() if f in used or "ebgp" in types}
    vpn[node.name] = list(mine)
    for entry in node.sessions:
        if "ipv4" not in entry or entry["name"] not in vpn:
            continue
        common = [family for family in mine if entry["type"] in mine[family] and family in vpn[entry["name"]]]
        for family in common:
            entry[family.replace("ip", "vpn")] = True
        if not common:
            return


def _activate_labels(lab: Lab, node: LabNode) -> None:
    """Activate labelled unicast; with 6PE at both ends the IPv6 transport goes."""
    labelled = _wanted(get(node.data, "mpls.bgp"), _BOTH, node)
    own = _session_types(get(node.data, "mpls.6pe"))
    for entry in node.sessions:
        for family in FAMILIES:
            if family in entry and entry["type"] in labelled.get(family, ()):
                entry[f"{family}_label"] = True
        if "ipv4" in entry and entry["type"] in own:
            entry["6pe"] = True
            if entry["type"] in _session_types(get(lab.nodes[entry["name"]].data, "mpls.6pe")):
                entry.pop("ipv6", None)


def _session_types(setting: Any) -> list[str]:
    return ["ibgp"] if setting is True else names(setting)


def prune_evpn(lab: Lab) -> None:
    """Remove EBGP entries between EVPN routers over a VLAN that EVPN stretches anyway."""
    for node in lab.running("evpn"):
        vlans = _evpn_vlans(lab, node)
        gone = [entry for vrf, entry in entries(node) if _needless(lab, node, vrf, entry, vlans)]
        node.sessions = [entry for entry in node.sessions if not any(entry is g for g in gone)]
        for vrf, table in node.vrf_sessions.items():
            node.vrf_sessions[vrf] = [entry for entry in table if not any(entry is g for g in gone)]


def _needless(lab: Lab, node: LabNode, vrf: str | None, entry: Tree, vlans: list[str]) -> bool:
    peer, interface = lab.nodes[entry["name"]], entry.get("interface") or {}
    return (
        entry["type"] == "ebgp"
        and entry.get("vrf") == vrf
        and "evpn" in peer.modules
        and (get(node.data, "evpn.domain") or "default") == (get(peer.data, "evpn.domain") or "default")
        and interface.get("type") == "svi"
        and get(interface, "vlan.name") in vlans
    )


def _evpn_vlans(lab: Lab, node: LabNode) -> list[str]:
    """Return the VLANs of a node that EVPN carries: those listed, else all that have a VXLAN network identifier."""
    listed = names(get(node.data, "evpn.vlans")) or names(get(lab.document, "evpn.vlans"))
    known = mapping(node.data, "vlans")
    if listed:
        return [name for name in known if name in listed]
    tunnelled = names(get(node.data, "vxlan.vlans")) or names(get(lab.document, "vxlan.vlans"))
    common = mapping(lab.document, "vlans")
    return [name for name in known if name in common and _has_vni(lab, name, tunnelled)]


def _has_vni(lab: Lab, name: str, tunnelled: list[str]) -> bool:
    own = lab.vlans[name].get("vni")
    if own is False:
        return False
    return own is not None or ("vxlan" in lab.modules and (not tunnelled or name in tunnelled))
