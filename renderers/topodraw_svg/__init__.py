"""SVG from topodraw's own arrangement: one file that needs no engine, no script and no font of its own; PNG through it.

The picture is made of the arrangement that the text diagrams have, cells scaled to pixels. It is drawn in light and
dark at once, whichever the reader prefers, unless a theme is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from topodraw.diagram import Diagram

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["SvgRenderer"]


class SvgRenderer:
    """Draws a tiered diagram as SVG, or as PNG where `resvg` is installed."""

    media_type: ClassVar[str] = "image/svg+xml"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = (".svg",)

    def render(self, diagram: Diagram, options: RenderOptions) -> str | bytes:
        """Return the SVG file as text, or the PNG as bytes.

        Raises UnknownName for a format or theme that does not exist, and for PNG ToolNotFound, ToolFailed and
        RenderError.
        """
        from topodraw_svg._write import write

        if options.format != "png":
            return write(diagram, options)
        from topodraw_svg._png import rasterise

        return rasterise(write(diagram, options, resolved=True))
