"""Random labs, half of them with hostile texts: nothing overlaps, nothing is missing, nothing is harmful."""

from __future__ import annotations

from collections import Counter

import pytest

from random_labs import random_lab
from svg_checks import faults, read, strangers
from topodraw.layout.texts import plain
from topodraw.rendering import RenderOptions
from topodraw_svg import SvgRenderer


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("seed", range(60))
def test_random_lab(seed: int, direction: str) -> None:
    lab = random_lab(seed)
    svg = SvgRenderer().render(lab, RenderOptions(format="svg", direction=direction))  # type: ignore[arg-type]
    assert isinstance(svg, str)
    assert list(strangers(svg)) == []
    assert list(faults(svg)) == []
    assert Counter(read(svg).names) == Counter(plain(box.name) or plain(box.id) or "?" for box in lab.boxes)


def test_what_is_wrong_is_found() -> None:
    svg = SvgRenderer().render(random_lab(1), RenderOptions(format="svg"))
    assert isinstance(svg, str)
    first, second, *_ = (node for node in read(svg).nodes)
    moved = svg.replace(f'<rect x="{first.left - 16:g}" ', f'<rect x="{second.left - 16:g}" ', 1)
    assert moved != svg
    assert any("overlap" in fault or "leaves" in fault for fault in faults(moved))
    assert list(strangers(svg.replace("<path ", '<path onclick="x()" ', 1))) == ["attribute onclick of path"]
    assert list(strangers(svg.replace("</svg>", "<script/></svg>"))) == ["element {http://www.w3.org/2000/svg}script"]
    assert list(strangers(svg.replace("<style>", "<style>\n.other{fill:red}"))) == ["selector .other"]
