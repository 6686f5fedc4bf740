"""Drawings that break the grammar: each must be found out, and where."""

from textwrap import dedent

import pytest

import textreader_checks as checks
from topodraw.textreader import compare, read

Fault = tuple[str, str, int, str]

DRAWN: list[Fault] = [
    (
        "line cut",
        "dangling",
        2,
        """
        ┌───┐     ┌───┐
        │ a ├── ──┤ b │
        └───┘     └───┘""",
    ),
    (
        "line into text",
        "dangling",
        2,
        """
        ┌───┐         ┌───┐
        │ a ├──eth1───┤ b │
        └───┘         └───┘""",
    ),
    (
        "upright overwritten by a label",
        "dangling",
        4,
        """
        ┌───┐
        │ a │
        └─┬─┘
         eth1
        ┌─┴─┐
        │ b │
        └───┘""",
    ),
    (
        "line into a wall that has no port",
        "dangling",
        2,
        """
        ┌───┐     ┌───┐
        │ a ├─────│ b │
        └───┘     └───┘""",
    ),
    (
        "line past the page's edge",
        "dangling",
        2,
        """
        ┌───┐
        │ a ├────
        └───┘""",
    ),
    (
        "three-armed junction",
        "junction",
        2,
        """
        ┌───┐     ┌───┐
        │ a ├──┬──┤ b │
        └───┘  │  └───┘
             ┌─┴─┐
             │ c │
             └───┘""",
    ),
    (
        "two lines merged at a corner",
        "junction",
        4,
        """
        ┌───┐  ┌───┐
        │ a │  │ b │
        └─┬─┘  └─┬─┘
          ├──────┘
        ┌─┴─┐
        │ c │
        └───┘""",
    ),
    (
        "four arms where only one line passes",
        "crossing",
        2,
        """
        ┌───┐     ┌───┐
        │ a ├──┼──┤ b │
        └───┘     └───┘""",
    ),
    (
        "line ends at a frame",
        "frame",
        3,
        """
        ┌ site ───┐
        │ ┌───┐   │  ┌───┐
        │ │ a │   ├──┤ b │
        │ └───┘   │  └───┘
        └─────────┘""",
    ),
    (
        "line runs through a node",
        "box",
        2,
        """
        ┌───┐  ┌───┐  ┌───┐
        │ a ├──┼─b─┼──┤ c │
        └───┘  └───┘  └───┘""",
    ),
    (
        "hole in a border",
        "stray",
        1,
        """
        ┌── ┐
        │ a │
        └───┘""",
    ),
    (
        "hole in a frame's side",
        "stray",
        1,
        """
        ┌ site ───┐
        │ ┌───┐
        │ │ a │   │
        │ └───┘   │
        └─────────┘""",
    ),
    (
        "side one cell off",
        "stray",
        2,
        """
        ┌──────┐
        │ long  │
        └──────┘""",
    ),
    (
        "frames overlap",
        "overlap",
        3,
        """
        ┌ one ────────┐
        │ ┌───┐       │
        │ │ a │ ┌ two ┼───────┐
        │ └───┘ │     │ ┌───┐ │
        └───────┼─────┘ │ b │ │
                │       └───┘ │
                └─────────────┘""",
    ),
    (
        "frame without a title",
        "frame",
        1,
        """
        ┌───────┐
        │ ┌───┐ │
        │ │ a │ │
        │ └───┘ │
        └───────┘""",
    ),
    (
        "node without a name",
        "box",
        2,
        """
        ┌───┐
        │   │
        └───┘""",
    ),
    (
        "name used twice",
        "name",
        1,
        """
        ┌───┐ ┌───┐
        │ a │ │ a │
        └───┘ └───┘""",
    ),
    (
        "weights differ along a line",
        "mixed",
        2,
        """
        ┌───┐     ┌───┐
        │ a ╞══───┤ b │
        └───┘     └───┘""",
    ),
    (
        "bar without a name",
        "bar",
        4,
        """
        ┌───┐ ┌───┐
        │ a │ │ b │
        └─┬─┘ └─┬─┘
        ══╧═════╧══""",
    ),
    (
        "tap that leads nowhere",
        "dangling",
        3,
        """
        ┌───┐
        │ a │
        └─┬─┘     x
        ══╧═══╧══ net""",
    ),
    (
        "mesh of another size than it says",
        "bar",
        4,
        """
        ┌───┐ ┌───┐
        │ a │ │ b │
        └─┬─┘ └─┬─┘
        ══╧══╤══╧══ full mesh 2×2
           ┌─┴─┐
           │ c │
           └───┘""",
    ),
    (
        "text beside nothing",
        "text",
        1,
        """
        ┌───┐   lost
        │ a │
        └───┘""",
    ),
    (
        "label between two lines",
        "label",
        4,
        """
        ┌─────────┐
        │ a       │
        └─┬────┬──┘
          │eth1│
        ┌─┴─┐┌─┴─┐
        │ b ││ c │
        └───┘└───┘""",
    ),
    (
        "arrowhead in the void",
        "dangling",
        2,
        """
        ┌───┐      ┌───┐
        │ a ├──►   │ b │
        └───┘      └───┘""",
    ),
    (
        "line that belongs to nothing",
        "stray",
        4,
        """
        ┌───┐
        │ a │
        └───┘
          └─┐""",
    ),
    (
        "loop of line",
        "stray",
        2,
        """
        ┌───┐ ┌──┐
        │ a │ └─┐│
        └───┘   └┘""",
    ),
    (
        "glyph of another charset",
        "glyph",
        3,
        """
        ┌───┐     ┌───┐
        │ a ╞═════╡ b │
        │   ├┄┄┄┄┄┤   │
        └───┘     └───┘""",
    ),
    (
        "box below the picture broken open",
        "stray",
        5,
        """
        ┌───┐
        │ a │
        └───┘

        ┌── ┐
        │ b │
        └───┘""",
    ),
    (
        "line to the corner of a box",
        "dangling",
        5,
        """
        ┌───┐  ┌───┐
        │ a │┌─┤ b │
        └───┘│ └───┘
          ┌──┘
         ┌───┐
         │ c │
         └───┘""",
    ),
]


