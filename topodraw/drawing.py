"""Drawing: a finished picture, that can be printed, saved, and shown by rich."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from topodraw.errors import Problem
from topodraw.output import write_file
from topodraw.text import width

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement

    from topodraw.layout.tiers import TierReport

__all__ = ["Drawing"]


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

    def __str__(self) -> str:
        return self.content if isinstance(self.content, str) else repr(self)

    def __repr__(self) -> str:
        unit = "characters" if isinstance(self.content, str) else "bytes"
        return f"<Drawing {self.format}, {len(self.content):,} {unit}>"

    def save(self, path: str | Path) -> bool:
        """Write the drawing to a file, whole or not at all; return whether the file changed.

        Raises OutputError when that is not possible.
        """
        return write_file(path, self.content)
