"""Plugin bgp.domain: no IBGP sessions between nodes of different domains."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabNode
from topodraw.readers.netlab.tree import get

__all__ = ["prune"]


def prune(lab: Lab) -> None:
    """Remove the IBGP entries that lead out of a node's domain."""
    for node in lab.nodes.values():
        node.sessions = [
            entry
            for entry in node.sessions
            if entry["type"] != "ibgp" or _domain(lab.nodes[entry["name"]]) == _domain(node)
        ]


def _domain(node: LabNode) -> str:
    return str(get(node.data, "bgp.domain") or "default")
