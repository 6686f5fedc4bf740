"""Pages are put together by what they say of each other, and what they do not agree on is a problem."""

from __future__ import annotations

import pytest

from topodraw.textreader import read

PAGES = """\
A lab

page 1 of 2: AS 1

┌ AS 1, also on page 2 ────────┐
│ ┌─────┐      ┌─────────────┐ │
│ │ r1  ├──────┤    to r2    │ │
│ └──┬──┘      │ and r3, r4, │ │
│    │         │     r5      │ │
│    │         │  on page 2  │ │
│    │         └─────────────┘ │
│  ══╧═══╤══ lan               │
│    ┌───┴─────────┐           │
│    │ more of lan │           │
│    │  on page 2  │           │
│    └─────────────┘           │
└──────────────────────────────┘

  to NAME, on page N: link goes on there
  to NAME and NAME: one link to each
  more of NAME, on page N: more taps
  TITLE, also on page N: more of it

page 2 of 2: AS 1

┌ AS 1, also on page 1 ───────────┐
│ ┌───────────┐                   │
│ │   to r1   │                   │
│ │ on page 1 │                   │
│ └─┬──┬──┬─┬─┘                   │
│   │  │  │ └────────────────┐    │
│   │  │  └────────────┐     │    │
│   │  └───────┐       │     │    │
│ ┌─┴──┐  ┌────┴─┐  ┌──┴─┐ ┌─┴──┐ │
│ │ r2 │  │  r3  │  │ r4 │ │ r5 │ │
│ └────┘  └───┬──┘  └────┘ └────┘ │
│  ══╤════════╧══ lan             │
│ ┌──┴──────────┐                 │
│ │ more of lan │                 │
│ │  on page 1  │                 │
│ └─────────────┘                 │
└─────────────────────────────────┘

  to NAME, on page N: link goes on there
"""


def test_pages_are_put_together() -> None:
    found = read(PAGES)
    assert found.problems == ()
    assert found.title == "A lab"
    assert found.pages == 2
    assert [node.name for node in found.nodes] == ["r1", "r2", "r3", "r4", "r5"]
    assert found.pairs() == [("r1", name) for name in ("r2", "r3", "r4", "r5")]
    assert [(frame.title, found.members(frame)) for frame in found.frames] == [("AS 1", ("r1", "r2", "r3", "r4", "r5"))]
    assert [(bar.name, [tap.node for tap in bar.taps]) for bar in found.bars] == [("lan", ["r1", "r3"])]
    assert found.legend == ()


def test_places_are_those_in_the_whole_text() -> None:
    lines = PAGES.splitlines()
    found = read(PAGES)
    for node in found.nodes:
        top = node.rectangle.top
        assert node.name in lines[top + 1][node.rectangle.left : node.rectangle.right]
    assert found.top == 4
    assert lines[found.bottom].startswith("└")
    assert found.height == len(lines)


def test_without_the_second_page_it_is_one_diagram_as_it_stands() -> None:
    first = PAGES.partition("\npage 2 of 2")[0]
    names = [node.name for node in read(first).nodes]
    assert names == ["r1", "to r2", "more of lan"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("│   to r1   │", "│   to r9   │", "no node 'r9' on page 1"),
        ("│ on page 1 │", "│ on page 2 │", "no node 'r1' on page 2"),
        ("│     r5      │", "│             │", "1 from 'r5' to 'r1' here, 0 back on page 1"),
        ("│ r5 │ │\n", "│ r1 │ │\n", "'r1' stands on page 1 too"),
        ("also on page 1 ─", "also on page 3 ─", "its parts are not on the pages that they name"),
        ("│  on page 1  │ ", "│   nowhere   │ ", "'more of lan' says on no page"),
        ("│  on page 2  │ │", "│             │ │", "'to r2' does not say on which page"),
        ("╧══ lan             │\n│ ┌", "╧══ man             │\n│ ┌", "'man' is called 'lan' elsewhere"),
    ],
)
def test_what_does_not_agree_is_a_problem(old: str, new: str, fault: str) -> None:
    assert PAGES.count(old) == 1
    found = [problem.text for problem in read(PAGES.replace(old, new)).problems]
    assert any(fault in one for one in found), found


def test_few_lines_do_not_stand_for_millions_of_links() -> None:
    names = ", ".join(f"r{at}" for at in range(1000))
    wide = len(names) + 8
    top = "┌─" + "┴" * 300 + "─" * (wide - 301) + "┐"
    connector = f"{top}\n│{'to r'.center(wide)}│\n│{names.center(wide)}│\n│{'on page 2'.center(wide)}│\n└{'─' * wide}┘"
    hub = f"┌─{'─' * 300}{'─' * (wide - 301)}┐\n│{'hub'.center(wide)}│\n└─{'┬' * 300}{'─' * (wide - 301)}┘"
    page = f"page 1 of 2: a\n\n{hub}\n{connector}\n\n  to NAME, on page N: link goes on there\n"
    text = f"{page}\npage 2 of 2: b\n\n┌────┐\n│ r9 │\n└────┘\n"
    found = [problem.text for problem in read(text).problems]
    assert any("more than 200,000 links" in one for one in found), found[:3]


@pytest.mark.parametrize(
    "text",
    [
        "page 1 of 2: a\n\n┌────┐\n│ r1 │\n└────┘\n\npage 3 of 2: b\n\n┌────┐\n│ r2 │\n└────┘\n",
        "page 1 of 1: a\n\n┌────┐\n│ r1 │\n└────┘\n",
        "one\n\ntwo\n\npage 1 of 2\n\n┌────┐\n│ r1 │\n└────┘\n\npage 2 of 2\n\n┌────┐\n│ r2 │\n└────┘\n",
    ],
)
def test_headings_that_do_not_count_are_no_headings(text: str) -> None:
    assert read(text).pages == 1
