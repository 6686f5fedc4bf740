"""The order that positions give, within the passes that look for one.

Expects boxes with places across (`Box.across`). `wished_keys` puts everything where it stands in the author's picture:
boxes that have a place there, the others amid their neighbours, what leads from box to box on the straight line between
them. `pin` then remembers the order of the boxes that have a place, and on which side of them lines pass, as the frames
let it be (members of a frame stand together, so they come first); `keeps` tells whether a layer still has it, and
`hold` lends keys in that order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

from topodraw.layout.crossings import Order
from topodraw.layout.layered import Item, Layered, Net

__all__ = ["hold", "keeps", "may_pass", "pin", "wished_keys"]

GRAIN = 1 << 10
"""Places across are kept in units of 1/GRAIN, so that there is room between any two."""
CLEAR = 4
"""A line passes clear of a box where it is farther from it than a quarter of what neighbours are from each other."""


def wished_keys(graph: Layered) -> dict[Item, int]:
    """Return a place for every item, none at all where no box has one."""
    keys = {graph.items[box.id]: box.across * GRAIN for box in graph.diagram.boxes if box.across is not None}
    if not keys:
        return keys
    _amid_neighbours(graph, keys)
    for nets in graph.chains.values():
        _along(nets, keys[nets[0].ports[0].item], keys[nets[-1].ports[1].item], keys)
    for bar in graph.diagram.bars:
        members = [keys[graph.items[tap.box]] for tap in bar.taps]
        leads = [nets for nets, _ in graph.taps.get(bar.id, ())]
        leads += [nets for nets, _ in graph.buses[bar.id].taps] if bar.id in graph.buses else []
        for nets, start in zip(leads, members, strict=False):
            _along(nets, start, sum(members) // len(members), keys)
    for item in graph.all_items():
        keys.setdefault(item, 0)  # a gap: it stands where its frame does
    return keys


def pin(graph: Layered, order: Order, keys: Mapping[Item, int]) -> None:
    """Remember the order of the boxes that have a place (those at one place may change theirs), and for each line from
    one such box to another between which of them it passes."""
    across = {graph.items[box.id]: box.across for box in graph.diagram.boxes if box.across is not None}
    placed = [[item for item in layer if item in across] for layer in order]
    gaps = sorted(abs(keys[right] - keys[left]) for boxes in placed for left, right in pairwise(boxes))
    clear = gaps[len(gaps) // 2] // CLEAR if gaps else 0
    ends = ((nets, nets[0].ports[0].item, nets[-1].ports[1].item) for nets in graph.chains.values())
    passing = {net.ports[1].item for nets, *two in ends if across.keys() >= {*two} for net in nets[:-1]}
    for layer, boxes in zip(order, placed, strict=True):
        number = 0
        for at, item in enumerate(boxes):
            number += at > 0 and across[item] != across[boxes[at - 1]]
            graph.pinned[item] = number
        at = 0
        for item in layer:
            at += item in across
            if item in passing:
                graph.lanes[item] = _lane(graph, boxes, at, [keys[item] - clear, keys[item] + clear], keys)


def _lane(graph: Layered, boxes: list[Item], at: int, clear: list[int], keys: Mapping[Item, int]) -> tuple[int, int]:
    """Return the numbers of the boxes that a line passes between: the last one clear to its left and the first one
    clear to its right. So many as `at` stand left of it now."""
    left, right = at - 1, at
    while left >= 0 and keys[boxes[left]] >= clear[0]:
        left -= 1
    while right < len(boxes) and keys[boxes[right]] <= clear[1]:
        right += 1
    low = graph.pinned[boxes[left]] if left >= 0 else -1
    high = graph.pinned[boxes[right]] if right < len(boxes) else len(boxes)
    # Of boxes at one place frames may have some on the one side and some on the other.
    low = min([low, *(graph.pinned[box] - 1 for box in boxes[at : at + 1])])
    high = max([high, *(graph.pinned[box] + 1 for box in boxes[at - 1 : at] if at)])
    return low, high


def keeps(graph: Layered, layers: Iterable[list[Item]]) -> bool:
    """Tell whether all stands in the order that was pinned."""
    for layer in layers if graph.pinned else ():
        last = passed = -1
        for item in layer:
            number = graph.pinned.get(item)
            left, right = graph.lanes.get(item, (-1, len(layer)))
            if number is not None:
                if number < last or number <= passed:
                    return False
                last = number
            elif last >= right:
                return False
            passed = max(passed, left)
    return True


def may_pass(graph: Layered, left: Item, right: Item) -> bool:
    """Tell whether two neighbours may change places."""
    one, other = graph.pinned.get(left), graph.pinned.get(right)
    if one is not None and other is not None:
        return one == other
    if one is not None:
        return right not in graph.lanes or one > graph.lanes[right][0]
    return other is None or left not in graph.lanes or other < graph.lanes[left][1]


def hold(graph: Layered, layer: list[Item], keys: dict[Item, int]) -> None:
    """Deal out the keys of the boxes that have a place in the order of those, and put lines between them."""
    if not graph.pinned:
        return
    boxes = [item for item in layer if item in graph.pinned]
    boxes.sort(key=lambda box: (graph.pinned[box], keys[box]))
    dealt = sorted(map(keys.__getitem__, boxes))
    keys |= zip(boxes, dealt, strict=True)
    numbers = [graph.pinned[box] for box in boxes]
    for item in (item for item in layer if item in graph.lanes):
        left, right = graph.lanes[item]
        before, after = bisect_right(numbers, left), bisect_left(numbers, right)
        low = dealt[before - 1] + 1 if before else keys[item]
        high = dealt[after] - 1 if after < len(dealt) else keys[item]
        keys[item] = min(max(keys[item], low), max(high, low))


def _amid_neighbours(graph: Layered, keys: dict[Item, int]) -> None:
    """Give a key to the boxes that have no place: the mean of their neighbours', else one to the right of all."""
    sets = [[edge.a.box, edge.b.box] for edge in graph.diagram.edges]
    sets += [[tap.box for tap in bar.taps] for bar in graph.diagram.bars]
    met: dict[Item, list[list[Item]]] = {}
    for names in sets:
        items = [graph.items[name] for name in names]
        for item in dict.fromkeys(items):
            if item not in keys:
                met.setdefault(item, []).append(items)
    last = max(keys.values())
    while waiting := [item for item in graph.items.values() if item not in keys]:
        found: dict[Item, int] = {}
        for item in waiting:
            near = [keys[other] for items in met.get(item, ()) for other in items if other in keys]
            if near:
                found[item] = sum(near) // len(near)
        if not found:
            last += GRAIN
            found[waiting[0]] = last
        keys |= found


def _along(nets: list[Net], start: int, end: int, keys: dict[Item, int]) -> None:
    """Put what leads from one place to another on the straight line between them."""
    for at, net in enumerate(nets, 1):
        keys.setdefault(net.ports[1].item, start + (end - start) * at // (len(nets) + 1))
