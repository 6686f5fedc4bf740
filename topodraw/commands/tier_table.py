"""The table of tiers: each node's, and why; below it the links that are drawn against what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from topodraw.text import sanitise, width

if TYPE_CHECKING:
    from topodraw.layout.tiers import TierReport

__all__ = ["tier_lines"]

_HEAD = ("node", "tier", "why")


def tier_lines(report: TierReport) -> Iterator[str]:
    """Yield the lines of the table, the top tier first, nodes of a tier in the order of the lab."""
    from topodraw.layout.reasons import contradictions, tier_reasons

    reasons = sorted(tier_reasons(report), key=lambda reason: reason.tier)
    rows = [_HEAD, *((sanitise(each.box), str(each.tier), sanitise(each.why)) for each in reasons)]
    widest = [max(width(row[column]) for row in rows) for column in (0, 1)]
    for name, tier, why in rows:
        yield f"{name}{' ' * (widest[0] - width(name))}  {tier:<{widest[1]}}  {why}"
    told = contradictions(report, guesses=True)
    if told:
        yield ""
        yield from told
