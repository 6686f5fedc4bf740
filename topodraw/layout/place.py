"""Pass 5: the columns of boxes, dummies and frames, by separation constraints solved exactly.

Expects ordered, sized layers. Guarantees: neighbours in a layer keep their distance; every frame encloses its members
with a blank column on each side, its title fits, siblings and strangers stay outside its walls; among all such places
the total sideways way of all lines is the least possible. Integers throughout (network simplex, see `simplex`).
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw import text
from topodraw.layout.balance import balance
from topodraw.layout.layered import Item, Layered, Net, Port, common
from topodraw.layout.simplex import Arc, solve

__all__ = ["FREE_PIVOTS", "place_columns"]

BOX_GAP = 2
"""Blank columns between two boxes."""
LINE_GAP = 1
"""Blank columns between a box and a passing line, a wall and whatever stands beside it."""
FREE_PIVOTS = 20_000
"""Pivots of the simplex at the most; far more than labs of some hundred nodes need."""

STRAIGHT = {0: 8, 1: 16, 2: 64}
"""Weight of a line's sideways way by the number of dummies at its ends (Gansner et al. 1993)."""
ALONE = 2
"""Further weight for an end that is the only one on its side: it should stay in the middle of its box."""
FLAT, BAR, WALL = 1, 4, 1
WHOLE = 10_000
"""Weight of the whole width, where it is scarce."""


def place_columns(graph: Layered, titles: Mapping[str, tuple[Port, int]]) -> None:
    """Set x of every item and the walls of every frame. `titles` is what `title_demands` returns."""
    model = _Model(graph)
    for layer in graph.layers:
        model.separate(layer)
    for id, node in graph.frames.items():
        left, right = model.walls[id]
        model.arcs.append(Arc(left, right, text.width(node.title) + 3, WALL))
    for id, (port, room) in titles.items():
        model.arcs.append(Arc(model.walls[id][0], model.variable(port.item), room - port.floor))
    separations = list(model.arcs)
    if graph.tight:
        model.squeeze()
    for nets in graph.nets.values():
        for net in nets:
            model.attract_net(net)
    for direct in graph.direct:
        model.arcs.append(Arc(model.variable(direct.left), model.variable(direct.right), 0, FLAT))
    x = solve(model.count, model.arcs, FREE_PIVOTS if model.count < 3000 else FREE_PIVOTS // 10)
    for item, at in model.variables.items():
        item.x = x[at]
    balance(graph, separations, model.variables, x)
    for id, (left, right) in model.walls.items():
        graph.frames[id].x, graph.frames[id].right = x[left], x[right]


class _Model:
    def __init__(self, graph: Layered) -> None:
        self.graph = graph
        self.variables: dict[Item, int] = {item: at for at, item in enumerate(graph.all_items())}
        self.count = len(self.variables)
        self.walls: dict[str, tuple[int, int]] = {}
        for id in graph.frames:
            self.walls[id] = (self.count, self.count + 1)
            self.count += 2
        self.arcs: list[Arc] = []

    def variable(self, item: Item) -> int:
        return self.variables[item]

    def separate(self, layer: list[Item]) -> None:
        """Constrain a layer from left to right, closing and opening frames between neighbours."""
        before: Item | None = None
        for item in [*layer, None]:
            outer = common(before.path, item.path) if before and item else ()
            closing = [] if before is None else list(before.path[len(outer) :])[::-1]
            opening = [] if item is None else list(item.path[len(outer) :])
            last = None if before is None else (self.variable(before), before.width + before.right)
            for id in closing:
                assert last is not None
                self.arcs.append(Arc(last[0], self.walls[id][1], last[1] + LINE_GAP))
                last = (self.walls[id][1], 1)
            for id in opening:
                if last:
                    self.arcs.append(Arc(last[0], self.walls[id][0], last[1] + LINE_GAP))
                last = (self.walls[id][0], 1)
            if item is not None and last is not None:
                walled = bool(closing or opening)
                gap = LINE_GAP if walled else _gap(before, item, self.graph.tight)
                self.arcs.append(Arc(last[0], self.variable(item), last[1] + item.left + gap))
            before = item

    def squeeze(self) -> None:
        """Charge the width of the whole picture, more than any line in it."""
        left, right = self.count, self.count + 1
        self.count += 2
        for item, at in self.variables.items():
            self.arcs += [Arc(left, at, 0), Arc(at, right, item.width + item.right)]
        for wall_left, wall_right in self.walls.values():
            self.arcs += [Arc(left, wall_left, 0), Arc(wall_right, right, 1)]
        self.arcs.append(Arc(left, right, 0, WHOLE))

    def attract_net(self, net: Net) -> None:
        if net.kind == "bar":
            self.attract(net.ports, BAR)
        elif net.kind == "edge":
            dummies = sum(port.item.kind == "dummy" for port in net.ports)
            alone = sum(len(port.item.ports[port.side]) == 1 for port in net.ports)
            self.attract(net.ports, STRAIGHT[dummies] + ALONE * alone)
        elif net.ports[0].item is not net.ports[1].item:
            self.attract(net.ports, FLAT)

    def attract(self, ports: list[Port], weight: int) -> None:
        """Charge how far each port is from the leftmost of them."""
        leftmost = self.count
        self.count += 1
        for port in ports:
            self.arcs.append(Arc(leftmost, self.variable(port.item), -port.offset, weight))


def _gap(before: Item | None, item: Item, tight: bool) -> int:
    if tight or before is None or before.kind != "box" or item.kind != "box":
        return LINE_GAP
    return BOX_GAP if not (before.right or item.left) else LINE_GAP
