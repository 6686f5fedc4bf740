"""Diagrams as files of draw.io (diagrams.net), to be moved about and edited there.

Everything stands where the text diagram has it; nodes lie in their frames, lines are tied to nodes and keep their
corners, labels are texts of their lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from topodraw.diagram import Diagram

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["DrawioRenderer"]


class DrawioRenderer:
    """Writes an uncompressed draw.io file."""

    media_type: ClassVar[str] = "application/vnd.jgraph.mxfile"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = (".drawio",)

    def render(self, diagram: Diagram, options: RenderOptions) -> str:
        """Return the file's text. Raises UnknownName for a theme that does not exist."""
        from topodraw_drawio._write import write

        return write(diagram, options)
