"""One page of a diagram: the boxes that stand on it, and connectors where it goes on elsewhere.

A connector is a small box, since a line may end at a box only. ``to leaf7``, below it ``on page 2``, stands where links
go on to a box of another page; boxes that are linked alike share one: ``to leaf7``, ``and leaf8, leaf9``, ``on page 2``
has one line from each box that is linked to all of them. ``more of 10.0.0.0/24`` stands on a segment that has taps on
other pages too. A frame whose boxes stand on several pages is drawn on each, ``also on page 2`` in its title. Each link
is drawn whole, with the texts at both ends, on both pages; so either page tells all of it.

Expects plain texts (`texts`), frames folded, every box on one page. Guarantees that no box has the name of a connector:
where one begins like it, the connectors of all pages are called ``off-page to leaf7``. What the words mean is told
below each picture that has them, by which a reader knows them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from topodraw import text
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Line
from topodraw.layout.families import Path, frame_paths
from topodraw.layout.layered import common
from topodraw.layout.shorten import LISTED_LINE

__all__ = ["Paging", "spelled"]

LIST_WIDTH = 24
"""Cells that a list of names in a connector may take on one line."""
TO, MORE, ALSO = "to", "more of", "also on"


@dataclass(frozen=True, slots=True)
class _Cut:
    """The links between one box of another page and the boxes of this one, by their index."""

    box: str
    links: tuple[tuple[int, Edge], ...]


class Paging:
    """Makes the pages of a diagram. `page` answers with the diagram of a page and the lines that explain its words."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.paths = frame_paths(diagram)
        self.boxes = {box.id: box for box in diagram.boxes}
        self.frames = {frame.id: frame for frame in diagram.frames}
        self.at = {box.id: at for at, box in enumerate(diagram.boxes)}
        self.off = _unmistakable(diagram)
        self.links: dict[str, list[int]] = {box.id: [] for box in diagram.boxes}
        for index, edge in enumerate(diagram.edges):
            for name in dict.fromkeys((edge.a.box, edge.b.box)):
                self.links[name].append(index)
        self.bars: dict[str, list[int]] = {box.id: [] for box in diagram.boxes}
        for index, bar in enumerate(diagram.bars):
            for name in dict.fromkeys(tap.box for tap in bar.taps):
                self.bars[name].append(index)

    def page(self, number: int, boxes: Iterable[str], home: Mapping[str, int]) -> tuple[Diagram, tuple[str, ...]]:
        """Return the page of this number; `home` tells the page of every box."""
        local = dict.fromkeys(sorted(boxes, key=self.at.__getitem__))
        page = _Page(self, number, local, home)
        page.add_links()
        page.add_bars()
        frames = tuple(page.frames())
        diagram = replace(
            self.diagram,
            boxes=(*(self.boxes[name] for name in local), *page.connectors.values()),
            edges=tuple(edge for _, edge in sorted(page.edges, key=lambda link: link[0])),
            bars=tuple(page.bars),
            frames=frames,
        )
        return diagram, tuple(page.said)


