"""What a user may ask of a view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from topodraw.model import Layer

__all__ = ["Labels", "Stubs", "ViewOptions"]

Labels = Literal["none", "interface", "address", "both"]
Stubs = Literal["show", "list", "hide"]


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """Choices common to all views; each view takes those that mean something to it."""

    group_by: tuple[str, ...] | None = None
    """("as",), ("group",), ("none",) or names of groups; None for what the lab file or the view prefers."""
    labels: Labels | None = None
    """What stands at the ends of lines; None for the lab file's wish, else none."""
    node_label: tuple[str, ...] = ("name",)
    """Lines of a box besides its name: device, address, as."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    """Names, globs and class words of nodes and links to keep or drop (netlab's rules)."""
    families: tuple[str, ...] = ()
    """Address families to keep in the BGP view; empty for all."""
    layer: Layer | None = None
    """Keep the sessions between directly connected routers (underlay) or between loopbacks (overlay)."""
    vrf: bool | None = None
    """True: mark VRF sessions (the default); False: leave them out."""
    vlans: bool | None = None
    """Tell VLAN access links and trunks from other links; None for the lab file's wish, else not."""
    all_nodes: bool = False
    """Show the nodes that the view would leave out (those without BGP, without IS-IS)."""
    stubs: Stubs = "show"
    """Links with one end: drawn, listed in a note for each node, or only counted in a note."""
    hosts_join_as: bool = False
    """Draw a host in the frame of the only autonomous system that it is linked to."""
    sessions: bool = False
    """Lay the BGP sessions over the topology view."""
