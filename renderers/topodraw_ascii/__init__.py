"""Text diagrams: Unicode box drawing or 7-bit ASCII, readable back line by line.

The grammar that every drawing keeps to is part of the documentation ("Reading a text diagram").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from topodraw.diagram import Diagram
from topodraw.layout import Arrangement, ArrangeOptions, arrange, arrange_pages
from topodraw.text import sanitise
from topodraw_ascii.canvas import Canvas
from topodraw_ascii.charset import CHARSETS
from topodraw_ascii.legend import legend_lines
from topodraw_ascii.paint import paint

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["TextRenderer", "draw_arrangement"]


class TextRenderer:
    """Draws a tiered diagram as text."""

    media_type: ClassVar[str] = "text/plain"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = ("txt", "text", "ascii")

    def render(self, diagram: Diagram, options: RenderOptions) -> str:
        """Return the drawing, its notes and its legend, ending in a newline."""
        if options.format == "ascii":
            options = replace(options, charset="ascii")
        asked = ArrangeOptions(
            fold=options.fold is not False, width=options.width, bundle=options.bundle, direction=options.direction
        )
        if options.pages:
            pages = arrange_pages(diagram, asked)
            arrangements, steps = pages.arrangements, pages.steps
        else:
            arrangements = (arrange(diagram, asked),)
            steps = arrangements[0].steps
        if options.report is not None:
            for step in steps:
                options.report(step)
        drawn = "\n".join(draw_arrangement(arrangement, options) for arrangement in arrangements)
        return f"{sanitise(diagram.title)}\n\n{drawn}" if diagram.title and len(arrangements) > 1 else drawn


def draw_arrangement(arrangement: Arrangement, options: RenderOptions) -> str:
    """Return the text of an arrangement. Raises KeyError for an unknown charset."""
    charset = CHARSETS[options.charset]
    diagram = arrangement.diagram
    canvas = paint(arrangement, charset, coloured=options.color)
    body = _coloured(canvas) if options.color else canvas.lines()
    notes = [*diagram.notes, *arrangement.notes]
    legend = legend_lines(diagram, charset, arrangement.width) if options.legend else []
    lines = [sanitise(diagram.title), ""] if diagram.title else []
    lines += body
    if arrangement.listed:
        lines += ["", *(f"  {sanitise(entry)}" for entry in arrangement.listed)]
    if legend:
        lines += ["", *legend]
    if notes:
        lines += ["", *(f"  Note: {sanitise(note)}." for note in notes)]
    text = "\n".join([*lines, ""])
    return text.replace("×", charset.times) if charset.joins is None else text


def _coloured(canvas: Canvas) -> list[str]:
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, color_system="standard", width=1 << 16, legacy_windows=False, _environ={})
    lines: list[str] = []
    for row in canvas.runs():
        line = Text(no_wrap=True, overflow="ignore")
        for part, style in row:
            line.append(part, style or None)
        with console.capture() as capture:
            console.print(line, soft_wrap=True, end="")
        lines.append(capture.get())
    return lines
