"""What names and device classes say about a box's height in the picture: one table.

Smaller stands higher. The numbers matter only between boxes that are linked: the one with the smaller number is drawn
above, equal numbers side by side.
"""

from __future__ import annotations

import re

from topodraw.diagram import Box

__all__ = ["HOST", "role_height"]

HOST = 70
"""Devices that are hosts by their class; those that a name calls a host stand lower still."""

_WORDS: dict[int, str] = {
    0: "internet inet cloud wan",
    5: "transit trans upstream tier1 ix ixp",
    10: "isp provider carrier regional tier2",
    15: "rr reflector controller orchestrator superspine sspine",
    20: "spine core backbone bb dcgw dci bgw exit",
    25: "p",
    30: "dist distribution dis agg aggregation border edge pe asbr abr wanrtr",
    35: "leaf leafs leaves tor borderleaf bleaf",
    40: "access acc acs",
    45: "ce cpe branch site spoke",
    50: "cust customer customers tenant",
    HOST + 1: "host hosts client clients server servers srv pc vm ue workstation desktop laptop dummy",
    HOST + 2: "mgmt management oob",
}
"""Height -> the words that mean it, found among the parts of a name (``dc1-leaf-3`` has dc, leaf) or of a group's."""

_HEIGHTS = {word: height for height, words in _WORDS.items() for word in words.split()}
_KINDS = {"host": HOST, "server": HOST, "cloud": 0}
_PART = re.compile(r"[a-z]+")
_ALONE = re.compile(r"h[0-9]+")
_LONE = {"p", "acc", "bb", "ix", "site", "edge", "exit", "wan", "vm"}
"""Words too short or too common to count inside a longer name; they count as a whole name, with digits behind."""


def role_height(box: Box) -> int | None:
    """Return how high a box belongs by its name, its groups and its device class; None when they say nothing.

    >>> role_height(Box("dc1-spine-2")), role_height(Box("leaf3")), role_height(Box("r1"))
    (20, 35, None)
    """
    if box.route_reflector:
        return 15
    own = _by_name(box.id)
    if own is not None:
        return own
    if box.kind in _KINDS:
        return _KINDS[box.kind]
    for word in box.words:
        height = _by_name(word)
        if height is not None:
            return height
    return None


def _by_name(name: str) -> int | None:
    """Return the height that the last telling part of a name has."""
    lowered = name.lower()
    if _ALONE.fullmatch(lowered):
        return HOST + 1
    parts = _PART.findall(lowered)
    for part in reversed(parts):
        if part in _HEIGHTS and (part not in _LONE or len(parts) == 1):
            return _HEIGHTS[part]
    return None
