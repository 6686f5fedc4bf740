"""The file as a whole: what it says of itself, its style sheet, the picture and what stands around it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from topodraw.diagram import Diagram
from topodraw.layout import Arrangement, ArrangeOptions, arrange
from topodraw.layout.trim import trim_frames
from topodraw.theme import AUTO
from topodraw.tips import describe, name_of
from topodraw_svg._caption import Caption, caption
from topodraw_svg._draw import CHIP_ASIDE, chip_width, draw
from topodraw_svg._escape import escape, tag, token
from topodraw_svg._lines import CELL_X, CELL_Y, number
from topodraw_svg._sheet import Sheet

if TYPE_CHECKING:
    from topodraw.rendering import RenderOptions

__all__ = ["write"]

MARGIN = 16
"""Pixels between everything drawn and the edge of the file."""
ICON = 2
"""Columns that the picture of a device takes in its box."""


def write(diagram: Diagram, options: RenderOptions, *, resolved: bool = False) -> str:
    """Return the SVG file that shows a tiered diagram; `resolved` for a reader that knows no variables."""
    sheet = Sheet("light" if resolved and options.theme == AUTO else options.theme)
    asked = ArrangeOptions(
        fold=options.fold is not False, bundle=options.bundle, direction=options.direction, icon=ICON
    )
    arrangement = trim_frames(arrange(diagram, asked), _title_columns)
    wide, high = (arrangement.width - 1) * CELL_X, (arrangement.height - 1) * CELL_Y
    around = caption(arrangement, sheet, wide, legend=options.legend)
    picture = list(draw(arrangement, sheet))
    width, height = round(max(wide, around.width)) + 2 * MARGIN, high + around.top + around.bottom + 2 * MARGIN
    if arrangement.frames:  # titles reach above the upper border
        height, around = height + 4, replace(around, top=around.top + 4)
    body = _placed(picture, around, (width - wide) // 2, high)
    return _file(arrangement, sheet, options.id_prefix, (width, height), body)


def _title_columns(title: str) -> int:
    """Return the columns that a frame's title takes."""
    return -(-int(chip_width(title) + CHIP_ASIDE) // CELL_X)


def _placed(picture: list[str], around: Caption, x: int, high: int) -> list[str]:
    """Return everything drawn, moved to its place."""

    def group(elements: list[str] | tuple[str, ...], x: float, y: float) -> list[str]:
        return [tag("g", {"transform": f"translate({number(x)} {number(y)})"}, "\n".join(elements))] if elements else []

    top = MARGIN + around.top
    below = top + high + (around.bottom - _rows(around))
    return group(around.above, MARGIN, MARGIN) + group(picture, x, top) + group(around.below, MARGIN, below)


def _rows(around: Caption) -> int:
    """Return the height of the rows below the picture, without what parts them from it."""
    from topodraw_svg._caption import ABOVE

    return around.bottom - ABOVE if around.bottom else 0


def _file(arrangement: Arrangement, sheet: Sheet, prefix: str | None, size: tuple[int, int], body: list[str]) -> str:
    diagram = arrangement.diagram
    width, height = size
    name, description = escape(name_of(diagram)), escape(describe(diagram))
    content = "\n".join(body)
    seed = f"{sheet.theme.name}{sheet.dark is not None}{width}x{height}{name}{description}{content}"
    id = token(prefix or "td-" + hashlib.sha256(seed.encode()).hexdigest()[:8])
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"topodraw {id}",
        "width": width,
        "height": height,
        "viewBox": f"-.5 -.5 {width} {height}",  # lines of one pixel cover one pixel
        "role": "img",
        "aria-labelledby": f"{id}-title {id}-desc",
    }
    ground = {"class": "td-ground", "x": "-.5", "y": "-.5", "width": width, "height": height, "rx": 6}
    parts = [
        "",
        tag("title", {"id": f"{id}-title"}, name),
        tag("desc", {"id": f"{id}-desc"}, description),
        f"<style>\n{sheet.css(id)}\n</style>",
        tag("rect", ground),
        content,
        "",
    ]
    return tag("svg", root, "\n".join(parts)) + "\n"
