"""Bars of drawings to the right: items in layers of their own.

A bar stays level there, so it lies along the way that lines take from layer to layer, and its taps turn onto it from
above and below: of those that come from the left the nearest turns first, those that leave to the right leave nested as
well. No two of a bar's taps cross.

`bar_layers` runs before the boxes are put into layers, `insert_bars` after the order of the layers is found (a bar
stands amid its taps, or below them where those of another stand between; that of a mesh between the taps from the left
and those to the right), `lay_bars` after the columns. Guarantees: nothing stands in a bar's own row, no tap goes
through another bar or its name, no two taps share a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import count, pairwise
from typing import NamedTuple

from topodraw import text
from topodraw.diagram import Bar, Box, Diagram
from topodraw.layout.layered import UP, Bus, Item, Layered, common
from topodraw.layout.pieces import OVERHANG

__all__ = [
    "TAP_STEP",
    "bar_layers",
    "bar_length",
    "channel_below",
    "gap_at_bar",
    "insert_bars",
    "lay_bars",
    "stand_bars",
    "tap_pairs",
]

TAP_STEP = 2
"""Along from one tap to the next."""

Paths = Mapping[str, tuple[str, ...]]
"""The frames around each box, outermost first."""


def bar_layers(diagram: Diagram, rows: Sequence[list[Box]], paths: Paths) -> tuple[list[list[Box]], dict[str, int]]:
    """Return the rows of boxes with empty ones for bars in between, and the row of each bar that has taps.

    A bar stands amid the layers of its members; for members of one layer after them, or before them where lines go on
    from them but none comes to them and no frame begins there.
    """
    layer = {box.id: at for at, row in enumerate(rows) for box in row}
    tops: dict[str, int] = {}
    for box, at in layer.items():
        for frame in paths.get(box, ()):
            tops[frame] = min(at, tops.get(frame, at))
    after = {bar.id: _channel(diagram, bar, layer, paths, tops) for bar in diagram.bars if bar.taps}
    used = dict.fromkeys(after.values())
    shifted: list[list[Box]] = [[]] if -1 in used else []
    place = {-1: 0}
    for at, row in enumerate(rows):
        shifted.append(row)
        if at in used:
            place[at] = len(shifted)
            shifted.append([])
    return shifted, {bar: place[channel] for bar, channel in after.items()}


def _channel(diagram: Diagram, bar: Bar, layer: Mapping[str, int], paths: Paths, tops: Mapping[str, int]) -> int:
    """Return the layer after which a bar stands; -1 for before the first."""
    layers = sorted(layer[tap.box] for tap in bar.taps)
    wanted = channel_below(diagram, bar, layer)
    if wanted is not None and (wanted >= layers[0] or layers[0] not in tops.values()):
        return wanted
    if layers[0] < layers[-1]:
        middle = layers[len(layers) // 2]
        return middle - 1 if middle > layers[0] else middle
    members = {tap.box: None for tap in bar.taps}
    others = [layer[b] for a, b in _links(diagram) if a in members]
    starts = any(tops[frame] == layers[0] for frame in _shared(list(members), paths))
    crowded = any(other > layers[0] for other in others) and not any(other < layers[0] for other in others)
    return layers[0] - 1 if crowded and len(bar.taps) > 1 and not starts else layers[0]


def channel_below(diagram: Diagram, bar: Bar, layer: Mapping[str, int]) -> int | None:
    """Return the layer after which a bar is wanted, None where nobody said; never away from its members."""
    if bar.below is None:
        return None
    own = sorted(layer[tap.box] for tap in bar.taps)
    above = [layer[box.id] for box in diagram.boxes if (box.tier or 0) <= bar.below]
    return max((at for at in above if own[0] <= at <= own[-1]), default=own[0] - 1)


def _links(diagram: Diagram) -> list[tuple[str, str]]:
    pairs = [(edge.a.box, edge.b.box) for edge in diagram.edges]
    return pairs + [(b, a) for a, b in pairs]


def _shared(boxes: Sequence[str], paths: Paths) -> tuple[str, ...]:
    """Return the frames that all of some boxes are in, outermost first."""
    path = paths.get(boxes[0], ())
    for box in boxes[1:]:
        path = common(path, paths.get(box, ()))
    return path


def stand_bars(graph: Layered, layers: Mapping[str, int], paths: Paths) -> None:
    """Make an item of each bar and stretch the frames that hold all its members to its layer."""
    for bar in graph.diagram.bars:
        if bar.id in layers:
            path = _shared([tap.box for tap in bar.taps], paths)
            graph.buses[bar.id] = Bus(Item("bar", layers[bar.id], path, bar.id))
            for frame in (graph.frames[id] for id in path):
                frame.top, frame.bottom = min(frame.top, layers[bar.id]), max(frame.bottom, layers[bar.id])


def insert_bars(graph: Layered, meshes: Set[str]) -> None:
    """Put the bars among their taps in the ordered layers; `meshes` are those with an upper and a lower side."""
    spans = {id: _span(bus) for id, bus in graph.buses.items()}
    for id, bus in graph.buses.items():
        layer = graph.layers[bus.item.layer]
        own = {item: None for _, item in bus.taps}
        taps = [item for item in layer if item in own]
        if id in meshes:
            onward = {item: None for item in taps if not item.ports[UP]}
            uppers = [item for item in taps if item not in onward]
            layer[:] = [item for item in layer if item not in onward]
            at = layer.index(uppers[-1]) + 1
            layer[at:at] = [bus.item, *onward]
        else:
            low, high = spans[id]
            others = [
                spans[other] for other in graph.buses if other != id and graph.buses[other].item.layer == bus.item.layer
            ]
            alone = all(last < low or high < first for first, last in others)
            layer.insert(layer.index(taps[(len(taps) - 1) // 2 if alone else -1]) + 1, bus.item)
    graph.number()


def _span(bus: Bus) -> tuple[int, int]:
    """Return the first and the last index of a bar's taps in its layer."""
    places = [item.index for _, item in bus.taps]
    return min(places), max(places)


