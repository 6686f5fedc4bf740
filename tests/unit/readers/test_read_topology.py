"""Telling what a file is, finding it in a directory, and saying so when that is not possible."""

import importlib.metadata
import io
import subprocess
import sys

import pytest

from topodraw import readers
from topodraw.errors import SourceError, TopodrawError, UnknownName
from topodraw.model_json import dumps
from topodraw.readers import list_readers, read_topology
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

LAB = "name: lab\ntopology:\n  nodes: {a: , b: {kind: linux}}\n  links: [{endpoints: ['a:eth1', 'b:eth1']}]\n"
EXPECTED = (
    "expected is netlab (nodes or links), containerlab (name, topology.nodes), topodraw JSON (source.kind, nodes) or a "
    "text diagram"
)


def refusal(what, **options):
    with pytest.raises(SourceError) as caught:
        read_topology(what, **options)
    return str(caught.value)


def test_a_lab_is_told_by_its_content_not_its_name(tmp_path):
    path = tmp_path / "anything.txt"
    path.write_text(LAB)
    topology = read_topology(path)
    assert (topology.kind, topology.name, topology.files) == ("containerlab", "lab", (str(path),))


def test_a_drawn_model_is_read_back(tmp_path):
    lab = read_topology(Source("lab.yml", LAB))
    path = tmp_path / "model.json"
    path.write_text(dumps(lab))
    again = read_topology(path)
    assert (again.nodes, again.links, again.kind, again.file) == (lab.nodes, lab.links, "containerlab", "lab.yml")
    assert again.files == (str(path),)


def test_standard_input_is_told_by_content_as_well(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LAB.encode())))
    assert read_topology("-").file == "<stdin>"


def test_the_files_of_earlier_readings_are_kept(tmp_path):
    path = tmp_path / "lab.yml"
    path.write_text(LAB)
    sources = Sources()
    read_topology(path, sources=sources)
    path.unlink()
    assert read_topology(path, sources=sources).name == "lab"


@pytest.mark.parametrize("name", ["x.clab.yml", "x.clab.yaml", "x.yaml", "x.json"])
def test_the_only_topology_of_a_directory_is_found(tmp_path, name):
    (tmp_path / name).write_text(LAB)
    (tmp_path / "values.yml").write_text("colour: red\n")
    (tmp_path / "broken.yml").write_text("a: [\n")
    (tmp_path / "latin.yml").write_bytes(b"\xe9")
    assert read_topology(tmp_path).file == str(tmp_path / name)


def test_a_directory_with_no_topology_or_several_is_refused(tmp_path):
    assert refusal(tmp_path).endswith("holds no topology file (topology.yml, *.clab.yml, or another); name the file")
    (tmp_path / "b.clab.yml").write_text(LAB)
    (tmp_path / "a.clab.yaml").write_text(LAB)
    (tmp_path / "other.yml").write_text(LAB)
    assert refusal(tmp_path).endswith("holds several topologies (a.clab.yaml, b.clab.yml); name the one to draw")


def test_a_named_kind_looks_for_files_of_that_kind(tmp_path):
    (tmp_path / "a.clab.yml").write_text(LAB)
    (tmp_path / "topology.yml").write_text("nodes: [a]\n")
    assert "holds several topologies" in refusal(tmp_path)
    assert read_topology(tmp_path, kind="containerlab").name == "lab"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"f.yml: error: is empty; {EXPECTED}"),
        ("# nothing\n", f"f.yml: error: is empty; {EXPECTED}"),
        ("\n- a\n- b\n", f"f.yml:2:1: error: holds a list where a mapping belongs; {EXPECTED}"),
        ("hello\n", f"f.yml:1:1: error: holds a single value where a mapping belongs; {EXPECTED}"),
        ("colour: red\n", f"f.yml:1:1: error: is not a topology that can be read; {EXPECTED}"),
        ("a: 1\n\tb: 2\n", "f.yml:2:1: error: a tab may not indent YAML; use spaces"),
    ],
)
def test_what_is_no_topology_is_refused_in_one_line(text, message):
    assert refusal(Source("f.yml", text)) == message


