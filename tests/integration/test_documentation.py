"""The documentation says what the program does: generated parts are current, examples run."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.slow
def test_generated_parts_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", [page for page in PAGES if PYTHON.search(page.read_text("utf-8"))], ids=page_id)
def test_python_examples_run(page: Path, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    script = tmp_path / "example.py"
    for example in PYTHON.findall(page.read_text("utf-8")):
        script.write_text(example, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, script], cwd=tmp_path, env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str, str], str]:
    """Return a function that draws a sample with what a how-to page shows installed, and returns the file's content."""
    examples = runpy.run_path(str(ROOT / "docs" / "examples.py"))

    def draw(page: str, out: str) -> str:
        examples["write_examples"]((ROOT / page).read_text("utf-8"), tmp_path)
        path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
        subprocess.run(
            [sys.executable, "-m", "topodraw", "render", ROOT / "samples" / "multi-access", "-o", out],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": path},
            check=True,
        )
        return (tmp_path / out).read_text("utf-8")

    return draw


def test_the_example_of_a_renderer_lists_every_cable(example: Callable[[str, str], str]) -> None:
    rows = example("docs/how-to/write-a-renderer.md", "lan.cables").splitlines()
    assert "r2,eth2,r4,eth2" in rows
    assert sum("172.16.0.0/24" in row for row in rows) == 5


def test_the_example_of_an_arranging_renderer_places_every_node(example: Callable[[str, str], str]) -> None:
    page = example("docs/how-to/write-a-renderer.md", "lan.html")
    assert sorted(re.findall(r"background:white'>(\w+)<", page)) == ["r1", "r2", "r3", "r4", "r5"]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page_id(page)} links to {target}"
