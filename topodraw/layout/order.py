"""Pass 2: the left-right order of every layer, with few crossings.

Expects layers and nets (`build_layers`). Guarantees: in every layer the items of a frame stand together, and sibling
frames have one left-right order in all layers that they share (else the walls could not be placed).

Model order comes first: the order of the file is the start, and a changed order is taken only when its cost falls
strictly (Domros and von Hanxleden 2022). First single exchanges (`exchange`) mend the order of the file: what was added
last makes way for the rest, so that small edits make small differences. Only where barycentre sweeps (Sugiyama, Tagawa,
Toda 1981; frames as weighted means of their members, Forster 2002), with exchanges after them, come to a lower cost is
theirs taken. Where the author gave positions, his picture is the start, and the boxes that have one keep their order
(`wished`).
"""

from __future__ import annotations

from topodraw.layout.crossings import Order, order_cost
from topodraw.layout.exchange import as_in_file, exchange
from topodraw.layout.layer_costs import LayerCosts
from topodraw.layout.layered import Item, Layered
from topodraw.layout.wished import hold, keeps, pin, wished_keys

__all__ = ["order_layers"]

SWEEPS = 8
SCALE = 1 << 20
"""Means of places are kept as integers, in units of 1/SCALE."""

Keys = dict[Item, int]


def order_layers(graph: Layered) -> None:
    """Reorder `graph.layers` in place."""
    keys = wished_keys(graph)
    start = _arrange(graph, keys or {item: index for layer in graph.layers for index, item in enumerate(layer)})
    if keys:
        pin(graph, start, keys)
        graph.layers = start
    near = exchange(graph, start)
    near_cost = order_cost(graph, near)
    swept = _swept(graph, start) if near_cost else start
    if swept is not start:
        far = exchange(graph, swept)
        if order_cost(graph, far) < near_cost:
            near = far
    graph.layers = as_in_file(graph, near)
    graph.number()


def _swept(graph: Layered, best: Order) -> Order:
    """Return the best order that sweeps come by, at least as good as the one given."""
    neighbours = _neighbours(graph)
    costs = LayerCosts(graph, [*best])
    start_cost = best_cost = costs.total
    candidate = best
    for sweep in range(SWEEPS):
        if best_cost == 0:
            break
        candidate = _sweep(graph, best if sweep % 4 == 0 else candidate, neighbours, sweep)
        if not keeps(graph, candidate):
            candidate = best
            continue
        cost = start_cost + costs.of_layers(dict(enumerate(candidate)))
        if cost < best_cost:
            best, best_cost = candidate, cost
    return best


def _neighbours(graph: Layered) -> dict[Item, dict[str, list[Item]]]:
    """Return for each item the items it is tied to above, below and beside it (through flat links and bars)."""
    ties: dict[Item, dict[str, list[Item]]] = {item: {"up": [], "down": [], "flat": []} for item in graph.all_items()}
    for nets in graph.nets.values():
        for net in nets:
            if net.kind == "edge":
                upper, lower = net.ports[0].item, net.ports[1].item
                if upper.layer > lower.layer:
                    upper, lower = lower, upper
                ties[upper]["down"].append(lower)
                ties[lower]["up"].append(upper)
            elif len(net.ports) <= 32:
                for port in net.ports:
                    for other in net.ports:
                        if other.item is not port.item:
                            gap = other.item.layer - port.item.layer
                            ties[port.item]["flat" if not gap else "down" if gap > 0 else "up"].append(other.item)
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        if a is not b:
            ties[a]["flat"].append(b)
            ties[b]["flat"].append(a)
    return ties


def _sweep(graph: Layered, order: Order, ties: dict[Item, dict[str, list[Item]]], sweep: int) -> Order:
    """Set every item's key to the mean place of its neighbours, layer by layer, down or up."""
    place = {item: 2 * index - len(layer) + 1 for layer in order for index, item in enumerate(layer)}
    both = sweep >= SWEEPS - 2
    sides = ("up", "down") if both else ("up",) if sweep % 2 == 0 else ("down",)
    layers = order if sweep % 2 == 0 else order[::-1]
    keys: Keys = {}
    for layer in layers:
        for item in layer:
            tied = [place[other] for side in sides for other in ties[item][side]]
            if not both and len(tied) < 2:
                tied += [place[other] for other in ties[item]["flat"]]
            keys[item] = (sum(tied) if tied else place[item]) * SCALE // max(1, len(tied))
        hold(graph, layer, keys)
        inside = sorted(layer, key=lambda item: keys[item])
        for index, item in enumerate(inside):
            place[item] = 2 * index - len(layer) + 1
    return _arrange(graph, keys, order)


def _arrange(graph: Layered, keys: Keys, order: Order | None = None) -> Order:
    """Sort every layer by the keys, each frame a unit, sibling frames in the order of their mean keys."""
    order = order or graph.layers
    sums: dict[str, list[int]] = {}
    for layer in order:
        for item in layer:
            if item.kind != "gap":
                for id in item.path:
                    sums.setdefault(id, []).append(keys[item])
    means = {id: sum(values) // len(values) for id, values in sums.items()}
    return [_sorted_layer(graph, layer, keys, means) for layer in order]


def _sorted_layer(graph: Layered, layer: list[Item], keys: Keys, means: dict[str, int]) -> list[Item]:
    sibling = {id: place for place, id in enumerate(_frame_order(graph, means))}

    def arrange(items: list[Item], depth: int) -> list[Item]:
        units: dict[str, list[Item]] = {}
        free: list[tuple[int, int, list[Item]]] = []
        for at, item in enumerate(items):
            if len(item.path) > depth:
                units.setdefault(item.path[depth], []).append(item)
            else:
                free.append((keys[item], at, [item]))
        framed = sorted(units.items(), key=lambda unit: sibling[unit[0]])
        entries = list(free)
        floor: int | None = None
        for id, members in framed:
            # Sibling frames keep their one order even where equal keys would let the items' places decide.
            key = means.get(id, 0)
            floor = key if floor is None else max(floor, key)
            entries.append((floor, sibling[id] - len(sibling), arrange(members, depth + 1)))
        entries.sort(key=lambda entry: entry[:2])
        return [item for entry in entries for item in entry[2]]

    return arrange(layer, 0)


def _frame_order(graph: Layered, means: dict[str, int]) -> list[str]:
    """Return all frames so that siblings stand in the order of their keys, ties in the order of the diagram."""
    return sorted(graph.frames, key=lambda id: means.get(id, 0))
