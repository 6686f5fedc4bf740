"""Virtualization providers: with libvirt, links between providers are LAN bridges, which changes their addresses."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabLink
from topodraw.readers.netlab.tree import get

__all__ = ["bridge_mixed_links", "select"]

_MIXED = ("libvirt", "clab")


def select(lab: Lab) -> None:
    """Choose the primary provider: the only one in use, or libvirt above clab."""
    for node in lab.nodes.values():
        if node.data.get("provider") == lab.provider:
            del node.data["provider"]
    used = list(dict.fromkeys(node.data.get("provider") or lab.provider for node in lab.nodes.values()))
    if len(used) == 1:
        lab.provider = used[0]
        return
    top = next((provider for provider in _MIXED if provider in used), None)
    if top is None or top == lab.provider:
        return
    for node in lab.nodes.values():
        node.data.setdefault("provider", lab.provider)
    lab.provider = top


def bridge_mixed_links(lab: Lab) -> None:
    """Make LAN bridges of the links that libvirt cannot build as point-to-point tunnels."""
    if lab.provider != "libvirt":
        return
    everywhere = bool(get(lab.defaults, "providers.libvirt.p2p_bridge"))
    for link in lab.links:
        kind = link.kind or ""
        if kind in {"tunnel", "loopback"}:
            continue
        shaped = "tc" in link.data or any("tc" in end for end in link.ends)
        if shaped or (everywhere and kind in {"", "p2p"}) or (_is_mixed(lab, link) and "vlan" not in kind):
            link.data["type"] = "lan"
            link.data.setdefault("bridge", f"{lab.name[:10]}_{link.index}")


def _is_mixed(lab: Lab, link: LabLink) -> bool:
    if get(link.data, "libvirt.provider"):
        return True
    return any(lab.provider_of(lab.nodes[end["node"]]) != lab.provider for end in link.ends)
