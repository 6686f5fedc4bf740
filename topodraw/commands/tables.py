"""Tables on standard output, through rich: as wide as a terminal allows, as wide as they need in a file or pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from topodraw.output import is_terminal, write_stdout

__all__ = ["print_table", "print_text"]

_PIPE_WIDTH = 10_000
"""Wider than any table: nothing is cut where nobody looks on, and the bytes do not depend on a terminal."""


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]], *, color: bool) -> None:
    """Print rows below a title; None shows as nothing. An empty table is not printed."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from topodraw.text import sanitise

    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:  # as Text: names are not markup
        table.add_row(*(Text("" if cell is None else sanitise(str(cell))) for cell in row))
    if table.rows:
        _print(table, color=color)


def print_text(text: str) -> None:
    """Print a line as it is."""
    from topodraw.text import sanitise

    write_stdout(sanitise(text) + "\n")


def _print(table: object, *, color: bool) -> None:
    from io import StringIO

    from rich.console import Console

    width = None if is_terminal(sys.stdout) else _PIPE_WIDTH
    console = Console(
        file=StringIO(), force_terminal=color, no_color=not color, width=width, highlight=False, legacy_windows=False
    )
    with console.capture() as captured:
        console.print(table)
    lines = captured.get().splitlines()
    write_stdout("".join(f"{line.rstrip()}\n" for line in lines if line.strip()) + "\n")
