"""Hosts inside the frame of the autonomous system that serves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from topodraw.model import Topology
from topodraw.views.frames import autonomous_systems

__all__ = ["hosts_in_systems"]

_HOSTS = ("host", "server")
_PASSED = ("bridge",)
"""Roles of nodes that are no neighbours themselves: what is behind them is."""


def hosts_in_systems(topology: Topology) -> Topology:
    """Return the topology with each host that has no AS of its own in the group of the one AS that it is linked to.

    A host between two autonomous systems stays outside of both.
    """
    groups = autonomous_systems(topology)
    home = {member: group.name for group in groups for member in group.members}
    beside = _neighbours(topology)
    joining: dict[str, list[str]] = {}
    for node in topology.nodes:
        if node.role in _HOSTS and not node.pseudo and node.asn is None and node.name not in home:
            systems = dict.fromkeys(home[other] for other in beside.get(node.name, ()) if other in home)
            if len(systems) == 1:
                joining.setdefault(next(iter(systems)), []).append(node.name)
    if not joining:
        return topology
    grown = tuple(replace(group, members=(*group.members, *joining.get(group.name, ()))) for group in groups)
    others = tuple(group for group in topology.groups if group.kind != "as")
    return replace(topology, groups=(*others, *grown))


def _neighbours(topology: Topology) -> Mapping[str, dict[str, None]]:
    """Return what each node is linked to, bridges looked through."""
    bridges = {node.name for node in topology.nodes if node.role in _PASSED}
    direct: dict[str, dict[str, None]] = {}
    for link in topology.links:
        for end in link.endpoints:
            far = (other.node for other in link.endpoints if other.node != end.node)
            direct.setdefault(end.node, {}).update(dict.fromkeys(far))
    found: dict[str, dict[str, None]] = {}
    for node, others in direct.items():
        seen: dict[str, None] = {}
        waiting = list(others)
        for name in waiting:  # grows while it is walked
            if name not in seen and name != node:
                seen[name] = None
                waiting += direct.get(name, ()) if name in bridges else ()
        found[node] = {name: None for name in seen if name not in bridges}
    return found
