"""The lab while it is read: one context object that every phase of the pipeline takes and changes.

Working data are plain trees with netlab's own attribute names; the frozen model is built from them at the very end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from topodraw.errors import Location, Report
from topodraw.located import Map
from topodraw.readers.netlab.devices import Devices
from topodraw.readers.netlab.prefixes import Pool
from topodraw.readers.netlab.tree import Tree, get, integer
from topodraw.source import Source, Sources

__all__ = ["FAMILIES", "MAX_LINKS", "MAX_WORK", "Lab", "LabLink", "LabNode"]

FAMILIES = ("ipv4", "ipv6")
MAX_LINKS = 20_000
"""More links than this are refused: a lab of a few bytes may ask for billions."""
MAX_WORK = 500_000
"""The neighbour relations and BGP sessions that a lab may have; both grow with the square of its nodes."""


@dataclass(slots=True, eq=False)
class LabNode:
    """A node being worked on. `data` holds its attributes, `interfaces` grows as links are transformed."""

    name: str
    at: Location
    data: Tree
    id: int = 0
    loopback: Tree | None = None
    interfaces: list[Tree] = field(default_factory=list)
    daemon: bool = False
    indexes: dict[str, set[int]] = field(default_factory=dict)
    """Interface indexes in use, by type of interface."""
    lowest_free: dict[str, int] = field(default_factory=dict)
    sessions: list[Tree] = field(default_factory=list)
    vrf_sessions: dict[str, list[Tree]] = field(default_factory=dict)
    vlans_seen: dict[str, None] = field(default_factory=dict)

    @property
    def modules(self) -> list[str]:
        found = self.data.get("module")
        return found if isinstance(found, list) else []

    @property
    def role(self) -> str | None:
        return self.data.get("role")

    @property
    def device(self) -> str | None:
        return self.data.get("device")

    @property
    def asn(self) -> int | None:
        return integer(get(self.data, "bgp.as"))

    def free_index(self, kind: str, start: int) -> int:
        """Return the lowest index from `start` that no interface of a type has."""
        taken = self.indexes.setdefault(kind, set())
        index = self.lowest_free.get(kind, start)
        while index in taken:
            index += 1
        self.lowest_free[kind] = index
        return index

    def mapping(self, key: str) -> Tree:
        """Return an attribute that is a mapping, made when it is missing or something else."""
        found = self.data.get(key)
        if not isinstance(found, dict):
            found = self.data[key] = {}
        return found


@dataclass(slots=True, eq=False)
class LabLink:
    """A link being worked on: its own attributes, and its ends in the order of the file, each a tree with `node`."""

    label: str
    at: Location
    data: Tree
    ends: list[Tree]
    index: int = 0
    parent: int | None = None
    """Index of the trunk a VLAN member link belongs to; 0 for a VLAN that has no interface on the node."""
    vlan_name: str | None = None
    phantom: bool = False
    """Removed before anything is drawn: virtual LAG links, multihop sessions."""
    routers: int = 0
    hosts: int = 0

    @property
    def kind(self) -> str | None:
        return self.data.get("type")


@dataclass(slots=True, eq=False)
class Lab:
    """Everything known of the lab."""

    source: Source
    sources: Sources
    document: Map
    defaults: Tree
    report: Report
    devices: Devices
    name: str = ""
    provider: str = ""
    modules: list[str] = field(default_factory=list)
    plugins: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """The plugins that are code of the lab's own, or unknown."""
    foreign_advice: str = ""
    """What can be done about them, or why nothing could."""
    nodes: dict[str, LabNode] = field(default_factory=dict)
    links: list[LabLink] = field(default_factory=list)
    groups: dict[str, Tree] = field(default_factory=dict)
    own_groups: list[str] = field(default_factory=list)
    """The groups that the lab's author wrote, in order; others are generated."""
    pools: dict[str, Pool] = field(default_factory=dict)
    prefixes: dict[str, Tree] = field(default_factory=dict)
    vlans: dict[str, Tree] = field(default_factory=dict)
    vrfs: dict[str, Tree] = field(default_factory=dict)
    vlan_members: dict[str, list[Tree]] = field(default_factory=dict)
    """VLAN-wide neighbour lists of the global VLANs."""
    as_names: dict[int, str] = field(default_factory=dict)
    work: int = 0

    def setting(self, path: str, default: Any = None) -> Any:
        """Return a value of the topology, else of the defaults."""
        found = get(self.document, path)
        if found is None:
            found = get(self.defaults, path)
        return default if found is None else found

    def spend(self, work: int, at: Location) -> None:
        """Count relations between nodes; raises SourceError when a lab has more than anybody could draw."""
        self.work += work
        if self.work > MAX_WORK:
            self.report.error(at, f"the lab has more than {MAX_WORK:,} relations between its nodes")
            self.report.check()

    def add_link(self, link: LabLink) -> LabLink:
        """Append a link with the index after the last one's; raises SourceError when there are too many."""
        link.index = self.next_index()
        self.links.append(link)
        if len(self.links) > MAX_LINKS:
            self.report.error(link.at, f"the lab has more than {MAX_LINKS:,} links")
            self.report.check()
        return link

    def next_index(self) -> int:
        return self.links[-1].index + 1 if self.links else self.first_index()

    def first_index(self) -> int:
        return integer(self.defaults.get("link_index")) or 1

    def provider_of(self, node: LabNode) -> str:
        own = node.data.get("provider")
        return own if isinstance(own, str) else self.provider

    def device_attribute(self, node: LabNode, path: str, default: Any = None) -> Any:
        return self.devices.attribute(node.device, self.provider_of(node), path, default)

    def running(self, module: str) -> Iterator[LabNode]:
        """Return the nodes that run a module, in order."""
        return (node for node in self.nodes.values() if module in node.modules)
