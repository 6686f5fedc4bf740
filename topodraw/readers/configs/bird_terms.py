"""Terms in BIRD's configuration: numbers in decimal and hexadecimal, constants, and what is computed of them.

Sums, differences and products are known, in parentheses and in definitions; a term with anything else has no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from topodraw.readers.configs.branches import Branch

__all__ = ["defined", "evaluated"]

_TOKEN = re.compile(r"\s*(?:([A-Za-z0-9_]+)|([-+*()]))")
_NUMBER = re.compile(r"0x[0-9a-fA-F]{1,8}|[0-9]{1,10}")
_DEPTH = 20
"""Parentheses inside one another: more than any AS number needs."""
_GREATEST = 2**64
"""Greater numbers are none that a configuration computes."""


class _NoValue(Exception):
    """A term has no value."""


def evaluated(words: list[Branch], constants: Mapping[str, Branch]) -> list[Branch]:
    """Return the words of a statement with the values of constants and terms in their places.

    A term without a value is one word, as it is written.
    """
    found: list[Branch] = []
    rest = iter(words)
    for word in rest:
        if word.word == "(":
            term = [word, *_until_closed(rest)]
            number = _computed(term, constants)
            text = " ".join(each.word for each in term) if number is None else str(number)
            found.append(Branch(text, word.line, word.column))
        else:
            found.append(_value(word, constants, is_number=bool(found) and found[-1].word == "as"))
    return found


def defined(words: list[Branch], constants: Mapping[str, Branch]) -> Branch | None:
    """Return the value of a definition: a word, or a term, which needs no parentheses here; None for sets."""
    number = _computed(words, constants)
    if number is not None:
        return Branch(str(number), words[0].line, words[0].column)
    return _value(words[0], constants) if len(words) == 1 else None


def _until_closed(words: Iterator[Branch]) -> Iterator[Branch]:
    depth = 1
    for word in words:
        yield word
        depth += {"(": 1, ")": -1}.get(word.word, 0)
        if not depth:
            return


def _value(word: Branch, constants: Mapping[str, Branch], *, is_number: bool = False) -> Branch:
    """Return a word's value, where it names a constant or where a number is expected, at the place it is used."""
    value = constants.get(word.word, word).word
    if is_number and _NUMBER.fullmatch(value):
        value = str(_integer(value))
    return word if value == word.word else Branch(value, word.line, word.column)


def _computed(words: list[Branch], constants: Mapping[str, Branch]) -> int | None:
    try:
        tokens = _tokens(" ".join(word.word for word in words))[::-1]
        value = _sum(tokens, constants, 0)
    except _NoValue:
        return None
    return None if tokens else value


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _NoValue
        tokens.append(match[0].strip())
        position = match.end()
    return tokens


def _sum(tokens: list[str], constants: Mapping[str, Branch], depth: int) -> int:
    """Take a sum or difference from the end of the tokens, which are in reverse order."""
    value = _product(tokens, constants, depth)
    while tokens and tokens[-1] in ("+", "-"):
        is_sum = tokens.pop() == "+"
        other = _product(tokens, constants, depth)
        value = _bounded(value + other if is_sum else value - other)
    return value


def _product(tokens: list[str], constants: Mapping[str, Branch], depth: int) -> int:
    value = _factor(tokens, constants, depth)
    while tokens and tokens[-1] == "*":
        tokens.pop()
        value = _bounded(value * _factor(tokens, constants, depth))
    return value


def _factor(tokens: list[str], constants: Mapping[str, Branch], depth: int) -> int:
    token = tokens.pop() if tokens else ""
    if token == "(" and depth < _DEPTH:
        value = _sum(tokens, constants, depth + 1)
        if not tokens or tokens.pop() != ")":
            raise _NoValue
        return value
    known = constants[token].word if token in constants else token
    if not _NUMBER.fullmatch(known):
        raise _NoValue
    return _integer(known)


def _bounded(number: int) -> int:
    if abs(number) > _GREATEST:
        raise _NoValue
    return number


def _integer(text: str) -> int:
    return int(text, 16 if text.startswith("0x") else 10)
