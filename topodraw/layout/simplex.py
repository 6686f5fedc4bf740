"""Network simplex: the cheapest integer places under separation constraints.

Minimises the sum of weight * (x[head] - x[tail]) over arcs with x[head] - x[tail] >= length (Gansner, Koutsofios,
North, Vo 1993, section 2.3, with low/lim tree numbering). The result is exact and integral; the number of pivots can be
capped, since every step of the way is a feasible solution.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

__all__ = ["Arc", "solve"]


class Arc(NamedTuple):
    """x[head] - x[tail] >= length, at a cost of `weight` per unit."""

    tail: int
    head: int
    length: int
    weight: int = 0


def solve(count: int, arcs: list[Arc], max_pivots: int | None = None) -> list[int]:
    """Return places for variables 0 to count-1, the least of them 0.

    Raises ValueError when the constraints contradict each other (a cycle of positive length).
    """
    if not count:
        return []
    solver = _Solver(count, arcs)
    solver.run(max_pivots)
    low = min(solver.x[:count])
    return [value - low for value in solver.x[:count]]


class _Solver:
    """One run. Node `count` is a root before all others; the tree is kept as parent arcs."""

    def __init__(self, count: int, arcs: list[Arc]) -> None:
        self.count = count + 1
        root = count
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
        for index in range(len(self.arcs)):
            self.touching[self.tail[index]].append(index)
            self.touching[self.head[index]].append(index)
        self.root = root
        self.x = self._feasible()
        self.in_tree = [False] * len(self.arcs)
        self.tree: list[list[int]] = [[] for _ in range(self.count)]
        """The tree arcs at each node."""
        self.parent = [-1] * self.count
        """Arc to the parent in the tree, -1 at the root."""
        self.cut = [0] * len(self.arcs)
        self.mark = [0] * self.count
        self.stamp = 0
        """Marks of two numbers tell the two sides of a cut; each cut takes new numbers."""

    def _feasible(self) -> list[int]:
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
            for index in self.touching[node]:
                if self.tail[index] == node:
                    head = self.head[index]
                    x[head] = max(x[head], x[node] + self.length[index])
                    waiting[head] -= 1
                    if not waiting[head]:
                        queue.append(head)
        if len(order) < self.count:
            raise ValueError("separation constraints form a cycle")
        for node in range(self.root):
            if not self.has_in[node]:
                x[node] = min((x[self.head[i]] - self.length[i] for i in self.touching[node]), default=0)
        return x

    def run(self, max_pivots: int | None) -> None:
        self._first_tree()
        self._first_cuts(self._postorder())
        cursor = 0
        pivots = 0
        while max_pivots is None or pivots < max_pivots:
            leaving, cursor = self._leaving(cursor)
            if leaving < 0:
                return
            side = self._smaller_side(leaving)
            entering = self._entering(leaving, side)
            if entering < 0:
                return
            self._exchange(leaving, entering, side)
            pivots += 1

    def slack(self, index: int) -> int:
        return self.x[self.head[index]] - self.x[self.tail[index]] - self.length[index]

    def _first_tree(self) -> None:
        """Grow a spanning tree of tight arcs from the root, shifting what is tied to it until all is in."""
        inside = [False] * self.count
        inside[self.root] = True
        members = [self.root]
        reached = 1
        scan = 0
        while True:
            while scan < len(members):
                node = members[scan]
                scan += 1
                for index in self.touching[node]:
                    other = self.head[index] if self.tail[index] == node else self.tail[index]
                    if not inside[other] and self.slack(index) == 0:
                        inside[other] = True
                        self._enter(index)
                        members.append(other)
                        reached += 1
            if reached == self.count:
                return
            self._tighten(inside, members)
            scan = 0

    def _enter(self, index: int) -> None:
        self.in_tree[index] = True
        self.tree[self.tail[index]].append(index)
        self.tree[self.head[index]].append(index)

    def _leave(self, index: int) -> None:
        self.in_tree[index] = False
        self.tree[self.tail[index]].remove(index)
        self.tree[self.head[index]].remove(index)

    def _tighten(self, inside: list[bool], members: list[int]) -> None:
        """Shift the tree so that the arc of least slack between it and the rest becomes tight."""
        best, best_slack = -1, 0
        for index in range(len(self.arcs)):
            if inside[self.tail[index]] != inside[self.head[index]]:
                slack = self.slack(index)
                if best < 0 or slack < best_slack:
                    best, best_slack = index, slack
        delta = best_slack if inside[self.tail[best]] else -best_slack
        for node in members:
            self.x[node] += delta

    def _postorder(self) -> list[int]:
        """Set the parents and return all nodes, children before parents."""
        order = [self.root]
        for node in order:
            for index in self.tree[node]:
                if index != self.parent[node]:
                    child = self._other(index, node)
                    self.parent[child] = index
                    order.append(child)
        return order[::-1]

    def _other(self, index: int, node: int) -> int:
        return self.head[index] if self.tail[index] == node else self.tail[index]

    def _first_cuts(self, postorder: list[int]) -> None:
        for node in postorder:
            if self.parent[node] >= 0:
                self._set_cut(node)

    def _set_cut(self, node: int) -> None:
        """Compute the cut value of a node's parent arc from those of its children."""
        arc = self.parent[node]
        node_is_tail = self.tail[arc] == node
        total = 0
        for index in self.touching[node]:
            outward = self.tail[index] == node
            if index == arc:
                continue
            sign = 1 if outward == node_is_tail else -1
            if self.in_tree[index]:
                total += sign * (self.weight[index] - self.cut[index])
            else:
                total += sign * self.weight[index]
        self.cut[arc] = total + self.weight[arc]

    def _leaving(self, cursor: int) -> tuple[int, int]:
        """Return a tree arc with a negative cut value, the worst of the next few found going round the nodes."""
        best, found = -1, 0
        for node in (*range(cursor, self.count), *range(cursor)):
            arc = self.parent[node]
            if arc >= 0 and self.cut[arc] < 0:
                if best < 0 or self.cut[arc] < self.cut[best]:
                    best = arc
                found += 1
                if found >= 30:
                    return best, (node + 1) % self.count
        return best, cursor

    def _smaller_side(self, leaving: int) -> list[int]:
        """Return the nodes of the smaller of the two parts that the tree falls into without an arc, and mark them.

        Both parts are walked in step, so that the cost is that of the smaller one.
        """
        self.stamp += 2
        parts = ([self.tail[leaving]], [self.head[leaving]])
        for at, part in enumerate(parts):
            self.mark[part[0]] = self.stamp + at
        scan = 0
        while True:
            for at, part in enumerate(parts):
                if scan == len(part):
                    self.stamp += at
                    return part
                node = part[scan]
                for index in self.tree[node]:
                    if index != leaving:
                        other = self._other(index, node)
                        if self.mark[other] != self.stamp + at:
                            self.mark[other] = self.stamp + at
                            part.append(other)
            scan += 1

    def _entering(self, leaving: int, side: list[int]) -> int:
        """Return the arc of least slack that leads from the leaving arc's head side to its tail side, or -1."""
        stamp, mark = self.stamp, self.mark
        side_has_head = mark[self.head[leaving]] == stamp
        best, best_slack = -1, 0
        for node in side:
            for index in self.touching[node]:
                tail_in, head_in = mark[self.tail[index]] == stamp, mark[self.head[index]] == stamp
                if tail_in != head_in and tail_in == side_has_head and not self.in_tree[index]:
                    slack = self.slack(index)
                    if best < 0 or slack < best_slack or (slack == best_slack and index < best):
                        best, best_slack = index, slack
        return best

    def _exchange(self, leaving: int, entering: int, side: list[int]) -> None:
        """Shift one side until the entering arc is tight, mend the cut values, hang the tree anew."""
        delta = self.slack(entering)
        if delta:
            shift = delta if self.mark[self.tail[entering]] == self.stamp else -delta
            for node in side:
                self.x[node] += shift
        cut = self.cut[leaving]
        self._update_cuts(entering, cut)
        self._leave(leaving)
        self._enter(entering)
        self.cut[entering], self.cut[leaving] = -cut, 0
        self._rehang(leaving, entering)

    def _update_cuts(self, entering: int, cut: int) -> None:
        """Change the cut values along the way in the tree between the two ends of the entering arc."""
        above: dict[int, None] = {}
        node = self.tail[entering]
        while True:
            above[node] = None
            if self.parent[node] < 0:
                break
            node = self._other(self.parent[node], node)
        meeting = self.head[entering]
        while meeting not in above:
            arc = self.parent[meeting]
            self.cut[arc] += -cut if self.tail[arc] == meeting else cut
            meeting = self._other(arc, meeting)
        node = self.tail[entering]
        while node != meeting:
            arc = self.parent[node]
            self.cut[arc] += cut if self.tail[arc] == node else -cut
            node = self._other(arc, node)

    def _rehang(self, leaving: int, entering: int) -> None:
        """Turn the parents around between the entering arc and where the leaving arc hung its part of the tree."""
        child = self.tail[leaving] if self.parent[self.tail[leaving]] == leaving else self.head[leaving]
        # The part below the leaving arc holds one end of the entering arc; its way up to `child` is reversed.
        side = self.mark[child] == self.stamp
        node = self.tail[entering] if (self.mark[self.tail[entering]] == self.stamp) == side else self.head[entering]
        arc = entering
        while True:
            self.parent[node], before = arc, self.parent[node]
            if node == child:
                return
            node = self._other(before, node)
            arc = before
