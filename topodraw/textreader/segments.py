"""Join the pieces of bars and find their names."""

from __future__ import annotations

from dataclasses import dataclass

from topodraw.textreader.canvas import TITLE, Canvas, Token
from topodraw.textreader.diagram import Rectangle
from topodraw.textreader.glyphs import holds_line
from topodraw.textreader.ports import Part


@dataclass(slots=True)
class Segment:
    """A whole bar: its pieces by number, its name, and the cells from first to last."""

    parts: list[int]
    name: str
    row: int
    left: int
    right: int
    gap: tuple[int, int] | None = None

    def inside(self, place: Rectangle) -> bool:
        """Tell whether the bar stands wholly inside a rectangle."""
        return place.encloses(Rectangle(self.row, self.left, self.row, self.right))


def join_parts(
    canvas: Canvas, parts: list[Part], beside: dict[tuple[int, int], Token], below: int, charset: str
) -> list[Segment]:
    """Return the bars with their names; a name takes its cells.

    A text with one blank on either side between two pieces is the name in a gap of one bar; two or more blanks end a
    bar. Else the name stands one blank after the right end.
    """
    segments: list[Segment] = []
    order = sorted((part.row, part.left, number) for number, part in enumerate(parts) if part.row < below)
    starts = {(row, left): number for row, left, number in order}
    joined: set[int] = set()
    for row, left, number in order:
        if number in joined:
            continue
        segment = Segment([number], "", row, left, parts[number].right)
        while True:
            token = beside.get((row, segment.right + 2))
            if token is None or canvas.at(row, segment.right + 1) != " ":
                break
            canvas.own_across(row, token.left, token.right - 1, TITLE)
            if holds_line(token.text, charset):
                canvas.report(row, token.left, "bar", f"a line in the name {token.text!r}")
            if segment.name:
                canvas.report(row, token.left, "bar", "a bar with two names")
            segment.name = segment.name or token.text
            following = starts.get((row, token.right + 1))
            if following is None or canvas.at(row, token.right) != " ":
                break
            segment.gap = token.left, token.right
            segment.parts.append(following)
            joined.add(following)
            segment.right = parts[following].right
        _check(canvas, segment, parts)
        segments.append(segment)
    return segments


def _check(canvas: Canvas, segment: Segment, parts: list[Part]) -> None:
    """Report a bar without a name or without taps, and a mesh that does not have the sides its name says."""
    taps = [tap for number in segment.parts for tap in parts[number].taps]
    if not taps:
        canvas.report(segment.row, segment.left, "bar", "a bar without taps")
    if not segment.name:
        canvas.report(segment.row, segment.left, "bar", "a bar without a name")
    if segment.name.startswith("full mesh"):
        upper = sum(out == 0 for _, out in taps)
        size = segment.name.removeprefix("full mesh").replace("×", "x").strip()
        if size and size.replace("x", "").isdigit() and size != f"{upper}x{len(taps) - upper}":
            canvas.report(segment.row, segment.left, "bar", f"{size} said, {upper}x{len(taps) - upper} drawn")
        if upper in (0, len(taps)):
            canvas.report(segment.row, segment.left, "bar", "a mesh tapped from one side only")
