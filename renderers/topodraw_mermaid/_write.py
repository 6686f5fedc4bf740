"""Diagram to Mermaid, line by line.

Frames are subgraphs, segments are small nodes. Mermaid places the end written first above the other, so every edge is
written upper end first, and is as long as there are tiers to pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.rendering import RenderOptions
from topodraw.tips import tip_of_box
from topodraw.wishes import Wishes
from topodraw_mermaid._labels import middle_of
from topodraw_mermaid._legend import Legend
from topodraw_mermaid._quote import Names, href, label, title
from topodraw_mermaid._style import Style

__all__ = ["write"]

_DIRECTIONS = {"down": "TB", "right": "LR"}
_LONGEST = 3
"""Tiers that an edge may span; Mermaid takes more, but the empty space helps nobody."""


def write(diagram: Diagram, options: RenderOptions) -> tuple[list[str], int]:
    """Return the lines of a flowchart that shows a tiered diagram without empty frames, and how many links it has."""
    flow = _Flow(diagram, Style(options.theme))
    lines = [*flow.head(_DIRECTIONS[options.direction]), *flow.body()]
    if options.legend and diagram.legend:
        lines += flow.legend()
    return [*lines, *flow.notes(), *flow.looks()], flow.edges


class _Flow:
    def __init__(self, diagram: Diagram, style: Style) -> None:
        self.diagram, self.style = diagram, style
        self.wishes = Wishes(diagram)
        self.ids = {box.id: f"n{number}" for number, box in enumerate(diagram.boxes, 1)}
        self.bar_ids = {bar.id: f"b{number}" for number, bar in enumerate(diagram.bars, 1)}
        self.frame_ids = {frame.id: f"g{number}" for number, frame in enumerate(diagram.frames, 1)}
        self.boxes = {box.id: box for box in diagram.boxes}
        self.names = Names()
        self.classes: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        """Class -> the subgraphs and nodes that it is set for apart from where they are declared."""
        self.own: list[str] = []
        self.lines: dict[str, list[int]] = {}
        """Look -> the links that have it."""
        self.edges = 0
        self._homes()

    def _homes(self) -> None:
        """Find what is directly in which frame."""
        home = {member: frame.id for frame in self.diagram.frames for member in frame.members}
        self.inner: dict[str | None, list[Frame]] = {}
        for frame in self.diagram.frames:
            self.inner.setdefault(frame.parent, []).append(frame)
        self.content: dict[str | None, list[Box]] = {}
        for box in sorted(self.diagram.boxes, key=lambda box: box.tier or 0):
            self.content.setdefault(home.get(box.id), []).append(box)

    def head(self, direction: str) -> Iterator[str]:
        theme = self.style.config()
        if self.diagram.title or theme:
            yield "---"
            if self.diagram.title:
                yield f"title: {title(self.diagram.title)}"
            if theme:
                yield from ("config:", f"  theme: {theme}")
            yield "---"
        yield f"flowchart {direction}"

    def body(self) -> Iterator[str]:
        yield from self.container(None, "  ")
        # Outside of all frames: Mermaid fails to place some frames that hold ends of such links.
        yield from (self.bar(bar) for bar in self.diagram.bars)
        for edge in self.diagram.edges:
            yield from self.edge(edge)
        for bar in self.diagram.bars:
            yield from self.taps(bar)

    def container(self, container: str | None, indent: str) -> Iterator[str]:
        for frame in self.inner.get(container, ()):
            yield f"{indent}subgraph {self.frame_ids[frame.id]}[{label(frame.title)}]"
            yield from self.container(frame.id, indent + "  ")
            yield f"{indent}end"
            self._dress_frame(frame)
        yield from (indent + self.box(box) for box in self.content.get(container, ()))

    def box(self, box: Box) -> str:
        id = self.ids[box.id]
        self._dress(id, self.style.shape(self.wishes.box(box)))
        target = href(box.hints.url)
        if target:
            self.own.append(f"  click {id} href {target} {label(tip_of_box(box))}")
        opening, closing = ("(", ")") if self.style.is_rounded(box.kind) else ("[", "]")
        said = label([box.name, *(line.text for line in box.lines)])
        return f"{id}{opening}{said}{closing}:::{self._class('node', box.kind, self.style.box(box.kind))}"

    def bar(self, bar: Bar) -> str:
        id = self.bar_ids[bar.id]
        self._dress(id, self.style.shape(self.wishes.bar(bar)))
        return f"  {id}([{label(bar.name)}]):::{self._class('segment', bar.kind, self.style.bar(bar.kind))}"

    def edge(self, edge: Edge) -> Iterator[str]:
        upper, lower = edge.a, edge.b
        span = self._tier(lower) - self._tier(upper)
        if span < 0:
            upper, lower, span = lower, upper, -span
        line = "-" * min(max(span, 1), _LONGEST)
        said = middle_of(upper, lower, edge, lambda end: self.boxes[end.box].name)
        look = self.style.line(
            edge.kind, vrf=edge.vrf is not None, one_sided=edge.one_sided, own=self.wishes.edge(edge)
        )
        if upper.arrow and not lower.arrow:  # there are no arrows backwards; the unseen link keeps the upper end above
            if span:
                yield self.link(upper.box, "~~~", lower.box)
            upper, lower = lower, upper
        arrow = "<-" if upper.arrow and lower.arrow else "-"
        head = ">" if lower.arrow else "-"
        yield self.link(upper.box, f"{arrow}{line}{head}", lower.box, said, look)

    def taps(self, bar: Bar) -> Iterator[str]:
        """Yield the links of a segment, which stands below the uppermost of its boxes and above all others."""
        floor = min(map(self._tier, bar.taps), default=0)
        look = self.style.line("link", own=self.wishes.tap(bar))
        for tap in bar.taps:
            ends = (tap.box, bar.id) if self._tier(tap) <= floor else (bar.id, tap.box)
            arrow = "---"
            if tap.arrow:
                ends, arrow = (bar.id, tap.box), "-->"
            yield self.link(ends[0], arrow, ends[1], tap.labels, look)

    def link(self, a: str, arrow: str, b: str, said: Sequence[str] = (), look: str = "") -> str:
        """Return the line of a link, and count it: looks are given to links by number."""
        if look:
            self.lines.setdefault(look, []).append(self.edges)
        self.edges += 1
        first, second = (self.ids.get(end) or self.bar_ids[end] for end in (a, b))
        return f"  {first} {arrow}{f'|{label(said)}|' if said else ''} {second}"

    def legend(self) -> Iterator[str]:
        legend = Legend(self.style, self.wishes)
        self.classes |= legend.classes
        self.members |= legend.members
        for line, look in legend.lines(self.diagram.legend):
            if look is not None:
                if look:
                    self.lines.setdefault(look, []).append(self.edges)
                self.edges += 1
            yield line

    def notes(self) -> Iterator[str]:
        if self.diagram.notes:
            self.classes["note"] = self.style.note()
            yield f"  notes[{label(f'Note: {note}.' for note in self.diagram.notes)}]:::note"

    def looks(self) -> Iterator[str]:
        """Yield the classes, what has them, and what looks its own way."""
        yield from (f"  classDef {name} {look}" for name, look in self.classes.items())
        yield from (f"  class {','.join(ids)} {name}" for name, ids in self.members.items())
        yield from self.own
        for look, numbers in self.lines.items():
            yield f"  linkStyle {','.join(map(str, numbers))} {look}"

    def _dress_frame(self, frame: Frame) -> None:
        index = self.diagram.frames.index(frame)
        id = self.frame_ids[frame.id]
        name = f"frame_{index % len(self.style.theme.tints) + 1}"
        self.classes[name] = self.style.frame(index)
        self.members.setdefault(name, []).append(id)
        self._dress(id, self.style.shape(self.wishes.frame(frame)))

    def _dress(self, id: str, look: str) -> None:
        if look:
            self.own.append(f"  style {id} {look}")

    def _class(self, sort: str, kind: str, look: str) -> str:
        name = self.names.of(sort, kind)
        self.classes[name] = look
        return name

    def _tier(self, end: End) -> int:
        return self.boxes[end.box].tier or 0
