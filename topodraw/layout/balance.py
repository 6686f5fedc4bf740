"""Pass 5b: put a box between the two boxes below (or above) it.

Expects placed columns. The least sideways way is often a whole range of places: a box with two lines down costs the
same anywhere between their ends. Guarantees: such a box, with all that stands straight above or below it, moves to the
middle of its range where the separation constraints allow; no other line gets longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topodraw.layout.layered import DOWN, UP, Item, Layered, Net, Side
from topodraw.layout.simplex import Arc

__all__ = ["balance", "may_shift", "touching_arcs"]


def balance(graph: Layered, arcs: Iterable[Arc], variables: Mapping[Item, list[int]], x: list[int]) -> None:
    """Shift items, and their places in `x`, within the separation constraints `arcs`."""
    touching = touching_arcs(arcs)
    for side in (DOWN, UP):
        for layer in graph.layers if side == DOWN else graph.layers[::-1]:
            for item in layer:
                if item.kind == "box":
                    _balance_item(item, side, touching, variables, x)


def _balance_item(
    item: Item, side: Side, touching: Mapping[int, list[Arc]], variables: Mapping[Item, list[int]], x: list[int]
) -> None:
    ports = item.ports[side]
    if len(ports) != 2 or any(port.net.kind != "edge" for port in ports):
        return
    nets = [port.net for port in ports]
    ways = [_other_column(net, item) - port.column for net, port in zip(nets, ports, strict=True)]
    shift = sum(ways) // 2
    if shift == 0 or ((min(ways) > 0) == (max(ways) > 0) and 0 not in ways):
        return
    block = _straight_block(item, nets)
    if block is None or any(_ends(net, item) in block for net in nets):
        return
    if may_shift({variable for member in block for variable in variables[member]}, shift, touching, x):
        for member in block:
            member.x += shift
            for variable in variables[member]:
                x[variable] += shift


def _ends(net: Net, item: Item) -> Item:
    return net.ports[0].item if net.ports[1].item is item else net.ports[1].item


def _other_column(net: Net, item: Item) -> int:
    return (net.ports[0] if net.ports[1].item is item else net.ports[1]).column


def _straight_block(start: Item, without: list[Net]) -> dict[Item, None] | None:
    """Return all that is tied to an item by straight lines; None when a bent line would be bent otherwise."""
    block = {start: None}
    for item in (found := [start]):
        for side in (DOWN, UP):
            for port in item.ports[side]:
                net = port.net
                if net in without or net.kind in ("cup", "cap"):
                    continue
                if net.kind == "bar" or net.ports[0].column != net.ports[1].column:
                    return None
                other = _ends(net, item)
                if other not in block:
                    block[other] = None
                    found.append(other)
    return block


def touching_arcs(arcs: Iterable[Arc]) -> dict[int, list[Arc]]:
    """Return the arcs at each variable."""
    touching: dict[int, list[Arc]] = {}
    for arc in arcs:
        touching.setdefault(arc.tail, []).append(arc)
        touching.setdefault(arc.head, []).append(arc)
    return touching


def may_shift(moved: set[int], shift: int, touching: Mapping[int, list[Arc]], x: list[int]) -> bool:
    """Tell whether all arcs stay long enough when these variables move together."""
    for variable in moved:
        for arc in touching.get(variable, ()):
            tail = x[arc.tail] + (shift if arc.tail in moved else 0)
            head = x[arc.head] + (shift if arc.head in moved else 0)
            if head - tail < arc.length:
                return False
    return True