def lay_bars(graph: Layered) -> None:
    """Give each bar the row in the middle between its neighbours, and bars and taps their places along."""
    for bus in graph.buses.values():
        _centre(graph, bus)
    placed: dict[int, list[_Place]] = {}
    bars = [bar for bar in graph.diagram.bars if bar.id in graph.buses]
    for bar in sorted(bars, key=lambda bar: -graph.buses[bar.id].item.x):  # taps come rather from above
        bus = graph.buses[bar.id]
        bus.item.height = bar_length(bar) + 1 + text.width(bar.name)
        taps = _along(bus)
        others = placed.setdefault(bus.item.layer, [])
        places = (_place(bus.item, taps, start) for start in count())
        found = next(place for place in places if not any(_clash(place, other) for other in others))
        others.append(found)
        bus.item.inset = found.start
        for item, (column, _, _) in zip(taps, found.legs, strict=True):
            item.inset = column


class _Place(NamedTuple):
    """A bar with its name, `start` to `end` along in row `row`, and for each tap its column and the rows it goes
    through."""

    row: int
    start: int
    end: int
    legs: list[tuple[int, int, int]]


def _place(bar: Item, taps: Sequence[Item], start: int) -> _Place:
    columns = range(start + OVERHANG, start + OVERHANG + len(taps) * TAP_STEP, TAP_STEP)
    legs = [(column, min(bar.x, tap.x), max(bar.x, tap.x)) for column, tap in zip(columns, taps, strict=True)]
    return _Place(bar.x, start, start + bar.height - 1, legs)


def _clash(one: _Place, other: _Place) -> bool:
    """Tell whether a tap of one bar touches the other, its name or one of its taps."""
    for bar, taps in ((one, other.legs), (other, one.legs)):
        if any(bar.start - 1 <= column <= bar.end + 1 and low <= bar.row <= high for column, low, high in taps):
            return True
    return any(
        abs(a - b) < TAP_STEP and low_a <= high_b + 1 and low_b <= high_a + 1
        for a, low_a, high_a in one.legs
        for b, low_b, high_b in other.legs
    )


def bar_length(bar: Bar) -> int:
    """Return the cells of a bar itself."""
    return 2 * OVERHANG + (len(bar.taps) - 1) * TAP_STEP + 1


def _along(bus: Bus) -> list[Item]:
    """Return the taps from left to right: the nearest from the left first, the nearest to the right last."""
    row = bus.item.x
    taps = [item for _, item in bus.taps]
    coming = sorted((item for item in taps if item.ports[UP]), key=lambda item: abs(item.x - row))
    leaving = sorted((item for item in taps if not item.ports[UP]), key=lambda item: -abs(item.x - row))
    return coming + leaving


def _centre(graph: Layered, bus: Bus) -> None:
    """Move a bar to the middle between its nearest taps on either side, where nothing else stands between."""
    layer, at = graph.layers[bus.item.layer], bus.item.index
    own = {item for _, item in bus.taps}
    if 0 < at < len(layer) - 1 and {layer[at - 1], layer[at + 1]} <= own:
        bus.item.x = (layer[at - 1].x + layer[at + 1].x) // 2


def gap_at_bar(before: Item, item: Item) -> int:
    """Return the blank cells across between two neighbours one of which is a bar: none to a tap of its own that comes
    from the left, for that turns before the bar's name."""
    tap = before if item.kind == "bar" else item
    return 0 if before.box == item.box and tap.ports[UP] else 1


def tap_pairs(graph: Layered) -> list[tuple[Item, Item]]:
    """Return each bar with the tap next to it in its layer, the one with less x first."""
    pairs: list[tuple[Item, Item]] = []
    for bus in graph.buses.values():
        layer = graph.layers[bus.item.layer]
        own = {item: None for _, item in bus.taps}
        near = pairwise(layer[max(bus.item.index - 1, 0) : bus.item.index + 2])
        pairs += [(one, other) for one, other in near if one in own or other in own]
    return pairs
