"""Diagrams as draw.io files: where things stand, what is tied to what, what is shown."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

import topodraw
from drawio_checks import Cell, faults, read
from random_labs import random_lab
from topodraw.diagram import Box, Diagram, Edge, End, Frame, Legend
from topodraw.errors import UnknownName
from topodraw.layout import ArrangeOptions, arrange, assign_tiers
from topodraw.model import Hints
from topodraw.rendering import Renderer, RenderOptions
from topodraw.text import width
from topodraw.views import views_of
from topodraw_drawio import DrawioRenderer

SAMPLES = sorted(folder for folder in (Path(__file__).parents[3] / "samples").iterdir() if folder.is_dir())
MARGIN = 16


def drawn(diagram: Diagram, **options: Any) -> dict[str, Cell]:
    return read(DrawioRenderer().render(diagram, RenderOptions(format="drawio", **options)))


def test_it_is_a_renderer() -> None:
    assert isinstance(DrawioRenderer(), Renderer)
    with pytest.raises(UnknownName):
        drawn(random_lab(1), theme="no such")


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_samples_have_no_faults(sample: Path) -> None:
    for view in views_of(topodraw.load(sample)):
        for labels in ("none", "both"):
            for direction in ("down", "right"):
                drawing = topodraw.draw(sample, "drawio", view=view, labels=labels, direction=direction)
                assert list(faults(read(str(drawing)))) == [], (view, labels, direction)


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("seed", range(40))
def test_everything_stands_where_it_is_arranged(seed: int, direction: Any) -> None:
    lab = random_lab(seed)
    cells = drawn(lab, direction=direction)
    assert list(faults(cells)) == []
    arrangement = arrange(lab, ArrangeOptions(direction=direction, icon=2))
    numbers = {box.id: at for at, box in enumerate(arrangement.diagram.boxes, 1)}
    for box in arrangement.boxes:
        expected = (box.x * 8 + MARGIN, box.y * 16 + MARGIN, (box.width - 1) * 8, (box.height - 1) * 16)
        assert cells[f"n{numbers[box.box]}"].box == expected
    for route in arrangement.routes:
        cell = cells[f"e{route.edge + 1}"]
        edge = arrangement.diagram.edges[route.edge]
        assert (cell.source, cell.target) == (f"n{numbers[edge.a.box]}", f"n{numbers[edge.b.box]}")
        ends = [(x * 8 + MARGIN, y * 16 + MARGIN) for x, y in (route.points[0], route.points[-1])]
        assert [cell.points[0], cell.points[-1]] == [pytest.approx(end, abs=0.1) for end in ends]
        assert set(cell.points[1:-1]) <= {(x * 8 + MARGIN, y * 16 + MARGIN) for x, y in route.points}


@pytest.mark.parametrize("seed", range(20))
def test_every_text_beside_lines_is_shown_at_its_place(seed: int) -> None:
    lab = random_lab(seed)
    cells = drawn(lab)
    texts = arrange(lab, ArrangeOptions(icon=2)).texts
    for at, text in enumerate(texts, 1):
        left, top, _, _ = cells[f"t{at}"].box
        assert cells[f"t{at}"].label == text.text
        assert left == pytest.approx((text.x + (width(text.text) - 1) / 2) * 8 + MARGIN, abs=0.2)
        assert top + (0 if cells[cells[f"t{at}"].parent].edge else 8) == pytest.approx(text.y * 16 + MARGIN, abs=0.2)


def test_frames_hold_their_nodes() -> None:
    frames = (Frame("in", "AS 1", ("a", "b"), parent="out"), Frame("out", "site", ("c", "d")))
    cells = drawn(assign_tiers(Diagram("lab", boxes=tuple(map(Box, "abcd")), frames=frames)))
    assert [cells[f"n{at}"].parent for at in (1, 2, 3, 4)] == ["f1", "f1", "f2", "f2"]
    assert (cells["f1"].parent, cells["f2"].parent, cells["f2"].label) == ("f2", "1", "site")


def test_looks_links_and_hostile_texts() -> None:
    name = "<script>alert('1')</script>"
    box = Box("r", title=name, hints=Hints(fill="navy", url="https://example.net/"))
    other = Box("s", title="]]>&lt;", hints=Hints(url="javascript:alert(1)", color="red;shape=x"))
    edge = Edge(End("r"), End("s", arrow=True), "ebgp")
    cells = drawn(assign_tiers(Diagram("lab", boxes=(box, other), edges=(edge,), legend=(Legend("ebgp", "<i>"),))))
    assert cells["n1"].label == f"<b>{html.escape(name)}</b>".replace("&#x27;", "&#39;")
    assert (cells["n1"].link, cells["n2"].link) == ("https://example.net/", None)
    assert (cells["n1"].style["fillColor"], cells["n1"].style["fontColor"]) == ("#000080", "#ffffff")
    assert "shape" not in cells["n2"].style
    assert "<" not in (cells["n1"].tooltip or "<")
    assert (cells["e1"].style["endArrow"], cells["e1"].style["strokeColor"]) == ("block", "#b3261e")
    assert (cells["legend-1"].label, cells["legend-1"].style["html"]) == ("<i>", "0")


def test_what_is_wrong_is_found() -> None:
    text = DrawioRenderer().render(random_lab(3), RenderOptions(format="drawio"))
    with pytest.raises(ValueError, match="lies in"):
        read(text.replace('parent="1"', 'parent="none"', 1))
