"""Text as a terminal shows it: how wide it is, where it may break, and what must not reach the page as it is.

Widths count terminal cells per grapheme cluster, from `unicodedata` alone: combining marks take none, East Asian wide
characters and emoji sequences two. Rich and wcwidth agree on all that names in lab files hold (tested).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["clusters", "sanitise", "truncate", "width", "wrap"]

_ZWJ, _VS16, _BLACK_FLAG = "\u200d", "\ufe0f", "\U0001f3f4"

# Characters that variation selector 16 turns into a wide emoji (emoji-variation-sequences.txt, Unicode 17).
_WIDENED = (
    "23 2a 30-39 a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 2328 23cf 23ed-23ef 23f1-23f2 23f8-23fa 24c2 25aa-25ab "
    "25b6 25c0 25fb-25fc 2600-2604 260e 2611 2618 261d 2620 2622-2623 2626 262a 262e-262f 2638-263a 2640 2642 "
    "265f-2660 2663 2665-2666 2668 267b 267e 2692 2694-2697 2699 269b-269c 26a0 26a7 26b0-26b1 26c8 26cf 26d1 26d3 "
    "26e9 26f0-26f1 26f4 26f7-26f9 2702 2708-2709 270c-270d 270f 2712 2714 2716 271d 2721 2733-2734 2744 2747 "
    "2763-2764 27a1 2934-2935 2b05-2b07 1f170-1f171 1f17e-1f17f 1f321-1f6f3"
)


@lru_cache(maxsize=1)
def _widened() -> tuple[tuple[int, int], ...]:
    ranges = (item.split("-") for item in _WIDENED.split())
    return tuple((int(item[0], 16), int(item[-1], 16)) for item in ranges)


def _cells(character: str) -> int:
    """Return the cells of one character that stands alone."""
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf", "Cc", "Cs"} or 0x1160 <= code <= 0x11FF:
        return 0  # U+1160..11FF: the Hangul vowels and finals that complete a syllable
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_pictograph(character: str) -> bool:
    return character > "\u203b" and (unicodedata.category(character) in {"So", "Sm"} or _cells(character) == 2)


def _extends(grapheme: str, character: str) -> bool:
    """Tell whether a character belongs to the grapheme before it."""
    if character == _ZWJ or "\U0001f3fb" <= character <= "\U0001f3ff":  # joiner; skin tones
        return True
    if grapheme[-1] == _ZWJ:
        return _is_pictograph(grapheme[0]) and _is_pictograph(character)
    if _is_regional(character):
        return len(grapheme) == 1 and _is_regional(grapheme)
    return _cells(character) == 0


def _cluster_cells(grapheme: str) -> int:
    if len(grapheme) > 1:
        if _is_regional(grapheme[0]) and _is_regional(grapheme[1]):
            return 2
        if _VS16 in grapheme and any(first <= ord(grapheme[0]) <= last for first, last in _widened()):
            return 2
    return _cells(grapheme[0])


def _graphemes(text: str) -> Iterator[str]:
    grapheme = ""
    for character in text:
        if grapheme and _extends(grapheme, character):
            grapheme += character
            continue
        if grapheme:
            yield grapheme
        grapheme = character
    if grapheme:
        yield grapheme


def clusters(text: str) -> tuple[tuple[str, int], ...]:
    """Split text into what a reader takes for single characters, each with its width in cells.

    >>> clusters("né界")
    (('n', 1), ('é', 1), ('界', 2))
    """
    if text.isascii() and text.isprintable():
        return tuple((character, 1) for character in text)
    return tuple((grapheme, _cluster_cells(grapheme)) for grapheme in _graphemes(text))


def width(text: str) -> int:
    """Return the terminal cells that one line of sanitised text takes.

    >>> width("leaf-1"), width("東京"), width("👩‍💻")
    (6, 4, 2)
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(cells for _, cells in clusters(text))


def truncate(text: str, limit: int, mark: str = "…") -> str:
    """Return the text, shortened to at most `limit` cells with a mark where something was cut off.

    >>> truncate("customer-edge", 8)
    'custome…'
    """
    if width(text) <= limit:
        return text
    if limit < width(mark):
        return _head(text, limit)[0]
    return _head(text, limit - width(mark))[0] + mark


def _head(text: str, limit: int) -> tuple[str, str]:
    """Cut text in two so that the first part takes at most `limit` cells."""
    taken, cells = 0, 0
    for grapheme, size in clusters(text):
        if cells + size > limit:
            break
        taken, cells = taken + len(grapheme), cells + size
    return text[:taken], text[taken:]


_PIECE = re.compile(r"[^ \-./:]*[ \-./:]+|[^ \-./:]+")


def wrap(text: str, limit: int, *, cut: bool = True) -> tuple[str, ...]:
    """Break text into lines of at most `limit` cells, after spaces, dashes, dots, slashes and colons where it has any.

    Spaces at a break are dropped. A piece that is longer than a line is cut, or with `cut` false kept whole.

    >>> wrap("core-router.example.net", 12)
    ('core-router.', 'example.net')
    """
    limit = max(limit, 2)  # the widest character must fit
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if width(line + piece.rstrip(" ")) <= limit:
            line += piece
            continue
        if line.rstrip(" "):
            lines.append(line.rstrip(" "))
        line = piece
        while cut and width(line.rstrip(" ")) > limit:
            head, line = _head(line, limit)
            lines.append(head)
    if line.rstrip(" ") or not lines:
        lines.append(line.rstrip(" "))
    return tuple(lines)


_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# What shows nothing or reorders its surroundings: fillers that are letters to Unicode, tags, and the selectors that
# only emoji have a use for. Control and format characters are told by their category.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0e\U000e0100-\U000e01ef]")


def sanitise(text: str) -> str:
    r"""Return text that takes one line and shows all it holds.

    Line breaks and tabs become spaces. Other control characters, bidirectional overrides, lone surrogates and
    characters that show nothing are spelt as escapes; joiners stay where they join, as in emoji and Persian.

    >>> print(sanitise("a\tb\n"), sanitise("r1\x1b[31m"), sanitise("ab\u202ecd"))
    a b r1\x1b[31m ab\u202ecd
    """
    if text.isascii() and text.isprintable():
        return text
    line = " ".join(part for part in _BREAKS.split(text) if part)
    return "".join(_visible(line, at) for at in range(len(line)))


def _visible(line: str, at: int) -> str:
    character = line[at]
    if character == "\t":
        return " "
    if not _is_hidden(character) or _is_at_work(line, at):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"} or bool(_INVISIBLE.match(character))


def _is_at_work(line: str, at: int) -> bool:
    """Tell whether a character that shows nothing by itself shapes its neighbours."""
    before, after = line[at - 1] if at else "", line[at + 1] if at + 1 < len(line) else ""
    if line[at] in "\u200c\u200d":
        return _is_shaped(before) and _is_shaped(after)
    if "\U000e0020" <= line[at] <= "\U000e007f":  # tags: the flags of England, Scotland and Wales
        return _BLACK_FLAG in line[:at] and not line[:at].rpartition(_BLACK_FLAG)[2].strip(_TAGS)
    return False


_TAGS = "".join(map(chr, range(0xE0020, 0xE0080)))


def _is_shaped(character: str) -> bool:
    return bool(character) and not character.isascii() and unicodedata.category(character)[0] in "LMS"
