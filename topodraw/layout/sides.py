"""Pass 4b: room beside boxes for the labels of direct links and the names of bars, and rows for direct links.

Expects sized boxes. Guarantees: parallel direct links have rows of their own with their labels above them, boxes are
high enough for them, and `Item.left` / `Item.right` keep the columns free that those texts take.
"""

from __future__ import annotations

from topodraw import text
from topodraw.diagram import Edge, End
from topodraw.layout.layered import Direct, Item, Layered

__all__ = ["direct_labels", "make_room_beside", "middle_labels", "middle_offset"]


def middle_labels(edge: Edge) -> tuple[str, ...]:
    """Return the lines of text that belong to a line as a whole: its label, its VRF, a missing other side."""
    lines = [edge.label, f"vrf {edge.vrf}" if edge.vrf else None, "one side only" if edge.one_sided else None]
    return tuple(text.sanitise(line) for line in lines if line)


def direct_labels(graph: Layered, direct: Direct) -> tuple[tuple[str, str], str, tuple[str, str]]:
    """Return the texts above and below the line at its left end, in its middle (above), and at its right end."""
    edge = graph.diagram.edges[direct.edge]
    left, right = (edge.b, edge.a) if direct.swapped else (edge.a, edge.b)
    return _above_below(left), ", ".join(middle_labels(edge)), _above_below(right)


def _above_below(end: End) -> tuple[str, str]:
    """Return what stands above the line and below it: every text touches the line it belongs to."""
    lines = [text.sanitise(line) for line in end.labels if line]
    return (lines[0] if lines else "", " ".join(lines[1:]))


def make_room_beside(graph: Layered) -> None:
    """Set the rows of direct links, the heights of their boxes and the free columns beside all boxes."""
    used: dict[tuple[Item, str], int] = {}
    for direct in graph.direct:
        left, middle, right = direct_labels(graph, direct)
        above, below = bool(left[0] or right[0] or middle), bool(left[1] or right[1])
        first = max(used.get((direct.left, "right"), 0), used.get((direct.right, "left"), 0))
        direct.row = max(1, first + above + (above and first > 0))  # a text may not touch the line above it too
        used[direct.left, "right"] = used[direct.right, "left"] = direct.row + 1 + below
        wide_left, wide_right = (max(map(text.width, lines)) for lines in (left, right))
        wide_middle = text.width(middle)
        for item in (direct.left, direct.right):
            item.height = max(item.height, direct.row + 2)
        room = middle_offset(wide_left) + wide_middle + 1 if wide_middle else wide_left + bool(wide_left)
        direct.left.right = max(direct.left.right, room, _arrow_room(graph, direct))
        direct.right.left = max(direct.right.left, wide_right + 1 if wide_right else 0)
    _room_for_bar_names(graph)


def middle_offset(left: int) -> int:
    """Return where the text in the middle of a direct link may begin: two blanks part it from that at the left end."""
    return left + 2 if left else 0


def _arrow_room(graph: Layered, direct: Direct) -> int:
    """Return the columns that an arrowhead needs so that its line is still seen."""
    edge = graph.diagram.edges[direct.edge]
    ends: tuple[End, End] = (edge.a, edge.b)
    return 2 if any(end.arrow for end in ends) else 0


def _room_for_bar_names(graph: Layered) -> None:
    """Keep the columns behind the last tap of a bar that lies along one layer."""
    names = {bar.id: text.width(bar.name) for bar in graph.diagram.bars}
    for nets in graph.nets.values():
        for net in nets:
            if net.kind != "bar" or len({port.side for port in net.ports}) > 1:
                continue
            last = max(net.ports, key=lambda port: (port.item.index, port.offset))
            later = [port for port in last.item.ports[last.side] if port.offset > last.offset]
            if later:
                continue
            needed = last.offset + 3 + names.get(str(net.owner), 0) + 2
            last.item.right = max(last.item.right, needed - last.item.width)
