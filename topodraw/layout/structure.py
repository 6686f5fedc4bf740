"""What the shape of the graph says about tiers where nothing else does.

A box with one neighbour hangs below it. Boxes without any evidence hang below those with, and stand above customers,
branches and leaves whose spines they seem to be. A part of the graph that knows nothing at all is drawn as a row when
it is a chain, with the fewer and busier side on top when it is a fabric (bipartite), and otherwise in rings of distance
around its most central box: breadth-first levels have no long edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from topodraw.diagram import Diagram
from topodraw.layout.roles import CUSTOMER_SIDE, HOST, LEAF

__all__ = ["structural_statements"]

CHAIN = 6
"""Boxes in a chain that is drawn as one row."""
ECCENTRICITY_LIMIT = 40
"""Candidates for the centre whose distances are measured."""

Graph = dict[str, dict[str, None]]


def structural_statements(
    diagram: Diagram, heights: Mapping[str, int | None], known: set[str]
) -> Iterator[tuple[str, str, bool]]:
    """Yield (upper, lower, level) for linked pairs, from structure alone.

    `heights` is what names say (None for nothing), `known` the boxes that stronger statements mention.
    """
    graph = _neighbours(diagram)
    unknown = {box.id: None for box in diagram.boxes if heights[box.id] is None}
    settled = {name for name in unknown if name in known and any(_informed(n, heights) for n in graph[name])}
    free: Graph = {
        name: {n: None for n in graph[name] if n in unknown and n not in settled}
        for name in unknown
        if name not in settled
    }
    routers = {box.id for box in diagram.boxes if box.kind == "router"}
    spines = _spines(free, graph, heights, routers)
    for part in _components(free):
        informed = [(name, n) for name in part for n in graph[name] if _informed(n, heights)]
        feet = dict.fromkeys(
            (name, n) for name, n in informed if (heights[n] or 0) >= (LEAF if name in spines else CUSTOMER_SIDE)
        )
        yield from ((name, foot, False) for name, foot in feet)
        anchors = [pair for pair in informed if pair not in feet]
        anchors += [(name, n) for name in part for n in graph[name] if n in settled]
        if anchors:
            yield from _below_anchors(part, free, anchors)
        else:
            yield from _alone(part, free, _frames_of(part, diagram))


def _informed(name: str, heights: Mapping[str, int | None]) -> bool:
    height = heights[name]
    return height is not None and height < HOST


def _spines(free: Graph, graph: Graph, heights: Mapping[str, int | None], routers: set[str]) -> set[str]:
    """Return the boxes without a name that are the spines of leaves with one, not what hangs below them.

    Every one of a fabric's is attached to two leaves or more, and to more than half as many as any other is; every leaf
    to two of them; and they are fewer than the leaves or lead on to others, which servers do not. A router alone joins
    the leaves from above when each of them has hosts below.
    """
    leaves = {name: [other for other in graph[name] if _is_leaf(heights[other])] for name in free}
    fabric: Graph = {}
    for name, below in leaves.items():
        if len(below) > 1:
            fabric[name] = dict.fromkeys(below)
            for leaf in below:
                fabric.setdefault(leaf, {})[name] = None
    found: set[str] = set()
    for part in _components(fabric):
        most = max(len(fabric[name]) for name in part if name in free)
        uppers = [name for name in part if name in free and 2 * len(fabric[name]) > most]
        below = [name for name in part if name not in free]
        lead_on = any(other not in fabric for name in uppers for other in free[name])
        served = all(sum(name in fabric[leaf] for name in uppers) > 1 for leaf in below)
        lone = len(uppers) == 1 and uppers[0] in routers and all(_has_hosts(leaf, graph, heights) for leaf in below)
        if lone or (served and (len(uppers) < len(below) or lead_on)):
            found.update(uppers)
    return found


def _has_hosts(name: str, graph: Graph, heights: Mapping[str, int | None]) -> bool:
    return any((heights[other] or 0) >= HOST for other in graph[name])


def _is_leaf(height: int | None) -> bool:
    return height is not None and LEAF <= height < CUSTOMER_SIDE


def _neighbours(diagram: Diagram) -> Graph:
    graph: Graph = {box.id: {} for box in diagram.boxes}
    for edge in diagram.edges:
        if edge.a.box != edge.b.box:
            graph[edge.a.box][edge.b.box] = None
            graph[edge.b.box][edge.a.box] = None
    return graph


def _components(graph: Graph) -> list[list[str]]:
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in graph:
        if start in seen:
            continue
        part = [start]
        seen.add(start)
        for name in part:
            for other in graph[name]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        parts.append(part)
    return parts


def _below_anchors(part: list[str], graph: Graph, anchors: list[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Hang a part that knows nothing below the boxes that are known."""
    for name, anchor in anchors:
        yield anchor, name, False
    yield from _levels(part, graph, list(dict.fromkeys(name for name, _ in anchors)))


