"""What a lab file says of the looks of its own picture.

Colours, widths and dashes may be set for one node or link (netlab `graph.color`, `graph.width`, attributes of one
engine), and for everything of a kind (`defaults.outputs.graph.styles`, `defaults.outputs.d2.styles`). They are written
for Graphviz or for D2; one table says what they mean to other renderers. What CSS does not know as a colour is left
out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from topodraw.colors import hex_color
from topodraw.diagram import Bar, Box, Diagram, Edge, Frame
from topodraw.model import Hints

__all__ = ["Own", "Wishes"]

_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "dot": {
        "color": "line",
        "fillcolor": "fill",
        "bgcolor": "fill",
        "fontcolor": "text",
        "penwidth": "width",
        "style": "dash",
    },
    "d2": {
        "style.stroke": "line",
        "style.fill": "fill",
        "style.font-color": "text",
        "style.stroke-width": "width",
        "style.stroke-dash": "dash",
    },
}
"""Engine -> its attribute -> the field of `Own`."""

_THINNEST, _THICKEST = 0.2, 16.0


@dataclass(frozen=True, slots=True)
class Own:
    """The looks that somebody asked for one thing; None where the theme decides."""

    line: str | None = None
    fill: str | None = None
    text: str | None = None
    width: float | None = None
    dash: str | None = None
    """Lengths of strokes and gaps by turns, "none" for a solid line: a value of SVG's stroke-dasharray."""


class Wishes:
    """The looks that a diagram's lab file asks for."""

    def __init__(self, diagram: Diagram) -> None:
        self.objects = {engine: diagram.styles.get(engine, {}) for engine in _MEANINGS}

    def box(self, box: Box) -> Own:
        return self._of(("node", box.kind), box.hints)

    def bar(self, bar: Bar) -> Own:
        return self._of(("stub", bar.kind), bar.hints)

    def edge(self, edge: Edge) -> Own:
        """Return the looks of a line; one has no fill and no text."""
        own = self._of(("edge", edge.kind, *(["vrf"] if edge.vrf else [])), edge.hints)
        return replace(own, fill=None, text=None)

    def tap(self, bar: Bar) -> Own:
        return replace(self._of(("edge",), bar.hints), fill=None, text=None)

    def sample(self, kind: str) -> Own:
        """Return the looks of a legend's entry."""
        return replace(self._of(("edge", kind), Hints()), fill=None, text=None)

    def frame(self, frame: Frame) -> Own:
        return self._of(("as", "container", frame.kind), Hints())

    def _of(self, names: Iterable[str], hints: Hints) -> Own:
        """Return what is asked for, the more special over the more general."""
        found: dict[str, str | float | None] = {}
        for engine, objects in self.objects.items():
            for name in names:
                found |= _read(engine, objects.get(name, {}))
        found |= _known({"line": hints.color, "fill": hints.fill, "width": hints.width})
        for engine, attributes in hints.raw.items():
            found |= _read(engine, attributes)
        return Own(**{field.name: found.get(field.name) for field in fields(Own)})  # type: ignore[arg-type]


def _read(engine: str, attributes: Mapping[str, object]) -> dict[str, str | float]:
    meanings = _MEANINGS.get(engine, {})
    return _known({meanings[name]: str(value) for name, value in attributes.items() if name in meanings})


def _known(asked: Mapping[str, str | None]) -> dict[str, str | float]:
    """Return what CSS can make of these fields."""
    understood = {field: _READERS[field](value) for field, value in asked.items() if value is not None}
    return {field: value for field, value in understood.items() if value is not None}


def _width(asked: str) -> float | None:
    try:
        width = float(asked)
    except ValueError:
        return None
    return min(max(width, _THINNEST), _THICKEST) if width == width else None  # not for NaN


def _dash(asked: str) -> str | None:
    """Return a dash for Graphviz's words or for D2's number.

    >>> _dash("filled,dashed"), _dash("2"), _dash("0"), _dash("rounded")
    ('6 4', '2 2', 'none', None)
    """
    words = asked.replace(" ", "").split(",")
    for word, dash in (("dashed", "6 4"), ("dotted", "1.5 3"), ("solid", "none")):
        if word in words:
            return dash
    if asked.isascii() and asked.isdigit():
        return f"{min(int(asked), 20)} {min(int(asked), 20)}" if int(asked) else "none"
    return None


_READERS = {"line": hex_color, "fill": hex_color, "text": hex_color, "width": _width, "dash": _dash}
