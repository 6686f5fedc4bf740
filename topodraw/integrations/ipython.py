"""``%load_ext topodraw``: the magics ``%topodraw`` and ``%%topodraw``, in notebooks and in IPython at a terminal.

They take the words of ``topodraw render`` and return a `Drawing`, which IPython shows as SVG or as text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from topodraw.arguments import Parser, UsageError
from topodraw.draw import load, resolve_format
from topodraw.drawing import Drawing
from topodraw.drawing_options import add_options, add_output, add_source, draw_topology, reading_options, split_words
from topodraw.errors import SourceError, TopodrawError, UnknownName
from topodraw.layout.reasons import contradictions
from topodraw.model import Topology
from topodraw.source import Source
from topodraw.text import sanitise

__all__ = ["DrawingError", "add_magics"]

_NAME = "topodraw"

_HELP = """\
Draw a topology: the one in a file (%topodraw), or the one that the cell holds (%%topodraw, without FILE).

In a notebook the drawing is shown as SVG, at a terminal as text, unless -f asks for a format. The drawing is the value
of the magic: `drawing = %topodraw lab.yml` keeps it. With -o it is written to a file as well. In the line, $name
and {expression} stand for values of Python.

"""


class DrawingError(Exception):
    """What is wrong with a topology or a drawing, shown as a line a problem: nothing of it is the notebook's code."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = list(lines)

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in the place of a traceback."""
        return self.lines


def add_magics(shell: Any) -> None:
    """Add the magics, and what completes their options, to an IPython shell."""
    topodraw.__doc__ = _HELP + _parser().format_help()
    shell.register_magic_function(topodraw, "line_cell", _NAME)
    for key in (f"%{_NAME}", f"%%{_NAME}"):
        shell.set_hook("complete_command", _complete, str_key=key)


def topodraw(line: str, cell: str | None = None) -> Drawing | None:
    # The documentation is what `add_magics` puts here: `%topodraw?` shows it.
    try:
        return _draw(split_words(line), cell)
    except SourceError as error:
        raise DrawingError([sanitise(str(problem)) for problem in error.problems]) from error
    except (UsageError, UnknownName) as error:
        raise _usage_error(error) from None
    except TopodrawError as error:
        raise DrawingError([f"{_NAME}: error: {sanitise(str(error))}"]) from error


def _draw(words: list[str], cell: str | None) -> Drawing | None:
    if {"-h", "--help"} & set(words):
        sys.stdout.write(_HELP + _parser().format_help())
        return None
    args = _parser().parse_args(words if cell is None else ["-", *words])
    out = None if args.output in {None, "-"} else args.output
    format = resolve_format(args.format, out) if args.format or out else None
    topology = _topology(args, cell)
    drawing = draw_topology(topology, args, format, color=None)
    for line in _remarks(drawing):
        sys.stderr.write(f"{sanitise(line)}\n")
    if out:
        drawing.save(out)
    return drawing


def _topology(args: argparse.Namespace, cell: str | None) -> Topology:
    if cell is not None:
        # The magic's own line is the first that a notebook counts.
        return load(Source("<cell>", f"\n{cell}"), **reading_options(args))
    if args.file == "-":
        raise UsageError(f"there is no standard input in a notebook; name a file, or put the topology below %%{_NAME}")
    return load(args.file, **reading_options(args))


def _remarks(drawing: Drawing) -> Iterator[str]:
    yield from map(str, drawing.warnings)
    if drawing.tiers is not None:
        yield from (f"{_NAME}: warning: {sentence}" for sentence in contradictions(drawing.tiers))


def _usage_error(error: TopodrawError) -> Exception:
    from IPython.core.error import UsageError as IPythonUsageError

    return IPythonUsageError(sanitise(str(error)))


@cache
def _parser() -> Parser:
    """Return the options of ``topodraw render`` that draw."""
    parser = Parser(prog=f"%{_NAME}", add_help=False)
    add_source(parser)
    add_output(parser)
    add_options(parser)
    return parser


def _complete(_: Any, event: Any) -> list[str]:
    """Return the options, or the values of the option before, that begin like the word at the cursor."""
    from IPython.core.error import TryNext

    options = _parser()._option_string_actions
    before = event.line.split()[: -1 if event.symbol else None]
    action = options.get(before[-1]) if before else None
    if action is not None and action.choices:
        return [str(choice) for choice in action.choices if str(choice).startswith(event.symbol)]
    if event.symbol.startswith("-"):
        return [name for name in options if name.startswith(event.symbol)]
    raise TryNext  # IPython completes names of files
