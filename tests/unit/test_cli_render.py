import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from topodraw.cli import main

LAB = {
    "name": "lab",
    "source": {"kind": "topodraw", "file": "lab.json"},
    "nodes": [
        {"name": "isp", "device": "frr", "role": "router", "asn": 65100},
        {"name": "cust", "device": "frr", "role": "router", "asn": 65200},
    ],
    "links": [
        {
            "kind": "p2p",
            "prefix": {"ipv4": "10.1.0.0/30"},
            "endpoints": [
                {"node": "cust", "interface": "eth1", "ipv4": "10.1.0.1/30"},
                {"node": "isp", "interface": "eth2", "ipv4": "10.1.0.2/30"},
            ],
        }
    ],
    "sessions": [{"a": "cust", "b": "isp", "kind": "ebgp", "families": ["ipv4"]}],
    "groups": [],
    "warnings": [{"file": "lab.yml", "line": 3, "column": 5, "text": "this looks odd"}],
}


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Stand in a folder with a lab that has one warning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lab.json").write_text(json.dumps(LAB))
    return "lab.json"


def has_box(name, text):
    return re.search(rf"│ +{name} +│", text) is not None


WARNING = "lab.yml:3:5: warning: this looks odd\n"


def test_text_goes_to_standard_output_and_warnings_to_standard_error(lab, capsys):
    assert main(["render", lab]) == 0
    out, err = capsys.readouterr()
    assert [name for name in ("isp", "cust") if has_box(name, out)] == ["isp", "cust"]
    assert err == WARNING


def test_quiet_prints_no_warnings(lab, capsys):
    assert main(["render", lab, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_verbose_names_the_files_and_the_engine(lab, capsys, monkeypatch):
    assert main(["render", lab, "-v", "-o", "lab.txt"]) == 0
    assert capsys.readouterr().err == f"lab.json: note: read\n{WARNING}lab.txt: note: written\n"
    assert main(["render", lab, "-v", "-o", "lab.txt"]) == 0
    assert capsys.readouterr().err.endswith("lab.txt: note: unchanged\n")
    monkeypatch.setenv("TOPODRAW_DOT", "/nowhere/dot")
    assert main(["render", lab, "-v", "-f", "pdf"]) == 2
    assert "/nowhere/dot: note: draws the pdf\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["-f", "dot"], ("graph ", "strict ", "digraph ", "//")),
        (["-o", "out.gv"], ("graph ", "strict ", "digraph ", "//")),
        (["-o", "out.json"], ("{",)),
        (["-f", "json", "-o", "-"], ("{",)),
    ],
)
def test_the_format_comes_from_its_option_or_the_suffix(lab, capsys, arguments, begins):
    assert main(["render", lab, *arguments]) == 0
    out = capsys.readouterr().out
    name = arguments[-1]
    text = Path(name).read_text("utf-8") if name.startswith("out") else out
    assert text.startswith(begins)
    assert bool(out) is not name.startswith("out")


def test_json_is_the_model_and_nothing_else(lab, capsys):
    assert main(["render", lab, "-f", "json"]) == 0
    rendered = capsys.readouterr().out
    assert main(["inspect", lab, "--json"]) == 0
    assert capsys.readouterr().out == rendered
    assert [node["name"] for node in json.loads(rendered)["nodes"]] == ["isp", "cust"]


def test_a_suffix_that_promises_another_format_is_a_warning(lab, capsys):
    assert main(["render", lab, "-q", "-f", "dot", "-o", "x.svg"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["render", lab, "-f", "dot", "-o", "x.svg"]) == 0
    assert capsys.readouterr().err == "x.svg: warning: is written as dot, though its suffix means svg\n" + WARNING
    for arguments in (["-f", "dot", "-o", "x.md"], ["-f", "ascii", "-o", "x.txt"], ["-f", "dot", "-o", "plain"]):
        assert main(["render", lab, *arguments]) == 0
        assert capsys.readouterr().err == WARNING


def test_the_topology_itself_is_not_overwritten(lab, capsys):
    before = Path(lab).read_text("utf-8")
    assert main(["render", lab, "-q", "-o", "./lab.json"]) == 2
    assert capsys.readouterr().err == "./lab.json: error: is the topology itself; name another file\n"
    assert Path(lab).read_text("utf-8") == before


def test_standard_input_is_read(lab, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(LAB).encode())))
    assert main(["render", "-", "--from", "topodraw", "-q"]) == 0
    assert "isp" in capsys.readouterr().out


def test_options_reach_the_drawing(lab, capsys):
    def drawn(*arguments):
        assert main(["render", lab, "-q", *arguments]) == 0
        return capsys.readouterr().out

    assert "eth2" in drawn("--labels", "interface")
    assert "eth2" not in drawn("--labels", "none")
    assert drawn("-f", "ascii") == drawn("--charset", "ascii")
    assert "frr" in drawn("--node-label", "name,device")
    assert not has_box("cust", drawn("-x", "cust"))
    assert not has_box("cust", drawn("-i", "is*"))
    assert "Two of them" in drawn("-f", "dot", "--title", "Two of them")
    assert drawn("-f", "dot", "--theme", "dark") != drawn("-f", "dot")
    assert drawn("--view", "bgp") != drawn("--view", "topology")


def test_colour_only_when_asked_for_or_on_a_terminal(lab, capsys, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert main(["render", lab, "-q"]) == 0
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    assert main(["render", lab, "-q", "--color", "always"]) == 0
    colored = capsys.readouterr().out
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain != colored


def run(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "topodraw", *arguments], capture_output=True, check=False, **options)


def test_a_reader_that_goes_away_is_no_error(lab):
    command = f"{sys.executable} -m topodraw render {lab} -q | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_bytes_do_not_depend_on_the_environment(lab):
    plain = run("render", lab).stdout
    odd = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "latin-1",
        "COLUMNS": "20",
        "TERM": "dumb",
    }
    assert run("render", lab, env=odd).stdout == plain
    assert "┌".encode() in plain


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="needs a terminal")
def test_on_a_terminal_the_place_of_an_error_is_shown(tmp_path):
    (tmp_path / "lab.yml").write_text("nodes:\n  r1:\n\tdevice: frr\n")
    master, slave = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}} | {"TERM": "xterm"}
    done = subprocess.run(
        [sys.executable, "-m", "topodraw", "render", "lab.yml"],
        stdout=subprocess.PIPE, stderr=slave, cwd=tmp_path, env=env, check=False,
    )  # fmt: skip
    shown = os.read(master, 10_000).decode()
    os.close(master)
    os.close(slave)
    assert done.returncode == 2
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain.startswith("lab.yml:3:1: error: a tab may not indent YAML")
    assert re.search(r">\s+3 \|\s*device: frr", plain)
    assert re.search(r"\|\s*\^", plain)
    assert shown != plain


def test_tiers_stand_side_by_side_to_the_right(lab, capsys):
    assert main(["render", lab, "-q", "--direction", "right"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.index("isp") < row.index("cust") for row in rows if "isp" in row] == [True]
