"""A drawing as text of the document around it: what stands between the markers, line by line.

A drawing shows names out of a file that may be anybody's. None of them may end the fence or the comment that the
drawing stands in: fences are longer than any in the drawing, markup is escaped, and where a comment has no such means,
a drawing that would end it is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from topodraw.errors import RenderError
from topodraw.regen.markers import Block

__all__ = ["INFO", "embed", "finish"]

INFO = {
    "text": "text",
    "ascii": "text",
    "dot": "dot",
    "d2": "d2",
    "mermaid": "mermaid",
    "svg": "svg",
    "json": "json",
}
"""Format -> the info string of its fence; other formats go by their own name."""

_LEXERS = {"dot": "dot", "json": "json", "svg": "xml"}
"""Format -> the language that Pygments, and so Sphinx, knows it by; text otherwise."""

_WORD = re.compile(r"[\w+-]+")
_TICKS = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_PREPROCESSED = re.compile(r"\\*(?:include|ifdef|ifndef|ifeval|endif)::")

_BREAKERS = {
    "comment": ("*/",),
    "lines": ("?>", "</script", "</style"),
    "directive": ('"""', "'''", "\\"),
}
"""Style -> what would end the comment or string that a drawing stands in: a block comment; PHP, or a script in a page;
a docstring."""


def embed(block: Block, content: str, format: str, *, prose: bool) -> list[str]:
    """Return the lines between the markers, for a drawing in a text format.

    `prose` tells a document from a program with comments. Raises RenderError for a drawing that cannot stand there.
    """
    lines = content.rstrip("\n").splitlines()
    if not prose:
        refuse_breakers(block, content)
    return finish(block, _STYLES[block.style](block, lines, format))


def finish(block: Block, lines: Sequence[str]) -> list[str]:
    """Return lines as they stand behind the block's lead, without trailing blanks where there is nothing else."""
    return [block.lead + line if line else block.lead.rstrip() for line in lines]


def refuse_breakers(block: Block, content: str) -> None:
    """Raise RenderError when a text would end the comment or string around it."""
    breakers = _BREAKERS.get(block.style, ())
    if block.style == "lines" and "*" in block.mark:
        breakers = (*breakers, "*/")
    lower = content.lower()
    for breaker in breakers:
        if breaker in lower:
            raise RenderError(f"the drawing holds {breaker!r}, which would end the comment or string that it stands in")


def _fence(block: Block, lines: Sequence[str], format: str) -> list[str]:
    longest = max((len(ticks) for ticks in _TICKS.findall("\n".join(lines))), default=2)
    marks = "`" * (longest + 1)
    info = INFO.get(format) or (format if _WORD.fullmatch(format) else "text")
    return ["", f"{marks}{info}", *lines, marks, ""]


def _directive(block: Block, lines: Sequence[str], format: str) -> list[str]:
    return ["", f".. code-block:: {_LEXERS.get(format, 'text')}", "", *(line and f"   {line}" for line in lines), ""]


def _listing(block: Block, lines: Sequence[str], format: str) -> list[str]:
    marks = "----"
    while marks in (line.rstrip() for line in lines):
        marks += "-"
    safe = (f"\\{line}" if _PREPROCESSED.match(line) else line for line in lines)
    # No callouts: `<1>` may be part of a name.
    return ["", f"[source,{INFO.get(format, 'text')},subs=specialchars]", marks, *safe, marks, ""]


def _markup(block: Block, lines: Sequence[str], format: str) -> list[str]:
    if format == "svg":
        first = next((number for number, line in enumerate(lines) if line.lstrip().startswith("<svg")), 0)
        return list(lines[first:])
    return ['<pre class="topodraw">', *(html.escape(line, quote=False) for line in lines), "</pre>"]


def _comment(block: Block, lines: Sequence[str], format: str) -> list[str]:
    return [block.mark, *lines, block.form.closing]


def _lines(block: Block, lines: Sequence[str], format: str) -> list[str]:
    return [f"{block.mark} {line}".rstrip() for line in lines]


_STYLES: dict[str, Callable[[Block, Sequence[str], str], list[str]]] = {
    "fence": _fence,
    "directive": _directive,
    "listing": _listing,
    "markup": _markup,
    "comment": _comment,
    "lines": _lines,
}
