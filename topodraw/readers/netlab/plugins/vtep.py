"""Plugin mlag.vtep: the two switches of an MLAG pair share a VXLAN tunnel address on an extra loopback."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabLink
from topodraw.readers.netlab.pools import next_prefix
from topodraw.readers.netlab.prefixes import Pool, PoolFamily, parse_prefix
from topodraw.readers.netlab.tree import Tree, get

__all__ = ["add_loopbacks"]

_POOL, _NETWORK = "mlag_vtep", "10.101.101.0/24"


def add_loopbacks(lab: Lab) -> None:
    """Append a loopback link with the shared address for each end of a peer link that runs VXLAN."""
    network = parse_prefix(_NETWORK)
    if _POOL not in lab.pools and network is not None:
        lab.pools[_POOL] = Pool(_POOL, {"ipv4": PoolFamily(network, 32, 1)})
    family = "ipv6" if get(lab.document, "vxlan.use_v6_vtep") else "ipv4"
    for link in [link for link in lab.links if get(link.data, "lag.mlag.peergroup")]:
        address = None
        for name in [end["node"] for end in link.ends]:
            node = lab.nodes[name]
            if "vxlan" not in node.modules or get(node.data, "lag.mlag.vtep") is False:
                continue
            if address is None:
                pool = get(node.data, "loopback.pool") or _POOL
                address = next_prefix(lab, [pool, "vrf_loopback"], link.label, link.at).get(family)
            pair = " - ".join(end["node"] for end in link.ends)
            title = f"MLAG VTEP VXLAN interface shared between {pair}"
            data: Tree = {"type": "loopback", "name": title, "vxlan": {"vtep": True}}
            lab.add_link(LabLink(f"{link.label}.vtep", link.at, data, [{"node": name, family: address}]))
