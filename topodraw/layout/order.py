"""Pass 2: the left-right order of every layer, with few crossings.

Expects layers and nets (`build_layers`). Guarantees: in every layer the items of a frame stand together, and sibling
frames have one left-right order in all layers that they share (else the walls could not be placed).

Model order comes first: the order of the file is the start, and a changed order is taken only when its cost falls
strictly (Domros and von Hanxleden 2022). Barycentre sweeps (Sugiyama, Tagawa, Toda 1981; frames as weighted means of
their members, Forster 2002), then exchanges of neighbours, then flat links brought side by side. Crossings are counted
with an accumulator tree (Barth, Juenger, Mutzel 2004).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from topodraw.layout.layered import DOWN, UP, FrameNode, Item, Layered

__all__ = ["count_crossings", "order_layers"]

SWEEPS = 8
EXCHANGE_LIMIT = 400
"""Items up to which single exchanges are tried, each of them paid with a count of all crossings."""

Order = list[list[Item]]
Keys = dict[Item, Fraction]


def order_layers(graph: Layered) -> None:
    """Reorder `graph.layers` in place."""
    neighbours = _neighbours(graph)
    best = _arrange(graph, {item: Fraction(index) for layer in graph.layers for index, item in enumerate(layer)})
    best_cost = _cost(graph, best)
    for sweep in range(SWEEPS):
        if best_cost == 0:
            break
        candidate = _sweep(graph, best if sweep % 4 == 0 else candidate, neighbours, sweep)
        cost = _cost(graph, candidate)
        if cost < best_cost:
            best, best_cost = candidate, cost
    best = _exchange(graph, best, best_cost)
    graph.layers = best
    graph.number()


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


def _cost(graph: Layered, order: Order) -> int:
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


def _neighbours(graph: Layered) -> dict[Item, dict[str, list[Item]]]:
    """Return for each item the items it is tied to above, below and beside it (through flat links and bars)."""
    ties: dict[Item, dict[str, list[Item]]] = {
        item: {"up": [], "down": [], "flat": []} for item in graph.all_items()
    }
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
    place = {
        item: Fraction(2 * index - len(layer) + 1, 2) for layer in order for index, item in enumerate(layer)
    }
    both = sweep >= SWEEPS - 2
    sides = ("up", "down") if both else ("up",) if sweep % 2 == 0 else ("down",)
    layers = order if sweep % 2 == 0 else order[::-1]
    keys: Keys = {}
    for layer in layers:
        for item in layer:
            tied = [place[other] for side in sides for other in ties[item][side]]
            if not both and len(tied) < 2:
                tied += [place[other] for other in ties[item]["flat"]]
            keys[item] = sum(tied, Fraction(0)) / len(tied) if tied else place[item]
        inside = sorted(layer, key=lambda item: keys[item])
        for index, item in enumerate(inside):
            place[item] = Fraction(2 * index - len(layer) + 1, 2)
    return _arrange(graph, keys, order)


def _arrange(graph: Layered, keys: Keys, order: Order | None = None) -> Order:
    """Sort every layer by the keys, each frame a unit, sibling frames in the order of their mean keys."""
    order = order or graph.layers
    sums: dict[str, list[Fraction]] = {}
    for layer in order:
        for item in layer:
            if item.kind != "gap":
                for id in item.path:
                    sums.setdefault(id, []).append(keys[item])
    means = {id: sum(values, Fraction(0)) / len(values) for id, values in sums.items()}
    return [_sorted_layer(graph, layer, keys, means) for layer in order]


def _sorted_layer(graph: Layered, layer: list[Item], keys: Keys, means: dict[str, Fraction]) -> list[Item]:
    sibling = {id: place for place, id in enumerate(_frame_order(graph, means))}

    def arrange(items: list[Item], depth: int) -> list[Item]:
        units: dict[str, list[Item]] = {}
        free: list[tuple[Fraction, int, list[Item]]] = []
        for at, item in enumerate(items):
            if len(item.path) > depth:
                units.setdefault(item.path[depth], []).append(item)
            else:
                free.append((keys[item], at, [item]))
        framed = sorted(units.items(), key=lambda unit: sibling[unit[0]])
        entries = list(free)
        floor: Fraction | None = None
        for id, members in framed:
            # Sibling frames keep their one order even where equal keys would let the items' places decide.
            key = means.get(id, Fraction(0))
            floor = key if floor is None else max(floor, key)
            entries.append((floor, sibling[id] - len(sibling), arrange(members, depth + 1)))
        entries.sort(key=lambda entry: entry[:2])
        return [item for entry in entries for item in entry[2]]

    return arrange(layer, 0)


def _frame_order(graph: Layered, means: dict[str, Fraction]) -> list[str]:
    """Return all frames so that siblings stand in the order of their keys, ties in the order of the diagram."""
    return sorted(graph.frames, key=lambda id: means.get(id, Fraction(0)))


def _exchange(graph: Layered, order: Order, cost: int) -> Order:
    """Exchange neighbours, and whole sibling frames, as long as the cost falls."""
    if sum(map(len, order)) > EXCHANGE_LIMIT:
        return order
    moves: tuple[Callable[[Layered, Order, int], tuple[Order, int]], ...] = (_swap_items, _swap_frames, _bring_together)
    for _ in range(6):
        before = cost
        for move in moves:
            order, cost = move(graph, order, cost)
        if cost == before or cost == 0:
            break
    return order


def _swap_items(graph: Layered, order: Order, cost: int) -> tuple[Order, int]:
    for layer in order:
        for index in range(len(layer) - 1):
            if layer[index].path == layer[index + 1].path:
                layer[index], layer[index + 1] = layer[index + 1], layer[index]
                changed = _cost(graph, order)
                if changed < cost:
                    cost = changed
                else:
                    layer[index], layer[index + 1] = layer[index + 1], layer[index]
    return order, cost


def _swap_frames(graph: Layered, order: Order, cost: int) -> tuple[Order, int]:
    """Exchange neighbouring frames in all layers at once, each layer in which both stand side by side."""
    for siblings in _sibling_lists(graph):
        for one in siblings:
            for other in siblings:
                if one is other:
                    continue
                candidate = _with_frames_swapped(order, one, other)
                if candidate is None or not _consistent(graph, candidate):
                    continue
                changed = _cost(graph, candidate)
                if changed < cost:
                    order, cost = candidate, changed
    return order, cost


def _sibling_lists(graph: Layered) -> list[list[FrameNode]]:
    lists = [graph.roots, *(node.children for node in graph.frames.values())]
    return [siblings for siblings in lists if 1 < len(siblings) <= 12]


def _with_frames_swapped(order: Order, one: FrameNode, other: FrameNode) -> Order | None:
    """Return the order with frame `one`, directly left of `other` in every layer that they share, moved behind it."""
    result: Order = []
    together = False
    for layer in order:
        first = [item for item in layer if one.id in item.path]
        second = [item for item in layer if other.id in item.path]
        if first and second:
            start, middle = layer.index(first[0]), layer.index(second[0])
            if start + len(first) != middle:
                return None
            together = True
            result.append([*layer[:start], *second, *first, *layer[middle + len(second) :]])
        else:
            result.append(list(layer))
    return result if together else None


def _consistent(graph: Layered, order: Order) -> bool:
    """Tell whether sibling frames still have one left-right order over all layers."""
    after: dict[str, dict[str, None]] = {id: {} for id in graph.frames}
    waiting = dict.fromkeys(graph.frames, 0)
    for layer in order:
        last: dict[tuple[str, ...], str] = {}
        for item in layer:
            for depth, id in enumerate(item.path):
                before = last.get(item.path[:depth])
                if before is not None and before != id and id not in after[before]:
                    after[before][id] = None
                    waiting[id] += 1
                last[item.path[:depth]] = id
    ready = [id for id, count in waiting.items() if not count]
    for id in ready:
        for follower in after[id]:
            waiting[follower] -= 1
            if not waiting[follower]:
                ready.append(follower)
    return len(ready) == len(graph.frames)


def _bring_together(graph: Layered, order: Order, cost: int) -> tuple[Order, int]:
    """Move one end of each flat link beside the other where that makes the picture better."""
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        if a is b or a.path != b.path:
            continue
        for mover, target in ((a, b), (b, a)):
            for after in (0, 1):
                layer = [item for item in order[a.layer] if item is not mover]
                layer.insert(layer.index(target) + after, mover)
                candidate = [*order[: a.layer], layer, *order[a.layer + 1 :]]
                changed = _cost(graph, candidate)
                if changed < cost:
                    order, cost = candidate, changed
    return order, cost
