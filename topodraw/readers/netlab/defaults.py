"""Defaults: what holds where a topology says nothing, from netlab itself and from the files a topology names.

Lowest to highest (netlab docs, "Topology defaults"): built-in values, ``topology-defaults.yml`` beside the topology,
``defaults.sources.extra`` (the first file named is the highest), the environment where allowed, the topology's own
``defaults``. Files in the home directory and /etc are never read: a drawing must not depend on the machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from topodraw.errors import Problem, SourceError
from topodraw.located import Map, parse
from topodraw.readers.netlab.document import expanded, is_file, read_document, spread
from topodraw.readers.netlab.tree import Tree, as_list, clone, mapping, merged, put
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["BUILT_IN", "NOT_PROPAGATED", "apply_settings", "gather"]

BUILT_IN: Tree = {
    "provider": "libvirt",
    "addressing": {
        "loopback": {"ipv4": "10.0.0.0/24", "prefix": 32},
        "router_id": {"ipv4": "10.0.0.0/24", "prefix": 32},
        "lan": {"ipv4": "172.16.0.0/16"},
        "p2p": {"ipv4": "10.1.0.0/16"},
        "mgmt": {"ipv4": "192.168.121.0/24", "prefix": 24, "start": 100},
        "l2only": None,
        "vrf_loopback": {"ipv4": "10.2.0.0/24", "prefix": 32},
    },
    "bgp": {"ebgp_role": "external"},
    "evpn": {"session": ["ibgp"]},
    "gateway": {"id": -2, "protocol": "anycast"},
    "isis": {"area": "49.0001", "type": "level-2"},
    "lag": {"start_lag_id": 1},
    "mpls": {"ldp": True},
    "ospf": {"area": "0.0.0.0"},
    "vlan": {"mode": "irb", "start_vlan_id": 1000},
    "vrf": {"as": 65000},
    "vxlan": {"domain": "global", "start_vni": 100000},
    "const": {"MAX_NODE_ID": 150},
}
"""The part of netlab 26.10's own defaults that a drawing can see."""

NOT_PROPAGATED: dict[str, tuple[str, ...]] = {
    "bgp": ("ebgp_role", "advertise_roles", "rr_list", "as_list", "confederation", "multihop"),
    "evpn": ("start_transit_vni", "transport", "vlan_bundle_service", "as", "vlans", "vrfs"),
    "gateway": ("id", "protocol"),
    "lag": ("start_lag_id",),
    "vlan": ("start_vlan_id", "mode"),
    "vxlan": ("use_v6_vtep", "start_vni"),
}
"""Module attributes that stay with the topology and are not copied to its nodes."""


def apply_settings(document: Map, options: ReadOptions) -> None:
    """Set the ``--set`` keys in the topology itself, as netlab's ``-s`` does. Raises SourceError for bad values."""
    for key, text in options.settings:
        source = Source(f"--set {key}", text)
        value = parse(source)
        if not all(key.split(".")):
            raise SourceError(Problem(source.at(), "the key must be names joined by dots"))
        if isinstance(value, Map):
            value = expanded(value, source, Sources())
        _clear_way(document, key)
        spread(document, key, value, source.at(), source.at())


def _clear_way(tree: Map, key: str) -> None:
    """Make room for a setting: a scalar, list or null on its path gives way."""
    *steps, last = key.split(".")
    for step in steps:
        below = tree.get(step)
        if not isinstance(below, Map):
            tree.pop(step, None)
            return
        tree = below
    tree.pop(last, None)


def gather(document: Map, source: Source, sources: Sources, options: ReadOptions) -> Tree:
    """Return all defaults merged. The topology's own ``defaults`` must be a mapping (checked by the caller)."""
    own: Any = document.get("defaults")
    result: Tree = clone(BUILT_IN)
    for path in reversed(_paths(own, source.folder)):
        sources.stamps.note(path)
        if is_file(path):
            result = merged(result, read_document(sources.read(path), sources))
    if isinstance(own, dict):
        result = merged(result, own)
    for key, value in sorted((options.env or {}).items()):
        if key.lower().startswith("netlab_"):
            name = key.lower().removeprefix("netlab_").replace("_", ".").replace("..", "_")
            put(result, name, parse(Source(key, value)))
    return result


def _paths(own: Any, folder: Path) -> list[Path]:
    """Return the defaults files of a topology, highest precedence first."""
    wanted = mapping(own, "sources")
    names = as_list(wanted.get("list"))
    if not names:
        names = as_list(wanted.get("extra")) + (as_list(wanted.get("user")) or ["topology-defaults.yml"])
    return [folder / name for name in names if isinstance(name, str) and not name.startswith(("package:", "~"))]
