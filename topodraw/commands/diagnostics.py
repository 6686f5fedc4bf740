"""What goes to standard error: one line a problem; on a terminal also the place it is about, in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from topodraw.arguments import UsageError
from topodraw.errors import Location, Problem, SourceError, TopodrawError, UnknownName
from topodraw.output import is_terminal, use_color
from topodraw.source import Sources, code_frame
from topodraw.text import sanitise

__all__ = ["Diagnostics"]

_COLORS = {"error": "31", "warning": "35", "note": "36"}


class Diagnostics:
    """Prints ``FILE:LINE:COLUMN: error|warning: text`` and, for someone who looks on, the lines around it."""

    def __init__(self, sources: Sources, *, quiet: bool = False, verbose: bool = False) -> None:
        self.sources, self.quiet, self.verbose = sources, quiet, verbose
        self.terminal = is_terminal(sys.stderr)
        self.color = use_color("auto", self.terminal, os.environ)
        self.write: Callable[[str], None] = _write
        """Takes each line; one that waits for its moment may stand in."""

    def failure(self, error: TopodrawError, where: str) -> None:
        """Print what an error says; `where` is the file it is most likely about, when it does not say."""
        if isinstance(error, SourceError):
            self.problems(error.problems)
        else:
            self.error("topodraw" if isinstance(error, UsageError | UnknownName) else where, str(error))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems; warnings not when quiet."""
        for problem in problems:
            if problem.severity == "error" or not self.quiet:
                self._print(str(problem.location), problem.severity, problem.text)
                self._frame(problem.location)

    def error(self, where: str, text: str) -> None:
        self._print(where, "error", text)

    def warn(self, where: str, text: str) -> None:
        if not self.quiet:
            self._print(where, "warning", text)

    def note(self, where: str, text: str) -> None:
        """Print what only a curious user wants to know."""
        if self.verbose:
            self._print(where, "note", text)

    def step(self, where: str, text: str) -> None:
        """Print what was done to a drawing that the user did not ask for by name."""
        if not self.quiet:
            self._print(where, "note", text)

    def line(self, text: str) -> None:
        """Print a line that the user asked for."""
        self.write(sanitise(text))

    def _print(self, where: str, severity: str, text: str) -> None:
        where, text = sanitise(where), sanitise(text)
        if self.color:
            where, severity = f"\x1b[1m{where}\x1b[0m", f"\x1b[1;{_COLORS[severity]}m{severity}\x1b[0m"
        self.write(f"{where}: {severity}: {text}")

    def _frame(self, location: Location) -> None:
        source = self.sources.files.get(location.file)
        if self.terminal and source is not None:
            for line in code_frame(source.text, location):
                self.write(f"\x1b[2m{_shown(line)}\x1b[0m" if self.color else _shown(line))


def _shown(line: str) -> str:
    """Return a line of a code frame with the blanks that align it."""
    content = line.lstrip(" ")
    return " " * (len(line) - len(content)) + sanitise(content)


def _write(line: str) -> None:
    if sys.stderr is not None:
        with suppress(BrokenPipeError):  # nobody is left to be told
            sys.stderr.write(line + "\n")
