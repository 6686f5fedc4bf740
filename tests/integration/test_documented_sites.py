"""The how-to pages on drawing in pages, followed to the letter: what they show is written, what they run is run."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sites import command, environment

ROOT = Path(__file__).parents[2]
FILE = re.compile(
    r'^(?P<fence>```+)\w+ title="(?P<name>[\w./-]+)"\n(?P<body>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL
)
COMMAND = re.compile(r"^```console\n\$ (?P<line>.+)\n```$", re.MULTILINE)
RESULTS = {
    "draw-in-mkdocs": {"site/index.html": 3},
    "draw-in-zensical": {"site/index.html": 1},
    "draw-in-sphinx": {"_build/html/index.html": 1, "_build/html/markdown.html": 2, "_build/text/index.txt": 0},
    "draw-in-python-markdown": {"fabric.html": 1, "text.html": 0},
}
"""Page -> file that it makes -> drawings in there that are SVG."""


def follow(page: str, folder: Path, leaving_out: tuple[str, ...] = ()) -> None:
    """Do in a folder what a page says, without some of its files."""
    text = (ROOT / "docs" / "how-to" / f"{page}.md").read_text("utf-8")
    shutil.copytree(ROOT / "samples", folder / "samples")
    for block in FILE.finditer(text):
        if block["name"] not in leaving_out:
            (folder / block["name"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block["name"]).write_text(block["body"], encoding="utf-8")
    for found in COMMAND.finditer(text):
        program, _, arguments = found["line"].partition(" ")
        done = subprocess.run(
            f"{command(program)} {arguments}",
            shell=True, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def drawings(folder: Path, files: dict[str, int]) -> dict[str, int]:
    marks = {name: (folder / name).read_text("utf-8") for name in files}
    return {name: len(re.findall(r'<svg [^>]*class="topodraw ', text)) for name, text in marks.items()}


@pytest.mark.parametrize("page", RESULTS)
def test_following_a_page_leads_where_it_says(page: str, tmp_path: Path) -> None:
    # Where there are two configurations, Zensical takes its own; that of MkDocs is what most of the page is about.
    follow(page, tmp_path, leaving_out=("zensical.toml",))
    assert drawings(tmp_path, RESULTS[page]) == RESULTS[page]
    assert all("┌─" in (tmp_path / name).read_text("utf-8") for name, count in RESULTS[page].items() if not count)


def test_zensical_takes_the_formatter_from_its_own_configuration(tmp_path: Path) -> None:
    follow("draw-in-zensical", tmp_path, leaving_out=("mkdocs.yml",))
    assert drawings(tmp_path, RESULTS["draw-in-zensical"]) == RESULTS["draw-in-zensical"]
