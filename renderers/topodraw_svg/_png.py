"""SVG to PNG, by the renderer `resvg` where it is installed: the only place that knows it."""

from __future__ import annotations

from topodraw.errors import RenderError, ToolFailed, ToolNotFound
from topodraw_svg._escape import tag
from topodraw_svg._sheet import FONTS

__all__ = ["rasterise"]

ZOOM = 2
"""Pixels of the PNG for one of the SVG: sharp on the screens of today."""

_SIZE = {"xmlns": "http://www.w3.org/2000/svg", "width": 9, "height": 9}
_BLANK = tag("svg", _SIZE)
_LETTER = tag("svg", _SIZE, tag("text", {"y": 9, "font-family": FONTS}, "M"))


def rasterise(svg: str) -> bytes:
    """Return a picture of an SVG file.

    Raises ToolNotFound without resvg, RenderError where the system has no font to write with, ToolFailed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ToolNotFound(
            "PNG needs resvg: pip install 'topodraw[png]'; or Graphviz: apt install graphviz; or -f svg needs nothing"
        ) from None
    try:
        if svg_to_bytes(svg_string=_LETTER, dpi=96) == svg_to_bytes(svg_string=_BLANK, dpi=96):
            raise RenderError("no fonts to write names with; get some: apt install fonts-dejavu-core; or use -f svg")
        return bytes(svg_to_bytes(svg_string=svg, dpi=96, zoom=ZOOM))
    except ValueError as error:
        raise ToolFailed(f"resvg: {error}") from None
