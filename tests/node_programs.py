"""Programs from npm that tests hold files against; `make setup` installs them into the virtual environment."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

MODULES = Path(sys.prefix) / "node_modules"


def module(name: str) -> Path:
    """Return the folder of a package. Skips where it is not installed."""
    if not (MODULES / name).is_dir():
        pytest.skip(f"no {name} in {MODULES} (make setup, or: npm install --prefix {sys.prefix} {name})")
    return MODULES / name


def read_mermaid(flowcharts: Sequence[str]) -> list[dict[str, Any]]:
    """Return what Mermaid finds in each flowchart: how many nodes, links, frames; or its error."""
    node = shutil.which("node")
    if not node:
        pytest.skip("no node here (apt install nodejs npm)")
    module("mermaid")
    command = [node, str(Path(__file__).with_name("mermaid_parser.mjs")), str(MODULES)]
    done = subprocess.run(command, input=json.dumps(flowcharts), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
