"""What stands below the picture: the legend, what numbers stand for, and notes."""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.layout import Arrangement
from topodraw.text import sanitise, wrap
from topodraw.theme import Theme
from topodraw.wishes import Wishes
from topodraw_drawio._cells import sample_cell, text_cell
from topodraw_drawio._places import Rect
from topodraw_drawio._style import edge_style
from topodraw_drawio._xml import style

__all__ = ["below"]

ROW = 20
SAMPLE, GAP = 32, 8
COLUMNS, WIDTH = 72, 480
"""Of a line of text; pixels that it takes at the most."""


def below(
    arrangement: Arrangement, theme: Theme, wishes: Wishes, start: tuple[float, float], *, legend: bool
) -> Iterator[str]:
    """Yield the cells below a picture, from a point on."""
    x, y = start
    look: dict[str, object] = {"fontSize": 11, "fontColor": theme.text}
    for at, entry in enumerate(arrangement.diagram.legend if legend else (), 1):
        drawn = "ibgp" if entry.kind == "arrow" else entry.kind
        line = edge_style(drawn, theme, wishes.sample(drawn))
        line |= {"edgeStyle": "none", "endArrow": "block" if entry.kind == "arrow" else "none"}
        yield sample_cell(f"legend-{at}-line", style(line), (x, y + ROW / 2), (x + SAMPLE, y + ROW / 2))
        yield text_cell(f"legend-{at}", entry.text, Rect(x + SAMPLE + GAP, y, WIDTH, ROW), look)
        y += ROW
    notes = [f"Note: {sanitise(note)}." for note in (*arrangement.diagram.notes, *arrangement.notes)]
    lines = [line for said in (*arrangement.listed, *notes) for line in wrap(said, COLUMNS)]
    for at, said in enumerate(lines, 1):
        yield text_cell(f"note-{at}", said, Rect(x, y, WIDTH, ROW), look | {"fontColor": theme.muted})
        y += ROW
