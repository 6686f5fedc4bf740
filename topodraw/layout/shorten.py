"""Shorter texts, for pictures that must be narrow: each function returns the diagram with what it says done to it.

Lines of boxes wrap (never the name, which stands whole on the first line); what stands beside lines becomes a number,
and the list of what the numbers mean is returned with the diagram. Nothing is lost.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from topodraw import text
from topodraw.diagram import Box, Diagram, Edge, End, Line

__all__ = [
    "LISTED_LINE",
    "Numbers",
    "with_labels_listed",
    "with_lines_wrapped",
    "with_segments_listed",
    "with_titles_listed",
]

LEAST_LINE = 6
"""Cells that a line of a box may take however short the name is."""

LISTED_LINE = "page"
"""The kind of lines of a box that never wrap: names of other boxes among them."""


_NUMBER = re.compile(r"[\[(]?(\d+)[\])]?")
"""What a reader takes for the number of a text below the picture."""


class Numbers:
    """The numbers given so far, each with the text that it stands for; those that a title or a bar has are left out."""

    def __init__(self, diagram: Diagram) -> None:
        said = [*(frame.title for frame in diagram.frames), *(bar.name for bar in diagram.bars)]
        found = (_NUMBER.fullmatch(text.sanitise(one).strip()) for one in said)
        self._taken = frozenset(match.group(1) for match in found if match)
        self._of: dict[str, int] = {}
        self._last = 0

    def copy(self) -> Numbers:
        """Return the same numbers, to go on from."""
        other = copy(self)
        other._of = dict(self._of)
        return other

    def shortened(self, said: str) -> str:
        """Return the number that stands for a text, or the text where that is no longer than its number."""
        number = self._of.get(said) or self._next()
        if text.width(said) <= len(f"[{number}]") and not _NUMBER.fullmatch(said.strip()):
            return said
        self._of[said] = number
        self._last = max(self._last, number)
        return f"[{number}]"

    def _next(self) -> int:
        number = self._last + 1
        while str(number) in self._taken:
            number += 1
        return number

    @property
    def listed(self) -> tuple[str, ...]:
        """What the numbers mean, to be listed below the picture."""
        return tuple(f"[{number}] {said}" for said, number in self._of.items())


def with_lines_wrapped(diagram: Diagram, _: Numbers) -> Diagram:
    """Wrap the further lines of the boxes to about the width of the name, between words and parts of addresses."""
    return replace(diagram, boxes=tuple(_wrapped(box) if box.lines else box for box in diagram.boxes))


def _wrapped(box: Box) -> Box:
    limit = max(LEAST_LINE, text.width(text.sanitise(box.name)))
    lines = [
        Line(part, line.kind)
        for line in box.lines
        for part in (_parts(text.sanitise(line.text), limit) if line.kind != LISTED_LINE else (line.text,))
    ]
    return replace(box, lines=tuple(lines))


def _parts(line: str, limit: int) -> tuple[str, ...]:
    """Wrap a line where it may break; a part is never cut, however long it is."""
    return text.wrap(line, max(limit, *map(text.width, text.wrap(line, 2, cut=False))))


def with_labels_listed(diagram: Diagram, numbers: Numbers) -> Diagram:
    """Put a number beside each end in place of its labels, and beside each line in place of its own."""

    def end(one: End) -> End:
        labels = [text.sanitise(line) for line in one.labels if line]
        if not labels:
            return one
        said = ", ".join(labels)
        short = numbers.shortened(said)
        return replace(one, labels=one.labels if short == said and len(labels) == 1 else (short,))

    def edge(one: Edge) -> Edge:
        label = one.label and numbers.shortened(text.sanitise(one.label))
        return replace(one, a=end(one.a), b=end(one.b), label=label)

    bars = tuple(replace(bar, taps=tuple(map(end, bar.taps))) for bar in diagram.bars)
    return replace(diagram, edges=tuple(map(edge, diagram.edges)), bars=bars)


def with_segments_listed(diagram: Diagram, numbers: Numbers) -> Diagram:
    """Put a number beside each bar in place of its name."""
    bars = tuple(replace(bar, name=numbers.shortened(text.sanitise(bar.name))) for bar in diagram.bars)
    return replace(diagram, bars=bars)


def with_titles_listed(diagram: Diagram, numbers: Numbers) -> Diagram:
    """Put a number on each frame in place of its title."""
    frames = tuple(replace(frame, title=numbers.shortened(text.sanitise(frame.title))) for frame in diagram.frames)
    return replace(diagram, frames=frames)
