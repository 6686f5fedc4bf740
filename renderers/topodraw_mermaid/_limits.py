"""What Mermaid refuses to draw unless the page around it says otherwise; a flowchart itself cannot raise these."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["excess"]

MOST_EDGES = 500
"""Mermaid's `maxEdges`."""
MOST_CHARACTERS = 50_000
"""Mermaid's `maxTextSize`."""


def excess(edges: int, characters: int) -> Iterator[str]:
    """Yield a sentence for each limit that a flowchart exceeds."""
    if edges > MOST_EDGES:
        yield f"{edges} lines: Mermaid draws {MOST_EDGES} at the most unless the page sets maxEdges"
    if characters > MOST_CHARACTERS:
        yield f"{characters} characters: Mermaid reads {MOST_CHARACTERS} at the most unless the page sets maxTextSize"
