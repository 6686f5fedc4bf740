"""7-bit corners whose neighbours alone do not tell their arms: what lines and corners need settles it."""

from textwrap import dedent

import pytest

from topodraw.textreader import ReadDiagram, read


def whole(text: str) -> ReadDiagram:
    diagram = read(dedent(text).strip("\n"), "ascii")
    assert [str(problem) for problem in diagram.problems] == []
    return diagram


def test_a_hash_beside_a_corner_may_be_upright() -> None:
    diagram = whole("""
        +---+    +---+
        | a |    | b |
        +-+-+    +-+-+
          +####+   #
               #+##+
               ##
             +-++-+
             | c  |
             +----+""")
    assert diagram.pairs() == [("a", "c"), ("b", "c")]
    assert [edge.bends for edge in diagram.edges] == [2, 2]


def test_a_flat_line_may_pass_right_below_a_corner() -> None:
    diagram = whole("""
        +-------+
        |   a   |
        +-+---+-+
          #   +##########+
          +##########+   #
        +-----+    +-+---+-+
        |  b  |    |   c   |
        +-----+    +-------+""")
    assert diagram.pairs() == [("a", "c"), ("a", "c")]


def test_jogs_on_both_sides_of_a_crossed_line_are_two() -> None:
    diagram = whole("""
        +-------+
        |   a   |
        +-+-+-+-+
          | | |
          ++|++
           |||
        +--+++--+
        |   b   |
        +-------+""")
    assert diagram.pairs() == [("a", "b")] * 3
    assert sorted(edge.bends for edge in diagram.edges) == [0, 2, 2]


def test_three_lines_of_hashes_may_not_meet() -> None:
    diagram = read("+---+     +---+\n| a +##+##+ b |\n+---+  #  +---+\n     +-+-+\n     | c |\n     +---+", "ascii")
    assert ("junction", 1) in [(problem.code, problem.row) for problem in diagram.problems]


@pytest.mark.parametrize("word", ["vrf red", "veth1"])
def test_a_text_below_a_flat_line_is_no_arrowhead(word: str) -> None:
    diagram = whole(f"""
                   +---+
                   | a |
                   +-+-+
            +########+
            #{word}
        +---+--------+
        |     b      |
        +------------+""")
    assert diagram.edges[0].labels_b == (word,)
    assert not diagram.edges[0].arrow_b


@pytest.mark.parametrize("glyph", ["-", ".", "#"])
def test_an_arrowhead_may_stand_right_behind_a_wall(glyph: str) -> None:
    diagram = whole(f"""
        * site ~~~~*
        !   +---+  ! +---+
        !   | a +{glyph * 2}!>| b |
        !   +---+  ! +---+
        *~~~~~~~~~~*""")
    assert diagram.pairs() == [("a", "b")]
    assert diagram.edges[0].arrow_b


def test_a_corner_may_stand_right_beside_a_bar() -> None:
    diagram = whole("""
        +---+ +---+
        | a | | b |
        +-+-+ +-+-+
          |     |
          +--+==+==+== net
             |     |
           +-+-+ +-+-+
           | c | | d |
           +---+ +---+""")
    assert diagram.pairs() == [("a", "c")]
    assert [tap.node for tap in diagram.bars[0].taps] == ["b", "d"]


def test_a_bar_may_be_crossed_and_tapped_in_every_other_cell() -> None:
    diagram = whole("""
        +-----------+
        |     a     |
        +-+-+-+-+-+-+
          | | | | |
         =|=+=+=+=|= net
        +-+-------+-+
        |     b     |
        +-----------+""")
    assert len(diagram.bars[0].taps) == 3
    assert diagram.pairs() == [("a", "b")] * 2


def test_a_colon_of_an_address_above_a_tap_is_no_line() -> None:
    diagram = whole("""
        +--------+
        |   a    |
        +-+------+
          |2001:db8::1
        ==+====+== net
               |
             +-+-+
             | b |
             +---+""")
    assert [(tap.node, tap.side) for tap in diagram.bars[0].taps] == [("a", "up"), ("b", "down")]
