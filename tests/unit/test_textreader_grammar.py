"""What the grammar allows, one drawing a rule, each read without a fault."""

from textwrap import dedent

import pytest

import textreader_checks as checks
from topodraw.textreader import ReadDiagram, compare, measures, read
from topodraw.textreader.comparing import arrows


def whole(text: str, charset: str | None = None) -> ReadDiagram:
    """Read a drawing and demand that all of it fits the grammar."""
    text = dedent(text).strip("\n")
    diagram = read(text, charset)
    assert [str(problem) for problem in diagram.problems] == []
    assert checks.disagreements(text, diagram) == []
    return diagram


NESTED = {
    "box": """
        ┌ site north ───────────────────┐
        │ ┌ pod 1 ────┐   ┌ pod 2 ────┐ │   ┌───┐
        │ │ ┌──┐ ┌──┐ │   │   ┌───┐   │ │   │ z │
        │ │ │ a│ │b │ │   │   │ c ├───┼─┼───┤   │
        │ │ └──┘ └┬─┘ │   │   └─┬─┘   │ │   └───┘
        │ └───────┼───┘   └─────┼─────┘ │
        │         └─────────────┘       │
        └───────────────────────────────┘""",
    "rich": """
        ┌ site north ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┐
        ╎ ┌ pod 1 ╌╌╌╌┐   ┌ pod 2 ╌╌╌╌┐ ╎   ╭───╮
        ╎ ╎ ┌──┐ ┌──┐ ╎   ╎   ┌───┐   ╎ ╎   │ z │
        ╎ ╎ │ a│ │b │ ╎   ╎   │ c ├───┼─┼───┤   │
        ╎ ╎ └──┘ └┬─┘ ╎   ╎   └─┬─┘   ╎ ╎   ╰───╯
        ╎ └╌╌╌╌╌╌╌┼╌╌╌┘   └╌╌╌╌╌┼╌╌╌╌╌┘ ╎
        ╎         └─────────────┘       ╎
        └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘""",
    "ascii": """
        * site north ~~~~~~~~~~~~~~~~~~~*
        ! * pod 1 ~~~~*   * pod 2 ~~~~* !   +---+
        ! ! +--+ +--+ !   !   +---+   ! !   | z |
        ! ! | a| |b | !   !   | c +---------+   |
        ! ! +--+ ++-+ !   !   +-+-+   ! !   +---+
        ! *~~~~~~~|~~~*   *~~~~~|~~~~~* !
        !         +-------------+       !
        *~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~*""",
}


@pytest.mark.parametrize("charset", NESTED)
def test_frames_nest_and_walls_are_crossed(charset: str) -> None:
    diagram = whole(NESTED[charset], charset)
    assert diagram.charset == charset
    wanted = [
        ("site north", ["a", "b", "c"], None),
        ("pod 1", ["a", "b"], "site north"),
        ("pod 2", ["c"], "site north"),
    ]
    assert compare(diagram, nodes="abcz", edges=[("b", "c", "link"), ("c", "z", "link")], frames=wanted) == []
    assert diagram.crossings == ()
    assert diagram.frames[0].members == ()
    assert diagram.frames[0].frames == (1, 2)


def test_rounded_rectangles_are_told_apart() -> None:
    assert [node.shape for node in whole(NESTED["rich"]).nodes] == ["rounded", "square", "square", "square"]


PARALLEL = {
    "box": """
        ┌───┐         ┌───┐
        │ a ├─────────┤ b │
        │   │e2     e2│   │
        │   ├─────────┤   │
        └─┬─┘         └─┬─┘
          └─────────────┘""",
    "ascii": """
        +---+         +---+
        | a +---------+ b |
        |   |e2     e2|   |
        |   +---------+   |
        +-+-+         +-+-+
          +-------------+""",
}


@pytest.mark.parametrize("charset", PARALLEL)
def test_parallel_edges_stay_apart(charset: str) -> None:
    diagram = whole(PARALLEL[charset])
    assert diagram.pairs() == [("a", "b")] * 3
    assert sorted(measures.bends(diagram)) == [0, 0, 2]
    assert measures.direct_share(diagram) == 2 / 3
    (labelled,) = [edge for edge in diagram.edges if edge.labels]
    assert (labelled.labels_a, labelled.labels_b) == (("e2",), ("e2",))
    assert labelled.path[0][0] == 3


LOOPS = {
    "box": """
         ┌───┐
         │   │
        ┌┴───┴┐
        │  a  ├──┐
        │     │  │
        │     ├──┘
        └─────┘""",
    "ascii": """
         +---+
         |   |
        ++---++
        |  a  +--+
        |     |  |
        |     +--+
        +-----+""",
}


@pytest.mark.parametrize("charset", LOOPS)
def test_self_loops_are_edges_and_no_boxes(charset: str) -> None:
    diagram = whole(LOOPS[charset])
    assert [node.name for node in diagram.nodes] == ["a"]
    assert diagram.pairs() == [("a", "a"), ("a", "a")]


