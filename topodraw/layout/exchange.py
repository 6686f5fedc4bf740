"""Pass 2b: a better order by exchanging neighbours.

Expects an order in which frames hang together. Guarantees the same of its result, and that its cost is not higher:
neighbours change places, neighbouring frames change places in all layers at once, and the ends of flat links move side
by side, each only where the cost falls strictly.
"""

from __future__ import annotations

from collections.abc import Callable

from topodraw.layout.crossings import Order, order_cost
from topodraw.layout.layered import FrameNode, Layered

__all__ = ["exchange"]

LIMIT = 400
"""Items up to which single exchanges are tried, each of them paid with a count of all crossings."""
ROUNDS = 6


def exchange(graph: Layered, order: Order, cost: int) -> Order:
    """Exchange neighbours, and whole sibling frames, as long as the cost falls."""
    if sum(map(len, order)) > LIMIT:
        return order
    moves: tuple[Callable[[Layered, Order, int], tuple[Order, int]], ...] = (_swap_items, _swap_frames, _bring_together)
    for _ in range(ROUNDS):
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
                changed = order_cost(graph, order)
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
                changed = order_cost(graph, candidate)
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
                changed = order_cost(graph, candidate)
                if changed < cost:
                    order, cost = candidate, changed
    return order, cost
