"""Diagrams as D2, and as images that d2 draws.

The D2 text leaves the placing to d2's engines, any of them; asked to, it is pinned to topodraw's own arrangement, which
only TALA keeps (part of d2 since 0.9). Images are drawn from the pinned text, unless that is refused or the d2 at hand
has no TALA.
"""

from __future__ import annotations

from typing import ClassVar

from topodraw.diagram import Diagram
from topodraw.errors import ToolFailed, UnknownName
from topodraw.rendering import RenderOptions
from topodraw.theme import get_theme
from topodraw_d2._run import find, run
from topodraw_d2._style import Style
from topodraw_d2._write import Places, write

__all__ = ["D2Renderer"]

IMAGES = ("svg", "png", "pdf")


class D2Renderer:
    """Writes D2, or runs d2 on it for svg, png and pdf."""

    media_type: ClassVar[str] = "text/x-d2"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = (".d2",)

    def render(self, diagram: Diagram, options: RenderOptions) -> str | bytes:
        """Return D2 text, or what d2 makes of it: SVG as text, PNG and PDF as bytes.

        Raises UnknownName for a format or theme that does not exist, ToolNotFound and ToolFailed.
        """
        if options.format == "d2":
            return _source(diagram, options, pinned=options.pin is True)
        if options.format not in IMAGES:
            raise UnknownName("format", options.format, ("d2", *IMAGES))
        image = _image(find(options.engines), diagram, options)
        return image.decode() if options.format == "svg" else image


def _image(engine: str, diagram: Diagram, options: RenderOptions) -> bytes:
    if options.pin is not False:
        source = _source(diagram, options, pinned=True)
        try:
            return run(engine, source, options.format, layout="tala")
        except ToolFailed:
            if options.pin:  # asked for in so many words
                raise
    return run(engine, _source(diagram, options, pinned=False), options.format, layout="dagre")


def _source(diagram: Diagram, options: RenderOptions, *, pinned: bool) -> str:
    fold = bool(options.fold)
    places = None
    if pinned:
        diagram, places = _pinned(diagram, options, fold=fold)
    elif fold:
        from topodraw.layout.fold import fold_frames

        diagram = fold_frames(diagram)
    style = Style.of(diagram, get_theme(options.theme))
    lines = write(diagram, style, legend=options.legend, direction=options.direction, places=places)
    return "".join(f"{line}\n" for line in lines)


def _pinned(diagram: Diagram, options: RenderOptions, *, fold: bool) -> tuple[Diagram, Places]:
    from topodraw.layout import ArrangeOptions, arrange
    from topodraw_d2._pin import places

    arrangement = arrange(diagram, ArrangeOptions(fold=fold, bundle="never", direction=options.direction))
    return arrangement.diagram, places(arrangement)
