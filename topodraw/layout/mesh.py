"""Pass 0b: complete bipartite meshes as one bar.

Expects a diagram with tiers. Guarantees: where every box of one set is linked once to every box of another set one tier
or more below, by plain links without labels, those links may be replaced by one bar named ``full mesh p×q`` that is
tapped from above by the one set and from below by the other (edge concentration, Newbery 1989). `auto` does it above
16 links.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from topodraw.diagram import Bar, Diagram, Edge, Tap

__all__ = ["FULL_MESH", "bundle_meshes"]

AUTO_ABOVE = 16
FULL_MESH = "full mesh"
"""How the name of a mesh begins, and that of nothing else."""


def bundle_meshes(
    diagram: Diagram, bundle: Literal["auto", "always", "never"]
) -> tuple[Diagram, dict[str, tuple[int, ...]]]:
    """Return the diagram with meshes as bars, and for each such bar the indexes of the edges it stands for."""
    if bundle == "never":
        return diagram, {}
    tiers = {box.id: box.tier or 0 for box in diagram.boxes}
    meshes: dict[str, tuple[int, ...]] = {}
    bars: list[Bar] = []
    bundled: set[int] = set()
    for uppers, lowers, edges in _bicliques(diagram, tiers):
        if len(uppers) < 2 or len(lowers) < 2 or (bundle == "auto" and len(edges) <= AUTO_ABOVE):
            continue
        id = f"mesh {uppers[0]} {lowers[0]} {diagram.edges[edges[0]].kind}"
        taps = tuple(Tap(box) for box in (*uppers, *lowers))
        kind = diagram.edges[edges[0]].kind
        bars.append(Bar(id, f"{FULL_MESH} {len(uppers)}×{len(lowers)}", taps, "mesh" if kind == "link" else kind))
        meshes[id] = tuple(edges)
        bundled.update(edges)
    if not meshes:
        return diagram, {}
    kept = tuple(edge for index, edge in enumerate(diagram.edges) if index not in bundled)
    return replace(diagram, edges=kept, bars=(*diagram.bars, *bars)), meshes


def _bicliques(diagram: Diagram, tiers: dict[str, int]) -> list[tuple[list[str], list[str], list[int]]]:
    """Return sets of upper boxes, lower boxes and edges: all lowers have exactly the same uppers."""
    above: dict[str, dict[str, list[int]]] = {}
    for index, edge in enumerate(diagram.edges):
        if not _is_plain(edge) or tiers[edge.a.box] == tiers[edge.b.box]:
            continue
        upper, lower = sorted((edge.a.box, edge.b.box), key=lambda box: tiers[box])
        above.setdefault(lower, {}).setdefault(upper, []).append(index)
    groups: dict[tuple[frozenset[str], int], list[str]] = {}
    for lower, uppers in above.items():
        by_tier: dict[int, list[str]] = {}
        for upper in uppers:
            if len(uppers[upper]) == 1:
                by_tier.setdefault(tiers[upper], []).append(upper)
        for boxes in by_tier.values():
            groups.setdefault((frozenset(boxes), tiers[lower]), []).append(lower)
    place = {box.id: at for at, box in enumerate(diagram.boxes)}
    return [
        (
            sorted(uppers, key=place.__getitem__),
            lowers,
            [above[lower][upper][0] for lower in lowers for upper in sorted(uppers, key=place.__getitem__)],
        )
        for (uppers, _), lowers in groups.items()
    ]


def _is_plain(edge: Edge) -> bool:
    """Tell whether nothing would be lost when the edge is drawn as part of a mesh."""
    labels = edge.a.labels or edge.b.labels or edge.label or edge.vrf
    return not (labels or edge.one_sided or edge.a.arrow or edge.b.arrow) and edge.kind == "link"
