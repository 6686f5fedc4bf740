"""The wheel in an environment with nothing but its core dependencies: what it draws there, and what it loads for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("build")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LAB = ROOT / "samples" / "bgp-route-leaks"
SCRIPT = """
import json, sys, topodraw
drawn = topodraw.draw(sys.argv[1], sys.argv[2], view="bgp")
print(json.dumps([str(drawn), sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it without extras, return the interpreter of the environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *folder.glob("*.whl"))
    return python


def run(*command: object, **options: Any) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_core_dependencies_are_four(python: Path) -> None:
    listed = json.loads(run(python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"))
    names = {entry["name"].lower() for entry in listed}
    assert {"pyyaml", "networkx", "graphviz", "rich", "topodraw"} <= names
    assert names - {"pyyaml", "networkx", "graphviz", "rich", "topodraw"} <= {
        "pip", "setuptools", "wheel", "markdown-it-py", "mdurl", "pygments",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["svg", "text", "dot", "d2", "mermaid", "drawio"])
def test_a_drawing_loads_of_them_only_what_reads_yaml(python: Path, tmp_path: Path, format: str) -> None:
    drawn, modules = json.loads(run(python, "-c", SCRIPT, LAB, format, cwd=tmp_path))
    assert "cust_ab" in drawn
    if format == "svg":
        assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert {"networkx", "graphviz", "rich", "subprocess"}.isdisjoint(modules)
    strange = {name for name in modules if not name.startswith("_")} - sys.stdlib_module_names
    assert {name for name in strange if not name.startswith("topodraw")} <= {"yaml", "cython_runtime"}


def test_configurations_of_devices_need_nothing_more(python: Path, tmp_path: Path) -> None:
    drawn, modules = json.loads(run(python, "-c", SCRIPT, ROOT / "samples" / "frr-multi-as", "text", cwd=tmp_path))
    assert "AS 65010" in drawn
    strange = {name for name in modules if not name.startswith("_")} - sys.stdlib_module_names
    assert {name for name in strange if not name.startswith("topodraw")} <= {"yaml", "cython_runtime"}


def test_the_command_draws_svg_without_any_engine(python: Path, tmp_path: Path) -> None:
    command = python.with_name("topodraw")
    run(command, "render", LAB, "-o", "lab.svg", cwd=tmp_path, env={"PATH": "/nowhere", "HOME": str(tmp_path)})
    assert ET.parse(tmp_path / "lab.svg").getroot().attrib["role"] == "img"
    assert "svg" in run(command, "formats", cwd=tmp_path)


def test_png_without_an_engine_says_what_to_install(python: Path, tmp_path: Path) -> None:
    command = [python.with_name("topodraw"), "render", str(LAB), "-o", "lab.png"]
    environment = {"PATH": "/nowhere", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'topodraw[png]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "lab.png").exists()
