"""The legend: what the lines of a diagram mean, as far as they are not plain links."""

from __future__ import annotations

from collections.abc import Iterable

from topodraw.diagram import Edge, Legend

__all__ = ["LEGEND", "make_legend"]

LEGEND: dict[str, str] = {
    "ebgp": "EBGP session",
    "ibgp": "IBGP session",
    "localas_ibgp": "IBGP session with a local AS",
    "confed_ebgp": "EBGP session inside a confederation",
    "adjacency": "EBGP adjacency",
    "level-1": "IS-IS level 1 circuit",
    "level-2": "IS-IS level 2 circuit",
    "level-1-2": "IS-IS level 1 and 2 circuit",
    "vlan_access": "VLAN access link",
    "vlan_trunk": "VLAN trunk",
    "tunnel": "tunnel",
    "arrow": "to a route-reflector client",
    "vrf": "VRF session",
    "one_sided": "session that only one side lists",
}
"""Kind -> meaning, in the order of the legend: the kinds of edges, then the marks that any of them may carry."""

_SESSIONS = ("ebgp", "ibgp", "localas_ibgp", "confed_ebgp")
_DIRECTION = "where the link leads"
"""Meaning of an arrowhead where no session has one."""


def make_legend(edges: Iterable[Edge]) -> tuple[Legend, ...]:
    """Return an entry for every kind and mark that some edge has."""
    used: set[str] = set()
    pointed: set[bool] = set()
    for edge in edges:
        used.add(edge.kind)
        used.update(mark for mark, present in _marks(edge) if present)
        if edge.a.arrow or edge.b.arrow:
            pointed.add(edge.kind in _SESSIONS)
    texts = LEGEND if True in pointed else LEGEND | {"arrow": _DIRECTION}
    return tuple(Legend(kind, text) for kind, text in texts.items() if kind in used)


def _marks(edge: Edge) -> tuple[tuple[str, bool], ...]:
    return ("arrow", edge.a.arrow or edge.b.arrow), ("vrf", edge.vrf is not None), ("one_sided", edge.one_sided)
