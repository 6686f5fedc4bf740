"""The constraints and costs from which `place` finds columns.

A variable stands for a column that is looked for: the left edge of an item, a port that may slide, the walls of a
frame. A spot is a column at a fixed distance from a variable, so that right edges and ports that stay where they are on
their box need none of their own.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from topodraw.layout.buses import gap_at_bar
from topodraw.layout.layered import DOWN, UP, Item, Layered, Net, Port, common
from topodraw.layout.metric import Metric
from topodraw.layout.simplex import Arc

__all__ = ["FLAT", "Spacing", "Spot", "gap_between"]

STRAIGHT = {0: 8, 1: 16, 2: 64}
"""Weight of a line's sideways way by the number of dummies at its ends (Gansner et al. 1993)."""
ALONE = 8
"""Further weight for an end that is the only one on its side: it should stay in the middle of its box."""
FLAT, BAR = 1, 4
SLID, SLID_ALONE = 1, 5
"""Weight of a port's way from where it was spread; of one that is alone on its side."""
WHOLE = 10_000
"""Weight of the whole width, where it is scarce."""


class Spot(NamedTuple):
    """The column `offset` to the right of a variable."""

    variable: int
    offset: int = 0

    def moved(self, by: int) -> Spot:
        return Spot(self.variable, self.offset + by)


