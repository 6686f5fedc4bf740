"""``netlab graph`` and topodraw draw the same boxes and lines, row by row of the page that compares their options."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from topodraw.cli import main
from topodraw.engines import find_engines

NETLAB = find_engines(os.environ).get("netlab")
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(NETLAB is None, reason="netlab (networklab) is not installed"),
]

LAB = """\
name: small
provider: clab
defaults.device: frr
module: [ bgp, ospf, vlan, vrf, isis ]
graph.title: Small lab
isis.area: "49.0002"
vlans: { red: { mode: bridge }, blue: { mode: bridge } }
vrfs: { shop: }
bgp.as_list:
  65000: { members: [ a, b, d ], rr: [ a ], name: Core }
  65001: { members: [ c ] }
groups:
  left: { members: [ a, h ] }
  right: { members: [ b, c ] }
nodes:
  a: { graph: { color: red, fill: yellow, width: 3, rank: 10 }, d2.fill: green }
  b: { graph: { class: [ core ], format.fontsize: 20 }, d2: { color: purple, format.style.opacity: 0.5 } }
  c: { graph.rank: 20 }
  d: { graph.textcolor: navy }
  h: { device: linux, module: [ vlan ] }
links:
- { a: , b: , graph: { color: blue, width: 4 }, d2: { color: orange, width: 7 } }
- { b: , c: , graph: { linkorder: 10, format.style: dotted }, d2.color: brown }
- { a: , h: , vlan.trunk: [ red, blue ] }
- { c: , d: , graph.type: lan }
- { a: , b: , c: , graph: { color: lime, class: [ extra ] } }
- { d: , h: , vlan.access: red }
- { c: , d: , vrf: shop, role: backdoor }
- { d: }
defaults.outputs.graph.attributes.node.textcolor: str
defaults.outputs.graph.style_map.textcolor: fontcolor
"""


class Picture(NamedTuple):
    nodes: dict[str, str]
    """Name -> attributes."""
    edges: list[tuple[frozenset[str], str]]
    clusters: list[str]
    dot: str

    @property
    def lines(self) -> Counter[frozenset[str]]:
        return Counter(ends for ends, _ in self.edges)


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "topology.yml").write_text(LAB)
    return tmp_path / "small" / "topology.yml"


def by_netlab(lab: Path, *words: str) -> Picture:
    return picture(run_netlab(lab.read_text(), *words))


@cache
def run_netlab(text: str, *words: str) -> str:
    """Return what netlab draws of a lab in a folder named like ours."""
    with TemporaryDirectory() as name:
        lab = Path(name) / "small" / "topology.yml"
        lab.parent.mkdir()
        lab.write_text(text)
        command = [str(NETLAB), "graph", "--topology", lab.name, *words, "-q", "out"]
        done = subprocess.run(command, cwd=lab.parent, capture_output=True, text=True, timeout=120, check=False)
        assert (lab.parent / "out").exists(), done.stderr
        return (lab.parent / "out").read_text()


def by_topodraw(lab: Path, *words: str) -> Picture:
    out = lab.with_name("mine.dot")
    assert main(["render", str(lab), "-q", *words, "-o", str(out)]) == 0
    return picture(out.read_text())


def picture(dot: str) -> Picture:
    dot = re.sub(r"\[\n(.*?)\n *\]", lambda found: "[" + found[1].replace("\n", " ") + "]", dot, flags=re.DOTALL)
    edges = re.findall(r'^ *"([^"]+)" -- "([^"]+)"(.*)$', dot, re.MULTILINE)
    nodes = re.findall(r'^ *"?([\w]+)"? \[(.*label=.*)\]$', dot, re.MULTILINE)
    clusters = re.findall(r'subgraph "cluster_(.*?)" \{', dot)
    return Picture(
        {name: attributes for name, attributes in nodes if name not in {"node", "edge", "graph"}},
        [(frozenset((a, b)), attributes) for a, b, attributes in edges if "style=invis" not in attributes],
        clusters,
        dot,
    )


ROWS = [
    ((), ()),
    (("-t", "bgp"), ("--view", "bgp")),
    (("-t", "bgp", "-f", "all"), ("--view", "bgp", "--all")),
    (("-t", "bgp", "-f", "novrf"), ("--view", "bgp", "--no-vrf")),
    (("-t", "bgp", "-f", "ipv6"), ("--view", "bgp", "--af", "ipv6")),
    (("-t", "bgp", "-f", "ipv4"), ("--view", "bgp", "--af", "ipv4")),
    (("-i", "core", "-i", "extra"), ("--include", "core,extra")),
    (("-x", "extra"), ("--exclude", "extra")),
    (("-x", "backdoor"), ("--exclude", "backdoor")),
    (("-i", "extra"), ("--include", "extra")),
]


@pytest.mark.parametrize(("netlab", "topodraw"), ROWS, ids=lambda words: " ".join(words) or "plain")
def test_the_same_boxes_lines_and_clusters(lab, netlab, topodraw):
    theirs, ours = by_netlab(lab, *netlab), by_topodraw(lab, *topodraw)
    assert ours.nodes.keys() == theirs.nodes.keys()
    assert ours.lines == theirs.lines
    assert len(ours.clusters) == len(theirs.clusters)


def test_the_same_circuits(lab):
    """netlab also draws links that IS-IS does not run over, as segments without a line; topodraw leaves them out."""
    theirs, ours = by_netlab(lab, "-t", "isis"), by_topodraw(lab, "--view", "isis")
    between = {ends: count for ends, count in theirs.lines.items() if ends <= {"a", "b", "c", "d", "h"}}
    assert ours.lines == between
    assert len(ours.clusters) == len(theirs.clusters)


WISHES = """\
defaults.outputs.graph.interface_labels: true
defaults.outputs.graph.node_address_label: false
defaults.outputs.graph.styles: { edge.color: pink, node.shape: oval, stub.fillcolor: red, graph.bgcolor: ivory }
"""

LOOKS = [
    ("", "a", ("color=red", "fillcolor=yellow", "penwidth=3")),
    ("", "b", ("fontsize=20",)),
    ("", "d", ("fontcolor=navy", "10.0.0.4/32")),
    ("", "a-b", ("color=blue", "penwidth=4")),
    ("", "b-c", ("style=dotted",)),
    ("", "a-small_5", ("color=lime",)),
    (WISHES, "a-b", ("color=blue", "taillabel=10.1.0.1", "headlabel=10.1.0.2")),
    (WISHES, "small_5", ("fillcolor=red",)),
]


@pytest.mark.parametrize(("settings", "what", "looks"), LOOKS)
def test_the_same_looks_where_the_lab_asks_for_them(lab, settings, what, looks):
    lab.write_text(LAB + settings)
    for drawn in (by_netlab(lab), by_topodraw(lab)):
        if "-" in what:
            found = next(attributes for ends, attributes in drawn.edges if ends == frozenset(what.split("-")))
        else:
            found = drawn.nodes[what]
        assert [look for look in looks if look not in found.replace('"', "")] == []


def test_the_same_looks_of_everything(lab):
    lab.write_text(LAB + WISHES)
    for drawn in (run_netlab(lab.read_text()), by_topodraw(lab).dot):
        dot = drawn.replace('"', "")
        assert [word for word in ("bgcolor=ivory", "shape=oval", "color=pink") if word not in dot] == []
        assert "10.0.0.4" not in re.sub("tooltip=[^]]*", "", dot)


@pytest.mark.parametrize(
    ("settings", "clusters"),
    [
        ("outputs.graph.as_clusters: false", 0),
        ("outputs.graph.groups: [ left ]", 1),
        ("outputs.graph.groups: [ left, right ]", 2),
    ],
)
def test_the_same_clusters_where_the_lab_asks_for_them(lab, settings, clusters):
    lab.write_text(f"{LAB}defaults.{settings}\n")
    assert [len(drawn(lab).clusters) for drawn in (by_netlab, by_topodraw)] == [clusters] * 2


def test_vlans_are_told_apart(lab):
    def kinds(drawn: Picture) -> set[str]:
        found = [attributes for ends, attributes in drawn.edges if ends in ({"a", "h"}, {"d", "h"})]
        return {re.sub(r'tooltip="[^"]*"', "", attributes) for attributes in found}

    assert len(kinds(by_netlab(lab, "-f", "vlan"))) == 2
    assert len(kinds(by_topodraw(lab, "--vlans"))) == 2
    assert len(kinds(by_topodraw(lab))) == 1


def test_for_d2_the_same_values_win(lab, capsys):
    theirs = re.sub(r"\n +", " ", run_netlab(LAB, "-e", "d2"))
    assert main(["render", str(lab), "-q", "-f", "d2"]) == 0
    ours = capsys.readouterr().out
    for start, mine, looks in (
        ("a {", "a:", ("style.fill: green", "style.stroke: red")),
        ("b {", "b:", ("style.stroke: purple", "style.opacity: 0.5")),
        ("AS_65000.a -- AS_65000.b", "AS_65000.a -- AS_65000.b", ("style.stroke: blue",)),
        ("AS_65001.c -- AS_65000.b", "AS_65001.c -- AS_65000.b", ("style.stroke: brown",)),
    ):
        for text, begin in ((theirs, start), (ours, mine)):
            line = next(line for line in text.splitlines() if line.strip().startswith(begin))
            assert [look for look in looks if look not in line.replace('"', "")] == []