CROSSED = {
    "box": """
             ┌───┐  ┌───┐
             │ c │  │ d │
             └─╥─┘  └─┬─┘
        ┌───┐  ║      │   ┌───┐
        │ a ├──╫──────┼───┤ b │
        │   ╞══╬══════╪═══╡   │
        └───┘  ║      │   └───┘
             ┌─╨─┐  ┌─┴─┐
             │ e │  │ f │
             └───┘  └───┘""",
    "rich": """
             ┌───┐  ┌───┐
             │ c │  │ d │
             └─┰─┘  └─┬─┘
        ┌───┐  ┃      ┆   ┌───┐
        │ a ├──╂──────┼───┤ b │
        │   ┝━━╋━━━━━━┿━━━┥   │
        └───┘  ┃      ┆   └───┘
             ┌─┸─┐  ┌─┴─┐
             │ e │  │ f │
             └───┘  └───┘""",
    "ascii": """
             +---+  +---+
             | c |  | d |
             +-+-+  +-+-+
        +---+  #      :   +---+
        | a +--#------:---+ b |
        |   +#########:###+   |
        +---+  #      :   +---+
             +-+-+  +-+-+
             | e |  | f |
             +---+  +---+""",
}


@pytest.mark.parametrize("charset", CROSSED)
def test_lines_cross_straight_on(charset: str) -> None:
    diagram = whole(CROSSED[charset])
    second = {"box": "light", "rich": "ibgp", "ascii": "ibgp"}[charset]
    first = {"box": "light", "rich": "link", "ascii": "link"}[charset]
    assert sorted((*edge.pair, edge.kind) for edge in diagram.edges) == [
        ("a", "b", "ebgp"),
        ("a", "b", first),
        ("c", "e", "ebgp"),
        ("d", "f", second),
    ]
    assert measures.crossing_count(diagram) == 4
    assert sum(measures.bends(diagram)) == 0


BARS = {
    "box": """
        ┌────┐  ┌────┐
        │ r1 │  │ r2 │
        └─┬┬─┘  └─┬──┘
          ││eth1  │
        ══╧╪══════╪═ 10.0.0.0/24 ══╤══╤═
           │      │                │  │
        ═══╧══════╧══╤═ br0     ┌──┴──┴──┐
                     │          │   r3   │
                     └──────────┤        │
                                └────────┘""",
    "ascii": """
        +----+  +----+
        | r1 |  | r2 |
        +-++-+  +-+--+
          ||eth1  |
        ==+|======|= 10.0.0.0/24 ==+==+=
           |      |                |  |
        ===+======+==+= br0     +--+--+--+
                     |          |   r3   |
                     +----------+        |
                                +--------+""",
}


@pytest.mark.parametrize("charset", BARS)
def test_bars_are_tapped_crossed_and_named_in_a_gap(charset: str) -> None:
    diagram = whole(BARS[charset])
    wanted = [("10.0.0.0/24", ["r1", "r3", "r3"]), ("br0", ["r1", "r2", "r3"])]
    assert compare(diagram, nodes=["r1", "r2", "r3"], edges=[], bars=wanted) == []
    upper, lower = diagram.bars
    assert [tap.side for tap in upper.taps] == ["up", "down", "down"]
    assert [tap.bends for tap in lower.taps] == [0, 0, 1]
    assert measures.missing_labels(diagram, [("r1", "br0", "eth1")]) == []


def test_a_bar_in_a_frame_belongs_to_it() -> None:
    diagram = whole("""
        ┌ site ───────────────────┐
        │ ┌───┐                   │
        │ │ a │                   │
        │ └─┬─┘                   │
        │  ═╧═ 2001:db8:0:1::/64  │
        └─────────────────────────┘
         ══╤═════ stub
         ┌─┴─┐
         │ b │
         └───┘""")
    assert diagram.frames[0].bars == ("2001:db8:0:1::/64",)
    assert [tap.node for bar in diagram.bars for tap in bar.taps] == ["a", "b"]


def test_a_bar_may_cross_the_wall_of_a_frame() -> None:
    for text in (
        """
        ┌ in ────┐
        │ ┌───┐  │  ┌───┐
        │ │ a │  │  │ b │
        │ └─┬─┘  │  └─┬─┘
        │ ══╧════╪════╧══ net
        └────────┘""",
        """
        * in ~~~~*
        ! +---+  !  +---+
        ! | a |  !  | b |
        ! +-+-+  !  +-+-+
        ! ==+=========+== net
        *~~~~~~~~*""",
    ):
        diagram = whole(text)
        assert compare(diagram, nodes="ab", edges=[], bars=[("net", ["a", "b"])], frames=[("in", ["a"], None)]) == []
        assert diagram.frames[0].bars == ()


def test_arrowheads_at_both_ends() -> None:
    for text in (
        """
        ┌───┐    ┌───┐
        │ a │◄──►│ b │
        └───┘    └───┘
          ▲
          └───┐
              ▼
            ┌───┐
            │ c │
            └───┘""",
        """
        +---+    +---+
        | a |<..>| b |
        +---+    +---+
          ^
          +...+
              v
            +---+
            | c |
            +---+""",
    ):
        diagram = whole(text)
        assert diagram.pairs() == [("a", "b"), ("a", "c")]
        assert arrows(diagram) == [("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")]


