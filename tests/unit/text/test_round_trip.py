"""The gate of the text drawings: random labs, drawn in every charset, show exactly what they were given.

They are read back by a reader that knows the grammar alone, and looked at cell by cell (`drawing_faults`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from drawing_faults import CHARSETS, drawings, faults, ownership_faults, parity_faults
from random_labs import HOSTILE, MIXED, random_lab, spelled
from topodraw.diagram import Diagram
from topodraw.layout import ArrangeOptions
from topodraw.rendering import RenderOptions
from topodraw_ascii import TextRenderer

SEEDS = range(300)
FAULTY = [961, 1348, 1462, 2534, 2813, 2870, 3491, 4125, 4666]
"""Of 5,000 labs those in which a fault was found once."""
DIGESTS = Path(__file__).parents[2] / "drawing_digests.py"


@pytest.mark.parametrize("seed", [*SEEDS, *FAULTY])
def test_random_labs_are_drawn_exactly(seed: int) -> None:
    lab = random_lab(seed)
    drawn = drawings(lab, {charset: spelled(lab, charset) for charset in CHARSETS})
    assert [fault for drawing in drawn for fault in faults(drawing)] == []
    assert parity_faults(drawn) == []
    assert ownership_faults(drawn[0].arrangement) == []


@pytest.mark.parametrize("seed", range(0, 300, 10))
def test_labs_are_drawn_exactly_with_frames_unfolded_and_meshes_in_full(seed: int) -> None:
    lab = random_lab(seed)
    options = ArrangeOptions(fold=False, bundle="never")
    drawn = drawings(lab, {charset: spelled(lab, charset) for charset in CHARSETS}, options)
    assert [fault for drawing in drawn for fault in faults(drawing)] == []
    assert ownership_faults(drawn[0].arrangement) == []


@pytest.mark.parametrize("seed", range(0, 300, 4))
def test_labs_are_drawn_exactly_to_the_right(seed: int) -> None:
    lab = random_lab(seed)
    options = ArrangeOptions(direction="right", fold=seed % 8 == 0, bundle="never" if seed % 12 == 0 else "auto")
    drawn = drawings(lab, {charset: spelled(lab, charset) for charset in CHARSETS}, options)
    assert [fault for drawing in drawn for fault in faults(drawing)] == []
    assert parity_faults(drawn) == []
    assert ownership_faults(drawn[0].arrangement) == []


def test_the_labs_have_all_there_is() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        seen.update(features(random_lab(seed)))
    few = {feature: seen[feature] for feature in FEATURES if seen[feature] < 10}
    assert few == {}


FEATURES = [
    *(f"{tiers} tiers" for tiers in (2, 3, 4, 5)),
    *(f"frames {depth} deep" for depth in (1, 2, 3)),
    *("parallel", "flat", "long", "loop", "lan", "stub", "mesh", "arrow", "vrf", "one-sided", "overlay", "alone"),
    *("end label", "middle label", "wide", "combining", "joined", "box drawing", "quote", "bracket", "break", "blank"),
    *("ebgp", "ibgp", "link"),
]


def features(lab: Diagram) -> set[str]:
    """Name what a lab has."""
    tier = {box.id: box.tier or 0 for box in lab.boxes}
    frames = {frame.id: frame for frame in lab.frames}
    pairs = Counter(tuple(sorted((edge.a.box, edge.b.box))) for edge in lab.edges)
    steps = {abs(tier[a] - tier[b]) for a, b in pairs}
    ends = [end for edge in lab.edges for end in (edge.a, edge.b)]
    attached = {end.box for end in ends} | {tap.box for bar in lab.bars for tap in bar.taps}
    texts = "".join([*(box.name for box in lab.boxes), *(label for end in ends for label in end.labels)])
    found = {
        f"{len(set(tier.values()))} tiers": True,
        "parallel": max(pairs.values(), default=0) > 1,
        "loop": any(a == b for a, b in pairs),
        "flat": any(a != b and tier[a] == tier[b] for a, b in pairs),
        "long": max(steps, default=0) > 1,
        "lan": any(len(bar.taps) > 1 for bar in lab.bars),
        "stub": any(len(bar.taps) == 1 for bar in lab.bars),
        "mesh": any(box.id.startswith("m0x") for box in lab.boxes),
        "arrow": any(end.arrow for end in ends),
        "vrf": any(edge.vrf for edge in lab.edges),
        "one-sided": any(edge.one_sided for edge in lab.edges),
        "overlay": any(edge.overlay for edge in lab.edges),
        "alone": any(name not in attached for name in tier),
        "end label": any(end.labels for end in ends),
        "middle label": any(edge.label for edge in lab.edges),
        "wide": "路" in texts,
        "combining": "\u0301" in texts,
        "joined": "\u200d" in texts,
        "box drawing": any("─" <= character <= "╿" for character in texts),
        "quote": "'" in texts,
        "bracket": "[" in texts,
        "break": "\n" in texts,
        "blank": "  " in texts,
    }
    depths = {depth(frames, frame.id) for frame in lab.frames}
    found |= {f"frames {at} deep": max(depths, default=0) >= at for at in (1, 2, 3)}
    found |= {kind: any(edge.kind == kind for edge in lab.edges) for kind in ("ebgp", "ibgp", "link")}
    return {feature for feature, there in found.items() if there}


def depth(frames: dict[str, object], id: str) -> int:
    """Return how many frames are around what is in a frame."""
    parent = frames[id].parent  # type: ignore[attr-defined]
    return 1 + (depth(frames, parent) if parent else 0)


def test_every_text_that_means_harm_occurs() -> None:
    texts = set()
    for seed in SEEDS:
        lab = random_lab(seed)
        texts |= {label for edge in lab.edges for end in (edge.a, edge.b) for label in end.labels}
        texts |= {bar.name for bar in lab.bars} | {box.name.partition(".")[2] for box in lab.boxes}
    assert {text for text in (*MIXED, *HOSTILE) if text.strip()} - texts == set()


def test_the_same_lab_gives_the_same_bytes_whatever_the_hashes_and_the_order_of_attributes() -> None:
    outputs = set()
    for seed in ("0", "1", "2", "3", "12345"):
        command = [sys.executable, str(DIGESTS), seed]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    (output,) = outputs
    assert len(output.splitlines()) > 60


@pytest.mark.parametrize("seed", range(150))
def test_seven_bit_drawings_hold_no_drawn_glyph(seed: int) -> None:
    text = TextRenderer().render(random_lab(seed), RenderOptions(charset="ascii"))
    assert not [glyph for glyph in text if "─" <= glyph <= "╿" or glyph in "▲▼◄►×"]
