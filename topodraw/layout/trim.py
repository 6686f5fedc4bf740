"""Frames drawn close, for outputs whose titles need less room than text does.

In text a title is as wide as its letters are cells, and a frame reaches out to the left until no line enters through
its title; a single box then stands off its frame's middle. Expects an arrangement; guarantees frames that are no wider
than before, hold all they held (boxes, frames, texts, the lines between members), and have the same margin left and
right wherever the title, in the width it has there, finds a place on the wall that no line passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from topodraw.layout.arrangement import Arrangement, PlacedFrame, Point
from topodraw.text import width

__all__ = ["trim_frames"]

SLACK = 4
"""Columns that a margin may be wider than the other one to keep the title in its corner."""

Area = tuple[int, int, int, int]
"""The first and last column, then the first and last row of something."""


def trim_frames(arrangement: Arrangement, title_width: Callable[[str], int] = width) -> Arrangement:
    """Return the arrangement with its frames trimmed; `title_width` tells how many columns a title takes."""
    lines = [route.points for route in arrangement.routes]
    lines += [tap.points for bar in arrangement.bars for tap in bar.taps]
    uprights = [_around(leg) for points in lines for leg in pairwise(points) if leg[0][0] == leg[1][0]]
    things = [_area(box.x, box.y, box.width, box.height) for box in arrangement.boxes]
    things += [_area(text.x, text.y, width(text.text), 1) for text in arrangement.texts]
    things += [_around(points) for points in lines]
    frames = {frame.frame: frame for frame in arrangement.frames}
    for frame in sorted(arrangement.frames, key=lambda frame: -frame.depth):  # what is inside comes first
        trimmed = _trimmed(frame, things, uprights, title_width(frame.title))
        things.append(_area(trimmed.x, trimmed.y, trimmed.width, trimmed.height))
        frames[frame.frame] = trimmed
    return replace(arrangement, frames=tuple(frames.values()))


def _trimmed(frame: PlacedFrame, things: Iterable[Area], uprights: Iterable[Area], title: int) -> PlacedFrame:
    begin, end, top, bottom = _area(frame.x, frame.y, frame.width, frame.height)
    inside = [(a, b) for a, b, c, d in things if begin < a and b < end and top < c and d < bottom]
    if not inside:
        return frame
    first, last = min(a for a, _ in inside), max(b for _, b in inside)
    margin = min(first - begin, end - last)
    beside = {column for column, _, c, d in uprights if c < bottom and d > top}
    above = [column for column, _, c, d in uprights if c <= top <= d]
    right = next(column for column in range(last + margin, end + 1) if column not in beside or column == end)
    lefts = [column for column in range(first - margin, begin - 1, -1) if column not in beside]
    in_the_corner = [(left, left + 1) for left in lefts if left >= first - margin - SLACK]
    anywhere = [(left, at) for left in lefts for at in range(left + 1, right - title + 1)]
    for left, at in [*in_the_corner, *anywhere]:
        if at + title <= right and not any(at <= column <= at + title for column in above):
            return replace(frame, x=left, width=right - left + 1, title_x=at)
    return frame


def _area(x: int, y: int, width: int, height: int) -> Area:
    return x, x + width - 1, y, y + height - 1


def _around(points: Sequence[Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), max(xs), min(ys), max(ys)
