"""Drawing: a finished picture, that can be printed, saved, and shown by rich, by notebooks and by IPython."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topodraw.errors import OutputError, Problem
from topodraw.output import is_terminal, terminal_columns, use_color, write_file
from topodraw.text import width

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement

    from topodraw.layout.tiers import TierReport

__all__ = ["Drawing"]

_PRE = "line-height:1.2;white-space:pre;overflow-x:auto;font-family:Menlo,'DejaVu Sans Mono',Consolas,monospace"
"""Style of a text drawing on a page: rich's (rich/jupyter.py), with lines that just touch."""


@dataclass(frozen=True, slots=True, repr=False)
class Drawing:
    """A finished picture. ``str()`` gives its text, `save` writes it."""

    content: str | bytes
    format: str
    media_type: str
    warnings: tuple[Problem, ...] = ()
    """What was suspicious in the input, none of it fatal."""
    redraw: Callable[..., str] | None = field(default=None, compare=False)
    """For text: draws again with other options (`width`, `charset`, `color`)."""
    tiers: TierReport | None = field(default=None, compare=False)
    """What the tiers of the picture rest on."""
    files: tuple[str, ...] = ()
    """Every file that was read for it, the topology file first."""
    in_format: Callable[..., Drawing] | None = field(default=None, compare=False)
    """Draws the same in another format; options given here count where the drawing was made without them."""
    chosen: bool = field(default=True, compare=False)
    """Whether somebody asked for the format; a drawing that nobody chose a format for is shown as fits the place."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw for rich: in the console's width, colours and encoding."""
        from rich.segment import Segment
        from rich.text import Text

        if self.redraw is None:
            yield Text(str(self))
            return
        charset = {"charset": "ascii"} if options.ascii_only else {}
        drawn = self.redraw(width=options.max_width, color=console.color_system is not None, **charset)
        for line in drawn.splitlines():
            yield from Text.from_ansi(line).render(console)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Tell rich how wide the drawing is: it cannot be squeezed cell by cell."""
        from rich.measure import Measurement

        drawn = str(self) if self.redraw is None else self.redraw(width=options.max_width)
        widest = max(map(width, drawn.splitlines()), default=0)
        return Measurement(widest, widest)

    def _repr_svg_(self) -> str | None:
        """Return the picture for a notebook, unless another format was asked for."""
        if self.format == "svg":
            return str(self)
        return None if self.chosen or self.in_format is None else str(self.in_format("svg"))

    def _repr_png_(self) -> bytes | None:
        return self.content if self.format == "png" and isinstance(self.content, bytes) else None

    def _repr_html_(self) -> str | None:
        """Return text that was asked for: notebooks space the lines of plain text so that vertical lines break."""
        if not self.chosen or self.redraw is None:
            return None
        from html import escape

        return f'<pre style="{_PRE}">{escape(self.redraw(color=False))}</pre>'

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print the drawing at the prompt of IPython; one line where it stands in a list or a dict."""
        printer.text(self._at_prompt() if len(printer.stack) == 1 else repr(self))

    def _at_prompt(self) -> str:
        """Return the drawing as text, a picture's in another form, as wide as the terminal."""
        terminal = is_terminal(sys.stdout)
        fitting = {"width": terminal_columns(os.environ), "color": use_color("auto", terminal, os.environ)}
        as_text = self.redraw is not None or self.media_type.startswith("image/")
        if as_text and self.in_format is not None:
            shown = self.in_format("text" if self.redraw is None else self.format, **fitting if terminal else {})
            return str(shown).rstrip("\n")
        return str(self).rstrip("\n")

    def __str__(self) -> str:
        return self.content if isinstance(self.content, str) else repr(self)

    def __repr__(self) -> str:
        unit = "characters" if isinstance(self.content, str) else "bytes"
        return f"<Drawing {self.format}, {len(self.content):,} {unit}>"

    def save(self, path: str | Path) -> bool:
        """Write the drawing to a file, whole or not at all; return whether the file changed.

        Raises OutputError when that is not possible, or when it would take the place of what was drawn.
        """
        if Path(path).exists() and any(Path(name).exists() and Path(name).samefile(path) for name in self.files):
            raise OutputError("is the topology itself; name another file")
        return write_file(path, self.content)
