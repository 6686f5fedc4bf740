"""The command line: which commands there are, and what becomes of every error.

Exit status: 0 done, 1 a check found a difference or `regen` changed a file, 2 bad usage or bad input, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from topodraw import __version__
from topodraw.arguments import Parser
from topodraw.commands.completion import SHELLS, completion_script
from topodraw.commands.diagnostics import Diagnostics
from topodraw.errors import TopodrawError
from topodraw.output import write_stdout
from topodraw.source import Sources

__all__ = ["build_parser", "main"]

_COMMANDS = {
    "render": "Draw a topology: as text on standard output, or in any format into a file.",
    "inspect": "Show what was understood of a topology.",
    "read": "Read a text diagram back: print what it shows as JSON.",
    "regen": "Bring the drawings inside documents up to date.",
    "formats": "List what can be read and drawn, and by which engine.",
}
"""Command, which is also the name of its module, and what it does."""


def build_parser(command: str | None = None) -> Parser:
    """Return the parser of the whole command line; the documentation is made from it, too.

    With a `command`, the others are left without options: argparse takes its time over each.
    """
    parser = Parser(prog="topodraw", description="Draw netlab and containerlab topologies.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and those of the engines found")
    parser.add_argument(
        "--print-completion", action=_Completion, metavar="SHELL", choices=SHELLS,
        help=f"print the script that completes topodraw's words in a shell: {', '.join(SHELLS)}",
    )  # fmt: skip
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for name, summary in _COMMANDS.items():
        each = commands.add_parser(name, help=summary, description=summary)
        if command is None or command == name:
            module = import_module(f"topodraw.commands.{name}")
            module.add_arguments(each)
            each.set_defaults(run=module.run)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from topodraw.commands.formats import engine_versions

        for line in (f"topodraw {__version__}", *engine_versions(os.environ)):
            write_stdout(f"{line}\n")
        parser.exit()


class _Completion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, _: Any, shell: Any, *__: Any) -> None:
        write_stdout(completion_script(build_parser(), shell))
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status. Nothing but ``--help`` and ``--version`` raises SystemExit."""
    diagnostics = Diagnostics(Sources())
    where = "topodraw"
    if argv is None:  # a process of our own and a short one: most of what it makes lives until its end
        gc.set_threshold(200_000, 50, 50)
    try:
        words = sys.argv[1:] if argv is None else argv
        args = build_parser(words[0] if words else None).parse_args(words)
        where = getattr(args, "file", where)
        diagnostics.quiet, diagnostics.verbose = args.quiet, args.verbose
        status: int = args.run(args, diagnostics)
    except TopodrawError as error:
        diagnostics.failure(error, where)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # nobody should have to read a traceback
        if os.environ.get("TOPODRAW_DEBUG"):
            raise
        diagnostics.error(where, _internal(error))
    else:
        return status
    return 2


def _internal(error: Exception) -> str:
    return (
        f"internal error: {type(error).__name__}: {error}; "
        "run with TOPODRAW_DEBUG=1 for the traceback, and please report it"
    )
