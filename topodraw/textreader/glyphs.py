"""The glyphs of the three charsets: their arms, weights and styles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LIGHT, HEAVY, DOUBLE = 1, 2, 3

Arms = tuple[int, int, int, int]
"""Weight of the arm up, right, down and left; 0 where there is none."""

_WEIGHTS = {"LIGHT": LIGHT, "SINGLE": LIGHT, "HEAVY": HEAVY, "DOUBLE": DOUBLE}
_SIDES = {"UP": (0,), "RIGHT": (1,), "DOWN": (2,), "LEFT": (3,), "VERTICAL": (0, 2), "HORIZONTAL": (1, 3)}


def _arms(glyph: str) -> Arms:
    """Read the arms of a box-drawing glyph off its Unicode name (`DOWN LIGHT AND RIGHT HEAVY`)."""
    name = unicodedata.name(glyph).removeprefix("BOX DRAWINGS ")
    name = re.sub("(DOUBLE|TRIPLE|QUADRUPLE) DASH ", "", name)
    arms = [0, 0, 0, 0]
    weight = LIGHT
    for part in name.split(" AND "):
        words = part.split()
        weight = next((_WEIGHTS[word] for word in words if word in _WEIGHTS), weight)
        for word in words:
            for side in _SIDES.get(word, ()):
                arms[side] = weight
    return arms[0], arms[1], arms[2], arms[3]


ARMS: dict[str, Arms] = {chr(code): _arms(chr(code)) for code in range(0x2500, 0x2580) if not 0x2571 <= code <= 0x2573}

ARROWS = "▲►▼◄"
"""By the direction they point in: up, right, down, left."""

ASCII_ARROWS = "^>v<"

_SHARED = "─│┌┐└┘├┤┬┴┼" + ARROWS
ALLOWED = {
    "box": frozenset(_SHARED + "═║╔╗╚╝╞╡╥╨╤╧╦╩╪╫╬"),
    "rich": frozenset(_SHARED + "╌╎━┃┏┓┗┛┄┆┈┊╭╮╰╯┝┥┰┸┯┷┳┻┿╂╋"),
}
"""The line glyphs each drawn charset may use."""

DRAWN_GLYPH = re.compile("[─-╿" + ARROWS + "]+")
"""A run of box-drawing glyphs and arrowheads."""

STYLE = {
    **dict.fromkeys("─│-|", "light"),
    **dict.fromkeys("═║", "double"),
    **dict.fromkeys("━┃", "heavy"),
    **dict.fromkeys("┄┆", "dashed"),
    **dict.fromkeys("┈┊", "dotted"),
    "#": "hashes",
    **dict.fromkeys(".:", "dots"),
}
"""The style that a straight cell of an edge shows."""

KIND = {
    "box": {"light": "light", "double": "ebgp"},
    "rich": {"light": "link", "heavy": "ebgp", "dashed": "ibgp", "dotted": "vrf"},
    "ascii": {"light": "link", "hashes": "ebgp", "dots": "ibgp"},
}
"""What an edge of a style is, by charset."""


def find_charset(text: str) -> str:
    """Tell the charset by the glyphs: `ascii` without box-drawing glyphs, `rich` with any that `box` lacks."""
    glyphs = set(DRAWN_GLYPH.findall(text))
    used = set("".join(glyphs))
    if not used:
        return "ascii"
    rich = len(used & (ALLOWED["rich"] - ALLOWED["box"]))
    return "rich" if rich and rich >= len(used & (ALLOWED["box"] - ALLOWED["rich"])) else "box"


def with_arms(test: Callable[[Arms], bool]) -> str:
    """Return the glyphs whose arms pass a test, escaped for a character class."""
    return re.escape("".join(glyph for glyph, arms in ARMS.items() if test(arms)))


_ASCII_ENDS = re.compile(r"[-|+=#~!*]+|[.:]{2,}|[-.#]+>|<[-.#]+")
_ASCII_INNER = re.compile(r"[|!~]+|[-|+=#~!*.:]{2,}")


def holds_line(text: str, charset: str) -> bool:
    """Tell whether a text holds glyphs that can only be pieces of lines.

    In ASCII a text may hold any sign; a word made of nothing but line glyphs is none, save one sign between words.
    """
    if charset != "ascii":
        return DRAWN_GLYPH.search(text) is not None
    words = text.split(" ")
    ends = _ASCII_ENDS.fullmatch(words[0]) or _ASCII_ENDS.fullmatch(words[-1])
    return bool(ends) or any(_ASCII_INNER.fullmatch(word) for word in words[1:-1])
