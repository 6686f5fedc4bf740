"""A drawing of every sample is data again: it holds the nodes, links, sessions and groups that it was made from."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import topodraw
from topodraw.layout import assign_tiers
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.readers.text import read_text
from topodraw.source import Source
from topodraw.views import make_view, views_of
from topodraw.views.bridges import bridges_to_draw
from topodraw.views.options import Labels, ViewOptions

SAMPLES = sorted(folder for folder in (Path(__file__).parents[2] / "samples").iterdir() if folder.is_dir())
CHARSETS = ("box", "rich", "ascii")
LINES = ("name", "device", "address", "as")


def drawn(sample: Path, charset: str, *, view: str = "topology", labels: Labels = "none") -> tuple[Topology, Topology]:
    """Return the topology of a sample, and that of its drawing."""
    topology = topodraw.load(sample)
    text = str(topodraw.draw(topology, view=view, charset=charset, labels=labels, node_label=LINES))
    source = Source("drawing.txt", text)
    assert read_topology(source) == read_topology(source, kind="text")
    return topology, read_text(source)


def pairs(topology: Topology) -> Counter[tuple[str, ...]]:
    """Return the nodes of every link, a bridge that is drawn as a bar taken for a link of all around it."""
    bridges = bridges_to_draw(topology)
    around: dict[str, list[str]] = {name: [] for name in bridges}
    found: Counter[tuple[str, ...]] = Counter()
    for link in topology.links:
        names = [end.node for end in link.endpoints]
        bridge = next((name for name in names if name in bridges), None)
        if bridge is None:
            found[tuple(sorted(names))] += 1
        else:
            around[bridge] += [name for name in names if name != bridge]
    found.update(tuple(sorted(names)) for names in around.values())
    return found


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_nodes_links_and_systems_are_those_of_the_lab(sample: Path, charset: str) -> None:
    lab, read = drawn(sample, charset, labels="both")
    diagram = assign_tiers(make_view(lab, "topology", ViewOptions()))
    shown = {box.id for box in diagram.boxes}
    facts = {node.name: (node.device, node.asn) for node in lab.nodes if node.name in shown}
    assert {node.name: (node.device, node.asn) for node in read.nodes} == facts
    assert {node.name: node.loopback for node in read.nodes} == {box.id: box.address for box in diagram.boxes}
    assert {node.name: node.tier for node in read.nodes} == {box.id: box.tier for box in diagram.boxes}
    assert pairs(read) == pairs(lab)
    systems = [(group.title, sorted(group.members)) for group in lab.groups if group.kind == "as"]
    assert sorted((g.title, sorted(g.members)) for g in read.groups if g.kind == "as") == sorted(systems)


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_interfaces_and_addresses_stand_at_their_ends(sample: Path, charset: str) -> None:
    lab, read = drawn(sample, charset, labels="both")

    bars = bridges_to_draw(lab)

    def ends(topology: Topology) -> Counter[tuple[object, ...]]:
        return Counter(
            (end.node, end.interface, str(end.address).split("/")[0])
            for link in topology.links
            for end in link.endpoints
            if end.node not in bars
        )

    assert ends(read) == ends(lab)


SPEAKING = [sample for sample in SAMPLES if "bgp" in views_of(topodraw.load(sample))]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("sample", SPEAKING, ids=lambda path: path.name)
def test_sessions_are_those_of_the_lab(sample: Path, charset: str) -> None:
    lab, read = drawn(sample, charset, view="bgp")

    def sessions(topology: Topology) -> Counter[tuple[object, ...]]:
        found = ((*sorted((s.a, s.b)), s.kind, s.vrf, s.rr_client, s.one_sided) for s in topology.sessions)
        return Counter(found)

    assert sessions(read) == sessions(lab)
    assert read.links == ()
    assert read.warnings == ()
    assert {node.name for node in read.nodes} <= {node.name for node in lab.nodes}


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("sample", SPEAKING, ids=lambda path: path.name)
def test_sessions_over_a_topology_are_those_of_the_lab(sample: Path, charset: str) -> None:
    lab = topodraw.load(sample)
    read = read_text(Source("drawing.txt", str(topodraw.draw(lab, sessions=True, charset=charset))))

    def sessions(topology: Topology) -> set[tuple[object, ...]]:
        return {(*sorted((s.a, s.b)), s.kind, s.rr_client) for s in topology.sessions}

    assert sessions(read) == sessions(lab)
    assert pairs(read) == pairs(lab)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_frames_are_drawn_again(sample: Path) -> None:
    lab, read = drawn(sample, "box")

    def frames(topology: Topology) -> list[tuple[object, ...]]:
        diagram = make_view(topology, "topology", ViewOptions(node_label=LINES))
        titles = {frame.id: frame.title for frame in diagram.frames}
        return sorted(
            (frame.title, sorted(frame.members), titles.get(frame.parent or "", "")) for frame in diagram.frames
        )

    assert frames(read) == frames(lab)


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "topodraw", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", check=False)


def test_a_drawing_goes_through_the_command_line_and_back() -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "bird-route-reflector")
    text = run("render", str(sample)).stdout
    read = run("read", "-", stdin=text)
    assert (read.returncode, read.stderr) == (0, "")
    assert json.loads(read.stdout)["source"]["kind"] == "text"
    again = run("render", "-", "-f", "dot", stdin=read.stdout)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == run("render", "-", "-f", "dot", stdin=text).stdout


def test_a_drawing_that_cannot_be_read_says_where() -> None:
    done = run("read", "-", stdin="┌───┐\n│ a ├──\n└───┘\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "<stdin>:2:7: error: a line ends in the void\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "the following arguments are required: DIAGRAM"),
        (["read", "nowhere.txt"], "nowhere.txt: error: no such file"),
        (["read", "--nth", "none", "-"], "'none' is not a number from 1"),
        (["read", "-"], "<stdin>: error: holds no text diagram"),
    ],
)
def test_bad_usage_is_one_line(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr
