"""The selectors of Calico: ``rack == 'r1' && !has(spare) || all()``.

A table of tokens and a parser by descent over three levels: ``||`` binds weakest, then ``&&``, then ``!``. Comparisons
that deny (``!=``, ``not in``) hold for labels that are not there, too, as Calico has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Selector", "SelectorError", "parse_selector"]

Test = Callable[[Mapping[str, str]], bool]

_DEPTH = 40
"""Parentheses nested deeper are refused: no selector needs them, and each costs levels of the stack."""

_TOKEN = re.compile(
    r"""[ \t]*(?:
        (?P<string>"[^"]*"|'[^']*')
      | (?P<has>has\([ \t]*(?P<key>[a-zA-Z0-9_./-]{1,512})[ \t]*\))
      | (?P<all>(?:all|global)\([ \t]*\))
      | (?P<mark>==|!=|&&|\|\||[!(){},])
      | (?P<word>[a-zA-Z0-9_./-]{1,512})
    )""",
    re.VERBOSE,
)
_OPERATOR = re.compile(r"[ \t]*(?P<operator>==|!=|contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in)")
"""What may follow a label; only there are the words operators."""
_END = re.compile(r"[ \t]*\Z")

_COMPARISONS: dict[str, Callable[[str, str], Test]] = {
    "==": lambda key, value: lambda labels: labels.get(key) == value,
    "!=": lambda key, value: lambda labels: labels.get(key) != value,
    "contains": lambda key, value: lambda labels: key in labels and value in labels[key],
    "startswith": lambda key, value: lambda labels: key in labels and labels[key].startswith(value),
    "endswith": lambda key, value: lambda labels: key in labels and labels[key].endswith(value),
}
_MEMBERSHIPS: dict[str, Callable[[str, tuple[str, ...]], Test]] = {
    "in": lambda key, values: lambda labels: key in labels and labels[key] in values,
    "notin": lambda key, values: lambda labels: labels.get(key) not in values,
}


class SelectorError(ValueError):
    """A selector that Calico would refuse, with the character (from 1) that it is wrong at."""

    def __init__(self, problem: str, position: int) -> None:
        self.position = position
        super().__init__(f"{problem} at character {position}")


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector that can be asked."""

    matches: Test
    keys: tuple[str, ...]
    """The labels it asks for, in the order of the text."""


def parse_selector(text: str) -> Selector:
    """Return the selector that a text is; an empty one picks everything.

    Raises SelectorError.
    """
    if not text.strip(" \t"):
        return Selector(_everything, ())
    parser = _Parser(text)
    test = parser.alternatives(0)
    if not _END.match(text, parser.at):
        raise parser.fail("'&&', '||' or the end expected")
    return Selector(test, tuple(parser.keys))


def _everything(labels: Mapping[str, str]) -> bool:
    return True


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[str, None] = {}

    def fail(self, problem: str) -> SelectorError:
        """Return the error of what stands next."""
        rest = self.text[self.at :]
        return SelectorError(problem, self.at + len(rest) - len(rest.lstrip(" \t")) + 1)

    def token(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def takes(self, mark: str) -> bool:
        """Step over a mark if it is next."""
        found = self.token()
        if found is None or found["mark"] != mark:
            return False
        self.at = found.end()
        return True

    def alternatives(self, depth: int) -> Test:
        tests = [self.conditions(depth)]
        while self.takes("||"):
            tests.append(self.conditions(depth))
        return tests[0] if len(tests) == 1 else lambda labels: any(test(labels) for test in tests)

    def conditions(self, depth: int) -> Test:
        tests = [self.operation(depth)]
        while self.takes("&&"):
            tests.append(self.operation(depth))
        return tests[0] if len(tests) == 1 else lambda labels: all(test(labels) for test in tests)

    def operation(self, depth: int) -> Test:
        negated = False
        while self.takes("!"):
            negated = not negated
        test = self.positive(depth)
        return (lambda labels: not test(labels)) if negated else test

    def positive(self, depth: int) -> Test:
        found = self.token()
        if found is None:
            raise self.fail("a label, has(), all() or '(' expected")
        if found["all"]:
            self.at = found.end()
            return _everything
        if found["has"]:
            self.at = found.end()
            return self.presence(found["key"])
        if found["word"]:
            self.at = found.end()
            return self.comparison(found["word"])
        if not self.takes("("):
            raise self.fail("a label, has(), all() or '(' expected")
        if depth >= _DEPTH:
            raise self.fail(f"parentheses nested deeper than {_DEPTH} levels")
        test = self.alternatives(depth + 1)
        if not self.takes(")"):
            raise self.fail("')' expected")
        return test

    def presence(self, key: str) -> Test:
        self.keys[key] = None
        return lambda labels: key in labels

    def comparison(self, key: str) -> Test:
        self.keys[key] = None
        found = _OPERATOR.match(self.text, self.at)
        if found is None:
            raise self.fail(
                f"'==', '!=', 'in', 'not in', 'contains', 'starts with' or 'ends with' expected after {key!r}"
            )
        self.at = found.end()
        operator = "".join(found["operator"].split())
        if operator in _MEMBERSHIPS:
            return _MEMBERSHIPS[operator](key, self.values())
        return _COMPARISONS[operator](key, self.string())

    def string(self) -> str:
        found = self.token()
        if found is None or not found["string"]:
            raise self.fail("a quoted text expected")
        self.at = found.end()
        return found["string"][1:-1]

    def values(self) -> tuple[str, ...]:
        """Take the texts in braces; a comma may stand after the last one."""
        if not self.takes("{"):
            raise self.fail("'{' expected")
        values: list[str] = []
        while not self.takes("}"):
            values.append(self.string())
            if not self.takes(","):
                if not self.takes("}"):
                    raise self.fail("',' or '}' expected")
                break
        return tuple(values)
