"""Tiers: which boxes stand above which. One place for all outputs.

Evidence, strongest first: what the author said (`graph.rank`, `graph-level`); roles on BGP links (RFC 9234: a provider
stands above its customer, peers side by side); names and device classes (`roles`); the structure of the graph.
Statements become constraints between the ends of edges; where they contradict each other the stronger one stands. The
tiers are then those with the least total height of all edges (network simplex; Gansner et al. 1993).
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from topodraw.diagram import Box, Diagram
from topodraw.layout.hanging import hanging_boxes, without_boxes
from topodraw.layout.roles import HOST, role_height
from topodraw.layout.simplex import Arc, solve
from topodraw.layout.statement import Statement
from topodraw.layout.structure import structural_statements

__all__ = ["assign_tiers", "tier_statements"]

DEFAULT_RANK = 100
"""The rank of a node that has none (netlab's documentation of `graph.rank`)."""
HUB_LIMIT = 64
"""Pairs of a LAN segment that are compared one by one."""


def assign_tiers(diagram: Diagram) -> Diagram:
    """Return the diagram with every box's tier filled in, 0 at the top, no tier empty."""
    boxes = diagram.boxes
    if not boxes:
        return diagram
    statements = tier_statements(diagram)
    tiers = _solve(diagram, statements)
    levels = {tier: at for at, tier in enumerate(sorted(set(tiers.values())))}
    return replace(diagram, boxes=tuple(replace(box, tier=levels[tiers[box.id]]) for box in boxes))


def tier_statements(diagram: Diagram) -> list[Statement]:
    """Return what is known about pairs of linked boxes, the strongest evidence for each pair."""
    boxes = {box.id: box for box in diagram.boxes}
    heights = {box.id: role_height(box) for box in diagram.boxes}
    found: dict[tuple[str, str], Statement] = {}
    for edge in diagram.edges:
        a, b = boxes[edge.a.box], boxes[edge.b.box]
        if a is b:
            continue
        statement = _by_rank(a, b)
        if statement is None and edge.relation:
            upper, lower = (b, a) if edge.relation == "up" else (a, b)
            statement = Statement(upper.id, lower.id, 1, edge.relation == "level", "BGP role")
        _keep(found, statement or _by_height(a, b, heights))
    for one, other in _segment_pairs(diagram):
        _keep(found, _by_rank(boxes[one], boxes[other]) or _by_height(boxes[one], boxes[other], heights))
    known = {name for pair in found for name in pair}
    statements = list(found.values())
    return statements + [
        Statement(upper, lower, 3, level, "structure")
        for upper, lower, level in structural_statements(diagram, heights, known)
        if (min(upper, lower), max(upper, lower)) not in found
    ]


def _keep(found: dict[tuple[str, str], Statement], statement: Statement | None) -> None:
    """Remember a statement unless a stronger one on the same pair is known."""
    if statement is None:
        return
    pair = (min(statement.upper, statement.lower), max(statement.upper, statement.lower))
    if pair not in found or statement.strength < found[pair].strength:
        found[pair] = statement


def _segment_pairs(diagram: Diagram) -> list[tuple[str, str]]:
    """Return pairs of boxes on one segment: hosts with others, so that they hang below it."""
    pairs: list[tuple[str, str]] = []
    for bar in diagram.bars:
        members = list(dict.fromkeys(tap.box for tap in bar.taps))
        if len(members) ** 2 <= HUB_LIMIT * 8:
            pairs += [(one, other) for at, one in enumerate(members) for other in members[at + 1 :]]
    return pairs


def _by_rank(a: Box, b: Box) -> Statement | None:
    if a.hints.rank is None and b.hints.rank is None:
        return None
    rank_a = DEFAULT_RANK if a.hints.rank is None else a.hints.rank
    rank_b = DEFAULT_RANK if b.hints.rank is None else b.hints.rank
    upper, lower = (a, b) if rank_a <= rank_b else (b, a)
    return Statement(upper.id, lower.id, 0, rank_a == rank_b, "rank")


def _by_height(a: Box, b: Box, heights: dict[str, int | None]) -> Statement | None:
    height_a, height_b = heights[a.id], heights[b.id]
    if height_a is None or height_b is None:
        if max(height_a or 0, height_b or 0) >= HOST:  # a host hangs below whatever it is attached to
            upper, lower = (a, b) if height_a is None else (b, a)
            return Statement(upper.id, lower.id, 2, reason="host")
        return None
    upper, lower = (a, b) if height_a <= height_b else (b, a)
    return Statement(upper.id, lower.id, 2, height_a == height_b, "name")


def _solve(diagram: Diagram, statements: list[Statement]) -> dict[str, int]:
    """Return the tiers that obey the statements at the least cost."""
    hanging = hanging_boxes(diagram, statements)
    tiers = _cheapest(
        without_boxes(diagram, hanging), [s for s in statements if not {s.upper, s.lower} & hanging.keys()]
    )
    for name, (neighbour, step) in hanging.items():
        tiers[name] = tiers[neighbour] + step
    return tiers


def _cheapest(diagram: Diagram, statements: list[Statement]) -> dict[str, int]:
    """Return the tiers that obey the statements with the least total height of all edges."""
    group = _ranked_groups(diagram)
    variables: dict[str, int] = {}
    for box in diagram.boxes:
        variables.setdefault(group.get(box.id, box.id), len(variables))
    at = {box.id: variables[group.get(box.id, box.id)] for box in diagram.boxes}
    count = len(variables)
    arcs = _rank_chain(group, variables)
    arcs += _acyclic(statements, at, arcs, count)
    level_weight = {0: 64, 1: 64, 2: 16, 3: 4}
    for statement in statements:
        if statement.level:
            count = _tie(arcs, count, [at[statement.upper], at[statement.lower]], level_weight[statement.strength])
    directed = {(arc.tail, arc.head): place for place, arc in enumerate(arcs)}
    for edge in diagram.edges:
        a, b = at[edge.a.box], at[edge.b.box]
        place = directed.get((a, b), directed.get((b, a)))
        if place is None:
            count = _tie(arcs, count, [a, b], 2)
        else:  # which end is the higher one is settled, so the arc itself can carry the charge
            arcs[place] = arcs[place]._replace(weight=arcs[place].weight + 2)
    for bar in diagram.bars:
        count = _tie(arcs, count, [at[tap.box] for tap in bar.taps], 1)
    for alike in _alike(diagram):
        count = _tie(arcs, count, [at[name] for name in alike], 1)
    tiers = solve(count, arcs, 20_000)
    return {box.id: tiers[at[box.id]] for box in diagram.boxes}


def _ranked_groups(diagram: Diagram) -> dict[str, str]:
    """Return one name for all boxes of one explicit rank: they share a tier."""
    return {box.id: f"rank {box.hints.rank}" for box in diagram.boxes if box.hints.rank is not None}


def _rank_chain(group: dict[str, str], variables: dict[str, int]) -> list[Arc]:
    ranks = sorted({int(name.removeprefix("rank ")) for name in group.values()})
    return [
        Arc(variables[f"rank {upper}"], variables[f"rank {lower}"], 1, 0) for upper, lower in itertools.pairwise(ranks)
    ]


def _alike(diagram: Diagram) -> list[list[str]]:
    """Return the boxes that names put at one height: they should share a tier all over the picture."""
    alike: dict[int, list[str]] = {}
    for box in diagram.boxes:
        height = role_height(box)
        if height is not None and height < HOST:
            alike.setdefault(height, []).append(box.id)
    return [names for names in alike.values() if len(names) > 1]


def _tie(arcs: list[Arc], count: int, ends: list[int], weight: int) -> int:
    """Charge how far the ends lie below the highest of them; return the new number of variables."""
    ends = list(dict.fromkeys(ends))
    if len(ends) > 1:
        arcs += [Arc(count, end, 0, weight) for end in ends]
        count += 1
    return count


def _acyclic(statements: list[Statement], at: dict[str, int], fixed: list[Arc], count: int) -> list[Arc]:
    """Return the arcs of the statements that say above, without those that close a cycle, the weakest given up."""
    wanted = [
        Arc(at[statement.upper], at[statement.lower], 1, 2 if statement.strength < 3 else 1)
        for statement in sorted(statements, key=lambda statement: statement.strength)
        if not statement.level and at[statement.upper] != at[statement.lower]
    ]
    if not _has_cycle(fixed + wanted, count):
        return wanted
    kept: list[Arc] = []
    below: list[list[int]] = [[] for _ in range(count)]
    for arc in fixed:
        below[arc.tail].append(arc.head)
    for arc in wanted:
        if not _reaches(below, arc.head, arc.tail):
            below[arc.tail].append(arc.head)
            kept.append(arc)
    return kept


def _reaches(below: list[list[int]], start: int, goal: int) -> bool:
    seen = {start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for other in below[node]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return False


def _has_cycle(arcs: list[Arc], count: int) -> bool:
    waiting = [0] * count
    below: list[list[int]] = [[] for _ in range(count)]
    for arc in arcs:
        waiting[arc.head] += 1
        below[arc.tail].append(arc.head)
    ready = [node for node in range(count) if not waiting[node]]
    for node in ready:
        for other in below[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return len(ready) < count
