"""Boxes that hang on one neighbour: nothing else moves them, so their tiers need no solving."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from topodraw.diagram import Diagram
from topodraw.layout.statement import Statement

__all__ = ["hanging_boxes", "without_boxes"]


def hanging_boxes(
    diagram: Diagram, statements: list[Statement], fixed: Container[str] = ()
) -> dict[str, tuple[str, int]]:
    """Return the boxes that hang on one neighbour, with it and the steps down to them: nothing else moves them.

    `fixed` are boxes whose tiers are given, besides those that have a rank.
    """
    neighbours: dict[str, dict[str, None]] = {
        box.id: {} for box in diagram.boxes if box.hints.rank is None and box.id not in fixed
    }
    for edge in diagram.edges:
        for one, other in ((edge.a.box, edge.b.box), (edge.b.box, edge.a.box)):
            if one in neighbours and one != other:
                neighbours[one][other] = None
    on_bars = {tap.box for bar in diagram.bars for tap in bar.taps}
    steps: dict[tuple[str, str], int] = {}
    for statement in statements:
        steps[statement.lower, statement.upper] = int(not statement.level)
        steps[statement.upper, statement.lower] = -int(not statement.level)
    hanging: dict[str, tuple[str, int]] = {}
    for name, others in neighbours.items():
        if len(others) == 1 and name not in on_bars:
            other = next(iter(others))
            if other not in hanging:
                hanging[name] = (other, steps.get((name, other), 0))
    return hanging


def without_boxes(diagram: Diagram, names: Container[str]) -> Diagram:
    edges = tuple(edge for edge in diagram.edges if edge.a.box not in names and edge.b.box not in names)
    return replace(diagram, boxes=tuple(box for box in diagram.boxes if box.id not in names), edges=edges)
