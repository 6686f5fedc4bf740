"""Kinds to D2 classes: the theme first, then what the lab file says.

Every kind in use becomes one class at the top of the file, so that what follows reads ``pe1 -- x1 {class: ebgp}``. A
lab file may set netlab's style objects (`defaults.outputs.d2.styles`): router, switch and other device classes, node
for those without their own, edge, lan, stub, container, title, vrf, and one for each kind of edge.

All devices are rectangles, told apart by colour and corners: ovals, hexagons (netlab's routers and switches) and clouds
take much more room for the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topodraw.diagram import Diagram
from topodraw.model import Hints
from topodraw.theme import Dash, Paint, Stroke, Theme
from topodraw_d2._colors import accepted, color, stroke_width

__all__ = ["Settings", "Style"]

Settings = dict[str, str]
"""Dotted names of settings -> values, not yet quoted."""

_DASHES: dict[Dash, str] = {"dashed": "5", "dotted": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """What everything in one diagram looks like."""

    theme: Theme
    objects: Mapping[str, Mapping[str, str]]
    """Style object -> settings, as the lab file has them."""

    @classmethod
    def of(cls, diagram: Diagram, theme: Theme) -> Style:
        return cls(theme, diagram.styles.get("d2", {}))

    def box(self, kind: str) -> Settings:
        own = kind if kind in self.objects else "node"
        return _paint(self.theme.box(kind), small=4, large=12) | self._object(own)

    def bar(self, kind: str) -> Settings:
        look = _paint(self.theme.bar(kind), small=8, large=8)
        return look | self._object("stub" if kind == "loopback" else "lan" if kind == "bridge" else kind)

    def line(self, kind: str) -> Settings:
        look = _stroke(self.theme.line(kind)) | self._object("edge")
        return look if kind == "link" else look | _stroke(self.theme.line(kind)) | self._object(kind)

    def modifiers(self) -> dict[str, Settings]:
        """Return the classes that go with another: they change its dash."""
        dashes = {name: {"style.stroke-dash": _DASHES[dash]} for name, dash in self.theme.modifiers.items()}
        return {name: look | self._object(name) for name, look in dashes.items()}

    def frame(self, index: int) -> Settings:
        look = _paint(self.theme.frame(index), small=8, large=8) | {"style.font-size": "16", "style.bold": "false"}
        return look | {"label.near": "top-left"} | self._object("container")

    def title(self) -> Settings:
        own = {"style.font-size": "28", "style.font-color": self.theme.text}
        return {"shape": "text", "near": "top-center"} | own | self._object("title")

    def note(self) -> Settings:
        own = {"style.font-size": "16", "style.font-color": self.theme.muted}
        return {"shape": "text", "near": "bottom-center"} | own

    def hints(self, hints: Hints, *, fill: bool = True) -> Settings:
        """Return what an element's author asked for; netlab maps color, fill and width to these settings."""
        asked = {
            "style.stroke": color(hints.color),
            "style.fill": color(hints.fill) if fill else None,
            "style.stroke-width": stroke_width(hints.width),
        }
        own = {name: accepted(name, str(value)) for name, value in hints.raw.get("d2", {}).items()}
        return {name: value for name, value in {**asked, **own}.items() if value is not None}

    def _object(self, name: str) -> Settings:
        return {setting: str(value) for setting, value in self.objects.get(name, {}).items()}


def _paint(paint: Paint, *, small: int, large: int) -> Settings:
    look = {"style.fill": paint.fill, "style.font-color": paint.text} | _stroke(paint.stroke)
    return look | {"style.border-radius": str(large if paint.rounded else small)}


def _stroke(stroke: Stroke) -> Settings:
    look = {"style.stroke": stroke.color, "style.stroke-width": stroke_width(stroke.width) or "1"}
    return look | ({"style.stroke-dash": _DASHES[stroke.dash]} if stroke.dash in _DASHES else {})
