"""Put the pages of a diagram together into the one graph that they show.

Each link that goes from one page to another is drawn on both, from its node to a connector. The two must agree: what
only one of them shows is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from topodraw.textreader.diagram import Bar, Edge, Frame, Node, Problem, ReadDiagram
from topodraw.textreader.glyphs import KIND

__all__ = ["join"]

MOST_LINKS = 200_000
"""Links that few glyphs may stand for: a line to a connector stands for one to each of its names."""

_SAID = re.compile(
    r"(?:TITLE, )?(?P<off>(?:off-page )*)(?:to NAME, on|more of NAME, on|also on|to NAME and NAME)(?: page N)?: .*"
)
_ON_PAGE = re.compile(r"on page (?P<page>[1-9]\d{0,5})")
_ON_PAGES = re.compile(r"on pages? (?P<pages>[\d, -]+)")


@dataclass(slots=True)
class _Joined:
    """What was put together so far."""

    count: int
    off: str | None
    """What the names of connectors begin with before ``to``; None where no page has any."""
    nodes: list[Node] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    home: dict[str, int] = field(default_factory=dict)
    """Node -> its page."""
    outside: dict[tuple[int, int, str, str], list[Edge]] = field(default_factory=dict)
    """Page and the other page, node and the other node -> the links between them as the first page has them."""
    frame_parts: dict[tuple[str, str], list[tuple[int, frozenset[int], int]]] = field(default_factory=dict)
    """Title and number of a frame on several pages -> the page, the others that it names, the frame, of each part."""
    bar_parts: dict[str, list[tuple[int, frozenset[int], int]]] = field(default_factory=dict)
    expanded: int = 0

    def report(self, row: int, column: int, text: str) -> None:
        self.problems.append(Problem(row, column, "page", text))


@dataclass(frozen=True, slots=True)
class _Connector:
    """What a connector says: the nodes that its lines lead to, each with its page, or the other pages of a bar."""

    node: Node
    targets: tuple[tuple[str, int], ...] = ()
    pages: frozenset[int] = frozenset()
    key: str = ""


def join(pages: Sequence[ReadDiagram]) -> ReadDiagram:
    """Return one diagram of several pages: each node, frame and bar once, each link from node to node."""
    legend = list(dict.fromkeys(line for page in pages for line in page.legend))
    told = [match["off"] for line in legend if (match := _SAID.fullmatch(line))]
    joined = _Joined(len(pages), told[0] if told else None)
    for number, page in enumerate(pages, 1):
        connectors = dict(_connectors(joined, page))
        _add_nodes(joined, number, page, connectors)
        _add_frames(joined, number, page, connectors)
        _add_bars(joined, number, page, connectors)
        for edge in page.edges:
            _add_edge(joined, number, edge, connectors)
    _match_links(joined)
    _check_parts(joined, joined.frame_parts, [(frame.rectangle.top, frame.rectangle.left) for frame in joined.frames])
    _check_parts(joined, joined.bar_parts, [(bar.row, bar.left) for bar in joined.bars])
    found = [problem for page in pages for problem in page.problems] + joined.problems
    return replace(
        pages[0],
        width=max(page.width for page in pages),
        nodes=tuple(joined.nodes),
        frames=_with_children(joined.frames),
        edges=tuple(joined.edges),
        bars=tuple(joined.bars),
        legend=tuple(line for line in legend if not _SAID.fullmatch(line)),
        notes=tuple(note for page in pages for note in page.notes),
        texts=tuple(text for page in pages for text in page.texts),
        crossings=tuple(cell for page in pages for cell in page.crossings),
        problems=tuple(sorted(found, key=lambda problem: (problem.row, problem.column, problem.code))),
        entries=tuple(dict.fromkeys(one for page in pages for one in page.entries if not _SAID.fullmatch(one.text))),
        bottom=pages[-1].bottom,
        pages=len(pages),
    )


def _connectors(joined: _Joined, page: ReadDiagram) -> Iterator[tuple[str, _Connector]]:
    """Yield the connectors of a page by their names."""
    if joined.off is None:
        return
    to, more = f"{joined.off}to ", f"{joined.off}more of "
    for node in page.nodes:
        if node.name.startswith(more):
            match = _ON_PAGES.fullmatch(" ".join(node.lines))
            elsewhere = _pages(match["pages"], joined.count) if match else frozenset[int]()
            if not elsewhere:
                joined.report(node.rectangle.top + 1, node.rectangle.left + 1, f"{node.name!r} says on no page")
            yield node.name, _Connector(node, pages=elsewhere, key=node.name.removeprefix(more))
        elif node.name.startswith(to):
            yield node.name, _Connector(node, _targets(joined, node, node.name.removeprefix(to)))


def _targets(joined: _Joined, node: Node, first: str) -> tuple[tuple[str, int], ...]:
    """Return the nodes that a connector names, each with its page."""
    targets: list[tuple[str, int]] = []
    names = [first]
    for line in node.lines:
        page = _ON_PAGE.fullmatch(line)
        if page:
            targets += ((name, int(page["page"])) for name in names)
            names = []
        else:
            names += (name.removesuffix(",") for name in line.removeprefix("and ").split(", "))
    if names:
        joined.report(node.rectangle.top + 1, node.rectangle.left + 1, f"{node.name!r} does not say on which page")
    return tuple(targets)


def _pages(said: str, count: int) -> frozenset[int]:
    """Return the pages in a text such as ``1, 3-5``; none when it is no such text.

    >>> sorted(_pages("1, 3-5", 9))
    [1, 3, 4, 5]
    """
    found: set[int] = set()
    for part in said.split(", "):
        match = re.fullmatch(r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?", part)
        if match is None or int(match[2] or match[1]) > count:
            return frozenset()
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset(found)


def _add_nodes(joined: _Joined, number: int, page: ReadDiagram, connectors: Mapping[str, _Connector]) -> None:
    for node in page.nodes:
        if node.name not in connectors:
            if joined.home.setdefault(node.name, number) != number:
                place = node.rectangle
                joined.report(
                    place.top + 1, place.left + 1, f"{node.name!r} stands on page {joined.home[node.name]} too"
                )
            joined.nodes.append(node)


def _add_frames(joined: _Joined, number: int, page: ReadDiagram, connectors: Mapping[str, _Connector]) -> None:
    """Add the frames of a page, those that have parts on earlier pages to these."""
    pattern = re.compile(rf"(?P<title>.+), {joined.off}also on pages? (?P<pages>[\d, -]+)(?: #(?P<which>\d+))?")
    at: list[int] = []
    for frame in page.frames:  # outer ones come first
        match = pattern.fullmatch(frame.title) if joined.off is not None else None
        title = match["title"] if match else frame.title
        parent = None if frame.parent is None else at[frame.parent]
        members = tuple(name for name in frame.members if name not in connectors)
        part = replace(frame, title=title, parent=parent, members=members, frames=())
        if match is None:
            at.append(len(joined.frames))
            joined.frames.append(part)
            continue
        parts = joined.frame_parts.setdefault((title, match["which"] or ""), [])
        where = parts[0][2] if parts else len(joined.frames)
        parts.append((number, _pages(match["pages"], joined.count), where))
        at.append(where)
        if where == len(joined.frames):
            joined.frames.append(part)
            continue
        whole = joined.frames[where]
        if whole.parent != parent:
            joined.report(frame.rectangle.top, frame.rectangle.left, f"{title!r} stands in another frame elsewhere")
        bars = tuple(dict.fromkeys((*whole.bars, *part.bars)))
        joined.frames[where] = replace(whole, members=(*whole.members, *members), bars=bars)


def _with_children(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return the frames with what is inside each by its new position."""
    inside: dict[int | None, list[int]] = {}
    for at, frame in enumerate(frames):
        inside.setdefault(frame.parent, []).append(at)
    return tuple(replace(frame, frames=tuple(inside.get(at, ()))) for at, frame in enumerate(frames))


