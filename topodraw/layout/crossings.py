"""What an order of the layers costs: crossings, flat links with something in between, bars spread wide.

Crossings are counted with an accumulator tree (Barth, Juenger, Mutzel 2004).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from topodraw.layout.layered import DOWN, UP, Item, Layered, Net

__all__ = ["Order", "boxes_before", "count_crossings", "crossings", "flat_cost", "line_ends", "order_cost", "spread"]

Order = list[list[Item]]
"""The items of every layer, left to right."""
Places = Mapping[Item, int]
"""Where each item stands in its layer."""


def count_crossings(graph: Layered, order: Order) -> int:
    """Return how often lines between neighbouring layers cross when the layers stand in this order."""
    at = {item: index for layer in order for index, item in enumerate(layer)}
    return sum(crossings([line_ends(net) for net in nets if net.kind == "edge"], at) for nets in graph.nets.values())


def line_ends(net: Net) -> tuple[Item, Item]:
    """Return the upper and the lower end of a line; one that leads up to a bar was begun below."""
    first, second = (port.item for port in net.ports)
    return (first, second) if first.layer < second.layer else (second, first)


def crossings(lines: Iterable[tuple[Item, Item]], at: Places) -> int:
    """Return how often the lines of one channel, given by their upper and lower ends, cross each other."""
    pairs = sorted((at[upper], at[lower]) for upper, lower in lines)
    return _inversions([lower for _, lower in pairs])


def _inversions(values: list[int]) -> int:
    """Return the pairs (i < j) with values[i] > values[j], by a Fenwick tree."""
    if not values:
        return 0
    size = max(values) + 1
    tree = [0] * (size + 1)
    total = 0
    for seen, value in enumerate(values):
        total += seen
        at = value + 1
        while at:
            total -= tree[at]
            at &= at - 1
        at = value + 1
        while at <= size:
            tree[at] += 1
            at += at & -at
    return total


def order_cost(graph: Layered, order: Order) -> int:
    """Weigh crossings, flat links that have something between their ends, and bars spread wide."""
    at = {item: index for layer in order for index, item in enumerate(layer)}
    cost = 4 * count_crossings(graph, order)
    boxes = [boxes_before(layer) for layer in order]
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a = graph.items[edge.a.box]
        cost += flat_cost(boxes[a.layer], at[a], at[graph.items[edge.b.box]])
    for nets in graph.nets.values():
        for net in nets:
            if net.kind == "bar":
                for side in (DOWN, UP):
                    cost += spread([port.item for port in net.ports if port.side == side], at)
    return cost


def boxes_before(layer: list[Item]) -> list[int]:
    """Return how many boxes stand left of each place in a layer, and how many there are."""
    return [0, *accumulate(item.kind == "box" for item in layer)]


def flat_cost(boxes: list[int], a: int, b: int) -> int:
    """Weigh a link between two items of one layer by what stands between them: boxes it must go around, or less.

    `boxes` is what `boxes_before` returns of the layer.
    """
    left, right = (a, b) if a < b else (b, a)
    around = boxes[right] - boxes[left + 1] if left < right else 0
    return 6 + 6 * around if around else 4 * max(0, right - left - 1)


def spread(items: list[Item], at: Places) -> int:
    """Weigh how far the items apart stand that one bar is tapped from on one side."""
    spots = [at[item] for item in items]
    return max(spots) - min(spots) if spots else 0
