"""A template's text as pieces: what is copied, and the tokens of each action."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from topodraw.errors import Location
from topodraw.readers.containerlab.gotemplate.values import BadTemplate
from topodraw.source import Source

__all__ = ["Piece", "Token", "pieces"]

_SPACE = " \t\r\n"
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
    | (?P<end>(?<=[ \t\r\n])-\}\}|\}\})
    | (?P<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`)
    | (?P<char>'(?:[^'\\\n]|\\[^\n][^'\n]{0,8})')
    | (?P<number>[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+
        |(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?))
    | (?P<field>\.[^\W\d]\w*)
    | (?P<variable>\$\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<dot>\.)
    | (?P<sign>:=|[=|(),])
    """,
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"\*/(?:[ \t\r\n]+-)?\}\}")


@dataclass(frozen=True, slots=True)
class Token:
    """A part of an action. `spaced` tells whether white space stands before it."""

    kind: str
    text: str
    at: Location
    spaced: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to copy, or the tokens of an action (and then no text)."""

    at: Location
    text: str = ""
    tokens: tuple[Token, ...] | None = None


def pieces(source: Source) -> Iterator[Piece]:
    """Yield the text between actions, trimmed where they ask for it, and the actions. Raises BadTemplate."""
    text, places = source.text, _Places(source)
    position, trim = 0, False
    while True:
        start = text.find("{{", position)
        end = start if start >= 0 else len(text)
        trims_left = start >= 0 and text[start + 2 : start + 3] == "-" and text[start + 3 : start + 4] in tuple(_SPACE)
        if trim:
            while position < end and text[position] in _SPACE:
                position += 1
        copied = text[position:end].rstrip(_SPACE) if trims_left else text[position:end]
        if copied:
            yield Piece(places.at(position), copied)
        if start < 0:
            return
        position, tokens = _action(text, start, start + (3 if trims_left else 2), places)
        trim = text[position - 3 : position] == "-}}" and text[position - 4] in _SPACE
        if tokens is not None:
            yield Piece(places.at(start), tokens=tokens)


def _action(text: str, start: int, position: int, places: _Places) -> tuple[int, tuple[Token, ...] | None]:
    """Return where an action ends, and its tokens; None for a comment."""
    after = re.compile(r"[ \t\r\n]*").match(text, position)
    if after and text.startswith("/*", after.end()) and (after.end() == position or text[start + 2] == "-"):
        closing = _COMMENT_END.search(text, after.end() + 2)
        if closing is None:
            raise BadTemplate(places.at(start), "a comment is not closed: '*/' and '}}' end it")
        return closing.end(), None
    tokens: list[Token] = []
    spaced = False
    while True:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise BadTemplate(places.at(min(position, len(text))), _unexpected(text, position))
        position = match.end()
        if match.lastgroup == "end":
            return position, tuple(tokens)
        if match.lastgroup != "space":
            tokens.append(Token(match.lastgroup, match[0], places.at(match.start()), spaced))
        spaced = match.lastgroup == "space"


def _unexpected(text: str, position: int) -> str:
    if position >= len(text):
        return "an action is not closed: '}}' is missing"
    if text[position] in "\"`'":
        return "a text in an action is not closed"
    return f"unexpected {text[position]!r} in an action"


class _Places:
    """Lines and columns of the places in a text."""

    def __init__(self, source: Source) -> None:
        self.file = source.name
        self.starts = [0, *(match.end() for match in re.finditer("\n", source.text))]

    def at(self, position: int) -> Location:
        line = bisect_right(self.starts, position)
        return Location(self.file, line, position - self.starts[line - 1] + 1)
