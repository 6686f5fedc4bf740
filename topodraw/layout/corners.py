"""Pass 8c: where a line turns right below or above the corner of a box, move its port aside.

Expects rows. Guarantees nothing, and costs nothing: a port moves only within its side, to a column where no line is
near. In 7 bits both corners are a ``+``, which joins what it touches; with other glyphs too, two corners that touch are
hard to tell apart. The tracks have to be assigned again when a port has moved.
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.layout.layered import DOWN, UP, Item, Layered, Port, Side
from topodraw.layout.pieces import Channel
from topodraw.layout.ports import port_bounds
from topodraw.layout.rows import Rows
from topodraw.layout.straighten import Columns, is_straight, move, trouble

__all__ = ["part_corners"]


def part_corners(graph: Layered, channels: Mapping[int, Channel], rows: Rows) -> bool:
    """Move the ports whose lines turn at the corner of a box; return whether any did."""
    moved = False
    for channel in channels.values():
        columns: Columns = {}
        for net in graph.nets[channel.index]:
            for port in net.ports:
                columns.setdefault(port.column, []).append(port)
        for piece in channel.pieces:
            y = rows.zones[channel.index, piece.zone] + piece.row
            for side, turning in ((DOWN, piece.above), (UP, piece.below)):
                walls = _walls_at(graph, channel.index, side, y)
                for port in piece.net.ports:
                    if port.side == side and port.column in turning and port.column in walls:
                        moved |= _move_aside(port, walls, columns)
    return moved


def _walls_at(graph: Layered, channel: int, side: Side, y: int) -> frozenset[int]:
    """Return the columns of the corners of boxes that face a row of a channel, from the far side of a line's end."""
    layer = channel + 1 if side == DOWN else channel
    if not 0 <= layer < len(graph.layers):
        return frozenset()
    return frozenset(
        wall
        for item in graph.layers[layer]
        if item.kind == "box" and y == (item.y - 1 if side == DOWN else item.y + item.height)
        for wall in (item.x, item.x + item.width - 1)
    )


def _move_aside(port: Port, walls: frozenset[int], columns: Columns) -> bool:
    """Move a port to the nearest column without trouble, rather towards the middle of its box; its twin goes along."""
    if port.item.kind != "box":
        return False
    was = port.column
    for column in sorted(_room(port), key=lambda c: (abs(c - was), _off_centre(port.item, c), c)):
        if column not in walls and not trouble(port, column, columns):
            twin = next((p for p in port.item.ports[port.side] if p.column == _mirrored(port.item, was)), port)
            move(port, column, columns)
            goal = _mirrored(port.item, column)
            free = goal in _room(twin) and goal not in walls and not trouble(twin, goal, columns)
            if twin is not port and free and not is_straight(twin):
                move(twin, goal, columns)
            return True
    return False


def _room(port: Port) -> range:
    low, high = port_bounds(port)
    return range(low, high + 1)


def _mirrored(item: Item, column: int) -> int:
    return 2 * item.x + item.width - 1 - column


def _off_centre(item: Item, column: int) -> int:
    return abs(2 * column - (2 * item.x + item.width - 1))
