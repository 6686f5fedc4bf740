"""Tiers: which boxes stand above which. One place for all outputs.

What is known of the boxes that a line joins (`evidence`) becomes constraints between them; where they contradict each
other the stronger one stands, and the report says which are drawn upward for it. The tiers are then those with the
least total height of all edges (network simplex; Gansner et al. 1993). Lines laid over the picture have no say.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from topodraw.diagram import Diagram
from topodraw.layout.cycles import without_cycles
from topodraw.layout.evidence import tier_evidence
from topodraw.layout.hanging import hanging_boxes, without_boxes
from topodraw.layout.roles import HOST, role_height
from topodraw.layout.simplex import Arc, solve
from topodraw.layout.statement import CUSTOMER, NAME, RANK, ROLE, STRUCTURE, Statement

__all__ = ["TierReport", "assign_tiers", "tier_report"]

LEVEL_WEIGHTS = {RANK: 64, ROLE: 64, NAME: 16, CUSTOMER: 16, STRUCTURE: 4}
"""What a tier between two boxes costs that the evidence wants side by side."""


@dataclass(frozen=True, slots=True)
class TierReport:
    """A diagram with tiers, and what they rest on (`topodraw.layout.reasons` puts it into words)."""

    diagram: Diagram
    statements: tuple[Statement, ...] = ()
    """One for each pair of boxes of which something is known."""
    given_up: tuple[Statement, ...] = ()
    """Those that would close a circle with stronger ones: drawn upward."""
    overruled: tuple[tuple[Statement, Statement], ...] = ()
    """What the author said of two boxes, and the stronger word of his that says otherwise."""


def assign_tiers(diagram: Diagram) -> Diagram:
    """Return the diagram with every box's tier filled in, 0 at the top, no tier empty."""
    return tier_report(diagram).diagram


def tier_report(diagram: Diagram) -> TierReport:
    """Return the diagram with every box's tier filled in, 0 at the top, no tier empty, and what that rests on."""
    if not diagram.boxes:
        return TierReport(diagram)
    bare = replace(diagram, edges=tuple(edge for edge in diagram.edges if not edge.overlay))
    statements, overruled = tier_evidence(bare)
    tiers, given_up = _solve(bare, statements)
    levels = {tier: at for at, tier in enumerate(sorted(set(tiers.values())))}
    boxes = tuple(replace(box, tier=levels[tiers[box.id]]) for box in diagram.boxes)
    return TierReport(replace(diagram, boxes=boxes), tuple(statements), tuple(given_up), tuple(overruled))


def _solve(diagram: Diagram, statements: list[Statement]) -> tuple[dict[str, int], list[Statement]]:
    """Return the tiers that obey the statements at the least cost, and the statements given up."""
    hanging = hanging_boxes(diagram, statements)
    tiers, given_up = _cheapest(
        without_boxes(diagram, hanging), [s for s in statements if not {s.upper, s.lower} & hanging.keys()]
    )
    for name, (neighbour, step) in hanging.items():
        tiers[name] = tiers[neighbour] + step
    return tiers, given_up


def _cheapest(diagram: Diagram, statements: list[Statement]) -> tuple[dict[str, int], list[Statement]]:
    """Return the tiers that obey the statements with the least total height of all edges."""
    group = _ranked_groups(diagram)
    variables: dict[str, int] = {}
    for box in diagram.boxes:
        variables.setdefault(group.get(box.id, box.id), len(variables))
    at = {box.id: variables[group.get(box.id, box.id)] for box in diagram.boxes}
    count = len(variables)
    arcs, given_up = _arcs(statements, at, _rank_chain(group, variables), count)
    for statement in statements:
        if statement.level:
            ends = [at[statement.upper], at[statement.lower]]
            count = _tie(arcs, count, ends, LEVEL_WEIGHTS[statement.strength])
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
    return {box.id: tiers[at[box.id]] for box in diagram.boxes}, given_up


def _arcs(
    statements: list[Statement], at: dict[str, int], fixed: list[Arc], count: int
) -> tuple[list[Arc], list[Statement]]:
    """Return the arcs of the statements that say above, less those that close a circle: the weakest are given up."""
    directed = [
        statement
        for statement in sorted(statements, key=lambda statement: statement.strength)
        if not statement.level and at[statement.upper] != at[statement.lower]
    ]
    wanted = [Arc(at[each.upper], at[each.lower], 1, 2 if each.strength < STRUCTURE else 1) for each in directed]
    kept, given_up = without_cycles(fixed, wanted, count)
    return [*fixed, *kept], [directed[place] for place in given_up]


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
