"""A drawing costs little: what the text path imports, measured in a process of its own."""

import subprocess
import sys

import pytest

HEAVY = {"networkx", "rich", "graphviz", "subprocess", "importlib.metadata", "asyncio", "email", "urllib.request"}

NETLAB = """
name: startup
provider: clab
defaults.device: frr
module: [bgp, isis]
nodes:
  a: {bgp.as: 65000}
  b: {bgp.as: 65001}
links: [a-b]
"""

CONTAINERLAB = """
name: startup
topology:
  nodes:
    a: {kind: linux, labels: {as-number: "65000"}}
    b: {kind: bridge}
  links:
    - endpoints: ["a:eth1", "b:eth1"]
"""


def imported(*arguments, cwd):
    command = [sys.executable, "-X", "importtime", "-m", "topodraw", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    timed, told = [], []
    for line in done.stderr.splitlines():
        (timed if line.startswith("import time:") else told).append(line)
    assert done.returncode == 0, told
    return {row.rpartition("|")[2].strip() for row in timed}


@pytest.mark.parametrize(("name", "text"), [("topology.yml", NETLAB), ("lab.clab.yml", CONTAINERLAB)])
@pytest.mark.parametrize(
    "arguments", [[], ["-f", "ascii"], ["--view", "as"], ["-f", "dot"], ["-f", "d2"], ["-o", "x.txt"]]
)
def test_drawing_loads_nothing_heavy(tmp_path, name, text, arguments):
    (tmp_path / name).write_text(text)
    modules = imported("render", name, *arguments, cwd=tmp_path)
    assert "topodraw.draw" in modules
    assert modules & HEAVY == set()


def test_the_model_as_json_loads_nothing_heavy(tmp_path):
    (tmp_path / "topology.yml").write_text(NETLAB)
    assert imported("inspect", "--json", "topology.yml", cwd=tmp_path) & HEAVY == set()


def test_help_needs_no_reader_no_view_and_no_yaml(tmp_path):
    modules = imported("--help", cwd=tmp_path)
    assert "topodraw.cli" in modules
    assert modules & {"yaml", "topodraw.readers", "topodraw.views", "topodraw.draw"} == set()
    assert modules & HEAVY == set()
