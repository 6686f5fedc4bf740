"""Whatever is wrong with the input or the output: one line that says where, status 2, and nothing written."""

import os
import re
import subprocess
import sys

import pytest

GOOD = "defaults.device: frr\nprovider: clab\nnodes: [a, b]\nlinks: [a-b]\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
SECONDS = 20
"""No input of these may take longer: a documentation build reads other people's files."""


def run(folder, *arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "topodraw", *arguments],
        input=stdin, capture_output=True, cwd=folder, timeout=SECONDS, check=False,
    )  # fmt: skip


def assert_refused(done, place=r"topology\.yml(:\d+:\d+)?", says=""):
    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), err
    assert re.fullmatch(rf"{place}: error: [^\n]*\n", err), err
    assert "internal error" not in err
    assert re.search(says, err), err


INPUTS = {
    "empty": (b"", "is empty"),
    "only a comment": (b"# nothing yet\n", "is empty"),
    "binary": (b"\x7fELF\x02\x01\x01\0\0\0", "binary"),
    "not UTF-8": (b"name: caf\xe9\n", "UTF-8"),
    "tab": (b"nodes:\n  a:\n\tdevice: frr\n", "tab"),
    "not closed": (b"nodes: [a, b\n", "not valid YAML"),
    "duplicate key": (b"name: x\nnodes: [a]\nname: y\n", "duplicate key 'name'"),
    "duplicate key inside": (b"nodes:\n  a: {id: 1, id: 2}\n", "duplicate key 'id'"),
    "100,000 nested brackets": (b"nodes: " + b"[" * 100_000, "nested deeper"),
    "100,000 nested braces": (b"{a: " * 100_000, "nested deeper"),
    "20 MB": (b"# " + b"x" * 20 * 1024 * 1024, "larger than"),
    "alias bomb": (BOMB.encode() + b"nodes: *i\n", "aliases are expanded"),
    "alias of itself": (b"nodes: &n [*n]\n", "contains itself"),
    "a list": (b"- a\n- b\n", "where a mapping belongs"),
    "a word": (b"topology\n", "where a mapping belongs"),
    "nothing known": (b"apiVersion: v1\nkind: Pod\n", "not a topology"),
    "unknown node in a link": (b"nodes: [a, b]\nlinks: [a-nosuch]\n", "nosuch"),
    "unknown node in a containerlab link": (
        b"name: x\ntopology:\n  nodes: {a: {kind: linux}}\n  links: [{endpoints: ['a:eth1', 'nosuch:eth1']}]\n",
        "nosuch",
    ),
    "path for a name": (b"nodes: [../../x, b]\n", r"\.\./\.\./x"),
    "path for a key": (b"nodes:\n  ../../x: {}\n  b: {}\n", "node name"),
    "path for a containerlab name": (b"name: x\ntopology:\n  nodes:\n    ../../x: {kind: linux}\n", r"\.\./\.\./x"),
    "nodes a number": (b"nodes: 5\nlinks: [a-b]\n", "nodes"),
    "list for a node": (b"nodes:\n  a: [1, 2]\n  b: {}\n", ""),
    "list for containerlab nodes": (b"name: x\ntopology:\n  nodes: [a, b]\n", "nodes"),
    "list for containerlab topology": (b"name: x\ntopology: [a]\n", ""),
    "circular include": (b"_include: [topology.yml]\nnodes: [a]\n", "include"),
    "two documents": (b"nodes: [a]\n---\nnodes: [b]\n", "second"),
    "python tag": (b"nodes: !!python/object/apply:os.system ['true']\n", "tag"),
}


@pytest.mark.parametrize("command", [["render", "-o", "out.txt"], ["inspect", "--json"]], ids=["render", "inspect"])
@pytest.mark.parametrize("name", INPUTS)
def test_bad_input_is_one_line_and_nothing_is_written(tmp_path, name, command):
    data, says = INPUTS[name]
    (tmp_path / "topology.yml").write_bytes(data)
    assert_refused(run(tmp_path, *command, "topology.yml"), says=says)
    assert os.listdir(tmp_path) == ["topology.yml"]


def test_files_that_include_each_other(tmp_path):
    (tmp_path / "topology.yml").write_text("_include: [other.yml]\nnodes: [a]\n")
    (tmp_path / "other.yml").write_text("_include: [topology.yml]\n")
    assert_refused(run(tmp_path, "render", "topology.yml"), place=r"(topology|other)\.yml(:\d+:\d+)?", says="include")


