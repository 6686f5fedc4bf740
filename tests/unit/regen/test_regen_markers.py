import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topodraw.regen.markers import find_blocks, split_lines


def found(name, text):
    return find_blocks(name, split_lines(text))


def pairs(name, text):
    blocks, problems = found(name, text)
    assert problems == []
    return [(block.words, block.start, block.end) for block in blocks]


def faults(name, text):
    _, problems = found(name, text)
    return [str(problem).replace(": error: ", " ") for problem in problems]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("a.md", "<!-- topodraw start x.yml --view bgp -->", "<!-- topodraw end -->"),
        ("a.md", "<!--topodraw  start  x.yml --view bgp-->", "<!--topodraw end-->"),
        ("a.md", "   <!-- topodraw start x.yml --view bgp -->", "   <!-- topodraw end -->"),
        ("a.md", "> > <!-- topodraw start x.yml --view bgp -->  ", "> > <!-- topodraw end -->\t"),
        ("a.md", "- 1. <!-- topodraw start x.yml --view bgp -->", "     <!-- topodraw end -->"),
        ("a.mdx", "{/* topodraw start x.yml --view bgp */}", "{/* topodraw end */}"),
        ("a.md", "[//]: # (topodraw start x.yml --view bgp)", "[//]: # (topodraw end)"),
        ("a.md", "% topodraw start x.yml --view bgp", "% topodraw end"),
        ("A.MD", "<!-- topodraw start x.yml --view bgp -->", "<!-- topodraw end -->"),
        ("a.rst", ".. topodraw start x.yml --view bgp", ".. topodraw end"),
        ("a.rst", "   .. topodraw start x.yml --view bgp", "   .. topodraw end"),
        ("a.adoc", "// topodraw start x.yml --view bgp", "// topodraw end"),
        ("a.yml", "  # topodraw start x.yml --view bgp", "  # topodraw end"),
        ("a.py", ".. topodraw start x.yml --view bgp", ".. topodraw end"),
        ("a.c", "/* topodraw start x.yml --view bgp */", "/* topodraw end */"),
        ("a.java", " * topodraw start x.yml --view bgp", " * topodraw end"),
        ("a.go", "//topodraw start x.yml --view bgp", "//topodraw end"),
        ("a.rs", "//! topodraw start x.yml --view bgp", "//! topodraw end"),
        ("a.ini", "; topodraw start x.yml --view bgp", "; topodraw end"),
        ("a.tex", "% topodraw start x.yml --view bgp", "% topodraw end"),
        ("a.sql", "-- topodraw start x.yml --view bgp", "-- topodraw end"),
        ("a.vim", '" topodraw start x.yml --view bgp', '" topodraw end'),
        ("a.bat", "REM topodraw start x.yml --view bgp", "REM topodraw end"),
        ("a.html", "<!-- topodraw start x.yml --view bgp -->", "<!-- topodraw end -->"),
        ("Makefile", "# topodraw start x.yml --view bgp", "# topodraw end"),
    ],
)
def test_every_comment_can_hold_a_marker(name, start, end):
    assert pairs(name, f"a\n{start}\nb\nc\n{end}\nd\n") == [("x.yml --view bgp", 1, 4)]
    assert pairs(name, f"{start}\r\n{end}") == [("x.yml --view bgp", 0, 1)]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.md", "text <!-- topodraw start x.yml -->"),
        ("a.md", "`<!-- topodraw start x.yml -->`"),
        ("a.md", "# topodraw start x.yml"),
        ("a.md", "// topodraw start x.yml"),
        ("a.md", "topodraw start x.yml"),
        ("a.md", "<!-- topodraw starts x.yml -->"),
        ("a.md", "<!-- topodraw is good -->"),
        ("a.yml", "- topodraw start x.yml"),
        ("a.yml", "run: topodraw start x.yml"),
        ("a.sh", "topodraw start x.yml  # topodraw start x.yml"),
        ("a.sh", "$ topodraw start x.yml"),
        ("a.py", '"topodraw start"'),
        ("a.rst", "..topodraw start x.yml"),
        ("a.rst", "# topodraw start x.yml"),
    ],
)
def test_what_only_looks_like_a_marker_is_none(name, line):
    assert found(name, f"{line}\n{line}\n") == ([], [])


REST = """\
.. topodraw start a
.. topodraw end

An example::

   .. topodraw start b

   .. topodraw start b

.. note::

   .. topodraw start c
   .. topodraw end

.. code-block:: rst
   :caption: x

   .. topodraw start d

- In a list::

    .. topodraw start e

  .. topodraw start f
  .. topodraw end

text that has :: within
   .. topodraw start g
   .. topodraw end

::

  .. topodraw start h
"""

ASCIIDOC = """\
// topodraw start a
// topodraw end
----
// topodraw start b
----
////
// topodraw start c
----
////
// topodraw start d
// topodraw end
"""


def test_literal_blocks_are_left_alone():
    assert [words for words, *_ in pairs("a.rst", REST)] == ["a", "c", "f", "g"]
    assert [words for words, *_ in pairs("a.adoc", ASCIIDOC)] == ["a", "d"]
    fence = "````\n```\n<!-- topodraw start b -->\n```\n````\n"
    marker = "<!-- topodraw start a -->\n<!-- topodraw end -->\n"
    assert [words for words, *_ in pairs("a.md", marker + fence + marker)] == ["a", "a"]


def test_an_end_within_a_fence_ends_nothing():
    text = "<!-- topodraw start a -->\n```\n<!-- topodraw end -->\n```\n<!-- topodraw end -->\n"
    assert pairs("a.md", text) == [("a", 0, 4)]


START, END = "<!-- topodraw start x -->\n", "<!-- topodraw end -->\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.md", START, ["a.md:1:1 this drawing never ends: 'topodraw end' is missing"]),
        ("a.md", "\n  " + END, ["a.md:2:3 'topodraw end' without 'topodraw start' before it"]),
        ("a.md", START + START + END, ["a.md:1:1 this drawing never ends: 'topodraw end' is missing before line 2"]),
        ("a.md", START + END + END, ["a.md:3:1 'topodraw end' without 'topodraw start' before it"]),
        ("a.md", START + "```\n" + END, ["a.md:1:1 this drawing never ends: 'topodraw end' is missing"]),
        ("a.md", "<!-- topodraw start x\n", ["a.md:1:1 the comment of a marker must end on its own line, with '-->'"]),
        ("a.md", START.strip() + END, ["a.md:1:1 a marker must stand on a line of its own"]),
        ("a.md", "<!-- topodraw end x -->", ["a.md:1:1 nothing may follow 'topodraw end': 'x'"]),
        ("a.c", "// topodraw start\n# topodraw end", ["a.c:1:1 this drawing never ends: 'topodraw end' is missing"]),
    ],
)  # fmt: skip
def test_markers_that_make_no_pair_are_told_with_their_place(name, text, told):
    assert faults(name, text) == told


def test_all_faults_are_told_together():
    assert [fault.split()[0] for fault in faults("a.md", END + START + START)] == ["a.md:1:1", "a.md:2:1", "a.md:3:1"]


@given(st.text(alphabet="a\r\n\v\f\x1c\x85\u2028\u2029 "))
def test_lines_are_cut_where_every_program_cuts_them_and_nothing_is_lost(text):
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(line for line in lines)
    expected = re.split("\r\n|\r|\n", text)
    assert [line.rstrip("\r\n") for line in lines] == (expected if expected[-1] else expected[:-1])
