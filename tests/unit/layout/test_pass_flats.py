"""Links within a layer: straight between neighbours, else around the boxes between."""

from __future__ import annotations

import pytest

from layout_passes import layered_after
from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.layered import DOWN, UP


@pytest.mark.parametrize("seed", range(80))
def test_direct_links_only_between_neighbours_and_cups_for_the_rest(seed: int) -> None:
    graph = layered_after("place_flat_links", random_diagram(seed))
    direct = {link.edge: link for link in graph.direct}
    for index in graph.flats:
        edge = graph.diagram.edges[index]
        a, b = graph.items[edge.a.box], graph.items[edge.b.box]
        low, high = sorted((a.index, b.index))
        between = [item for item in graph.layers[a.layer][low + 1 : high] if item.kind == "box"]
        assert (index in direct) == (a is not b and not between)
        if index in direct:
            link = direct[index]
            assert (link.left, link.right) == ((b, a) if link.swapped else (a, b))
            assert link.left.index < link.right.index
            assert index not in graph.chains
        else:
            (net,) = graph.chains[index]
            assert [port.item for port in net.ports] == [a, b]
            side = DOWN if net.kind == "cup" else UP
            assert net.channel == (a.layer if side == DOWN else a.layer - 1)
            assert all(port.side == side for port in net.ports)
            assert net.kind == "cup" or a is not b, "a loop hangs below its box"


@pytest.mark.parametrize(("below", "above", "kind"), [(0, 0, "cup"), (1, 0, "cap"), (1, 1, "cup"), (0, 1, "cup")])
def test_a_link_goes_around_on_the_side_with_fewer_lines(below: int, above: int, kind: str) -> None:
    boxes = (Box("top", tier=0), *(Box(name, tier=1) for name in "abc"), Box("foot", tier=2))
    edges = [Edge(End("a"), End("c")), Edge(End("a"), End("b")), Edge(End("b"), End("c"))]
    edges += [Edge(End("b"), End("top")), Edge(End("b"), End("foot"))]
    edges += [Edge(End("a"), End("foot"))] * below + [Edge(End("c"), End("top"))] * above
    graph = layered_after("place_flat_links", Diagram("t", boxes=boxes, edges=tuple(edges)))
    around = [nets[0] for index, nets in graph.chains.items() if index in graph.flats]
    assert [net.kind for net in around] == [kind]
