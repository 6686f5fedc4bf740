"""Which renderer draws a format: ours out of a table, other people's through entry points.

Every renderer, ours too, is registered under the entry-point group ``topodraw.renderers``; the entry point's name is a
format, or a file suffix that means one. Yet our own are looked up in a table of strings here and imported when asked
for, because scanning the entry points of an installation costs more time than drawing a lab. The table holds names
only: the core imports no renderer, and a third party's stands on the same footing once it is found. A test holds the
table against the project's entry points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from topodraw.errors import RenderError, UnknownName
from topodraw.rendering import Renderer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "IMAGE_ENGINES", "NATIVE", "OWN", "canonical", "choose_renderer", "list_renderers", "load_renderer"]

GROUP = "topodraw.renderers"

OWN = {
    "ascii": "topodraw_ascii:TextRenderer",
    "d2": "topodraw_d2:D2Renderer",
    "dot": "topodraw_dot:DotRenderer",
    "drawio": "topodraw_drawio:DrawioRenderer",
    "gv": "topodraw_dot:DotRenderer",
    "mermaid": "topodraw_mermaid:MermaidRenderer",
    "mmd": "topodraw_mermaid:MermaidRenderer",
    "pdf": "topodraw_dot:DotRenderer",
    "png": "topodraw_svg:SvgRenderer",
    "svg": "topodraw_svg:SvgRenderer",
    "text": "topodraw_ascii:TextRenderer",
    "txt": "topodraw_ascii:TextRenderer",
}
"""Format or suffix -> our renderer of it."""

_SUFFIXES = {"gv": "dot", "mmd": "mermaid", "txt": "text"}
"""Suffix -> the format it means, where they differ."""

IMAGE_ENGINES = {"pdf": ("dot", "d2"), "png": ("resvg", "dot", "d2"), "svg": ("dot", "d2")}
"""Format that an engine draws, or may be asked to -> the engines, the preferred first."""

NATIVE = ("svg",)
"""Images that need no engine."""

_ENGINES = {"resvg": "png"}
"""Engine -> the format whose renderer runs it, where that is not called like the engine."""


def canonical(format: str, others: Iterable[str] = ()) -> str:
    """Return the format that a name or suffix means; `others` are formats that need no renderer.

    >>> canonical("gv")
    'dot'

    Raises UnknownName, with a likely meaning, when no renderer goes by that name.
    """
    if format in OWN:
        return _SUFFIXES.get(format, format)
    known = [*others]
    if format not in known and format not in _foreign():
        raise UnknownName("format", format, [*(name for name in OWN if name not in _SUFFIXES), *known, *_foreign()])
    return format


def load_renderer(format: str, *, via: str | None = None, engines: Mapping[str, str] | None = None) -> Renderer:
    """Return the renderer of a format.

    A format that an engine draws (png, pdf; svg where `via` says so) goes to the renderer that runs the engine named by
    `via`, else to the first whose engine is among `engines`, else to the first, whose own error says how to get the
    engine.

    Raises UnknownName for a format or `via` without a renderer, RenderError when a renderer cannot be loaded.
    """
    name = choose_renderer(format, via, engines or {})
    return _load_own(name) if name in OWN else _load_foreign(name)


def choose_renderer(format: str, via: str | None, engines: Mapping[str, str]) -> str:
    """Return the format whose renderer draws another one: itself, unless it takes an engine.

    >>> choose_renderer("pdf", None, {"d2": "/usr/bin/d2"}), choose_renderer("svg", None, {})
    ('d2', 'svg')
    """
    if via is None:
        candidates = (format,) if format in NATIVE else IMAGE_ENGINES.get(format, (format,))
        chosen = next((each for each in candidates if each in engines), candidates[0])
        return _ENGINES.get(chosen, chosen)
    if format not in IMAGE_ENGINES:
        raise RenderError(f"{format} needs no engine; 'via' goes with {', '.join(sorted(IMAGE_ENGINES))}")
    if via in _ENGINES and via in IMAGE_ENGINES[format]:
        return _ENGINES[via]
    if via not in OWN and via not in _foreign():
        raise UnknownName("engine", via, IMAGE_ENGINES[format])
    return via


def list_renderers() -> dict[str, tuple[str, str]]:
    """Return every format and suffix with its ``module:class`` and the distribution it comes from. Scans."""
    own = {name: (target, "topodraw") for name, target in OWN.items()}
    return own | {name: (point.value, _distribution(point)) for name, point in _foreign().items()}


def _load_own(name: str) -> Renderer:
    module, _, attribute = OWN[name].partition(":")
    try:
        renderer: Renderer = getattr(import_module(module), attribute)()
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise RenderError("no renderers installed; run: pip install -e .") from None
    return renderer


def _load_foreign(name: str) -> Renderer:
    points = _foreign()
    if name not in points:
        raise UnknownName("format", name, [*OWN, *points])
    origin = f"the renderer {name!r} of {_distribution(points[name])}"
    try:
        renderer: Any = points[name].load()()
    except Exception as error:  # whatever a stranger's module does while it is imported
        raise RenderError(f"{origin} cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(renderer, Renderer):
        raise RenderError(f"{origin} is no renderer: it lacks render(), media_type, binary or suffixes")
    return renderer


def _foreign() -> dict[str, EntryPoint]:
    """Return the entry points of other distributions by name; a name of ours stays ours, the first one found wins."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        if point.name not in OWN:
            found.setdefault(point.name, point)
    return found


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module
