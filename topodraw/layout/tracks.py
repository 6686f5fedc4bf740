"""Pass 7: the rows of the horizontal parts of lines, channel by channel.

Expects final port columns. Guarantees, for every channel: two horizontals that overlap have different rows; where one
line comes down and another goes down in one column, the first turns above the second; a bar's taps have columns of
their own. So no two lines share a cell except where they cross.

A channel has zones, from the top: cups and bars of boxes inside a frame that ends here (the deeper the frame, the
higher), those of the layer above, lines and bars between the two layers, caps and bars of the layer below, and so on
inward. Rows within a zone are the work of `stack`; where its constraints contradict themselves a line gets a dogleg
through a free column (Deutsch 1976).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from topodraw.layout.layered import DOWN, UP, Layered, Net
from topodraw.layout.pieces import Channel, Piece
from topodraw.layout.stack import constraints, find_cycle, give_rows, order_pieces

__all__ = ["assign_tracks", "zone_of"]


def assign_tracks(graph: Layered, channel: int, label_room: Mapping[str, int]) -> Channel:
    """Return the rows of one channel. `label_room` gives the columns that each bar's name takes."""
    result = Channel(channel)
    nets = graph.nets.get(channel, [])
    taken = {port.column for net in nets for port in net.ports}
    for net in nets:
        above = [port.column for port in net.ports if port.side == DOWN]
        below = [port.column for port in net.ports if port.side == UP]
        if net.kind == "edge" and above == below:
            continue
        piece = Piece(net, above, below, [], zone_of(graph, net))
        piece.label = label_room.get(str(net.owner), 0) if net.kind == "bar" else 0
        result.pieces.append(piece)
        if net.kind == "bar":
            result.pieces.extend(_free_taps(graph, piece, channel, taken))
    zones: dict[int, list[Piece]] = {}
    for piece in result.pieces:
        zones.setdefault(piece.zone, []).append(piece)
    for zone, pieces in zones.items():
        extra = _stack(graph, channel, pieces, taken)
        result.pieces.extend(extra)
        result.heights[zone] = max((piece.row for piece in pieces + extra), default=-1) + 1
    if not graph.metric.gap:
        _part_zones(result)
    return result


def _part_zones(channel: Channel) -> None:
    """Add a row between two zones where a line turns at the end of one and another in the same column below it."""
    zones = sorted(zone for zone, height in channel.heights.items() if height)
    for upper, lower in pairwise(zones):
        last = channel.heights[upper] - 1
        turning = {column for p in channel.pieces if p.zone == upper and p.row == last for column in p.above}
        if any(p.zone == lower and p.row == 0 and turning.intersection(p.below) for p in channel.pieces):
            channel.heights[upper] += 1


def zone_of(graph: Layered, net: Net) -> int:
    """Return the zone of a net: 0 between the layers, else as deep as the frame that ends here and holds all ends."""
    sides = {port.side for port in net.ports}
    if len(sides) > 1:
        return 0
    items = [port.item for port in net.ports]
    above = DOWN in sides
    layer = items[0].layer
    depth = 0
    for id in items[0].path:
        node = graph.frames[id]
        ends_here = (node.bottom if above else node.top) == layer
        if ends_here and all(id in item.path for item in items):
            depth = len(node.path)
    return -1 - depth if above else 1 + depth


def _free_taps(graph: Layered, bar: Piece, channel: int, taken: set[int]) -> list[Piece]:
    """Give a bar's tap from above a way around where a tap from below needs the same column."""
    extra: list[Piece] = []
    for column in list(bar.above):
        if column in bar.below:
            extra.append(_led_around(graph, channel, bar, column, taken))
    return extra


def _led_around(graph: Layered, channel: int, bar: Piece, column: int, taken: set[int]) -> Piece:
    """Let a tap from above, in the column given, come down to the bar in a free one; return its upper part."""
    free = free_column(graph, channel, taken, column, column)
    taken.add(free)
    bar.above[bar.above.index(column)] = free
    return Piece(bar.net, [column], [free], [free], bar.zone)


def free_column(graph: Layered, channel: int, taken: set[int], low: int, high: int) -> int:
    """Return a column that no line, box wall or frame wall of this channel uses, nearest to the span given."""
    walls = {
        wall
        for node in graph.frames.values()
        if node.top <= channel < node.bottom or node.top == channel + 1 or node.bottom == channel
        for wall in (node.x, node.right)
    }
    for distance in range(1, 1 << 20):
        for column in (high + distance, low - distance):
            if column >= 0 and column not in taken and column not in walls:
                return column
    raise AssertionError("a channel has no end of free columns to the right")


def _stack(graph: Layered, channel: int, pieces: list[Piece], taken: set[int]) -> list[Piece]:
    """Order the pieces of one zone and give them rows; return the further pieces that doglegs made."""
    extra: list[Piece] = []
    while True:
        everything = pieces + extra
        before = constraints(everything)
        cycle = find_cycle(everything, before)
        if not cycle:
            break
        extra.append(_dogleg(graph, channel, cycle, taken))
    give_rows(order_pieces(everything, before), before, graph.metric.apart)
    return extra


def _detour(graph: Layered, channel: int, under: Piece, bar: Piece, taken: set[int]) -> Piece:
    """Lead one tap of a bar, which should turn above another piece because of it, down in a column of its own."""
    return _led_around(graph, channel, bar, next(column for column in bar.above if column in under.below), taken)


def _dogleg(graph: Layered, channel: int, cycle: list[Piece], taken: set[int]) -> Piece:
    """Split an edge of the cycle in two, joined in a free column; return its lower part.

    Where the cycle is one of bars, lead a tap of one of them around the next instead; return its upper part.
    """
    piece = next((piece for piece in cycle if len(piece.above) == 1 and len(piece.below) == 1), None)
    if piece is None:
        return _detour(graph, channel, cycle[-1], cycle[0], taken)
    low, high = sorted((piece.above[0], piece.below[0]))
    free = free_column(graph, channel, taken, low, high)
    taken.add(free)
    lower = Piece(piece.net, [free], piece.below, piece.joints, piece.zone)
    piece.below, piece.joints = [free], [free]
    return lower
