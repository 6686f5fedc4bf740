"""Ranges, one statement for many names: ``ethernet-1/{1..3}``, ``1/1/c[1,3..5]`` (SR Linux, SR OS), ``swp1-3,swp5``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

__all__ = ["RANGE", "Ranges", "interfaces_of_range"]

RANGE = r"\{[0-9]{1,6}(?:(?:\.\.|,)[0-9]{1,6})+\}|\[[0-9]{1,6}(?:(?:\.\.|,)[0-9]{1,6})+\]"
"""What a range looks like, as a regular expression; blocks and lists have blanks inside, or other words."""
_RANGE = re.compile(f"({RANGE})")
_PART = re.compile(r"([^,]*?)([0-9]{1,7})(?:-(?:[^,]*?)([0-9]{1,7}))?")
_MOST_NAMES = 1024
"""Of one range; more than the largest device has of anything."""
_MOST_WORDS = 4
"""With ranges, of one statement."""
_MOST = 100_000
"""Words of all statements that the ranges of a file stand for: they multiply, and time shall be linear."""


def interfaces_of_range(name: str) -> Iterator[str]:
    """Yield the interfaces of a range with hyphens and commas, however many.

    >>> list(interfaces_of_range("swp1-2,swp5s0-1")), list(interfaces_of_range("Ethernet1/1-2,4"))
    (['swp1', 'swp2', 'swp5s0', 'swp5s1'], ['Ethernet1/1', 'Ethernet1/2', 'Ethernet1/4'])
    """
    stem = ""
    for part in name.split(","):
        found = _PART.fullmatch(part)
        if found:
            stem = found[1] or stem
            yield from (f"{stem}{number}" for number in range(int(found[2]), int(found[3] or found[2]) + 1))


class Ranges:
    """Ranges of one configuration, with how many words they may still stand for."""

    def __init__(self, text: str) -> None:
        self.room = _MOST if _RANGE.search(text) else 0

    def names(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        """Yield the words of each statement that a statement with ranges stands for."""
        with_ranges = [index for index, word in enumerate(words) if _RANGE.search(word)][:_MOST_WORDS]
        choices = [_names(word) if index in with_ranges else [word] for index, word in enumerate(words)]
        for chosen in islice(product(*choices), max(self.room // len(words), 1)):
            self.room -= len(words)
            yield chosen


def _names(word: str) -> list[str]:
    """Return the names that a word with ranges stands for; a text with blanks is no name."""
    pieces = _RANGE.split(word)
    if " " in word or len(pieces) > 2 * _MOST_WORDS:
        return [word]
    numbers = [_numbers(piece) if index % 2 else [piece] for index, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in islice(product(*numbers), _MOST_NAMES)]


def _numbers(range_: str) -> list[str]:
    found: list[str] = []
    for part in range_[1:-1].split(","):
        first, _, last = part.partition("..")
        end = min(int(last or first), int(first) + _MOST_NAMES)
        found += [str(number) for number in range(int(first), end + 1)]
        if len(found) > _MOST_NAMES:
            break
    return found or [range_]
