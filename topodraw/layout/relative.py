"""Pass 5a: the columns in which boxes are wanted whose author gave them positions.

Expects ordered, sized layers. Guarantees: wanted columns keep the order of the places across, and what is level there
has one column; neighbours in a tier are about as far apart as they need to be, and no gap is so wide that the picture
is mostly blank. A scale is chosen by which three neighbours of four have the room they need; for the others the
separations of `place` win in any case. Where columns are scarce nothing is wanted.
"""

from __future__ import annotations

from itertools import pairwise

from topodraw.layout.layered import DOWN, UP, Item, Layered
from topodraw.layout.spacing import Spacing, gap_between

__all__ = ["hold_columns", "want_columns", "wanted_columns"]

WIDEST = 3
"""Times the room that neighbours need, that the gap between two columns has at the most."""
TOLERANCE = {True: 2, False: 1}
"""Columns (rows, in a drawing to the right) that a box may be off for nothing: lines run straight rather."""
WEIGHT = 24
"""Weight of a box's way from its column for itself and for each of its lines, more than these have for bending."""
BLANK = 2
"""Blank columns between boxes one of which stands aside of the other in another tier."""


def wanted_columns(graph: Layered) -> dict[Item, int]:
    """Return the column for the middle of each box that has a place, the least 0."""
    across = {graph.items[box.id]: box.across for box in graph.diagram.boxes if box.across is not None}
    if graph.tight or not across:
        return {}
    needs = _needs(graph, across)
    least = 2 * TOLERANCE[graph.metric.down] + 1  # else two that are off might change sides
    apart = dict.fromkeys(sorted(across.values()))
    columns = dict.fromkeys(apart, 0)
    if needs:
        room, way = sorted(needs, key=lambda need: (need[0] << 128) // need[1])[3 * len(needs) // 4]
        widest = WIDEST * sorted(need[0] for need in needs)[len(needs) // 2]
    else:
        room = widest = sorted(item.width for item in across)[len(across) // 2] // 2 + BLANK + least
        way = 1
    for before, place in pairwise(apart):
        columns[place] = columns[before] + max(least, min((place - before) * room // way, widest))
    return {item: columns[place] for item, place in across.items()}


def want_columns(model: Spacing) -> None:
    """Charge how far each box stands from its column."""
    off = TOLERANCE[model.graph.metric.down]
    for item, column in model.graph.wanted.items():
        lines = sum(len(item.ports[side]) for side in (DOWN, UP))
        wanted, middle = model.origin.moved(column), model.left(item).moved(item.width // 2)
        model.attract_beyond(wanted, middle, off, WEIGHT * (1 + lines))
        model.attract_beyond(middle, wanted, off, WEIGHT * (1 + lines))


def hold_columns(model: Spacing) -> None:
    """Keep each box about its column, no farther from it than it is placed now."""
    off = TOLERANCE[model.graph.metric.down]
    for item, column in model.graph.wanted.items():
        wanted, middle = model.origin.moved(column), model.left(item).moved(item.width // 2)
        way = item.x + item.width // 2 - model.graph.origin - column
        model.keep(wanted, middle, min(way, -off))
        model.keep(middle, wanted, min(-way, -off))


def _needs(graph: Layered, across: dict[Item, int]) -> list[tuple[int, int]]:
    """Return what neighbours in a tier need between their middles, and how far apart they are wanted."""
    needs: list[tuple[int, int]] = []
    for layer in graph.layers:
        edges = [0]  # where each item begins when all stand as close as they may
        for left, item in pairwise(layer):
            edges.append(edges[-1] + left.width + gap_between(left, item, graph.metric))
        placed = [(item, edge + item.width // 2) for item, edge in zip(layer, edges, strict=False) if item in across]
        for (left, start), (item, end) in pairwise(placed):
            if across[item] > across[left]:
                needs.append((end - start, across[item] - across[left]))
    return needs