@dataclass(slots=True)
class _Page:
    """A page in the making."""

    paging: Paging
    number: int
    local: dict[str, None]
    home: Mapping[str, int]
    connectors: dict[str, Box] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    edges: list[tuple[int, Edge]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    said: dict[str, None] = field(default_factory=dict)

    def add_links(self) -> None:
        """Keep what joins two boxes of the page; end the rest at connectors."""
        all_edges, local = self.paging.diagram.edges, self.local
        cut: dict[str, list[tuple[int, Edge]]] = {}
        for index in dict.fromkeys(index for name in local for index in self.paging.links[name]):
            edge = all_edges[index]
            if edge.a.box in local and edge.b.box in local:
                self.edges.append((index, edge))
            else:
                cut.setdefault(edge.b.box if edge.a.box in local else edge.a.box, []).append((index, edge))
        alike: dict[object, list[_Cut]] = {}
        for name in sorted(cut, key=self.paging.at.__getitem__):
            one = _Cut(name, tuple(sorted(cut[name], key=lambda link: link[0])))
            alike.setdefault(self._likeness(one), []).append(one)
        for several in alike.values():
            self._connect(several)

    def _likeness(self, cut: _Cut) -> object:
        """Return what is the same for boxes that may share a connector: all that can be seen of their links."""
        box = self.paging.boxes[cut.box]
        bare = all(_is_bare(edge) for _, edge in cut.links)
        if not bare or " " in box.name or "," in box.name:
            return cut.box
        ends = ((edge, edge.a, edge.b) if edge.b.box == cut.box else (edge, edge.b, edge.a) for _, edge in cut.links)
        looks = sorted((near.box, edge.kind, near.arrow, far.arrow) for edge, near, far in ends)
        return box.tier, self.paging.paths[cut.box], tuple(looks)

    def _connect(self, several: Sequence[_Cut]) -> None:
        first = several[0]
        near = [edge.a.box if edge.b.box == first.box else edge.b.box for _, edge in first.links]
        targets: dict[int, list[str]] = {}
        for cut in several:
            targets.setdefault(self.home[cut.box], []).append(self.paging.boxes[cut.box].name)
        title = f"{self.paging.off}{TO} {self.paging.boxes[first.box].name}"
        levels = [self.paging.boxes[name].tier or 0 for name in near]
        tier = min(max(self.paging.boxes[first.box].tier or 0, min(levels) - 1), max(levels) + 1)
        id = self._connector(title, _lines(targets, self.home[first.box]), tier, [*near, *(cut.box for cut in several)])
        self.said[f"{self.paging.off}{TO} NAME, on page N: link goes on there"] = None
        if len(several) > 1:
            self.said[f"{self.paging.off}{TO} NAME and NAME: one link to each"] = None
        for index, edge in first.links:
            far = edge.b if edge.b.box == first.box else edge.a
            moved = replace(far, box=id, order=None)
            self.edges.append((index, replace(edge, b=moved) if far is edge.b else replace(edge, a=moved)))

    def add_bars(self) -> None:
        """Draw each bar with the taps that it has here; one with taps elsewhere gets a connector."""
        all_bars = self.paging.diagram.bars
        keys = self._bar_keys()
        for index in sorted(dict.fromkeys(index for name in self.local for index in self.paging.bars[name])):
            bar = all_bars[index]
            taps = tuple(tap for tap in bar.taps if tap.box in self.local)
            elsewhere = sorted({self.home[tap.box] for tap in bar.taps} - {self.number})
            if elsewhere:
                title = f"{self.paging.off}{MORE} {keys[index]}"
                line = Line(f"on {spelled(elsewhere)}", LISTED_LINE)
                tier = self.paging.boxes[taps[-1].box].tier or 0
                taps = (*taps, End(self._connector(title, (line,), tier, [tap.box for tap in bar.taps])))
                self.said[f"{self.paging.off}{MORE} NAME, on page N: more taps"] = None
            self.bars.append(replace(bar, taps=taps))

    def _bar_keys(self) -> dict[int, str]:
        """Return a name of its own for each bar that has taps on several pages."""
        keys: dict[int, str] = {}
        taken: dict[str, None] = {}
        for index, bar in enumerate(self.paging.diagram.bars):
            if len({self.home[tap.box] for tap in bar.taps}) > 1:
                name, number = bar.name, 1
                while name in taken:
                    number += 1
                    name = f"{bar.name} #{number}"
                taken[name] = None
                keys[index] = name
        return keys

    def _connector(self, title: str, lines: tuple[Line, ...], tier: int, joined: Sequence[str]) -> str:
        """Add a connector inside the frames that hold all that it joins, and return its id."""
        id = title
        while id in self.paging.boxes or id in self.connectors:
            id += "'"
        path = self.paging.paths[joined[0]]
        for name in joined[1:]:
            path = common(path, self.paging.paths[name])
        self.connectors[id] = Box(id, "connector", title, lines, tier=tier)
        self.paths[id] = path
        return id

    def frames(self) -> Iterator[Frame]:
        """Yield the frames that hold a box of the page; where they hold boxes of others too, their titles say so."""
        pages: dict[str, set[int]] = {id: set() for id in self.paging.frames}
        for name, path in self.paging.paths.items():
            for id in path:
                pages[id].add(self.home[name])
        inside: dict[str, list[str]] = {id: [] for id in self.paging.frames}
        for name, path in {**{name: self.paging.paths[name] for name in self.local}, **self.paths}.items():
            if path:
                inside[path[-1]].append(name)
        said: dict[str, int] = {}
        for id, frame in self.paging.frames.items():
            title = frame.title
            if len(pages[id]) > 1:
                said[title] = number = said.get(title, 0) + 1
                elsewhere = spelled(sorted(pages[id] - {self.number}))
                title += f", {self.paging.off}{ALSO} {elsewhere}{f' #{number}' if number > 1 else ''}"
                if self.number in pages[id]:
                    self.said[f"TITLE, {self.paging.off}{ALSO} page N: more of it"] = None
            if self.number in pages[id]:
                yield replace(frame, title=title, members=tuple(inside[id]))


def _is_bare(edge: Edge) -> bool:
    """Tell whether nothing but its kind and its arrowheads is to be seen of a link."""
    return not (edge.a.labels or edge.b.labels or edge.label or edge.vrf or edge.one_sided)


def _lines(targets: Mapping[int, Sequence[str]], first: int) -> tuple[Line, ...]:
    """Return the lines below the name of a connector: the other boxes it leads to, those of a page together."""
    lines: list[str] = []
    for page in (first, *(page for page in targets if page != first)):
        names = targets[page][1:] if page == first else targets[page]
        line = "and" if names else ""
        for at, name in enumerate(names):
            piece = f" {name}{',' if at + 1 < len(names) else ''}"
            if line != "and" and text.width(line + piece) > LIST_WIDTH:
                lines.append(line)
                line = ""
            line = (line + piece).strip()
        lines += [line] if line else []
        lines.append(f"on page {page}")
    return tuple(Line(line, LISTED_LINE) for line in lines)


def spelled(pages: Sequence[int]) -> str:
    """Return the numbers of pages in words, several in a row as one range.

    >>> spelled([2]), spelled([1, 3, 4, 5])
    ('page 2', 'pages 1, 3-5')
    """
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    ranges = (f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(ranges)}"


def _unmistakable(diagram: Diagram) -> str:
    """Return what stands before the words of connectors, so that no name or title of the diagram looks like one."""
    off = ""
    names = [box.name for box in diagram.boxes]
    titles = [frame.title for frame in diagram.frames]
    while any(name.startswith((f"{off}{TO} ", f"{off}{MORE} ")) for name in names) or any(
        re.search(rf", {off}{ALSO} pages? [\d, -]+( #\d+)?$", title) for title in titles
    ):
        off += "off-page "
    return off
