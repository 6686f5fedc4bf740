"""What stands on a link: Mermaid has room for one text in its middle, where a diagram has one at each end as well."""

from __future__ import annotations

from collections.abc import Callable

from topodraw.diagram import Edge, End

__all__ = ["middle_of"]


def middle_of(upper: End, lower: End, edge: Edge, name: Callable[[End], str]) -> tuple[str, ...]:
    """Return the lines of a link's text: what is said of its ends, the upper (to the right: the left) one first, and
    below it what is said of the link. Where only one end says something, its node is named.

    >>> link = Edge(End("r1", ("eth1",)), End("r2", ("eth2",)), label="core")
    >>> middle_of(link.a, link.b, link, lambda end: end.box)
    ('eth1 – eth2', 'core')
    >>> middle_of(End("r1"), link.b, Edge(link.a, link.b), lambda end: end.box)
    ('r2: eth2',)
    """
    own = tuple(dict.fromkeys(line for line in (edge.label, edge.vrf) if line))
    return (*_ends(upper, lower, name), *own)


def _ends(upper: End, lower: End, name: Callable[[End], str]) -> tuple[str, ...]:
    first, second = ([line for line in end.labels if line] for end in (upper, lower))
    if not first or not second:
        said, end = (first, upper) if first else (second, lower)
        return (f"{name(end)}: {' '.join(said)}",) if said else ()
    if len(first) == len(second):  # line by line: interfaces, then addresses
        return tuple(f"{one} – {other}" for one, other in zip(first, second, strict=True))
    return (f"{' '.join(first)} – {' '.join(second)}",)
