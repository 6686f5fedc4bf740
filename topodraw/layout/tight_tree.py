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
        self.outgoing, self.incoming = separation.outgoing, separation.incoming
        self.x = separation.feasible()
        self.tree: list[dict[int, int]] = [{} for _ in range(self.count)]
        """The tree arcs at each node, each with the node at its other end."""
        self.parent = [-1] * self.count
        """Arc to the parent in the tree, -1 at the root."""
        self.above = [-1] * self.count
        """The parent in the tree."""
        self.cut = [0] * len(self.tail)
        self.negative = bytearray(self.count)
        """1 for the nodes whose arc to the parent has a negative cut value."""
        self.mark = [0] * self.count
        self.stamp = 0
        """Marks of two numbers tell the two sides of a cut; each cut takes new numbers."""
        self.seen = [0] * self.count
        self.climb = 0
        """So do those of two nodes that climb towards the root."""
        self._grow()
        self.stretch = 0
        """What the solution costs more than if all arcs were tight, which nothing can be cheaper than."""
        self._weigh()

    def reweigh(self, weights: list[int]) -> None:
        """Charge all arcs but those from the root otherwise; the places and the tree stay as they are."""
        self.weight[: len(weights)] = weights
        self._weigh()

    def _weigh(self) -> None:
        self.stretch = sum(weight * self.slack(arc) for arc, weight in enumerate(self.weight) if weight)
        if self.stretch:
            self.parent = [-1] * self.count
            for node in self._postorder():
                if self.parent[node] >= 0:
                    self._set_cut(node)

    def slack(self, arc: int) -> int:
        return self.x[self.head[arc]] - self.x[self.tail[arc]] - self.length[arc]

    def worst(self, start: int, candidates: int) -> tuple[int, int]:
        """Return the arc with the least of the next few negative cut values, and the node to look on from.

        The nodes are gone round from `start`, each standing for the arc to its parent; the arc is -1 where no cut value
        is negative.
        """
        negative, parent, cut = self.negative, self.parent, self.cut
        best, least = -1, 0
        for low, high in ((start, self.count), (0, start)):
            node = negative.find(1, low, high)
            while node >= 0:
                if cut[parent[node]] < least:
                    best = parent[node]
                    least = cut[best]
                candidates -= 1
                if not candidates:
                    return best, (node + 1) % self.count
                node = negative.find(1, node + 1, high)
        return best, start

    def split(self, leaving: int) -> list[int]:
        """Take an arc out of the tree; return the nodes of the smaller of the two parts it falls into, and mark them.

        Both parts are walked in step, so that the cost is that of the smaller one.
        """
        self._leave(leaving)
        self.stamp += 2
        tree, mark = self.tree, self.mark
        parts = (([self.tail[leaving]], self.stamp), ([self.head[leaving]], self.stamp + 1))
        for part, stamp in parts:
            mark[part[0]] = stamp
        scan = 0
        while True:
            for part, stamp in parts:
                if scan == len(part):
                    self.stamp = stamp
                    return part
                for other in tree[part[scan]].values():
                    if mark[other] != stamp:
                        mark[other] = stamp
                        part.append(other)
            scan += 1

    def entering(self, leaving: int, side: list[int]) -> int:
        """Return the arc of least slack that leads from the leaving arc's head side to its tail side, or -1."""
        mark, stamp, x = self.mark, self.stamp, self.x
        best, best_slack = -1, 0
        if mark[self.head[leaving]] == stamp:
            for node in side:
                for arc, head, length in self.outgoing[node]:
                    if mark[head] != stamp:
                        slack = x[head] - x[node] - length
                        if best < 0 or slack < best_slack or (slack == best_slack and arc < best):
                            best, best_slack = arc, slack
        else:
            for node in side:
                for arc, tail, length in self.incoming[node]:
                    if mark[tail] != stamp:
                        slack = x[node] - x[tail] - length
                        if best < 0 or slack < best_slack or (slack == best_slack and arc < best):
                            best, best_slack = arc, slack
        return best

    def exchange(self, leaving: int, entering: int, side: list[int]) -> None:
        """Shift one side until the entering arc is tight, mend the cut values, hang the tree anew."""
        cut, delta = self.cut[leaving], self.slack(entering)
        if delta:
            shift = delta if self.mark[self.tail[entering]] == self.stamp else -delta
            for node in side:
                self.x[node] += shift
            self.stretch += cut * delta
        self._update_cuts(entering, cut)
        self._enter(entering)
        self.cut[entering], self.cut[leaving] = -cut, 0
        self._rehang(leaving, entering)

    def _grow(self) -> None:
        """Grow a spanning tree of tight arcs from the root, shifting what is tied to it until all is in."""
        inside = [False] * self.count
        inside[self.root] = True
        members = [self.root]
        while True:
            for node in members:
                for arc in self.touching[node]:
                    other = self._other(arc, node)
                    if not inside[other] and self.slack(arc) == 0:
                        inside[other] = True
                        self._enter(arc)
                        members.append(other)
            if len(members) == self.count:
                return
            self._tighten(inside, members)

    def _enter(self, arc: int) -> None:
        tail, head = self.tail[arc], self.head[arc]
        self.tree[tail][arc], self.tree[head][arc] = head, tail

    def _leave(self, arc: int) -> None:
        del self.tree[self.tail[arc]][arc], self.tree[self.head[arc]][arc]

    def _other(self, arc: int, node: int) -> int:
        return self.head[arc] if self.tail[arc] == node else self.tail[arc]

    def _tighten(self, inside: list[bool], members: list[int]) -> None:
        """Shift the tree so that the arc of least slack between it and the rest becomes tight."""
        between = [arc for arc in range(len(self.tail)) if inside[self.tail[arc]] != inside[self.head[arc]]]
        best = min(between, key=self.slack)
        delta = self.slack(best) if inside[self.tail[best]] else -self.slack(best)
        for node in members:
            self.x[node] += delta

    def _postorder(self) -> list[int]:
        """Set the parents and return all nodes, children before parents."""
        order = [self.root]
        for node in order:
            for arc, child in self.tree[node].items():
                if arc != self.parent[node]:
                    self.parent[child], self.above[child] = arc, node
                    order.append(child)
        return order[::-1]

    def _set_cut(self, node: int) -> None:
        """Compute the cut value of a node's parent arc from those of its children, which are known."""
        arc = self.parent[node]
        node_is_tail = self.tail[arc] == node
        total = 0
        for index in self.touching[node]:
            if index != arc:
                sign = 1 if (self.tail[index] == node) == node_is_tail else -1
                total += sign * (self.weight[index] - (self.cut[index] if index in self.tree[node] else 0))
        self.cut[arc] = total + self.weight[arc]
        self.negative[node] = self.cut[arc] < 0

    def _update_cuts(self, entering: int, cut: int) -> None:
        """Change the cut values along the way in the tree between the two ends of the entering arc."""
        tail, head = self.tail[entering], self.head[entering]
        meeting = self._meeting(tail, head)
        for end, change in ((tail, cut), (head, -cut)):
            node = end
            while node != meeting:
                arc = self.parent[node]
                self.cut[arc] += change if self.tail[arc] == node else -change
                self.negative[node] = self.cut[arc] < 0
                node = self.above[node]

    def _meeting(self, one: int, other: int) -> int:
        """Return where the ways of two nodes to the root meet; they climb in turn, so as not to go on to the root."""
        self.climb += 2
        seen, above, root = self.seen, self.above, self.root
        seen[one], seen[other] = self.climb, self.climb + 1
        while True:
            if one != root:
                one = above[one]
                if seen[one] == self.climb + 1:
                    return one
                seen[one] = self.climb
            if other != root:
                other = above[other]
                if seen[other] == self.climb:
                    return other
                seen[other] = self.climb + 1

    def _rehang(self, leaving: int, entering: int) -> None:
        """Turn the parents around between the entering arc and where the leaving arc hung its part of the tree."""
        child = self.tail[leaving] if self.parent[self.tail[leaving]] == leaving else self.head[leaving]
        # The part below the leaving arc holds one end of the entering arc; its way up to `child` is reversed.
        tail, head = self.tail[entering], self.head[entering]
        inside = self.mark[child] == self.stamp
        node, above = (tail, head) if (self.mark[tail] == self.stamp) == inside else (head, tail)
        arc = entering
        while True:
            before, before_above = self.parent[node], self.above[node]
            self.parent[node], self.above[node] = arc, above
            self.negative[node] = self.cut[arc] < 0
            if node == child:
                return
            node, above, arc = before_above, node, before
