"""Pass 4: the order of the ports on every box, the sizes of the boxes, the first offsets of the ports.

Expects ordered layers with all nets. Guarantees: ports of a side stand in the order that the author gave, else in one
without avoidable crossings (lines to the left first; around them the cups, nested); every box is wide and high enough
for its text, its ports, the labels beside them and the direct links at its sides; offsets are at least a pitch apart,
and farther where a label stands between.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from topodraw import text
from topodraw.diagram import Box
from topodraw.layout.layered import DEFAULT_ORDER, DOWN, UP, Item, Layered, Port, Side
from topodraw.layout.metric import Metric

__all__ = ["level_columns", "port_bounds", "size_boxes", "spread"]


def size_boxes(graph: Layered) -> None:
    """Set lines, width, height, port order and port offsets of every item."""
    boxes = {box.id: box for box in graph.diagram.boxes}
    for layer in graph.layers:
        for item in layer:
            for side in (DOWN, UP):
                item.ports[side].sort(key=_port_key)
                _measure(item.ports[side], graph.metric)
            if item.kind == "box":
                _size(graph, item, boxes[item.box])
    if not graph.tight:
        level_columns(graph)
    for layer in graph.layers:
        for item in layer:
            if item.kind == "box":
                for side in (DOWN, UP):
                    spread(item, side)


def _port_key(port: Port) -> tuple[int, ...]:
    """Sort by the order that the author gave, then without crossings."""
    return (DEFAULT_ORDER if port.order is None else port.order, *_free_key(port))


def _free_key(port: Port) -> tuple[int, int, int, int]:
    """Sort: cups to the left (nearest first), lines through the channel by where they go, cups to the right
    (farthest first), loops last."""
    item, net = port.item, port.net
    serial = net.owner if isinstance(net.owner, int) else net.serial
    if net.kind in ("cup", "cap"):
        other = net.ports[0] if net.ports[1] is port else net.ports[1]
        if other.item is item:
            return (3, 0, serial, net.ports.index(port))
        return (0 if other.item.index < item.index else 2, -other.item.index, serial, 0)
    places = [other.item.index for other in net.ports if other is not port and other.item.layer != item.layer]
    if not places:  # a bar along one layer: leave on the side where most of it lies
        beside = [other.item.index for other in net.ports if other is not port]
        if not beside:
            return (1, 1 << 30, serial, 0)
        return (1, -1 if sum(beside) < item.index * len(beside) else 1 << 29, serial, 0)
    return (1, sum(places) * 16 // len(places), serial, 0)


def _measure(ports: list[Port], metric: Metric) -> None:
    """Set the places of the ports of a side, the room of their labels and the least distances between them."""
    for at, port in enumerate(ports):
        port.place = at
        port.before, port.room, _ = metric.beside(port.labels)
    for port, following in pairwise(ports):
        labels = port.room + following.before
        port.pitch = labels + 2 if labels else metric.pitch


def _size(graph: Layered, item: Item, box: Box) -> None:
    item.lines = tuple(text.sanitise(line) for line in (box.name, *(line.text for line in box.lines)))
    metric = graph.metric
    across, item.height = metric.box([line + " " * graph.icon for line in item.lines])
    item.edge, item.spare = metric.edge, metric.aside
    needed = [across]
    for side in (DOWN, UP):
        ports = item.ports[side]
        if ports:
            spans = [max(metric.spread, port.pitch) for port in ports[:-1]]
            needed.append(sum(spans) + 1 + 2 * item.edge + (item.spare if len(ports) > 1 else 0))
    item.width = max(needed)


def level_columns(graph: Layered) -> None:
    """Give the boxes of a layer one number of columns, where none of them has to grow by more than a third."""
    columns = "width" if graph.metric.down else "height"
    for layer in graph.layers:
        boxes = [item for item in layer if item.kind == "box"]
        widths = [getattr(item, columns) for item in boxes]
        widest = max(widths, default=0)
        if widest and min(widths) * 4 >= widest * 3 - 4:
            for item in boxes:
                setattr(item, columns, widest)


def spread(item: Item, side: Side, fixed: Collection[Port] | None = None) -> None:
    """Distribute the ports of a side evenly over the inner width, keeping the distances that labels need.

    Given the `fixed` ones of a box that has its place, those stay, the others are distributed between them, and no
    label takes more room beside the box than it has.
    """
    ports = item.ports[side]
    if not ports:
        return
    wishes = _even(item, ports, fixed or ())
    latest = item.width - 1 - item.edge
    bounds = [0] * len(ports)
    for at in range(len(ports) - 1, -1, -1):
        if fixed is not None:
            latest = min(latest, item.width + item.right - 1 - ports[at].room)
        bounds[at] = ports[at].offset if fixed and ports[at] in fixed else latest
        if at:
            latest = bounds[at] - ports[at - 1].pitch
    earliest = item.edge if fixed is None else max(item.edge, ports[0].before - item.left)
    for at, port in enumerate(ports):
        port.offset = max(earliest, port.floor, min(wishes[at], bounds[at]))
        earliest = port.offset + port.pitch
    if fixed is None:
        spare = item.spare if len(ports) > 1 else 0
        item.left = max(item.left, ports[0].before - ports[0].offset)
        item.right = max(item.right, ports[-1].offset + 1 + ports[-1].room - item.width + spare)


def _even(item: Item, ports: list[Port], fixed: Collection[Port]) -> list[int]:
    """Return even offsets: a whole step from port to port, half a step from the sides of the box."""
    anchors = [at for at, port in enumerate(ports) if port in fixed]
    inner = item.width - 2
    count = len(ports)
    if not anchors:
        # the labels belong to the picture of the whole side: move it left by half of the last one
        labels = min(2, (ports[-1].room - ports[0].before + 1) // 2) if count > 1 else 0
        return [1 + ((2 * at + 1) * inner) // (2 * count) - labels for at in range(count)]
    wishes = []
    for at, port in enumerate(ports):
        left = max((anchor for anchor in anchors if anchor <= at), default=-1)
        right = min((anchor for anchor in anchors if anchor >= at), default=-1)
        if left == right:
            wishes.append(port.offset)
            continue
        start = ports[left].offset if left >= 0 else 1
        end = ports[right].offset if right >= 0 else 1 + inner
        steps = 2 * (at - left) if left >= 0 else 2 * at + 1
        whole = steps + (2 * (right - at) if right >= 0 else 2 * (count - 1 - at) + 1)
        wishes.append(start + (end - start) * steps // whole)
    return wishes


def port_bounds(port: Port) -> tuple[int, int]:
    """Return the least and greatest column that a port of a box may take while the others of its side stay."""
    item, ports, at = port.item, port.item.ports[port.side], port.place
    least = item.x + max(item.edge, port.before - item.left)
    low = least if at == 0 else ports[at - 1].column + ports[at - 1].pitch
    end = item.x + min(item.width - 1 - item.edge, item.width + item.right - 1 - port.room)
    high = end if at == len(ports) - 1 else ports[at + 1].column - port.pitch
    return max(low, item.x + port.floor), high
