"""Configurations that are written into the lab file, and where their lines are in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topodraw.errors import Location

__all__ = ["Inline"]

_LITERAL = re.compile(r"(?:[&!]\S*[ \t]+)*\|")
"""What begins a literal block, the only form of YAML that keeps the lines of a text."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The place of a configuration in its lab file."""

    where: Location
    is_literal: bool
    """Whether its lines are those of the file below `where`; else all of it is there."""
    indent: int = 0

    @classmethod
    def at(cls, where: Location, text: str, lines: Sequence[str]) -> Inline:
        """Return the place of a text whose value begins at `where` in a lab file of these lines."""
        below = (where.line or 1) - 1, where.line or 1
        head = lines[below[0]] if below[0] < len(lines) else ""
        own = text.rstrip().split("\n")
        there = lines[below[1] : below[1] + len(own)]
        if where.column is None or not _LITERAL.match(head, where.column - 1) or len(there) < len(own):
            return cls(where, is_literal=False)
        if not all(_is_same(*pair) for pair in zip(own, there, strict=True)):  # lines that a template makes more of
            return cls(where, is_literal=False)
        indents = (_indent(raw) - _indent(line) for raw, line in zip(there, own, strict=True) if line.strip())
        return cls(where, is_literal=True, indent=max(next(indents, 0), 0))

    def place(self, found: Location) -> Location:
        """Return where in the lab file a place in the configuration is."""
        if not self.is_literal or found.line is None:
            return self.where
        column = None if found.column is None else found.column + self.indent
        return Location(self.where.file, (self.where.line or 1) + found.line, column)


def _is_same(line: str, raw: str) -> bool:
    return line.strip() == raw.strip() or "$" in raw  # a variable that was expanded


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
