"""The blocks of Markdown that show something as it is: fenced and indented code, raw HTML; in any nesting.

A walk over the lines in the manner of CommonMark (https://spec.commonmark.org/0.31.2/, appendix "A parsing strategy"):
each line first continues the containers that are open, quotes and list items, then may open others, and what is left
of it begins, continues or ends a literal block. The containers of Python-Markdown and its extensions, which are
indented by four (admonitions, tabs, footnotes, definitions), are followed, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["markdown_literals"]

_FENCE = re.compile(r"(?P<marks>`{3,})(?P<info>[^`]*)|(?P<tildes>~{3,})(?P<rest>.*)")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?P<space> +|$)")
_BREAK = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_FOUR = re.compile(r" {0,3}(?:!!!|\?\?\?\+?|===[!+]?) ")
_FOUR_INLINE = re.compile(r" {0,3}(?::   |\[\^[^\]]+\]: )")
_COMMENT = re.compile(r" {0,3}<!--(?!.*-->)")
_RAW = re.compile(r" {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
_CODE = 4
"""Columns by which indented code is indented."""

_QUOTED = -1
"""The indentation that stands for a quote among the containers."""


@dataclass(frozen=True, slots=True)
class _Literal:
    """A fence, comment or raw element that is open."""

    depth: int
    """How many containers it stands in."""
    end: re.Pattern[str]


def markdown_literals(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is part of a literal block, its fences included."""
    walk = _Walk()
    return [walk.step(line.expandtabs(4)) for line in lines]


class _Walk:
    def __init__(self) -> None:
        self.containers: list[int] = []
        """What is open: the indentation of a list item's content, or `_QUOTED`."""
        self.literal: _Literal | None = None
        self.fresh = True
        """Whether no paragraph is open that an indented line would go on with."""
        self.indented = False
        """Whether the last line with text was indented code."""

    def step(self, line: str) -> bool:
        """Take the next line and return whether it is literal."""
        text, kept = self._continue(line)
        if self.literal is not None and kept >= self.literal.depth:
            if self.literal.end.search(text):
                self.literal, self.fresh = None, True
            return True
        if self.literal is not None:
            self.literal, self.fresh = None, True
        if kept < len(self.containers) and not self.fresh and not self.indented and _goes_on(text):
            return False  # a paragraph goes on without the marks of its containers
        del self.containers[kept:]
        text = self._enter(text)
        if not text.strip():
            self.fresh = True
            return False
        self.indented = _indent(text) >= _CODE and (self.fresh or self.indented)
        self.fresh = False
        return self.indented or self._open(text)

    def _continue(self, line: str) -> tuple[str, int]:
        """Return what is left of a line behind the containers that it continues, and how many these are."""
        for number, indent in enumerate(self.containers):
            if indent == _QUOTED:
                quote = _QUOTE.match(line)
                if quote is None:
                    return line, number
                line = line[quote.end() :]
            elif not line.strip():
                line = ""
            elif _indent(line) < indent:
                return line, number
            else:
                line = line[indent:]
        return line, len(self.containers)

    def _enter(self, text: str) -> str:
        """Open the containers that a line begins; return what is left of it."""
        while entered := self._entered(text):
            indent, text = entered
            self.containers.append(indent)
            self.fresh, self.indented = True, False
        return text

    def _entered(self, text: str) -> tuple[int, str] | None:
        """Return the container that a line begins and the rest of the line, None when it begins none."""
        if quote := _QUOTE.match(text):
            return _QUOTED, text[quote.end() :]
        if (item := _ITEM.match(text)) and not _BREAK.fullmatch(text):
            begins = 1 <= len(item["space"]) <= _CODE and item.end() < len(text)
            end = item.end() if begins else item.start("space") + 1
            return end, text[end:]
        if _FOUR.match(text):
            return _indent(text) + _CODE, ""
        if four := _FOUR_INLINE.match(text):
            return _indent(text) + _CODE, text[four.end() :]
        return None

    def _open(self, text: str) -> bool:
        """Open a literal block when a line begins one; return whether the line itself is part of it."""
        depth = len(self.containers)
        fence = _FENCE.fullmatch(text.strip()) if _indent(text) < _CODE else None
        if fence:
            marks = fence["marks"] or fence["tildes"]
            end = re.compile(f"^ {{0,{_CODE - 1}}}{marks[0]}{{{len(marks)},}} *$")
            self.literal = _Literal(depth, end)
        elif _COMMENT.match(text):
            self.literal = _Literal(depth, _COMMENT_END)
        elif (raw := _RAW.match(text)) and not _RAW_END.search(text, raw.end()):
            self.literal = _Literal(depth, _RAW_END)
        return fence is not None


def _goes_on(text: str) -> bool:
    """Tell whether a line is nothing but more of the paragraph above it."""
    begins = (_QUOTE, _ITEM, _FOUR, _FOUR_INLINE, _COMMENT, _RAW)
    if not text.strip() or (_indent(text) < _CODE and any(pattern.match(text) for pattern in begins)):
        return False
    return _indent(text) >= _CODE or not _FENCE.fullmatch(text.strip())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
