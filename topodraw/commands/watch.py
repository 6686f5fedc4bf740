"""``topodraw render --watch``: draw again whenever anything changes that the drawing was made of."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topodraw.arguments import UsageError
from topodraw.errors import SourceError, TopodrawError
from topodraw.output import is_terminal, terminal_columns, write_stdout
from topodraw.source import Sources

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.stamps import Stamps

__all__ = ["watch"]

Render = Callable[[argparse.Namespace, "Diagnostics", Callable[[str | bytes], object]], int]

_POLL = 0.3
"""Seconds between two looks at the files."""
_SETTLE = 0.05
"""Seconds that an editor gets to finish what it began to write."""
_CLEAR = "\x1b[H\x1b[2J"
"""To the upper left corner and clear; what has scrolled out of sight stays there."""


def watch(args: argparse.Namespace, diagnostics: Diagnostics, render: Render) -> int:
    """Draw, and again after every change, until the user interrupts (KeyboardInterrupt).

    What is wrong with a file is told, and its last good drawing stays. Whatever no edit of a file that is there would
    mend ends the command at once. Returns the exit status, which is 0 when whoever read the drawings went away.
    """
    if args.file == "-":
        raise UsageError("--watch needs a file: standard input is read only once")
    _end_orderly()
    screen = _Screen(args, diagnostics)
    try:
        while True:
            diagnostics.sources = Sources()
            columns = terminal_columns(os.environ)
            status = screen.draw(render)
            if status is not None:
                return status
            _wait(diagnostics.sources.stamps, columns if screen.terminal else None)
    except KeyboardInterrupt:
        if screen.terminal:
            write_stdout("\n")  # behind the ^C of the terminal
        raise


class _Screen:
    """Where the drawings appear: a terminal, which holds the last one, or a stream or file that takes one by one."""

    def __init__(self, args: argparse.Namespace, diagnostics: Diagnostics) -> None:
        self.args, self.diagnostics = args, diagnostics
        self.terminal = args.output in {None, "-"} and is_terminal(sys.stdout)
        self.drawing: str | bytes | None = None
        """The last that was shown."""
        self.times = 0
        self.deserted = False
        """Nobody reads any more."""

    def show(self, content: str | bytes) -> None:
        """Show a drawing: in the place of the last one on a terminal, below it elsewhere."""
        before = _CLEAR if self.terminal else "\n" if self.drawing is not None else ""
        self.deserted = not write_stdout(before + content if isinstance(content, str) else content)
        self.drawing = content

    def draw(self, render: Render) -> int | None:
        """Draw once; return the exit status where the command has to end. Raises TopodrawError likewise."""
        lines: list[str] = []
        write, self.diagnostics.write = self.diagnostics.write, lines.append
        shown, ends = self.drawing, True
        try:
            status = render(argparse.Namespace(**vars(self.args)), self.diagnostics, self.show)
            ends = bool(status and not self.times)
        except TopodrawError as error:
            ends = not self.times and not _mendable(error, self.args.file)
            if ends:
                raise
            status = 0
            self.diagnostics.failure(error, self.args.file)
        finally:
            self.diagnostics.write = write
            if self.terminal and self.drawing is shown and not ends:
                write_stdout(_CLEAR + (shown if isinstance(shown, str) else ""))
            for line in lines:  # below the drawing
                write(line)
        if self.terminal or not self.times:
            self.diagnostics.step("topodraw", f"{_watched(self.diagnostics.sources)}; Ctrl-C ends")
        self.times += 1
        return status if ends or self.deserted else None


def _mendable(error: TopodrawError, file: str) -> bool:
    """Tell whether the user may be about to mend it: a file that is there, but broken; not a mistyped name."""
    return isinstance(error, SourceError) and Path(file).exists()


def _watched(sources: Sources) -> str:
    first, *others = sources.files or ("the folder",)
    more = f" and {len(others)} other file{'s' if len(others) > 1 else ''}" if others else ""
    return f"watching {first}{more}"


def _wait(stamps: Stamps, columns: int | None) -> None:
    """Return when a file has changed, or the terminal's width, where that matters."""
    while not stamps.changed() and (columns is None or terminal_columns(os.environ) == columns):
        time.sleep(_POLL)
    time.sleep(_SETTLE)


def _end_orderly() -> None:
    """Let SIGTERM end what is being written before it ends the process; it would leave a temporary file behind."""

    def end(number: int, _: Any) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
