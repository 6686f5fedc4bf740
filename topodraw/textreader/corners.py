"""Tell the arms of every `+` of a 7-bit picture from the whole of it, as far as they can be told.

A `+` away from borders and bars is a corner: one line comes to it across and goes on up or down, in one style. Its four
neighbours do not always say which: a `#` may lie in a line across or in one upright, another line's `+` may stand right
beside it, and a crossed upright hides the line below it. But every line end has its line, a corner that a line reaches
has exactly one arm across and one upright, and so what one corner cannot use, its neighbour need not expect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from topodraw.textreader.canvas import BAR, BORDER, DOWN, FREE, INSIDE, LEFT, RIGHT, STEP, TITLE, UP, Canvas
from topodraw.textreader.ports import Cell, Ports

_UPRIGHT = {"light": re.compile("[|]*"), "hashes": re.compile("#*"), "dots": re.compile(":*")}
_ACROSS = {"light": re.compile("[-|:#!]*"), "hashes": re.compile("[#|:!]*"), "dots": re.compile("[.|:#!]*")}
"""The cells of a line of each style between two corners; a line across passes below uprights."""


@dataclass(slots=True, eq=False)
class Link:
    """A straight piece that may join two cells; `sure` once it must, `styles` those it may have."""

    styles: set[str]
    sure: bool = False
    shut: bool = False


@dataclass(slots=True)
class Corners:
    """The pieces that may leave every corner and line end, by cell and direction."""

    arms: dict[Cell, dict[int, Link]] = field(default_factory=dict)
    ends: dict[Link, tuple[Cell, Cell]] = field(default_factory=dict)

    def open(self, cell: Cell, way: int, style: str | None) -> bool:
        """Tell whether a line of this style (None: not known yet) may leave a corner this way."""
        link = self.arms.get(cell, {}).get(way)
        return link is not None and not link.shut and (style is None or style in link.styles)


def find_corners(canvas: Canvas, ports: Ports) -> Corners:
    """Return the corners of a 7-bit picture with the arms each may have.

    What contradicts itself is left open: the walk along the line will say what is wrong there.
    """
    found = Corners()
    cells = [
        (row, hit.start())
        for row, text in enumerate(canvas.rows)
        for hit in re.finditer(r"\+", text)
        if canvas.owned(row, hit.start()) == FREE
    ]
    corners = set(cells)
    for cell in cells:
        for way in (RIGHT, DOWN):
            _reach(canvas, ports, found, corners, cell, way)
    for cell, port in ports.by_cell.items():
        _reach(canvas, ports, found, corners, cell, port.out)
        link = found.arms.get(cell, {}).get(port.out)
        if link is not None:
            link.sure = True
    _settle(found, cells)
    return found


def _reach(canvas: Canvas, ports: Ports, found: Corners, corners: set[Cell], start: Cell, way: int) -> None:
    """Note the straight piece from a cell to the next corner or line end, if there is one."""
    row, column = start[0] + STEP[way][0], start[1] + STEP[way][1]
    if not canvas.inside(row, column) or found.arms.get(start, {}).get(way):
        return
    text, position = canvas.ahead(row, column, way)
    styles: dict[Cell, set[str]] = {}
    for style, pattern in (_UPRIGHT if way in (UP, DOWN) else _ACROSS).items():
        match = pattern.match(text, position)
        length = match.end() - position if match else 0
        end = row + STEP[way][0] * length, column + STEP[way][1] * length
        port = ports.by_cell.get(end)
        faces = port.out ^ 2 == way if port else end in corners
        if faces and _passable(canvas, (row, column), way, length):
            styles.setdefault(end, set()).add(style)
    for end, possible in styles.items():
        link = Link(possible)
        found.ends[link] = start, end
        found.arms.setdefault(start, {})[way] = link
        found.arms.setdefault(end, {})[way ^ 2] = link


def _passable(canvas: Canvas, cell: Cell, way: int, length: int) -> bool:
    """Tell whether a line may pass the cells from `cell` on: no text, and across no wall but a frame's."""
    for step in range(length):
        row, column = cell[0] + STEP[way][0] * step, cell[1] + STEP[way][1] * step
        owner = canvas.owned(row, column)
        if owner in (INSIDE, TITLE) or (way in (LEFT, RIGHT) and owner == BAR):
            return False
        if way in (LEFT, RIGHT) and owner == BORDER and canvas.at(row, column) != "!":
            return False
    return True


def _settle(found: Corners, cells: list[Cell]) -> None:
    """Draw conclusions from corner to corner until there are no more."""
    waiting = dict.fromkeys(cell for cell in cells if cell in found.arms)
    corners = frozenset(waiting)
    while waiting:
        cell = next(iter(waiting))
        del waiting[cell]
        for link in _conclude(found.arms[cell]):
            waiting.update(dict.fromkeys(end for end in found.ends[link] if end in corners))


def _conclude(arms: dict[int, Link]) -> list[Link]:
    """Apply what is known of one corner to its arms; return those about which something new is known."""
    if not any(link.sure for link in arms.values()):
        return []
    changed: list[Link] = []
    style = set.intersection(*(link.styles for link in arms.values() if link.sure))
    for axis in ((UP, DOWN), (LEFT, RIGHT)):
        live = [arms[way] for way in axis if way in arms and not arms[way].shut]
        fitting = [link for link in live if link.styles & style]
        chosen = [link for link in fitting if link.sure] or fitting
        if len(chosen) != 1:
            continue
        only = chosen[0]
        for link in live:
            if link is not only and not link.sure:
                link.shut = True
                changed.append(link)
        if not only.sure or only.styles - style:
            only.sure, only.styles = True, only.styles & style
            changed.append(only)
    return changed
