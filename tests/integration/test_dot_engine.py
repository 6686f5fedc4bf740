"""The real Graphviz takes what we write, and reads back the names that were meant."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import topodraw
from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend
from topodraw.engines import find_engines
from topodraw.errors import ToolFailed, ToolNotFound
from topodraw.rendering import RenderOptions
from topodraw.text import sanitise
from topodraw_dot import DotRenderer

ENGINES_FOUND = find_engines(os.environ)
DOT = which("dot")
PURE = which("graphviz-pure", path=str(Path(sys.executable).parent)) or which("graphviz-pure")
needs_dot = pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")
ENGINES = [
    pytest.param(DOT, id="dot", marks=needs_dot),
    pytest.param(PURE, id="graphviz-pure", marks=pytest.mark.skipif(PURE is None, reason="graphviz-pure is missing")),
]

SAMPLES = Path(__file__).parents[2] / "samples"
TRANSITS, ISPS = ["trans_1", "trans_2"], ["isp_a", "isp_b", "isp_c"]
CUSTOMERS = ["cust_a", "cust_ab", "cust_b", "cust_c"]

HOSTILE = [
    "",
    " ",
    "node",
    "GRAPH",
    "strict",
    "leaf-1",
    "host:eth1:n",
    "a.b",
    'say "hi"',
    "end\\",
    '\\"',
    r"\N \G \l \n",
    "&amp; &lt; &#65;",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<>",
    "{a|b}",
    "a;b]c}d",
    "// x /* y",
    "# x",
    "-- ->",
    "007",
    "-4.2",
    "%3",
    "two\nlines",
    "nul\0bell\x07",
    "\u202ertl",
    "שלום",
    "東京",
    "👩\u200d💻",
    "e\u0301",
    "\ud800",
    "x" * 300,
]


def dot(diagram: Diagram, **options: Any) -> str:
    source = DotRenderer().render(diagram, RenderOptions(format="dot", **options))
    assert isinstance(source, str)
    return source


def run(source: str, *arguments: str, engine: str | None = None) -> bytes:
    done = subprocess.run([engine or DOT or "dot", *arguments], input=source.encode(), capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def objects(diagram: Diagram) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(dot(diagram), "-Tjson"))["objects"]
    return found


def drawn(thing: dict[str, Any]) -> str:
    return "\n".join(part["text"] for part in thing.get("_ldraw_", []) if part["op"] == "T")


def hostile(names: list[str]) -> Diagram:
    """Return a diagram in which every name is a box, a label, a frame's title, a bar's name and a legend's text."""
    boxes = tuple(Box(name, tier=at % 3) for at, name in enumerate(names))
    edges = tuple(Edge(End(a, labels=(a,)), End(b), label=b) for a, b in pairwise(names))
    frames = tuple(Frame(name, name, (name,)) for name in names[::2])
    bars = tuple(Bar(name, name, (End(name, labels=(name,)),)) for name in names[::3])
    legend = (Legend("ebgp", names[0] if names else "EBGP"),)
    return Diagram(names[0] if names else "", "bgp", names[-1], boxes, edges, bars, frames, legend, notes=tuple(names))


@needs_dot
def test_every_hostile_name_is_drawn_as_it_is() -> None:
    boxes = tuple(Box(name) for name in HOSTILE)
    found = objects(Diagram("lab", boxes=boxes))
    assert len(found) == len(HOSTILE)
    assert [drawn(thing) for thing in found] == [sanitise(name) for name in HOSTILE]


@needs_dot
def test_plain_names_are_the_ids() -> None:
    names = ["leaf-1", "a.b", "東京", "node", "<b>", 'say "hi"', "host:eth1"]
    assert [thing["name"] for thing in objects(Diagram("lab", boxes=tuple(map(Box, names))))] == names


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pin", [True, False])
def test_hostile_names_everywhere(engine: str, pin: bool) -> None:
    diagram = hostile(HOSTILE)
    svg = DotRenderer().render(diagram, RenderOptions(format="svg", pin=pin, engines={"dot": engine}))
    assert isinstance(svg, str)
    assert "<script>" not in svg
    shown = {html.unescape(html.unescape(text)) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)}
    assert {"leaf-1", "<script>alert(1)</script>", "東京", "{a|b}", "-- ->"} <= shown


NAMES = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=12), min_size=2, max_size=25, unique=True)


