"""Separation constraints between whole numbers: what must lie how far before what, and a first answer to it.

Expects any constraints x[head] - x[tail] >= length. Guarantees places that hold all of them, or ValueError where they
contradict each other (a cycle of positive length).
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

__all__ = ["Arc", "Separation"]


class Arc(NamedTuple):
    """x[head] - x[tail] >= length, at a cost of `weight` per unit."""

    tail: int
    head: int
    length: int
    weight: int = 0


class Separation:
    """The constraints as a graph of nodes 0 to count - 1; the last node is a root before all others."""

    def __init__(self, count: int, arcs: list[Arc]) -> None:
        self.count = count + 1
        self.root = root = count
        self.has_in = has_in = [False] * self.count
        for arc in arcs:
            has_in[arc.head] = True
        # An arc from the root to every source ties the graph together; it costs nothing. Sources that only push
        # others (the auxiliary variables of absolute values) may lie left of the root: their arc has no lower bound.
        self.arcs = arcs + [Arc(root, node, -(1 << 40), 0) for node in range(count) if not has_in[node]]
        self.tail = [arc.tail for arc in self.arcs]
        self.head = [arc.head for arc in self.arcs]
        self.length = [arc.length for arc in self.arcs]
        self.weight = [arc.weight for arc in self.arcs]
        self.touching: list[list[int]] = [[] for _ in range(self.count)]
        """The arcs at each node."""
        self.outgoing: list[list[tuple[int, int, int]]] = [[] for _ in range(self.count)]
        """The arcs that lead on from each node: arc, head, length."""
        self.incoming: list[list[tuple[int, int, int]]] = [[] for _ in range(self.count)]
        """The arcs that lead to each node: arc, tail, length."""
        for index, (tail, head, length, _) in enumerate(self.arcs):
            self.touching[tail].append(index)
            self.touching[head].append(index)
            self.outgoing[tail].append((index, head, length))
            self.incoming[head].append((index, tail, length))

    def feasible(self) -> list[int]:
        """Longest paths from the sources; sources then move right as far as their arcs allow."""
        waiting = [0] * self.count
        for head in self.head:
            waiting[head] += 1
        x = [0] * self.count
        queue = deque(node for node in range(self.count) if not waiting[node])
        order: list[int] = []
        while queue:
            node = queue.popleft()
            order.append(node)
            for _, head, length in self.outgoing[node]:
                x[head] = max(x[head], x[node] + length)
                waiting[head] -= 1
                if not waiting[head]:
                    queue.append(head)
        if len(order) < self.count:
            self._relax(x)
        for node in range(self.root):
            if not self.has_in[node]:
                x[node] = min((x[head] - length for _, head, length in self.outgoing[node]), default=0)
        return x

    def _relax(self, x: list[int]) -> None:
        """Push heads until all arcs are long enough, going round where arcs do (Bellman 1958, Ford 1956)."""
        for _ in range(self.count):
            pushed = False
            for tail, head, length in zip(self.tail, self.head, self.length, strict=True):
                if x[head] < x[tail] + length:
                    x[head] = x[tail] + length
                    pushed = True
            if not pushed:
                return
        raise ValueError("separation constraints form a cycle of positive length")
