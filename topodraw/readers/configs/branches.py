"""Configurations as trees of words, the form that every grammar of nested statements comes down to.

``set a b c 1``, ``a { b { c 1 } }`` and ``{"a": {"b": {"c": 1}}}`` all grow the same tree a -> b -> c -> 1. A value is
the last word on its way; of several values for one name the last one stated counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["Branch", "graft"]

_GRAFTED = 200_000
"""More words than this are not copied by wildcards: they multiply, and a configuration shall take linear time."""


class Branch:
    """A word of a configuration and the words that follow it somewhere, with the place where it stands first."""

    __slots__ = ("branches", "column", "line", "word")

    def __init__(self, word: str = "", line: int | None = None, column: int | None = None) -> None:
        self.word, self.line, self.column = word, line, column
        self.branches = _NONE

    def add(self, word: str, line: int | None, column: int | None) -> Branch:
        """Return the branch of a word, a new one unless it is there already."""
        found = self.branches.get(word)
        if found is None:
            found = Branch(word, line, column)
            if self.branches:
                self.branches[word] = found
            else:
                self.branches = {word: found}
        return found

    def get(self, *words: str) -> Branch | None:
        """Return the branch at the end of a path; None where the path is not stated."""
        found: Branch | None = self
        for word in words:
            if found is None:
                break
            found = found.branches.get(word)
        return found

    def each(self, *words: str) -> Iterator[Branch]:
        """Yield what follows a path, in the order of the file."""
        found = self.get(*words)
        if found is not None:
            yield from found.branches.values()

    def last(self, *words: str) -> Branch | None:
        """Return the value of a path: the last word that follows it."""
        found = self.get(*words)
        return found.branches[next(reversed(found.branches))] if found is not None and found.branches else None

    def text(self, *words: str) -> str | None:
        """Return the value of a path as text."""
        found = self.last(*words)
        return found.word if found is not None else None

    def drop(self, words: Iterable[str]) -> None:
        """Forget a path and all that follows it."""
        parent, found = self, self
        for word in words:
            if word not in found.branches:
                return
            parent, found = found, found.branches[word]
        parent.branches.pop(found.word, None)


_NONE: dict[str, Branch] = {}
"""What follows the last word of a path, which half of all words are: one for all, never written to."""


def graft(into: Branch, from_: Branch, wild: str | None = "<") -> None:
    """Copy what one tree states into another, where it does not say otherwise.

    A name that begins with `wild` (Junos ``<*>``) stands for all names there are.
    """
    left = _GRAFTED
    open_ = [(into, from_)]
    while open_ and left > 0:
        target, source = open_.pop()
        has_value = bool(target.branches) and not any(known.branches for known in target.branches.values())
        for word, branch in source.branches.items():
            left -= 1
            if wild and word.startswith(wild):
                open_ += [(known, branch) for name, known in target.branches.items() if not name.startswith(wild)]
                left -= len(target.branches)
            elif word in target.branches:
                open_.append((target.branches[word], branch))
            elif branch.branches or not has_value:
                open_.append((target.add(word, branch.line, branch.column), branch))
