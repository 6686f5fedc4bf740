"""The files that a page shows, made real: every fenced block with a title is written under that name.

A block titled ``pyproject.toml`` is installed as far as its entry points go, so that a page's example renderer or
reader is found the way an installed one is.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

__all__ = ["TITLED", "write_examples"]

TITLED = re.compile(
    r'^(?P<fence>```+)\w+ title="(?P<title>[\w.\-]+)"\n(?P<body>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL
)


def write_examples(page: str, folder: Path) -> list[Path]:
    """Write the titled blocks of a page into a folder and return the files written."""
    files = []
    for block in TITLED.finditer(page):
        path = folder / block["title"]
        path.write_text(block["body"], encoding="utf-8")
        files.append(path)
        if path.name == "pyproject.toml":
            _install(tomllib.loads(block["body"])["project"], folder)
    return files


def _install(project: dict[str, Any], folder: Path) -> None:
    """Write the metadata that tells the interpreter of a distribution on its path."""
    metadata = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {target}" for name, target in points.items())]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
