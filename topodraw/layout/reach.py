"""Pass 4d: boxes reach over what hangs on them alone, so that the lines between run straight.

Expects sized boxes with room beside them, and the order of the layers. Guarantees: a box whose lines of one side all
end at boxes side by side, each with no other line on that side, is wide enough for all of them to run straight to the
middle of those boxes, where that is at most `GROWTH` times the width it needs by itself; ports are spread anew. What a
box reached for in vain, because frames or others keep it from there, `give_back` takes from it once all are placed.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from topodraw.layout.layered import DOWN, UP, Item, Layered, Port, Side
from topodraw.layout.ports import spread
from topodraw.layout.spacing import gap_between
from topodraw.layout.straighten import is_straight

__all__ = ["give_back", "reach_over"]

GROWTH = 3
"""Times its own width, and some columns more, that a box may become."""


def reach_over(graph: Layered) -> dict[Item, int]:
    """Widen boxes; return the widths that the wider ones had."""
    metric = graph.metric
    natural = {item: item.width for item in graph.items.values()}
    for side in (DOWN, UP):  # what hangs on a box may itself reach over something: that comes first
        for layer in graph.layers[::-1] if side == DOWN else graph.layers:
            for item in layer:
                needed = _reach(graph, item, side) if item.kind == "box" else 0
                if item.width < needed <= GROWTH * natural[item] + metric.edge:
                    item.width = needed
                    for each in (DOWN, UP):
                        spread(item, each)
    return {item: width for item, width in natural.items() if item.width > width}


def give_back(graph: Layered, widths: Mapping[Item, int]) -> bool:
    """Give the boxes their old widths of which no side has two straight lines.

    Returns whether there are any. Then all ports are where they were before boxes were placed.
    """
    vain = [item for item in widths if not any(_spans(ports) for ports in item.ports.values())]
    for item in vain:
        item.width = widths[item]
    for item in graph.items.values() if vain else ():
        for side, ports in item.ports.items():
            for port in ports:
                port.floor = 0
            spread(item, side)
    return bool(vain)


def _spans(ports: list[Port]) -> bool:
    return sum(map(is_straight, ports)) > 1


def _reach(graph: Layered, item: Item, side: Side) -> int:
    """Return the width that lets the lines of a side run straight, 0 where they cannot."""
    ports = item.ports[side]
    ends = [end for port in ports if port.net.kind == "edge" for end in port.net.ports if end is not port]
    if len(ends) != len(ports):
        return 0
    inside = [end for end in ends if not _goes_around(graph, item, end.item)]
    if len(inside) < 2:
        return 0
    one = inside[0].item
    if all(end.item is one for end in inside):
        distance = inside[-1].offset - inside[0].offset
    elif all(len(end.item.ports[end.side]) == 1 for end in inside):
        hanging = graph.layers[one.layer][one.index : inside[-1].item.index + 1]
        if hanging != [end.item for end in inside]:
            return 0
        apart = sum(left.width + gap_between(left, right, graph.metric) for left, right in pairwise(hanging))
        distance = apart - inside[0].offset + inside[-1].offset
    else:
        return 0
    return distance + 2 * item.edge + 1 + graph.metric.spread * (len(ends) - len(inside))


def _goes_around(graph: Layered, item: Item, other: Item) -> bool:
    """Tell whether a frame around an item stands beside the other one, so that a wider item pushes that away."""
    beside = (graph.frames[id] for id in item.path if id not in other.path)
    return any(node.top <= other.layer <= node.bottom for node in beside)
