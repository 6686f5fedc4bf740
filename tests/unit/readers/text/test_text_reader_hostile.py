"""Damaged, hostile and outsized drawings: read, or refused with a place; never an exception of another kind."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

import topodraw
from topodraw.errors import SourceError
from topodraw.model_json import from_json, to_json
from topodraw.readers.text import read_text
from topodraw.source import Source

SAMPLES = sorted((Path(__file__).parents[4] / "samples").iterdir())
SIGNS = "┌┐└┘─│├┤┬┴┼═║╪╫▲▼◄►+-|#*~!=.: `\t\0\u0301路a\n"


def read_or_refuse(text: str) -> bool:
    """Tell whether a text is read; a refusal has problems with places."""
    refusal: SourceError | None = None
    try:
        topology = read_text(Source("drawing.txt", text))
    except SourceError as error:
        refusal = error
    if refusal is None:
        assert from_json(to_json(topology)) == topology
        return True
    assert refusal.problems
    assert all(str(problem).startswith("drawing.txt") for problem in refusal.problems)
    return False


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_damaged_drawings_are_read_or_refused(sample: Path, charset: str) -> None:
    text = str(topodraw.draw(sample, charset=charset, labels="both"))
    r = random.Random(f"{sample.name} {charset}")
    outcomes = []
    for _ in range(30):
        damaged = list(text)
        for _ in range(r.choice([1, 1, 2, 8])):
            damaged[r.randrange(len(damaged))] = r.choice(SIGNS)
        outcomes.append(read_or_refuse("".join(damaged)))
    assert not all(outcomes)


@pytest.mark.parametrize(
    "text",
    [
        "┌" * 50_000,
        "┌───┐\n" * 5_000,
        "+" * 50_000,
        "+-+\n" * 5_000,
        ("┼" * 300 + "\n") * 300,
        ("+" * 300 + "\n") * 300,
        ("#" * 300 + "\n") * 300,
        "┌ " * 20_000 + "┐\n" + "│\n" * 3 + "└" + "─" * 40_000 + "┘",
        "┌──┐\n│a │\n└──┘\n" * 3_000,
        "\n".join(" " * depth + "┌ x" + "─" * (600 - 2 * depth) + "┐" for depth in range(250)),
        "```\n" * 20_000,
        "═╤" * 20_000,
        "[1] x\n" * 10_000 + "┌─┐\n│a│\n└─┘",
    ],
    ids=["corners", "tops", "pluses", "halves", "crossings", "joints", "hashes", "titles", "twins", "nests", "fences",
         "taps", "notes"],
)  # fmt: skip
def test_outsized_texts_are_refused_in_time(text: str) -> None:
    started = time.process_time()
    assert not read_or_refuse(text)
    assert time.process_time() - started < 20


def test_a_large_sound_drawing_is_read_in_time() -> None:
    count = 2_000
    row = ("┌────┐" * count, "".join(f"│{number:0>4}│" for number in range(count)), "└────┘" * count)
    started = time.process_time()
    assert read_or_refuse("\n".join(row))
    assert time.process_time() - started < 20
