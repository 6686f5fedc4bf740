"""Texts of a lab file as they can be drawn: on one line, and taken for nothing else."""

from __future__ import annotations

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Line
from topodraw.layout.texts import plain, plain_texts


def lab(text: str) -> Diagram:
    """Return a lab that has a text everywhere."""
    return Diagram(
        "t",
        boxes=(Box("a", title=text, lines=(Line(text),)), Box("b")),
        edges=(Edge(End("a", (text,)), End("b"), label=text, vrf=text),),
        bars=(Bar("lan", text, (End("a", (text,)),)),),
        frames=(Frame("f", text, ("a",)),),
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two lines"),
        ("  a  b ", "a b"),
        ("\ta\r\n\tb", "a b"),
        ("a\x1b[m", "a\\x1b[m"),
        ("路  由", "路 由"),
    ],
)
def test_a_text_takes_one_line_without_spare_blanks(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert plain_texts(lab(text)) == lab(shown)


def test_what_is_fine_is_left_alone() -> None:
    for seed in range(60):
        diagram = random_diagram(seed)
        again = plain_texts(diagram)
        assert again == diagram
        assert all(one is other for one, other in zip(again.edges, diagram.edges, strict=True))


@pytest.mark.parametrize("blank", ["", " ", "\n\t "])
def test_names_and_titles_always_show_something(blank: str) -> None:
    diagram = plain_texts(lab(blank))
    assert diagram.boxes[0].name == "a"
    assert diagram.bars[0].name == "lan"
    assert diagram.frames[0].title == "f"


@pytest.mark.parametrize("text", ["[1]", "(12)", " [3]\n"])
def test_labels_do_not_look_like_numbers_of_listed_texts(text: str) -> None:
    diagram = plain_texts(lab(text))
    number = text.strip(" []()\n")
    assert diagram.edges[0].a.labels == (f"{{{number}}}",)
    assert diagram.edges[0].label == diagram.bars[0].name == f"{{{number}}}"
    assert diagram.boxes[0].name == plain(text)


@pytest.mark.parametrize("text", ["[1] one", "[a]", "1", "[]"])
def test_other_brackets_stay(text: str) -> None:
    assert plain_texts(lab(text)) == lab(text)


def test_the_name_of_a_segment_is_not_that_of_a_mesh() -> None:
    assert plain_texts(lab("full mesh 2×3")).bars[0].name == "'full mesh 2×3'"
