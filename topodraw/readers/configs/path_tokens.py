"""Nested statements to a tree: SR Linux, SR OS, Junos, VyOS and their like, flat, in braces and mixed.

A statement is a line, or what stands before ``;``. ``{`` opens a block within the words before it. Flat statements
(``set …``, ``/configure …``) start at the root wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.ranges import RANGE, Ranges

__all__ = ["PATH_LEAVES", "grow", "hash_comment", "leading_hash_comment"]

IsComment = Callable[[str, bool], bool]
"""Is the rest of the line a comment, from this word on, which may be (True) the first of a statement?"""
Word = tuple[str, int, int]
"""Text, line, column."""
Words = list[Word | list[Word]]
"""The words of a statement; several at one place are a list in brackets."""

_TOKEN = re.compile(
    r"""[^\S\n]*+(?:
        ("[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^'\n]*')
      | ((?:[^\s{}\[\];$]++ | """
    + RANGE
    + r""" | \{\{[^{}\n]*\}\} | \{%[^{}\n]*%\} | \$\{[^{}\n]*\} | \$)++)
      | ([\n{}\[\];]))""",
    re.VERBOSE | re.DOTALL,
)
_STRING, _WORD = 1, 2
_BEGINS_COMMENT = "#/"
"""What every comment begins with, in all grammars."""
_VERBS = frozenset({"set", "add", "/", "configure", "replace:", "protect:"})
_MODES = frozenset({"global", "private", "exclusive", "edit-config"})
_REMOVALS = frozenset({"delete", "deactivate", "inactive:"})
_NAMED = frozenset({
    "group", "groups", "ies", "instance", "interface", "neighbor", "network-instance", "peer-group", "policy", "router",
    "routing-instances", "subinterface", "template", "unit", "vprn", "vrf",
})  # fmt: skip
"""Words that a name follows, which may look like a keyword."""
PATH_LEAVES = frozenset({
    "admin-state", "as-number", "autonomous-system", "cluster-id", "description", "local-address", "peer-as",
    "peer-group", "prefix-length", "router-id", "type",
})  # fmt: skip
"""Words of SR Linux, SR OS and Junos with one value; what follows it in a statement says more of the same parent."""


def leading_hash_comment(word: str, is_first: bool) -> bool:
    """Know comments where values may begin with ``#``: at the beginning of statements, and ``##`` anywhere."""
    return word.startswith("#") and (is_first or word.startswith("##"))


def hash_comment(word: str, is_first: bool) -> bool:
    """Know comments where no value begins with ``#``."""
    return word.startswith("#")


def statements(text: str, is_comment: IsComment, macros: Mapping[str, str]) -> Iterator[tuple[Words, str]]:
    """Yield the statements of a configuration without its comments, each with the mark that it ends at.

    Marks are braces, ``;``, the end of a line and (nothing) that of the text; ``/*`` to ``*/`` is a comment in all
    grammars.
    """
    position, line, line_start = 0, 1, 0
    words: Words = []
    is_first = True
    within: list[Word] | None = None
    match_at = _TOKEN.match
    while match := match_at(text, position):
        kind = match.lastindex or 0
        start, end = match.span(kind)
        found = match[kind]
        if kind <= _WORD:
            if kind == _STRING:
                found = found[1:-1]
            elif found[0] in _BEGINS_COMMENT and (after := _after_comment(text, found, start, is_comment, is_first)):
                if newlines := text.count("\n", start, after):
                    line, line_start = line + newlines, text.rindex("\n", start, after) + 1
                position = after
                continue
            word = (macros.get(found, found) if macros else found, line, start - line_start + 1)
            if within is None:
                words.append(word)
            else:
                within.append(word)
            is_first = False
            if kind == _STRING and "\n" in found:
                line, line_start = line + found.count("\n"), text.rindex("\n", start, end) + 1
        else:
            is_first = True
            if found == "[":
                within = []
                words.append(within)
            elif found == "]":
                within = None
            elif found != "\n" or within is None:
                yield words, found
                words, within = [], None
            if found == "\n":
                line, line_start = line + 1, end
        position = end
    yield words, ""


def _after_comment(text: str, word: str, start: int, is_comment: IsComment, is_first: bool) -> int:
    """Return where the text goes on after a comment that begins with a word; 0 where none does."""
    if word.startswith("/*"):
        end = text.find("*/", start + 2)
        return len(text) if end < 0 else end + 2
    if is_comment(word, is_first):
        end = text.find("\n", start)
        return len(text) if end < 0 else end
    return 0


def grow(
    text: str,
    is_comment: IsComment = leading_hash_comment,
    *,
    leaves: Set[str] = frozenset(),
    macros: Mapping[str, str] | None = None,
    continued: bool = False,
    ranged: bool = False,
) -> Branch:
    """Return the tree of a configuration. Unbalanced braces and brackets are taken as they come.

    `leaves` have one value, after which a statement goes on with their parent; `macros` are replaced where a word is
    one (``$name``); lines that are `continued` end with a backslash;
    `ranged` paths have names like ``1/1/{1..4}``.
    """
    root = Branch()
    stack = [root]
    ranges = Ranges(text if ranged else "")
    held: Words = []
    for words, mark in statements(text, is_comment, macros or {}):
        if continued and mark == "\n" and words and (last := _first(words[-1])) and last[0] == "\\":
            held += words[:-1]
            continue
        if held:
            words, held = held + words, []  # noqa: PLW2901
        if words or mark == "{":
            for stated in _each(words, ranges) if ranges.room > 0 else (words,):
                branch = _descend(root, stack[-1], stated, leaves)
            if mark == "{":
                stack.append(branch)
        if mark == "}" and len(stack) > 1:
            stack.pop()
    return root


def _each(words: Words, ranges: Ranges) -> Iterator[Words]:
    """Yield the statements that one with ranges stands for, any other as it is."""
    texts = [word[0] if isinstance(word, tuple) else "" for word in words]
    if not any("}" in text or "]" in text for text in texts):
        yield words
        return
    for names in ranges.names(texts):
        yield [(name, *word[1:]) if isinstance(word, tuple) else word for name, word in zip(names, words, strict=True)]


def _descend(root: Branch, within: Branch, words: Words, leaves: Set[str]) -> Branch:
    """Add a statement to the tree and return its end, which a block may go on from."""
    words, is_absolute, removes = _without_verbs(words)
    if is_absolute:
        within = root
    if removes:
        firsts = (_first(word) for word in words)
        within.drop(first[0] for first in firsts if first)
        return Branch()
    before, parent = "", within
    for word in words:
        if before in leaves:
            _add(within, word)
            within, before = parent, ""
            continue
        parent = within
        within = _add(within, word)
        first = _first(word)
        before = first[0] if first and before not in _NAMED else ""
    return within


def _add(within: Branch, word: Word | list[Word]) -> Branch:
    """Add one word, or all words of a list, after which the statement goes on where the list stood."""
    if isinstance(word, tuple):
        return within.add(*word)
    added = [within.add(*one) for one in word]
    return added[0] if len(added) == 1 else within


def _first(word: Word | list[Word]) -> Word | None:
    return word if isinstance(word, tuple) else word[0] if word else None


def _without_verbs(words: Words) -> tuple[Words, bool, bool]:
    """Return a statement's path, whether it starts at the root, and whether it takes something away."""
    is_absolute = removes = False
    index = 0
    while index < len(words) and (word := _first(words[index])):
        first, line, column = word
        rest = first.lstrip("/") if first[:1] == "/" else first
        if rest not in ("", first):  # /configure router ..., set /interface ...
            words = [*words[:index], (rest, line, column + len(first) - len(rest)), *words[index + 1 :]]
            is_absolute = True
        elif first in _REMOVALS:
            removes = True
            index += 1
        elif first in _VERBS:
            is_absolute = is_absolute or first in ("set", "/", "configure")
            index += 1
        else:
            break
    if is_absolute and index < len(words) and (word := _first(words[index])) and word[0] in _MODES:
        index += 1
    return words[index:] if index else words, is_absolute, removes
