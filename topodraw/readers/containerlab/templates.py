"""Go templates: containerlab renders the whole text of a lab file before it reads it.

Whatever is said of the rendered text points at the line of the template that it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from topodraw.errors import Location, Report, SourceError
from topodraw.located import Map, Seq
from topodraw.source import Source, Sources

if TYPE_CHECKING:
    from topodraw.readers.containerlab.gotemplate import Chunk

__all__ = ["Rendered", "comment_start", "is_template", "render_template", "unrendered"]

_COMMENT = re.compile(r"(?:^|(?<=\s))#")


def is_template(text: str) -> bool:
    """Tell whether a text holds a template action outside YAML comments."""
    return "{{" in text and any(0 <= line.find("{{") < comment_start(line) for line in text.split("\n"))


def comment_start(line: str) -> int:
    """Return where the YAML comment in a line begins, the length of the line when there is none.

    >>> comment_start("a: 1 # one"), comment_start("a: b#c"), comment_start("a: '# no' # yes")
    (5, 6, 10)
    """
    for match in _COMMENT.finditer(line):
        before = line[: match.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return match.start()
    return len(line)


class Rendered:
    """The text that a template became, and for every line of it the line of the template that it comes from.

    A `source` that is no template is its own rendering.
    """

    def __init__(self, source: Source, chunks: Sequence[Chunk] | None = None) -> None:
        self.source = source if chunks is None else replace(source, text="".join(chunk.text for chunk in chunks))
        self.origins = None if chunks is None else _origins(chunks)

    def place(self, location: Location) -> Location:
        """Return where in the template a place in the rendered text comes from; the column where it is the same."""
        if self.origins is None or location.file != self.source.name or location.line is None:
            return location
        origin, copied = self.origins[min(location.line, len(self.origins)) - 1]
        return Location(origin.file, origin.line, location.column if copied else None)

    @contextmanager
    def placing(self, report: Report) -> Iterator[None]:
        """Point the errors of reading the rendered text at the template, and raise what was reported with them."""
        try:
            yield
        except SourceError as error:
            if self.origins is None:
                raise
            placed = [replace(problem, location=self.place(problem.location)) for problem in error.problems]
            raise SourceError([*report.warnings, *placed]) from None

    def point_at_template(self, document: Any) -> None:
        """Make a document that was read from the rendered text know its places in the template."""
        if self.origins is None:
            return
        stack, seen = [document], set()
        while stack:
            value = stack.pop()
            if id(value) in seen or not isinstance(value, Map | Seq):
                continue
            seen.add(id(value))  # an alias stands for the same value twice
            at = self.place(Location(value.file, *value.mark))
            value.file, value.mark = at.file, (at.line or 1, at.column or 1)
            if isinstance(value, Map):
                value.keys_at = {key: self.place(where) for key, where in value.keys_at.items()}
                value.values_at = {key: self.place(where) for key, where in value.values_at.items()}
                stack.extend(value.values())
            else:
                value.items_at = [self.place(where) for where in value.items_at]
                stack.extend(value)


def render_template(source: Source, sources: Sources, given: Sequence[str], report: Report) -> Rendered:
    """Return the text of a lab file after rendering; `given` are the files of its variables that the user names.

    Raises SourceError where it cannot be rendered, with what to do about it.
    """
    if not is_template(source.text):
        return unrendered(source, given, report)
    from topodraw.readers.containerlab.rendering import chunks_of  # few labs are templates

    return Rendered(source, chunks_of(source, sources, given, report))


def unrendered(source: Source, given: Sequence[str], report: Report) -> Rendered:
    """Return the text of a lab that is no template as its own rendering; variables for it are of no use."""
    for path in given:
        report.warn(source.at(), f"the lab is no template: nothing in it uses the variables in {path} (--vars)")
    return Rendered(source)


def _origins(chunks: Sequence[Chunk]) -> list[tuple[Location, bool]]:
    """Return for every line of the output where it comes from, and whether it is a line of the template as it is.

    A line comes from where its first visible character does.
    """
    lines: list[tuple[Location, bool]] = []
    first: Location | None = None
    visible = copied = False
    for chunk in chunks:
        pieces = chunk.text.split("\n")
        for place, piece in enumerate(pieces):
            at = chunk.at
            if chunk.copied and place:
                at = Location(at.file, (at.line or 1) + place, 1)
            if first is None:
                first, visible, copied = at, bool(piece.strip()), chunk.copied and at.column == 1
            elif piece:
                first = first if visible or not piece.strip() else at
                visible, copied = visible or bool(piece.strip()), False
            if place < len(pieces) - 1:
                lines.append((first, copied))
                first = None
    lines.append((first or (lines[-1][0] if lines else Location("")), copied))
    return lines
