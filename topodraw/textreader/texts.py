"""Give every text beside the lines to the line end it stands at, and read what is below the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from topodraw.textreader.canvas import Canvas, Token
from topodraw.textreader.cover import Cover, Stretch
from topodraw.textreader.diagram import Entry, Label
from topodraw.textreader.glyphs import STYLE, holds_line

_ENTRY = re.compile(r"(?:(?P<sample>[─-╿▲►▼◄▶◀]+|[-|+=#~!*.:<>^v]+) {1,2})?(?P<text>[^ ]+(?: [^ ]+)*)")
_HEADS = tuple("►▶>")
_REMARK = "Note:"
_NOTE = re.compile(r"[\[(]?(\d+)(?:[\])]|[.:]|\b) +(?P<text>[^ ].*)")
_REFERENCE = re.compile(r"[\[(](\d+)[\])]|(\d+)")


@dataclass(frozen=True, slots=True)
class Touch:
    """A line cell beside a text: how good a match (smaller is better), and how far from the line's ends."""

    rank: tuple[int, int, int]
    trace: int
    ends: tuple[int, int]


def attach(canvas: Canvas, found: Cover, token: Token) -> tuple[int, Label] | None:
    """Return the line a text belongs to, with the label it is; None with a problem when that cannot be told."""
    touches = sorted(_touches(canvas, found, token), key=lambda touch: touch.rank)
    if not touches:
        canvas.report(token.row, token.left, "text", f"{token.text!r} stands beside no line")
        return None
    best = touches[0]
    beside = {touch.trace for touch in touches if touch.rank[0] == 0 and touch.rank[2] <= 1}
    tied = {touch.trace for touch in touches if touch.rank == best.rank}
    if len(beside) > 1 or len(tied) > 1:
        canvas.report(token.row, token.left, "label", f"{token.text!r} touches two lines")
    return best.trace, Label(token.text, token.row, token.left, *best.ends)


def _touches(canvas: Canvas, found: Cover, token: Token) -> list[Touch]:
    """List the line cells a text stands beside: left and right of it (at most one blank off), below and above."""
    touches: list[Touch] = []
    for gap in (0, 1):
        for order, column in ((0, token.left - 1 - gap), (1, token.right + gap)):
            between = canvas.at(token.row, column + 1 if order == 0 else column - 1)
            stretch = found.upright(token.row, column) if not gap or between == " " else None
            if stretch is not None:
                ends = found.ends(stretch, token.row)
                touches.append(Touch((gap, min(ends), order), stretch.trace, ends))
    for order, row in ((2, token.row + 1), (3, token.row - 1)):
        touches += [_above(found, stretch, token, order) for stretch in found.between(row, token.left, token.right)]
    return touches


def _above(found: Cover, stretch: Stretch, token: Token, order: int) -> Touch:
    """Return how a text touches a flat stretch it stands over or under: by the cell nearest one of the line's ends."""
    near = (max(stretch.low, token.left), min(stretch.high, token.right - 1))
    ends = min((found.ends(stretch, place) for place in near), key=min)
    return Touch((0, min(ends), order), stretch.trace, ends)


@dataclass(slots=True)
class Below:
    """What stands below the picture: lines of text, the entries of the legend among them, and the numbered notes."""

    lines: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)


def read_above(canvas: Canvas, top: int) -> tuple[str | None, int]:
    """Return the title above a picture that begins in the row `top`, None without one, and the row after it.

    An empty line is between the two; a text without one is a label of the lines below it.
    """
    empty = [row for row in range(top) if canvas.rows[row].isspace()]
    after = empty[-1] + 1 if empty else 0
    said = (canvas.text(row, 0, canvas.width).strip() for row in range(after))
    return " ".join(filter(None, said)) or None, after


def read_below(canvas: Canvas, first: int, charset: str) -> Below:
    """Read the legend and the numbered notes from the row `first` on; lines drawn there become problems."""
    below = Below()
    for row in range(first, canvas.height):
        line = canvas.text(row, 0, canvas.width).rstrip()
        note = _NOTE.fullmatch(line.strip())
        if note:
            number, said = int(note.group(1)), note.group("text")
            if holds_line(said, charset):
                canvas.report(row, 0, "stray", f"a line in note {number}")
            if number in below.notes:
                canvas.report(row, 0, "note", f"a second note {number}")
            below.notes.setdefault(number, said)
            continue
        if line:
            below.lines.append(line.strip())
        for entry in _ENTRY.finditer(line):
            text = entry.group("text")
            if holds_line(text, charset):
                canvas.report(row, entry.start("text"), "stray", f"a line below the picture: {text!r}")
            elif not line.lstrip().startswith(_REMARK):
                below.entries.append(_entry(entry.group("sample") or "", text))
    return below


def _entry(sample: str, text: str) -> Entry:
    """Return an entry of the legend; the sample of an arrow shows its line before the head."""
    return Entry(text, STYLE.get(sample[:1]), sample[-1:] in _HEADS)


def check_references(canvas: Canvas, shown: Iterable[Token], notes: dict[int, str]) -> None:
    """Report texts that are the number of a note that is not there."""
    for token in shown:
        match = _REFERENCE.fullmatch(token.text)
        if match and match.group(1) and int(match.group(1)) not in notes:
            canvas.report(token.row, token.left, "note", f"no note {token.text} below the picture")


def resolve(text: str, notes: dict[int, str]) -> str:
    """Return what a text says: the note when it is the number of one."""
    match = _REFERENCE.fullmatch(text)
    return notes.get(int(match.group(1) or match.group(2)), text) if match else text
