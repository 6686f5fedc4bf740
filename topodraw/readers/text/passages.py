"""Where in a text a diagram is: all of a plain text, or one of the fenced blocks of a Markdown document.

Fences are those of CommonMark (section 4.5): three or more backticks or tildes, closed by at least as many of the same,
or by the end of the text; lines inside lose the indentation of the opening fence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from topodraw.errors import Location, Problem, SourceError
from topodraw.source import Source
from topodraw.textreader.canvas import cell_width

__all__ = ["Passage", "find_diagram", "holds_diagram"]

_FENCE = re.compile(r"(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")
_BOX = re.compile(r"[┌╭]|\+-[-+]*\+|\* [^ ].*~\*")
"""The top border of a box: of any in Unicode, of a node or a frame in 7 bits."""
_HEADING = re.compile(r"page \d+ of \d+(?:: |$)")
_BOX_FIRST = re.compile(rf" *(?:{_BOX.pattern})")
_COMMAND = re.compile(r" *[$%>] \S")
_LINE = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of a diagram: where they are in their file, and the columns cut off before each."""

    file: str
    lines: tuple[str, ...]
    first: int = 1
    indents: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def at(self, row: int, column: int) -> Location:
        """Return the place of a cell; columns of the file count characters, not cells."""
        if not 0 <= row < len(self.lines):
            return Location(self.file, self.first + max(row, 0), 1)
        cells = characters = 0
        for character in self.lines[row]:
            width = max(cell_width(character), 0)
            if cells + width > column:
                break
            cells, characters = cells + width, characters + 1
        indent = self.indents[row] if self.indents else 0
        return Location(self.file, self.first + row, indent + max(characters, 0) + 1)


def holds_diagram(text: str) -> bool:
    """Tell whether a text looks like a diagram, or like a Markdown document with one inside.

    A plain one begins with a box, below a title and the heading of a page at most: a box further down may stand in a
    comment of another format.
    """
    lines = _LINE.split(text)
    blocks = list(_blocks("", lines))
    if blocks:
        return any(_has_box(block) for block in blocks)
    top = next((number for number, line in enumerate(lines) if _BOX_FIRST.match(line)), None)
    return top is not None and sum(bool(line.strip()) and not _HEADING.match(line) for line in lines[:top]) <= 1


def find_diagram(source: Source, nth: int | None = None) -> Passage:
    """Return the diagram of a text. Raises SourceError when there is none, or several and `nth` does not say which."""
    lines = _LINE.split(source.text)
    blocks = list(_blocks(source.name, lines))
    found = [block for block in blocks if _has_box(block)]
    if not blocks:
        found = [Passage(source.name, tuple(lines))]
    if not any(map(_has_box, found)):
        fenced = "in its fenced blocks" if blocks else "in it"
        _fail(source, f"holds no text diagram: there is no box {fenced}")
    if nth is None and len(found) > 1:
        places = ", ".join(str(block.first) for block in found)
        _fail(source, f"holds {len(found)} text diagrams, at lines {places}; choose one with --nth")
    number = 1 if nth is None else nth
    if not 1 <= number <= len(found):
        _fail(source, f"holds {len(found)} text diagram{'s' if len(found) > 1 else ''}; there is no number {number}")
    return found[number - 1]


def _fail(source: Source, text: str) -> None:
    raise SourceError(Problem(source.at(), text))


def _has_box(passage: Passage) -> bool:
    return any(_BOX.search(line) for line in passage.lines)


def _blocks(file: str, lines: list[str]) -> list[Passage]:
    """Return the insides of the fenced blocks."""
    found: list[Passage] = []
    marks, indent, first = "", 0, 0
    for number, line in enumerate(lines):
        fence = _FENCE.fullmatch(line.rstrip())
        if fence is None:
            continue
        if not marks:
            marks, indent, first = fence["marks"], len(fence["indent"]), number + 1
        elif fence["marks"].startswith(marks) and not fence["info"].strip():
            found.append(_inside(file, lines[first:number], first, indent))
            marks = ""
    if marks:
        found.append(_inside(file, lines[first:], first, indent))
    return found


def _inside(file: str, lines: list[str], first: int, indent: int) -> Passage:
    """Return what a fence holds, without the indentation and without commands shown above their output."""
    while lines and _COMMAND.match(lines[0]):
        lines, first = lines[1:], first + 1
    cut = tuple(min(indent, len(line) - len(line.lstrip(" "))) for line in lines)
    return Passage(file, tuple(line[size:] for line, size in zip(lines, cut, strict=True)), first + 1, cut)
