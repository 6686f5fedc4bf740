"""``topodraw read``: what a text diagram shows, as JSON."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from topodraw.commands.options import add_verbosity

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "file", metavar="DIAGRAM", help="text diagram, or a Markdown document with one in a fence; - for standard input"
    )
    parser.add_argument(
        "--nth", metavar="N", type=_number, help="which of the document's diagrams to read, counted from 1"
    )
    add_verbosity(parser)


def run(args: argparse.Namespace, diagnostics: Diagnostics) -> int:
    """Print the JSON; warnings go to standard error."""
    from topodraw.model_json import dumps
    from topodraw.output import write_stdout
    from topodraw.readers.text import read_text

    source = diagnostics.sources.read(args.file)
    topology = read_text(source, args.nth)
    diagnostics.note(source.name, "read")
    diagnostics.problems(topology.warnings)
    write_stdout(dumps(topology))
    return 0


def _number(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and 0 < len(text) < 6 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
