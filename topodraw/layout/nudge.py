"""Pass 6b: move a box a few columns where that makes a bent line straight.

Expects placed boxes with final ports. The least sideways way is often reached at many places at once, and the one found
may bend a line by a column that a neighbour's line could spare. Guarantees: every line that was straight still is, all
separations hold, and for every line made straight the others get longer by `SPARED` columns at the most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topodraw.layout.balance import may_shift, touching_arcs
from topodraw.layout.layered import DOWN, UP, Item, Layered, Net
from topodraw.layout.simplex import Arc
from topodraw.layout.spacing import Spacing

__all__ = ["nudge"]

FARTHEST = 8
"""Columns of a bend up to which it is tried to do without it."""
SPARED = 12
"""Columns that the other lines may get longer by, all together: less than two bends are worth."""
ROUNDS = 3


def nudge(graph: Layered, model: Spacing) -> bool:
    """Shift boxes, within the constraints of `model`; return whether any moved."""
    x = model.columns()
    touching = touching_arcs(model.constraints)
    edges = [net for nets in graph.nets.values() for net in nets if net.kind == "edge"]
    moved = False
    for _ in range(ROUNDS):
        bent = sorted((net for net in edges if 0 < abs(_way(net)) <= FARTHEST), key=lambda net: abs(_way(net)))
        if not sum(_nudge_net(net, model, touching, x) for net in bent):
            break
        moved = True
    return moved


def _nudge_net(net: Net, model: Spacing, touching: Mapping[int, list[Arc]], x: list[int]) -> bool:
    """Make a line straight by moving one of its ends, rather the one that less is tied to."""
    way = _way(net)
    first, second = (_tied(port.item) for port in net.ports)
    if not way or net.ports[1].item in first:
        return False
    for block, shift in sorted(((first, way), (second, -way)), key=lambda pair: len(pair[0])):
        variables = [variable for item in block for variable in model.variables(item)]
        if _lengthened(block, shift) <= SPARED and may_shift({*variables}, shift, touching, x):
            for item in block:
                item.x += shift
            for variable in variables:
                x[variable] += shift
            return True
    return False


def _way(net: Net) -> int:
    return net.ports[1].column - net.ports[0].column


def _tied(start: Item) -> dict[Item, None]:
    """Return all that straight lines tie to an item, itself included."""
    tied = {start: None}
    for item in (found := [start]):
        for net, other in _lines(item):
            if net.kind == "edge" and not _way(net) and other not in tied:
                tied[other] = None
                found.append(other)
    return tied


def _lines(item: Item) -> Iterable[tuple[Net, Item]]:
    for side in (DOWN, UP):
        for port in item.ports[side]:
            for end in port.net.ports:
                if end is not port:
                    yield port.net, end.item


def _lengthened(block: dict[Item, None], shift: int) -> int:
    """Return by how many columns the lines between a block and the rest get longer when it moves."""
    longer = 0
    for item in block:
        for side in (DOWN, UP):
            for port in item.ports[side]:
                for end in port.net.ports:
                    if end.item not in block:
                        way = port.column - end.column
                        longer += abs(way + shift) - abs(way)
    return longer
