"""Texts that cannot be taken for lines: signs that draw are shown by others as wide.

A name may hold the very glyphs that lines, walls and arrowheads are drawn with. They are shown by the signs of the
7-bit charset that look like them; and where that charset is used, words of nothing but such signs by letters and
strokes that no line is made of. Nothing changes its width, so the layout need not know.
"""

from __future__ import annotations

import re
import unicodedata

from topodraw_ascii.charset import Charset

__all__ = ["lettering", "without_drawn"]


def _lookalike(glyph: str) -> str:
    """Return the 7-bit sign for a box-drawing glyph: by the directions that its Unicode name speaks of."""
    name = unicodedata.name(glyph)
    if "DIAGONAL" in name:
        return "X" if "CROSS" in name else "/" if "UPPER RIGHT" in name else "\\"
    upright, across = (any(word in name for word in words) for words in (("VERTICAL", "UP", "DOWN"), _ACROSS))
    return "+" if upright and across else "|" if upright else "=" if "DOUBLE HORIZONTAL" in name else "-"


_ACROSS = ("HORIZONTAL", "LEFT", "RIGHT")
_DRAWN = {code: _lookalike(chr(code)) for code in range(0x2500, 0x2580)} | str.maketrans("▲►▼◄", "^>v<")
_STROKES = str.maketrans("-|+=#~!*.:<>", "_/&%%%/x,;()")
_LINES = re.compile(r"[-|+=#~!*.:<>]{2,}|[-|+=#~!*]")
_ALONE = "-+=#*"
"""Signs that may stand between two words."""
_PIECES = re.compile(r"[|]|={2,}|^[-+:#]+|[-+:#]+$")
"""What goes on from a corner above or below, what begins a bar, what joins the line or corner that a text touches."""


def lettering(text: str, charset: Charset) -> str:
    """Return a text that stands outside boxes with nothing that a reader could take for a piece of a line."""
    said = without_drawn(text)
    if charset.joins is not None or _STROKES.keys().isdisjoint(map(ord, said)):
        return said
    words = said.split(" ")
    inner = range(1, len(words) - 1)
    words = [
        word.translate(_STROKES) if _LINES.fullmatch(word) and not (word in _ALONE and at in inner) else word
        for at, word in enumerate(words)
    ]
    return _PIECES.sub(lambda piece: piece[0].translate(_STROKES), " ".join(words))


def without_drawn(text: str) -> str:
    """Return a text with no glyph of the drawn charsets."""
    return text if text.isascii() else text.translate(_DRAWN)
