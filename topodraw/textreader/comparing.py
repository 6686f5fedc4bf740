"""Hold a diagram that was read against the graph it should show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from topodraw.textreader.diagram import Edge, Pair, ReadDiagram

EdgeWanted = tuple[str, str] | tuple[str, str, str | None]
"""Two nodes, in any order, and perhaps the kind: `link`, `ebgp`, `ibgp`, `vrf`, `localas_ibgp`, `confed_ebgp`."""

BarWanted = tuple[str, Sequence[str]]
"""A bar's name and the nodes tapped, a node once for each tap."""

FrameWanted = tuple[str, Iterable[str], str | None]
"""A frame's title, all nodes inside it (nested frames included) and the title of the frame around it."""

_LOOKS = {
    "link": {"link", "light"},
    "ibgp": {"ibgp", "light"},
    "localas_ibgp": {"ibgp", "light"},
    "ebgp": {"ebgp"},
    "confed_ebgp": {"ebgp"},
    "vrf": {"vrf", "ebgp", "ibgp", "light"},
}
"""How an edge of a kind may look; `unknown` (no straight cell) fits all."""

T = TypeVar("T")


def compare(
    read: ReadDiagram,
    *,
    nodes: Iterable[str],
    edges: Iterable[EdgeWanted],
    bars: Iterable[BarWanted] = (),
    frames: Iterable[FrameWanted] = (),
) -> list[str]:
    """List every difference between a diagram and a graph, and every problem of the drawing; empty when they agree.

    Edges count as a multiset of unordered pairs, those a mesh bar stands for included; mesh bars are not among `bars`.
    """
    wanted = [(*edge, None) if len(edge) == 2 else edge for edge in edges]
    found = [str(problem) for problem in read.problems]
    found += _differ("node", (node.name for node in read.nodes), nodes)
    found += _differ("edge", read.pairs(), ((min(a, b), max(a, b)) for a, b, _ in wanted))
    found += _kinds(read, wanted)
    shown_bars = ((bar.name, tuple(sorted(tap.node for tap in bar.taps))) for bar in read.bars if not bar.is_mesh)
    found += _differ("bar", shown_bars, ((name, tuple(sorted(taps))) for name, taps in bars))
    titles = [frame.title for frame in read.frames]
    shown_frames = (
        (frame.title, read.members(frame), None if frame.parent is None else titles[frame.parent])
        for frame in read.frames
    )
    found += _differ("frame", shown_frames, ((title, tuple(sorted(set(inside))), up) for title, inside, up in frames))
    return found


def _differ(what: str, shown: Iterable[T], wanted: Iterable[T]) -> list[str]:
    """Describe how two multisets differ."""
    have, need = Counter(shown), Counter(wanted)
    lost = [f"{what} missing: {thing!r}" for thing in (need - have).elements()]
    return lost + [f"{what} not wanted: {thing!r}" for thing in (have - need).elements()]


def _kinds(read: ReadDiagram, wanted: Iterable[tuple[str, str, str | None]]) -> list[str]:
    """List the edges that do not look like their kind; parallel edges are matched as well as they can be."""
    looks: dict[Pair, list[str]] = {}
    for edge in read.edges:
        looks.setdefault(edge.pair, []).append(edge.kind)
    found: list[str] = []
    kinds = ((min(a, b), max(a, b), kind) for a, b, kind in wanted if kind is not None)
    for a, b, kind in sorted(kinds, key=lambda edge: (len(_looks(edge[2])), edge)):
        shown = looks.get((a, b), [])
        fitting = next((look for look in shown if look in _looks(kind)), None)
        if fitting is not None:
            shown.remove(fitting)
        elif shown:
            found.append(f"edge {a} - {b} should look like {kind}, looks like {', '.join(shown)}")
    return found


def _looks(kind: str) -> set[str]:
    """Return the looks that fit a kind."""
    return _LOOKS.get(kind, {kind}) | {"unknown"}


def arrows(read: ReadDiagram) -> list[Pair]:
    """Return, for every arrowhead, the node it touches and the node at the other end, sorted."""
    return sorted(pair for edge in read.edges for pair in _heads(edge))


def _heads(edge: Edge) -> list[Pair]:
    """Return the arrowheads of one edge."""
    return [(edge.a, edge.b)] * edge.arrow_a + [(edge.b, edge.a)] * edge.arrow_b


def same_graph(one: ReadDiagram, two: ReadDiagram) -> list[str]:
    """List how two drawings of one diagram in different charsets differ: size, nodes, lines, bars, frames, labels."""
    found: list[str] = []
    if (one.width, one.height) != (two.width, two.height):
        found.append(f"size {one.width}x{one.height} and {two.width}x{two.height}")
    found += _differ("node", ((n.name, n.rectangle) for n in two.nodes), ((n.name, n.rectangle) for n in one.nodes))
    found += _differ("edge", _drawn(two), _drawn(one))
    found += _differ("crossing", two.crossings, one.crossings)
    found += _differ("bar", _bars(two), _bars(one))
    found += _differ("frame", (f.rectangle for f in two.frames), (f.rectangle for f in one.frames))
    return found


def _bars(read: ReadDiagram) -> list[tuple[object, ...]]:
    """Return every bar by its place and taps."""
    taps = [tuple((tap.node, tap.side, tap.column, len(tap.labels)) for tap in bar.taps) for bar in read.bars]
    return [(bar.row, bar.left, bar.right, shown) for bar, shown in zip(read.bars, taps, strict=True)]


def _drawn(read: ReadDiagram) -> list[tuple[object, ...]]:
    """Return every edge by its names, path, arrowheads and number of labels, from its smaller end."""
    drawn: list[tuple[object, ...]] = []
    for edge in read.edges:
        ends = (edge.a, edge.arrow_a), (edge.b, edge.arrow_b)
        turned = edge.path[::-1] if edge.path and edge.path[-1] < edge.path[0] else edge.path
        drawn.append((tuple(sorted(ends)), turned, edge.bends, len(edge.labels)))
    return drawn
