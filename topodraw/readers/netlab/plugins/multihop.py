"""Plugin ebgp.multihop: EBGP sessions between loopbacks.

Each is a phantom link: it takes an index and a prefix like any other link and disappears once the sessions are known.
"""

from __future__ import annotations

from topodraw.located import Map
from topodraw.readers.netlab.forms import read_list
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink
from topodraw.readers.netlab.sessions import entries
from topodraw.readers.netlab.tree import Tree, get, mapping, names

__all__ = ["activate_families", "add_links"]

_OWN = {"bgp", "vrf"}
_SERVICES = ("ipv4_label", "ipv6_label", "6pe", "vpnv4", "vpnv6", "evpn")


def add_links(lab: Lab) -> None:
    """Append a phantom link for each session in ``bgp.multihop.sessions``."""
    settings = mapping(lab.document, "bgp.multihop")
    at = settings.value_at("sessions") if isinstance(settings, Map) else lab.document.at("bgp")
    for link in read_list(lab, settings.get("sessions"), "bgp.multihop", at):
        link.data = _as_bgp(link.data)
        link.data["type"] = "tunnel"
        link.phantom = True
        for end in link.ends:
            _speak_from_loopback(lab, link, end)
        lab.add_link(link)
    for link in lab.links:
        if link.phantom and link.kind == "tunnel":
            for end in link.ends:
                end["ifname"] = f"_ebgp_multihop_{link.index}"


def activate_families(lab: Lab) -> None:
    """Let ``bgp.multihop.activate`` decide which families multihop sessions carry."""
    for node in lab.running("bgp"):
        wanted = get(node.data, "bgp.multihop.activate") or get(lab.document, "bgp.multihop.activate")
        for _, entry in entries(node):
            if not isinstance(wanted, dict) or entry["type"] not in {"ebgp", "localas_ibgp"} or "multihop" not in entry:
                continue
            transports = [family for family in FAMILIES if family in entry]
            carried = {name for family in transports for name in names(wanted.get(family))}
            entry["activate"] = {family: family in carried for family in FAMILIES}
            for service in _SERVICES:
                entry[service] = service in carried


def _as_bgp(tree: Tree) -> Tree:
    """Return a tree with its attributes moved below `bgp`, where those of a session belong."""
    bgp = mapping(tree, "bgp")
    bgp |= {key: value for key, value in tree.items() if key not in _OWN and key != "node"}
    return {key: tree[key] for key in ("node", "vrf") if key in tree} | {"bgp": bgp}


def _speak_from_loopback(lab: Lab, link: LabLink, end: Tree) -> None:
    node = lab.nodes[end["node"]]
    fresh = _as_bgp(end)
    end.clear()
    end |= fresh
    if node.loopback is None:
        lab.report.warn(link.at, f"{link.label}: node {node.name!r} has no loopback for a multihop session")
    for family in FAMILIES:
        if node.loopback is not None and family in node.loopback:
            end[family] = node.loopback[family]
    end["bgp"]["multihop"] = 255
    if isinstance(end.get("vrf"), str):
        end["bgp"]["_vrf"] = get(end, "vrf")
