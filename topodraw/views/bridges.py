"""containerlab's bridge nodes as bars: a bridge is a LAN segment that the lab file happens to list as a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from topodraw.diagram import Bar
from topodraw.model import Endpoint, Link, Node, Topology
from topodraw.views.ends import EndMaker
from topodraw.views.ids import unique_id
from topodraw.views.segments import Numbered, is_edge

__all__ = ["BRIDGE_DEVICES", "bridge_bars", "bridges_to_draw", "on_bridge"]

BRIDGE_DEVICES = frozenset({"bridge", "ovs-bridge"})


class _Use(NamedTuple):
    links: int
    neighbours: tuple[str, ...]


def bridges_to_draw(topology: Topology) -> Mapping[str, Node]:
    """Return the bridge nodes that become bars, by name.

    A bar's taps end at boxes, so a bridge stays a box where a bar could not say the same: without links, with a link
    that is a bar itself, or beside a bridge that is already a bar (the busier of the two is, else the earlier one).
    """
    bridges = {node.name: node for node in topology.nodes if (node.device or "").lower() in BRIDGE_DEVICES}
    uses = _uses(topology, bridges) if bridges else {}
    chosen: dict[str, Node] = {}
    for name in sorted(uses, key=lambda name: -uses[name].links):
        if not any(neighbour in chosen for neighbour in uses[name].neighbours):
            chosen[name] = bridges[name]
    return {name: node for name, node in bridges.items() if name in chosen}


def _uses(topology: Topology, bridges: Mapping[str, Node]) -> dict[str, _Use]:
    """Return how the bridges are linked, those without links or with others than cables left out."""
    counts = dict.fromkeys(bridges, 0)
    neighbours: dict[str, list[str]] = {name: [] for name in bridges}
    for link in topology.links:
        names = [end.node for end in link.endpoints]
        cable = is_edge(link) and names[0] != names[1]
        for name in names:
            if name in bridges:
                counts[name] += 1
                neighbours[name] += [other for other in names if other != name] if cable else [name]
    # A bridge among its own neighbours has a link that no tap can show.
    return {
        name: _Use(count, tuple(neighbours[name]))
        for name, count in counts.items()
        if count and name not in neighbours[name]
    }


def on_bridge(link: Link, bridges: Mapping[str, Node]) -> bool:
    """Tell whether a link is a tap of one of these bridges."""
    return any(end.node in bridges for end in link.endpoints)


def bridge_bars(
    bridges: Mapping[str, Node], links: Iterable[Numbered], make_end: EndMaker, taken: set[str]
) -> tuple[Bar, ...]:
    """Return the bars of some bridges, a tap for each link."""
    taps: dict[str, list[Endpoint]] = {name: [] for name in bridges}
    for _, link in links:
        for end, other in zip(link.endpoints, reversed(link.endpoints), strict=True):
            if end.node in bridges:
                taps[end.node].append(other)
    return tuple(
        Bar(
            id=unique_id(name, taken),
            name=name,
            taps=tuple(make_end(end) for end in taps[name]),
            kind="bridge",
            tooltip=node.device,
            hints=node.hints,
        )
        for name, node in bridges.items()
    )
