"""What names and device classes say about a box's height in the picture: one table.

Smaller stands higher. The numbers matter only between boxes that are linked: the one with the smaller number is drawn
above, equal numbers side by side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from topodraw.diagram import Box

__all__ = ["CUSTOMER_SIDE", "HOST", "LEAF", "Word", "role_height", "telling_word"]

HOST = 70
"""Devices that are hosts by their class; those that a name calls a host stand lower still."""

LEAF = 35
"""Where hosts and spines meet: what is attached to a leaf may be either."""
CUSTOMER_SIDE = 45
"""From here down boxes are at the customer's side of a link."""

_WORDS: dict[int, str] = {
    0: "internet inet cloud wan",
    5: "transit trans upstream tier1 ix ixp",
    10: "isp provider carrier regional tier2 rs routeserver",
    15: "rr reflector routereflector controller orchestrator superspine sspine ss",
    20: "spine core corerouter backbone bb dcgw dci dcigw bgw exit",
    25: "p",
    30: "dist distribution dis agg aggregation border edge pe npe bng bras asbr abr wanrtr",
    LEAF: "leaf leaves tor borderleaf bleaf vtep",
    40: "access acc acs",
    CUSTOMER_SIDE: "ce cpe branch site spoke",
    50: "cust customer tenant",
    HOST + 1: "host client server srv pc vm ue workstation desktop laptop dummy user subscriber tgen trex",
    HOST + 2: "mgmt management oob",
}
"""Height -> the words that mean it, found among the parts of a name (``dc1-leaf-3`` has dc, leaf) or of a group's."""

_HEIGHTS = {word: height for height, words in _WORDS.items() for word in words.split()}
_KINDS = {"host": HOST, "server": HOST, "cloud": 0}
_PART = re.compile(r"[a-z]+")
_COMPOUND = re.compile(r"(super|route)[-_ ](spine|server|reflector)")
"""Words that mean something else together."""
_ALONE = re.compile(r"h[0-9]+")
_LONE = {"p", "acc", "bb", "ix", "rs", "ss", "site", "edge", "exit", "wan", "vm", "user"}
"""Words too short or too common to count inside a longer name; they count as a whole name, with digits behind."""


PLURAL = 4
"""Letters of a word that may be the plural of one in the table."""


class Word(NamedTuple):
    """The word that tells how high a box belongs, and where it stands."""

    height: int
    source: str
    """name, device class, group or route reflector"""
    text: str


def role_height(box: Box) -> int | None:
    """Return how high a box belongs by its name, its groups and its device class; None when they say nothing.

    >>> role_height(Box("dc1-spine-2")), role_height(Box("leaf3")), role_height(Box("r1"))
    (20, 35, None)
    """
    word = telling_word(box)
    return word.height if word else None


def telling_word(box: Box) -> Word | None:
    """Return what tells how high a box belongs; None when nothing does.

    >>> telling_word(Box("r1", words=("router", "spine")))
    Word(height=20, source='group', text='spine')
    """
    if box.route_reflector:
        return Word(15, "route reflector", "")
    if own := _telling_part(box.id):
        return Word(own[0], "name", own[1])
    if box.kind in _KINDS:
        return Word(_KINDS[box.kind], "device class", box.kind)
    for word in box.words:
        if found := _telling_part(word):
            return Word(found[0], "group", found[1])
    return None


def _telling_part(name: str) -> tuple[int, str] | None:
    """Return the last telling part of a name, with its height."""
    lowered = _COMPOUND.sub(r"\1\2", name.lower())
    if _ALONE.fullmatch(lowered):
        return HOST + 1, lowered
    parts = _PART.findall(lowered)
    for part in reversed(parts):
        if part not in _HEIGHTS and len(part) >= PLURAL:
            part = part.removesuffix("s")  # noqa: PLW2901
        if part in _HEIGHTS and (part not in _LONE or len(parts) == 1):
            return _HEIGHTS[part], part
    return None
