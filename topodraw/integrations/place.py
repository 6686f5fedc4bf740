"""Where in a page a figure is asked for, and where a problem with its topology is for somebody who reads the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from topodraw.errors import Location, Problem

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A fence or directive. Lines count from 1; None where the host does not tell them."""

    page: str
    line: int | None = None
    """The line that opens it."""
    first: int | None = None
    """The first line of a topology that stands in the page."""
    indent: int = 0
    """Columns that were taken off every line of that topology."""

    def problem(self, text: str) -> Problem:
        """Return what is wrong with the request itself."""
        return Problem(Location(self.page, self.line), text)

    def problems(self, found: Iterable[Problem]) -> list[Problem]:
        """Return what was found in a topology, with the lines of the page: its own, or those that name the file."""
        return [self._own(each) if each.location.file == self.page else self._other(each) for each in found]

    def _own(self, found: Problem) -> Problem:
        line, column = found.location.line, found.location.column
        if line is None or self.first is None:
            return replace(found, location=Location(self.page, self.line))
        moved = None if column is None else column + self.indent
        return replace(found, location=Location(self.page, self.first + line - 1, moved))

    def _other(self, found: Problem) -> Problem:
        return replace(found, location=Location(self.page, self.line), text=f"{found.location}: {found.text}")
