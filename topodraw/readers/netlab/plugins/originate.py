"""Plugin bgp.originate: devices that cannot originate prefixes otherwise get a loopback link for each."""

from __future__ import annotations

from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink
from topodraw.readers.netlab.tree import Tree, as_list, get

__all__ = ["add_loopbacks"]


def add_loopbacks(lab: Lab) -> None:
    """Append a loopback link for each prefix that an old device originates."""
    for node in lab.running("bgp"):
        if lab.device_attribute(node, "old_originate") is not True:
            continue
        for number, entry in enumerate(as_list(get(node.data, "bgp.originate")), 1):
            prefixes = {"ipv4": entry} if isinstance(entry, str) else entry if isinstance(entry, dict) else {}
            prefix = {family: prefixes[family] for family in FAMILIES if family in prefixes}
            end: Tree = {"node": node.name, **dict.fromkeys(prefix, 1)}
            label = f"bgp.originate.{node.name}[{number}]"
            data: Tree = {"type": "loopback", "name": f"BGP originate #{number}", "prefix": prefix}
            lab.add_link(LabLink(label, node.at, data, [end]))
