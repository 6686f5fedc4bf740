"""Pass 1: put boxes into layers and turn edges and bars into nets.

Expects a diagram whose boxes have tiers (`assign_tiers`). Guarantees: every box is one item of the layer of its tier,
in the order that the author gave, else that of the diagram (tiers without boxes are closed up, boxes without any line
stand in rows of their own below); every edge between layers is a chain of nets through dummies, one net a channel;
every bar is one net in one channel, reached through dummies; every frame has an item in each layer of its interval;
flat edges are listed for `order` and `flats`.

The dummy rule is Sander's (1996): a dummy belongs to a frame only when both ends of its line do.
"""

from __future__ import annotations

from topodraw import text
from topodraw.diagram import Bar, Box, Diagram, End
from topodraw.layout.buses import bar_layers, channel_below, stand_bars
from topodraw.layout.layered import DEFAULT_ORDER, DOWN, UP, FrameNode, Item, Layered, Net, Port, Side, common
from topodraw.layout.metric import Direction
from topodraw.layout.sides import middle_labels

__all__ = ["build_layers"]

ISOLATED_ROW = 8
"""Boxes in a row of those that nothing is attached to, unless the picture is wider."""


def build_layers(diagram: Diagram, *, tight: bool = False, direction: Direction = "down", icon: int = 0) -> Layered:
    """Return the working copy with layers, frames, chains and nets, in the order of the diagram."""
    graph = Layered(diagram, tight=tight, direction=direction, icon=icon)
    paths = _frame_tree(graph)
    rows, own_layers = _rows(diagram), dict[str, int]()
    if not graph.metric.down:
        rows, own_layers = bar_layers(diagram, rows, paths)
    for layer, boxes in enumerate(rows):
        graph.layers.append([])
        for box in boxes:
            item = Item("box", layer, paths.get(box.id, ()), box.id)
            graph.layers[layer].append(item)
            graph.items[box.id] = item
    _intervals(graph)
    stand_bars(graph, own_layers, paths)
    for index, edge in enumerate(diagram.edges):
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        if a.layer == b.layer:
            graph.flats.append(index)
        else:
            upper, lower = (edge.a, edge.b) if a.layer < b.layer else (edge.b, edge.a)
            graph.chains[index] = _chain(graph, index, upper, lower, middle_labels(edge))
    for bar in diagram.bars:
        if bar.id in graph.buses:
            _bus(graph, bar)
        elif bar.taps:
            _bar(graph, bar)
    _gaps(graph)
    graph.number()
    return graph


def _frame_tree(graph: Layered) -> dict[str, tuple[str, ...]]:
    """Build the frames and return the path of frames around each box."""
    frames = {frame.id: frame for frame in graph.diagram.frames}
    path_of: dict[str, tuple[str, ...]] = {}

    def path(id: str) -> tuple[str, ...]:
        if id not in path_of:
            parent = frames[id].parent
            path_of[id] = (*(path(parent) if parent in frames else ()), id)
        return path_of[id]

    boxes: dict[str, tuple[str, ...]] = {}
    for frame in frames.values():
        graph.frames[frame.id] = FrameNode(frame.id, frame.title, path(frame.id))
        for member in frame.members:
            boxes[member] = path(frame.id)
    for node in graph.frames.values():
        siblings = graph.frames[node.path[-2]].children if len(node.path) > 1 else graph.roots
        siblings.append(node)
    return boxes


def _rows(diagram: Diagram) -> list[list[Box]]:
    """Return the boxes layer by layer; those without lines, frames or a wish of their own go below, in rows."""
    attached = {end.box for edge in diagram.edges for end in (edge.a, edge.b)}
    attached |= {tap.box for bar in diagram.bars for tap in bar.taps}
    attached |= {member for frame in diagram.frames for member in frame.members}
    rows: dict[int, list[Box]] = {}
    alone: list[Box] = []
    for box in _by_order(diagram):
        if box.id in attached or box.hints.rank is not None or box.across is not None:
            rows.setdefault(box.tier or 0, []).append(box)
        else:
            alone.append(box)
    layers = [rows[tier] for tier in sorted(rows)]
    wide = max([ISOLATED_ROW, *map(len, layers)])
    return layers + [alone[i : i + wide] for i in range(0, len(alone), wide)]


def _by_order(diagram: Diagram) -> list[Box]:
    """Return the boxes by the order that their author gave them, else by the least order of their links."""
    ends = [end for edge in diagram.edges for end in (edge.a, edge.b)]
    orders: dict[str, int] = {}
    for end in [*ends, *(tap for bar in diagram.bars for tap in bar.taps)]:
        if end.order is not None:
            orders[end.box] = min(end.order, orders.get(end.box, end.order))
    orders |= {box.id: box.hints.order for box in diagram.boxes if box.hints.order is not None}
    return sorted(diagram.boxes, key=lambda box: orders.get(box.id, DEFAULT_ORDER)) if orders else [*diagram.boxes]


