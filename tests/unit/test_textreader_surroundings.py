"""What stands around a picture: its title, the legend, notes; and pictures too large or too strange to be drawings."""

import random
from textwrap import dedent

import pytest

from topodraw.textreader import Entry, ReadDiagram, TooLarge, read


def shown(text: str) -> ReadDiagram:
    diagram = read(dedent(text).strip("\n"))
    assert [str(problem) for problem in diagram.problems] == []
    return diagram


def test_a_title_stands_above_an_empty_line() -> None:
    diagram = shown("""
        The lab: two routers

        ┌───┐eth1  eth2┌───┐
        │ a ├──────────┤ b │
        └───┘          └───┘""")
    assert diagram.title == "The lab: two routers"
    assert [label.text for label in diagram.edges[0].labels] == ["eth1", "eth2"]


def test_a_label_above_all_boxes_is_no_title() -> None:
    diagram = shown("""
             uplink
          ┌───────────┐
        ┌─┴─┐       ┌─┴─┐
        │ a │       │ b │
        └───┘       └───┘""")
    assert diagram.title is None
    assert diagram.edges[0].labels_middle == ("uplink",)


def test_entries_tell_the_kinds_of_lines() -> None:
    diagram = shown("""
        ┌───┐     ┌───┐
        │ a ╞═════╡ b │
        └───┘     └───┘

          ═══ EBGP session   ─── IBGP session   ──► to a route-reflector client
          vrf NAME VRF session

          Note: 4 nodes without BGP not shown.""")
    assert diagram.entries == (
        Entry("EBGP session", "double"),
        Entry("IBGP session", "light"),
        Entry("to a route-reflector client", "light", arrow=True),
        Entry("vrf NAME VRF session"),
    )
    assert diagram.edges[0].style == "double"


def test_entries_of_seven_bits() -> None:
    diagram = shown("""
        +---+     +---+
        | a +#####+ b |
        +---+     +---+

          ### EBGP session   ... IBGP session   ..> to a route-reflector client""")
    assert [(entry.style, entry.arrow) for entry in diagram.entries] == [
        ("hashes", False),
        ("dots", False),
        ("dots", True),
    ]


def test_a_note_may_stand_for_several_lines() -> None:
    diagram = shown("""
        ┌───┐[1]   ┌───┐
        │ a ├──────┤ b │
        └───┘      └───┘

          [1] eth1, 10.0.0.1""")
    assert diagram.edges[0].labels[0].lines == ("eth1", "10.0.0.1")


def test_a_line_from_bar_to_bar_is_no_tap() -> None:
    diagram = read(
        dedent("""
        ┌───┐
        │ a │
        └─┬─┘
        ══╧══╤══ one
             │
           ══╧══ two""").strip()
    )
    assert [(problem.code, "another bar" in problem.text) for problem in diagram.problems] == [("bar", True)]


def test_a_long_line_among_many_is_too_large() -> None:
    with pytest.raises(TooLarge, match="200000 x 200001"):
        read("\n" * 200_000 + "─" * 200_000)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\n\n\n", "hello", "┌", "+", "+-+\n| |\n+-+", "*~*\n! !\n*~*", "\x00\x1b"]
)
def test_what_shows_nothing_gives_nothing(text: str) -> None:
    diagram = read(text)
    assert diagram.edges == diagram.bars == ()
    assert [node.name for node in diagram.nodes if node.name] == []


@pytest.mark.parametrize(
    "glyphs", ["┌┐└┘─│├┤┬┴┼ a", "+-|#.:=*~!<>^v a", "═║╔╗╚╝╞╡╥╨╤╧╪╫╬─│┌┐└┘ ▼", "━┃┄┆┈┊╭╮╰╯┿╂╋┌┐└┘─│ "]
)
@pytest.mark.parametrize("seed", range(25))
def test_noise_is_read_without_an_exception(seed: int, glyphs: str) -> None:
    r = random.Random(seed)
    text = "\n".join("".join(r.choice(glyphs) for _ in range(40)) for _ in range(25))
    diagram = read(text)
    assert diagram.problems


def test_many_boxes_side_by_side_are_read() -> None:
    count = 5_000
    text = "\n".join(["┌──┐" * count, "".join(f"│{n % 90 + 10}│" for n in range(count)), "└──┘" * count])
    assert len(read(text).nodes) == count
