"""The tight spanning tree of the network simplex: places, parents and cut values, kept right from pivot to pivot.

Expects separation constraints. Guarantees: every constraint holds at all times; the arcs of the tree are tight and
span all nodes; the cut value of a tree arc is what stretching it by one would cost (Gansner et al. 1993, section 2.3).
"""

from __future__ import annotations

from topodraw.layout.separation import Separation

__all__ = ["TightTree"]


class TightTree:
    """A feasible solution `x` and a spanning tree of arcs that are tight in it, hung from the root."""

    def __init__(self, separation: Separation) -> None:
        self.count, self.root = separation.count, separation.root
        self.tail, self.head = separation.tail, separation.head
        self.length, self.weight = separation.length, separation.weight
        self.touching = separation.touching
        self.x = separation.feasible()
        self.in_tree = [False] * len(self.tail)
        self.tree: list[list[int]] = [[] for _ in range(self.count)]
        """The tree arcs at each node."""
        self.parent = [-1] * self.count
        """Arc to the parent in the tree, -1 at the root."""
        self.cut = [0] * len(self.tail)
        self.mark = [0] * self.count
        self.stamp = 0
        """Marks of two numbers tell the two sides of a cut; each cut takes new numbers."""
        self._grow()
        for node in self._postorder():
            if self.parent[node] >= 0:
                self._set_cut(node)

    def slack(self, index: int) -> int:
        return self.x[self.head[index]] - self.x[self.tail[index]] - self.length[index]

    def other(self, index: int, node: int) -> int:
        return self.head[index] if self.tail[index] == node else self.tail[index]

    def smaller_side(self, leaving: int) -> list[int]:
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
                        other = self.other(index, node)
                        if self.mark[other] != self.stamp + at:
                            self.mark[other] = self.stamp + at
                            part.append(other)
            scan += 1

    def exchange(self, leaving: int, entering: int, side: list[int]) -> None:
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

    def _grow(self) -> None:
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
        for index in range(len(self.tail)):
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
                    child = self.other(index, node)
                    self.parent[child] = index
                    order.append(child)
        return order[::-1]

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

    def _update_cuts(self, entering: int, cut: int) -> None:
        """Change the cut values along the way in the tree between the two ends of the entering arc."""
        above: dict[int, None] = {}
        node = self.tail[entering]
        while True:
            above[node] = None
            if self.parent[node] < 0:
                break
            node = self.other(self.parent[node], node)
        meeting = self.head[entering]
        while meeting not in above:
            arc = self.parent[meeting]
            self.cut[arc] += -cut if self.tail[arc] == meeting else cut
            meeting = self.other(arc, meeting)
        node = self.tail[entering]
        while node != meeting:
            arc = self.parent[node]
            self.cut[arc] += cut if self.tail[arc] == node else -cut
            node = self.other(arc, node)

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
            node = self.other(before, node)
            arc = before
