"""Options that several commands share, and the small grammars of option values."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from topodraw.errors import suggestion

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.model import Topology

__all__ = ["add_input", "add_verbosity", "columns", "load_input", "seconds", "setting", "words"]


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the file to read and how to read it."""
    parser.add_argument("file", metavar="FILE", help="topology file, directory that holds one, or - for standard input")
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--from",
        dest="kind",
        metavar="KIND",
        help="kind of input: netlab, containerlab, topodraw, text (told by content)",
    )
    group.add_argument(
        "--set",
        dest="settings",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        type=setting,
        help="set a key of a netlab topology before it is read, such as defaults.device=frr; repeatable",
    )
    group.add_argument(
        "--env", action="store_true", help="let the lab use the environment's variables (containerlab's $VAR, NETLAB_*)"
    )
    group.add_argument(
        "--engine",
        choices=("auto", "native", "netlab"),
        default="auto",
        help="what reads a netlab topology: topodraw itself (native), netlab, or (auto) netlab only where the lab has "
        "plugins of its own and may run them",
    )
    group.add_argument(
        "--allow-plugins", action="store_true", help="let netlab run code of the lab's own, such as its Python plugins"
    )
    group.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=60.0, help="time that netlab may take (60)"
    )


def load_input(args: argparse.Namespace, diagnostics: Diagnostics) -> Topology:
    """Return the topology that the options of `add_input` name."""
    from topodraw.draw import load

    env = os.environ if args.env else None
    topology = load(
        args.file,
        kind=args.kind,
        settings=args.settings,
        env=env,
        engine=args.engine,
        allow_plugins=args.allow_plugins,
        timeout=args.timeout,
        sources=diagnostics.sources,
    )
    for name in topology.files:
        diagnostics.note(name, "read")
    return topology


def add_verbosity(parser: argparse.ArgumentParser) -> None:
    """Add how much is told on standard error."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="print no warnings")
    group.add_argument("-v", "--verbose", action="store_true", help="tell which files and engines were used")


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