def test_several_errors_are_a_line_each(tmp_path):
    (tmp_path / "topology.yml").write_text("defaults.device: frr\nnodes: [a, b]\nlinks:\n- a-nosuch\n- b-nobody\n")
    done = run(tmp_path, "render", "topology.yml")
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 2
    assert all(re.match(r"topology\.yml:\d+:\d+: error: ", line) for line in lines)


@pytest.mark.parametrize(
    ("name", "says"), [("missing.yml", "no such file"), ("folder", "no topology"), ("a\nb\x1b[31m.yml", "no such file")]
)
def test_a_file_that_is_not_there(tmp_path, name, says):
    (tmp_path / "folder").mkdir()
    assert_refused(run(tmp_path, "render", name), place=r"[^\n\x1b]+", says=says)


def test_a_directory_with_two_topologies(tmp_path):
    (tmp_path / "a.clab.yml").write_text("name: a\ntopology: {nodes: {x: {kind: linux}}}\n")
    (tmp_path / "b.clab.yml").write_text("name: b\ntopology: {nodes: {x: {kind: linux}}}\n")
    assert_refused(run(tmp_path, "render", "."), place=r"\.", says="several topologies")


def test_standard_input_has_a_name(tmp_path):
    assert_refused(run(tmp_path, "render", "-", stdin=b"nodes: [a, b\n"), place=r"<stdin>:\d+:\d+")
    assert_refused(run(tmp_path, "render", "-", stdin=b""), place="<stdin>", says="empty")


@pytest.fixture
def good(tmp_path):
    (tmp_path / "topology.yml").write_text(GOOD)
    (tmp_path / "folder.txt").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("missing/out.txt", "does not exist"),
        ("folder.txt", "is a directory"),
        ("topology.yml/out.txt", "cannot be written"),
        pytest.param(
            "/proc/out.txt",
            "cannot be written",
            marks=pytest.mark.skipif(not os.path.isdir("/proc"), reason="permissions do not stop root, /proc does"),
        ),
    ],
)
def test_output_that_cannot_be_written(good, out, says):
    assert_refused(run(good, "render", "topology.yml", "-o", out), place=re.escape(out), says=says)
    assert sorted(os.listdir(good)) == ["folder.txt", "topology.yml"]
    assert os.listdir(good / "folder.txt") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not stop root; /proc stands for it above")
def test_a_directory_without_write_permission(good):
    (good / "folder.txt").chmod(0o555)
    done = run(good, "render", "topology.yml", "-o", "folder.txt/out.txt")
    assert_refused(done, place=r"folder\.txt/out\.txt", says="Permission denied")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-f", "sgv"], "unknown format 'sgv'; did you mean 'svg'"),
        (["-o", "out.sgv"], "unknown format 'sgv'"),
        (["--view", "bpg"], "unknown view 'bpg'; did you mean 'bgp'"),
        (["--from", "netlba"], "unknown kind of input 'netlba'; did you mean 'netlab'"),
        (["-f", "svg", "--via", "dott"], "unknown engine 'dott'"),
        (["--group-by", "nosuch"], "nosuch"),
    ],
)
def test_names_that_do_not_exist(good, arguments, says):
    assert_refused(run(good, "render", "topology.yml", "-q", *arguments), place="topodraw", says=says)
    assert sorted(os.listdir(good)) == ["folder.txt", "topology.yml"]


@pytest.mark.parametrize(
    "key", ["nodes", "links", "defaults", "addressing", "groups", "module", "bgp", "plugin", "vlans", "vrfs"]
)
@pytest.mark.parametrize("value", ["5", "word", "[1, [2]]", "{a: {b: [c]}}", "null", "true", "1.5", "[null]", "{1: 2}"])
def test_no_shape_of_a_netlab_key_ends_in_a_traceback(tmp_path, key, value, capsys, monkeypatch):
    from topodraw.cli import main

    monkeypatch.chdir(tmp_path)
    good = {"defaults.device": "frr", "nodes": "[a, b]", "links": "[a-b]", "module": "[bgp]"}
    text = "".join(f"{name}: {each}\n" for name, each in {**good, key: value}.items())
    (tmp_path / "topology.yml").write_text(text)
    status = main(["render", "topology.yml"])
    err = capsys.readouterr().err
    assert status in {0, 2}
    assert "internal error" not in err, text
    assert (status == 2) is (": error: " in err)
