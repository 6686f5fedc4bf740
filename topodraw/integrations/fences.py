"""Fences in the text of a page: where they begin and end, and what stands behind their backticks.

Fences are read as pymdown-extensions reads them, whose header is ``topodraw key="value" flag`` or, in braces, an
attribute list: ``{.topodraw #id key="value"}``. What stands inside of another fence is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["NAME", "Fence", "find_fences", "parse_header"]

NAME = "topodraw"

_OPENING = re.compile(r"(?P<prefix>[> \t]*)(?P<fence>`{3,}|~{3,})(?P<header>[^\n]*)")
_OURS = re.compile(rf"[ \t]*(?:\.?{NAME}(?![\w#.+-])|\{{[ \t]*\.{NAME}(?![\w-]))")
_HEADER = re.compile(
    rf"""(?x)[ \t]*\.?{NAME}
    (?P<options>(?:[ \t]+[a-zA-Z][a-zA-Z0-9_]*(?:=(?:"[^"\n]*"|'[^'\n]*'))?)*)[ \t]*$"""
)
_OPTION = re.compile(r"""(?x)(?P<key>[a-zA-Z][a-zA-Z0-9_]*)(?:=(?P<quote>["'])(?P<value>.*?)(?P=quote))?""")
_BRACES = re.compile(r"[ \t]*\{(?P<attributes>[^\n]*)\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence of a page. Lines count from 0."""

    start: int
    end: int
    """The line after the one that closes it; that after the last one, where none does."""
    prefix: str
    """What stands before the backticks: blanks, and the marks of quotations."""
    header: str
    closed: bool

    @property
    def ours(self) -> bool:
        return _OURS.match(self.header) is not None

    def body(self, lines: Sequence[str]) -> str:
        """Return what the fence holds, without its indentation."""
        width = len(self.prefix)
        inner = lines[self.start + 1 : self.end - (1 if self.closed else 0)]
        return "\n".join(line[min(width, len(line) - len(line.lstrip("> \t"))) :] for line in inner)


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the outermost fences of a text."""
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if opening is None or (opening["fence"][0] == "`" and "`" in opening["header"]):
            at += 1
            continue
        closing = re.compile(rf"[> \t]*{re.escape(opening['fence'])}[ \t]*$")
        end = next((line for line in range(at + 1, len(lines)) if closing.match(lines[line])), None)
        fence = Fence(at, len(lines) if end is None else end + 1, opening["prefix"], opening["header"], end is not None)
        yield fence
        at = fence.end if fence.closed else at + 1


def parse_header(header: str) -> Mapping[str, str] | None:
    """Return the attributes of a header that is ours, None where they cannot be told.

    >>> parse_header(' topodraw src="lab.yml" sessions')
    {'src': 'lab.yml', 'sessions': 'sessions'}
    >>> parse_header(" {.topodraw #top .wide src=lab.yml}")
    {'id': 'top', 'src': 'lab.yml', 'class': 'wide'}
    >>> parse_header(" topodraw lab.yml") is None
    True
    """
    if found := _HEADER.match(header):
        options = _OPTION.finditer(found["options"])
        return {each["key"]: each["key"] if each["value"] is None else each["value"] for each in options}
    if found := _BRACES.match(header):
        return _attribute_list(found["attributes"])
    return None


def _attribute_list(text: str) -> Mapping[str, str]:
    from markdown.extensions.attr_list import get_attrs_and_remainder

    attributes: dict[str, str] = {}
    for key, value in get_attrs_and_remainder(text)[0]:
        if key == ".":
            attributes["class"] = f"{attributes.get('class', '')} {value}".strip()
        else:
            attributes[key] = key if value is None else value
    classes = [each for each in attributes.pop("class", "").split() if each != NAME]
    return attributes | ({"class": " ".join(classes)} if classes else {})