def _add_bars(joined: _Joined, number: int, page: ReadDiagram, connectors: Mapping[str, _Connector]) -> None:
    """Add the bars of a page, those that have parts on earlier pages to these; meshes with connectors as links."""
    plain = KIND[page.charset]["light"]
    for bar in page.bars:
        ways = [connectors[tap.node] for tap in bar.taps if tap.node in connectors]
        if bar.is_mesh and ways:
            for a, b in bar.mesh:
                cell = (bar.row, bar.left)
                _add_edge(joined, number, Edge(a, b, plain, False, False, (), (cell,), 0, "light"), connectors)
            continue
        taps = tuple(tap for tap in bar.taps if tap.node not in connectors)
        if len(ways) > 1 or any(not way.key for way in ways):
            joined.report(bar.row, bar.left, f"{bar.name!r} does not say where it goes on")
        parts = joined.bar_parts.setdefault(ways[0].key, []) if ways else []
        where = parts[0][2] if parts else len(joined.bars)
        if ways:
            parts.append((number, ways[0].pages, where))
        if where == len(joined.bars):
            joined.bars.append(replace(bar, taps=taps))
        else:
            whole = joined.bars[where]
            if whole.name != bar.name:
                joined.report(bar.row, bar.left, f"{bar.name!r} is called {whole.name!r} elsewhere")
            joined.bars[where] = replace(whole, taps=(*whole.taps, *taps))


def _add_edge(joined: _Joined, number: int, edge: Edge, connectors: Mapping[str, _Connector]) -> None:
    """Add a line; one to a connector is a link to each of its nodes, to be matched with the other page's."""
    a, b = connectors.get(edge.a), connectors.get(edge.b)
    way = a or b
    row, column = edge.path[0] if edge.path else (0, 0)
    if way is None:
        joined.edges.append(edge)
    elif (a and b) or way.key:
        joined.report(row, column, "a line from a connector to another, or to that of a segment")
    elif joined.expanded + len(way.targets) > MOST_LINKS:
        joined.report(row, column, f"connectors stand for more than {MOST_LINKS:,} links")
    else:
        joined.expanded += len(way.targets)
        for name, page in way.targets:
            whole = replace(edge, a=name) if a else replace(edge, b=name)
            joined.outside.setdefault((number, page, edge.b if a else edge.a, name), []).append(whole)


def _match_links(joined: _Joined) -> None:
    """Add the links between pages, each once: what the two pages say of them must agree."""
    for (page, other, near, far), edges in joined.outside.items():
        row, column = edges[0].path[0] if edges[0].path else (0, 0)
        if joined.home.get(far) != other or page == other:
            joined.report(row, column, f"no node {far!r} on page {other}")
            continue
        back = len(joined.outside.get((other, page, far, near), ()))
        if back != len(edges):
            joined.report(row, column, f"{len(edges)} from {near!r} to {far!r} here, {back} back on page {other}")
        if page < other:
            joined.edges += edges


def _check_parts(
    joined: _Joined, found: Mapping[Any, Sequence[tuple[int, frozenset[int], int]]], places: Sequence[tuple[int, int]]
) -> None:
    """Report frames and bars whose parts do not name the pages of the others."""
    for parts in found.values():
        pages = [page for page, _, _ in parts]
        if any(others != frozenset(pages) - {page} for page, others, _ in parts) or len(dict.fromkeys(pages)) < len(
            pages
        ):
            joined.report(*places[parts[0][2]], "its parts are not on the pages that they name")
