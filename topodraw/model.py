"""Topology: what a lab is. Nodes, links, BGP sessions, groups and layout hints; nothing about pictures.

Every reader produces it, every view consumes it. All parts are frozen dataclasses in a stable order (that of the
file), so two topologies can be compared, printed and hashed by content through their JSON form
(`topodraw.model_json`) and exchanged with networkx (`topodraw.graphs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from topodraw.display import show_as_svg, show_at_prompt
from topodraw.errors import Problem

if TYPE_CHECKING:
    from topodraw.drawing import Drawing

__all__ = [
    "Address",
    "Endpoint",
    "Group",
    "Hints",
    "Layer",
    "Link",
    "Node",
    "Preferences",
    "Session",
    "SessionKind",
    "Topology",
]

Address = str | Literal[True] | None
"""An address with its length, True for an unnumbered interface, None for none."""

SessionKind = Literal["ebgp", "ibgp", "localas_ibgp", "confed_ebgp"]

Layer = Literal["underlay", "overlay"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the lab's author said about the picture."""

    rank: int | None = None
    """Tier wanted, smaller is higher (netlab `graph.rank`, containerlab `graph-level`)."""
    order: int | None = None
    """Place wanted among siblings, smaller is earlier (netlab `graph.linkorder`)."""
    hide: bool = False
    segment: bool = False
    """Draw a two-ended link as a LAN segment (netlab `graph.type: lan`)."""
    x: int | None = None
    y: int | None = None
    """Place wanted, in pixels, y downwards (containerlab `graph-posX`, `graph-posY`)."""
    icon: str | None = None
    url: str | None = None
    color: str | None = None
    fill: str | None = None
    width: str | None = None
    classes: tuple[str, ...] = ()
    """Words for --include and --exclude (netlab `graph.class`)."""
    raw: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attributes for one engine, passed on as they are: {"dot": {"shape": "oval"}, "d2": {"style.opacity": "0.4"}}."""


@dataclass(frozen=True, slots=True)
class Node:
    """A device, host, bridge, or (pseudo) a thing the file implies but does not declare."""

    name: str
    device: str | None = None
    role: str | None = None
    """router, switch, host, bridge, firewall, server, controller, cloud...; None when unknown."""
    asn: int | None = None
    route_reflector: bool = False
    loopback: str | None = None
    isis_area: str | None = None
    tier: int | None = None
    """The tier drawn, 0 at the top; filled by `topodraw.layout.tiers`, or given by a JSON input."""
    pseudo: bool = False
    bgp: bool = False
    """Runs BGP (has an AS and a neighbour table)."""
    modules: tuple[str, ...] = ()
    title: str | None = None
    """A text to show instead of the name, where the file gives one."""
    unmanaged: bool = False
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of a link: an interface of a node."""

    node: str
    interface: str | None = None
    ipv4: Address = None
    ipv6: Address = None
    vrf: str | None = None
    isis: str | None = None
    """level-1, level-2, level-1-2, or passive; None when the interface does not run IS-IS."""
    vlan: str | None = None
    """access or trunk, where the interface carries VLANs."""
    bgp_role: str | None = None
    """This end's own role toward the others (RFC 9234): provider, customer, peer, rs-server, rs-client."""
    order: int | None = None

    @property
    def address(self) -> Address:
        """Return the IPv4 address, else the IPv6 address."""
        return self.ipv4 or self.ipv6


@dataclass(frozen=True, slots=True)
class Link:
    """A link between any number of endpoints: two for a cable, more for a segment, one for a stub."""

    endpoints: tuple[Endpoint, ...]
    kind: str = "p2p"
    """netlab: p2p, lan, stub, loopback, tunnel...; containerlab: veth, host, mgmt-net, macvlan, vxlan, dummy..."""
    name: str | None = None
    prefix: Mapping[str, str] | None = None
    """{"ipv4": "10.1.0.0/30", "ipv6": "2001:db8::/64"}"""
    bridge: str | None = None
    role: str | None = None
    directed: bool = False
    """Leads from its first end to its second only (an edge of a networkx DiGraph)."""
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Session:
    """One BGP session, an unordered pair of nodes. Parallel sessions are separate objects."""

    a: str
    b: str
    kind: SessionKind
    vrf: str | None = None
    families: tuple[str, ...] = ()
    """ipv4, ipv6, vpnv4, vpnv6, evpn, 6pe, ipv4_label, ipv6_label; seldom ipv4_multicast, ipv6_multicast"""
    rr_client: str | None = None
    one_sided: bool = False
    link: int | None = None
    """Index into Topology.links of the link it runs over, when it runs over exactly one."""
    role_a: str | None = None
    role_b: str | None = None
    """What each end is toward the other (RFC 9234), as `Endpoint.bgp_role`; for sessions that run over no one link."""
    layer: Layer | None = None
    """underlay: between addresses of one link or segment; overlay: between loopbacks, over whatever routing finds."""


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of nodes. `parent` names the group that encloses it."""

    name: str
    kind: str
    """as, group, area, site, cluster"""
    title: str
    members: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the lab file asks of its pictures as a whole (netlab `defaults.outputs.graph`, `.d2`)."""

    group_by: tuple[str, ...] | None = None
    """("as",), ("none",), or names of groups; None when the file does not say."""
    interface_labels: bool | None = None
    node_addresses: bool | None = None
    route_reflectors: bool | None = None
    vlans: bool | None = None
    vrfs: bool | None = None
    families: tuple[str, ...] = ()
    """Address families to keep in the BGP view; empty for all."""
    all_nodes: tuple[str, ...] = ()
    """Views ("bgp", "isis") that are to show the nodes they would leave out."""
    styles: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """engine ("dot", "d2") -> style object (netlab's names: node, edge, as, ibgp, vlan_trunk...) -> attributes"""


@dataclass(frozen=True, slots=True, repr=False)
class Topology:
    """A lab. Nodes, links, sessions and groups stand in the order of the file."""

    name: str
    kind: str = "topodraw"
    """The kind of input: netlab, netlab-snapshot, containerlab, topodraw, networkx."""
    file: str | None = None
    title: str | None = None
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    sessions: tuple[Session, ...] = ()
    groups: tuple[Group, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    warnings: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    """Every file that was read, the topology file first."""

    def node(self, name: str) -> Node:
        """Return a node by name; raises KeyError when there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(name)

    def draw(self, view: str = "topology", format: str | None = None, **options: Any) -> Drawing:
        """Draw the topology, as `topodraw.draw` does; with no format, as text that a notebook shows as SVG."""
        import topodraw

        return topodraw.draw(self, format, view=view, **options)

    def __repr__(self) -> str:
        parts = ("nodes", "links", "sessions")
        return f"<Topology {self.name!r}: {', '.join(f'{len(getattr(self, part))} {part}' for part in parts)}>"

    _repr_svg_ = show_as_svg
    _repr_pretty_ = show_at_prompt
