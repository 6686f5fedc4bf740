"""The real netlab as the engine: a plugin of the lab's own runs when it is allowed, and never otherwise."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from topodraw.cli import main
from topodraw.engines import find_engines

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif("netlab" not in find_engines(os.environ), reason="netlab (networklab) is not installed"),
]

LAB = """\
plugin: [ marker, files ]
provider: clab
defaults.device: frr
module: [ bgp ]
bgp.as_list:
  65000: { members: [ a, b ] }
  65001: { members: [ c ] }
nodes:
  a:
  b:
  c:
links: [ a-b, b-c ]
files:
  notes.txt: written by netlab
defaults.outputs.graph.as_clusters: false
"""

PLUGIN = '''\
"""A plugin that leaves a mark, adds a link before links are transformed, and moves a node to another AS."""

from pathlib import Path

with Path({marker!r}).open("a") as mark:
    mark.write("imported\\n")


def pre_link_transform(topology):
    topology.links.append({{
        "linkindex": 9,
        "_linkname": "links[9]",
        "type": "p2p",
        "interfaces": [{{"node": "a"}}, {{"node": "c"}}],
    }})


def pre_transform(topology):
    topology.nodes.b.bgp["as"] = 65002
'''


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.fixture
def lab(tmp_path: Path, marker: Path) -> Path:
    folder = tmp_path / "lab"
    folder.mkdir()
    (folder / "topology.yml").write_text(LAB)
    (folder / "marker.py").write_text(PLUGIN.format(marker=str(marker)))
    return folder


@pytest.fixture
def inspect(capsys):
    """Return a function that runs ``topodraw inspect --json`` and returns status, model and standard error."""

    def run(*words: str):
        status = main(["inspect", "--json", *words])
        captured = capsys.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err

    return run


def links(model) -> list[str]:
    return ["-".join(end["node"] for end in link["endpoints"]) for link in model["links"]]


def numbers(model) -> dict[str, int]:
    return {node["name"]: node["asn"] for node in model["nodes"]}


def below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


BESIDE = ["marker.py", "topology.yml"]


@pytest.mark.parametrize("words", [(), ("--engine", "native"), ("--engine", "native", "--allow-plugins")])
def test_a_plugin_does_not_run_by_default(lab, marker, inspect, words):
    status, model, errors = inspect(*words, str(lab))
    assert (status, links(model), numbers(model)["b"]) == (0, ["a-b", "b-c"], 65000)
    assert f"{lab}/topology.yml:1:1: warning: plugin marker is code of the lab's own and not run" in errors
    assert not marker.exists()
    assert below(lab) == BESIDE


def test_a_plugin_does_not_run_with_netlab_alone(lab, marker, inspect):
    status, model, errors = inspect("--engine", "netlab", str(lab))
    assert (status, model) == (2, None)
    assert f"{lab}/topology.yml:1:1: error: plugin marker is Python code" in errors
    assert "--allow-plugins" in errors
    assert not marker.exists()
    assert below(lab) == BESIDE


@pytest.mark.parametrize("engine", ["auto", "netlab"])
def test_a_plugin_runs_when_it_is_allowed_and_leaves_nothing_beside_the_lab(lab, marker, inspect, engine):
    status, model, errors = inspect("--engine", engine, "--allow-plugins", str(lab))
    assert (status, errors, model["warnings"]) == (0, "", [])
    assert (links(model), numbers(model)["b"]) == (["a-b", "b-c", "a-c"], 65002)
    assert (model["source"]["kind"], model["source"]["file"]) == ("netlab", str(lab / "topology.yml"))
    assert model["name"] == "lab"
    assert marker.read_text() == "imported\n"
    assert below(lab) == BESIDE


def test_the_lab_may_be_named_from_anywhere(lab, marker, inspect, monkeypatch):
    (lab / "inner").mkdir()
    monkeypatch.chdir(lab / "inner")
    status, model, _ = inspect("--allow-plugins", "../topology.yml")
    assert (status, model["name"], links(model)[-1]) == (0, "lab", "a-c")
    assert below(lab) == ["inner", *BESIDE]


@pytest.mark.parametrize("path", ["../code", "topology:../code", "{absolute}"])
def test_plugins_elsewhere_are_found_and_beside_the_lab_too(lab, marker, inspect, path):
    code = lab.parent / "code"
    code.mkdir()
    (code / "other.py").write_text('def init(topology):\n    topology.nodes.a.device = "eos"\n')
    path = path.format(absolute=code)
    text = LAB.replace("[ marker,", "[ marker, other,") + f"defaults.paths.prepend.plugin: [ {path} ]\n"
    (lab / "topology.yml").write_text(text)
    status, model, _ = inspect("--engine", "netlab", str(lab))
    assert (status, marker.exists()) == (2, False)
    status, model, errors = inspect("--allow-plugins", str(lab))
    assert (status, errors, model["nodes"][0]["device"], links(model)[-1]) == (0, "", "eos", "a-c")
    assert marker.exists()


def test_a_path_instead_of_a_plugin_leads_nowhere(lab, marker, inspect):
    (lab.parent / "evil.py").write_text(PLUGIN.format(marker=str(marker)))
    for name in ("../evil", str(lab.parent / "evil"), f"../../..{lab.parent}/evil", "../../evil"):
        (lab / "topology.yml").write_text(LAB.replace("marker, files", f"'{name}'"))
        for words in ((), ("--engine", "netlab")):
            inspect(*words, str(lab))
            assert not marker.exists()


FRR = "defaults.device: frr\nnodes: [ a, b ]\nlinks: [ a-b ]\n"
CODE = "\"{open('MARKER', 'w')}\""


@pytest.mark.parametrize(
    "text",
    [
        f"defaults.device: frr\nnodes: {{ a: {{ mgmt.ifname: {CODE} }} }}\n",
        f"{FRR}defaults.devices.frr.interface_name: {CODE}\n",
        f"plugin: [ fabric ]\ndefaults.device: frr\nfabric: {{ spines: 1, leafs: 1, leaf.name: {CODE} }}\n",
        f"plugin: [ files ]\n{FRR}defaults.netlab.create.plugin: [ files, late ]\nfiles: {{ p/late.py: {CODE} }}\n",
        f"plugin: [ multiserver ]\n{FRR}",
    ],
)
def test_code_in_other_places_does_not_run_either(tmp_path, marker, inspect, text):
    lab = tmp_path / "lab"
    lab.mkdir()
    (lab / "topology.yml").write_text(text.replace("MARKER", str(marker)))
    status, _, errors = inspect("--engine", "netlab", str(lab))
    assert (status, marker.exists()) == (2, False)
    assert "--allow-plugins" in errors


def test_a_plugin_that_sleeps_is_ended(lab, marker, inspect):
    text = "import time\n\ndef init(topology):\n    time.sleep(60)\n"
    (lab / "marker.py").write_text(PLUGIN.format(marker=str(marker)) + text)
    status, model, errors = inspect("--engine", "netlab", "--allow-plugins", "--timeout", "5", str(lab))
    assert (status, model, marker.exists()) == (2, None, True)
    assert errors == f"{lab}/topology.yml: error: netlab was stopped after 5 seconds; --timeout gives it longer\n"
    status, model, errors = inspect("--allow-plugins", "--timeout", "5", str(lab))
    assert (status, links(model)) == (0, ["a-b", "b-c"])
    assert "not run" in errors
    assert "stopped after 5 seconds" in errors
    assert below(lab) == BESIDE


def test_a_plugin_that_breaks_is_one_message(lab, inspect):
    (lab / "marker.py").write_text("def init(topology):\n    raise KeyError('no such thing')\n")
    status, _, errors = inspect("--engine", "netlab", "--allow-plugins", str(lab))
    assert (status, errors) == (2, f"{lab}/topology.yml: error: netlab: KeyError: 'no such thing'\n")


def test_without_code_netlab_needs_no_leave(lab, marker, inspect):
    (lab / "marker.py").unlink()
    (lab / "topology.yml").write_text(LAB.replace("marker, ", ""))
    _, native, _ = inspect("--engine", "native", str(lab))
    status, model, errors = inspect("--engine", "netlab", str(lab))
    assert (status, errors, model) == (0, "", native)
    assert below(lab) == ["topology.yml"]


def test_settings_reach_netlab(lab, inspect):
    _, model, _ = inspect("--allow-plugins", "--set", "nodes.c.device=eos", "--set", "name=other", str(lab))
    assert (model["name"], model["nodes"][2]["device"]) == ("other", "eos")


def test_a_complaint_of_netlab_names_the_file(lab, inspect):
    (lab / "topology.yml").write_text(LAB.replace("[ a-b, b-c ]", "[ a-b, { a: , c: , nonsense: 3 } ]"))
    status, _, errors = inspect("--engine", "netlab", "--allow-plugins", str(lab))
    assert status == 2
    assert errors.startswith(f"{lab}/topology.yml: error: netlab: IncorrectAttr in ")
    assert errors.count("\n") == 1


def test_standard_input_gets_a_file(inspect, monkeypatch):
    import io

    text = "defaults.device: frr\nnodes: [ a, b ]\nlinks: [ a-b ]\n"
    models = []
    for engine in ("native", "netlab"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        status, model, errors = inspect("--engine", engine, "-")
        assert (status, errors) == (0, "")
        models.append(model)
    assert models[0] == models[1]
