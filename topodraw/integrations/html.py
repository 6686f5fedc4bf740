"""A figure in HTML: the drawing, what is written below it, and what can be opened there to be copied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

from topodraw.integrations.request import Request

__all__ = ["STATIC", "STYLE_SHEET", "alert", "below", "drawing_in", "figure", "style_sheet"]

STATIC = Path(__file__).parent / "static"
"""The folder of files that sites serve as they are."""
STYLE_SHEET = "topodraw.css"

_ROOT = re.compile(r"<svg\b[^>]*>")
_NAMED_BY = re.compile(r"\saria-label(?:ledby)?=\"[^\"]*\"")


def figure(
    request: Request, drawing: str, *, text: str | None = None, source: str | None = None, style: bool = False
) -> str:
    """Return a figure. `text` and `source` are what can be opened below it; with `style`, it brings the style sheet."""
    classes = " ".join(("topodraw", *request.classes))
    parts = [
        f"<figure{_attributes(('id', request.id), ('class', classes))}>",
        f"<style>\n{style_sheet()}</style>" if style else "",
        drawing_in(request, drawing),
        f"<figcaption>{escape(request.caption, quote=False)}</figcaption>" if request.caption else "",
        below(text, source),
        "</figure>",
    ]
    return "\n".join(filter(None, parts))


def drawing_in(request: Request, drawing: str) -> str:
    """Return what shows the drawing itself."""
    return _svg(drawing, request.alt) if request.format == "svg" else _text(drawing, request.alt)


def below(text: str | None, source: str | None) -> str:
    """Return what can be opened below a drawing."""
    return _details("text", "Text", text) + _details("source", "Source", source)


def _svg(svg: str, alt: str | None) -> str:
    """Return what may stand inside a page of an SVG file, under another accessible name where one is given."""
    root = _ROOT.search(svg)
    assert root is not None, "a drawing has a root"
    tag = root[0]
    if alt:
        tag = _NAMED_BY.sub("", tag).removesuffix(">") + f" aria-label={quoteattr(alt)}>"
    return tag + svg[root.end() :].strip()


def alert(problems: Iterable[object]) -> str:
    """Return what stands where a figure could not be made."""
    return f'<pre class="topodraw-error" role="alert">{escape(chr(10).join(map(str, problems)))}</pre>'


def style_sheet() -> str:
    """Return the rules for what stands around a drawing; drawings bring their own."""
    return (STATIC / STYLE_SHEET).read_text("utf-8")


def _text(drawing: str, alt: str | None) -> str:
    role = ("role", "img") if alt else ("role", None)
    return f"<pre{_attributes(role, ('aria-label', alt))}><code>{escape(drawing, quote=False)}</code></pre>"


def _details(kind: str, summary: str, content: str | None) -> str:
    if content is None:
        return ""
    inside = f"<pre><code>{escape(content, quote=False)}</code></pre>"
    return f'<details class="topodraw-{kind}"><summary>{summary}</summary>{inside}</details>'


def _attributes(*given: tuple[str, str | None]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in given if value)
