"""Pass 4c: room for the titles of frames.

Expects sized boxes with spread ports. A title stands at the left end of its frame's top wall, and lines enter frames
from above, so a title is an obstacle. Guarantees: `Port.floor` keeps the first line that enters each frame from sliding
left, and the demands returned keep the frame's wall far enough left of that line for the title.
"""

from __future__ import annotations

from topodraw import text
from topodraw.layout.layered import UP, FrameNode, Layered, Port
from topodraw.layout.tracks import zone_of

__all__ = ["title_demands"]

AROUND = 3
"""Columns of a title besides its text: the corner, and a blank on either side."""


def title_demands(graph: Layered) -> dict[str, tuple[Port, int]]:
    """Return, for each frame that lines enter from above, its first such port and the columns from wall to port."""
    demands: dict[str, tuple[Port, int]] = {}
    if not graph.metric.down:  # lines enter frames beside the title there
        return demands
    for node in graph.frames.values():
        port = _first(graph, node)
        if port is not None:
            port.floor = max(port.floor, port.offset)
            demands[node.id] = (port, text.width(node.title) + AROUND)
    return demands


def _first(graph: Layered, node: FrameNode) -> Port | None:
    """Return the leftmost port whose line crosses the frame's top wall."""
    for item in graph.layers[node.top]:
        if node.id in item.path:
            for port in item.ports[UP]:
                if zone_of(graph, port.net) < 1 + len(node.path):
                    return port
    return None
