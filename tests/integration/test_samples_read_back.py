"""Every sample's text drawing is read back, by a reader that knows the grammar alone, to exactly what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

import topodraw
from random_diagrams import expected
from topodraw.layout import assign_tiers
from topodraw.textreader import compare, read
from topodraw.views import make_view, views_of
from topodraw.views.options import Labels, ViewOptions

SAMPLES = sorted(folder for folder in (Path(__file__).parents[2] / "samples").iterdir() if folder.is_dir())
CASES = [(sample, view) for sample in SAMPLES for view in views_of(topodraw.load(sample))]


@pytest.mark.parametrize("labels", ["none", "both"])
@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize(("sample", "view"), CASES, ids=[f"{sample.name}-{view}" for sample, view in CASES])
def test_sample_is_read_back(sample: Path, view: str, charset: str, labels: Labels) -> None:
    diagram = assign_tiers(make_view(topodraw.load(sample), view, ViewOptions(labels=labels)))
    text = str(topodraw.draw(diagram, charset=charset))
    assert compare(read(text, charset), **expected(diagram)) == []
