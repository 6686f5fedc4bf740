"""The looks that a lab file asks for, as CSS."""

from __future__ import annotations

from dataclasses import replace

from topodraw.colors import readable_on
from topodraw.wishes import Own

__all__ = ["inside_css", "shape_css", "stroke_css"]


def shape_css(own: Own) -> str | None:
    """Return the style of a group around a shape and its text, which stand out from a fill of one's own."""
    readable = readable_on(own.fill) if own.fill else None
    return _css(replace(own, line=own.line or readable), fill=own.text or readable)


def inside_css(own: Own) -> str | None:
    """Return the style of the shape itself."""
    return f"fill:{own.fill}" if own.fill else None


def stroke_css(own: Own) -> str | None:
    """Return the style of a group around a line."""
    return _css(own)


def _css(own: Own, **more: str | None) -> str | None:
    asked = {
        "color": own.line,
        "stroke-width": None if own.width is None else f"{own.width:g}",
        "stroke-dasharray": own.dash,
        **more,
    }
    return ";".join(f"{name}:{value}" for name, value in asked.items() if value is not None) or None
