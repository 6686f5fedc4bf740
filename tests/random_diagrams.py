"""Random diagrams with tiers for the drawing tests, and what a reader should find in their drawings."""

from __future__ import annotations

import random
from typing import Any

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout.fold import drop_empty_frames, fold_frames

NAMES = ["r", "leaf", "core-", "pe.", "host_", "路由", "ß", "a b "]
LABELS = ["eth1", "Ethernet1/1", "10.0.0.1", "接口2", "ge-0/0/0.100"]


def random_diagram(seed: int, *, size: int = 4) -> Diagram:
    """Return a diagram of 2 to 5 tiers with nested frames, long, flat and parallel links, loops, bars and labels."""
    r = random.Random(seed)
    boxes = [
        Box(f"{r.choice(NAMES)}{tier}x{at}", r.choice(["router", "host"]), tier=tier)
        for tier in range(r.randint(2, 5))
        for at in range(r.randint(1, size))
    ]
    names = [box.id for box in boxes]
    labelled = r.random() < 0.5
    sessions = r.random() < 0.4
    edges = [
        _edge(r, r.choice(names), r.choice(names), labelled, sessions) for _ in range(r.randint(1, 3 * len(boxes) // 2))
    ]
    if r.random() < 0.3:
        edges += [edges[0]] * r.randint(1, 2)
    bars = [
        Bar(
            f"bar{at}",
            f"172.16.{at}.0/24",
            tuple(_end(r, name, labelled) for name in r.choices(names, k=r.randint(1, 5))),
        )
        for at in range(r.choice([0, 0, 1, 2, 3]))
    ]
    return Diagram("fuzz", boxes=tuple(boxes), edges=tuple(edges), bars=tuple(bars), frames=tuple(_frames(r, names)))


def _end(r: random.Random, name: str, labelled: bool) -> End:
    lines = tuple(r.choice(LABELS) for _ in range(r.choice([0, 1, 1, 2]))) if labelled else ()
    return End(name, labels=lines)


def _edge(r: random.Random, a: str, b: str, labelled: bool, sessions: bool) -> Edge:
    kind = r.choice(["ebgp", "ibgp", "link"]) if sessions else "link"
    first, second = _end(r, a, labelled), _end(r, b, labelled)
    if sessions and kind == "ibgp" and r.random() < 0.5:
        second = End(b, second.labels, arrow=True)
    vrf = "red" if sessions and r.random() < 0.15 else None
    return Edge(first, second, kind, label="core" if labelled and r.random() < 0.1 else None, vrf=vrf)


def _frames(r: random.Random, names: list[str]) -> list[Frame]:
    frames: list[Frame] = []
    free = list(names)
    r.shuffle(free)
    for at in range(r.choice([0, 1, 2, 3, 4])):
        members, free = free[: r.randint(1, 4)], free[r.randint(1, 4) :]
        parent = r.choice([None, *(frame.id for frame in frames)])
        if members:
            depth, up = 0, parent
            while up:
                depth, up = depth + 1, next(frame.parent for frame in frames if frame.id == up)
            frames.append(Frame(f"f{at}", f"AS 6500{at}", tuple(members), parent=parent if depth < 3 else None))
        free = [name for name in free if all(name not in frame.members for frame in frames)]
    return frames


def expected(diagram: Diagram, *, fold: bool = True) -> dict[str, Any]:
    """Return the nodes, edges, bars and frames that the drawing of a diagram should be read back to."""
    diagram = drop_empty_frames(diagram)
    if fold:
        diagram = fold_frames(diagram)
    inside: dict[str, set[str]] = {frame.id: set() for frame in diagram.frames}
    frames = {frame.id: frame for frame in diagram.frames}
    for frame in diagram.frames:
        up: str | None = frame.id
        while up is not None:
            inside[up].update(frame.members)
            up = frames[up].parent
    names = {box.id: box.name for box in diagram.boxes}
    return {
        "nodes": list(names.values()),
        "edges": [(names[edge.a.box], names[edge.b.box], _look(edge)) for edge in diagram.edges],
        "bars": [(bar.name, [names[tap.box] for tap in bar.taps]) for bar in diagram.bars],
        "frames": [
            (
                frame.title,
                sorted(names[box] for box in inside[frame.id]),
                frames[frame.parent].title if frame.parent else None,
            )
            for frame in diagram.frames
        ],
    }


def _look(edge: Edge) -> str | None:
    """Return the kind of line that an edge should look like; None where the grammar has no say."""
    return edge.kind if edge.kind in ("link", "ebgp", "ibgp", "localas_ibgp", "confed_ebgp") and not edge.vrf else None