def test_a_named_kind_does_not_make_a_list_a_lab():
    assert "holds a list where a mapping belongs" in refusal(Source("f.yml", "- a\n"), kind="containerlab")
    assert "a tab may not indent YAML" in refusal(Source("f.yml", "a: 1\n\tb: 2\n"), kind="containerlab")
    assert "defines no nodes" in refusal(Source("f.yml", "colour: red\n"), kind="containerlab")


def test_the_kind_of_a_netlab_snapshot_names_the_reader_of_netlab():
    assert read_topology(Source("t.yml", "nodes: [a, b]\n"), kind="netlab-snapshot").kind == "netlab"


def test_an_unknown_kind_is_named_with_those_there_are():
    with pytest.raises(UnknownName, match=r"unknown kind of input 'containerlap'; did you mean 'containerlab'\?"):
        read_topology(Source("f.yml", LAB), kind="containerlap")


FOREIGN = """
from topodraw.model import Topology

class Reader:
    kind = "foreign"

    def recognises(self, source, document):
        return source.text.startswith("foreign")

    def read(self, source, document, sources, options):
        sources.read(source.folder / "more.txt")
        return Topology("from abroad", kind="foreign")
"""


@pytest.fixture
def foreign(monkeypatch):
    """Return a function that installs a reader under the entry point ``foreign``."""

    def install(value):
        point = importlib.metadata.EntryPoint("foreign", value, "topodraw.readers")
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point])

    caches = (readers._entry_points, readers._third_party)
    for cache in caches:
        cache.cache_clear()
    yield install
    for cache in caches:
        cache.cache_clear()


def test_a_reader_of_someone_elses_takes_what_ours_do_not_know(foreign, tmp_path, monkeypatch):
    (tmp_path / "reader_from_abroad.py").write_text(FOREIGN)
    (tmp_path / "more.txt").write_text("more")
    (tmp_path / "lab").write_text("foreign lab")
    monkeypatch.syspath_prepend(tmp_path)
    foreign("reader_from_abroad:Reader")
    topology = read_topology(tmp_path / "lab")
    assert (topology.name, topology.file) == ("from abroad", str(tmp_path / "lab"))
    assert topology.files == (str(tmp_path / "lab"), str(tmp_path / "more.txt"))
    assert list_readers()["foreign"] == "reader_from_abroad:Reader"
    assert read_topology(Source("f.yml", LAB)).kind == "containerlab"
    assert read_topology(Source("f.yml", LAB, tmp_path / "f.yml"), kind="foreign").kind == "foreign"


def test_a_reader_that_cannot_be_loaded_is_named(foreign):
    foreign("no_such_module:Reader")
    with pytest.raises(TopodrawError, match=r"the reader 'foreign' \(no_such_module:Reader\) cannot be loaded"):
        read_topology(Source("f", "foreign"))
    assert read_topology(Source("f.yml", LAB)).kind == "containerlab"


def test_entry_points_are_not_scanned_for_a_file_of_ours():
    code = (
        "import sys; from topodraw.readers import read_topology; from topodraw.source import Source\n"
        f"read_topology(Source('f.yml', {LAB!r}))\n"
        "sys.exit('importlib.metadata' in sys.modules or 'networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_options_that_mean_nothing_to_a_kind_of_lab_are_said(tmp_path):
    lab = tmp_path / "topology.yml"
    lab.write_text("nodes: [r1]\n")
    options = ReadOptions(settings=(("name", "x"),), vars=("v.yml",), configs="auto")
    found = read_topology(lab, options=options)
    assert [warning.text.partition(" is for")[0] for warning in found.warnings] == ["--vars", "--configs"]
    clab = tmp_path / "x.clab.yml"
    clab.write_text("name: x\ntopology: {nodes: {r1: {kind: linux}}}\n")
    found = read_topology(clab, options=ReadOptions(settings=(("name", "x"),)))
    assert [warning.text.partition(" is for")[0] for warning in found.warnings] == ["--set"]
