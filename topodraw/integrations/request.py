"""What a fence or a directive asks for: its attributes, which are the options of ``topodraw render``, and the figure's.

The text of a page is anybody's. So it chooses among drawings that topodraw makes itself: no attribute names a file to
write or an engine, and those formats are left out that a program would have to be run for.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from topodraw.arguments import Parser, UsageError
from topodraw.drawing_options import add_options, add_source, parse_words, split_words
from topodraw.errors import UnknownName

__all__ = ["FORMATS", "Request", "flag", "read_request", "render_options"]

FORMATS = ("svg", "text", "ascii")
"""Formats of a figure; none of them needs an engine."""

_FIGURE = ("src", "format", "caption", "alt", "class", "id", "text", "source")
"""Attributes of the figure; all others are options of the drawing."""

_WORDS = dict.fromkeys(("", "true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)


@dataclass(frozen=True, slots=True)
class Request:
    """A figure that a page asks for."""

    options: argparse.Namespace
    """Options of the drawing, as `topodraw.drawing_options.draw_topology` takes them; what file it is of is `src`."""
    src: str | None = None
    """The file to draw; None when the topology stands in the page."""
    format: str = "svg"
    caption: str | None = None
    alt: str | None = None
    """The picture in words, for those who do not see it; None for what the drawing says of itself."""
    classes: tuple[str, ...] = ()
    id: str | None = None
    text: bool = False
    """Offer the text drawing below the figure."""
    source: bool = False
    """Offer the topology file below the figure."""

    def identity(self) -> tuple[object, ...]:
        """Return what a drawing depends on, besides the files that it is made of."""
        return tuple(sorted((name, repr(value)) for name, value in vars(self.options).items() if name != "file"))


def read_request(attributes: Mapping[str, str]) -> Request:
    """Return what the attributes of a fence ask for: options of ``topodraw render`` by their long names, ``-`` or ``_``
    within them, and those of the figure (src, format, caption, alt, class, id, text, source).

    Raises UsageError, UnknownName.
    """
    given = {name.replace("_", "-"): value for name, value in attributes.items()}
    format = given.get("format", "svg")
    if format not in FORMATS:
        raise UnknownName("format", format, FORMATS)
    src = given.get("src")
    if src is not None and not src.strip():
        raise UsageError("src names no file")
    words = _words((name, value) for name, value in given.items() if name not in _FIGURE)
    return Request(
        options=parse_words([*words, "-"]),
        src=src,
        format=format,
        caption=given.get("caption"),
        alt=given.get("alt"),
        classes=tuple(given.get("class", "").split()),
        id=given.get("id"),
        text=flag("text", given.get("text", "false")),
        source=flag("source", given.get("source", "false")),
    )


def flag(name: str, value: str) -> bool:
    """Return whether an attribute is on; one without a value, which some parsers give its own name, is.

    Raises UsageError for what is neither yes nor no.
    """
    try:
        return True if value.replace("_", "-") == name else _WORDS[value.strip().lower()]
    except KeyError:
        raise UsageError(f"{name}={value!r} is neither true nor false") from None


@cache
def render_options() -> Mapping[str, argparse.Action]:
    """Return the options of drawings by their long names, without dashes; those with a file to write are not here."""
    parser = Parser(add_help=False)
    add_source(parser)
    add_options(parser)
    actions = (action for group in parser._action_groups for action in group._group_actions)
    return {word[2:]: action for action in actions for word in action.option_strings if word.startswith("--")}


def _words(given: Iterable[tuple[str, str]]) -> Iterator[str]:
    known = render_options()
    for name, value in given:
        action = known.get(name)
        if action is None:
            raise UnknownName("option", name, [*_FIGURE, *known])
        if action.nargs != 0:
            yield from (f"--{name}={each}" for each in (split_words(value) if name == "set" else [value]))
        elif flag(name, value):
            yield f"--{name}"
        elif f"no-{name}" in known:
            yield f"--no-{name}"
