"""The pages on containerlab labs say what is so: what they tell to type runs, and does what they say."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from topodraw.cli import main
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.configs.sniff import grammar_of

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
GRAPH = (HOW_TO / "coming-from-containerlab-graph.md").read_text("utf-8")
BGP = (HOW_TO / "draw-bgp-of-containerlab-labs.md").read_text("utf-8")
READERS = (HOW_TO.parent / "reference" / "readers.md").read_text("utf-8")

LAB = """\
name: small
topology:
  kinds:
    nokia_srlinux: { image: srlinux }
    linux: { image: "${IMAGE:-alpine}" }
  nodes:
    spine1: { kind: nokia_srlinux, group: spine }
    leaf1: { kind: nokia_srlinux, group: leaf }
    leaf2: { kind: nokia_srlinux, group: leaf }
    client-1: { kind: linux }
    NAME: { kind: linux }
    br0: { kind: bridge }
  links:
    - endpoints: ["spine1:e1-1", "leaf1:e1-49"]
    - endpoints: ["spine1:e1-2", "leaf2:e1-49"]
    - endpoints: ["leaf1:e1-50", "leaf2:e1-50"]
    - endpoints: ["leaf1:e1-1", "client-1:eth1"]
    - endpoints: ["leaf2:e1-1", "br0:one"]
    - endpoints: ["leaf1:e1-2", "br0:two"]
    - endpoints: ["spine1:e1-9", "host:veth9"]
"""


def cells(page: str) -> list[list[str]]:
    """Return the rows of all tables of a page, without their heads."""
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in page.splitlines() if line[:1] == "|"
    ]
    heads = [place - 1 for place, row in enumerate(rows) if set("".join(row)) <= set("-: ")]
    return [row for place, row in enumerate(rows) if place not in heads and place - 1 not in heads]


def rows_below(page: str, heading: str) -> list[list[str]]:
    return cells(page.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0])


def told(page: str) -> list[str]:
    """Return the options that the tables of a page tell to give."""
    found = (
        span for row in cells(page) for cell in row[1:] for span in re.findall(r"`([^`]+)`", cell) if span[:1] == "-"
    )
    return [each for each in dict.fromkeys(found) if each != "-"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lab.clab.yml").write_text(LAB)
    (tmp_path / "vars.yml").write_text("{}\n")
    return tmp_path


def written(capsys, *words: str) -> str:
    assert main(["render", "lab.clab.yml", "-q", *words]) == 0
    return capsys.readouterr().out


def line_of(text: str, name: str) -> int:
    return next(place for place, line in enumerate(text.splitlines()) if f" {name} " in line)


# -------------------------------------------------------------------------------------- containerlab graph and others


def test_the_page_tells_of_options():
    assert len(told(GRAPH)) > 15


@pytest.mark.parametrize("words", told(GRAPH))
def test_what_the_page_tells_to_type_runs(folder, words):
    if words == "-o lab.png":
        pytest.importorskip("resvg_py")
    assert main(["render", "lab.clab.yml", *shlex.split(words)]) == 0


def test_flags_of_containerlab_graph_are_all_there():
    """Those of ``containerlab graph --help``, of release 0.79."""
    flags = "srv offline template static-dir node-filter dot mermaid mermaid-direction drawio drawio-version"
    named = " ".join(row[0] for row in rows_below(GRAPH, "containerlab graph"))
    assert [flag for flag in [*flags.split(), "drawio-args"] if f"`--{flag}" not in named] == []


def test_a_filter_of_nodes_leaves_them_and_the_links_among_them(folder, capsys):
    dot = written(capsys, "-i", "leaf1,leaf2", "--stubs", "hide", "-f", "dot")
    assert re.findall(r'^ *"(\S+)" \[', dot, re.MULTILINE) == ["leaf1", "leaf2"]
    assert [line.strip() for line in dot.splitlines() if " -- " in line] == ['"leaf1" -- "leaf2"']


def test_directions_of_mermaid(folder, capsys):
    assert "flowchart TB" in written(capsys, "-f", "mermaid", "--direction", "down")
    assert "flowchart LR" in written(capsys, "-f", "mermaid", "--direction", "right")


def test_nodes_without_links_are_drawn_in_every_format(folder, capsys):
    for format in ("text", "dot", "mermaid", "drawio", "svg", "d2"):
        assert "NAME" in written(capsys, "-f", format)


def test_the_environment_counts_only_when_asked(folder, capsys, monkeypatch):
    monkeypatch.setenv("IMAGE", "frr")
    assert json.loads(written(capsys, "-f", "json"))["nodes"][3]["role"] == "host"
    assert json.loads(written(capsys, "-f", "json", "--env"))["nodes"][3]["role"] == "router"


LABELLED = """\
name: labelled
topology:
  defaults: { kind: linux, image: alpine, labels: { graph-icon: server } }
  groups: { top: { labels: { graph-level: 1 } } }
  nodes:
    below: { labels: { graph-level: 2, graph-icon: router } }
    above: { group: top }
    gone: { labels: { graph-hide: "yes" } }
  links:
    - endpoints: ["below:eth1", "above:eth1"]
    - endpoints: ["below:eth2", "gone:eth1"]
