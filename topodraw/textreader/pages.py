"""Read a text diagram of one page or of several: each begins with a heading (``page 2 of 3: ...``).

A page is a diagram of its own, but for the connectors, where it goes on elsewhere. The lines below a page that explain
them tell what their names begin with. `read` puts the pages together (`joining`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from topodraw.textreader.diagram import Bar, Edge, Label, ReadDiagram, Rectangle
from topodraw.textreader.glyphs import find_charset
from topodraw.textreader.joining import join
from topodraw.textreader.reading import read_page

__all__ = ["read"]

_HEADING = re.compile(r"page (?P<number>[1-9]\d{0,5}) of (?P<count>[1-9]\d{0,5})(?:: .*)?")


def read(text: str, charset: str | None = None) -> ReadDiagram:
    """Read a text diagram back into the graph it shows, its pages put together.

    `charset` is `box`, `rich` or `ascii`, told by the glyphs when not given. Whatever does not fit the grammar is
    listed in `problems`; the rest is read as far as it can be. Raises TooLarge for a page of more than 25 million
    cells.
    """
    lines = text.split("\n")
    starts = _starts(lines)
    if not starts:
        return read_page(text, charset)
    charset = charset or find_charset(text)
    ends = [start - 1 for start in starts[1:]]
    texts = ["\n".join([*lines[start:end], ""]) for start, end in zip(starts, ends, strict=False)]
    texts.append("\n".join(lines[starts[-1] :]))
    pages = [_moved(read_page(page, charset), start) for page, start in zip(texts, starts, strict=True)]
    title = " ".join(line.strip() for line in lines[: starts[0]] if line.strip()) or None
    return replace(join(pages), title=title, height=len(text.removesuffix("\n").split("\n")))


def _starts(lines: list[str]) -> list[int]:
    """Return the rows of the headings, in order; none unless they count from 1 to the number that each says.

    Above the first may stand the title of the whole, an empty line between.
    """
    found = [
        (row, match)
        for row, line in enumerate(lines)
        if (row == 0 or not lines[row - 1]) and (match := _HEADING.fullmatch(line))
    ]
    count = int(found[-1][1]["count"]) if found else 0
    last = found[-count:]
    numbers = [(int(match["number"]), int(match["count"])) for _, match in last]
    if count < 2 or numbers != [(number, count) for number in range(1, count + 1)]:
        return []
    above = [line for line in lines[: last[0][0]] if line]
    return [row for row, _ in last] if len(above) < 2 else []


def _moved(page: ReadDiagram, rows: int) -> ReadDiagram:
    """Return a page as it stands below others."""

    def place(rectangle: Rectangle) -> Rectangle:
        return replace(rectangle, top=rectangle.top + rows, bottom=rectangle.bottom + rows)

    def labels(shown: tuple[Label, ...]) -> tuple[Label, ...]:
        return tuple(replace(label, row=label.row + rows) for label in shown)

    def path(cells: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((row + rows, column) for row, column in cells)

    def edge(one: Edge) -> Edge:
        return replace(one, labels=labels(one.labels), path=path(one.path))

    def bar(one: Bar) -> Bar:
        taps = tuple(replace(tap, labels=labels(tap.labels), path=path(tap.path)) for tap in one.taps)
        return replace(one, row=one.row + rows, taps=taps)

    return replace(
        page,
        nodes=tuple(replace(node, rectangle=place(node.rectangle)) for node in page.nodes),
        frames=tuple(replace(frame, rectangle=place(frame.rectangle)) for frame in page.frames),
        edges=tuple(map(edge, page.edges)),
        bars=tuple(map(bar, page.bars)),
        crossings=path(page.crossings),
        problems=tuple(replace(problem, row=problem.row + rows) for problem in page.problems),
        top=page.top + rows,
        bottom=page.bottom + rows,
    )
