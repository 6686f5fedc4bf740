"""Pass 6c: make a box a few columns wider where that makes a bent line straight.

Expects placed boxes with final ports. Guarantees: a line that is the outermost of its side and bends outwards by a few
columns is made straight where its box may grow so far to that side, and no line comes into the title of a frame; all
other lines and boxes stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.layout.balance import touching_arcs
from topodraw.layout.layered import Item, Layered, Port
from topodraw.layout.simplex import Arc
from topodraw.layout.spacing import Spacing
from topodraw.layout.straighten import Columns, columns_of, move

__all__ = ["widen"]

MOST = 4
"""Columns that a box may grow by on either side."""


def widen(graph: Layered, model: Spacing) -> None:
    """Widen boxes within the constraints of `model`."""
    room = _Room(model)
    for channel in sorted(graph.nets):
        columns = columns_of(graph.nets[channel])
        for net in graph.nets[channel]:
            if net.kind == "edge" and net.ports[0].column != net.ports[1].column:
                one, other = net.ports
                if not _reach(one, other, columns, room):
                    _reach(other, one, columns, room)


def _reach(port: Port, end: Port, columns: Columns, room: _Room) -> bool:
    """Move a port into the column of its line's other end, with a wider box; return whether that could be done."""
    item, column = port.item, end.column
    ports = item.ports[port.side]
    outermost = ports[-1] if column > port.column else ports[0]
    if item.kind != "box" or port is not outermost or any(other.net is not port.net for other in columns[column]):
        return False
    if column > port.column:
        grow = column + 1 + max(item.edge, port.room - item.right) - (item.x + item.width)
        if not 0 < grow <= room.right(item):
            return False
        item.width += grow
    else:
        grow = item.x - column + max(item.edge, port.before - item.left)
        behind_title = port.floor and column < item.x + port.floor
        if behind_title or not 0 < grow <= room.left(item):
            return False
        item.x -= grow
        item.width += grow
        for other in (other for side in item.ports.values() for other in side):
            other.offset += grow
            other.floor += grow if other.floor else 0
    move(port, column, columns)
    return True


class _Room:
    """How far boxes may still grow. Reads their edges anew each time, since neighbours may have grown."""

    def __init__(self, model: Spacing) -> None:
        self.model, self.x = model, model.columns()
        self.touching = touching_arcs(model.constraints)
        self.natural = {item: (item.x, item.width) for item in model.lefts}
        self.items = {at: item for item, at in model.lefts.items()}

    def left(self, item: Item) -> int:
        return min([MOST - self._grown_left(item), *self._slacks(item, to_left=True)])

    def right(self, item: Item) -> int:
        return min([MOST - self._grown_right(item), *self._slacks(item, to_left=False)])

    def _slacks(self, item: Item, to_left: bool) -> Iterator[int]:
        at = self.model.lefts[item]
        for arc in self.touching.get(at, ()):
            if (arc.head if to_left else arc.tail) == at:
                yield self._slack(arc)

    def _slack(self, arc: Arc) -> int:
        tail, head = self.items.get(arc.tail), self.items.get(arc.head)
        taken = (self._grown_right(tail) if tail else 0) + (self._grown_left(head) if head else 0)
        return self.x[arc.head] - self.x[arc.tail] - arc.length - taken

    def _grown_left(self, item: Item) -> int:
        return self.natural[item][0] - item.x

    def _grown_right(self, item: Item) -> int:
        x, width = self.natural[item]
        return item.x + item.width - (x + width)
