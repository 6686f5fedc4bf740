"""Pass 7: the rows of the horizontal parts of lines, channel by channel.

Expects final port columns. Guarantees, for every channel: two horizontals that overlap have different rows; where one
line comes down and another goes down in one column, the first turns above the second; a bar's taps have columns of
their own. So no two lines share a cell except where they cross.

A channel has zones, from the top: cups and bars of boxes inside a frame that ends here (the deeper the frame, the
higher), those of the layer above, lines and bars between the two layers, caps and bars of the layer below, and so on
inward. Within a zone the order of two overlapping nets is the one with fewer crossings (Sander 2004; Eschbach,
Guenther, Becker 2006); columns wanted from above and below give constraints (Yoshimura and Kuh 1982), and a cycle of
them is broken by a dogleg through a free column (Deutsch 1976).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from topodraw.layout.layered import DOWN, UP, Layered, Net

__all__ = ["Channel", "Piece", "assign_tracks", "zone_of"]

OVERHANG = 2
"""Columns by which a bar sticks out beyond its last taps."""
SIFT_LIMIT = 80
"""Pieces in a zone up to which their order is improved one by one."""
CLEARANCE = 2
"""Least distance of the ends of two horizontals in one row: their corners may not touch."""


@dataclass(slots=True, eq=False)
class Piece:
    """One horizontal: a net's, or one of the two of a net with a dogleg. Columns are entered from above or below."""

    net: Net
    above: list[int]
    below: list[int]
    label: int = 0
    """Columns kept for a bar's name behind its right end."""
    joints: list[int] = field(default_factory=list)
    """Columns in which this piece goes on as a lower piece of the same line."""
    row: int = 0
    zone: int = 0

    @property
    def left(self) -> int:
        return min(self.above + self.below) - (OVERHANG if self.is_bar else 0)

    @property
    def right(self) -> int:
        return max(self.above + self.below) + (OVERHANG if self.is_bar else 0)

    @property
    def reach(self) -> int:
        return self.right + self.label

    @property
    def is_bar(self) -> bool:
        """Tell whether this is a bar itself, not a line's piece on its way to one."""
        return self.net.kind == "bar" and not self.joints


@dataclass(slots=True)
class Channel:
    """The result for one channel: its pieces with zones and rows (rows count within their zone from 0)."""

    index: int
    pieces: list[Piece] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)
    """Rows of each zone. Zones sort from the top: -1-depth above, 0 between, 1+depth below."""


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
        piece = Piece(net, above, below, label_room.get(str(net.owner), 0) if net.kind == "bar" else 0)
        piece.zone = zone_of(graph, net)
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
            free = free_column(graph, channel, taken, column, column)
            taken.add(free)
            bar.above[bar.above.index(column)] = free
            extra.append(Piece(bar.net, [column], [free], joints=[free]))
    return extra


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
        before = _constraints(everything)
        cycle = _cycle(everything, before)
        if not cycle:
            break
        extra.append(_dogleg(graph, channel, cycle, taken))
    order = _order(everything, before)
    if len(order) <= SIFT_LIMIT:
        _sift(order, before)
    _rows(order, before)
    return extra


def _constraints(pieces: list[Piece]) -> dict[Piece, list[Piece]]:
    """Return for each piece those that must turn above it."""
    from_above: dict[int, list[Piece]] = {}
    for piece in pieces:
        for column in piece.above:
            from_above.setdefault(column, []).append(piece)
    before: dict[Piece, list[Piece]] = {piece: [] for piece in pieces}
    for piece in pieces:
        for column in piece.below:
            for other in from_above.get(column, ()):
                if other is piece:
                    continue
                if column in piece.joints and other.net is piece.net:
                    before[other].append(piece)
                else:
                    before[piece].append(other)
    return before


