"""``topodraw render``: draw one topology."""

from __future__ import annotations

import argparse
import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from topodraw.commands.options import add_input, add_verbosity, load_input
from topodraw.drawing_options import add_options, add_output, draw_topology

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.draw import Drawing

__all__ = ["add_arguments", "run"]

Show = Callable[[str | bytes], object]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    add_input(parser)
    _add_output(parser)
    add_options(parser)
    add_verbosity(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = add_output(parser)
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour the text")
    group.add_argument(
        "--stats", action="store_true", help="measure a text drawing (crossings, bends, size...), on standard error"
    )
    group.add_argument("--tiers", action="store_true", help="tell each node's tier and why, on standard error")
    group.add_argument(
        "--watch", action="store_true", help="draw again whenever a file that was read changes, until interrupted"
    )


def run(args: argparse.Namespace, diagnostics: Diagnostics) -> int:
    """Draw, once or whenever anything changes."""
    from topodraw.output import write_stdout

    if args.watch:
        from topodraw.commands.watch import watch

        return watch(args, diagnostics, _render)
    return _render(args, diagnostics, write_stdout)


def _render(args: argparse.Namespace, diagnostics: Diagnostics, show: Show) -> int:
    """Draw, and write the drawing where it belongs; `show` takes what goes to standard output."""
    from topodraw.draw import TEXT_FORMATS, resolve_format
    from topodraw.errors import TopodrawError
    from topodraw.output import is_terminal, terminal_columns, use_color

    out = None if args.output in {None, "-"} else args.output
    format = resolve_format(args.format, out)
    if out and args.format:
        _check_suffix(out, format, diagnostics)
    topology = load_input(args, diagnostics)
    diagnostics.problems(topology.warnings)
    for asked, what in ((args.stats, "--stats measures"), (args.pages, "--pages cuts")):
        if asked and format not in TEXT_FORMATS:
            raise TopodrawError(f"{what} text drawings; choose -f {' or '.join(TEXT_FORMATS)}")
    color = use_color(args.color, out is None and is_terminal(sys.stdout), os.environ)
    if args.verbose:
        _note_engine(format, args.via, diagnostics)
    if args.width is None and out is None and is_terminal(sys.stdout):
        args.width = terminal_columns(os.environ)
    args.report = functools.partial(diagnostics.step, args.file)
    drawing = draw_topology(topology, args, format, color=color)
    _tell_tiers(drawing, diagnostics, table=args.tiers)
    status = _deliver(drawing, out, diagnostics, show, watched=args.watch)
    if args.stats and status == 0:
        _tell_stats(drawing, args.charset if format != "ascii" else "ascii", args.direction, diagnostics)
    return status


def _tell_stats(drawing: Drawing, charset: str | None, direction: str | None, diagnostics: Diagnostics) -> None:
    from topodraw.quality import measure, stat_lines
    from topodraw.textreader import TooLarge

    if drawing.redraw is not None and drawing.tiers is not None:
        try:
            values = measure(drawing.redraw(color=False), drawing.tiers.diagram, charset, direction=direction or "down")
        except TooLarge as error:
            diagnostics.warn("topodraw", f"the drawing is too large to be measured: {error}")
        else:
            for line in stat_lines(values):
                diagnostics.line(line)


def _tell_tiers(drawing: Drawing, diagnostics: Diagnostics, *, table: bool) -> None:
    """Warn of links that are drawn against what the lab says of them, and list the tiers when that is asked for."""
    from topodraw.commands.tier_table import tier_lines
    from topodraw.layout.reasons import contradictions

    if drawing.tiers is not None:
        for sentence in contradictions(drawing.tiers):
            diagnostics.warn("topodraw", sentence)
        if table:
            for line in tier_lines(drawing.tiers):
                diagnostics.line(line)


def _deliver(drawing: Drawing, out: str | None, diagnostics: Diagnostics, show: Show, *, watched: bool) -> int:
    from topodraw.errors import OutputError

    try:
        if out is None:
            show(drawing.content)
        else:
            changed = drawing.save(out)
            tell = diagnostics.step if watched and changed else diagnostics.note
            tell(out, "written" if changed else "unchanged")
    except OutputError as error:
        diagnostics.error(out or "<stdout>", str(error))
        return 2
    return 0


def _note_engine(format: str, via: str | None, diagnostics: Diagnostics) -> None:
    """Tell which program is going to draw, when one is."""
    from topodraw.engines import find_engines
    from topodraw.registry import choose_renderer

    engines = find_engines(os.environ)
    name = choose_renderer(format, via, engines)
    if name != format:
        diagnostics.note(engines.get(name, name), f"draws the {format}")


def _check_suffix(out: str, format: str, diagnostics: Diagnostics) -> None:
    """Warn when a file's suffix promises another format than the one asked for."""
    from topodraw.draw import resolve_format
    from topodraw.errors import UnknownName
    from topodraw.output import suffix_of

    try:
        promised = resolve_format(suffix_of(out))
    except UnknownName:  # a suffix that promises nothing to us
        return
    if suffix_of(out) and promised != format and {promised, format} != {"text", "ascii"}:
        diagnostics.warn(out, f"is written as {format}, though its suffix means {promised}")
