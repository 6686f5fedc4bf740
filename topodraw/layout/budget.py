"""The width asked for: what is done, in order, until the picture fits.

Gaps narrowed; meshes bundled; labels numbered and listed below the picture; tiers that are too long broken into bands,
each with what hangs below it. A picture that still does not fit is drawn at its natural width, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from topodraw import text
from topodraw.diagram import Diagram, End
from topodraw.layout.arrangement import Arrangement, ArrangeOptions, Bundle

__all__ = ["fit"]

MOST_BANDS = 8

Once = Callable[[Diagram, Bundle, bool], Arrangement]
"""Arranges a diagram with the bundling and the tightness given."""


def fit(diagram: Diagram, options: ArrangeOptions, once: Once) -> Arrangement:
    """Return the first arrangement that fits, else the natural one; `steps` tells what was done."""
    natural = once(diagram, options.bundle, False)
    if options.width is None or natural.width <= options.width:
        return natural
    for arrangement, steps in _attempts(diagram, options, once, options.width):
        if arrangement.width <= options.width:
            return replace(arrangement, steps=(*steps, f"fitted into {options.width} columns"))
    complaint = f"drawn {natural.width} columns wide, {options.width} were asked for"
    return replace(natural, steps=(complaint,), notes=(*natural.notes, complaint))


def _attempts(
    diagram: Diagram, options: ArrangeOptions, once: Once, width: int
) -> Iterator[tuple[Arrangement, tuple[str, ...]]]:
    """Yield narrower and narrower arrangements with what was done for each."""
    steps: tuple[str, ...] = ("gaps narrowed",)
    arrangement = once(diagram, options.bundle, True)
    yield arrangement, steps
    bundle = options.bundle
    if bundle == "auto":
        bundled = once(diagram, "always", True)
        if bundled.width < arrangement.width:
            bundle, steps, arrangement = "always", (*steps, "meshes bundled"), bundled
            yield arrangement, steps
    numbered, listed = _with_labels_listed(diagram)
    if listed:
        shorter = replace(once(numbered, bundle, True), listed=listed)
        if shorter.width < arrangement.width:
            diagram, arrangement, steps = numbered, shorter, (*steps, "labels listed below")
            yield arrangement, steps
    for bands in range(2, MOST_BANDS + 1):
        folded = _in_bands(diagram, arrangement, width, bands)
        if folded is None:
            return
        banded = once(folded, bundle, True)
        yield replace(banded, listed=arrangement.listed), (*steps, f"long tiers folded into {bands} bands")


def _with_labels_listed(diagram: Diagram) -> tuple[Diagram, tuple[str, ...]]:
    """Put a number beside each end in place of its labels, and return the list of what the numbers mean."""
    numbers: dict[str, int] = {}

    def numbered(end: End) -> End:
        said = ", ".join(line for line in end.labels if line)
        if text.width(said) <= 3:
            return end
        return replace(end, labels=(f"[{numbers.setdefault(said, len(numbers) + 1)}]",))

    edges = tuple(replace(edge, a=numbered(edge.a), b=numbered(edge.b)) for edge in diagram.edges)
    bars = tuple(replace(bar, taps=tuple(map(numbered, bar.taps))) for bar in diagram.bars)
    listed = tuple(f"[{number}] {said}" for said, number in numbers.items())
    return replace(diagram, edges=edges, bars=bars), listed


def _in_bands(diagram: Diagram, arrangement: Arrangement, width: int, bands: int) -> Diagram | None:
    """Break the first tier that is too long, with all below it, into bands that stand one below another.

    A box of a lower tier joins the band of what it hangs on, so that families stay together. Returns None when no tier
    is too long.
    """
    tiers = {box.id: box.tier or 0 for box in diagram.boxes}
    across = {box.box: box.x for box in arrangement.boxes}
    rows: dict[int, list[str]] = {}
    for name in sorted(tiers, key=lambda name: (tiers[name], across.get(name, 0))):
        rows.setdefault(tiers[name], []).append(name)
    wide = {box.box: box.width + 1 for box in arrangement.boxes}
    first = next((tier for tier, row in rows.items() if sum(wide[name] for name in row) > width), None)
    if first is None:
        return None
    above = _above(diagram, tiers)
    band: dict[str, int] = {}
    for tier in (tier for tier in rows if tier >= first):
        for at, name in enumerate(rows[tier]):
            held = sorted(band[other] for other in above[name] if other in band)
            band[name] = held[len(held) // 2] if held else at * bands // len(rows[tier])
    depth = max(rows) - first + 1
    boxes = tuple(replace(box, tier=tiers[box.id] + band.get(box.id, 0) * depth) for box in diagram.boxes)
    return replace(diagram, boxes=boxes)


def _above(diagram: Diagram, tiers: dict[str, int]) -> dict[str, list[str]]:
    """Return for each box the boxes of higher tiers that it is linked to."""
    above: dict[str, list[str]] = {name: [] for name in tiers}
    pairs = [(edge.a.box, edge.b.box) for edge in diagram.edges]
    pairs += [(bar.taps[0].box, tap.box) for bar in diagram.bars if len(bar.taps) > 1 for tap in bar.taps[1:]]
    for a, b in pairs:
        if tiers[a] < tiers[b]:
            above[b].append(a)
        elif tiers[b] < tiers[a]:
            above[a].append(b)
    return above
