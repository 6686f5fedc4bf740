"""Words that a user gives: a parser whose errors are exceptions, and the small grammars of option values.

The command line, the markers of documents and the fences of sites all speak the same language, so it stands below them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from topodraw.errors import TopodrawError, suggestion

__all__ = ["Parser", "UsageError", "columns", "seconds", "setting", "words"]


class UsageError(TopodrawError):
    """What was asked for cannot be understood."""


class Parser(argparse.ArgumentParser):
    """argparse, but an error is an exception like every other, and is one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False, formatter_class=_Help)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            hint = suggestion(str(value), map(str, action.choices))
            raise argparse.ArgumentError(action, f"unknown choice {value!r}{hint}")


class _Help(argparse.HelpFormatter):
    """Help as wide as a page; asking the terminal, which argparse does for every option, costs more than the rest."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=80)


def setting(text: str) -> tuple[str, str]:
    """Return the key and the value of ``PATH=VALUE``.

    >>> setting("defaults.device=frr")
    ('defaults.device', 'frr')
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not PATH=VALUE")
    return key.strip(), value


def words(what: str = "", known: tuple[str, ...] = ()) -> Callable[[str], tuple[str, ...]]:
    """Return a parser of comma lists whose words must be among the `known` ones, where some are given."""

    def parse(text: str) -> tuple[str, ...]:
        found = tuple(word.strip() for word in text.split(",") if word.strip())
        if not found:
            raise argparse.ArgumentTypeError("expected at least one word")
        for word in found:
            if known and word not in known:
                raise argparse.ArgumentTypeError(f"unknown {what} {word!r}{suggestion(word, known)}")
        return found

    return parse


def columns(text: str) -> int | None:
    """Return a number of columns; None for ``auto``, which only the terminal knows."""
    if text == "auto":
        return None
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 0 < number < 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of columns")
    return number


def seconds(text: str) -> float:
    """Return a length of time.

    >>> seconds("2.5")
    2.5
    """
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return number
