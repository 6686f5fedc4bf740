"""What stands above the drawing: the configuration, the legend, and a class for every kind in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from topodraw.diagram import Bar, Diagram, Edge, Legend
from topodraw.layout import Direction
from topodraw_d2._quote import key, settings, text, value
from topodraw_d2._style import Settings, Style

__all__ = ["PLAIN", "bar_class", "class_of", "edge_classes", "frame_class", "head", "quoted"]

PLAIN = "plain"
"""The class of plain links; a class called link would have to be quoted."""

DARK_THEME = "200"
"""D2's own theme for what has no class: its labels at the ends of lines."""


def head(diagram: Diagram, style: Style, *, legend: bool, direction: Direction | None) -> Iterator[str]:
    """Yield the lines before the first shape; no direction means that the shapes have places."""
    entries = diagram.legend if legend else ()
    dark = style.theme.name == "dark"
    if direction is not None:
        yield f"direction: {direction}"
    if dark:
        yield f"style.fill: {value(style.theme.background)}"
    config = {"layout-engine": "tala"} if direction is None else {}
    config |= {"theme-id": DARK_THEME} if dark else {}
    if config or entries:
        yield "vars: {"
        if config:
            yield f"  d2-config:{settings(config)}"
        yield from (f"  {line}" for line in _legend(entries, style))
        yield "}"
    yield "classes: {"
    yield from (f"  {key(name)}:{settings(quoted(look))}" for name, look in _classes(diagram, style, entries).items())
    yield "}"


def edge_classes(edge: Edge) -> list[str]:
    """Return an edge's classes: its kind, then its marks."""
    marks = (("vrf", edge.vrf is not None), ("one_sided", edge.one_sided))
    return [_line_class(edge.kind), *(mark for mark, present in marks if present)]


def bar_class(bar: Bar) -> str:
    """Return the class of a bar; bridges are a kind of box too."""
    return f"{bar.kind}-segment"


def frame_class(index: int, style: Style) -> str:
    """Return the class of the frame that appears as the index-th, from 0."""
    return f"frame-{index % len(style.theme.tints) + 1}"


def class_of(names: list[str]) -> str:
    """Return the value of the setting `class`."""
    return key(names[0]) if len(names) == 1 else f"[{'; '.join(map(key, names))}]"


def quoted(values: Mapping[str, str]) -> Settings:
    return {name: value(each) for name, each in values.items()}


def _line_class(kind: str) -> str:
    return PLAIN if kind == "link" else kind


def _sample_classes(entry: Legend, style: Style) -> list[str]:
    if entry.kind in style.modifiers():
        return [PLAIN, entry.kind]
    return [PLAIN] if entry.kind == "arrow" else [_line_class(entry.kind)]


def _legend(entries: tuple[Legend, ...], style: Style) -> Iterator[str]:
    if not entries:
        return
    yield "d2-legend: {"
    yield from (f"  {end}: {{style.opacity: 0}}" for end in "ab")
    for entry in entries:
        line = "->" if entry.kind == "arrow" else "--"
        yield f"  a {line} b: {text(entry.text)}{settings({'class': class_of(_sample_classes(entry, style))})}"
    yield "}"


def _classes(diagram: Diagram, style: Style, entries: tuple[Legend, ...]) -> dict[str, Settings]:
    """Return the classes in use: devices, bars, frames, lines, and last the marks, which change the lines' dash."""
    found = {box.kind: style.box(box.kind) for box in diagram.boxes}
    found |= {bar_class(bar): style.bar(bar.kind) for bar in diagram.bars}
    found |= {frame_class(index, style): style.frame(index) for index in range(len(diagram.frames))}
    used = [name for edge in diagram.edges for name in edge_classes(edge)]
    used += [name for entry in entries for name in _sample_classes(entry, style)]
    used += [PLAIN] if diagram.bars else []
    marks = style.modifiers()
    found |= {name: style.line("link" if name == PLAIN else name) for name in used if name not in marks}
    return found | {name: look for name, look in marks.items() if name in used}
