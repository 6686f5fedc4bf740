"""Themes and wishes to what Mermaid's classes and lines take: a subset of CSS.

A flowchart whose theme is `auto` shares the page's choice between light and dark, which it cannot ask for: lines and
frames have colours half-way between those of both themes, frames are not filled, plain links are the page's own, and
only boxes bring along a ground for their text.
"""

from __future__ import annotations

from dataclasses import replace

from topodraw.colors import readable_on
from topodraw.theme import AUTO, DARK, LIGHT, Dash, Paint, Stroke, get_theme
from topodraw.wishes import Own

__all__ = ["Style"]

_DASHES: dict[Dash, str] = {"dashed": "6 4", "dotted": "1.5 3"}
_PAGES_OWN = {"light": "default", "dark": "dark", "mono": "neutral"}
"""Our theme -> the theme of Mermaid's that goes with it."""


class Style:
    """What everything looks like in a theme. Raises UnknownName."""

    def __init__(self, theme: str) -> None:
        self.theme = get_theme(theme)
        self.auto = theme == AUTO

    def config(self) -> str | None:
        """Return Mermaid's own theme for titles and labels; None leaves it to the page."""
        return None if self.auto else _PAGES_OWN[self.theme.name]

    def box(self, kind: str) -> str:
        return _paint(self.theme.box(kind))

    def is_rounded(self, kind: str) -> bool:
        return self.theme.box(kind).rounded

    def bar(self, kind: str) -> str:
        return _paint(self.theme.bar(kind)) + ",font-size:12px"

    def frame(self, index: int) -> str:
        if not self.auto:
            return _paint(self.theme.frame(index))
        light, dark = LIGHT.frame(index), DARK.frame(index)
        return f"fill:none,{_stroke(_between(light.stroke, dark.stroke))},color:{_mixed(light.text, dark.text)}"

    def legend(self) -> str:
        """Return the look of the legend's frame."""
        return f"fill:none,stroke:{self._muted()},color:{self._muted()}"

    def note(self) -> str:
        """Return the look of text without a box."""
        return f"fill:none,stroke:none,color:{self._muted()}"

    def line(self, kind: str, *, vrf: bool = False, one_sided: bool = False, own: Own | None = None) -> str:
        """Return the look of a line, "" for the page's own."""
        stroke = self._stroke_of(kind, vrf, one_sided)
        wished = _wished(own) if own else {}
        if self.auto and kind == "link" and not wished:
            return _written({"stroke-dasharray": _DASHES[stroke.dash]}) if stroke.dash in _DASHES else ""
        return _written(_stroke_fields(stroke) | wished)

    def shape(self, own: Own) -> str:
        """Return the look that somebody asked for one shape, "" for none; its text stands out from its fill."""
        readable = readable_on(own.fill) if own.fill else None
        asked = {"fill": own.fill, "color": own.text or readable}
        wished = _wished(replace(own, line=own.line or readable))
        return _written({name: value for name, value in asked.items() if value} | wished)

    def _stroke_of(self, kind: str, vrf: bool, one_sided: bool) -> Stroke:
        if not self.auto:
            return self.theme.line(kind, vrf=vrf, one_sided=one_sided)
        light, dark = (theme.line(kind, vrf=vrf, one_sided=one_sided) for theme in (LIGHT, DARK))
        return _between(light, dark)

    def _muted(self) -> str:
        return _mixed(LIGHT.muted, DARK.muted) if self.auto else self.theme.muted


def _wished(own: Own) -> dict[str, str]:
    asked = {
        "stroke": own.line,
        "stroke-width": None if own.width is None else f"{own.width:g}px",
        "stroke-dasharray": own.dash,
    }
    return {name: value for name, value in asked.items() if value}


def _paint(paint: Paint) -> str:
    return f"fill:{paint.fill},{_stroke(paint.stroke)},color:{paint.text}"


def _stroke(stroke: Stroke) -> str:
    return _written(_stroke_fields(stroke))


def _stroke_fields(stroke: Stroke) -> dict[str, str]:
    look = {"stroke": stroke.color, "stroke-width": f"{stroke.width:g}px"}
    return look | ({"stroke-dasharray": _DASHES[stroke.dash]} if stroke.dash in _DASHES else {})


def _written(fields: dict[str, str]) -> str:
    return ",".join(f"{name}:{value}" for name, value in fields.items())


def _between(light: Stroke, dark: Stroke) -> Stroke:
    return replace(light, color=_mixed(light.color, dark.color))


def _mixed(one: str, other: str) -> str:
    """Return the colour half-way between two.

    >>> _mixed("#b3261e", "#ff7b6b")
    '#d95044'
    """
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(a + b) // 2:02x}" for a, b in pairs)
