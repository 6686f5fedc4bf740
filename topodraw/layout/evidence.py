"""What is known about the tiers of linked boxes: the evidence, one statement for each pair.

Strongest first: what the author said (`graph.rank`, `graph-level`); where he put it (`positions`); roles on BGP links
(RFC 9234: a provider stands above its customer, peers side by side) and route reflectors; names and device classes
(`roles`); customers told by the size of autonomous systems (`customers`); the shape of the graph (`structure`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from topodraw.diagram import Box, Diagram, Edge
from topodraw.layout.customers import customer_statements
from topodraw.layout.roles import HOST, role_height
from topodraw.layout.statement import NAME, POSITION, RANK, ROLE, STRUCTURE, Statement
from topodraw.layout.structure import structural_statements

__all__ = ["Evidence", "tier_evidence"]

DEFAULT_RANK = 100
"""The rank of a node that has none (netlab's documentation of `graph.rank`)."""
NO_ROWS: Mapping[str, int] = {}
PAIR_LIMIT = 512
"""Pairs of boxes on one segment that are compared one by one."""


class Evidence(NamedTuple):
    statements: list[Statement]
    overruled: list[tuple[Statement, Statement]]
    """What the author said of a link and what else he said of the same two boxes, which is stronger."""


class _Found:
    """The strongest statement for each pair so far."""

    def __init__(self) -> None:
        self.by_pair: dict[tuple[str, str], Statement] = {}
        self.overruled: list[tuple[Statement, Statement]] = []

    def add(self, statement: Statement | None) -> None:
        if statement is None:
            return
        known = self.by_pair.get(statement.pair)
        if known is None:
            self.by_pair[statement.pair] = statement
            return
        weaker, stronger = (known, statement) if statement.strength < known.strength else (statement, known)
        self.by_pair[statement.pair] = stronger
        if weaker.strength <= ROLE and _contradict(weaker, stronger):
            self.overruled.append((weaker, stronger))


def tier_evidence(diagram: Diagram, rows: Mapping[str, int] = NO_ROWS) -> Evidence:
    """Return the strongest evidence for each pair of boxes that an edge or a segment joins.

    `rows` are those of the boxes that have a position.
    """
    boxes = {box.id: box for box in diagram.boxes}
    heights = {box.id: role_height(box) for box in diagram.boxes}
    found = _Found()
    for edge in diagram.edges:
        a, b = boxes[edge.a.box], boxes[edge.b.box]
        if a is not b:
            found.add(_by_rank(a, b, rows))
            found.add(_by_position(a, b, rows))
            found.add(_by_relation(edge))
            found.add(_by_height(a, b, heights))
    for one, other in _segment_pairs(diagram):
        a, b = boxes[one], boxes[other]
        found.add(_by_rank(a, b, rows) or _by_position(a, b, rows) or _by_height(a, b, heights))
    known = {name for pair in found.by_pair for name in pair}
    for statement in customer_statements(diagram, heights, set(found.by_pair)):
        found.add(statement)
    statements = list(found.by_pair.values())
    structural = (
        Statement(upper, lower, STRUCTURE, level, "structure")
        for upper, lower, level in structural_statements(diagram, heights, known)
    )
    statements += [statement for statement in structural if statement.pair not in found.by_pair]
    return Evidence(statements, found.overruled)


def _contradict(one: Statement, other: Statement) -> bool:
    """Tell whether one says above where the other says below. Peers on different tiers are no contradiction."""
    return not one.level and (other.level or one.upper != other.upper)


def _segment_pairs(diagram: Diagram) -> list[tuple[str, str]]:
    """Return pairs of boxes on one segment: hosts with others, so that they hang below it."""
    pairs: list[tuple[str, str]] = []
    for bar in diagram.bars:
        members = list(dict.fromkeys(tap.box for tap in bar.taps))
        if len(members) ** 2 <= PAIR_LIMIT:
            pairs += [(one, other) for at, one in enumerate(members) for other in members[at + 1 :]]
    return pairs


def _by_rank(a: Box, b: Box, rows: Mapping[str, int]) -> Statement | None:
    given = (a.hints.rank is not None) + (b.hints.rank is not None)
    if not given or (given == 1 and a.id in rows and b.id in rows):  # a position is the author's word, a default is not
        return None
    rank_a = DEFAULT_RANK if a.hints.rank is None else a.hints.rank
    rank_b = DEFAULT_RANK if b.hints.rank is None else b.hints.rank
    upper, lower = (a, b) if rank_a <= rank_b else (b, a)
    return Statement(upper.id, lower.id, RANK, rank_a == rank_b, "rank")


def _by_position(a: Box, b: Box, rows: Mapping[str, int]) -> Statement | None:
    if a.id not in rows or b.id not in rows:
        return None
    upper, lower = (a, b) if rows[a.id] <= rows[b.id] else (b, a)
    return Statement(upper.id, lower.id, POSITION, rows[a.id] == rows[b.id], "position")


def _by_relation(edge: Edge) -> Statement | None:
    if edge.relation is None:
        return None
    upper, lower = (edge.b, edge.a) if edge.relation == "up" else (edge.a, edge.b)
    reason = "route reflector" if edge.kind in ("ibgp", "localas_ibgp") else "BGP role"
    return Statement(upper.box, lower.box, ROLE, edge.relation == "level", reason)


def _by_height(a: Box, b: Box, heights: dict[str, int | None]) -> Statement | None:
    height_a, height_b = heights[a.id], heights[b.id]
    if height_a is None or height_b is None:
        if max(height_a or 0, height_b or 0) >= HOST:  # a host hangs below whatever it is attached to
            upper, lower = (a, b) if height_a is None else (b, a)
            return Statement(upper.id, lower.id, NAME, reason="host")
        return None
    upper, lower = (a, b) if height_a <= height_b else (b, a)
    return Statement(upper.id, lower.id, NAME, height_a == height_b, "name")