"""


def test_labels_say_where_nodes_stand_and_what_they_are(folder, capsys):
    (folder / "lab.clab.yml").write_text(LABELLED)
    text = written(capsys)
    assert line_of(text, "above") < line_of(text, "below")
    assert "hidden by the lab file: 1 node (gone)" in text
    roles = {node["name"]: node["role"] for node in json.loads(written(capsys, "-f", "json"))["nodes"]}
    assert roles == {"below": "router", "above": "server", "gone": "server"}


ANNOTATIONS = """\
{"nodeAnnotations": [
   {"id": "leaf1", "position": {"x": 0, "y": 0}, "icon": "router", "groupId": "g"},
   {"id": "leaf2", "position": {"x": 200, "y": 0}, "groupId": "g"},
   {"id": "spine1", "position": {"x": 100, "y": 100}, "label": "Spine One"},
   {"id": "client-1", "position": {"x": 0, "y": 200}}, {"id": "NAME", "position": {"x": 200, "y": 200}},
   {"id": "br0", "position": {"x": 100, "y": 50}}],
 "networkNodeAnnotations": [{"id": "host:veth9", "position": {"x": 300, "y": 100}}],
 "groupStyleAnnotations": [{"id": "g", "name": "Upside down", "borderColor": "red"}],
 "freeTextAnnotations": [{"id": "t", "text": "never drawn"}]}
