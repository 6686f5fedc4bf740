"""Pass 8, for texts: how many rows a channel needs so that every text is nearest its own end and its own box.

Expects columns and the texts of ports. Guarantees that `least_rows` rows between two layers leave the lines of text at
an end of a line nearer to that end than to the other, and no farther from their box than from any of the other layer;
`covers_middle` tells where a text in the middle of a link has to be parted from a line above it.
"""

from __future__ import annotations

from topodraw import text
from topodraw.layout.layered import DOWN, UP, Item, Layered, Port
from topodraw.layout.pieces import Channel
from topodraw.layout.sides import direct_labels

__all__ = ["covers_middle", "least_rows"]


def least_rows(graph: Layered, channel: int) -> int:
    """Return the rows that the texts of the channel below a layer need between its layers."""
    if not 0 <= channel < len(graph.layers) - 1:
        return 0
    upper, lower = graph.layers[channel], graph.layers[channel + 1]
    tallest = max((item.height for item in upper), default=0)
    least = 0
    for layer, side, other in ((upper, DOWN, lower), (lower, UP, upper)):
        for port in (port for item in layer if item.kind == "box" for port in item.ports[side] if port.labels):
            end = _end_rows(graph, port)
            far = _far_end(port)
            if far is not None:
                bend = abs(far.column - port.column)
                spare = tallest - (port.item if side == DOWN else far.item).height
                least = max(least, 2 * end - bend - spare)
            for item in other:
                if item.kind == "box" and item is not (far and far.item):
                    spare = tallest - (port.item if side == DOWN else item).height
                    least = max(least, _rows_beside(port, item) - spare)
    return least


def covers_middle(graph: Layered, tracks: Channel) -> bool:
    """Tell whether the lowest horizontal of a channel lies right above the text in the middle of a direct link."""
    zones = [zone for zone, height in tracks.heights.items() if height]
    if not zones:
        return False
    lowest = [piece for piece in tracks.pieces if piece.zone == max(zones)]
    lowest = [piece for piece in lowest if piece.row == tracks.heights[piece.zone] - 1]
    return any(
        piece.left < direct.right.x and piece.right > direct.left.x + direct.left.width - 1
        for direct in graph.direct
        if direct.left.layer == tracks.index + 1 and direct.row == 1 and direct_labels(graph, direct)[1]
        for piece in lowest
    )


def _end_rows(graph: Layered, port: Port) -> int:
    """Return the rows of the texts that belong to the end itself, not to the line as a whole, with its arrowhead."""
    count = len(port.labels)
    if isinstance(port.net.owner, int):
        edge = graph.diagram.edges[port.net.owner]
        count = min(count, max(len(end.labels) for end in (edge.a, edge.b) if end.box == port.item.box))
    return count + port.arrow


def _far_end(port: Port) -> Port | None:
    """Return the other end of a line that leads from box to box in this channel."""
    if port.net.kind != "edge":
        return None
    far = port.net.ports[0] if port.net.ports[1] is port else port.net.ports[1]
    return far if far.item.kind == "box" else None


def _rows_beside(port: Port, item: Item) -> int:
    """Return the rows that keep the texts of a port as far from a box of the other layer as from their own."""
    least = 0
    lines = port.labels if port.side == DOWN else port.labels[::-1]
    for row, line in enumerate(lines, 1 + port.arrow):
        start, end = port.column + 1, port.column + text.width(line)
        beside = max(item.x - end, start - (item.x + item.width - 1), 0)
        if line and beside < row:
            least = max(least, 2 * row - 1)
    return least
