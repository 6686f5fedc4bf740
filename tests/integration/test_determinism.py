"""The same input gives the same bytes, whatever the hash seed, the locale and the terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"

DRAW_ALL = """
import hashlib, sys, topodraw
from topodraw.views import views_of
for path in sys.argv[1:]:
    lab = topodraw.load(path)
    for view in views_of(lab):
        for format in ("text", "dot", "d2", "json"):
            drawing = topodraw.draw(lab, format, view=view, labels="both")
            print(path, view, format, hashlib.sha256(drawing.content.encode()).hexdigest())
"""


def drawn(**environment):
    labs = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
    command = [sys.executable, "-c", DRAW_ALL, *labs]
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=SAMPLES, env=env, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def usual():
    return drawn(PYTHONHASHSEED="0")


def test_every_sample_is_drawn(usual):
    assert {line.split()[0] for line in usual} == {path.name for path in SAMPLES.iterdir() if path.is_dir()}


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_the_hash_seed_changes_nothing(usual, seed):
    assert drawn(PYTHONHASHSEED=seed) == usual


def test_locale_and_terminal_change_nothing(usual):
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "30", "TERM": "dumb", "FORCE_COLOR": "1", "TZ": "Asia/Tokyo"}
    assert drawn(PYTHONHASHSEED="0", **odd) == usual
