"""The left-right order that an author gave (netlab's `graph.linkorder`): of boxes, and of lines at a box."""

from __future__ import annotations

from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout import Arrangement, arrange, assign_tiers
from topodraw.model import Endpoint, Hints, Link, Node, Topology
from topodraw.views import make_view


def place(diagram: Diagram) -> Arrangement:
    return arrange(assign_tiers(diagram))


def boxes_left_to_right(arrangement: Arrangement, *names: str) -> list[str]:
    x = {box.box: box.x for box in arrangement.boxes}
    return sorted(names, key=x.__getitem__)


def ports_left_to_right(arrangement: Arrangement, box: str) -> list[str]:
    """Return the boxes at the other ends of a box's lines, by the column where those leave it."""
    found: list[tuple[int, str]] = []
    for route in arrangement.routes:
        edge = arrangement.diagram.edges[route.edge]
        if edge.a.box == box:
            found.append((route.points[0][0], edge.b.box))
        elif edge.b.box == box:
            found.append((route.points[-1][0], edge.a.box))
    return [name for _, name in sorted(found)]


def fan(**orders: int | None) -> Diagram:
    edges = tuple(Edge(End("hub1", order=order), End(name, order=order)) for name, order in orders.items())
    return Diagram("t", boxes=(Box("hub1"), *map(Box, orders)), edges=edges)


def test_boxes_and_their_lines_stand_in_the_order_of_the_links() -> None:
    drawn = place(fan(a=40, b=30, c=20, d=10))
    assert boxes_left_to_right(drawn, "a", "b", "c", "d") == ["d", "c", "b", "a"]
    assert ports_left_to_right(drawn, "hub1") == ["d", "c", "b", "a"]


def test_what_has_no_order_stands_where_a_hundred_does() -> None:
    assert ports_left_to_right(place(fan(a=None, b=101, c=99, d=None)), "hub1") == ["c", "a", "d", "b"]


def test_lines_keep_their_order_though_the_boxes_are_held_elsewhere() -> None:
    """Parallel links leave a box in the order given, whatever the order of the file."""
    ends = ((3, "z"), (1, "y"), (2, "x"))
    edges = tuple(Edge(End("up", (label,), order=order), End("down", order=order)) for order, label in ends)
    boxes = (Box("up", hints=Hints(rank=1)), Box("down", hints=Hints(rank=2)))
    drawn = place(Diagram("t", boxes=boxes, edges=edges))
    columns = {drawn.diagram.edges[route.edge].a.labels[0]: route.points[0][0] for route in drawn.routes}
    assert sorted(columns, key=columns.__getitem__) == ["y", "x", "z"]


def test_the_order_of_a_box_wins_over_that_of_its_links() -> None:
    diagram = Diagram(
        "t",
        boxes=(Box("hub1"), Box("a", hints=Hints(order=1)), Box("b", hints=Hints(order=2))),
        edges=(Edge(End("hub1"), End("a", order=9)), Edge(End("hub1"), End("b", order=8))),
    )
    assert boxes_left_to_right(place(diagram), "a", "b") == ["a", "b"]


def test_taps_of_a_segment_follow_the_order_of_the_interfaces() -> None:
    bar = Bar("lan", "lan", (End("a", order=3), End("b", order=2), End("c", order=1)))
    diagram = Diagram("t", boxes=(Box("a"), Box("b"), Box("c")), bars=(bar,))
    assert boxes_left_to_right(place(diagram), "a", "b", "c") == ["c", "b", "a"]


def test_an_interface_has_its_own_order_else_that_of_its_link_else_that_of_its_node() -> None:
    nodes = (Node("r", hints=Hints(order=7)), Node("a"), Node("b"))
    links = (
        Link((Endpoint("r", order=1), Endpoint("a")), hints=Hints(order=4)),
        Link((Endpoint("r"), Endpoint("b"))),
        Link((Endpoint("r"), Endpoint("a"), Endpoint("b", order=2)), hints=Hints(order=5)),
    )
    diagram = make_view(Topology("lab", nodes=nodes, links=links))
    assert [(edge.a.order, edge.b.order) for edge in diagram.edges] == [(1, 4), (7, None)]
    assert [tap.order for tap in diagram.bars[0].taps] == [5, 5, 2]
