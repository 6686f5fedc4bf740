"""Diagram to D2, line by line.

Frames are containers. D2's engines know no tiers, so the text carries them as far as it can: boxes are declared from
the top tier down and every edge is written upper end first, for the end written first is placed above the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw_d2._quote import Keys, key, settings, text, value
from topodraw_d2._style import Settings, Style

__all__ = ["Places", "write"]


@dataclass(frozen=True, slots=True)
class Places:
    """Settings that put things where an arrangement has them."""

    boxes: Mapping[str, Settings] = field(default_factory=dict)
    bars: Mapping[str, Settings] = field(default_factory=dict)
    frames: Mapping[str, Settings] = field(default_factory=dict)


def write(diagram: Diagram, style: Style, *, legend: bool = True, places: Places | None = None) -> Iterator[str]:
    """Yield the lines of a D2 file that shows a tiered diagram; with places, for the engine that keeps them."""
    return _Writer(diagram, style, legend, places).lines()


class _Writer:
    def __init__(self, diagram: Diagram, style: Style, legend: bool, places: Places | None) -> None:
        self.diagram, self.style = diagram, style
        self.pinned, self.places = places is not None, places or Places()
        self.entries = diagram.legend if legend else ()
        self.boxes = {box.id: box for box in diagram.boxes}
        self.tier = {box.id: box.tier or 0 for box in diagram.boxes}
        framed = {member for frame in diagram.frames for member in frame.members}
        self.loose = self.by_tier(tuple(box.id for box in diagram.boxes if box.id not in framed))
        self.root = Keys()
        self.keys: dict[str, str] = {}
        self.paths: dict[str, str] = {}
        self.frame_keys: dict[str, str] = {}
        self.allocate(None, "", self.root)
        self.bar_paths = {bar.id: key(self.root.take(bar.id)) for bar in diagram.bars}

    def allocate(self, parent: str | None, prefix: str, keys: Keys) -> None:
        """Give every frame and box inside a container its key, frames first."""
        for frame in self.inner(parent):
            self.frame_keys[frame.id] = own = key(keys.take(frame.id))
            self.allocate(frame.id, f"{prefix}{own}.", Keys())
        members = self.loose if parent is None else self.members(parent)
        for box in members:
            self.keys[box.id] = key(keys.take(box.id))
            self.paths[box.id] = prefix + self.keys[box.id]

    def inner(self, parent: str | None) -> Iterator[Frame]:
        known = {frame.id for frame in self.diagram.frames}
        for frame in self.diagram.frames:
            if (frame.parent if frame.parent in known else None) == parent:
                yield frame

    def members(self, frame_id: str) -> tuple[Box, ...]:
        frame = next(frame for frame in self.diagram.frames if frame.id == frame_id)
        return self.by_tier(frame.members)

    def by_tier(self, ids: tuple[str, ...]) -> tuple[Box, ...]:
        found = [self.boxes[box] for box in ids if box in self.boxes]
        return tuple(sorted(found, key=lambda box: self.tier[box.id]))

    def lines(self) -> Iterator[str]:
        if not self.pinned:
            yield "direction: down"
        yield from self.variables()
        yield from self.classes()
        if self.diagram.title:
            yield self.text_shape("title", self.diagram.title, self.style.title())
        yield from self.container(None, "")
        yield from (self.bar(bar) for bar in self.diagram.bars)
        yield from (self.edge(edge) for edge in self.diagram.edges)
        for bar in self.diagram.bars:
            yield from self.taps(bar)
        if self.diagram.notes:
            yield self.text_shape("notes", self.diagram.notes, self.style.note())

    def variables(self) -> Iterator[str]:
        config = ["layout-engine: tala"] if self.pinned else []
        if self.style.theme.name == "dark":
            config.append("theme-id: 200")  # for what has no class of ours: the legend's box
            yield f"style.fill: {value(self.style.theme.background)}"
        if not config and not self.entries:
            return
        yield "vars: {"
        if config:
            yield f"  d2-config: {{{'; '.join(config)}}}"
        if self.entries:
            yield "  d2-legend: {"
            yield "    a: {style.opacity: 0}"
            yield "    b: {style.opacity: 0}"
            yield from (f"    {self.sample(entry.kind, entry.text)}" for entry in self.entries)
            yield "  }"
        yield "}"

    def sample(self, kind: str, meaning: str) -> str:
        classes = (
            ["plain", kind] if kind in self.style.modifiers() else [_line_class("link" if kind == "arrow" else kind)]
        )
        return f"a {'->' if kind == 'arrow' else '--'} b: {text(meaning)}{settings({'class': _class(classes)})}"

    def classes(self) -> Iterator[str]:
        diagram, style = self.diagram, self.style
        found = {box.kind: style.box(box.kind) for box in diagram.boxes}
        found |= {_bar_class(bar): style.bar(bar.kind) for bar in diagram.bars}
        tints = min(len(diagram.frames), len(style.theme.tints))
        found |= {f"frame-{index + 1}": style.frame(index) for index in range(tints)}
        kinds = [edge.kind for edge in diagram.edges] + [entry.kind for entry in self.entries]
        modifiers = style.modifiers()
        lines = dict.fromkeys(kind for kind in kinds if kind not in modifiers and kind != "arrow")
        if diagram.bars or any(entry.kind in modifiers or entry.kind == "arrow" for entry in self.entries):
            lines.setdefault("link")
        found |= {_line_class(kind): style.line(kind) for kind in lines}
        used = [name for edge in diagram.edges for name in _modifiers(edge)] + [entry.kind for entry in self.entries]
        found |= {name: modifiers[name] for name in modifiers if name in used}
        yield "classes: {"
        yield from (f"  {key(name)}:{settings(_quoted(look))}" for name, look in found.items() if look)
        yield "}"

    def text_shape(self, wanted: str, lines: str | tuple[str, ...], look: Settings) -> str:
        return f"{key(self.root.take(wanted))}: {text(lines)}{settings(_quoted(look))}"

    def container(self, parent: str | None, indent: str) -> Iterator[str]:
        numbers = {frame.id: index for index, frame in enumerate(self.diagram.frames)}
        for frame in self.inner(parent):
            yield f"{indent}{self.frame_keys[frame.id]}: {text(frame.title)} {{"
            yield f"{indent}  class: frame-{numbers[frame.id] % len(self.style.theme.tints) + 1}"
            yield from (f"{indent}  {name}: {value(v)}" for name, v in self.places.frames.get(frame.id, {}).items())
            yield from self.container(frame.id, indent + "  ")
            yield f"{indent}}}"
        members = self.loose if parent is None else self.members(parent)
        yield from (indent + self.box(box) for box in members)

    def box(self, box: Box) -> str:
        look = self.style.hints(box.hints) | self.places.boxes.get(box.id, {})
        if box.hints.url and box.hints.url.lower().startswith(("http://", "https://")):
            look["link"] = box.hints.url
        label = text([box.name, *(line.text for line in box.lines)])
        return f"{self.keys[box.id]}: {label}{settings({'class': key(box.kind)} | _quoted(look))}"

    def bar(self, bar: Bar) -> str:
        look = self.style.hints(bar.hints) | self.places.bars.get(bar.id, {})
        return f"{self.bar_paths[bar.id]}: {text(bar.name)}{settings({'class': _bar_class(bar)} | _quoted(look))}"

    def edge(self, edge: Edge) -> str:
        upper, lower = edge.a, edge.b
        if self.tier.get(lower.box, 0) < self.tier.get(upper.box, 0):
            upper, lower = lower, upper
        classes = [_line_class(edge.kind), *_modifiers(edge)]
        look = (
            {"class": _class(classes)} | _end_labels(upper, lower) | _quoted(self.style.hints(edge.hints, fill=False))
        )
        middle = tuple(dict.fromkeys(line for line in (edge.label, edge.vrf) if line))
        label = f" {text(middle)}" if middle else ""
        line = f"{self.paths[upper.box]} {_ARROWS[upper.arrow, lower.arrow]} {self.paths[lower.box]}"
        return f"{line}:{label}{settings(look)}"

    def taps(self, bar: Bar) -> Iterator[str]:
        floor = min((self.tier[tap.box] for tap in bar.taps if tap.box in self.tier), default=0)
        own = _quoted(self.style.hints(bar.hints, fill=False))
        for tap in bar.taps:
            ends = (tap, End(bar.id)) if self.tier.get(tap.box, 0) <= floor else (End(bar.id), tap)
            upper, lower = (self.bar_paths[bar.id] if end is not tap else self.paths[tap.box] for end in ends)
            yield f"{upper} -- {lower}:{settings({'class': 'plain'} | _end_labels(*ends) | own)}"


_ARROWS = {(False, False): "--", (False, True): "->", (True, False): "<-", (True, True): "<->"}


def _modifiers(edge: Edge) -> list[str]:
    return [name for name, present in (("vrf", edge.vrf is not None), ("one_sided", edge.one_sided)) if present]


def _class(names: list[str]) -> str:
    return key(names[0]) if len(names) == 1 else f"[{'; '.join(map(key, names))}]"


def _line_class(kind: str) -> str:
    return "plain" if kind == "link" else kind  # a class called link would have to be quoted


def _bar_class(bar: Bar) -> str:
    """Return the class of a bar; bridges are boxes' kind too, and loopback could be an edge's."""
    return f"{bar.kind}-segment"


def _end_labels(upper: End, lower: End) -> Settings:
    ends = {"source-arrowhead.label": upper.labels, "target-arrowhead.label": lower.labels}
    return {name: text(labels) for name, labels in ends.items() if labels}


def _quoted(values: Mapping[str, str]) -> Settings:
    return {name: value(each) for name, each in values.items()}
