"""Links as lines: which are edges, which are bars, and in what order (netlab's topology graph, `outputs/_graph.py`).

A link with exactly two ends is an edge unless the lab asks for a segment; every other link is a bar, and those that
share a bridge name are one bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from typing import NamedTuple

from topodraw.diagram import Bar, Edge, End
from topodraw.model import Endpoint, Link, Topology
from topodraw.views.ends import EndMaker, relation
from topodraw.views.ids import unique_id

__all__ = ["Numbered", "is_edge", "link_bars", "link_edge", "sorted_links"]

DEFAULT_ORDER = 100
"""The place of a link that asks for none (netlab)."""


class Numbered(NamedTuple):
    """A link with its place in the file, counted from 1 as netlab counts."""

    number: int
    link: Link


def sorted_links(topology: Topology) -> list[Numbered]:
    """Return the links in the order to draw them: by `graph.linkorder`, else as the file has them."""
    numbered = [Numbered(number, link) for number, link in enumerate(topology.links, 1) if link.endpoints]
    return sorted(numbered, key=lambda item: DEFAULT_ORDER if item.link.hints.order is None else item.link.hints.order)


def is_edge(link: Link) -> bool:
    return len(link.endpoints) == 2 and not link.hints.segment


def link_edge(link: Link, make_end: EndMaker, kind: str = "link") -> Edge:
    """Return the edge of a link with two ends, in the order of the file."""
    a, b = link.endpoints
    return Edge(
        a=_ordered(make_end, a, link),
        b=replace(_ordered(make_end, b, link), arrow=link.directed),
        kind=kind,
        label=link.name,
        relation=relation(a.bgp_role, b.bgp_role),
        tooltip=_tooltip([link]),
        hints=link.hints,
    )


def _ordered(make_end: EndMaker, end: Endpoint, link: Link) -> End:
    """Return an end with the order of its interface, else of its link, else of its node."""
    made = make_end(end)
    return made if end.order is not None or link.hints.order is None else replace(made, order=link.hints.order)


def link_bars(links: Iterable[Numbered], make_end: EndMaker, taken: Set[str] = frozenset()) -> tuple[Bar, ...]:
    """Return one bar for each bridge name and one for each link without one. No bar gets an id out of `taken`."""
    segments: dict[str | int, list[Numbered]] = {}
    for item in links:
        segments.setdefault(item.link.bridge or item.number, []).append(item)
    ids = set(taken)
    return tuple(_bar(segment, make_end, ids) for segment in segments.values())


def _bar(segment: list[Numbered], make_end: EndMaker, ids: set[str]) -> Bar:
    number, first = segment[0]
    links = [link for _, link in segment]
    bar_id = unique_id(first.bridge or f"{first.kind}_{number}", ids)
    taps = tuple(_ordered(make_end, end, link) for link in links for end in link.endpoints)
    return Bar(
        id=bar_id,
        name=_name(links) or bar_id,
        taps=taps,
        kind=_kind(first, len(taps)),
        tooltip=_tooltip(links),
        hints=first.hints,
    )


def _kind(link: Link, taps: int) -> str:
    if taps > 1:
        return "lan"
    return "loopback" if link.kind == "loopback" else "stub"


def _name(links: list[Link]) -> str | None:
    """Return a segment's name: its IPv4 prefixes, else its IPv6 prefixes, else its bridge, else its links' names."""
    choices = (
        [_prefix(link, "ipv4") for link in links],
        [_prefix(link, "ipv6") for link in links],
        [links[0].bridge],
        [link.name for link in links],
    )
    return next((joined for names in choices if (joined := _joined(names))), None)


def _prefix(link: Link, family: str) -> str | None:
    prefix = (link.prefix or {}).get(family)
    return prefix if isinstance(prefix, str) else None


def _tooltip(links: list[Link]) -> str | None:
    parts = [(link.name, _prefix(link, "ipv4"), _prefix(link, "ipv6"), link.role, link.bridge) for link in links]
    return _joined(text for texts in parts for text in texts)


def _joined(texts: Iterable[str | None]) -> str | None:
    return ", ".join(dict.fromkeys(text for text in texts if text)) or None
