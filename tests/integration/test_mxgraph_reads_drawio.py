"""mxGraph, which draw.io is made of, puts our shapes and lines where our own reading of the file has them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import topodraw
from browser import chromium, served
from drawio_checks import Point, read
from node_programs import module
from random_labs import random_lab
from topodraw.rendering import RenderOptions
from topodraw.views import views_of
from topodraw_drawio import DrawioRenderer

pytestmark = pytest.mark.slow

SAMPLES = sorted(folder for folder in (Path(__file__).parents[2] / "samples").iterdir() if folder.is_dir())
PAGE = """<!doctype html><meta charset="utf-8"><div id="c"></div>
<script>mxBasePath = "."; mxLoadResources = mxLoadStylesheets = false;</script><script src="mxClient.min.js"></script>
<script>const read = (xml) => {
  const file = mxUtils.parseXml(xml), graph = new mxGraph(document.getElementById("c")), found = {};
  new mxCodec(file).decode(file.getElementsByTagName("mxGraphModel")[0], graph.getModel());
  for (const [id, cell] of Object.entries(graph.getModel().cells)) {
    const state = graph.view.getState(cell);
    if (!state) continue;
    found[id] = state.absolutePoints?.map((p) => [p.x, p.y]) ?? [state.x, state.y, state.width, state.height];
  }
  graph.destroy();
  return found;
};</script>"""


def corners(points: list[Point]) -> list[Point]:
    """Return a way without points that are no corners."""
    kept = [points[0]]
    for (x, y), after in pairwise(points[1:]):
        straight = (abs(kept[-1][at] - here) < 0.6 and abs(here - after[at]) < 0.6 for at, here in enumerate((x, y)))
        if not any(straight):
            kept.append((x, y))
    return [*kept, points[-1]]


def test_shapes_and_lines_are_where_they_should_be(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    client = module("mxgraph") / "javascript" / "mxClient.min.js"
    (tmp_path / "site" / "mxClient.min.js").symlink_to(client)
    (tmp_path / "site" / "index.html").write_text(PAGE)
    files = [
        str(topodraw.draw(sample, "drawio", view=view, labels="both"))
        for sample in SAMPLES
        for view in views_of(topodraw.load(sample))
    ]
    files += [DrawioRenderer().render(random_lab(seed), RenderOptions(format="drawio")) for seed in range(30)]
    with served(tmp_path / "site") as address, chromium(tmp_path / "profile") as browser:
        browser.get(f"{address}/index.html")
        for text in files:
            found = browser.execute_script("return read(arguments[0])", text)
            for id, cell in read(text).items():
                if cell.edge and cell.source:
                    ways = zip(corners(list(cell.points)), corners([(x, y) for x, y in found[id]]), strict=True)
                    assert all(ours == pytest.approx(theirs, abs=1) for ours, theirs in ways), id
                elif not cell.edge and cell.box[2]:
                    assert found[id] == pytest.approx(cell.box), id