"""


def test_annotations_of_editors_are_honoured(folder, capsys):
    (folder / "lab.clab.yml.annotations.json").write_text(ANNOTATIONS)
    text = written(capsys, "--group-by", "Upside down")
    assert line_of(text, "leaf1") == line_of(text, "leaf2") < line_of(text, "spine1") < line_of(text, "client-1")
    assert "┌ Upside down ─" in text
    assert "never drawn" not in text
    svg = written(capsys, "-f", "svg")
    assert "Spine One" in svg
    assert json.loads(written(capsys, "-f", "json"))["nodes"][1]["role"] == "router"


# ------------------------------------------------------------------------------------------------ device configurations


def ceos(**configs: str) -> dict[str, str]:
    """Return a lab of nodes with these configurations, each linked to the one after it."""
    names = list(configs)
    nodes = "".join(f"    {name}: {{ kind: ceos, startup-config: {name}.cfg }}\n" for name in names)
    links = "".join(
        f'    - endpoints: ["{a}:eth{place}", "{b}:eth1"]\n' for place, (a, b) in enumerate(pairwise(names), 1)
    )
    head = f"name: lab\ntopology:\n  nodes:\n{nodes}  links:\n{links or '    []'}"
    return {"lab.clab.yml": head, **{f"{name}.cfg": text.replace("; ", "\n") for name, text in configs.items()}}


def bound(daemons: str) -> dict[str, str]:
    lab = "name: lab\ntopology:\n  nodes:\n    r1: { kind: linux, image: frr, binds: ['r1:/etc/frr'] }\n  links: []\n"
    return {"lab.clab.yml": lab, "r1/frr.conf": "router bgp 65001\n", "r1/daemons": daemons}


ONE = "name: lab\ntopology: {{ nodes: {{ r1: {{ kind: linux, image: frr, {} }} }} }}\n"
LOOPBACK = "interface Loopback0;  ip address 9.9.9.9/32; "
E1 = "interface Ethernet1;  ip address {}/24; "
R2 = E1.format("10.0.0.2") + "router bgp 65002;  neighbor 10.0.0.1 remote-as 65001"


def first(remote_as: str) -> str:
    return E1.format("10.0.0.1") + f"router bgp 65001;  neighbor 10.0.0.2 remote-as {remote_as}"


WARNINGS = [
    ("10.0.0.2", ceos(r1=first("65020"), r2=R2)),
    ("10.0.0.2", ceos(r1=first("internal"), r2=R2)),
    (
        "",
        ceos(
            r1=E1.format("10.0.0.1")
            + "router bgp 65001;  neighbor G peer group;  neighbor G remote-as 65020; "
            + "  bgp listen range 10.0.0.0/24 peer-group G",
            r2=R2,
        ),
    ),
    ("10.0.0.2", ceos(r2=R2.replace("0.1", "0.3"), r3=E1.format("10.0.0.3") + "router bgp 65002")),
    ("10.0.0.2", ceos(r1=first("65002").replace("Ethernet1; ", "Ethernet1;  vrf red; "), r2=R2)),
    (
        "",
        ceos(
            r1=first("65002")
            + ";  address-family ipv4;   no neighbor 10.0.0.2 activate;  address-family evpn; "
            + "  neighbor 10.0.0.2 activate",
            r2=R2,
        ),
    ),
    ("10.0.0.2", ceos(r1=first("65002") + ";  neighbor 10.0.0.2 shutdown", r2=R2)),
    ("", bound("zebra=yes\nbgpd=no\n")),
    ("10.0.0.1", ceos(r1=first("65002"), r2=E1.format("10.0.0.1") + "router bgp 65002")),
    (
        "9.9.9.9",
        ceos(**dict.fromkeys(("r2", "r3"), LOOPBACK + "router bgp 65001;  neighbor 9.9.9.9 remote-as 65001")),
    ),
    (
        "9.9.9.9",
        ceos(
            r2="router bgp 65001;  router-id 9.9.9.9;  neighbor 10.0.0.9 remote-as 65001",
            r3="router bgp 65001;  router-id 9.9.9.9;  neighbor 10.0.0.8 remote-as 65001",
        ),
    ),
    (
        "2.2.2.2",
        ceos(r1="router bgp 65001;  neighbor 2.2.2.2 remote-as 65001", r2="router bgp 65001; router-id 2.2.2.2"),
    ),
    ("10.0.0.2", ceos(r1=first("65002").split("; ", 2)[2], r2=R2.split("; ", 2)[2])),
    ("192.0.2.1", ceos(r1=first("65002") + ";  neighbor 192.0.2.1 remote-as 64500", r2=R2)),
    ("", {**bound("bgpd=yes\n"), "r1/frr.conf": "router bgp 65001\n neighbor eth7 interface remote-as external\n"}),
    (
        "10.0.0.9",
        ceos(
            r2=E1.format("10.0.0.9") + "router bgp 65002",
            r1="router bgp 65001;  neighbor 10.0.0.9 remote-as external",
            r3=E1.format("10.0.0.9") + "router bgp 65003",
        ),
    ),
    ("10.0.0.1", ceos(r1=first("65001").replace("neighbor 10.0.0.2", "neighbor 10.0.0.1"))),
    (
        "",
        {
            "lab.clab.yml": ONE.format("binds: ['frr.conf:/etc/frr/frr.conf', 'bgpd.conf:/etc/frr/bgpd.conf']"),
            "frr.conf": "router bgp 65001\n",
            "bgpd.conf": "router bgp 65099\n",
        },
    ),
    ("", {"lab.clab.yml": ONE.format("env: { LOCAL_AS: x, NEIGHBORS: eth1 }")}),
    ("", {"lab.clab.yml": ONE.format("binds: ['..:/etc/frr']")}),
    ("", {name: text for name, text in ceos(r1="router bgp 65001").items() if name != "r1.cfg"}),
]
"""The address that A stands for, and a lab that gets the warning: one for each row of the page."""


def warnings_of(files: dict[str, str], folder: Path, capsys) -> str:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    capsys.readouterr()
    assert main(["inspect", "--strict", "--json", "lab.clab.yml"]) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("row", range(len(WARNINGS)))
def test_each_warning_of_the_page_is_given(tmp_path, monkeypatch, capsys, row):
    monkeypatch.chdir(tmp_path)
    text = rows_below(BGP, "What is wrong with a lab")[row][0].strip("`")
    address, files = WARNINGS[row]
    assert re.sub(r"\bA\b", address, text) in warnings_of(files, tmp_path, capsys)


def test_each_warning_of_the_page_is_tried():
    assert len(rows_below(BGP, "What is wrong with a lab")) == len(WARNINGS)


@pytest.mark.parametrize("name", ["r1", "r1.conf", "r1.anything", "r1/frr.conf", "clab-lab-r1.cfg", "cfgs/r1/start"])
def test_files_are_named_after_nodes_as_the_page_says(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lab.clab.yml").write_text("name: lab\ntopology:\n  nodes:\n    r1: {kind: linux, image: frr}\n")
    (tmp_path / "backups" / name).parent.mkdir(parents=True)
    (tmp_path / "backups" / name).write_text("router bgp 65001\n")
    for option, asn in ((), None), (("--configs", "auto"), 65001), (("--configs", "backups"), 65001):
        assert main(["inspect", "--json", "lab.clab.yml", *option]) == 0
        assert json.loads(capsys.readouterr().out)["nodes"][0]["asn"] == asn


def test_the_grammars_of_the_page_are_those_there_are():
    from topodraw.readers.configs.parsing import _PARSERS

    rows = rows_below(READERS, "Device configurations")
    named = [name for row in rows if len(row) == 3 for name in re.findall(r"`([\w-]+)`", row[0])]
    assert named == list(dict.fromkeys(named))
    assert set(named) == set(_PARSERS)
    for row in rows:
        for kind in re.findall(r"`([\w-]+)`", row[2]) if len(row) == 3 else ():
            assert parse_config("", "x", kind) is not None or grammar_of("{}", kind) is None


def snippet(start: str) -> str:
    """Return the YAML on the page that starts with a text."""
    (found,) = re.findall(rf"```yaml\n({start}.*?)```", BGP, re.DOTALL)
    return found


def command_line() -> dict[str, str]:
    """Return an environment in which ``topodraw`` is a command."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}


@pytest.fixture(params=["sound", "broken"])
def labs(request, tmp_path):
    """Return a folder with a lab in the place that the page names, and the status that a check should have."""
    files = ceos(r1=first("65002" if request.param == "sound" else "65020"), r2=R2)
    core = tmp_path / "labs" / "core"
    core.mkdir(parents=True)
    for name, text in files.items():
        (core / name.replace("lab.clab", "core.clab")).write_text(text)
    return tmp_path, 0 if request.param == "sound" else 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_check_on_github_fails_for_broken_labs_alone(labs):
    folder, status = labs
    script = yaml.safe_load(snippet("name: wiring"))["jobs"]["bgp"]["steps"][-1]["run"]
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=command_line(), capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    assert ("stays down" in done.stderr) == bool(status)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_hook_fails_for_broken_labs_alone(labs):
    pytest.importorskip("pre_commit")
    folder, status = labs
    (folder / ".pre-commit-config.yaml").write_text(snippet("repos:"))
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    environment = command_line() | {"PRE_COMMIT_HOME": str(folder / ".cache")}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr
    assert ("stays down" in done.stdout) == bool(status)
