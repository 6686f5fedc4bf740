"""Arcs without circles: what is wanted, strongest first, less what would close a circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from topodraw.layout.simplex import Arc

__all__ = ["without_cycles"]


def without_cycles(fixed: Sequence[Arc], wanted: Sequence[Arc], count: int) -> tuple[list[Arc], list[int]]:
    """Return the arcs to keep of those wanted, and the places of those given up.

    `fixed` arcs, which have no circle among them, always stand; of the others each stands unless it would close a
    circle with those before it. Arcs join the variables 0 to count-1.
    """
    if not _has_cycle([*fixed, *wanted], count):
        return list(wanted), []
    kept: list[Arc] = []
    given_up: list[int] = []
    below: list[list[int]] = [[] for _ in range(count)]
    for arc in fixed:
        below[arc.tail].append(arc.head)
    for place, arc in enumerate(wanted):
        if _reaches(below, arc.head, arc.tail):
            given_up.append(place)
        else:
            below[arc.tail].append(arc.head)
            kept.append(arc)
    return kept, given_up


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


def _has_cycle(arcs: Iterable[Arc], count: int) -> bool:
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