class Spacing:
    """The constraints of a picture; with `slides` the ports of boxes have variables, and their ways cost so many times
    their weight."""

    def __init__(self, graph: Layered, *, slides: int = 0) -> None:
        self.slides = slides
        self.graph = graph
        self.count = 0
        self.constraints: list[Arc] = []
        self.costs: list[Arc] = []
        """Arcs of auxiliary variables, which stand for nothing in the picture."""
        self.lefts: dict[Item, int] = {item: self._variable() for item in graph.all_items()}
        self.walls = {id: (self._variable(), self._variable()) for id in graph.frames}
        self.hull: tuple[int, int] | None = None
        """The sides of the whole picture, where its width is charged."""
        self.origin = Spot(self._variable() if graph.wanted else 0)
        """The column from which those are counted in which boxes are wanted."""
        self.ports: dict[Port, int] = {}
        if slides:
            for item in graph.items.values():
                for side in (DOWN, UP):
                    self.ports |= {port: self._variable() for port in item.ports[side]}
        for item in graph.items.values() if slides else ():
            for side in (DOWN, UP):
                self._slide(item.ports[side])

    def _variable(self) -> int:
        self.count += 1
        return self.count - 1

    def left(self, item: Item) -> Spot:
        return Spot(self.lefts[item])

    def right(self, item: Item) -> Spot:
        """Return the first column right of an item."""
        return Spot(self.lefts[item], item.width)

    def port(self, port: Port) -> Spot:
        return Spot(self.ports[port]) if port in self.ports else Spot(self.lefts[port.item], port.offset)

    def variables(self, item: Item) -> list[int]:
        """Return all that has to move when an item does."""
        ports = [port for side in (DOWN, UP) for port in item.ports[side]]
        return [self.lefts[item], *(self.ports[port] for port in ports if port in self.ports)]

    def columns(self) -> list[int]:
        """Return the columns of all variables of items and walls as they are placed now."""
        x = [0] * self.count
        for item, at in self.lefts.items():
            x[at] = item.x
        for id, (left, right) in self.walls.items():
            x[left], x[right] = self.graph.frames[id].x, self.graph.frames[id].right
        if self.graph.wanted:
            x[self.origin.variable] = self.graph.origin
        if self.hull:
            left, right = self.hull
            x[left] = min(x[: self.count - 2], default=0)
            ends = [arc for arc in self.constraints if arc.head == right and arc.tail != left]
            x[right] = max((arc.length + x[arc.tail] for arc in ends), default=0)
        return x

    def keep(self, left: Spot, right: Spot, length: int, weight: int = 0) -> None:
        """Keep two spots at least so far apart; charge what they are apart."""
        self.constraints.append(_arc(left, right, length, weight))

    def attract(self, spots: list[Spot], weight: int) -> None:
        """Charge how far each spot is from the leftmost of them."""
        leftmost = Spot(self._variable())
        self.costs += [_arc(leftmost, spot, 0, weight) for spot in spots]

    def attract_beyond(self, left: Spot, right: Spot, off: int, weight: int) -> None:
        """Charge how far the right one of two spots is from the left one beyond so many columns."""
        farthest = Spot(self._variable())
        self.costs += [_arc(left, farthest, off, weight), _arc(right, farthest, 0)]

    def _slide(self, ports: list[Port]) -> None:
        """Keep the ports of a side in order and apart, each near to where it was spread."""
        for at, port in enumerate(ports):
            item, spot = port.item, self.port(port)
            left, right = self.left(item), self.right(item)
            if at == 0:
                self.keep(left, spot, max(item.edge, port.before - item.left))
            else:
                self.keep(self.port(ports[at - 1]), spot, ports[at - 1].pitch)
            self.keep(spot, right, 1 + max(item.edge if at == len(ports) - 1 else 0, port.room - item.right))
            weight = SLID_ALONE if len(ports) == 1 else SLID
            self.attract([left.moved(port.offset), spot], weight * self.slides)

    def separate(self, layer: list[Item]) -> None:
        """Constrain a layer from left to right, closing and opening frames between neighbours."""
        between = self.graph.metric.between
        before: Item | None = None
        for item in [*layer, None]:
            outer = common(before.path, item.path) if before and item else ()
            closing = [] if before is None else list(before.path[len(outer) :])[::-1]
            opening = [] if item is None else list(item.path[len(outer) :])
            last = None if before is None else self.right(before).moved(before.right)
            kind: str = before.kind if before else ""
            for id in closing:
                assert last is not None
                self.keep(last, Spot(self.walls[id][1]), between(kind, "closing"))
                last, kind = Spot(self.walls[id][1], 1), "closing"
            for id in opening:
                if last:
                    self.keep(last, Spot(self.walls[id][0]), between(kind, "opening"))
                last, kind = Spot(self.walls[id][0], 1), "opening"
            if item is not None and last is not None:
                free = before is not None and not closing and not opening
                gap = _gap(before, item, self.graph.metric) if before and free else between(kind, item.kind)
                self.keep(last, self.left(item).moved(-item.left), gap)
            before = item

    def squeeze(self) -> None:
        """Charge the width of the whole picture, more than any line in it."""
        self.hull = (self._variable(), self._variable())
        left, right = map(Spot, self.hull)
        for item in self.lefts:
            self.keep(left, self.left(item), 0)
            self.keep(self.right(item).moved(item.right), right, 0)
        for wall_left, wall_right in self.walls.values():
            self.keep(left, Spot(wall_left), 0)
            self.keep(Spot(wall_right), right, 1)
        self.keep(left, right, 0, WHOLE)

    def attract_net(self, net: Net, times: int = 1) -> None:
        """Charge the sideways way of a net, an edge's so many times."""
        spots = [self.port(port) for port in net.ports]
        if net.kind == "bar":
            self.attract(spots, BAR)
        elif net.kind == "edge":
            dummies = sum(port.item.kind == "dummy" for port in net.ports)
            alone = sum(len(port.item.ports[port.side]) == 1 for port in net.ports)
            self.attract(spots, times * (STRAIGHT[dummies] + ALONE * alone))
        elif net.ports[0].item is not net.ports[1].item:
            self.attract(spots, FLAT)


def _arc(left: Spot, right: Spot, length: int, weight: int = 0) -> Arc:
    return Arc(left.variable, right.variable, length + left.offset - right.offset, weight)


def gap_between(left: Item, right: Item, metric: Metric) -> int:
    """Return the least number of columns between two neighbours of a layer, the walls between them included."""
    outer = len(common(left.path, right.path))
    walls = ["closing"] * (len(left.path) - outer) + ["opening"] * (len(right.path) - outer)
    if not walls:
        return left.right + right.left + _gap(left, right, metric)
    blanks = sum(metric.between(*pair) for pair in pairwise([left.kind, *walls, right.kind]))
    return left.right + right.left + len(walls) + blanks


def _gap(before: Item, item: Item, metric: Metric) -> int:
    if "bar" in (before.kind, item.kind):
        return gap_at_bar(before, item)
    gap = metric.between(before.kind, item.kind)
    return min(gap, 1) if before.right or item.left else gap
