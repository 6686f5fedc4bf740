"""Tiers that are too long, broken into bands that stand one below another, each with what hangs below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from topodraw.diagram import Diagram
from topodraw.layout.arrangement import Arrangement
from topodraw.layout.families import above

__all__ = ["in_bands"]

Rows = dict[int, list[str]]
"""Tier -> boxes from left to right."""


def in_bands(diagram: Diagram, arrangement: Arrangement, width: int, bands: int) -> Diagram | None:
    """Break the first tier that is too long (else the longest), with all below it, into a number of bands.

    A box of a lower tier joins the band of what it hangs on, so that families stay together. `arrangement` is that of
    the diagram as it is. Returns None where that cannot do: no tier has so many boxes, or a band would still be longer
    than the width.
    """
    tiers = {box.id: box.tier or 0 for box in diagram.boxes}
    across = {box.box: box.x for box in arrangement.boxes}
    wide = {box.box: box.width + 1 for box in arrangement.boxes}
    rows: Rows = {}
    for name in sorted(tiers, key=lambda name: (tiers[name], across.get(name, 0))):
        rows.setdefault(tiers[name], []).append(name)
    lengths = {tier: sum(wide[name] for name in row) for tier, row in rows.items()}
    breakable = {tier: length for tier, length in lengths.items() if len(rows[tier]) > 1}
    first = next((tier for tier, length in breakable.items() if length > width), None)
    if first is None:
        first = max(breakable, key=lambda tier: breakable[tier], default=0)
    if len(rows.get(first, ())) < bands or lengths[first] > bands * width:
        return None
    uppers = above(diagram)
    band: dict[str, int] = {}
    for tier in (tier for tier in rows if tier >= first):
        done = 0
        for family in _families(rows[tier], uppers, wide, lengths[tier] // bands):
            size = sum(wide[name] for name in family)
            for name in family:
                held = sorted(band[other] for other in uppers[name] if other in band)
                band[name] = held[len(held) // 2] if held else (2 * done + size) * bands // (2 * lengths[tier])
            done += size
    depth = max(rows) - first + 1
    boxes = tuple(replace(box, tier=tiers[box.id] + band.get(box.id, 0) * depth) for box in diagram.boxes)
    return replace(diagram, boxes=boxes)


def _families(
    row: Sequence[str], uppers: Mapping[str, Sequence[str]], wide: Mapping[str, int], most: int
) -> list[list[str]]:
    """Return the neighbours that hang on the same boxes together, unless they take more than `most` columns."""
    families: list[list[str]] = []
    for name, hung in groupby(row, key=lambda name: uppers[name] or name):
        family = [name] if isinstance(name, str) else list(hung)
        families += [family] if sum(wide[one] for one in family) <= most else [[one] for one in family]
    return families
