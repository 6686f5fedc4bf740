"""Mermaid's own parser reads what we write; in a browser it shows every text as it is, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import topodraw
from browser import chromium, served
from node_programs import MODULES, module, read_mermaid
from random_labs import HOSTILE, MIXED, random_lab
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line
from topodraw.layout import assign_tiers
from topodraw.layout.texts import plain
from topodraw.rendering import RenderOptions
from topodraw.views import views_of
from topodraw_mermaid import MermaidRenderer

SAMPLES = sorted(folder for folder in (Path(__file__).parents[2] / "samples").iterdir() if folder.is_dir())
TO_MERMAID = """
end|#quot;|#35;|&lt;|&#x41;|`**bold**`|1. one|12) x|+ three|- two|a_b_c|_it_|__init__|$$x$$|fa:fa-car|fab:fa-x|
https://x.y/z|www.x.org|www.|a@b.c|style|style x:#35; y|x: style a:b"c d|classDef a:#b;|%%{init: {}}%%|%% c|\\n x|
x\\|{x}|((x))|-->|~~x~~|# head|> quote|***|===|a;b|:::router|graph TB|subgraph|<br>|<!-- x -->|
<script>alert(1)</script>|<img src=x onerror=alert(1)>|<b>x</b>|[a]: b|[^1]|![i](j)|^a^|:smile:|javascript:x|%7B|
ge-0/0/0.100|_|a -- b|10.0.0.1/24|2001:db8::1/64|שלום|\u202eevil
"""
TEXTS = list(dict.fromkeys([*HOSTILE, *MIXED, *TO_MERMAID.strip().replace("\n", "").split("|"), "a|b", '"', "x\ufffe"]))


HALVES = [TEXTS[::2], TEXTS[1::2]]
"""Of which Mermaid draws one picture each; its layout breaks down with a hundred frames in a row, and with loops."""


def hostile(texts: list[str]) -> Diagram:
    """Return a diagram with every text in every place."""
    count = range(len(texts))
    diagram = Diagram(
        "hostile",
        title='A "t" <b>x</b> #35; %%{init}%% \ufffe',
        boxes=tuple(Box(f"x{at}", title=texts[at], lines=(Line(texts[-at]),)) for at in count),
        edges=tuple(
            Edge(End(f"x{at}"), End(f"x{at - 1 if at % 2 else min(at + 1, len(texts) - 2)}"), label=texts[at])
            for at in count
        ),
        frames=tuple(Frame(f"f{at}", texts[at], (f"x{at}",)) for at in count),
        bars=tuple(Bar(f"b{at}", texts[at], (End(f"x{at}"),)) for at in count),
        legend=(Legend("ebgp", '<b>"x"#'),),
        notes=("<i>n</i> #35;",),
    )
    return assign_tiers(diagram)


def written(diagram: Diagram, **options: Any) -> str:
    return MermaidRenderer().render(diagram, RenderOptions(format="mermaid", **options))


def visible(text: str) -> str:
    """Return text without the joiners that part what Mermaid would take for something else."""
    return " ".join(text.replace("\u2060", "").split())


def shown(text: str) -> str:
    said = plain(text).replace("\ufffe", "\ufffd")
    return " ".join(said.split())


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_samples_are_read(sample: Path) -> None:
    options: list[dict[str, Any]] = [
        {"view": view, "labels": labels, "direction": direction, "theme": theme}
        for view in views_of(topodraw.load(sample))
        for labels in ("none", "both")
        for direction, theme in (("down", "auto"), ("right", "dark"))
    ]
    drawings = [str(topodraw.draw(sample, "mermaid", **each)) for each in options]
    for each, found in zip(options, read_mermaid(drawings), strict=True):
        assert "error" not in found, (each, found)
        assert found["nodes"] > 1, each


def test_random_labs_are_read_with_all_their_parts() -> None:
    labs = [random_lab(seed) for seed in range(60)]
    found = read_mermaid([written(lab, legend=False) for lab in labs])
    for seed, (lab, parts) in enumerate(zip(labs, found, strict=True)):
        assert "error" not in parts, (seed, parts)
        assert parts["nodes"] == len(lab.boxes) + len(lab.bars), seed
        assert parts["links"] >= len(lab.edges) + sum(len(bar.taps) for bar in lab.bars), seed


def test_hostile_texts_are_read() -> None:
    (found,) = read_mermaid([written(hostile(TEXTS), legend=False)])
    assert found == {"nodes": 2 * len(TEXTS) + 1, "links": 2 * len(TEXTS), "frames": len(TEXTS)}


def test_what_is_wrong_is_found() -> None:
    for broken in ("flowchart TB\n  n1[a(b]\n", "flowchart TB\n  n1 -> -> n2\n"):
        assert "error" in read_mermaid([broken])[0]


PAGE = """<!doctype html><meta charset="utf-8"><div id="x"></div><script src="mermaid.min.js"></script><script>
mermaid.initialize({startOnLoad: false, maxEdges: 5000, maxTextSize: 1e6});
const draw = async (text) => { document.getElementById("x").innerHTML = (await mermaid.render("g", text)).svg; };
</script>"""
DRAW = "const done = arguments[1]; draw(arguments[0]).then(() => done(null), (error) => done(String(error)));"
FOUND = """
const texts = (selector) => [...document.querySelectorAll(selector)].map((each) => each.innerText ?? each.textContent);
return {
  nodes: texts(".node .nodeLabel"), frames: texts(".cluster-label .nodeLabel"), links: texts(".edgeLabel .edgeLabel"),
  title: texts(".flowchartTitleText"),
  elements: [...new Set([...document.querySelectorAll("#x *")].map((each) => each.tagName.toLowerCase()))],
};
"""
HARMLESS = "svg style g marker path polygon circle rect foreignobject div span p br defs filter text"


@pytest.mark.slow
@pytest.mark.parametrize("texts", HALVES, ids=["one", "other"])
def test_a_browser_shows_every_text_as_it_is(tmp_path: Path, texts: list[str]) -> None:
    bundle = module("mermaid") / "dist" / "mermaid.min.js"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mermaid.min.js").symlink_to(bundle)
    (tmp_path / "site" / "index.html").write_text(PAGE)
    with served(tmp_path / "site") as address, chromium(tmp_path / "profile") as browser:
        browser.get(f"{address}/index.html")
        assert browser.execute_async_script(DRAW, written(hostile(texts))) is None
        found = browser.execute_script(FOUND)
    drawn = hostile(texts)
    wanted = Counter(shown(f"{box.name} {box.lines[0].text}") for box in drawn.boxes)
    wanted += Counter(map(shown, texts))
    wanted["Note: <i>n</i> #35;."] += 1
    del wanted[""]
    nodes = Counter(visible(each) for each in found["nodes"] if visible(each))
    assert nodes - wanted == wanted - nodes == Counter()
    assert {visible(each) for each in found["frames"]} == {shown(each) for each in texts} | {"Legend"}
    assert {visible(each) for each in found["links"]} >= {shown(each) for each in texts} | {'<b>"x"#'}
    assert found["title"] == ['A "t" <b>x</b> #35; %%{init}%% \ufffd']
    assert {each for each in found["elements"] if not each.startswith("fe")} <= set(HARMLESS.split())
    assert MODULES in bundle.parents
