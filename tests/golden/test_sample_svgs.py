"""Samples as SVG, as they are drawn today; ``pytest tests/golden --snapshot-update`` writes them anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_snapshot.plugin import Snapshot

import topodraw

SAMPLES = Path(__file__).parents[2] / "samples"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("bgp-route-leaks", "bgp", {}),
    ("evpn-multi-pod", "bgp", {"theme": "mono"}),
    ("multi-access", "topology", {"labels": "both", "theme": "dark"}),
]


@pytest.mark.parametrize(("sample", "view", "options"), CASES, ids=[case[0] for case in CASES])
def test_sample_is_drawn_as_before(sample: str, view: str, options: dict[str, Any], snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / sample
    drawing = topodraw.draw(SAMPLES / sample, "svg", view=view, **options)
    snapshot.assert_match(str(drawing), f"{view}.svg")