def problems(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.row + 1) for problem in read(dedent(text).strip("\n")).problems]


@pytest.mark.parametrize(("code", "line", "text"), [f[1:] for f in DRAWN], ids=[f[0] for f in DRAWN])
def test_fault_in_box_drawing(code: str, line: int, text: str) -> None:
    assert (code, line) in problems(text)


def test_trailing_blanks_and_empty_last_lines() -> None:
    assert problems("┌─┐\n│a│  \n└─┘") == [("trailing", 2)]
    assert read("┌─┐\n│a│\n└─┘\n").problems == ()
    assert [problem.code for problem in read("┌─┐\n│a│\n└─┘\n\n").problems] == ["trailing"]


def test_numbers_without_a_note_and_notes_twice() -> None:
    picture = "┌───┐[1]   ┌───┐\n│ a ├──────┤ b │\n└───┘      └───┘"
    assert problems(picture) == [("note", 1)]
    assert problems(picture + "\n\n[1] eth1") == []
    assert problems(picture + "\n\n[1] eth1\n[1] eth2") == [("note", 6)]


def test_control_characters() -> None:
    assert ("glyph", 2) in problems("┌───┐\n│ a\t│\n└───┘")


def test_a_wide_name_counted_narrow_breaks_its_box() -> None:
    assert ("stray", 2) in problems("┌────┐\n│ 東 │\n└────┘".replace("東 ", "東京"))


def test_problems_reach_the_comparison_and_say_where() -> None:
    found = compare(read("┌───┐\n│ a ├─\n└───┘"), nodes=["a"], edges=[])
    assert found == ["2:6: dangling: a line ends in the void"]


def test_disagreement_of_arms_is_counted() -> None:
    text = "┌───┐ ┌───┐\n│ a ├─│ b │\n└───┘ └───┘"
    assert checks.disagreements(text, read(text)) == [(1, 5)]
