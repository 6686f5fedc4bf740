"""Pass 6b: where the title of each frame stands in its top wall.

Expects final port columns. Guarantees that no line crosses a title: it stands in the first gap wide enough between the
lines that enter the frame from above. Where no gap is wide enough the frame has to begin further to the left; the
caller places again with what `title_demands` returns, after which there is a gap before the first line.
"""

from __future__ import annotations

from topodraw import text
from topodraw.layout.layered import UP, FrameNode, Layered, Port
from topodraw.layout.ports import EDGE
from topodraw.layout.tracks import zone_of

__all__ = ["place_titles", "title_demands"]


def place_titles(graph: Layered) -> list[FrameNode]:
    """Set `title_x` of every frame; return the frames that have no room for theirs."""
    return [node for node in graph.frames.values() if not _fit(node, _crossing(graph, node))]


def title_demands(graph: Layered, frames: list[FrameNode]) -> dict[str, tuple[Port, int]]:
    """Return for each frame its first port from above and the columns wanted between wall and that port's item."""
    demands: dict[str, tuple[Port, int]] = {}
    for node in frames:
        first = min(_crossing(graph, node), key=lambda port: port.column)
        demands[node.id] = (first, text.width(node.title) + 3 - (EDGE if first.item.kind == "box" else 0))
    return demands


def _crossing(graph: Layered, node: FrameNode) -> list[Port]:
    """Return the ports whose lines cross the frame's top wall."""
    return [
        port
        for item in graph.layers[node.top]
        if node.id in item.path
        for port in item.ports[UP]
        if zone_of(graph, port.net) < 1 + len(node.path)
    ]


def _fit(node: FrameNode, crossing: list[Port]) -> bool:
    taken = {port.column for port in crossing}
    wide = text.width(node.title) + 2
    for start in range(node.x + 1, node.right - wide + 1):
        if not any(column in taken for column in range(start, start + wide)):
            node.title_x = start + 1
            return True
    return False
