"""Diagrams as Graphviz DOT, and as images that Graphviz draws.

The DOT text leaves the placing to Graphviz, guided by tiers; asked to, it is pinned to topodraw's own arrangement
(``neato -n2 -Tsvg lab.gv``). Images are always drawn from the pinned text, unless that is refused.
"""

from __future__ import annotations

from typing import ClassVar

from topodraw.diagram import Diagram
from topodraw.errors import UnknownName
from topodraw.rendering import RenderOptions
from topodraw.theme import get_theme
from topodraw_dot._run import find, run
from topodraw_dot._style import Style
from topodraw_dot._write import Places, write

__all__ = ["DotRenderer"]

TEXTS = ("dot", "gv")
IMAGES = ("svg", "png", "pdf")


class DotRenderer:
    """Writes DOT, or runs Graphviz on it for svg, png and pdf."""

    media_type: ClassVar[str] = "text/vnd.graphviz"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = (".dot", ".gv")

    def render(self, diagram: Diagram, options: RenderOptions) -> str | bytes:
        """Return DOT text, or what Graphviz makes of it: SVG as text, PNG and PDF as bytes.

        Raises UnknownName for a format or theme that does not exist, ToolNotFound and ToolFailed.
        """
        if options.format in TEXTS:
            return _source(diagram, options, pinned=options.pin is True)
        if options.format not in IMAGES:
            raise UnknownName("format", options.format, (*TEXTS, *IMAGES))
        engine = find(options.engines)
        pinned = options.pin is not False
        image = run(engine, _source(diagram, options, pinned=pinned), options.format, pinned=pinned)
        return image.decode() if options.format == "svg" else image


def _source(diagram: Diagram, options: RenderOptions, *, pinned: bool) -> str:
    fold = bool(options.fold)
    places = None
    if pinned:
        diagram, places = _pinned(diagram, options, fold=fold)
    elif fold:
        from topodraw.layout.fold import fold_frames

        diagram = fold_frames(diagram)
    style = Style.of(diagram, get_theme(options.theme), options.direction)
    return "".join(f"{line}\n" for line in write(diagram, style, legend=options.legend, places=places))


def _pinned(diagram: Diagram, options: RenderOptions, *, fold: bool) -> tuple[Diagram, Places]:
    from topodraw.layout import ArrangeOptions, arrange
    from topodraw_dot._pin import places

    arrangement = arrange(diagram, ArrangeOptions(fold=fold, bundle="never", direction=options.direction))
    return arrangement.diagram, places(arrangement)
