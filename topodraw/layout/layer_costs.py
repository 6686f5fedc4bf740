"""What an order of the layers costs, kept layer by layer: a change is paid for where it is made, not everywhere.

Expects a graph and an order of its layers. Guarantees: `total` is always `order_cost` of that order, and what a change
would cost is what the order would then cost more (or less).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from topodraw.layout.crossings import Order, boxes_before, crossings, flat_cost, line_ends, spread
from topodraw.layout.layered import DOWN, UP, Item, Layered

__all__ = ["LayerCosts"]


class LayerCosts:
    """The cost of one order of the layers, which changes only by `swap` and `replace`."""

    def __init__(self, graph: Layered, order: Order) -> None:
        self.order = order
        self.at = {item: index for layer in order for index, item in enumerate(layer)}
        self.boxes = [boxes_before(layer) for layer in order]
        """How many boxes stand left of each place in each layer."""
        self.lines: list[list[tuple[Item, Item]]] = [[] for _ in range(len(order) + 1)]
        """The ends of the lines of every channel; that of channel -1, above the first layer, comes last."""
        self.ends: dict[Item, tuple[list[Item], list[Item]]] = {item: ([], []) for item in self.at}
        """For each item the items that its lines lead to through the channel above and through that below."""
        self.flats: list[list[tuple[Item, Item]]] = [[] for _ in order]
        """The ends of the links within each layer."""
        self.flats_at: dict[Item, list[tuple[Item, Item]]] = {}
        self.bars: list[list[Item]] = []
        """The items that a bar is tapped from on one of its sides: all in one layer."""
        self.bars_at: dict[Item, list[int]] = {}
        self._collect(graph)
        self.crossed: list[int | None] = [None] * len(self.lines)
        """The crossings in each channel, None where they have to be counted anew."""
        self.total = self._around(range(len(order)))

    def _collect(self, graph: Layered) -> None:
        for channel, nets in graph.nets.items():
            for net in nets:
                if net.kind == "edge":
                    upper, lower = line_ends(net)
                    self.lines[channel].append((upper, lower))
                    self.ends[upper][1].append(lower)
                    self.ends[lower][0].append(upper)
                elif net.kind == "bar":
                    for side in (DOWN, UP):
                        self._add_bar([port.item for port in net.ports if port.side == side])
        for index in graph.flats:
            edge = graph.diagram.edges[index]
            link = graph.items[edge.a.box], graph.items[edge.b.box]
            if link[0] is not link[1]:
                self.flats[link[0].layer].append(link)
                for item in link:
                    self.flats_at.setdefault(item, []).append(link)

    def _add_bar(self, members: list[Item]) -> None:
        for item in dict.fromkeys(members):
            self.bars_at.setdefault(item, []).append(len(self.bars))
        self.bars.append(members)

    def lines_at(self, item: Item) -> int:
        """Return how many lines, links within the layer and bars an item has."""
        above, below = self.ends[item]
        return len(above) + len(below) + len(self.flats_at.get(item, ())) + len(self.bars_at.get(item, ()))

    # ------------------------------------------------------------------------------------ two neighbours

    def of_swap(self, layer: int, index: int) -> int:
        """Return what it costs more that two neighbours of a layer change places."""
        left, right = self.order[layer][index : index + 2]
        cost = 4 * (self._crossed_more(left, right, 0) + self._crossed_more(left, right, 1))
        links = [*self.flats_at.get(left, ()), *self.flats_at.get(right, ())]
        bars = self._bars_of_one(left, right)
        if links or bars:
            cost -= self._beside(links, bars)
            self.swap(layer, index)
            cost += self._beside(links, bars)
            self.swap(layer, index)
        return cost

    def swap(self, layer: int, index: int, cost: int = 0) -> None:
        """Let two neighbours of a layer change places, at the cost that `of_swap` told."""
        items = self.order[layer]
        items[index], items[index + 1] = items[index + 1], items[index]
        boxes = self.boxes[layer]
        boxes[index + 1] = boxes[index] + (items[index].kind == "box")
        self.at[items[index]], self.at[items[index + 1]] = index, index + 1
        self.crossed[layer - 1] = self.crossed[layer] = None
        self.total += cost

    def _crossed_more(self, left: Item, right: Item, side: int) -> int:
        """Return how many more crossings there are above (0) or below (1) when two neighbours change places."""
        ends_left, ends_right = self.ends[left][side], self.ends[right][side]
        if not ends_left or not ends_right or ends_left == ends_right:
            return 0
        others = sorted(map(self.at.__getitem__, ends_right))
        return sum(
            len(others) - bisect_right(others, place) - bisect_left(others, place)
            for place in map(self.at.__getitem__, ends_left)
        )

    def _bars_of_one(self, left: Item, right: Item) -> list[int]:
        """Return the bars that only one of two neighbours is on: of the others the ends stay where they are."""
        one, other = self.bars_at.get(left, []), self.bars_at.get(right, [])
        return (
            [] if one == other else [bar for bar in one if bar not in other] + [bar for bar in other if bar not in one]
        )

    # ------------------------------------------------------------------------------------ whole layers

    def of_layers(self, changed: Mapping[int, list[Item]]) -> int:
        """Return what it costs more to have layers in other orders."""
        before = self._around(changed)
        crossed = self.crossed.copy()
        kept = {layer: self.order[layer] for layer in changed}
        self.set_layers(changed)
        after = self._around(changed)
        self.set_layers(kept)
        self.crossed = crossed
        return after - before

    def set_layers(self, changed: Mapping[int, list[Item]], cost: int = 0) -> None:
        """Put layers into other orders, at the cost that `of_layers` told."""
        for layer, items in changed.items():
            self.order[layer] = items
            self.boxes[layer] = boxes_before(items)
            self.at.update((item, index) for index, item in enumerate(items))
            self.crossed[layer - 1] = self.crossed[layer] = None
        self.total += cost

    def _around(self, layers: Iterable[int]) -> int:
        """Return the cost of all that has an end in some layers."""
        layers = dict.fromkeys(layers)
        channels = dict.fromkeys(channel for layer in layers for channel in (layer - 1, layer))
        bars = [bar for bar, members in enumerate(self.bars) if members and members[0].layer in layers]
        return 4 * sum(map(self._crossings, channels)) + self._beside(
            [link for layer in layers for link in self.flats[layer]], bars
        )

    def _crossings(self, channel: int) -> int:
        known = self.crossed[channel]
        if known is None:
            known = self.crossed[channel] = crossings(self.lines[channel], self.at)
        return known

    def _beside(self, links: Sequence[tuple[Item, Item]], bars: Iterable[int]) -> int:
        return sum(map(self._flat, links)) + sum(spread(self.bars[bar], self.at) for bar in bars)

    def _flat(self, link: tuple[Item, Item]) -> int:
        a, b = link
        return flat_cost(self.boxes[a.layer], self.at[a], self.at[b])
