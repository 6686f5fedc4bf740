"""Diagrams as Mermaid flowcharts, which GitHub, GitLab and many sites draw where they stand.

Mermaid does the placing and knows no tiers: the text carries them as far as it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from topodraw.diagram import Diagram

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["MermaidRenderer"]


class MermaidRenderer:
    """Writes a Mermaid flowchart."""

    media_type: ClassVar[str] = "text/vnd.mermaid"
    binary: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = (".mmd", ".mermaid")

    def render(self, diagram: Diagram, options: RenderOptions) -> str:
        """Return the flowchart's text. Reports what the readers of Mermaid by default refuse to draw.

        Raises UnknownName for a theme that does not exist.
        """
        from topodraw.layout.fold import drop_empty_frames, fold_frames
        from topodraw_mermaid._limits import excess
        from topodraw_mermaid._write import write

        diagram = drop_empty_frames(diagram)
        if options.fold:
            diagram = fold_frames(diagram)
        lines, edges = write(diagram, options)
        text = "".join(f"{line}\n" for line in lines)
        if options.report:
            for sentence in excess(edges, len(text)):
                options.report(sentence)
        return text
