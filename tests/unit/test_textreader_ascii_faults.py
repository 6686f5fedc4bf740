"""ASCII drawings that break the grammar: each must be found out, and where."""

from textwrap import dedent

import pytest

from topodraw.textreader import read

Fault = tuple[str, str, int, str]

ASCII: list[Fault] = [
    ("line cut", "dangling", 2, "+---+     +---+\n| a +-- --+ b |\n+---+     +---+"),
    ("line into text", "dangling", 2, "+---+       +---+\n| a +-eth1--+ b |\n+---+       +---+"),
    (
        "three-armed junction",
        "junction",
        2,
        """
        +---+     +---+
        | a +--+--+ b |
        +---+  |  +---+
             +-+-+
             | c |
             +---+""",
    ),
    (
        "plus where lines cross",
        "junction",
        4,
        """
             +---+
             | c |
        +---++-+-++---+
        | a +--+--+ b |
        +---+  |  +---+
             +-+-+
             | d |
             +---+""",
    ),
    (
        "upright cut by a flat line",
        "dangling",
        5,
        """
               +---+
               | c |
        +---+  +-+-+  +---+
        | a |    |    | b |
        |   +---------+   |
        +---+    |    +---+
               +-+-+
               | d |
               +---+""",
    ),
    (
        "hop over nothing",
        "crossing",
        2,
        "+---+     +---+\n| a +--|--+ b |\n+---+     +---+",
    ),
    (
        "hole in a frame",
        "crossing",
        1,
        """
        * site ~~~~|~*
        !   +---+    !
        !   | a |    !
        !   +---+    !
        *~~~~~~~~~~~~*""",
    ),
    ("hole in a border", "stray", 1, "+-- +\n| a |\n+---+"),
    ("line into a wall", "dangling", 2, "+---+     +---+\n| a +-----| b |\n+---+     +---+"),
    (
        "frames overlap",
        "stray",
        1,
        """
        * one ~~~~~~~~*
        ! +---+       !
        ! | a | * two ~~~~~~~~*
        ! +---+ !     ! +---+ !
        *~~~~~~~~~~~~~* | b | !
                !       +---+ !
                *~~~~~~~~~~~~~*""",
    ),
    ("tap from both sides", "bar", 4, "+---+\n| a |\n+-+-+\n==+== net\n+-+-+\n| b |\n+---+"),
    ("tap from nowhere", "bar", 4, "+---+\n| a |\n+-+-+\n==+==+== net"),
    ("styles change", "crossing", 3, "+---+     +---+\n| a +--+  | b |\n+---+  +##+   |\n          +---+"),
    (
        "two lines share cells",
        "junction",
        2,
        "+---+   +---+\n| a +-+-+ b |\n+---+ | +---+\n    +-+-+\n    | c |\n    +---+",
    ),
]


def problems(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.row + 1) for problem in read(dedent(text).strip("\n")).problems]


@pytest.mark.parametrize(("code", "line", "text"), [f[1:] for f in ASCII], ids=[f[0] for f in ASCII])
def test_fault_in_ascii(code: str, line: int, text: str) -> None:
    assert (code, line) in problems(text)
