"""Pass 5: the columns of boxes, ports, dummies and frames, by separation constraints solved exactly.

Expects ordered, sized layers. Guarantees: neighbours in a layer keep their distance; every frame encloses its members
with a blank column on each side, its title fits, siblings and strangers stay outside its walls; among all such places
the total sideways way of all lines is the least possible. Integers throughout (network simplex, see `simplex`).

In pictures of up to `SLIDING` line ends the ports slide along their boxes within the same solution, and lines that come
out nearly straight are then made so. In larger ones the ports stay where they were spread, and `straighten` alone moves
them. Boxes whose author gave them positions are drawn to their columns (`relative`).
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.layout.balance import balance
from topodraw.layout.buses import tap_pairs
from topodraw.layout.layered import DOWN, UP, Layered, Net, Port
from topodraw.layout.ports import spread
from topodraw.layout.relative import hold_columns, want_columns, wanted_columns
from topodraw.layout.simplex import Simplex
from topodraw.layout.spacing import FLAT, Spacing, Spot
from topodraw.layout.straighten import is_straight

__all__ = ["FREE_PIVOTS", "place_columns", "separations"]

FREE_PIVOTS = 20_000
"""Pivots of the simplex at the most; far more than labs of some hundred nodes need."""
SLIDING = 400
"""Ends of lines up to which they slide along their boxes while these are placed."""
LARGE = 1000
"""Variables from which the second solution goes on from the first. Smaller pictures are as quickly solved anew, and in
a few of them other places that cost the same need a bend less."""
WALL = 1
NEAR = 16
"""Times that a line counts which came out straight; one that came out bent by n columns counts 1/(n+1) of that."""
SETTLED = 8
"""Times that a port's way on its box counts then: a line in the middle of its box is worth more than a shorter bend."""

NONE: Mapping[Net, int] = {}
Titles = Mapping[str, tuple[Port, int]]


def place_columns(graph: Layered, titles: Titles) -> None:
    """Set x of every item, the offsets of ports and the walls of every frame.

    `titles` is what `title_demands` returns.
    """
    graph.wanted = wanted_columns(graph)
    ports = [port for item in graph.items.values() for side in (DOWN, UP) for port in item.ports[side]]
    if len(ports) > SLIDING:
        _place(graph, separations(graph, titles))
        return
    offsets = {port: port.offset for port in ports}
    before = _place(graph, separations(graph, titles, slides=1))
    # The shortest ways are not those with the fewest bends: once more, with what is nearly straight counting more
    # (reweighting brings a sum near to a number; Candes, Wakin, Boyd 2008).
    times = {net: _times(net) for nets in graph.nets.values() for net in nets if net.kind == "edge"}
    for port, offset in offsets.items():
        port.offset = offset
    _place(graph, separations(graph, titles, slides=SETTLED), times, before)
    for port, _ in titles.values():
        port.floor = port.offset
    for item in graph.items.values():
        for side in (DOWN, UP):
            spread(item, side, [port for port in item.ports[side] if is_straight(port)])


def _times(net: Net) -> int:
    return max(1, NEAR // (1 + abs(net.ports[0].column - net.ports[1].column)))


def separations(graph: Layered, titles: Titles, *, slides: int = 0, placed: bool = False) -> Spacing:
    """Return all constraints of a picture, without any cost but that of wide frames.

    Where all is `placed`, boxes that are wanted in columns are kept about those.
    """
    model = Spacing(graph, slides=slides)
    for layer in graph.layers:
        model.separate(layer)
    for id, node in graph.frames.items():
        left, right = model.walls[id]
        model.keep(Spot(left), Spot(right), graph.metric.title(node.title), WALL)
    for id, (port, room) in titles.items():
        model.keep(Spot(model.walls[id][0]), model.port(port), room)
    if placed:
        hold_columns(model)
    if graph.tight and graph.metric.down:
        model.squeeze()
    return model


def _place(graph: Layered, model: Spacing, times: Mapping[Net, int] = NONE, before: Simplex | None = None) -> Simplex:
    """Solve, going on from what was solved `before` in a large picture, whose arcs are the same but for the weights."""
    for nets in graph.nets.values():
        for net in nets:
            model.attract_net(net, times.get(net, 1))
    want_columns(model)
    for direct in graph.direct:
        model.keep(model.left(direct.left), model.left(direct.right), 0, FLAT)
    for one, other in tap_pairs(graph):
        model.keep(model.left(one), model.left(other), 0, FLAT)
    arcs = model.constraints + model.costs
    if before is None or model.count < LARGE:
        before = Simplex(model.count, arcs)
    else:
        before.reweigh([arc.weight for arc in arcs])
    x = before.places(FREE_PIVOTS if model.count < 3000 else FREE_PIVOTS // 10)
    for item, at in model.lefts.items():
        item.x = x[at]
    for port, at in model.ports.items():
        port.offset = x[at] - port.item.x
    if graph.wanted:
        graph.origin = x[model.origin.variable]
        hold_columns(model)
    balance(graph, model.constraints, {item: model.variables(item) for item in graph.all_items()}, x)
    for id, (left, right) in model.walls.items():
        graph.frames[id].x, graph.frames[id].right = x[left], x[right]
    return before
