"""The graph's own label: title, legend and notes. It adds no node or edge that the lab does not have.

A title alone is plain text, at the top as netlab has it. With a legend the label is a table, at the bottom unless
there is a title; a sample of each kind of line is the lower border of an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from topodraw.diagram import Diagram, Legend
from topodraw.text import wrap
from topodraw_dot._quote import html, raw, text
from topodraw_dot._style import Attributes, Style

__all__ = ["caption"]

ENTRIES_A_ROW = 3
NOTE_WIDTH = 80

_TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="3">'


def caption(diagram: Diagram, style: Style, *, legend: bool = True) -> Attributes:
    """Return the graph's label and what belongs to it, quoted; empty when there is nothing to say."""
    entries = diagram.legend if legend else ()
    title = {key: raw(value) for key, value in style.title().items()} if diagram.title else {}
    if entries or diagram.notes:
        return {"labelloc": "b"} | title | {"label": "".join(("<", *_table(diagram, style, entries), ">"))}
    return title | {"label": text([diagram.title, ""])} if diagram.title else {}


def _table(diagram: Diagram, style: Style, entries: tuple[Legend, ...]) -> Iterator[str]:
    yield _TABLE
    if diagram.title:
        yield _row([f"<td>{html(diagram.title)}</td>"])
    if entries:
        yield _row([f"<td>{''.join(_legend(entries, style))}</td>"])
    for note in diagram.notes:
        lines = "<br/>".join(html(line) for line in wrap(note, NOTE_WIDTH))
        yield _row([f"<td>{_small(lines, style.theme.muted)}</td>"])
    yield "</table>"


def _legend(entries: tuple[Legend, ...], style: Style) -> Iterator[str]:
    """Yield a table of its own: a wide note would pull samples and meanings apart."""
    rows = -(-len(entries) // ENTRIES_A_ROW)
    a_row = -(-len(entries) // rows)
    yield _TABLE
    for first in range(0, len(entries), a_row):
        yield _row(_entry(entry, style) for entry in entries[first : first + a_row])
    yield "</table>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _entry(entry: Legend, style: Style) -> str:
    meaning = _small(html(entry.text), style.theme.text)
    return f'<td align="right">{_sample(entry.kind, style)}</td><td align="left">{meaning}  </td>'


def _small(content: str, color: str) -> str:
    return f'<font point-size="10" color="{html(color)}">{content}</font>'


def _sample(kind: str, style: Style) -> str:
    """Return a piece of line: the cell's lower border, with as much room below so that it stands half-way up."""
    line = style.sample(kind)
    color, width = html(line.get("color", style.theme.text)), _whole(line.get("penwidth", "1"))
    dash = f' style="{line["style"]}"' if line.get("style") in {"dashed", "dotted"} else ""
    head = f'<td rowspan="2"><font point-size="8" color="{color}">►</font></td>' if kind == "arrow" else ""
    size = f'width="{24 if head else 30}" fixedsize="true"'
    drawn = f'<td {size} height="7" border="{width}" sides="b" color="{color}"{dash}></td>{head}'
    fixed = 'fixedsize="true" width="34" height="14" align="right"'  # a wide note must not pull it off its meaning
    inner = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0" {fixed}>'
    return f'{inner}<tr>{drawn}</tr><tr><td {size} height="6"></td></tr></table>'


def _whole(penwidth: str) -> int:
    """Return a border's width, which Graphviz wants whole; a lab file may have given any text for it."""
    try:
        return min(max(round(float(penwidth)), 1), 6)
    except (ValueError, OverflowError):
        return 1
