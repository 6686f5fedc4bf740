"""Drawings are read back, by a reader that knows the grammar alone, to exactly what they show."""

from __future__ import annotations

import pytest

from random_diagrams import expected, random_diagram
from topodraw.diagram import Diagram
from topodraw.rendering import RenderOptions
from topodraw.textreader import compare, read
from topodraw_ascii import TextRenderer


def draw(diagram: Diagram, charset: str) -> str:
    return TextRenderer().render(diagram, RenderOptions(charset=charset))  # type: ignore[arg-type]


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("seed", range(150))
def test_random_diagrams_are_read_back(seed: int, charset: str) -> None:
    diagram = random_diagram(seed)
    assert compare(read(draw(diagram, charset), charset), **expected(diagram)) == []


@pytest.mark.parametrize("seed", range(150))
def test_seven_bit_drawings_hold_no_drawn_glyph(seed: int) -> None:
    assert not set(draw(random_diagram(seed), "ascii")) & set("─│┌┐└┘├┤┬┴┼═║╔╗╚╝╤╧╪▲▼◄►×")


@pytest.mark.parametrize("seed", range(0, 150, 5))
def test_the_charsets_differ_in_glyphs_only(seed: int) -> None:
    diagram = random_diagram(seed)
    shapes = set()
    for charset in ("box", "rich", "ascii"):
        rows = TextRenderer().render(diagram, RenderOptions(charset=charset, legend=False)).splitlines()  # type: ignore[arg-type]
        shapes.add(tuple(tuple(cell != " " for cell in row) for row in rows))
    assert len(shapes) == 1


def test_no_line_ends_in_a_blank() -> None:
    for seed in range(40):
        assert not [line for line in draw(random_diagram(seed), "box").splitlines() if line != line.rstrip()]
