"""Tiers: which boxes stand above which. One place for all outputs.

What is known of the boxes that a line joins (`evidence`) becomes constraints between them; where they contradict each
other the stronger one stands, and the report says which are drawn upward for it. The tiers are then those with the
least total height of all edges (network simplex; Gansner et al. 1993). Lines laid over the picture have no say. What
the author gave outright, by ranks or by positions, is kept in any case (`levels`, `positions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from topodraw.diagram import Bar, Diagram
from topodraw.layout.cycles import without_cycles
from topodraw.layout.evidence import tier_evidence
from topodraw.layout.hanging import hanging_boxes, without_boxes
from topodraw.layout.levels import Level, Levels, given_levels
from topodraw.layout.metric import Direction
from topodraw.layout.positions import Positions, given_positions
from topodraw.layout.roles import HOST, role_height
from topodraw.layout.simplex import Arc, solve
from topodraw.layout.statement import CUSTOMER, NAME, POSITION, RANK, ROLE, STRUCTURE, Statement

__all__ = ["TierReport", "assign_tiers", "tier_report"]

LEVEL_WEIGHTS = {RANK: 64, POSITION: 64, ROLE: 64, NAME: 16, CUSTOMER: 16, STRUCTURE: 4}
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
    positions: Positions = field(default_factory=Positions)
    """What the positions that the author gave say, or why they are not followed."""


def assign_tiers(diagram: Diagram, direction: Direction = "down") -> Diagram:
    """Return the diagram with every box's tier filled in, 0 at the top, no tier empty."""
    return tier_report(diagram, direction).diagram


def tier_report(diagram: Diagram, direction: Direction = "down") -> TierReport:
    """Return the diagram with every box's tier filled in, 0 at the top, no tier empty, and what that rests on.

    Where boxes have positions, their places across are filled in as well. `direction` is that in which tiers follow
    one another, for positions are told by the one axis or the other.
    """
    if not diagram.boxes:
        return TierReport(diagram)
    bare = replace(diagram, edges=tuple(edge for edge in diagram.edges if not edge.overlay))
    positions = given_positions(bare, direction)
    levels = given_levels(bare, positions.rows)
    statements, overruled = tier_evidence(bare, positions.rows)
    tiers, given_up = _solve(bare, statements, levels)
    numbers = {tier: at for at, tier in enumerate(sorted(set(tiers.values())))}
    tiers = {name: numbers[tier] for name, tier in tiers.items()}
    boxes = tuple(replace(box, tier=tiers[box.id], across=positions.across.get(box.id)) for box in diagram.boxes)
    tiered = replace(diagram, boxes=boxes, bars=_bars_below(diagram.bars, positions, levels, tiers))
    return TierReport(tiered, tuple(statements), tuple(given_up), tuple(overruled), positions)


def _bars_below(bars: Sequence[Bar], positions: Positions, levels: Levels, tiers: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return the bars, those that have a position below the lowest of the rows above it."""
    tier_of = {level[1]: tiers[name] for name, level in levels.of.items() if level[0] == "row"}
    below: dict[str, int] = {}
    for bar, rows in positions.bars.items() if tier_of else ():
        below[bar] = max((tier for row, tier in tier_of.items() if row < rows), default=min(tier_of.values()) - 1)
    return tuple(replace(bar, below=below.get(bar.id)) for bar in bars)


def _solve(diagram: Diagram, statements: list[Statement], levels: Levels) -> tuple[dict[str, int], list[Statement]]:
    """Return the tiers that obey the statements at the least cost, and the statements given up."""
    hanging = hanging_boxes(diagram, statements, levels.of)
    tiers, given_up = _cheapest(
        without_boxes(diagram, hanging), [s for s in statements if not {s.upper, s.lower} & hanging.keys()], levels
    )
    for name, (neighbour, step) in hanging.items():
        tiers[name] = tiers[neighbour] + step
    return tiers, given_up


def _cheapest(diagram: Diagram, statements: list[Statement], levels: Levels) -> tuple[dict[str, int], list[Statement]]:
    """Return the tiers that obey the statements with the least total height of all edges."""
    variables: dict[str | Level, int] = {}
    for box in diagram.boxes:
        variables.setdefault(levels.of.get(box.id, box.id), len(variables))
    at = {box.id: variables[levels.of.get(box.id, box.id)] for box in diagram.boxes}
    count = len(variables)
    fixed = [Arc(variables[upper], variables[lower], 1, 0) for upper, lower in levels.pairs]
    arcs, given_up = _arcs(statements, at, fixed, count)
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
