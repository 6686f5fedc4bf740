"""What a document is written in, the forms that a marker takes there, and how a drawing stands between markers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

__all__ = ["HINT", "Form", "Language", "Style", "language_of"]

Style = Literal["fence", "directive", "listing", "markup", "comment", "lines"]
"""How a drawing stands in a document: as a Markdown fence, a reST directive, an AsciiDoc listing, an HTML element, one
comment of several lines, or a comment on each line."""

HINT = re.compile(rb"topodraw[ \t]+(?:start|end)\b")
"""What every document with a marker holds somewhere."""


@dataclass(frozen=True, slots=True)
class Form:
    """A comment that a marker may stand in."""

    opening: str
    """A regular expression."""
    closing: str
    """The text that ends it; "" where the end of the line does."""
    style: Style


@dataclass(frozen=True, slots=True)
class Language:
    """A kind of document."""

    name: Literal["markdown", "rest", "asciidoc", "other"]
    lead: str
    """A regular expression of what may stand before a marker on its line."""
    forms: tuple[Form, ...]


_BLANK = r"[ \t]*"
_CONTAINERS = r"(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"
"""Block quotes and list items of Markdown, nested."""

_LINE_COMMENT = r"#{1,4}|//[/!]?|;{1,4}|%{1,3}|--|\*|['\"!]|::|(?:REM|rem|dnl)(?=[ \t])"
"""What begins a comment that ends with its line, in most languages there are; a star within a longer comment."""

_MARKDOWN = Language(
    "markdown",
    _CONTAINERS,
    (
        Form("<!--", "-->", "fence"),
        Form(r"\{/\*", "*/}", "fence"),
        Form(r"\[//\]: # \(", ")", "fence"),
        Form("%", "", "fence"),
    ),
)
_REST = Language("rest", _BLANK, (Form(r"\.\.(?=[ \t])", "", "directive"),))
_ASCIIDOC = Language("asciidoc", _BLANK, (Form("//", "", "listing"),))
_OTHER = Language(
    "other",
    _BLANK,
    (
        Form("<!--", "-->", "markup"),
        Form(r"\{/\*", "*/}", "comment"),
        Form(r"/\*", "*/", "comment"),
        Form(r"\.\.(?=[ \t])", "", "directive"),
        Form(_LINE_COMMENT, "", "lines"),
    ),
)

_SUFFIXES: dict[str, Language] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"), _MARKDOWN),
    **dict.fromkeys((".rst", ".rest"), _REST),
    **dict.fromkeys((".adoc", ".asciidoc"), _ASCIIDOC),
}


def language_of(name: str) -> Language:
    """Return the language of a document, told by its name.

    >>> language_of("docs/README.md").name, language_of("Makefile").name
    ('markdown', 'other')
    """
    return _SUFFIXES.get(PurePath(name).suffix.lower(), _OTHER)
