"""Which autonomous systems are customers of which, where no BGP role says so.

The spirit is that of Gao (2001: the larger of two neighbours is the provider) and Luckie et al. (2013: customers are
told by the cone below them), but a lab is no Internet: it has few autonomous systems, and the one in its middle is
often the customer that its author looks at. So a link is directed only when the evidence is clear:

- the customer gives nobody transit: its neighbours are neighbours of each other, and reach one another without it;
- its one provider has three times as many neighbours; of several providers each has more than it, and three times as
  many when it has customers itself.

Customers found are taken away and the rest is judged again, so that cones add up. Two neighbours that both have
customers, a neighbour in common and cones of a size are peers. Everything else stays undecided.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from topodraw.diagram import Diagram
from topodraw.layout.roles import CUSTOMER_SIDE, HOST
from topodraw.layout.statement import CUSTOMER, Statement

__all__ = ["customer_statements"]

FACTOR = 3
"""How many times as many neighbours make a provider."""
ALIKE = 2
"""Cones that differ by less than this factor are of a size."""
INTER_AS = ("ebgp", "adjacency", "link", "vlan_trunk", "vlan_access", "tunnel")
"""Kinds of edges that lie between two autonomous systems when their ends do."""

Pair = tuple[str, str]
Systems = tuple[int, int]
Neighbours = dict[int, dict[int, None]]


def customer_statements(
    diagram: Diagram, heights: Mapping[str, int | None], decided: Container[Pair]
) -> Iterator[Statement]:
    """Yield statements for the edges between autonomous systems that no role and no name speaks for.

    `heights` is what names say, `decided` the pairs of boxes about which stronger evidence is known; one such pair is
    enough for the two systems.
    """
    pairs = _pairs(diagram)
    neighbours = _neighbours(pairs.values())
    providers, cones = _providers(neighbours)
    spoken_for = {systems for pair, systems in pairs.items() if pair in decided}
    for (a, b), (as_a, as_b) in pairs.items():
        if (as_a, as_b) in spoken_for or (as_b, as_a) in spoken_for:
            continue
        if as_a in providers.get(as_b, ()):
            upper, lower = a, b
        elif as_b in providers.get(as_a, ()):
            upper, lower = b, a
        else:
            if _may_be(a, (), heights) and _may_be(b, (), heights) and _are_peers(as_a, as_b, neighbours, cones):
                yield Statement(a, b, CUSTOMER, level=True, reason="customer cone")
            continue
        if _may_be(upper, range(CUSTOMER_SIDE), heights) and _may_be(lower, range(CUSTOMER_SIDE, HOST), heights):
            yield Statement(upper, lower, CUSTOMER, reason="customer cone")


def _may_be(name: str, fitting: Container[int], heights: Mapping[str, int | None]) -> bool:
    """Tell whether a box's name says nothing of its height, or one that fits."""
    height = heights[name]
    return height is None or height in fitting


def _pairs(diagram: Diagram) -> dict[Pair, Systems]:
    """Return the pairs of boxes that are linked and in different autonomous systems, with those."""
    asn = {box.id: box.asn for box in diagram.boxes}
    pairs: dict[Pair, Systems] = {}
    for edge in diagram.edges:
        a, b = sorted((edge.a.box, edge.b.box))
        as_a, as_b = asn[a], asn[b]
        if edge.kind in INTER_AS and as_a is not None and as_b is not None and as_a != as_b:
            pairs[a, b] = as_a, as_b
    return pairs


def _neighbours(pairs: Iterable[Systems]) -> Neighbours:
    found: Neighbours = {}
    for a, b in pairs:
        found.setdefault(a, {})[b] = None
        found.setdefault(b, {})[a] = None
    return found


def _providers(neighbours: Neighbours) -> tuple[dict[int, tuple[int, ...]], dict[int, dict[int, None]]]:
    """Return the providers of every customer found, and the cones: for each system itself and all below it."""
    rest: Neighbours = {system: dict(others) for system, others in neighbours.items()}
    cones: Neighbours = {system: {system: None} for system in neighbours}
    providers: dict[int, tuple[int, ...]] = {}
    while customers := [
        system for system in rest if _is_customer(system, rest, neighbours, has=len(cones[system]) > 1)
    ]:
        for system in customers:
            providers[system] = tuple(rest[system])
            for provider in providers[system]:
                cones[provider] |= cones[system]
        for system in customers:
            for provider in rest.pop(system):
                rest[provider].pop(system, None)
    return providers, cones


def _is_customer(system: int, rest: Neighbours, neighbours: Neighbours, *, has: bool) -> bool:
    """Tell whether all that is left of a system's neighbours are its providers; `has` it customers of its own?"""
    others = rest[system]
    alone = len(others) == 1
    least = len(others) * FACTOR if alone or has else len(others) + 1
    return bool(others) and all(
        len(rest[other]) >= least
        and len(neighbours[other]) > len(neighbours[system])
        and all(third in rest[other] for third in others if third != other)
        for other in others
    )


def _are_peers(a: int, b: int, neighbours: Neighbours, cones: Neighbours) -> bool:
    smaller, larger = sorted((len(cones[a]), len(cones[b])))
    shared = any(other in neighbours[b] for other in neighbours[a])
    return shared and smaller > 1 and larger < ALIKE * smaller
