"""Pass 9: the ways of lines as corner points.

Expects columns, tracks and rows. Guarantees that the points of a route alternate between horizontal and vertical steps,
and that its ends lie on the borders of its boxes.
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.layout.arrangement import PlacedTap, Point, Route
from topodraw.layout.layered import DOWN, Bus, Direct, Item, Layered, Net, Port
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.rows import Rows

__all__ = ["Router"]


class Router:
    """Turns nets into points."""

    def __init__(self, graph: Layered, channels: Mapping[int, Channel], rows: Rows) -> None:
        self.graph, self.rows = graph, rows
        self.pieces: dict[int, list[Piece]] = {}
        for channel in channels.values():
            for piece in channel.pieces:
                self.pieces.setdefault(id(piece.net), []).append(piece)

    def row(self, piece: Piece) -> int:
        return self.rows.zones[piece.net.channel, piece.zone] + piece.row * self.graph.metric.step

    def routes(self) -> list[Route]:
        """Return the routes of all edges that are drawn line by line, in the order of the diagram."""
        found: dict[int, tuple[Point, ...]] = {}
        for edge, nets in self.graph.chains.items():
            points = self._turn(nets[0]) if nets[0].kind in ("cup", "cap") else self._through(nets)
            if points[0] != self._start(edge, points):
                points.reverse()
            found[edge] = _simplified(points)
        for direct in self.graph.direct:
            found[direct.edge] = self._direct(direct)
        return [Route(edge, found[edge]) for edge in sorted(found)]

    def _start(self, edge: int, points: list[Point]) -> Point:
        """Return which end of a way lies on the edge's first box."""
        item = self.graph.items[self.graph.diagram.edges[edge].a.box]
        x, y = points[0]
        inside = item.x <= x < item.x + item.width and item.y <= y < item.y + item.height
        return points[0] if inside else points[-1]

    def _direct(self, direct: Direct) -> tuple[Point, ...]:
        y = direct.left.y + direct.row
        points = ((direct.left.x + direct.left.width - 1, y), (direct.right.x, y))
        return points[::-1] if direct.swapped else points

    def _through(self, nets: list[Net]) -> list[Point]:
        points: list[Point] = []
        for net in nets:
            above, below = net.ports if net.ports[0].side == DOWN else net.ports[::-1]
            points += self._drop(net, above)
            points.append(border(below))
        return points

    def _drop(self, net: Net, above: Port) -> list[Point]:
        """Return the way from a port down its net to where it no longer turns."""
        points = [border(above)]
        column = above.column
        pieces = list(self.pieces.get(id(net), ()))
        while piece := next((piece for piece in pieces if column in piece.above), None):
            pieces.remove(piece)
            y = self.row(piece)
            points += [(column, y), (piece.below[0], y)]
            column = piece.below[0]
        return points

    def _turn(self, net: Net) -> list[Point]:
        y = self.row(self.pieces[id(net)][0])
        first, second = net.ports
        return [border(first), (first.column, y), (second.column, y), border(second)]

    def tap(self, nets: list[Net], port: Port, box: str, bar: Piece) -> PlacedTap:
        """Return the way from a bar to a box. `nets` lead from the box toward the bar, `port` is the tap on the bar."""
        points: list[Point] = []
        for net in nets:
            points += self._leg(net, port.side == DOWN)
        points.append(border(port))
        column = port.column
        pieces = [piece for piece in self.pieces[id(port.net)] if piece.joints and port.side == DOWN]
        while joint := next((piece for piece in pieces if column in piece.above), None):
            y = self.row(joint)
            points += [(column, y), (joint.below[0], y)]
            column = joint.below[0]
        points.append((column, self.row(bar)))
        return PlacedTap(box, _simplified(points)[::-1])

    def bus_tap(self, nets: list[Net], item: Item, box: str, bus: Bus) -> PlacedTap:
        """Return the way from a bar that is an item to a box. `nets` lead from the box to the dummy `item`."""
        bar = bus.item
        points: list[Point] = [(bar.x, item.y), (item.x, item.y)]
        for net in reversed(nets):
            points += self._leg(net, item.layer < self.graph.items[box].layer)
        return PlacedTap(box, _simplified(points))

    def _leg(self, net: Net, downwards: bool) -> list[Point]:
        above, below = net.ports if net.ports[0].side == DOWN else net.ports[::-1]
        points = [*self._drop(net, above), border(below)]
        return points if downwards else points[::-1]


def border(port: Port) -> Point:
    """Return the cell of a port on its item's border."""
    item = port.item
    if item.kind != "box":
        return port.column, item.y + (item.height // 2 if item.height else 0)
    return port.column, item.y + item.height - 1 if port.side == DOWN else item.y


def _simplified(points: list[Point]) -> tuple[Point, ...]:
    """Drop repeated points and those in the middle of a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
