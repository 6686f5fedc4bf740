"""What can go wrong, and where.

::

    TopodrawError
    ├── SourceError      the input cannot be read or understood; carries its Problems
    ├── UnknownName      a format, view, node or group that does not exist
    ├── OutputError      a file cannot be written
    └── RenderError      the picture cannot be made
        ├── ToolNotFound   an external engine is missing
        └── ToolFailed     an external engine refused or died

Readers collect `Problem`s in a `Report` and raise them together, so that one run shows all that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Location",
    "OutputError",
    "Problem",
    "RenderError",
    "Report",
    "SourceError",
    "ToolFailed",
    "ToolNotFound",
    "TopodrawError",
    "UnknownName",
    "suggestion",
]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input file. Lines and columns count from 1; None where the whole file is meant."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark on the input: what is wrong and what to do, in one line."""

    location: Location
    text: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.text}"


class TopodrawError(Exception):
    """The root of all errors that topodraw raises on purpose."""


class SourceError(TopodrawError):
    """The input cannot be read or understood.

    `problems` holds every error found (and the warnings met on the way), in the order of the file.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownName(TopodrawError):
    """A name that is none of those there are."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        super().__init__(f"unknown {what} {name!r}{suggestion(name, self.known)}")


class OutputError(TopodrawError):
    """A file cannot be written."""


class RenderError(TopodrawError):
    """The picture cannot be made."""


class ToolNotFound(RenderError):
    """An external engine is not installed; the message says how to get it."""


class ToolFailed(RenderError):
    """An external engine refused the input, died or took too long."""


def suggestion(name: str, known: Iterable[str], *, at_most: int = 8) -> str:
    """Return how to go on after an unknown name: a likely meaning, or the list when it is short.

    >>> suggestion("spin1", ["spine1", "leaf1"])
    "; did you mean 'spine1'?"
    >>> suggestion("x", ["dot", "d2"])
    '; known are dot, d2'
    """
    from difflib import get_close_matches  # a third of this module's import time, needed for mistakes only

    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    if names and len(names) <= at_most:
        return f"; known are {', '.join(names)}"
    return ""


class Report:
    """The problems met while reading, in the order they were met, each only once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def error(self, location: Location, text: str) -> None:
        self._problems[Problem(location, text, "error")] = None

    def warn(self, location: Location, text: str) -> None:
        self._problems[Problem(location, text, "warning")] = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self._problems if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self._problems if p.severity == "warning")

    def check(self) -> None:
        """Raise SourceError when any error was reported."""
        if self.errors:
            raise SourceError(self._problems)
