"""How good the text drawings are: topodraw's measures, and how d2 and Graph::Easy draw the same graphs as text.

Takes every lab under samples/, or the labs and folders named. For each lab and view it prints time, size and how many
of the links (and taps of segments) can be read back out of the text; for topodraw also crossings, bends, the shares of
straight and of direct links, tier violations and ink. topodraw is read by the grammar, the others leniently
(`lenient.py`). d2 gets topodraw's own D2 of the diagram, Graph::Easy its boxes, links and groups. Times are processor
time of whole processes. Programs that are not installed are left out, and named.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lenient import read_leniently
from startup import find

import topodraw
from topodraw.diagram import Diagram
from topodraw.errors import TopodrawError
from topodraw.layout import assign_tiers
from topodraw.model import Topology
from topodraw.quality import Measures, measure
from topodraw.textreader import read
from topodraw.views import make_view, views_of
from topodraw.views.options import ViewOptions

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PATIENCE = 60.0
"""Seconds that a program may take over one drawing."""

_EASY_SPECIAL = re.compile(r"[][{}|#<>\\]")

Pairs = Counter[tuple[str, str]]


@dataclass
class Drawn:
    """One program's drawing: its size, and the links read back."""

    seconds: float
    width: int
    height: int
    recovered: int
    wrong: int = 0


@dataclass
class Total:
    """What a program did over all graphs."""

    graphs: int = 0
    complete: int = 0
    links: int = 0
    recovered: int = 0
    wrong: int = 0
    area: int = 0
    seconds: float = 0.0


@dataclass
class Graph:
    """One view of one lab, and the pairs that its drawing should show, those of segments with their taps."""

    title: str
    path: Path
    view: str
    diagram: Diagram
    names: Sequence[str] = ()
    wanted: Pairs = field(default_factory=Counter)


def graphs(paths: Iterable[Path], views: Sequence[str] | None, largest: int) -> Iterator[Graph]:
    """Yield the graphs of all labs in some files and folders."""
    for path in paths:
        try:
            lab = topodraw.load(path)
        except TopodrawError:
            continue
        if not 0 < len(lab.nodes) <= largest:
            continue
        for view in views_of(lab):
            if views is None or view in views:
                yield graph(path, lab, view)


def graph(path: Path, lab: Topology, view: str) -> Graph:
    diagram = assign_tiers(make_view(lab, view, ViewOptions(labels="none")))
    names = {box.id: box.name for box in diagram.boxes}
    ends = [(names[edge.a.box], names[edge.b.box]) for edge in diagram.edges]
    ends += [(names[tap.box], bar.name) for bar in diagram.bars for tap in bar.taps]
    every = [*names.values(), *(bar.name for bar in diagram.bars)]
    return Graph(f"{lab.name} {view}", path, view, diagram, every, Counter(map(_pair, ends)))


def _pair(ends: tuple[str, str]) -> tuple[str, str]:
    return min(ends), max(ends)


def labs_in(folder: Path) -> list[Path]:
    """Return the files in a folder that may be labs."""
    return sorted(path for path in folder.rglob("*.y*ml") if path.is_file())


def run(command: Sequence[str], folder: Path) -> float | None:
    """Run a command and return its processor seconds; None when it fails or takes too long."""
    # Bytecode is kept, as for an installed package, and nowhere else.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return None if done.returncode else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def draw_own(graph: Graph, folder: Path) -> tuple[Drawn, Measures] | None:
    """Draw with topodraw, and read the drawing by the grammar."""
    out = folder / "topodraw.txt"
    command = [sys.executable, "-m", "topodraw", "render", str(graph.path.resolve()), "--view", graph.view]
    seconds = run([*command, "--labels", "none", "--node-label", "name", "--quiet", "-o", str(out)], folder)
    if seconds is None:
        return None
    text = out.read_text("utf-8")
    values, drawing = measure(text, graph.diagram), read(text)
    shown: Pairs = Counter(drawing.pairs())
    shown.update(_pair((tap.node, bar.name)) for bar in drawing.bars if not bar.is_mesh for tap in bar.taps)
    return _drawn(seconds, int(values["width"] or 0), int(values["height"] or 0), graph, shown), values


def draw_d2(graph: Graph, d2: str, folder: Path) -> Drawn | None:
    """Draw topodraw's D2 of the diagram as text with d2, each node's name alone: d2 breaks labels of several lines."""
    boxes = tuple(replace(box, lines=()) for box in graph.diagram.boxes)
    source = str(topodraw.draw(replace(graph.diagram, boxes=boxes), "d2"))
    (folder / "graph.d2").write_text(source, "utf-8")
    seconds = run([d2, "graph.d2", "d2.txt"], folder)
    return None if seconds is None else _peer(seconds, (folder / "d2.txt").read_text("utf-8", "replace"), graph)