def _alone(part: list[str], graph: Graph, frames: list[list[str]]) -> Iterator[tuple[str, str, bool]]:
    if len(part) < 2:
        return
    degrees = [len(graph[name]) for name in part]
    if max(degrees) <= 2 and sum(degrees) == 2 * (len(part) - 1) and len(part) <= CHAIN:
        for name in part:
            yield from ((name, other, True) for other in graph[name] if name < other)
        return
    upper = _fabric_side(part, graph)
    if upper:
        for name in upper:
            yield from ((name, other, False) for other in graph[name])
        return
    yield from _levels(part, graph, _centres(part, graph, frames))


def _fabric_side(part: list[str], graph: Graph) -> list[str]:
    """Return the side of a two-sided part that belongs on top: fewer boxes, each linked to at least two."""
    colour = {part[0]: 0}
    for name in part:
        for other in graph[name]:
            if other not in colour:
                colour[other] = 1 - colour[name]
            elif colour[other] == colour[name]:
                return []
    sides = [[name for name in part if colour[name] == side] for side in (0, 1)]
    if len(sides[0]) == len(sides[1]):
        return []
    fewer, more = sorted(sides, key=len)
    dense = all(len(graph[name]) >= 2 for name in fewer) and sum(len(graph[name]) >= 2 for name in more) * 2 > len(more)
    return fewer if dense and len(fewer) > 1 else []


def _frames_of(part: list[str], diagram: Diagram) -> list[list[str]]:
    """Return the members in a part of each frame that holds two of them or more."""
    inside = set(part)
    members = ([name for name in frame.members if name in inside] for frame in diagram.frames)
    return [names for names in members if len(names) > 1]


def _centres(part: list[str], graph: Graph, frames: list[list[str]]) -> list[str]:
    """Return the box with most neighbours; among equals the one nearest to all others, then the first.

    Two such boxes that are linked to each other are both centres: the halves of the picture mirror each other. Where
    there are frames, the box next to the centre comes first from which these lie one below another.
    """
    most = max(len(graph[name]) for name in part)
    candidates = [name for name in part if len(graph[name]) == most][:ECCENTRICITY_LIMIT]
    farthest = {name: max(_distances(graph, [name]).values()) for name in candidates}
    least = min(farthest.values())
    best = [name for name in candidates if farthest[name] == least]
    if len(best) == 2 and best[1] in graph[best[0]] and len(part) > 3:
        return best
    if len(frames) > 1 and _overlaps(graph, best[0], frames):
        for start in dict.fromkeys([*best, *(other for name in best for other in graph[name])]):
            distance = _distances(graph, [start])
            if max(distance.values()) <= least + 1 and not _overlaps(graph, start, frames):
                return [start]
    return best[:1]


def _overlaps(graph: Graph, start: str, frames: list[list[str]]) -> bool:
    """Tell whether frames lie beside each other when their boxes stand in rings around a box."""
    distance = _distances(graph, [start])
    spans = sorted((min(map(distance.__getitem__, names)), max(map(distance.__getitem__, names))) for names in frames)
    return any(lower[0] <= upper[1] for upper, lower in pairwise(spans))


def _distances(graph: Graph, starts: list[str]) -> dict[str, int]:
    distance = dict.fromkeys(starts, 0)
    queue = list(starts)
    for name in queue:
        for other in graph[name]:
            if other not in distance:
                distance[other] = distance[name] + 1
                queue.append(other)
    return distance


def _levels(part: list[str], graph: Graph, starts: list[str]) -> Iterator[tuple[str, str, bool]]:
    distance = _distances(graph, starts)
    for name in part:
        for other in graph[name]:
            if distance[name] < distance[other]:
                yield name, other, False
            elif distance[name] == distance[other] and name < other:
                yield name, other, True
