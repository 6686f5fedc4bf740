"""Bodies of text in configurations of the IOS family: banners and scripts, whose lines are no statements.

EOS ends them with a line ``EOF``; the others with the character that stands before their text (``banner motd #``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["statements"]

_BEGIN = re.compile(r"\s*(?:banner\s|action\s|code\b|comment\b)")
_SCRIPTS = ("action bash", "code", "comment")
"""What stands alone in a line of EOS before a body; so does `code unit NAME`."""
_LONGEST = 500
"""Lines; where a body does not end within them, its first line is taken for a statement like others."""
_MOST_ENDLESS = 20
"""Bodies without an end that are looked after: more are hostile, and looking for their ends costs time."""
_KEPT = frozenset({"line", "file", "default", "none"})
"""FRR's words in the place of a delimiter: what they say stands in one line."""


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a configuration with their numbers, without the bodies of banners and scripts."""
    lines = text.split("\n")
    index = endless = 0
    while index < len(lines):
        line = lines[index]
        end = _end(line) if endless < _MOST_ENDLESS and _BEGIN.match(line) else ""
        if end:
            last = _last(lines, index, end)
            if last is not None:
                index = last + 1
                continue
            endless += 1
        yield index + 1, line
        index += 1


def _end(line: str) -> str:
    """Return what ends the body that a line begins; nothing where it begins none."""
    words = line.split(maxsplit=2)
    if words[0] != "banner":
        return "EOF" if line.strip() in _SCRIPTS or words[:2] == ["code", "unit"] else ""
    rest = words[2] if len(words) > 2 else ""
    if not rest:
        return "EOF"
    if rest.split()[0] in _KEPT:
        return ""
    end = "^C" if rest.startswith("^C") else rest[0]
    return "" if end in rest[len(end) :] else end


def _last(lines: list[str], index: int, end: str) -> int | None:
    """Return the index of the line that ends a body."""
    for at in range(index + 1, min(index + 1 + _LONGEST, len(lines))):
        if (lines[at].strip() == end) if end == "EOF" else (end in lines[at]):
            return at
    return None
