"""A drawing in a file of its own, beside the document: how the document shows it, one function a style of block."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from topodraw.errors import RenderError
from topodraw.regen.embedding import finish, refuse_breakers
from topodraw.regen.markers import Block
from topodraw.text import sanitise

__all__ = ["IMAGES", "Link", "dark_name", "link"]

IMAGES = ("svg", "png")
"""Formats that a page shows; others are linked."""

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#!|~&$])")
_REST_SIGNS = re.compile(r"([\\`<>_*|])")
_SAFE = "/.-_~"
"""What stays as it is in the target of a link. Parentheses and blanks end one in Markdown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A picture to be linked. Paths are relative to the document, with slashes."""

    alt: str
    path: str
    dark: str | None
    """The same picture for a dark page, where there are two."""
    image: bool


def dark_name(path: str) -> str:
    """Return the name of the dark picture beside a light one.

    >>> dark_name("pictures/x.svg")
    'pictures/x-dark.svg'
    """
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-dark{dot}{suffix}"


def link(block: Block, target: Link) -> list[str]:
    """Return the lines between the markers that show a picture. Raises RenderError when it cannot stand there."""
    return finish(block, _STYLES[block.style](block, target))


def _markdown(block: Block, target: Link) -> list[str]:
    if target.dark:
        return ["", *_picture(target), ""]
    sign = "!" if target.image else ""
    alt = _MARKDOWN_SIGNS.sub(r"\\\1", sanitise(target.alt))
    return ["", f"{sign}[{alt}]({quote(target.path, safe=_SAFE)})", ""]


def _picture(target: Link) -> list[str]:
    """Return the element that a page shows one of two pictures with; GitHub follows the choice made there."""
    return [
        "<picture>",
        f'  <source media="(prefers-color-scheme: dark)" srcset="{_url(target.dark or "")}" />',
        f"  {_img(target)}",
        "</picture>",
    ]


def _img(target: Link) -> str:
    return f'<img alt="{_attribute(target.alt)}" src="{_url(target.path)}" />'


def _markup(block: Block, target: Link) -> list[str]:
    if target.dark:
        return _picture(target)
    return [_img(target) if target.image else f'<a href="{_url(target.path)}">{_attribute(target.alt)}</a>']


def _url(path: str) -> str:
    return quote(path, safe=_SAFE)


def _attribute(text: str) -> str:
    """Return a text for an attribute, where Markdown around it sees nothing to mark up either."""
    return re.sub(r"[`*_\[\]{}\\$]", lambda sign: f"&#{ord(sign[0])};", html.escape(sanitise(text)))


def _rest(block: Block, target: Link) -> list[str]:
    if re.search(r"[\s\\`<>]", target.path):
        raise RenderError(f"{target.path!r}: reStructuredText takes no blanks, backquotes or brackets in a file's name")
    alt = sanitise(target.alt)
    if target.image:
        return ["", f".. image:: {target.path}", f"   :alt: {alt}", ""]
    text = _REST_SIGNS.sub(r"\\\1", alt)
    return ["", f"`{text} <{target.path}>`__", ""]


def _asciidoc(block: Block, target: Link) -> list[str]:
    alt = html.escape(sanitise(target.alt)).replace("]", "&#93;").replace("{", "&#123;")
    if target.image:
        return ["", f'image::{_url(target.path)}["{alt}"]', ""]
    return ["", f'link:{_url(target.path)}["{alt}"]', ""]


def _comment(block: Block, target: Link) -> list[str]:
    line = f"{sanitise(target.alt)}: {target.path}"
    refuse_breakers(block, line)
    if block.style == "comment":
        return [block.mark, line, block.form.closing]
    return [f"{block.mark} {line}"]


_STYLES: dict[str, Callable[[Block, Link], list[str]]] = {
    "fence": _markdown,
    "directive": _rest,
    "listing": _asciidoc,
    "markup": _markup,
    "comment": _comment,
    "lines": _comment,
}
