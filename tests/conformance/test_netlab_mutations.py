"""Broken lab files: each is drawn, or refused with a message that says where; soon, and in little memory.

``TOPODRAW_MUTANTS`` sets how many (200); with ``TOPODRAW_FRESH`` they are different ones in every run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import pytest

from conformance.corpora import cases
from conformance.mutations import mutated

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("drawing_worker.py")
MUTANTS = int(os.environ.get("TOPODRAW_MUTANTS", "200"))
PARTS = 4
MEGABYTES = 500

pytestmark = pytest.mark.slow


def originals() -> list[bytes]:
    """Return the samples, and what real labs there are, as they stand on disk."""
    labs = [
        *(ROOT / "samples").glob("*/*.yml"),
        *(case.topology for case in (*cases("netlab"), *cases("containerlab"))),
    ]
    return [path.read_bytes() for path in sorted(labs)]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_broken_file_is_drawn_or_refused_with_a_place(part: int, tmp_path: Path) -> None:
    files = originals()
    seed = SystemRandom().getrandbits(32) if os.environ.get("TOPODRAW_FRESH") else part
    count = max(1, MUTANTS // PARTS)
    for number in range(count):
        (tmp_path / f"{number:05}.yml").write_bytes(mutated(files, Random(f"{seed} {number}")))
    answers = draw(tmp_path)
    failures = [f"{a['name']} (seed {seed}): {a.get('text', 'the process died')}" for a in answers if failed(a)]
    assert not failures, "\n\n".join(failures[:5])
    assert len(answers) == count
    assert max(answer["megabytes"] for answer in answers) < MEGABYTES
    outcomes = Counter(answer["outcome"] for answer in answers)
    assert min(outcomes["drawn"], outcomes["refused"]) > count / 20, f"one-sided mutations: {outcomes}"


def failed(answer: dict[str, Any]) -> bool:
    return answer["outcome"] not in {"drawn", "refused"}


def draw(folder: Path) -> list[dict[str, Any]]:
    """Return what became of each file of a folder, of all of them even where the process dies on one."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "renderers")])}
    done = subprocess.run(
        [sys.executable, str(WORKER), str(folder), str(MEGABYTES)], env=environment, capture_output=True, text=True
    )
    answers = {answer["name"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    assert answers, done.stderr
    return list(answers.values())
