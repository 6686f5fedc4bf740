"""Nested statements to a tree: SR Linux, SR OS, Junos, VyOS and their like, flat, in braces and mixed.

A statement is a line, or what stands before ``;``. ``{`` opens a block within the words before it. Flat statements
(``set …``, ``/configure …``) start at the root wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from topodraw.readers.configs.branches import Branch

__all__ = ["PATH_LEAVES", "Token", "grow", "hash_comment", "leading_hash_comment", "tokens"]

Token = tuple[str, str, int, int]
"""Kind (word, {, }, [, ], ; or newline), text, line, column."""

IsComment = Callable[[str, bool], bool]
"""Is the rest of the line a comment, from this word on, which may be (True) the first of a statement?"""

_TOKEN = re.compile(
    r"""(?P<newline>\n)
      | (?P<blank>[^\S\n]+)
      | (?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^'\n]*')
      | (?P<word>(?:\{\{[^{}\n]*\}\} | \{%[^{}\n]*%\} | \$\{[^{}\n]*\} | [^\s{}\[\];$]+ | \$)++)
      | (?P<punctuation>[{}\[\];])""",
    re.VERBOSE | re.DOTALL,
)
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


def tokens(text: str, is_comment: IsComment) -> Iterator[Token]:
    """Yield the tokens of a configuration without its comments; ``/*`` to ``*/`` is one in all grammars."""
    position, line, line_start, is_first = 0, 1, 0, True
    while match := _TOKEN.match(text, position):
        kind, found, end = match.lastgroup, match[0], match.end()
        column = position - line_start + 1
        if kind == "newline":
            yield "newline", found, line, column
            line, line_start, is_first = line + 1, end, True
        elif kind == "punctuation":
            yield found, found, line, column
            is_first = True
        elif kind == "word" and found.startswith("/*"):
            end = _after(text, "*/", position + 2)
        elif kind == "word" and is_comment(found, is_first):
            end = _after(text, "\n", position, 0)
        elif kind != "blank":
            yield "word", found[1:-1] if kind == "string" else found, line, column
            is_first = False
        if end > match.end() or kind == "string":
            newlines = text.count("\n", position, end)
            if newlines:
                line, line_start = line + newlines, text.rindex("\n", position, end) + 1
        position = end


def _after(text: str, mark: str, position: int, skip: int | None = None) -> int:
    """Return where the text goes on after a mark (`skip` characters into it), its end where there is none."""
    found = text.find(mark, position)
    return len(text) if found < 0 else found + (len(mark) if skip is None else skip)


Words = list[list[Token]]
"""The words of a statement; several at one place are a list in brackets."""


def grow(
    text: str,
    is_comment: IsComment = leading_hash_comment,
    *,
    leaves: Set[str] = frozenset(),
    macros: Mapping[str, str] | None = None,
) -> Branch:
    """Return the tree of a configuration. Unbalanced braces and brackets are taken as they come.

    `leaves` have one value, after which a statement goes on with their parent; `macros` are replaced where a word is
    one (``$name``).
    """
    root = Branch()
    stack = [root]
    words: Words = []
    in_list = False
    for token in tokens(text, is_comment):
        kind = token[0]
        if kind == "word":
            if macros and token[1] in macros:
                token = (kind, macros[token[1]], *token[2:])  # noqa: PLW2901
            if in_list:
                words[-1].append(token)
            else:
                words.append([token])
        elif kind == "[":
            in_list = True
            words.append([])
        elif kind == "]":
            in_list = False
        elif kind == "newline" and in_list:
            continue
        else:
            in_list = False
            if words or kind == "{":
                branch = _descend(root, stack[-1], words, leaves)
                words = []
                if kind == "{":
                    stack.append(branch)
            if kind == "}" and len(stack) > 1:
                stack.pop()
    _descend(root, stack[-1], words, leaves)
    return root


def _descend(root: Branch, within: Branch, words: Words, leaves: Set[str]) -> Branch:
    """Add a statement to the tree and return its end, which a block may go on from."""
    words, is_absolute, removes = _without_verbs(words)
    if is_absolute:
        within = root
    if removes:
        within.drop(word[1] for alternatives in words for word in alternatives[:1])
        return Branch()
    before, parent = "", within
    for alternatives in words:
        if before in leaves:
            _add(within, alternatives)
            within, before = parent, ""
            continue
        parent = within
        within = _add(within, alternatives)
        before = alternatives[0][1] if alternatives and before not in _NAMED else ""
    return within


def _add(within: Branch, alternatives: list[Token]) -> Branch:
    """Add one word, or all words of a list, after which the statement goes on where the list stood."""
    added = [within.add(text, line, column) for _, text, line, column in alternatives]
    return added[0] if len(added) == 1 else within


def _without_verbs(words: Words) -> tuple[Words, bool, bool]:
    """Return a statement's path, whether it starts at the root, and whether it takes something away."""
    is_absolute = removes = False
    index = 0
    while index < len(words) and words[index]:
        kind, first, line, column = words[index][0]
        rest = first.lstrip("/")
        if rest not in ("", first):  # /configure router ..., set /interface ...
            words = [*words[:index], [(kind, rest, line, column + len(first) - len(rest))], *words[index + 1 :]]
            is_absolute = True
        elif first in _REMOVALS:
            removes = True
            index += 1
        elif first in _VERBS:
            is_absolute = is_absolute or first in ("set", "/", "configure")
            index += 1
        else:
            break
    if is_absolute and index < len(words) and words[index] and words[index][0][1] in _MODES:
        index += 1
    return words[index:], is_absolute, removes
