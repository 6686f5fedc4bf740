"""``topodraw regen``: bring the drawings inside documents up to date."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from topodraw.commands.options import add_trust, add_verbosity

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.errors import Problem
    from topodraw.regen import Change, Permissions, Update

__all__ = ["add_arguments", "run"]

_DIFF_COLORS = {"---": "1", "+++": "1", "@@ ": "36", "+": "32", "-": "31"}
"""Beginning of a line of a diff -> its colour, as git has them; the longer beginnings first."""

_BAR_FROM = 20
"""Documents from which on a progress bar is worth looking at."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*",
        help="documents, or folders to find them in: files with markers that git tracks; the working directory (.)",
    )  # fmt: skip
    group = parser.add_argument_group("what to do")
    group.add_argument("--check", action="store_true", help="write nothing; list what would change, and exit with 1")
    group.add_argument("--diff", action="store_true", help="write nothing; show what would change, and exit with 1")
    group.add_argument(
        "--exclude", metavar="GLOB", action="append", default=[], help="leave these paths out; repeatable"
    )
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour the difference")
    group.add_argument("--jobs", metavar="N", type=_jobs, help="processes that draw; as many as it pays for by default")
    group = parser.add_argument_group("what documents may use")
    add_trust(group)
    group.add_argument(
        "--allow-engines", action="store_true", help="let markers have Graphviz and D2 draw (--via, -o x.pdf)"
    )
    add_verbosity(parser)


def run(args: argparse.Namespace, diagnostics: Diagnostics) -> int:
    """Regenerate, and report each file that changed; 1 when any did (or would), 2 when a document has an error."""
    from topodraw.regen import find_documents
    from topodraw.regen.writing import conflicts, remove_abandoned

    names = find_documents(args.paths, exclude=args.exclude)
    updates = list(_with_progress(names, _permissions(args), args, diagnostics))
    clashes = list(conflicts(updates))
    problems = dict.fromkeys(problem for update in updates for problem in (*update.problems, *clashes))
    _tell(problems, diagnostics)
    bad = [clash.location.file for clash in clashes]
    sound = [update for update in updates if not update.failed and update.name not in bad]
    changed = False
    failed = len(sound) < len(updates)
    if not (args.check or args.diff):
        remove_abandoned(path for update in sound for path in (update.path, *update.files))
    for update in sound:
        changes = _apply(update, args, diagnostics)
        failed = failed or changes is None
        changed = changed or bool(changes)
    return 2 if failed else int(changed)


def _permissions(args: argparse.Namespace) -> Permissions:
    from topodraw.regen import Permissions

    engines = {}
    if args.allow_engines:
        from topodraw.engines import find_engines

        engines = find_engines(os.environ)
    env = dict(os.environ) if args.env else None
    return Permissions(env, args.engine, args.allow_plugins, args.timeout, engines)


def _apply(update: Update, args: argparse.Namespace, diagnostics: Diagnostics) -> list[Change] | None:
    """Write a document and what it links, or only tell; return what changed, None when it could not be written."""
    from topodraw.errors import OutputError
    from topodraw.regen import changes_of, write_changes

    check = args.check or args.diff
    try:
        changes = changes_of(update) if check else write_changes(update)
    except OutputError as error:
        diagnostics.error(update.name, str(error))
        return None
    for change in changes:
        if args.diff:
            _show(change, args.color)
        else:
            _say(f"{'Would regenerate' if check else 'Regenerated'} {change.name}")
    if not changes:
        diagnostics.note(update.name, "unchanged")
    return changes


def _say(line: str) -> None:
    from topodraw.output import write_stdout
    from topodraw.text import sanitise

    write_stdout(f"{sanitise(line)}\n")


def _show(change: Change, choice: str) -> None:
    """Print a change as a unified diff."""
    from topodraw.output import is_terminal, use_color, write_stdout
    from topodraw.regen.writing import diff
    from topodraw.text import sanitise

    terminal = is_terminal(sys.stdout)
    color = use_color(choice, terminal, os.environ)
    for line in diff(change):
        shown = line[:1] + sanitise(line[1:]) if terminal else line  # a document may hold what a terminal obeys
        code = next((code for begins, code in _DIFF_COLORS.items() if line.startswith(begins)), "") if color else ""
        write_stdout(f"\x1b[{code}m{shown}\x1b[0m\n" if code else f"{shown}\n")


def _tell(problems: Iterable[Problem], diagnostics: Diagnostics) -> None:
    """Print problems, for someone who looks on with the lines around them: workers read those files, we did not."""
    from topodraw.errors import SourceError

    for problem in problems:
        if diagnostics.terminal:
            with suppress(SourceError):  # a file that cannot be read has no lines to show
                diagnostics.sources.read(problem.location.file)
        diagnostics.problems([problem])


def _with_progress(
    names: Sequence[str], permissions: Permissions, args: argparse.Namespace, diagnostics: Diagnostics
) -> Iterator[Update]:
    """Yield the updated documents, below a progress bar where somebody looks on and it takes a while."""
    from topodraw.regen import regenerate_all

    updates = regenerate_all(names, permissions, jobs=args.jobs)
    if len(names) < _BAR_FROM or args.quiet or not diagnostics.terminal:
        yield from updates
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(updates, "Drawing", total=len(names), console=console, transient=True)


def _jobs(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and len(text) < 4 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)
