"""Diagram to D2, line by line.

Frames are containers. D2's engines know no tiers, so the text carries them as far as it can: boxes are declared from
the top tier down and every edge is written upper end first, for the end written first is placed above the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from topodraw.diagram import Bar, Box, Diagram, Edge, End
from topodraw.layout import Direction
from topodraw_d2._head import PLAIN, bar_class, class_of, edge_classes, frame_class, head, quoted
from topodraw_d2._quote import settings, text
from topodraw_d2._style import Settings, Style
from topodraw_d2._tree import Tree

__all__ = ["Places", "write"]


@dataclass(frozen=True, slots=True)
class Places:
    """Settings that put things where an arrangement has them."""

    boxes: Mapping[str, Settings] = field(default_factory=dict)
    bars: Mapping[str, Settings] = field(default_factory=dict)
    frames: Mapping[str, Settings] = field(default_factory=dict)


def write(
    diagram: Diagram, style: Style, *, legend: bool = True, direction: Direction = "down", places: Places | None = None
) -> Iterator[str]:
    """Yield the lines of a D2 file that shows a tiered diagram; with places, for the engine that keeps them."""
    yield from head(diagram, style, legend=legend, direction=None if places else direction)
    yield from _Body(diagram, style, places or Places()).lines()


class _Body:
    def __init__(self, diagram: Diagram, style: Style, places: Places) -> None:
        self.diagram, self.style, self.places = diagram, style, places
        self.tree = Tree(diagram)
        self.tier = {box.id: box.tier or 0 for box in diagram.boxes}
        self.frame_numbers = {frame.id: index for index, frame in enumerate(diagram.frames)}

    def lines(self) -> Iterator[str]:
        if self.diagram.title:
            yield self.text_shape("title", self.diagram.title, self.style.title())
        yield from self.container(None, "")
        yield from (self.bar(bar) for bar in self.diagram.bars)
        yield from (self.edge(edge) for edge in self.diagram.edges)
        for bar in self.diagram.bars:
            yield from self.taps(bar)
        if self.diagram.notes:
            yield self.text_shape("notes", self.diagram.notes, self.style.note())

    def text_shape(self, wanted: str, lines: str | tuple[str, ...], look: Settings) -> str:
        return f"{self.tree.take(wanted)}: {text(lines)}{settings(quoted(look))}"

    def container(self, container: str | None, indent: str) -> Iterator[str]:
        for frame in self.tree.frames.get(container, ()):
            look = {"class": frame_class(self.frame_numbers[frame.id], self.style)} | self.places.frames.get(
                frame.id, {}
            )
            yield f"{indent}{self.tree.frame_keys[frame.id]}: {text(frame.title)} {{"
            yield from (f"{indent}  {name}: {each}" for name, each in look.items())
            yield from self.container(frame.id, indent + "  ")
            yield f"{indent}}}"
        yield from (indent + self.box(box) for box in self.tree.boxes.get(container, ()))

    def box(self, box: Box) -> str:
        look = self.style.hints(box.hints) | self.places.boxes.get(box.id, {})
        if box.hints.url and box.hints.url.lower().startswith(("http://", "https://")):
            look["link"] = box.hints.url
        label = text([box.name, *(line.text for line in box.lines)])
        return f"{self.tree.box_keys[box.id]}: {label}{settings({'class': class_of([box.kind])} | quoted(look))}"

    def bar(self, bar: Bar) -> str:
        look = {"class": bar_class(bar)} | quoted(self.style.hints(bar.hints) | self.places.bars.get(bar.id, {}))
        return f"{self.tree.bar_paths[bar.id]}: {text(bar.name)}{settings(look)}"

    def edge(self, edge: Edge) -> str:
        upper, lower = edge.a, edge.b
        if self.tier.get(lower.box, 0) < self.tier.get(upper.box, 0):
            upper, lower = lower, upper
        look = {"class": class_of(edge_classes(edge))} | _end_labels(upper, lower)
        look |= quoted(self.style.hints(edge.hints, fill=False))
        middle = tuple(dict.fromkeys(line for line in (edge.label, edge.vrf) if line))
        label = f" {text(middle)}" if middle else ""
        line = f"{self.tree.paths[upper.box]} {_ARROWS[upper.arrow, lower.arrow]} {self.tree.paths[lower.box]}"
        return f"{line}:{label}{settings(look)}"

    def taps(self, bar: Bar) -> Iterator[str]:
        floor = min((self.tier[tap.box] for tap in bar.taps if tap.box in self.tier), default=0)
        own = quoted(self.style.hints(bar.hints, fill=False))
        segment, path = End(bar.id), self.tree.bar_paths[bar.id]
        for tap in bar.taps:
            above = self.tier.get(tap.box, 0) <= floor
            ends = (tap, segment) if above else (segment, tap)
            line = f"{self.tree.paths[tap.box]} -- {path}" if above else f"{path} -- {self.tree.paths[tap.box]}"
            yield f"{line}:{settings({'class': PLAIN} | _end_labels(*ends) | own)}"


_ARROWS = {(False, False): "--", (False, True): "->", (True, False): "<-", (True, True): "<->"}


def _end_labels(upper: End, lower: End) -> Settings:
    ends = {"source-arrowhead.label": upper.labels, "target-arrowhead.label": lower.labels}
    return {name: text(labels) for name, labels in ends.items() if labels}
