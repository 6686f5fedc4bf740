"""Pass 3: how links within one layer are drawn.

Expects ordered layers. Guarantees: every flat link is either direct (its boxes are neighbours: nothing between them
but lines that pass and walls, which it crosses) or a cup in the channel below or a cap in the channel above; loops are
cups of one box.
"""

from __future__ import annotations

from topodraw import text
from topodraw.diagram import Edge
from topodraw.layout.layered import DOWN, UP, Direct, Item, Layered, Net, Port
from topodraw.layout.sides import middle_labels
from topodraw.layout.uprights import fits_upright

__all__ = ["place_flat_links"]


def place_flat_links(graph: Layered) -> None:
    """Classify the flat links of an ordered graph, adding nets for those that leave the row."""
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        left, right = (a, b) if a.index <= b.index else (b, a)
        between = graph.layers[a.layer][left.index + 1 : right.index]
        beside = a is not b and all(item.kind != "box" for item in between)
        if beside and (graph.metric.down or fits_upright(graph, edge, left, right)):
            graph.direct.append(Direct(index, left, right, swapped=left is not a))
        else:
            graph.chains[index] = [_turn(graph, index, edge, a, b)]


def _turn(graph: Layered, index: int, edge: Edge, a: Item, b: Item) -> Net:
    """Lead a link around the boxes between its ends, on the side with fewer lines (below when equal)."""
    below = len(a.ports[DOWN]) + len(b.ports[DOWN])
    above = len(a.ports[UP]) + len(b.ports[UP])
    over = below > 0 and above == 0 and a is not b
    net = graph.add_net("cap" if over else "cup", a.layer - 1 if over else a.layer, index)
    side = UP if over else DOWN
    for item, end, middle in ((a, edge.a, middle_labels(edge)), (b, edge.b, ())):
        labels = graph.metric.lines(end.labels, middle, side == DOWN)
        Port(item, side, net, tuple(map(text.sanitise, labels)), end.arrow).order = end.order
    return net
