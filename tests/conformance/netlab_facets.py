"""The facets of a lab: plain values to compare, out of netlab's transformed data and out of topodraw's topology.

What is expected is taken from netlab's own tables here, by rules of its own, and not by topodraw's reader of such
data: a mistake that both of topodraw's readers share would go unseen otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from topodraw.model import Link, Topology

__all__ = ["Facets", "differences", "expected", "found"]

Facets = dict[str, Any]
Data = Mapping[str, Any]

_FAMILIES = ("ipv4", "ipv6")
_SERVICES = ("vpnv4", "vpnv6", "evpn", "6pe", "ipv4_label", "ipv6_label")


def found(topology: Topology) -> Facets:
    """Return the facets of a topology that topodraw has read."""
    return {
        "name": topology.name,
        "nodes": {
            node.name: (node.device, node.role, node.asn, node.route_reflector, node.loopback, node.isis_area)
            for node in topology.nodes
        },
        "order": [node.name for node in topology.nodes],
        "modules": {node.name: sorted({"bgp", "isis"} & set(node.modules)) for node in topology.nodes},
        "links": [(_our_link(link), [end.node for end in link.endpoints]) for link in topology.links],
        "interfaces": [[end.interface for end in link.endpoints] for link in topology.links],
        "addresses": [[(end.ipv4, end.ipv6) for end in link.endpoints] for link in topology.links],
        "vrfs": [[end.vrf for end in link.endpoints] for link in topology.links],
        "vlans": [[end.vlan for end in link.endpoints] for link in topology.links],
        "isis": [[end.isis for end in link.endpoints] for link in topology.links],
        "sessions": _tally(
            ((*sorted((s.a, s.b)), s.kind, s.vrf is not None), (s.one_sided, s.families, s.rr_client, s.vrf))
            for s in topology.sessions
        ),
        "groups": {
            group.name: list(group.members) for group in topology.groups if group.kind == "as" or group.kind == "area"
        },
    }


def _our_link(link: Link) -> tuple[Any, ...]:
    return link.kind, link.role, link.bridge, dict(link.prefix or {}), link.name


def _tally(sessions: Iterable[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> Facets:
    """Return for a pair, kind and VRF use: how many sessions, how many one-sided, and what any of them carries."""
    result: Facets = {}
    for key, (one_sided, families, client, vrf) in sessions:
        one = result.setdefault(key, {"count": 0, "one_sided": 0, "families": set(), "clients": set(), "vrfs": set()})
        one["count"] += 1
        one["one_sided"] += one_sided
        one["families"] |= set(families)
        one["clients"] |= {client} - {None}
        one["vrfs"] |= {vrf} - {None}
    return result


def expected(data: Data) -> Facets:
    """Return the facets of netlab's transformed data."""
    nodes = list(data["nodes"].values())
    links = data.get("links", [])
    ports = {
        (node["name"], port.get("linkindex"), port["ifindex"]): port
        for node in nodes
        for port in node.get("interfaces", [])
    }
    ends = [
        [(end, ports.get((end["node"], link["linkindex"], end["ifindex"]), {})) for end in link["interfaces"]]
        for link in links
    ]
    by_name = {node["name"]: node for node in nodes}
    return {
        "name": data["name"],
        "nodes": {node["name"]: _their_node(node) for node in nodes},
        "order": [node["name"] for node in nodes],
        "modules": {node["name"]: sorted({"bgp", "isis"} & set(node.get("module", []))) for node in nodes},
        "links": [(_their_link(link), [end["node"] for end in link["interfaces"]]) for link in links],
        "interfaces": [[end["ifname"] for end in link["interfaces"]] for link in links],
        "addresses": [[tuple(_address(end.get(f)) for f in _FAMILIES) for end in link["interfaces"]] for link in links],
        "vrfs": [[port.get("vrf") for _, port in pairs] for pairs in ends],
        "vlans": [[_vlan(end) for end, _ in pairs] for pairs in ends],
        "isis": [[_circuit(by_name[end["node"]], port) for end, port in pairs] for pairs in ends],
        "sessions": _their_sessions(nodes),
        "groups": _systems(data, nodes) | _areas(nodes),
    }


def _their_node(node: Data) -> tuple[Any, ...]:
    loopback = node.get("loopback") or {}
    bgp = node.get("bgp") or {}
    address = next((loopback[f] for f in _FAMILIES if isinstance(loopback.get(f), str)), None)
    return node["device"], node.get("role"), bgp.get("as"), bool(bgp.get("rr")), address, _area(node)


