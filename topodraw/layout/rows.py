"""Pass 8: the rows of everything, from top to bottom.

Expects tracks for every channel. Guarantees: boxes of a layer start on one row; below and above them stand the rows of
their labels, the walls of frames that end or begin there (a row for each depth, only where there is one), and the zones
of the channel, in the order that `tracks` assumes. In a drawing to the right all this goes by columns; there a layer in
which a frame begins is as wide as the frame's title.
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw import text
from topodraw.layout.clearance import covers_middle, least_rows
from topodraw.layout.layered import DOWN, UP, FrameNode, Layered, Side
from topodraw.layout.pieces import Channel

__all__ = ["TITLE", "Rows", "assign_rows"]

TITLE = 2
"""Columns from the corner of a frame to its title."""


class Rows:
    """The rows found: of zones by (channel, zone), of the walls of frames by (frame, "top" or "bottom")."""

    def __init__(self) -> None:
        self.zones: dict[tuple[int, int], int] = {}
        self.tops: dict[str, int] = {}
        self.bottoms: dict[str, int] = {}
        self.height = 0


def assign_rows(graph: Layered, channels: Mapping[int, Channel]) -> Rows:
    """Set y of every item and return the rows of zones and walls."""
    rows = Rows()
    y = 0
    for channel in range(-1, len(graph.layers)):
        y = _channel_rows(graph, channel, channels.get(channel), rows, y)
        if channel + 1 < len(graph.layers):
            layer = graph.layers[channel + 1]
            height = _height(graph, channel + 1, rows, y)
            for item in layer:
                item.y = y + item.inset
                if item.kind == "dummy" or item.kind == "gap":
                    item.height = 0 if item.inset else height
            y += height
    rows.height = y
    return rows


def _height(graph: Layered, layer: int, rows: Rows, y: int) -> int:
    """Return the rows of a layer that begins in row `y`."""
    heights = [max(item.inset + item.height, item.reach) for item in graph.layers[layer] if item.kind in ("box", "bar")]
    if not graph.metric.down:
        starting = [node for node in graph.frames.values() if node.top == layer]
        heights += [rows.tops[node.id] + TITLE + text.width(node.title) - y for node in starting]
    return max(heights, default=0)


def _channel_rows(graph: Layered, channel: int, tracks: Channel | None, rows: Rows, y: int) -> int:
    gap, along = graph.metric.gap, graph.metric.along
    heights = {zone: along(count) for zone, count in tracks.heights.items()} if tracks else {}
    inner = 0 <= channel < len(graph.layers) - 1
    below, above = _label_rows(graph, channel, DOWN), _label_rows(graph, channel + 1, UP)
    least = graph.metric.line + _has_arrow(graph, channel) - gap
    if graph.metric.down:
        least -= below + above  # texts stand beside the line there; otherwise they have to be apart
    if inner and sum(heights.values()) < least:
        heights[0] = heights.get(0, 0) + least - sum(heights.values())
    ending = [node for node in graph.frames.values() if node.bottom == channel]
    starting = [node for node in graph.frames.values() if node.top == channel + 1]
    walled = sum(len({len(node.path) for node in nodes}) for nodes in (ending, starting))
    if tracks and not above and not starting and graph.metric.down and covers_middle(graph, tracks):
        above = 1
    short = least_rows(graph, channel) - sum(heights.values()) - below - above - walled
    if short > 0 and graph.metric.down:
        heights[0] = heights.get(0, 0) + short
    deepest = max([0, *(len(node.path) for node in ending + starting), *(abs(zone) - 1 for zone in heights if zone)])
    if tracks and inner and not gap:
        between = sum(heights.values()) + walled
        below, above = (
            below + _misleads(graph, tracks, DOWN, ending, below, between + above),
            above + _misleads(graph, tracks, UP, starting, above, between + below),
        )
    y += below
    for depth in range(deepest, -1, -1):
        rows.zones[channel, -1 - depth] = y + gap
        y += heights.get(-1 - depth, 0)
        walls = [node for node in ending if len(node.path) == depth]
        for node in walls:
            rows.bottoms[node.id] = y + gap
        y += gap + 1 if walls else 0
    rows.zones[channel, 0] = y + gap
    y += heights.get(0, 0)
    for depth in range(deepest + 1):
        walls = [node for node in starting if len(node.path) == depth]
        for node in walls:
            rows.tops[node.id] = y + gap
        y += gap + 1 if walls else 0
        rows.zones[channel, 1 + depth] = y + gap
        y += heights.get(1 + depth, 0)
    return y + gap + above


def _label_rows(graph: Layered, layer: int, side: Side) -> int:
    if not 0 <= layer < len(graph.layers):
        return 0
    ports = [port for item in graph.layers[layer] for port in item.ports[side]]
    return max((graph.metric.beside(port.labels).along + port.arrow for port in ports), default=0)


def _misleads(graph: Layered, tracks: Channel, side: Side, walls: list[FrameNode], labels: int, beyond: int) -> bool:
    """Tell whether a text would touch a line where that line is nearer to its far end than the text to its own.

    `labels` is the number of rows of texts on this side, `beyond` that of all rows between them and the other layer;
    `walls` are the frames that end on this side.
    """
    zones = [zone for zone, height in tracks.heights.items() if height]
    if not labels or not zones or beyond > labels:
        return False
    zone = min(zones) if side == DOWN else max(zones)
    if any(len(node.path) >= abs(zone) for node in walls):
        return False
    row = 0 if side == DOWN else tracks.heights[zone] - 1
    near = [piece for piece in tracks.pieces if (piece.zone, piece.row) == (zone, row) and not piece.is_bar]
    turns = [piece for piece in near if (piece.below if side == DOWN else piece.above)]
    for item in graph.layers[tracks.index if side == DOWN else tracks.index + 1]:
        for port in item.ports[side]:
            if port.labels and len(port.labels) + port.arrow == labels:
                end = port.column + text.width(port.labels[-1 if side == DOWN else 0])
                if any(p.left <= end and p.right > port.column for p in turns):
                    return True
    return False


def _has_arrow(graph: Layered, channel: int) -> bool:
    return any(port.arrow for net in graph.nets.get(channel, ()) for port in net.ports)
