"""A drawing shows itself in rich: in the console's width, encoding and colours."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table

import topodraw

SAMPLE = Path(__file__).parents[2] / "samples" / "leaf-spine"


def shown(what: object, *, width: int = 100, color: bool = False, encoding: str = "utf-8") -> str:
    class Stream(StringIO):
        @property
        def encoding(self) -> str:  # type: ignore[override]
            return encoding

    console = Console(
        file=Stream(), width=width, force_terminal=color, color_system="standard" if color else None,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(what)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_wide_console_shows_the_drawing_as_it_is() -> None:
    drawing = topodraw.draw(SAMPLE)
    assert shown(drawing).split("\n")[:5] == str(drawing).split("\n")[:5]


def test_a_narrow_console_gets_a_narrower_drawing() -> None:
    lines = shown(topodraw.draw(SAMPLE), width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert any("spine1" in line for line in lines)


def test_colours_follow_the_console() -> None:
    drawing = topodraw.draw(SAMPLE)
    assert "\x1b[" not in shown(drawing)
    assert "\x1b[" in shown(drawing, color=True)


def test_a_console_without_unicode_gets_seven_bits() -> None:
    assert shown(topodraw.draw(SAMPLE), encoding="ascii").isascii()


def test_a_drawing_fits_a_table_cell() -> None:
    table = Table(show_header=False)
    table.add_row("lab", topodraw.draw(SAMPLE))
    assert "spine1" in shown(table, width=120)


def test_other_formats_show_their_text() -> None:
    assert "graph" in shown(topodraw.draw(SAMPLE, "dot"))
