"""The glyphs of the three charsets: one table of junctions each, one pen a kind of line.

A cell of a line drawing is told by its four arms, each absent, thin (1) or strong (2). The layout is the same for every
charset; only the glyph differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["CHARSETS", "Charset", "Pen"]

_DOUBLE: Final = """
    0001─ 0010│ 0011┐ 0012╕ 0021╖ 0022╗ 0100─ 0101─ 0110┌ 0111┬ 0120╓ 0121╥ 0200═ 0002═ 0020║ 2000║
    0202═ 0210╒ 0212╤ 0220╔ 0222╦ 1000│ 1001┘ 1002╛ 1010│ 1011┤ 1012╡ 1100└ 1101┴ 1110├ 1111┼ 1200╘
    1202╧ 1210╞ 1212╪ 2001╜ 2002╝ 2020║ 2021╢ 2022╣ 2100╙ 2101╨ 2120╟ 2121╫ 2200╚ 2202╩ 2220╠ 2222╬
"""
_HEAVY: Final = """
    0001─ 0002━ 0010│ 0011┐ 0012┑ 0020┃ 0021┒ 0022┓ 0100─ 0101─ 0102╾ 0110┌ 0111┬ 0112┭ 0120┎ 0121┰
    0122┱ 0200━ 0201╼ 0202━ 0210┍ 0211┮ 0212┯ 0220┏ 0221┲ 0222┳ 1000│ 1001┘ 1002┙ 1010│ 1011┤ 1012┥
    1020╽ 1021┧ 1022┪ 1100└ 1101┴ 1102┵ 1110├ 1111┼ 1112┽ 1120┟ 1121╁ 1122╅ 1200┕ 1201┶ 1202┷ 1210┝
    1211┾ 1212┿ 1220┢ 1221╆ 1222╈ 2000┃ 2001┚ 2002┛ 2010╿ 2011┦ 2012┩ 2020┃ 2021┨ 2022┫ 2100┖ 2101┸
    2102┹ 2110┞ 2111╀ 2112╃ 2120┠ 2121╂ 2122╉ 2200┗ 2201┺ 2202┻ 2210┡ 2211╄ 2212╇ 2220┣ 2221╊ 2222╋
"""
"""Arms north, east, south, west and the glyph that has them (Unicode block U+2500)."""

_ROUND: Final = {"0110": "╭", "0011": "╮", "1100": "╰", "1001": "╯"}


class Pen(NamedTuple):
    """How one kind of line is drawn: its weight (1 or 2), its straight glyphs, its corners."""

    horizontal: str
    vertical: str
    weight: int = 1
    round: bool = False
    corner: str = "+"
    """The corner of the 7-bit charset."""


class Charset(NamedTuple):
    """A set of glyphs. `joins` is None for the 7-bit charset, which has no junctions but ``+``."""

    pens: Mapping[str, Pen]
    joins: Mapping[str, str] | None
    up: str
    down: str
    left: str
    right: str
    times: str = "×"

    def pen(self, kind: str) -> Pen:
        """Return the pen of a kind of line; kinds without one of their own are drawn as links."""
        return self.pens.get(kind, self.pens["link"])

    def is_plain(self, pen: Pen) -> bool:
        """Tell whether the arms of a cell are enough to choose its glyph."""
        if self.joins is None:
            return pen == self.pens["link"]
        weight = pen.weight
        straight = self.joins[f"0{weight}0{weight}"], self.joins[f"{weight}0{weight}0"]
        return (pen.horizontal, pen.vertical) == straight and not pen.round

    def glyph(self, arms: str, horizontal: Pen, vertical: Pen) -> str:
        """Return the glyph of a cell with these arms ("0101"), drawn by one pen across and one down.

        Four arms are always a crossing: in 7 bits the vertical is drawn over the horizontal.
        """
        across, down = arms[0] == arms[2] == "0", arms[1] == arms[3] == "0"
        if across:
            return horizontal.horizontal
        if down:
            return vertical.vertical
        if self.joins is None:
            if "0" not in arms:
                return vertical.vertical
            return vertical.corner if arms.count("0") == 2 and horizontal is vertical else "+"
        if vertical.round and arms in _ROUND:
            return _ROUND[arms]
        return self.joins[arms]


def _joins(table: str) -> dict[str, str]:
    return {item[:4]: item[4] for item in table.split()}


def _pens(**pens: Pen) -> dict[str, Pen]:
    """Let kinds that share a look share a pen."""
    pens["confed_ebgp"] = pens["adjacency"] = pens["level-2"] = pens["ebgp"]
    pens["localas_ibgp"] = pens["ibgp"]
    return pens


_LIGHT = Pen("─", "│")

CHARSETS: Final[Mapping[str, Charset]] = {
    "box": Charset(
        _pens(
            link=_LIGHT,
            node=_LIGHT,
            host=_LIGHT,
            frame=_LIGHT,
            ibgp=_LIGHT,
            ebgp=Pen("═", "║", 2),
            bar=Pen("═", "║", 2),
        ),
        _joins(_DOUBLE),
        up="▲",
        down="▼",
        left="◄",
        right="►",
    ),
    "rich": Charset(
        _pens(
            link=_LIGHT,
            node=_LIGHT,
            host=Pen("─", "│", round=True),
            frame=Pen("╌", "╎"),
            ebgp=Pen("━", "┃", 2),
            ibgp=Pen("┄", "┆", round=True),
            vrf=Pen("┈", "┊"),
            tunnel=Pen("┄", "┆", round=True),
            bar=Pen("━", "┃", 2),
        ),
        _joins(_HEAVY),
        up="▲",
        down="▼",
        left="◄",
        right="►",
    ),
    "ascii": Charset(
        _pens(
            link=Pen("-", "|"),
            node=Pen("-", "|"),
            host=Pen("-", "|"),
            frame=Pen("~", "!", corner="*"),
            ebgp=Pen("#", "#"),
            ibgp=Pen(".", ":"),
            bar=Pen("=", "="),
        ),
        None,
        up="^",
        down="v",
        left="<",
        right=">",
        times="x",
    ),
}
