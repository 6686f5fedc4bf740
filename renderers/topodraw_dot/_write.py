"""Diagram to DOT, line by line.

One undirected graph: AS frames are clusters, tiers are ``rank=same`` sets. Every edge is written upper end first, for
``dot`` places the end written first above the other; where no edge joins a tier to the next, an invisible one between
their first boxes keeps them in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout import Direction
from topodraw.text import width as cells
from topodraw_dot._caption import caption
from topodraw_dot._quote import attributes, name, raw, text
from topodraw_dot._style import Attributes, Style, difference

__all__ = ["Places", "middle_lines", "upper_first", "write"]


_RANKDIR: Mapping[Direction, str] = {"down": "TB", "right": "LR"}
LETTER = 5
"""Width of a letter of an end label, in points."""


@dataclass(frozen=True, slots=True)
class Places:
    """Attributes that put things where an arrangement has them; empty where the engine is to decide."""

    graph: Attributes = field(default_factory=dict)
    boxes: Mapping[str, Attributes] = field(default_factory=dict)
    bars: Mapping[str, Attributes] = field(default_factory=dict)
    frames: Mapping[str, Attributes] = field(default_factory=dict)
    edges: Mapping[int, Attributes] = field(default_factory=dict)
    taps: Mapping[tuple[str, int], Attributes] = field(default_factory=dict)
    """By bar and place among its taps."""
    labels: Mapping[int | tuple[str, int], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """End labels to write in another way than the diagram has them: edge, or bar and tap -> taillabel, headlabel ->
    lines."""

    @property
    def pinned(self) -> bool:
        return bool(self.graph)


def write(diagram: Diagram, style: Style, *, legend: bool = True, places: Places | None = None) -> Iterator[str]:
    """Yield the lines of a DOT file that shows a tiered diagram."""
    return _Writer(diagram, style, legend, places or Places()).lines()


def _bar_ids(diagram: Diagram) -> dict[str, str]:
    """Return a node ID for each bar: its own id where no box has it."""
    taken = {box.id for box in diagram.boxes}
    ids: dict[str, str] = {}
    for bar in diagram.bars:
        chosen = bar.id
        while chosen in taken:
            chosen += "_segment"
        taken.add(chosen)
        ids[bar.id] = chosen
    return ids


class _Writer:
    def __init__(self, diagram: Diagram, style: Style, legend: bool, places: Places) -> None:
        self.diagram, self.style, self.places = diagram, style, places
        self.caption = caption(diagram, style, legend=legend)
        self.boxes = {box.id: box for box in diagram.boxes}
        self.tier = {box.id: box.tier or 0 for box in diagram.boxes}
        self.home = {member: frame.id for frame in diagram.frames for member in frame.members}
        self.bar_id = _bar_ids(diagram)
        self.labelled = {frozenset((edge.a.box, edge.b.box)) for edge in diagram.edges if middle_lines(edge)}
        self.node_defaults, self.edge_defaults = style.node(), style.edge()

    def lines(self) -> Iterator[str]:
        yield f"graph {name(self.diagram.name)} {{"
        yield from self.head()
        yield from self.frames(None, "  ")
        yield from self.loose_boxes()
        yield from (self.bar(bar) for bar in self.diagram.bars)
        if not self.places.pinned:
            yield from self.tiers()
        yield from (self.edge(index, edge) for index, edge in enumerate(self.diagram.edges))
        for bar in self.diagram.bars:
            yield from self.taps(bar)
        for key, value in self.caption.items():  # last, for clusters inherit what stands above them
            yield f"  {key}={value}"
        yield "}"

    def head(self) -> Iterator[str]:
        layout = self.places.graph or {"rankdir": _RANKDIR[self.style.direction], "newrank": "true"}
        graph = _quoted(layout | self.style.graph(ranksep=self.ranksep()))
        yield f"  graph{attributes(graph)}"
        yield f"  node{attributes(_quoted(self.node_defaults))}"
        yield f"  edge{attributes(_quoted(self.edge_defaults))}"

    def ranksep(self) -> str:
        """Return the inches between two tiers: room for the labels at both ends of a line, side by side or stacked."""
        ends = [end for edge in self.diagram.edges for end in (edge.a, edge.b)]
        ends += [tap for bar in self.diagram.bars for tap in bar.taps]
        widest = max((cells(line) for end in ends for line in end.labels), default=0)
        if not widest:
            return "0.6"
        return "1.0" if self.style.direction == "down" else f"{max(1.0, 2 * widest * LETTER / 72 + 0.3):.1f}"

    def frames(self, parent: str | None, indent: str) -> Iterator[str]:
        known = {frame.id for frame in self.diagram.frames}
        for index, frame in enumerate(self.diagram.frames):
            inside = frame.parent if frame.parent in known else None
            if inside == parent:
                yield from self.frame(frame, index, indent)

    def frame(self, frame: Frame, index: int, indent: str) -> Iterator[str]:
        look = {"label": text(frame.title)} | _quoted(self.style.frame(frame, index))
        look |= _quoted(self.places.frames.get(frame.id, {}))
        yield f"{indent}subgraph {name(f'cluster_{frame.id}')} {{"
        yield from (f"{indent}  {key}={value}" for key, value in look.items())
        for member in frame.members:
            if member in self.boxes:
                yield indent + self.box(self.boxes[member])
        yield from self.frames(frame.id, indent + "  ")
        yield f"{indent}}}"

    def loose_boxes(self) -> Iterator[str]:
        framed = {member for frame in self.diagram.frames for member in frame.members}
        yield from (self.box(box) for box in self.diagram.boxes if box.id not in framed)

    def box(self, box: Box) -> str:
        label = text([box.name, *(line.text for line in box.lines)])
        own = difference(self.style.box(box), self.node_defaults) | self.places.boxes.get(box.id, {})
        look = {"label": label} | _pointing(box.tooltip, box.hints.url) | _quoted(own)
        return f"  {name(box.id)}{attributes(look)}"

    def bar(self, bar: Bar) -> str:
        own = difference(self.style.bar(bar), self.node_defaults) | self.places.bars.get(bar.id, {})
        look = {"label": text(bar.name)} | _pointing(bar.tooltip, bar.hints.url) | _quoted(own)
        return f"  {name(self.bar_id[bar.id])}{attributes(look)}"

    def tiers(self) -> Iterator[str]:
        tiers: dict[int, list[str]] = {}
        for box in sorted(self.diagram.boxes, key=lambda box: self.tier[box.id]):
            tiers.setdefault(self.tier[box.id], []).append(box.id)
        if all(box.tier is None for box in self.diagram.boxes):
            return
        for boxes in tiers.values():
            yield f"  {{ rank=same; {'; '.join(map(name, boxes))} }}"
        roomy = {self.floor(bar) for bar in self.diagram.bars}  # tiers that a bar of their own stands below
        ends = (upper_first(edge, self.tier) for edge in self.diagram.edges)
        joined = {(self.tier.get(upper.box), self.tier.get(lower.box)) for upper, lower in ends}
        levels = list(tiers.items())
        for (tier, upper), (next_tier, lower) in pairwise(levels):
            if tier in roomy or (tier, next_tier) not in joined:
                look = {"style": "invis", "weight": "0"} | ({"minlen": "2"} if tier in roomy else {})
                yield f"  {name(upper[0])} -- {name(lower[0])}{attributes(look)}"

    def floor(self, bar: Bar) -> int:
        """Return the tier that a bar stands below: the highest one it taps."""
        return min((self.tier[tap.box] for tap in bar.taps if tap.box in self.tier), default=0)

    def edge(self, index: int, edge: Edge) -> str:
        upper, lower = upper_first(edge, self.tier)
        middle = middle_lines(edge) or self.blank(upper, lower)
        look = ({"label": text(middle)} if middle else {}) | _pointing(edge.tooltip, edge.hints.url)
        look |= _end_labels(upper, lower)
        look |= self.placed_labels(index)
        look |= _arrows(upper, lower) | self.level(upper, lower)
        look |= _quoted(difference(self.style.line(edge), self.edge_defaults) | self.places.edges.get(index, {}))
        return f"  {name(upper.box)} -- {name(lower.box)}{attributes(look)}"

    def placed_labels(self, line: int | tuple[str, int]) -> Attributes:
        return {key: text(lines) for key, lines in self.places.labels.get(line, {}).items()}

    def level(self, upper: End, lower: End) -> Attributes:
        """Return what makes room for the labels at the ends of a line on one tier."""
        labelled = bool(upper.labels or lower.labels) and not self.places.pinned
        return _quoted(self.style.level()) if labelled and self.tier.get(upper.box) == self.tier.get(lower.box) else {}

    def blank(self, upper: End, lower: End) -> tuple[str, ...]:
        """Return an empty label for a line on one tier beside labelled ones, or from one frame to another; dot 2.43
        loses or dies of the former and draws the latter twice."""
        if self.places.pinned or upper.box == lower.box or self.tier.get(upper.box) != self.tier.get(lower.box):
            return ()
        apart = self.home.get(upper.box) != self.home.get(lower.box)
        return (" ",) if apart or frozenset((upper.box, lower.box)) in self.labelled else ()

    def taps(self, bar: Bar) -> Iterator[str]:
        own = _quoted(difference(self.style.tap(bar), self.edge_defaults))
        for index, tap in enumerate(bar.taps):
            above = self.places.pinned or self.tier.get(tap.box, 0) <= self.floor(bar)
            ends = (tap, End(bar.id)) if above else (End(bar.id), tap)
            names = (name(tap.box), name(self.bar_id[bar.id]))
            upper, lower = names if above else names[::-1]
            look = (
                _end_labels(*ends)
                | self.placed_labels((bar.id, index))
                | own
                | _quoted(self.places.taps.get((bar.id, index), {}))
            )
            yield f"  {upper} -- {lower}{attributes(look)}"


def upper_first(edge: Edge, tiers: Mapping[str, int]) -> tuple[End, End]:
    """Return an edge's ends, the one on the higher tier first, as the diagram has them on the same tier."""
    if tiers.get(edge.b.box, 0) < tiers.get(edge.a.box, 0):
        return edge.b, edge.a
    return edge.a, edge.b


def middle_lines(edge: Edge) -> tuple[str, ...]:
    """Return the lines of text in the middle of an edge: its label, the VRF of its session."""
    return tuple(dict.fromkeys(line for line in (edge.label, edge.vrf) if line))


def _quoted(values: Mapping[str, str]) -> Attributes:
    return {key: raw(value) for key, value in values.items()}


def _end_labels(upper: End, lower: End) -> Attributes:
    ends = {"taillabel": upper.labels, "headlabel": lower.labels}
    return {key: text(labels) for key, labels in ends.items() if labels}


_DIRECTIONS = {(False, True): "forward", (True, False): "back", (True, True): "both"}


def _arrows(upper: End, lower: End) -> Attributes:
    direction = _DIRECTIONS.get((upper.arrow, lower.arrow))
    return {"dir": direction} if direction else {}


_SAFE_LINKS = ("http://", "https://", "mailto:", "#", "/", "./", "../")


def _pointing(tooltip: str | None, url: str | None) -> Attributes:
    """Return what a viewer shows or opens. A link may come out of anybody's lab file, so it may not be a script."""
    look = {"tooltip": text(tooltip)} if tooltip else {}
    if url and url.lower().startswith(_SAFE_LINKS):
        look["URL"] = text(url)
    return look
