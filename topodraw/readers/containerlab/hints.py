"""What a lab's author says about the picture: labels that start with ``graph-``, and groups named ``tier-N``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from topodraw.errors import Report
from topodraw.model import Hints
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import BRIDGES

__all__ = ["hints_of", "title_of", "top_tier"]

_TRUE = ("yes", "true", "on", "1", "y")
_TIER = re.compile(r"tier-(\d{1,4})")
_NUMBER = re.compile(r"[-+]?\d{1,9}(?:\.\d*)?")


def top_tier(nodes: Sequence[Declared]) -> int:
    """Return the greatest N of the groups ``tier-N``, 0 when there are none.

    ``containerlab generate`` counts tiers upwards from the leaves.
    """
    return max((tier for node in nodes if (tier := _tier(node)) is not None), default=0)


def title_of(node: Declared) -> str | None:
    """Return what to show instead of a name: a bridge ``br1|ns1`` is ``br1`` in the namespace of the node ``ns1``."""
    name, _, namespace = node.name.partition("|")
    return name if name and namespace and node.kind in BRIDGES else None


def hints_of(node: Declared, top: int, report: Report) -> Hints:
    """Return the hints for a node. `top` is the tier at the top, as `top_tier` has it."""
    tier = _tier(node)
    level = _number(node, "graph-level", report)
    icon = node.label("graph-icon")
    url = node.label("graph-url")
    hide = node.label("graph-hide")
    return Hints(
        rank=level if level is not None or tier is None else top - tier,
        hide=hide is not None and hide[0].lower() in _TRUE,
        x=_number(node, "graph-posX", report),
        y=_number(node, "graph-posY", report),
        icon=icon[0] if icon else None,
        url=url[0] if url else None,
        classes=tuple(part.strip() for part in (node.group or "").split("/") if part.strip()),
    )


def _tier(node: Declared) -> int | None:
    match = _TIER.fullmatch(node.group or "")
    return int(match[1]) if match else None


def _number(node: Declared, label: str, report: Report) -> int | None:
    given = node.label(label)
    if given is None:
        return None
    if _NUMBER.fullmatch(given[0]):
        return round(float(given[0]))
    report.warn(given[1], f"label {label} of node {node.name!r} must be a number, not {given[0]!r}; it is ignored")
    return None
