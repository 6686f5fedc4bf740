"""Samples as Mermaid and draw.io, as they are written today; ``pytest tests/golden --snapshot-update`` writes them
anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_snapshot.plugin import Snapshot

import topodraw

SAMPLES = Path(__file__).parents[2] / "samples"
FORMATS = {"mermaid": "mmd", "drawio": "drawio"}
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("evpn-multi-pod", "bgp", {}),
    ("multi-access", "topology", {"labels": "both", "theme": "dark"}),
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("sample", "view", "options"), CASES, ids=[case[0] for case in CASES])
def test_sample_is_written_as_before(
    sample: str, view: str, options: dict[str, Any], format: str, snapshot: Snapshot
) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "drawings" / sample
    drawing = topodraw.draw(SAMPLES / sample, format, view=view, **options)
    snapshot.assert_match(str(drawing), f"{view}.{FORMATS[format]}")