def _cycle(pieces: list[Piece], before: dict[Piece, list[Piece]]) -> list[Piece]:
    """Return the pieces of one cycle of constraints, empty when there is none."""
    state: dict[Piece, int] = {}
    for start in pieces:
        stack = [(start, 0)]
        trail: list[Piece] = []
        while stack:
            piece, at = stack.pop()
            if at == 0:
                if state.get(piece) == 2:
                    continue
                state[piece] = 1
                trail.append(piece)
            if at < len(before[piece]):
                stack.append((piece, at + 1))
                other = before[piece][at]
                if state.get(other) == 1:
                    return trail[trail.index(other) :]
                if state.get(other) != 2:
                    stack.append((other, 0))
            else:
                state[piece] = 2
                trail.pop()
    return []


def _dogleg(graph: Layered, channel: int, cycle: list[Piece], taken: set[int]) -> Piece:
    """Split an edge of the cycle in two, joined in a free column; return its lower part."""
    piece = next(piece for piece in cycle if len(piece.above) == 1 and len(piece.below) == 1)
    low, high = sorted((piece.above[0], piece.below[0]))
    free = free_column(graph, channel, taken, low, high)
    taken.add(free)
    lower = Piece(piece.net, [free], piece.below, joints=piece.joints, zone=piece.zone)
    piece.below, piece.joints = [free], [free]
    return lower


def _order(pieces: list[Piece], before: dict[Piece, list[Piece]]) -> list[Piece]:
    """Return the pieces from top to bottom: constraints kept, few crossings.

    Among the pieces free to come next, take the one that would cost most below the others and least above them.
    """
    waiting = {piece: len(set(before[piece])) for piece in pieces}
    after: dict[Piece, list[Piece]] = {piece: [] for piece in pieces}
    for piece, others in before.items():
        for other in dict.fromkeys(others):
            after[other].append(piece)
    gain = {piece: 0 for piece in pieces}
    if len(pieces) <= 400:
        for at, one in enumerate(pieces):
            for other in pieces[at + 1 :]:
                if one.left <= other.reach and other.left <= one.reach:
                    difference = _crossings(other, one) - _crossings(one, other)
                    gain[one] += difference
                    gain[other] -= difference
    order: list[Piece] = []
    left = list(pieces)
    while left:
        ready = [piece for piece in left if not waiting[piece]]
        chosen = max(ready, key=lambda piece: (gain[piece], -left.index(piece)))
        left.remove(chosen)
        order.append(chosen)
        for other in after[chosen]:
            waiting[other] -= 1
        if len(pieces) <= 400:
            for other in left:
                if chosen.left <= other.reach and other.left <= chosen.reach:
                    gain[other] += _crossings(chosen, other) - _crossings(other, chosen)
    return order


def _crossings(upper: Piece, lower: Piece) -> int:
    """Return how often two pieces cross when one lies above the other."""
    return sum(upper.left < column < upper.reach for column in lower.above) + sum(
        lower.left < column < lower.reach for column in upper.below
    )


def _sift(order: list[Piece], before: dict[Piece, list[Piece]]) -> None:
    """Move single pieces to better places as long as that saves crossings (sifting, Matuszewski et al. 1999)."""
    saved = True
    while saved:
        saved = False
        for piece in list(order):
            at = order.index(piece)
            best, best_gain = at, 0
            for step in (-1, 1):
                gain, to = 0, at + step
                while 0 <= to < len(order):
                    other = order[to]
                    if (other in before[piece]) if step < 0 else (piece in before[other]):
                        break
                    upper, lower = (other, piece) if step < 0 else (piece, other)
                    gain += _crossings(upper, lower) - _crossings(lower, upper)
                    if gain > best_gain:
                        best, best_gain = to, gain
                    to += step
            if best_gain:
                order.insert(best, order.pop(at))
                saved = True


def _rows(order: list[Piece], before: dict[Piece, list[Piece]]) -> None:
    """Give each piece the highest row below all it overlaps with, and below all that must turn above it."""
    for at, piece in enumerate(order):
        row = 0
        for other in order[:at]:
            if other in before[piece]:  # one column for both: leave a cell between the corners
                row = max(row, other.row + 2)
            elif other.reach + CLEARANCE > piece.left and piece.reach + CLEARANCE > other.left:
                row = max(row, other.row + 1)
        piece.row = row

