"""Every sample in every view that applies, as it is drawn today: one file a drawing, to be looked at when it changes.

``pytest tests/golden --snapshot-update`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

import topodraw
from topodraw.views import views_of

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(folder for folder in (ROOT / "samples").iterdir() if folder.is_dir())
CASES = [(sample, view) for sample in SAMPLES for view in views_of(topodraw.load(sample))]
FORMATS = {"text": "txt", "dot": "dot", "d2": "d2"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("sample", "view"), CASES, ids=[f"{sample.name}-{view}" for sample, view in CASES])
def test_sample_is_drawn_as_before(sample: Path, view: str, format: str, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / sample.name
    labels = "interface" if view == "topology" and format != "text" else "none"
    drawing = topodraw.draw(sample, format, view=view, labels=labels)
    snapshot.assert_match(str(drawing), f"{view}.{FORMATS[format]}")


TO_THE_RIGHT = [
    ("bgp-route-leaks", "topology", "none"),
    ("evpn-multi-pod", "topology", "both"),
    ("leaf-spine", "topology", "none"),
    ("multi-access", "topology", "none"),
    ("calico-kubevirt", "bgp", "none"),
]


@pytest.mark.parametrize(("sample", "view", "labels"), TO_THE_RIGHT, ids=[case[0] for case in TO_THE_RIGHT])
def test_sample_is_drawn_to_the_right(sample: str, view: str, labels: str, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / sample
    drawing = topodraw.draw(ROOT / "samples" / sample, view=view, labels=labels, direction="right")
    snapshot.assert_match(str(drawing), f"{view}-right.txt")


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
def test_labels_at_both_ends(charset: str, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / "bgp-route-leaks"
    drawing = topodraw.draw(ROOT / "samples" / "bgp-route-leaks", charset=charset, labels="both")
    snapshot.assert_match(str(drawing), f"labels-{charset}.txt")


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
def test_pages_of_two_fabrics(charset: str, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / "evpn-multi-pod"
    drawing = topodraw.draw(ROOT / "samples" / "evpn-multi-pod", charset=charset, width=40, pages=True)
    snapshot.assert_match(str(drawing), f"pages-{charset}.txt")
