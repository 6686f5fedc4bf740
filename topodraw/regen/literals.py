"""The lines of a document that show something as it is: examples of markers in them are no markers.

One function a language; each takes the lines without their ends and returns a flag for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from topodraw.regen.markdown_blocks import markdown_literals

__all__ = ["literal_lines"]

_CODE = re.compile(r"\s*\.\.\s+(?:code-block|code|sourcecode|parsed-literal|literalinclude|raw|math)::")
_EXPLICIT = re.compile(r"\s*\.\.(?:\s|$)")
_ITEM = re.compile(r"\s*(?:(?:[-*+•]|\(?(?:\w{1,5}|#)[.)])\s+)*")
_DELIMITER = re.compile(r"(?P<mark>[-.+/])(?P=mark){3,}\s*|```+.*")


def literal_lines(language: str, lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it stands in a literal block of the language (see `languages`)."""
    return _LITERALS[language](lines)


def _rest_literals(lines: Sequence[str]) -> list[bool]:
    """Flag literal blocks: indented below a paragraph that ends in ``::`` or a directive of code, or quoted."""
    flags = [False] * len(lines)
    number = 0
    while number < len(lines):
        line = lines[number]
        base = _literal_below(line, number + 1 == len(lines) or not lines[number + 1].strip())
        number += 1
        if base is not None:
            end = _block_end(lines, number, base)
            flags[number:end] = [True] * (end - number)
            number = end
    return flags


def _literal_below(line: str, alone: bool) -> int | None:
    """Return the indentation that a literal block below this line is deeper than, None when there is none."""
    if _EXPLICIT.match(line):
        return _indent(line) if _CODE.match(line) else None
    if alone and line.rstrip().endswith("::"):
        item = _ITEM.match(line)
        return item.end() if item else 0
    return None


def _block_end(lines: Sequence[str], first: int, base: int) -> int:
    """Return the number of the line behind a block that is indented deeper than `base`, or quoted at it."""
    number = _next_text(lines, first)
    if number < len(lines) and _indent(lines[number]) == base and _is_quoted(lines[number].strip()):
        mark = lines[number].strip()[0]
        while number < len(lines) and lines[number].strip()[:1] == mark:
            number += 1
        return number
    end = first
    while number < len(lines) and _indent(lines[number]) > base:
        end = number + 1
        number = _next_text(lines, end)
    return end


def _is_quoted(text: str) -> bool:
    """Tell whether a line begins a quoted literal block; explicit markup is far more likely to be itself."""
    return not (text[0].isalnum() or text[0].isspace() or text.startswith((".. ", "..\n")) or text == "..")


def _next_text(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _asciidoc_literals(lines: Sequence[str]) -> list[bool]:
    """Flag delimited blocks: listings, literals, passthroughs and comments end with the line they begin with."""
    flags = [False] * len(lines)
    delimiter = ""
    for number, line in enumerate(lines):
        text = line.rstrip()
        if delimiter:
            flags[number] = True
            if text == delimiter:
                delimiter = ""
        elif _DELIMITER.fullmatch(text):
            flags[number] = True
            delimiter = "```" if text.startswith("```") else text
    return flags


_LITERALS: dict[str, Callable[[Sequence[str]], list[bool]]] = {
    "markdown": markdown_literals,
    "rest": _rest_literals,
    "asciidoc": _asciidoc_literals,
    "other": _rest_literals,  # where `..` counts, it is reStructuredText in a docstring or a plain text
}
