"""Lines run straight where they can: boxes reach over what hangs on them, ports slide, boxes are nudged."""

from __future__ import annotations

import pytest

from topodraw.diagram import Box, Diagram, Edge, End, Frame
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBox, arrange, assign_tiers


def graph(edges: str, tiers: str = "", *, frames: tuple[Frame, ...] = (), size: int = 0) -> Diagram:
    """Return the diagram of "a-b c-d ..."; `tiers` gives rows of names from the top, "a b/c d"."""
    pairs = [pair.split("-") for pair in edges.split()]
    rows = {name: at for at, row in enumerate(tiers.split("/")) for name in row.split()}
    names = dict.fromkeys([*rows, *(name for pair in pairs for name in pair)])
    boxes = tuple(Box(name, title=name.center(size, "_"), tier=rows.get(name)) for name in names)
    drawn = Diagram("g", boxes=boxes, edges=tuple(Edge(End(a), End(b)) for a, b in pairs), frames=frames)
    return drawn if tiers else assign_tiers(drawn)


def bends(drawn: Arrangement) -> int:
    return sum(len(route.points) - 2 for route in drawn.routes)


def box(drawn: Arrangement, name: str) -> PlacedBox:
    return next(placed for placed in drawn.boxes if placed.box == name)


def ports(drawn: Arrangement, name: str) -> list[int]:
    """Return the columns of a box where lines end, from its left border."""
    found = []
    for route in drawn.routes:
        edge = drawn.diagram.edges[route.edge]
        found += [x for end, (x, _) in ((edge.a, route.points[0]), (edge.b, route.points[-1])) if end.box == name]
    return sorted(x - box(drawn, name).x for x in found)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_box_reaches_over_what_hangs_on_it_alone(count: int) -> None:
    drawn = arrange(
        graph(" ".join(f"leaf-h{at}" for at in range(count)), "leaf/" + " ".join(f"h{i}" for i in range(count)))
    )
    assert bends(drawn) == 0
    for at in range(count):
        width = box(drawn, f"h{at}").width
        assert abs(2 * ports(drawn, f"h{at}")[0] - (width - 1)) <= 1, "a single line ends in the middle"


def test_boxes_reach_no_farther_than_is_worth_it() -> None:
    wide = " ".join(f"a_host_with_a_long_name_{at}" for at in range(6))
    drawn = arrange(graph(" ".join(f"r-{name}" for name in wide.split()), f"r/{wide}"))
    assert box(drawn, "r").width < 60


def test_a_box_reaches_through_several_layers() -> None:
    drawn = arrange(graph("d-a d-b a-h1 a-h2 b-h3 b-h4", "d/a b/h1 h2 h3 h4"))
    assert bends(drawn) == 0


def test_a_box_keeps_its_width_when_one_to_spare_is_asked_for() -> None:
    diagram = graph("d-a d-b a-h1 a-h2 b-h3 b-h4", "d/a b/h1 h2 h3 h4")
    natural = arrange(diagram)
    assert arrange(diagram, ArrangeOptions(width=natural.width - 1)).width < natural.width


def test_a_box_does_not_reach_for_what_stands_beside_its_frame() -> None:
    inside = Frame("f", "inside", ("r", "a", "b"))
    drawn = arrange(graph("r-a r-b r-x", "r/a b x", frames=(inside,)))
    frame = drawn.frames[0]
    assert box(drawn, "x").x > frame.x + frame.width
    straight = {drawn.diagram.edges[route.edge].b.box for route in drawn.routes if len(route.points) == 2}
    assert straight == {"a", "b"}


def test_parallel_lines_run_straight() -> None:
    assert bends(arrange(graph("a-b a-b a-b", "a/b"))) == 0


def test_ports_slide_where_that_straightens_a_line() -> None:
    # Each middle box has lines from two; no box can stand right below both.
    drawn = arrange(graph("a-x a-y b-y b-z", "a b/x y z", size=8))
    assert bends(drawn) == 0


def test_a_customer_of_two_providers_is_drawn_without_a_bend() -> None:
    edges = "t1-t2 t1-a t2-b t2-c a-b b-c a-w a-x b-x b-y c-z"
    assert bends(arrange(graph(edges, "t1 t2/a b c/w x y z", size=8))) == 0


@pytest.mark.parametrize("hosts", [1, 2, 3])
def test_hosts_hang_straight_below_the_leaves_of_a_fabric(hosts: int) -> None:
    leaves = ["l1", "l2", "l3", "l4"]
    edges = [f"{spine}-{leaf}" for spine in ("s1", "s2") for leaf in leaves]
    edges += [f"{leaf}-{leaf}h{at}" for leaf in leaves for at in range(hosts)]
    bottom = " ".join(f"{leaf}h{at}" for leaf in leaves for at in range(hosts))
    drawn = arrange(graph(" ".join(edges), f"s1 s2/{' '.join(leaves)}/{bottom}"))
    below = [route for route in drawn.routes if "h" in drawn.diagram.edges[route.edge].b.box]
    assert len(below) == 4 * hosts
    assert all(len(route.points) == 2 for route in below)


def test_no_bend_of_one_column_between_two_boxes_that_could_move() -> None:
    for width in range(1, 12):
        boxes = (Box("a", title="a" * width, tier=0), Box("b", tier=1), Box("c", title="c" * 3, tier=1))
        edges = (Edge(End("a"), End("b")), Edge(End("a"), End("c")))
        assert bends(arrange(Diagram("g", boxes=boxes, edges=edges))) == 0


def test_frames_of_an_unknown_graph_stack_where_they_can() -> None:
    frames = (Frame("A", "A", ("a1", "a2", "a3")), Frame("B", "B", ("b1", "b2", "b3")))
    diagram = graph("a1-a2 a1-a3 a2-a3 b1-b2 b1-b3 b2-b3 a2-b1 a3-b2", frames=frames)
    drawn = arrange(assign_tiers(diagram))
    upper, lower = drawn.frames
    assert upper.y + upper.height <= lower.y
    assert bends(drawn) == 0


def test_mirrored_halves_stay_side_by_side() -> None:
    frames = (Frame("A", "A", ("a1", "a2", "a3")), Frame("B", "B", ("b1", "b2", "b3")))
    drawn = arrange(assign_tiers(graph("a1-a2 a1-a3 a2-a3 b1-b2 b1-b3 b2-b3 a1-b1", frames=frames)))
    left, right = drawn.frames
    assert left.y == right.y


def test_a_box_grows_a_little_where_that_straightens_a_line() -> None:
    drawn = arrange(graph("a-x a-y b-y b-z", "a b/x y z"))
    assert bends(drawn) < 4
    assert box(drawn, "a").width + box(drawn, "b").width > 18
    for placed in drawn.boxes:
        assert not [other for other in drawn.boxes if other is not placed and _overlap(placed, other)]


def _overlap(one: PlacedBox, other: PlacedBox) -> bool:
    return one.y == other.y and one.x < other.x + other.width + 1 and other.x < one.x + one.width + 1


def test_a_box_that_reached_in_vain_gets_its_width_back() -> None:
    frames = tuple(Frame(name, f"the frame of {name}", (name,)) for name in ("a", "b"))
    diagram = graph("r-a r-b", "r/a b", frames=frames)
    assert (
        box(arrange(diagram, ArrangeOptions(fold=False)), "r").width
        < box(arrange(graph("r-a r-b", "r/a b")), "r").width
    )