def _area(node: Data) -> str | None:
    if "isis" not in node.get("module", []):
        return None
    isis = node.get("isis") or {}
    net = isis.get("net")
    # An entity title is the area, six bytes of system id in three parts, and a selector.
    return str(net).rsplit(".", 4)[0] if net else isis.get("area")


def _their_link(link: Data) -> tuple[Any, ...]:
    prefix = link.get("prefix") or {}
    texts = {family: prefix[family] for family in _FAMILIES if isinstance(prefix.get(family), str)}
    return link["type"], link.get("role"), link.get("bridge"), texts, link.get("name")


def _address(value: Any) -> Any:
    return value if isinstance(value, str) or value is True else None


def _vlan(end: Data) -> str | None:
    vlan = end.get("vlan") or {}
    return "trunk" if "trunk" in vlan else "access" if "access" in vlan else None


def _circuit(node: Data, port: Data) -> str | None:
    isis = port.get("isis")
    if not isinstance(isis, dict) or "isis" not in node.get("module", []) or "vrf" in port:
        return None
    if isis.get("passive"):
        return "passive"
    return isis.get("type") or (node.get("isis") or {}).get("type") or "level-2"


def _their_sessions(nodes: list[Any]) -> Facets:
    tables: dict[tuple[Any, ...], dict[str, list[tuple[Any, ...]]]] = {}
    for node in nodes:
        entries = [(entry, None) for entry in node.get("bgp", {}).get("neighbors", [])]
        for name, vrf in node.get("vrfs", {}).items():
            entries += [(entry, name) for entry in (vrf.get("bgp") or {}).get("neighbors", [])]
        for entry, name in entries:
            pair = sorted((node["name"], entry["name"]))
            vrf = name or entry.get("_vrf")
            sides = tables.setdefault((*pair, entry["type"], vrf is not None), {})
            sides.setdefault(node["name"], []).append((_carried(entry), _client(entry), vrf))
    result: Facets = {}
    for key, sides in tables.items():
        counts = [len(sides.get(name, [])) for name in key[:2]]
        entries = [entry for side in sides.values() for entry in side]
        result[key] = {
            "count": max(counts),
            "one_sided": max(counts) - min(counts),
            "families": {family for families, _, _ in entries for family in families},
            "clients": {client for _, client, _ in entries} - {None},
            "vrfs": {vrf for _, _, vrf in entries} - {None},
        }
    return result


def _carried(entry: Data) -> list[str]:
    # Where 6PE replaces an IPv6 session, netlab takes the address from the entry and leaves its note in `activate`.
    active = [family for family, on in (entry.get("activate") or {}).items() if on and family in entry]
    return active + [family for family in _SERVICES if entry.get(family)]


def _client(entry: Data) -> str | None:
    return str(entry["name"]) if entry.get("rr_client") and entry["type"] == "ibgp" else None


def _systems(data: Data, nodes: list[Any]) -> Facets:
    if not any("bgp" in node.get("module", []) for node in nodes) and "bgp" not in data.get("module", []):
        return {}
    systems: Facets = {}
    for node in nodes:
        if node.get("bgp", {}).get("as"):
            systems.setdefault(f"AS_{node['bgp']['as']}", []).append(node["name"])
    return systems


def _areas(nodes: list[Any]) -> Facets:
    areas: Facets = {}
    for node in nodes:
        area = _area(node)
        if area is not None:
            areas.setdefault(f"area_{area}", []).append(node["name"])
    return areas


def differences(wanted: Facets, got: Facets) -> list[str]:
    """Return what differs, a line for each facet; nothing when all agree."""
    return [line for facet in wanted if wanted[facet] != got[facet] for line in _told(facet, wanted[facet], got[facet])]


def _told(facet: str, wanted: Any, got: Any) -> list[str]:
    if isinstance(wanted, dict):
        keys = dict.fromkeys([*wanted, *got])
        pairs = [(key, wanted.get(key), got.get(key)) for key in keys]
    elif isinstance(wanted, list) and len(wanted) == len(got):
        pairs = [(n, w, g) for n, (w, g) in enumerate(zip(wanted, got, strict=True), 1)]
    else:
        pairs = [("", wanted, got)]
    return [f"{facet} {key}: netlab {w}, topodraw {g}" for key, w, g in pairs if w != g]
