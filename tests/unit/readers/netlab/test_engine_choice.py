"""Which engine reads a lab, and what is said where netlab cannot; a small program stands in for netlab."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from topodraw.errors import SourceError, ToolFailed, ToolNotFound
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions

LAB = "name: lab\nplugin: [ mine ]\nnodes: [ a, b ]\nlinks: [ a-b ]\n"

SNAPSHOT = """
import pathlib, sys
out = next(word for word in sys.argv if word.startswith("yaml:")).partition("=")[2]
pathlib.Path(out).write_text('''
_netlab_version: 1
input: [x]
name: lab
nodes:
  z: {id: 1, name: z, device: frr, interfaces: []}
links: []
''')
"""


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "mine.py").write_text("")
    (tmp_path / "lab" / "topology.yml").write_text(LAB)
    return tmp_path / "lab" / "topology.yml"


@pytest.fixture
def netlab(tmp_path: Path):
    """Return a function that makes a program in the place of netlab, from the Python that it runs."""

    def make(text: str) -> dict[str, str]:
        path = tmp_path / "netlab"
        path.write_text(f"#!{sys.executable}\n{text}")
        path.chmod(0o755)
        return {"netlab": str(path)}

    return make


def read(path: Path, **options):
    return read_topology(path, options=ReadOptions(**options))


def names(topology) -> list[str]:
    return [node.name for node in topology.nodes]


@pytest.mark.parametrize(("engine", "allow"), [("native", False), ("native", True), ("auto", False)])
def test_nothing_runs_unless_it_is_asked_for_and_allowed(lab, netlab, engine, allow):
    topology = read(lab, engine=engine, allow_plugins=allow, engines=netlab("raise SystemExit(1)"))
    assert names(topology) == ["a", "b"]
    (warning,) = topology.warnings
    assert warning.location.line == 2
    assert "plugin mine is code of the lab's own and not run" in warning.text
    assert ("--allow-plugins lets netlab run it" in warning.text) == (engine == "auto")


def test_auto_leaves_a_lab_without_foreign_plugins_alone(lab, netlab):
    lab.write_text("plugin: [ files, bgp.session ]\nnodes: [ a ]")
    topology = read(lab, allow_plugins=True, engines=netlab("raise SystemExit(1)"))
    assert (names(topology), topology.warnings) == (["a"], ())


def test_what_netlab_writes_is_read(lab, netlab):
    topology = read(lab, allow_plugins=True, engines=netlab(SNAPSHOT))
    assert names(topology) == ["z"]
    assert (topology.kind, topology.file, topology.files, topology.warnings) == ("netlab", str(lab), (str(lab),), ())


def test_wishes_in_the_defaults_of_the_lab_are_kept(lab, netlab):
    lab.write_text(LAB + "defaults.outputs.graph.as_clusters: false\n")
    assert read(lab, allow_plugins=True, engines=netlab(SNAPSHOT)).preferences.group_by == ("none",)


def test_code_is_refused_where_it_stands(lab, netlab):
    with pytest.raises(SourceError) as caught:
        read(lab, engine="netlab", engines=netlab(SNAPSHOT))
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.location.line) == (str(lab), 2)
    assert "plugin mine is Python code" in problem.text
    assert "--allow-plugins" in problem.text


def test_a_missing_netlab_is_an_error_or_a_warning(lab):
    with pytest.raises(ToolNotFound, match=r"pip install 'topodraw\[netlab\]'"):
        read(lab, engine="netlab", allow_plugins=True)
    (warning,) = read(lab, allow_plugins=True).warnings
    assert "pip install 'topodraw[netlab]'" in warning.text


COMPLAINTS = [
    ("IncorrectValue in links: first\\nIncorrectValue in links: second", "netlab: IncorrectValue in links: first"),
    ("Warning in bgp: hm\\n... hint\\nFatal error in netlab: bad", "netlab: Fatal error in netlab: bad"),
    ("Traceback (most recent call last):\\n  File x\\nKeyError: 3", "netlab: KeyError: 3"),
    ("", "netlab: it stopped without a word"),
    ("\\x1b[31mMissingValue in nodes: none\\x1b[0m", "netlab: MissingValue in nodes: none"),
]


@pytest.mark.parametrize(("stderr", "text"), COMPLAINTS)
def test_the_first_complaint_of_netlab_is_told(lab, netlab, stderr, text):
    engines = netlab(f"import sys\nsys.stderr.write('{stderr}')\nsys.exit(1)")
    with pytest.raises(SourceError) as caught:
        read(lab, engine="netlab", allow_plugins=True, engines=engines)
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.text) == (str(lab), text)
    topology = read(lab, allow_plugins=True, engines=engines)
    assert names(topology) == ["a", "b"]
    assert text in topology.warnings[0].text


@pytest.mark.parametrize("text", ["", "import sys\nsys.stderr.write('x' * 10_000_000)"])
def test_a_netlab_that_writes_nothing_is_an_error(lab, netlab, text):
    with pytest.raises(SourceError, match="netlab: "):
        read(lab, engine="netlab", allow_plugins=True, engines=netlab(text))


@pytest.mark.parametrize("data", ["", "- 1", "nodes: [", "\\xff", "nodes: {a: 3}"])
def test_data_that_nobody_can_read_are_an_error(lab, netlab, data):
    text = f"import sys\nopen([w for w in sys.argv if 'yaml:' in w][0].partition('=')[2], 'w').write('{data}')"
    with pytest.raises(SourceError):
        read(lab, engine="netlab", allow_plugins=True, engines=netlab(text))


def test_a_netlab_that_hangs_is_ended_with_all_it_started(lab, netlab, tmp_path):
    text = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'pids')!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(60)"
    )
    with pytest.raises(SourceError, match="stopped after 2 seconds"):
        read(lab, engine="netlab", allow_plugins=True, engines=netlab(text), timeout=2)
    for pid in (tmp_path / "pids").read_text().split():
        state = Path(f"/proc/{pid}/stat")
        assert not state.exists() or state.read_text().split()[2] == "Z"


def test_netlab_sees_nothing_of_the_user(lab, netlab, tmp_path, monkeypatch):
    monkeypatch.setenv("NETLAB_DEVICE", "eos")
    monkeypatch.setenv("SECRET", "x")
    seen = tmp_path / "seen"
    engines = netlab(f"import os\nopen({str(seen)!r}, 'w').write(repr((dict(os.environ), os.getcwd())))\n{SNAPSHOT}")
    read(lab, engine="netlab", allow_plugins=True, engines=engines)
    env, folder = eval(seen.read_text())
    assert not {"NETLAB_DEVICE", "SECRET"} & set(env)
    assert not Path(env["HOME"]).exists()
    assert not Path(folder).exists()
    read(lab, engine="netlab", allow_plugins=True, engines=engines, env=dict(os.environ))
    env, _ = eval(seen.read_text())
    assert (env["NETLAB_DEVICE"], env["HOME"]) == ("eos", os.environ["HOME"])


def test_settings_are_passed_on(lab, netlab, tmp_path):
    seen = tmp_path / "seen"
    engines = netlab(f"import sys\nopen({str(seen)!r}, 'w').write(repr(sys.argv))\n{SNAPSHOT}")
    settings = (("provider", "clab"), ("defaults.device", " eos "))
    read(lab, engine="netlab", allow_plugins=True, engines=engines, settings=settings)
    words = eval(seen.read_text())
    assert "provider=clab" in words
    assert "defaults.device=eos" in words


@pytest.mark.parametrize(("key", "value"), [("module", "[a, b]"), ("vlans", "{a: {}}"), ("name", "a=b")])
def test_a_setting_that_netlab_would_misread_is_refused(lab, netlab, key, value):
    settings = ((key, value),)
    with pytest.raises(SourceError, match="netlab takes only a word or a number here") as caught:
        read(lab, engine="netlab", allow_plugins=True, engines=netlab(SNAPSHOT), settings=settings)
    assert caught.value.problems[0].location.file == f"--set {key}"


def test_a_netlab_that_cannot_be_started_is_an_error_or_a_warning(lab, tmp_path):
    engines = {"netlab": str(tmp_path / "nowhere")}
    with pytest.raises(ToolFailed, match="cannot be started"):
        read(lab, engine="netlab", allow_plugins=True, engines=engines)
    assert "cannot be started" in read(lab, allow_plugins=True, engines=engines).warnings[0].text
