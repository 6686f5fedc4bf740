"""Whatever the lab: nothing is lost and nothing is drawn twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from topodraw.diagram import Diagram, Frame
from topodraw.model import Endpoint, Group, Hints, Link, Node, Session, Topology
from topodraw.views import ViewOptions, make_view, views_of

NAMES = ["a", "b", "c", "d", "e"]
DEVICES = st.sampled_from([None, "frr", "linux", "bridge", "ovs-bridge", "k8s-kind"])
HINTS = st.builds(Hints, order=st.sampled_from([None, 1, 150]), segment=st.booleans())


@st.composite
def topologies(draw: st.DrawFn, devices: st.SearchStrategy[str | None] = DEVICES) -> Topology:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    name = st.sampled_from(names)
    nodes = tuple(
        Node(
            each,
            device=draw(devices),
            asn=draw(st.sampled_from([None, 1, 2])),
            bgp=draw(st.booleans()),
            isis_area=draw(st.sampled_from([None, "49.0001", "49.0002"])),
        )
        for each in names
    )
    levels = st.sampled_from([None, "passive", "level-1", "level-2", "level-1-2"])
    ends = st.lists(st.builds(Endpoint, node=name, isis=levels), min_size=1, max_size=4).map(tuple)
    bridge = st.sampled_from([None, None, "a", "br", "p2p_1"])
    links = draw(st.lists(st.builds(Link, ends, bridge=bridge, hints=HINTS), max_size=6).map(tuple))
    # Each interface has a name of its own, so that it can be found again.
    links = tuple(
        Link(
            tuple(Endpoint(e.node, f"{i}.{j}", isis=e.isis) for j, e in enumerate(link.endpoints)),
            bridge=link.bridge,
            hints=link.hints,
        )
        for i, link in enumerate(links)
    )
    kinds = st.sampled_from(["ebgp", "ibgp", "localas_ibgp", "confed_ebgp"])
    sessions = draw(st.lists(st.builds(Session, name, name, kinds, rr_client=st.none() | name), max_size=6).map(tuple))
    members = st.lists(name, unique=True).map(tuple)
    count = draw(st.integers(0, 4))
    groups = tuple(
        Group(
            f"g{index}",
            draw(st.sampled_from(["as", "group", "cluster", "site"])),
            f"G{index}",
            draw(members),
            draw(st.sampled_from([None, *(f"g{other}" for other in range(count))])),
        )
        for index in range(count)
    )
    return Topology("lab", nodes=nodes, links=links, sessions=sessions, groups=groups)


GROUP_BY = st.sampled_from([None, ("as",), ("group",), ("none",)])


def interfaces_of(link: Link) -> list[str | None]:
    return [end.interface for end in link.endpoints]


@given(topologies(devices=st.just("frr")))
def test_every_cable_is_one_edge_and_every_other_link_lies_whole_on_one_bar(topology: Topology) -> None:
    diagram = make_view(topology)
    edges = Counter((edge.a.interface, edge.b.interface) for edge in diagram.edges)
    for link in topology.links:
        if len(link.endpoints) == 2 and not link.hints.segment:
            assert edges.pop(tuple(interfaces_of(link))) == 1  # type: ignore[arg-type]
        else:
            bars = [bar for bar in diagram.bars if {tap.interface for tap in bar.taps} >= set(interfaces_of(link))]
            assert len(bars) == 1
    assert not edges


@given(topologies())
def test_bridges_as_bars_lose_no_cable_either(topology: Topology) -> None:
    diagram = make_view(topology, options=ViewOptions(group_by=("none",)))
    bridges = {bar.name: bar for bar in diagram.bars if bar.kind == "bridge"}
    assert {box.id for box in diagram.boxes} | set(bridges) == {node.name for node in topology.nodes}
    assert not {box.id for box in diagram.boxes} & set(bridges)
    drawn = Counter((edge.a.interface, edge.b.interface) for edge in diagram.edges)
    assert all(count == 1 for count in drawn.values())
    tapped = Counter(tap.interface for bar in diagram.bars for tap in bar.taps)
    assert all(count == 1 for count in tapped.values())
    for link in topology.links:
        ends = link.endpoints
        if len(ends) != 2 or link.hints.segment:
            assert all(tapped[end.interface] == 1 for end in ends)
        elif any(end.node in bridges for end in ends):
            other, bridge = sorted(ends, key=lambda end: end.node in bridges)
            assert other.interface in {tap.interface for tap in bridges[bridge.node].taps}
            assert tapped[bridge.interface] == 0
        else:
            assert drawn[(ends[0].interface, ends[1].interface)] == 1


@given(topologies(), GROUP_BY)
def test_every_session_is_one_edge(topology: Topology, group_by: tuple[str, ...] | None) -> None:
    if "bgp" not in views_of(topology):
        return
    diagram = make_view(topology, "bgp", ViewOptions(group_by=group_by))
    assert [(edge.a.box, edge.b.box, edge.kind) for edge in diagram.edges] == [
        (session.a, session.b, session.kind) for session in topology.sessions
    ]


@given(topologies(), GROUP_BY, st.booleans())
def test_every_view_is_a_sound_diagram(topology: Topology, group_by: tuple[str, ...] | None, all_nodes: bool) -> None:
    for view in views_of(topology):
        diagram = make_view(topology, view, ViewOptions(group_by=group_by, all_nodes=all_nodes))
        assert_sound(diagram)
        assert diagram == make_view(topology, view, ViewOptions(group_by=group_by, all_nodes=all_nodes))


def assert_sound(diagram: Diagram) -> None:
    """Check ids, references, and that frames form a forest whose boxes each have one place."""
    boxes = [box.id for box in diagram.boxes]
    assert len(set(boxes)) == len(boxes)
    for ids in ([bar.id for bar in diagram.bars], [frame.id for frame in diagram.frames]):
        assert len(set(ids)) == len(ids)
    ends = [end.box for edge in diagram.edges for end in (edge.a, edge.b)]
    ends += [tap.box for bar in diagram.bars for tap in bar.taps]
    assert set(ends) <= set(boxes)
    homes = Counter(member for frame in diagram.frames for member in frame.members)
    assert set(homes) <= set(boxes)
    assert all(count == 1 for count in homes.values())
    seen: dict[str, Frame] = {}
    for frame in diagram.frames:
        assert frame.parent is None or frame.parent in seen
        seen[frame.id] = frame


@given(topologies(), GROUP_BY)
def test_a_frame_holds_exactly_the_drawn_members_of_its_group(
    topology: Topology, group_by: tuple[str, ...] | None
) -> None:
    diagram = make_view(topology, options=ViewOptions(group_by=group_by))
    boxes = {box.id for box in diagram.boxes}
    frame_parents = {frame.id: frame.parent for frame in diagram.frames}
    group_parents = {group.name: group.parent for group in topology.groups}
    groups = {group.name: group for group in topology.groups}
    for frame in diagram.frames:
        inside = {name for f in diagram.frames if within(f.id, frame.id, frame_parents) for name in f.members}
        if frame.kind == "as":
            members = groups[frame.id].members if frame.id in groups else as_members(topology, frame.title)
        else:
            members = tuple(
                name for g in topology.groups if within(g.name, frame.id, group_parents) for name in g.members
            )
        assert inside == set(members) & boxes


def as_members(topology: Topology, title: str) -> tuple[str, ...]:
    return tuple(node.name for node in topology.nodes if f"AS {node.asn}" == title)


def within(inner: str | None, outer: str, parents: dict[str, str | None]) -> bool:
    """Tell whether `inner` is `outer` or somewhere inside it; parents may go round in a circle."""
    for _ in range(len(parents) + 1):
        if inner == outer:
            return True
        inner = parents.get(inner) if inner is not None else None
    return False
