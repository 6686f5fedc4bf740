"""First-hop gateways: they take an address of the link, and now and then those of the routers."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabLink
from topodraw.readers.netlab.tree import Tree, fill, get

__all__ = ["prepare", "release_gateway", "without_unicast"]


def prepare(lab: Lab) -> None:
    """Complete the gateway of every link that has one and runs the gateway module somewhere."""
    for link in lab.links:
        if not any("gateway" in lab.nodes[end["node"]].modules for end in link.ends):
            continue
        wanted = [end for end in link.ends if end.get("gateway") not in (None, False)]
        if wanted and "gateway" not in link.data:
            _limit_to(lab, link)
        if link.data.get("gateway") is False:
            for tree in (link.data, *link.ends):
                tree.pop("gateway", None)
        elif "gateway" in link.data:
            own = link.data["gateway"]
            gateway: Tree = dict(own) if isinstance(own, dict) else {}
            for level in (lab.document.get("gateway"), lab.defaults.get("gateway")):
                fill(gateway, level if isinstance(level, dict) else {})
            link.data["gateway"] = gateway


def _limit_to(lab: Lab, link: LabLink) -> None:
    """Turn the gateway of some interfaces into one of the link, and off for the other interfaces."""
    link.data["gateway"] = True
    for end in link.ends:
        if "gateway" in lab.nodes[end["node"]].modules:
            if "gateway" not in end:
                end["gateway"] = False
            elif end["gateway"] is True:
                del end["gateway"]


def release_gateway(lab: Lab, link: LabLink) -> None:
    """Let the interfaces of gateway routers know the gateway of their link."""
    gateway = link.data.get("gateway")
    if not isinstance(gateway, dict):
        return
    for end in link.ends:
        node = lab.nodes[end["node"]]
        if "gateway" in node.modules and end.get("gateway") is not False:
            for interface in reversed(node.interfaces):
                if interface.get("link") != link.index:
                    break
                interface["gateway"] = gateway


def without_unicast(lab: Lab) -> None:
    """Take the IPv4 address from interfaces with an anycast gateway that want no address of their own."""
    for node in lab.running("gateway"):
        for interface in node.interfaces:
            if get(interface, "gateway.anycast.unicast") is False and get(interface, "gateway.protocol") == "anycast":
                interface.pop("ipv4", None)
