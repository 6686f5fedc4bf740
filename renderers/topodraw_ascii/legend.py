"""The lines below the drawing: what the glyphs mean, and what could not be shown."""

from __future__ import annotations

from topodraw import text
from topodraw.diagram import Diagram
from topodraw_ascii.charset import Charset

__all__ = ["legend_lines"]

LEAST_WIDTH = 76
"""Columns that a legend may take even below a narrower drawing."""
INDENT = "  "
GAP = "   "
_WORDS = {"vrf": "vrf NAME", "one_sided": "one side only"}
"""Marks that a charset without a line of their own writes beside the line."""


def legend_lines(diagram: Diagram, charset: Charset, width: int) -> list[str]:
    """Return the entries of the diagram's legend, each a sample of its line and its meaning, in as few lines as fit."""
    entries = [f"{_sample(entry.kind, charset)} {text.sanitise(entry.text)}".strip() for entry in diagram.legend]
    lines: list[str] = []
    for entry in entries:
        longer = f"{lines[-1]}{GAP}{entry}" if lines else ""
        if lines and text.width(longer) <= max(width, LEAST_WIDTH):
            lines[-1] = longer
        else:
            lines.append(INDENT + entry)
    return lines


def _sample(kind: str, charset: Charset) -> str:
    """Return three cells of a line of this kind, or the words that stand beside it."""
    if kind == "arrow":
        return charset.pen("ibgp").horizontal * 2 + charset.right
    if kind in _WORDS and kind not in charset.pens:
        return _WORDS[kind]
    return charset.pen(kind).horizontal * 3
