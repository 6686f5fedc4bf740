"""Ranges in paths of SR Linux and SR OS: ``ethernet-1/{1..3}``, ``1/1/c[1,3..5]``; one statement for many names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

__all__ = ["RANGE", "Ranges"]

RANGE = r"\{[0-9]{1,6}(?:(?:\.\.|,)[0-9]{1,6})+\}|\[[0-9]{1,6}(?:(?:\.\.|,)[0-9]{1,6})+\]"
"""What a range looks like, as a regular expression; blocks and lists have blanks inside, or other words."""
_RANGE = re.compile(f"({RANGE})")
_MOST_NAMES = 1024
"""Of one range; more than the largest device has of anything."""
_MOST_WORDS = 4
"""With ranges, of one statement."""
_MOST = 100_000
"""Words of all statements that the ranges of a file stand for: they multiply, and time shall be linear."""


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