def test_session_styles_of_the_rich_charset() -> None:
    diagram = whole("""
        ┌───┐ red┌───┐
        │ a ├┈┈┈┈┤ b │
        └┬─┰┘    └───┘
         ┆ ┗━━━━━━━┓
         ╰┄┄┄┄┄╮ ┌─┸─┐
             ┌─┴┐│ d │
             │ c│└───┘
             └──┘""")
    assert sorted((*edge.pair, edge.kind) for edge in diagram.edges) == [
        ("a", "b", "vrf"),
        ("a", "c", "ibgp"),
        ("a", "d", "ebgp"),
    ]
    assert measures.missing_labels(diagram, [("b", "a", "red")]) == []


def test_wide_and_combining_characters_count_in_cells() -> None:
    diagram = whole(
        """
        ┌──────────┐    ┌─────────┐
        │  東京-1  ├────┤ cafe\u0301 🚀 │
        │ ルーター │    │         │
        └────┬─────┘    └─────────┘
             │北
        ═════╧═══ 網""".encode()
        .decode("unicode_escape")
        .encode("latin-1")
        .decode()
    )
    assert [node.name for node in diagram.nodes] == ["東京-1", "cafe\u0301 🚀"]
    assert diagram.node("東京-1").lines == ("ルーター",)
    assert diagram.bars[0].name == "網"
    assert diagram.bars[0].taps[0].labels[0].text == "北"
    assert diagram.pairs() == [("cafe\u0301 🚀", "東京-1")]


def test_labels_above_a_flat_line_and_in_its_middle() -> None:
    diagram = whole("""
        ┌───┐eth1   10.0.0.0/30    e2┌───┐
        │ a ├────────────────────────┤ b │
        └─┬─┘                        └───┘
          │ge-0/0/0
          │
          │vrf red
          │
          │
        ┌─┴─┐
        │ c │
        └───┘""")
    upright, flat = diagram.edges
    assert (flat.labels_a, flat.labels_middle, flat.labels_b) == (("eth1",), ("10.0.0.0/30",), ("e2",))
    assert (upright.labels_a, upright.labels_middle, upright.labels_b) == (("ge-0/0/0",), ("vrf red",), ())
    assert measures.missing_line_labels(diagram, [("c", "a", "vrf red"), ("a", "b", "10.0.0.0/30")]) == []
    assert measures.missing_line_labels(diagram, [("b", "c", "vrf red")]) == [("b", "c", "vrf red")]


def test_numbered_notes_stand_for_the_texts() -> None:
    diagram = whole("""
        ┌───┐[1]   ┌───┐
        │ a ├──────┤ b │
        └─┬─┘      └───┘
         ═╧═ [2]

        [1] GigabitEthernet0/0/0/1
        [2] 2001:db8::/64""")
    assert diagram.edges[0].labels_a == ("GigabitEthernet0/0/0/1",)
    assert diagram.bars[0].name == "2001:db8::/64"
    assert diagram.notes == ((1, "GigabitEthernet0/0/0/1"), (2, "2001:db8::/64"))


def test_borders_that_touch_are_joined() -> None:
    for text in ("┌─┐\n│a│\n└┬┘\n┌┴┐\n│b├┐\n└─┘│\n ┌─┘\n┌┴┐\n│c│\n└─┘", "+-+\n|a|\n+++\n+++\n|b|\n+-+"):
        diagram = whole(text)
        assert diagram.pairs()[0] == ("a", "b")
        assert diagram.edges[0].path == ()


def test_ascii_corners_join_what_faces_them_only() -> None:
    diagram = whole("""
        +-------+      +---+
        |   a   |      | b |
        +-+---+-+      +-+-+
          |   +---+      |
          +-+     | +----+
        +---+-+ +-+-+--+
        |  c  | |  d   |
        +-----+ +------+""")
    assert diagram.pairs() == [("a", "c"), ("a", "d"), ("b", "d")]
    assert sorted(measures.bends(diagram)) == [2, 2, 2]


def test_ascii_uprights_are_hopped_side_by_side() -> None:
    diagram = whole("""
               +---+
        +---+  | x |  +---+
        | a |  ++-++  | b |
        |   |   | |   |   |
        |   +---|-|---+   |
        |   +###|#|###+   |
        +---+   | |   +---+
               ++-++
               | y |
               +---+""")
    assert sorted((*edge.pair, edge.kind) for edge in diagram.edges) == [
        ("a", "b", "ebgp"),
        ("a", "b", "link"),
        ("x", "y", "link"),
        ("x", "y", "link"),
    ]
    assert measures.crossing_count(diagram) == 4


def test_an_empty_frame_needs_a_bar_inside() -> None:
    assert [problem.code for problem in read("┌ x ─────┐\n│        │\n└────────┘").problems] == ["frame"]