def _intervals(graph: Layered) -> None:
    for node in graph.frames.values():
        node.top, node.bottom = len(graph.layers), -1
    for item in graph.items.values():
        for id in item.path:
            node = graph.frames[id]
            node.top, node.bottom = min(node.top, item.layer), max(node.bottom, item.layer)


def _chain(graph: Layered, owner: int, upper: End, lower: End, middle: tuple[str, ...]) -> list[Net]:
    """Connect two boxes of different layers by one net a channel; the texts in the middle stand at the lower end."""
    top, bottom = graph.items[upper.box], graph.items[lower.box]
    path = common(top.path, bottom.path)
    nets: list[Net] = []
    item = top
    for layer in range(top.layer + 1, bottom.layer + 1):
        net = graph.add_net("edge", layer - 1, owner)
        if item is top:
            _port(item, DOWN, net, graph.metric.lines(upper.labels, (), True), upper.arrow, upper.order)
        else:
            _port(item, DOWN, net, (), False, upper.order)
        item = bottom if layer == bottom.layer else _dummy(graph, layer, path)
        if item is bottom:
            _port(item, UP, net, graph.metric.lines(lower.labels, middle, False), lower.arrow, lower.order)
        else:
            _port(item, UP, net, (), False, lower.order)
        nets.append(net)
    return nets


def _port(item: Item, side: Side, net: Net, labels: tuple[str, ...], arrow: bool, order: int | None) -> Port:
    port = Port(item, side, net, tuple(map(text.sanitise, labels)), arrow)
    port.order = order
    return port


def _dummy(graph: Layered, layer: int, path: tuple[str, ...]) -> Item:
    inside = tuple(id for id in path if graph.frames[id].top <= layer <= graph.frames[id].bottom)
    item = Item("dummy", layer, inside)
    graph.layers[layer].append(item)
    return item


def _bar(graph: Layered, bar: Bar) -> None:
    """Put a bar into the channel nearest to its members and lead a chain of nets to it from each of them."""
    members = [graph.items[tap.box] for tap in bar.taps]
    layers = {id: item.layer for id, item in graph.items.items()}
    channel = channel_below(graph.diagram, bar, layers)
    if channel is None:
        channel = _bar_channel(graph, members)
    path = members[0].path
    for member in members[1:]:
        path = common(path, member.path)
    net = graph.add_net("bar", channel, bar.id)
    graph.taps[bar.id] = []
    for tap, member in zip(bar.taps, members, strict=True):
        graph.taps[bar.id].append(_tap(graph, bar.id, tap, member, net, path))


def _bar_channel(graph: Layered, members: list[Item]) -> int:
    """Choose between the layers of the members; for members of one layer the side with fewer lines, else below."""
    layers = sorted(member.layer for member in members)
    if layers[0] < layers[-1]:
        middle = layers[len(layers) // 2]
        return middle - 1 if middle > layers[0] else middle
    below = sum(len(member.ports[DOWN]) for member in members)
    above = sum(len(member.ports[UP]) for member in members)
    crowded = below > 0 and above == 0 and len(members) > 1
    return layers[0] - 1 if crowded else layers[0]


def _bus(graph: Layered, bar: Bar) -> None:
    """Lead a chain of nets from each member of a bar to a dummy in the bar's own layer."""
    bus = graph.buses[bar.id]
    for tap in bar.taps:
        nets, item = _lead(graph, bar.id, tap, graph.items[tap.box], bus.item.layer, bus.item.path)
        item.box = bar.id
        bus.taps.append((nets, item))


def _tap(graph: Layered, bar: str, tap: End, member: Item, net: Net, path: tuple[str, ...]) -> tuple[list[Net], Port]:
    down = member.layer <= net.channel
    nets, item = _lead(graph, bar, tap, member, net.channel if down else net.channel + 1, path)
    side = DOWN if down else UP
    return nets, _port(item, side, net, tap.labels if item is member else (), False, tap.order)


def _lead(graph: Layered, bar: str, tap: End, member: Item, last: int, path: tuple[str, ...]) -> tuple[list[Net], Item]:
    """Connect a member of a bar with layer `last`; return the nets from the member on, and the item they end at."""
    down = member.layer <= last
    side, other, step = (DOWN, UP, 1) if down else (UP, DOWN, -1)
    nets: list[Net] = []
    item = member
    while item.layer != last:
        piece = graph.add_net("edge", item.layer if down else item.layer - 1, bar)
        _port(item, side, piece, graph.metric.lines(tap.labels, (), down) if item is member else (), False, tap.order)
        item = _dummy(graph, item.layer + step, path)
        _port(item, other, piece, (), False, None)
        nets.append(piece)
    return nets, item


def _gaps(graph: Layered) -> None:
    """Give every frame an item in each layer of its interval, so that nothing foreign drifts through it."""
    present = {(id, item.layer) for item in graph.all_items() for id in item.path}
    for node in sorted(graph.frames.values(), key=lambda node: -len(node.path)):
        for layer in range(node.top, node.bottom + 1):
            if (node.id, layer) not in present:
                graph.layers[layer].append(Item("gap", layer, node.path))
                present.update((id, layer) for id in node.path)
