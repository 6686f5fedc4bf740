"""What an order of the layers costs: crossings, flat links with something in between, bars spread wide.

Crossings are counted with an accumulator tree (Barth, Juenger, Mutzel 2004).
"""

from __future__ import annotations

from topodraw.layout.layered import DOWN, UP, Item, Layered

__all__ = ["Order", "count_crossings", "order_cost"]

Order = list[list[Item]]
"""The items of every layer, left to right."""


def count_crossings(graph: Layered, order: Order) -> int:
    """Return how often lines between neighbouring layers cross when the layers stand in this order."""
    at = {item: index for layer in order for index, item in enumerate(layer)}
    total = 0
    for nets in graph.nets.values():
        pairs = sorted((at[net.ports[0].item], at[net.ports[1].item]) for net in nets if net.kind == "edge")
        total += _inversions([lower for _, lower in pairs])
    return total


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
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        low, high = sorted((at[a], at[b]))
        between = order[a.layer][low + 1 : high]
        boxes = sum(item.kind == "box" for item in between)
        cost += 6 + 6 * boxes if boxes else 4 * len(between)
    for nets in graph.nets.values():
        for net in nets:
            if net.kind == "bar":
                for side in (DOWN, UP):
                    spots = [at[port.item] for port in net.ports if port.side == side]
                    cost += max(spots, default=0) - min(spots, default=0)
    return cost
