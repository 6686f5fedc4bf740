"""Samples with their BGP sessions laid over the topology: read back, by the grammar alone, to what they show."""

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
WITH_BGP = [sample for sample in SAMPLES if "bgp" in views_of(topodraw.load(sample))]


@pytest.mark.parametrize("labels", ["none", "both"])
@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("sample", WITH_BGP, ids=[sample.name for sample in WITH_BGP])
def test_sessions_over_a_sample_are_read_back(sample: Path, charset: str, labels: Labels) -> None:
    options = ViewOptions(labels=labels, sessions=True)
    diagram = assign_tiers(make_view(topodraw.load(sample), options=options))
    text = str(topodraw.draw(diagram, charset=charset, bundle="never"))
    assert compare(read(text, charset), **expected(diagram)) == []


@pytest.mark.parametrize("sample", WITH_BGP, ids=[sample.name for sample in WITH_BGP])
def test_sessions_leave_every_box_on_its_tier(sample: Path) -> None:
    topology = topodraw.load(sample)
    over, plain = (assign_tiers(make_view(topology, options=ViewOptions(sessions=on))) for on in (True, False))
    assert [box.tier for box in over.boxes] == [box.tier for box in plain.boxes]