@needs_dot
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_any_names_come_through(names: list[str]) -> None:
    boxes = tuple(Box(name) for name in names)
    edges = tuple(Edge(End(a), End(b)) for a, b in pairwise(names))
    graph = json.loads(run(dot(Diagram("lab", boxes=boxes, edges=edges)), "-Tjson"))
    assert [drawn(thing) for thing in graph["objects"]] == [sanitise(name) for name in names]
    assert [(edge["tail"], edge["head"]) for edge in graph["edges"]] == [(at, at + 1) for at in range(len(names) - 1)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_pydot_parses_any_names(names: list[str]) -> None:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(dot(Diagram("lab", boxes=tuple(map(Box, names)))))
    assert len([node for node in graph.get_nodes() if node.get_name() not in {"node", "edge", "graph"}]) == len(names)


TIERED = Diagram(
    "tiers",
    boxes=(
        Box("c1", tier=2),
        Box("c2", tier=2),
        Box("i1", tier=1),
        Box("i2", tier=1),
        Box("t1", tier=0),
        Box("x", tier=3),
    ),
    edges=(
        Edge(End("c1"), End("i1")),
        Edge(End("i2"), End("c2")),
        Edge(End("i1"), End("i2"), "ebgp", label="peering"),
        Edge(End("c2"), End("t1")),
    ),
    frames=tuple(Frame(f"AS_{name}", f"AS {name}", (name,)) for name in ("c1", "c2", "i1", "i2", "t1")),
)


def columns(plain: str) -> dict[str, float]:
    rows = (line.split() for line in plain.splitlines() if line.startswith("node "))
    return {row[1].strip('"'): float(row[2]) for row in rows}


def heights(plain: str) -> dict[str, float]:
    rows = (line.split() for line in plain.splitlines() if line.startswith("node "))
    return {row[1].strip('"'): float(row[3]) for row in rows}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("arguments", [(), ("-Kneato", "-n2")])
def test_tiers_stand_above_each_other(engine: str, arguments: tuple[str, ...]) -> None:
    y = heights(run(dot(TIERED, pin=bool(arguments)), *arguments, "-Tplain", engine=engine).decode())
    assert y["i1"] == pytest.approx(y["i2"])
    assert y["c1"] == pytest.approx(y["c2"])
    assert y["t1"] > y["i1"] > y["c1"] > y["x"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("arguments", [(), ("-Kneato", "-n2")])
def test_tiers_stand_beside_each_other_to_the_right(engine: str, arguments: tuple[str, ...]) -> None:
    source = dot(TIERED, pin=bool(arguments), direction="right")
    x = columns(run(source, *arguments, "-Tplain", engine=engine).decode())
    assert x["i1"] == pytest.approx(x["i2"])
    assert x["c1"] == pytest.approx(x["c2"])
    assert x["t1"] < x["i1"] < x["c1"] < x["x"]


@needs_dot
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("pin", [True, False])
@pytest.mark.parametrize("direction", ["down", "right"])
def test_no_box_bar_frame_or_edge_gets_lost(seed: int, pin: bool, direction: Any) -> None:
    diagram = random_diagram(seed)
    options = RenderOptions(format="svg", pin=pin, direction=direction, engines=ENGINES_FOUND)
    svg = DotRenderer().render(diagram, options)
    assert isinstance(svg, str)
    edges = len(diagram.edges) + sum(len(bar.taps) for bar in diagram.bars)
    assert svg.count('class="node"') == len(diagram.boxes) + len(diagram.bars)
    assert svg.count('class="edge"') == edges
    assert svg.count('class="cluster"') == len(diagram.frames)


@needs_dot
def test_parallel_lines_on_one_tier_some_with_labels() -> None:
    boxes = tuple(
        Box(name, tier=tier) for name, tier in (("s1", 0), ("s2", 1), ("h1", 1), ("h3", 1), ("s3", 1), ("h2", 2))
    )
    pairs = ("s2 s3", "s1 s2", "s2 s3", "s1 h1", "s2 h2", "s1 s2", "s1 h3", "s1 s3")
    edges = tuple(
        Edge(End(p.split()[0]), End(p.split()[1]), label="x" * 20 if at in {1, 2} else None)
        for at, p in enumerate(pairs)
    )
    plain = run(dot(Diagram("lab", boxes=boxes, edges=edges)), "-Tplain").decode()
    assert plain.count("\nedge ") == len(edges)


def lines_of(plain: str) -> dict[tuple[str, str], int]:
    """Return how many points each line of a drawing has: three for each curve of a line, and its beginning."""
    rows = (line.split() for line in plain.replace("\\\n", "").splitlines() if line.startswith("edge "))
    return {(row[1], row[2]): int(row[3]) for row in rows}


@needs_dot
def test_no_line_from_frame_to_frame_is_drawn_twice() -> None:
    diagram = topodraw.draw(SAMPLES / "evpn-multi-pod", "dot", view="bgp")
    lines = lines_of(run(str(diagram), "-Tplain").decode())
    assert ("w_leaf3", "e_leaf3") in lines
    assert [line for line, points in lines.items() if points % 3 != 1] == []


@needs_dot
@pytest.mark.parametrize("view", ["topology", "bgp"])
def test_transits_stand_above_isps_above_customers(view: str) -> None:
    source = str(topodraw.draw(SAMPLES / "bgp-route-leaks", "dot", view=view))
    y = heights(run(source, "-Tplain").decode())
    assert sorted(y) == [*CUSTOMERS, *ISPS, *TRANSITS]
    assert min(y[name] for name in TRANSITS) > max(y[name] for name in ISPS)
    assert min(y[name] for name in ISPS) > max(y[name] for name in CUSTOMERS)
    assert len({y[name] for name in TRANSITS}) == len({y[name] for name in ISPS}) == 1  # the three peerings


@needs_dot
@pytest.mark.parametrize(("format", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_binary_formats(format: str, magic: bytes) -> None:
    image = DotRenderer().render(TIERED, RenderOptions(format=format, engines=ENGINES_FOUND))
    assert isinstance(image, bytes)
    assert image.startswith(magic)


@needs_dot
def test_pinned_boxes_stand_where_they_were_put() -> None:
    source = dot(TIERED, pin=True)
    asked = dict(re.findall(r'^\s*"(\w+)" \[.*pos="([\d.,]+)!"', source, re.MULTILINE))
    graph = json.loads(run(source, "-Kneato", "-n2", "-Tjson"))
    found = {thing["name"]: thing["pos"] for thing in graph["objects"] if not thing["name"].startswith("cluster")}
    (x0, y0), (x1, y1) = ([float(v) for v in at["t1"].split(",")] for at in (asked, found))
    for name, place in asked.items():
        x, y = (float(value) for value in place.split(","))
        assert [float(v) for v in found[name].split(",")] == pytest.approx([x - x0 + x1, y - y0 + y1], abs=0.1)


def test_missing_engine_names_both_ways_to_get_one() -> None:
    with pytest.raises(ToolNotFound, match=r"apt install graphviz.*topodraw\[graphviz\]"):
        DotRenderer().render(TIERED, RenderOptions(format="svg"))


def test_wheel_is_found_beside_the_interpreter() -> None:
    if PURE is None or Path(PURE).parent != Path(sys.executable).parent:
        pytest.skip("graphviz-pure is not installed in this environment")
    assert "<svg" in str(DotRenderer().render(TIERED, RenderOptions(format="svg", engines=find_engines({}))))


@pytest.mark.parametrize("path", ["/nonexistent/dot", "/etc/passwd"])
def test_wrong_path(path: str) -> None:
    with pytest.raises(ToolNotFound, match=path):
        DotRenderer().render(TIERED, RenderOptions(format="svg", engines={"dot": path}))


def test_what_the_engine_complains_of_is_passed_on(tmp_path: Path) -> None:
    engine = tmp_path / "dot"
    engine.write_text("#!/bin/sh\ncat >/dev/null\necho 'Warning: nothing' >&2\necho 'Error: out of ink' >&2\nexit 3\n")
    engine.chmod(0o755)
    with pytest.raises(ToolFailed, match=r"dot: Error: out of ink$"):
        DotRenderer().render(TIERED, RenderOptions(format="svg", engines={"dot": str(engine)}))


def test_engine_that_draws_nothing(tmp_path: Path) -> None:
    engine = tmp_path / "dot"
    engine.write_text("#!/bin/sh\nexit 0\n")
    engine.chmod(0o755)
    with pytest.raises(ToolFailed, match="nothing drawn"):
        DotRenderer().render(TIERED, RenderOptions(format="svg", engines={"dot": str(engine)}))


def test_engine_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = tmp_path / "dot"
    engine.write_text("#!/bin/sh\nexec sleep 60\n")
    engine.chmod(0o755)
    monkeypatch.setattr("topodraw_dot._run.TIMEOUT", 0.2)
    with pytest.raises(ToolFailed, match="not done after"):
        DotRenderer().render(TIERED, RenderOptions(format="svg", engines={"dot": str(engine)}))
