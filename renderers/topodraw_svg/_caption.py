"""What stands around the picture: its title above, the legend, what numbers stand for, and notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topodraw.diagram import Legend
from topodraw.layout import Arrangement
from topodraw.text import sanitise, wrap
from topodraw.wishes import Wishes
from topodraw_svg._draw import text
from topodraw_svg._escape import tag
from topodraw_svg._lines import arrowhead, number
from topodraw_svg._metrics import widest
from topodraw_svg._own import stroke_css
from topodraw_svg._sheet import LEGEND, TITLE, Sheet

__all__ = ["Caption", "caption"]

LEAST_WIDTH = 440
"""Pixels that a legend or a note may take even below a narrower picture."""
SAMPLE, SAMPLE_GAP, ENTRY_GAP = 28, 8, 22
ROW = 19
ABOVE = 14
"""Between the picture and the first line below it."""
TITLE_ROW = 30


@dataclass(frozen=True, slots=True)
class Caption:
    """Elements above and below a picture, both from (0, 0) on, and what they measure."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    width: float
    top: int
    bottom: int


def caption(arrangement: Arrangement, sheet: Sheet, width: float, *, legend: bool) -> Caption:
    """Return what stands around a picture of a width in pixels."""
    diagram = arrangement.diagram
    title = sanitise(diagram.title) if diagram.title else ""
    room = max(width, LEAST_WIDTH)
    written = _Below(sheet, Wishes(diagram), room)
    written.notes(arrangement.listed)
    if legend:
        written.entries(diagram.legend)
    written.notes([f"Note: {sanitise(note)}." for note in (*diagram.notes, *arrangement.notes)])
    wide = max(written.width, widest(title, TITLE, bold=True))
    above = (text(title, 0, TITLE_ROW / 2 - 4, TITLE, wide, css="td-title", bold=True),) if title else ()
    bottom = written.y + ABOVE if written.elements else 0
    return Caption(above, tuple(written.elements), wide, TITLE_ROW if title else 0, bottom)


class _Below:
    """Rows of text, one after another."""

    def __init__(self, sheet: Sheet, own: Wishes, room: float) -> None:
        self.sheet, self.own, self.room = sheet, own, room
        self.elements: list[str] = []
        self.width = 0.0
        self.y = 0

    def entries(self, entries: Sequence[Legend]) -> None:
        """Add a legend, in as few rows as fit."""
        x = 0.0
        for entry in entries:
            said = sanitise(entry.text)
            wide = SAMPLE + SAMPLE_GAP + widest(said, LEGEND)
            if x and x + wide > self.room:
                x, self.y = 0, self.y + ROW
            self.elements.append(self._sample(entry.kind, x))
            place = x + SAMPLE + SAMPLE_GAP
            self.elements.append(text(said, place, self.y + ROW / 2, LEGEND, wide, css="td-legend"))
            self.width = max(self.width, x + wide)
            x += wide + ENTRY_GAP
        self.y += ROW if entries else 0

    def notes(self, notes: Sequence[str]) -> None:
        """Add sentences, wrapped."""
        widest_letter = widest("n", LEGEND)
        for note in notes:
            for line in wrap(note, int(self.room / widest_letter)):
                wide = widest(line, LEGEND)
                self.elements.append(text(line, 0, self.y + ROW / 2, LEGEND, self.room, css="td-legend td-label"))
                self.width = max(self.width, min(wide, self.room))
                self.y += ROW

    def _sample(self, kind: str, x: float) -> str:
        """Return a piece of line of a kind, with an arrowhead for the entry that explains it."""
        drawn = "ibgp" if kind == "arrow" else kind
        y = self.y + ROW / 2
        head = kind == "arrow"
        end = x + SAMPLE
        lines = [tag("path", {"d": f"M{number(x)} {number(y)}H{number(end - (9 if head else 0))}"})]
        if head:
            shape = arrowhead((end + 1, y), (x, y), self.sheet.width(drawn))
            lines.append(tag("path", {"class": "td-head", "d": shape}))
        style = stroke_css(self.own.sample(drawn))
        return tag("g", {"class": f"td-edge {self.sheet.line(drawn)}", "style": style}, "".join(lines))
