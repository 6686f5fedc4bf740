"""Pairs of markers in a document: where a drawing stands, and the words that say which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from topodraw.errors import Location, Problem
from topodraw.regen.languages import Form, Language, Style, language_of
from topodraw.regen.literals import literal_lines

__all__ = ["Block", "find_blocks", "split_lines"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
"""A line with its end; only what every program takes for one."""

_ITEM_MARK = re.compile(r"[-*+]|\d{1,9}[.)]")


@dataclass(frozen=True, slots=True)
class Block:
    """A pair of markers. Lines are counted from 0."""

    words: str
    """What stands after ``start``."""
    start: int
    """The line of the start marker."""
    end: int
    """The line of the end marker."""
    lead: str
    """What every line between the markers begins with: indentation, the marks of block quotes."""
    mark: str
    """What opens the comment: the prefix of each line where comments end with theirs."""
    form: Form

    @property
    def style(self) -> Style:
        return self.form.style


@dataclass(frozen=True, slots=True)
class _Marker:
    line: int
    lead: str
    mark: str
    form: Form
    word: str
    words: str
    fault: str = ""
    """Why this marker cannot be one."""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends."""
    return _LINE.findall(text)


def find_blocks(name: str, lines: Sequence[str]) -> tuple[list[Block], list[Problem]]:
    """Return the pairs of markers of a document, and what is wrong with markers that make no pair.

    `name` is the file's; its suffix tells the language. Markers in literal blocks are none.
    """
    blocks: list[Block] = []
    problems: list[Problem] = []
    opened: _Marker | None = None

    def wrong(marker: _Marker, text: str) -> None:
        problems.append(Problem(Location(name, marker.line + 1, len(marker.lead) + 1), text))

    for marker in _markers(language_of(name), lines):
        if opened and (opened.mark, opened.form) != (marker.mark, marker.form):
            continue  # part of the drawing: within a comment of one kind, that of another is text
        if marker.fault:
            wrong(marker, marker.fault)
        elif marker.word == "start":
            if opened:
                wrong(opened, f"this drawing never ends: 'topodraw end' is missing before line {marker.line + 1}")
            opened = marker
        elif opened is None:
            wrong(marker, "'topodraw end' without 'topodraw start' before it")
        else:
            lead = _ITEM_MARK.sub(lambda mark: " " * len(mark[0]), opened.lead)
            blocks.append(Block(opened.words, opened.line, marker.line, lead, opened.mark, opened.form))
            opened = None
    if opened:
        wrong(opened, "this drawing never ends: 'topodraw end' is missing")
    return blocks, problems


def _markers(language: Language, lines: Sequence[str]) -> Iterator[_Marker]:
    candidates = [number for number, line in enumerate(lines) if "topodraw" in line]
    if not candidates:
        return
    literal = literal_lines(language.name, [line.rstrip("\r\n") for line in lines])
    for number in candidates:
        found = _marker(language, number, lines[number].rstrip())
        if found and not (literal[number] and (language.name != "other" or found.form.style == "directive")):
            yield found


def _marker(language: Language, number: int, line: str) -> _Marker | None:
    for form, pattern in _patterns(language):
        if found := pattern.match(line):
            words, closing, behind = found["rest"].strip(), form.closing, ""
            if closing:
                words, closed, behind = words.partition(closing)
                fault = "" if closed else f"the comment of a marker must end on its own line, with {closing!r}"
                fault = fault or (behind.strip() and "a marker must stand on a line of its own")
            else:
                fault = ""
            if found["word"] == "end" and words.strip() and not fault:
                fault = f"nothing may follow 'topodraw end': {words.strip()!r}"
            return _Marker(number, found["lead"], found["mark"], form, found["word"], words.strip(), fault)
    return None


@cache
def _patterns(language: Language) -> tuple[tuple[Form, re.Pattern[str]], ...]:
    return tuple((form, _pattern(language.lead, form)) for form in language.forms)


def _pattern(lead: str, form: Form) -> re.Pattern[str]:
    after = r"(?=\s|$|" + re.escape(form.closing) + ")" if form.closing else r"(?=\s|$)"
    return re.compile(
        rf"(?P<lead>{lead})(?P<mark>{form.opening})[ \t]*topodraw[ \t]+(?P<word>start|end){after}(?P<rest>.*)"
    )
