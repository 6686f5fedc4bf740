"""How good a text drawing is, in numbers: read back from the text, and held against the diagram it was made from.

The drawing is measured as a reader sees it, by `topodraw.textreader`, which knows the grammar alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.diagram import Bar, Diagram, Edge
from topodraw.text import sanitise
from topodraw.textreader import measures, read
from topodraw.textreader.measures import EndLabel

__all__ = ["Measures", "measure", "stat_lines"]

Measures = Mapping[str, float | None]
"""Name -> value; None where a share is of nothing."""


def measure(text: str, diagram: Diagram, charset: str | None = None, *, direction: str = "down") -> Measures:
    """Return the measures of a text drawing (without colours) of a diagram with tiers, in a fixed order.

    Shares are from 0 to 1. ``straight`` is the share of links between neighbouring tiers without a bend, ``flat
    direct`` that of links on one tier without one, ``ink`` that of cells not blank; ``tier violations`` are pairs of
    nodes; ``labels legible`` and ``labels`` count texts at ends and in the middle of lines; ``problems`` are places
    that do not follow the grammar, of which there should be none. Raises TooLarge for more than 25 million cells.
    """
    drawing = read(text, charset)
    size = measures.picture_size(text, drawing)
    tiers = {box.name: box.tier for box in diagram.boxes if box.tier is not None}
    bends = measures.bends(drawing)
    ends, middles = _labels(diagram)
    lost = len(measures.missing_labels(drawing, ends)) + len(measures.missing_line_labels(drawing, middles))
    return {
        "nodes": len(drawing.nodes),
        "edges": len(drawing.pairs()),
        "bars": len(drawing.bars),
        "frames": len(drawing.frames),
        "crossings": measures.crossing_count(drawing),
        "bends mean": sum(bends) / len(bends) if bends else None,
        "bends max": max(bends, default=None),
        "straight": measures.straight_share(drawing, tiers),
        "flat direct": measures.direct_share(drawing, tiers),
        "tier violations": measures.tier_violations(drawing, tiers, across=direction == "right"),
        "labels": len(ends) + len(middles),
        "labels legible": len(ends) + len(middles) - lost,
        "width": size.width,
        "height": size.height,
        "area": size.width * size.height,
        "aspect": size.width / size.height if size.height else None,
        "ink": size.ink / (size.width * size.height) if size.ink else None,
        "problems": len(drawing.problems),
    }


def stat_lines(values: Measures) -> list[str]:
    """Return one ``name: value`` line for each measure.

    >>> stat_lines({"edges": 3, "ink": 0.25, "straight": None})
    ['edges: 3', 'ink: 0.25', 'straight: none']
    """
    return [f"{name}: {_shown(value)}" for name, value in values.items()]


def _shown(value: float | None) -> str:
    if value is None:
        return "none"
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _labels(diagram: Diagram) -> tuple[list[EndLabel], list[EndLabel]]:
    """Return the labels that should stand at the ends of lines, and those that should stand along them."""
    names = {box.id: box.name for box in diagram.boxes}
    ends = [label for edge in diagram.edges for label in _ends(edge, names)]
    ends += [label for bar in diagram.bars for label in _taps(bar, names)]
    edges = [edge for edge in diagram.edges if edge.label]
    return ends, [(names[edge.a.box], names[edge.b.box], sanitise(edge.label or "")) for edge in edges]


def _ends(edge: Edge, names: Mapping[str, str]) -> list[EndLabel]:
    a, b = names[edge.a.box], names[edge.b.box]
    return [
        (near, far, sanitise(text))
        for end, near, far in ((edge.a, a, b), (edge.b, b, a))
        for text in end.labels
        if text.strip()
    ]


def _taps(bar: Bar, names: Mapping[str, str]) -> list[EndLabel]:
    return [(names[tap.box], bar.name, sanitise(text)) for tap in bar.taps for text in tap.labels if text.strip()]
