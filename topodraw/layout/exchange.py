"""Pass 2b: a better order by exchanging neighbours.

Expects an order in which frames hang together. Guarantees the same of its result, and that its cost is not higher:
single items move within their frames, neighbouring frames change places in all layers at once, and the ends of flat
links move side by side, each only where the cost falls strictly; what is pinned keeps its order (`wished`).
`as_in_file` guarantees that two neighbouring boxes which could as well change places stand in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable

from topodraw.layout.crossings import Order
from topodraw.layout.layer_costs import LayerCosts
from topodraw.layout.layered import FrameNode, Item, Layered, common
from topodraw.layout.wished import keeps, may_pass

__all__ = ["as_in_file", "exchange"]

LIMIT = 400
"""Items up to which exchanges are tried."""
ROUNDS = 6
HOPELESS = {0: 0, 1: 16}
"""What the way to a better place may cost more than the best place on it, before it is given up, by the lines of the
item: for what hangs on one line four crossings, for all others one."""


def exchange(graph: Layered, order: Order) -> Order:
    """Return a better order: exchange items, and whole sibling frames, as long as the cost falls."""
    if sum(map(len, order)) > LIMIT:
        return order
    costs = LayerCosts(graph, [list(layer) for layer in order])
    moves: tuple[Callable[[Layered, LayerCosts], None], ...] = (_sift_items, _swap_frames, _bring_together)
    for _ in range(ROUNDS):
        before = costs.total
        for move in moves:
            move(graph, costs)
        if costs.total == before or costs.total == 0:
            break
    return costs.order


def as_in_file(graph: Layered, order: Order) -> Order:
    """Return the order with neighbouring boxes as they are in the graph's, where that costs nothing."""
    if sum(map(len, order)) > LIMIT:
        return order
    ranks = {item: at for layer in graph.layers for at, item in enumerate(layer) if item.kind == "box"}
    costs = LayerCosts(graph, [list(layer) for layer in order])
    for at, layer in enumerate(costs.order):
        for end in range(len(layer) - 1, 0, -1):
            for index in range(end):
                left, right = layer[index], layer[index + 1]
                out_of_order = ranks.get(left, 0) > ranks.get(right, LIMIT)
                if left.path == right.path and out_of_order and may_pass(graph, left, right):
                    cost = costs.of_swap(at, index)
                    if cost <= 0:
                        costs.swap(at, index, cost)
    return costs.order


def _sift_items(graph: Layered, costs: LayerCosts) -> None:
    """Move single items to the best of all places inside their frame (sifting, Matuszewski et al. 1999).

    Those with few lines first, later ones of the file before earlier: what was added last makes way for the rest. By
    one place first, then by any number. So the order of the file is kept where that is as good.
    """
    items = list(graph.all_items())
    items.reverse()
    items.sort(key=costs.lines_at)
    for farthest in (1, len(items)):
        for item in items:
            for step in (-1, 1):
                _sift(graph, costs, item, step, farthest)


def _sift(graph: Layered, costs: LayerCosts, item: Item, step: int, farthest: int) -> None:
    """Move an item to the left or the right as far as it is cheapest, nearer places first."""
    at, index = item.layer, costs.at[item]
    layer = costs.order[at]
    hopeless = HOPELESS.get(costs.lines_at(item), 4)
    gain, best, stop = 0, 0, index
    to = index + step
    while 0 <= to < len(layer) and abs(to - index) <= farthest and layer[to].path[: len(item.path)] == item.path:
        left = min(to, to - step)
        if not may_pass(graph, layer[left], layer[left + 1]):
            break
        cost = costs.of_swap(at, left)
        costs.swap(at, left, cost)
        gain += cost
        if gain < best and _stands_free(layer, to):
            best, stop = gain, to
        to += step
        if gain >= best + hopeless:
            break
    while (to := to - step) != stop:
        left = min(to, to - step)
        costs.swap(at, left, costs.of_swap(at, left))


def _stands_free(layer: list[Item], index: int) -> bool:
    """Tell whether an item stands inside no frame but its own."""
    if not 0 < index < len(layer) - 1:
        return True
    around = common(layer[index - 1].path, layer[index + 1].path)
    return len(around) <= len(layer[index].path)


def _swap_frames(graph: Layered, costs: LayerCosts) -> None:
    """Exchange neighbouring frames in all layers at once, each layer in which both stand side by side."""
    for siblings in _sibling_lists(graph):
        for one in siblings:
            for other in siblings:
                changed = {} if one is other else _with_frames_swapped(costs.order, one, other)
                if not changed or not keeps(graph, changed.values()):
                    continue
                if _consistent(graph, [changed.get(at, layer) for at, layer in enumerate(costs.order)]):
                    _take_if_better(costs, changed)


def _take_if_better(costs: LayerCosts, changed: dict[int, list[Item]]) -> None:
    cost = costs.of_layers(changed)
    if cost < 0:
        costs.set_layers(changed, cost)


def _sibling_lists(graph: Layered) -> list[list[FrameNode]]:
    lists = [graph.roots, *(node.children for node in graph.frames.values())]
    return [siblings for siblings in lists if 1 < len(siblings) <= 12]


def _with_frames_swapped(order: Order, one: FrameNode, other: FrameNode) -> dict[int, list[Item]]:
    """Return the layers with frame `one`, directly left of `other` in all that they share, moved behind it."""
    result: dict[int, list[Item]] = {}
    for at, layer in enumerate(order):
        first = [item for item in layer if one.id in item.path]
        second = [item for item in layer if other.id in item.path]
        if first and second:
            start, middle = layer.index(first[0]), layer.index(second[0])
            if start + len(first) != middle:
                return {}
            result[at] = [*layer[:start], *second, *first, *layer[middle + len(second) :]]
    return result


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


def _bring_together(graph: Layered, costs: LayerCosts) -> None:
    """Move one end of each flat link beside the other where that makes the picture better."""
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        if a is b or a.path != b.path:
            continue
        for mover, target in ((a, b), (b, a)):
            for after in (0, 1):
                layer = [item for item in costs.order[a.layer] if item is not mover]
                layer.insert(layer.index(target) + after, mover)
                if layer != costs.order[a.layer] and keeps(graph, [layer]):
                    _take_if_better(costs, {a.layer: layer})