def draw_easy(graph: Graph, easy: str, folder: Path) -> Drawn | None:
    """Draw the boxes, links and groups with Graph::Easy."""
    (folder / "graph.easy").write_text("\n".join(_easy_lines(graph)) + "\n", "utf-8")
    seconds = run([easy, "--as=boxart", "graph.easy", "--output=easy.txt"], folder)
    return None if seconds is None else _peer(seconds, (folder / "easy.txt").read_text("utf-8", "replace"), graph)


def _easy_lines(graph: Graph) -> Iterator[str]:
    yield "graph { flow: south; }"
    names = {box.id: _easy(box.name) for box in graph.diagram.boxes}
    for frame in graph.diagram.frames:
        members = " ".join(names[member] for member in frame.members)
        if members:
            yield f"( {re.sub('[^A-Za-z0-9 ._-]', ' ', frame.title)}: {members} )"
    yield from names.values()
    for edge in graph.diagram.edges:
        yield f"{names[edge.a.box]} -- {names[edge.b.box]}"
    for bar in graph.diagram.bars:
        yield from (f"{names[tap.box]} -- {_easy(bar.name)}" for tap in bar.taps)


def _easy(name: str) -> str:
    """Return a node of Graph::Easy's language."""
    escaped = _EASY_SPECIAL.sub(r"\\\g<0>", name)
    return f"[ {escaped} ]"


def _peer(seconds: float, text: str, graph: Graph) -> Drawn:
    lines = [line.rstrip() for line in text.rstrip().split("\n")]
    return _drawn(seconds, max(map(len, lines)), len(lines), graph, read_leniently(text, graph.names).pairs)


def _drawn(seconds: float, width: int, height: int, graph: Graph, shown: Pairs) -> Drawn:
    return Drawn(seconds, width, height, (shown & graph.wanted).total(), (shown - graph.wanted).total())


def row(name: str, drawn: Drawn | None, links: int, more: str = "") -> str:
    """Return a line of the report."""
    if drawn is None:
        return f"  {name:<12} no drawing"
    size = f"{drawn.width}x{drawn.height}"
    wrong = f", {drawn.wrong} that are not there" if drawn.wrong else ""
    return f"  {name:<12} {drawn.seconds:6.2f} s {size:>11}  {drawn.recovered:>4} of {links} links{wrong}{more}"


def own_row(drawn: Drawn, values: Measures, links: int) -> str:
    shown = {name: "-" if value is None else f"{value:.3g}" for name, value in values.items()}
    more = (
        f"; crossings {shown['crossings']}, bends {shown['bends mean']} (at most {shown['bends max']}), "
        f"straight {shown['straight']}, flat direct {shown['flat direct']}, "
        f"tier violations {shown['tier violations']}, ink {shown['ink']}"
    )
    return row("topodraw", drawn, links, more)


def add(total: Total, drawn: Drawn | None, links: int) -> None:
    total.graphs += 1
    total.links += links
    if drawn is not None:
        total.complete += drawn.recovered == links and not drawn.wrong
        total.recovered += drawn.recovered
        total.wrong += drawn.wrong
        total.area += drawn.width * drawn.height
        total.seconds += drawn.seconds


def main() -> int:
    """Draw every graph with every program, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLES], help="labs, or folders of labs (samples/)")
    parser.add_argument("--view", action="append", help="only this view; repeatable")
    parser.add_argument("--largest", type=int, default=100, help="nodes that a lab may have (100)")
    options = parser.parse_args()
    engines = {name: find(command) for name, command in (("d2", "d2"), ("Graph::Easy", "graph-easy"))}
    for name in (name for name, engine in engines.items() if engine is None):
        print(f"{name} is not installed; left out")
    files = [file for path in options.paths for file in (labs_in(path) if path.is_dir() else [path])]
    totals: dict[str, Total] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in graphs(files, options.view, options.largest):
            compare(each, engines, folder, totals)
    for program, total in totals.items():
        print(
            f"{program}: {total.complete} of {total.graphs} drawings complete; {total.recovered} of {total.links} "
            f"links read back, {total.wrong} that are not there; {total.area:,} cells, {total.seconds:.1f} s"
        )
    return 0


def compare(each: Graph, engines: dict[str, str | None], folder: Path, totals: dict[str, Total]) -> None:
    """Draw one graph with every program, print a line for each, and add to the totals."""
    links = each.wanted.total()
    print(f"{each.title}: {len(each.diagram.boxes)} nodes, {len(each.diagram.bars)} segments")
    own = draw_own(each, folder)
    drawn: dict[str, Drawn | None] = {"topodraw": own[0] if own else None}
    print(own_row(*own, links) if own else row("topodraw", None, links))
    for name, draw in (("d2", draw_d2), ("Graph::Easy", draw_easy)):
        engine = engines[name]
        if engine is not None:
            drawn[name] = draw(each, engine, folder)
            print(row(name, drawn[name], links))
    for name, drawing in drawn.items():
        add(totals.setdefault(name, Total()), drawing, links)


if __name__ == "__main__":
    sys.exit(main())
