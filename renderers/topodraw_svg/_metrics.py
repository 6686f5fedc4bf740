"""How wide text will be, though nobody knows the font that a reader has.

Two guesses, in pixels: what the sans-serif fonts of most systems take (Arial and those with its widths; Segoe UI,
Roboto and San Francisco are a little narrower), and what the widest in use take (DejaVu Sans, Verdana). Where even
these fit, nothing needs to be said; elsewhere the file tells the length that the text is to be given.
"""

from __future__ import annotations

from topodraw.text import clusters

__all__ = ["text_length", "typical", "widest"]

# Advance widths of U+0020 to U+007E, in hundredths of the font's size.
_TYPICAL = """
    28 28 35 56 56 89 67 19 33 33 39 58 28 33 28 28 56 56 56 56 56 56 56 56 56 56 28 28 58 58 58 56 102 67 67 72 72 67
    61 78 72 28 50 67 56 83 72 78 67 78 72 67 61 72 67 94 67 67 61 28 28 28 47 56 33 56 56 50 56 56 28 56 56 22 22 50
    22 83 56 56 56 56 33 50 28 56 50 72 50 50 50 33 26 33 58
"""
_WIDEST = """
    32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 77 63
    58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 63 28 28 58
    28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84
"""
_ASCII = {
    chr(0x20 + at): (int(usual), int(most))
    for at, (usual, most) in enumerate(zip(_TYPICAL.split(), _WIDEST.split(), strict=True))
}
_OTHERS = {0: (0, 0), 1: (62, 84), 2: (105, 138)}
"""Cells of a terminal -> the widths of what is not in the table: letters of other scripts, ideographs, emoji."""
_BOLD = (107, 114)
"""How much wider bold text is, in percent."""


def typical(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width that most readers will see."""
    return _width(text, size, 0, bold)


def widest(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width that no reader's font is likely to exceed."""
    return _width(text, size, 1, bold)


def text_length(text: str, size: float, room: float, *, bold: bool = False) -> int | None:
    """Return the width to give to text so that it stays within its room, None where it does in any font.

    >>> text_length("r1", 10, 40), text_length("WWWWWW", 10, 58), text_length("WWWWWW", 10, 30)
    (None, 56, 30)
    """
    if widest(text, size, bold=bold) <= room:
        return None
    return max(1, int(min(typical(text, size, bold=bold), room)))


def _width(text: str, size: float, which: int, bold: bool) -> float:
    hundredths = sum(_ASCII.get(grapheme, _OTHERS[min(cells, 2)])[which] for grapheme, cells in clusters(text))
    return hundredths * size / 100 * (_BOLD[which] / 100 if bold else 1)
