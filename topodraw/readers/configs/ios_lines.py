"""Lines of the IOS family and the modes they stand in.

Devices tell from a line's first word which mode it belongs to and do not look at indentation; people indent, mostly.
Both are heeded: a deeper line belongs to the line above it; a line that is not deeper closes modes, unless none of the
mode's lines was indented and the line opens nothing of its own (a body typed without indentation).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from topodraw.errors import Location

if TYPE_CHECKING:
    from topodraw.readers.configs.ios_interfaces import Interface
    from topodraw.readers.configs.ios_peers import Instance, Peer

__all__ = ["Line", "Mode", "close_modes", "leave", "line_of", "open_mode"]

_TAB = 8
_OPENERS = frozenset(
    {"interface", "router", "vrf", "route-map", "route-policy", "line", "hostname", "mpls", "l2vpn", "end"}
)
"""First words that end a body typed without indentation."""
_OF_BGP = frozenset({"neighbor", "address-family", "exit-address-family", "bgp"})
"""First words that nothing but `router bgp` has: they belong to it, wherever they stand."""
_BLOCKS = frozenset({"neighbor", "vrf", "template", "neighbor-group", "session-group", "af-group", "address-family"})
"""First words of blocks inside `router bgp`; alone in their line they end a block that stands beside them."""
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_LEFT_BY = {
    "exit-address-family": ("family",),
    "exit-af": ("family",),
    "exit-vrf": ("vrf", "other"),
    "exit-peer-session": ("peer",),
    "exit-peer-policy": ("peer",),
}
_NAMED_VRF, _BLOCK = 2, 2
"""Words of `vrf RED` and of `neighbor 10.0.0.1`, which open blocks; with more words they are statements."""
_SPELLINGS = {"neigh": "neighbor", "neighbour": "neighbor", "address": "address-family"}
_ABBREVIATED = (("interface", 3), ("neighbor", 3), ("address-family", 9))
"""Words that people shorten in files typed by hand, with the least number of letters."""


@dataclass(slots=True)
class Line:
    """One line, without the `no` before it."""

    words: list[str]
    indent: int
    location: Location
    negated: bool = False


@dataclass(slots=True)
class Mode:
    """Where the following lines stand. A mode knows all that the modes around it know."""

    kind: str
    """global, interface, bgp, vrf, family, peer, statement, confederation, filter or other"""
    indent: int
    body: int | None = None
    """Indentation of its first deeper line."""
    has_flat: bool = False
    """A line as deep as its own belongs to it."""
    interface: Interface | None = None
    instance: Instance | None = None
    vrf: str | None = None
    family: str | None = None
    peers: tuple[Peer, ...] = ()
    """Neighbours, groups or templates whose block this is."""
    filter: str | None = None


def line_of(raw: str, number: int, file: str) -> Line | None:
    """Return the line, None for blank lines and comments (`!` or `#` as the first character that is not blank)."""
    words = (_PLACEHOLDER.sub(_without_blanks, raw) if "{{" in raw else raw).split()
    if not words or words[0][0] in "!#":
        return None
    start = raw.find(words[0])
    indent = len(raw[:start].expandtabs(_TAB)) if "\t" in raw[:start] else start
    negated = words[0] == "no" and len(words) > 1
    if negated:
        del words[0]
    words[0] = _first_word(words[0])
    return Line(words, indent, Location(file, number, start + 1), negated)


def close_modes(modes: list[Mode], line: Line) -> None:
    """Leave the modes that the line does not belong to; the first mode, `global`, always stays."""
    while len(modes) > 1 and modes[-1].indent >= line.indent and not _stays(modes[-1], line):
        modes.pop()
    top = modes[-1]
    if top.indent >= line.indent:
        top.has_flat = True
    elif top.body is None:
        top.body = line.indent


def open_mode(modes: list[Mode], line: Line, mode: Mode) -> None:
    """Enter a mode that the line opens."""
    mode.indent, mode.body, mode.has_flat = line.indent, None, False
    modes.append(mode)


def leave(modes: list[Mode], line: Line) -> None:
    """Obey `end`, `exit` and the forms of `exit` that name the mode they leave."""
    word = line.words[0]
    if word in ("end", "root"):
        del modes[1:]
        return
    while modes[-1].kind == "statement":
        modes.pop()
    top = modes[-1]
    is_of_inner_block = top.body is not None and line.indent > top.body
    if len(modes) > 1 and not is_of_inner_block and top.kind in _LEFT_BY.get(word, (top.kind,)):
        modes.pop()


def _stays(mode: Mode, line: Line) -> bool:
    """Tell whether a line that is not deeper than the mode's own line belongs to the mode all the same."""
    word = line.words[0]
    if mode.indent > line.indent or mode.kind in ("statement", "other"):
        return mode.kind == "other" and mode.indent == line.indent and word.startswith("exit")
    if word.startswith("exit") or (mode.kind == "bgp" and word in _OF_BGP):
        return True
    if mode.body is not None:
        return False
    if word in _OPENERS:
        return mode.kind == "interface" and word == "vrf" and len(line.words) > _NAMED_VRF
    if mode.kind == "family" and word == "neighbor":
        return len(line.words) > _BLOCK
    return word not in _BLOCKS or mode.kind == "bgp" or (mode.has_flat and word in ("neighbor", "address-family"))


def _without_blanks(placeholder: re.Match[str]) -> str:
    return "".join(placeholder[0].split())


def _first_word(word: str) -> str:
    lowered = word.lower()
    if lowered in _SPELLINGS:
        return _SPELLINGS[lowered]
    for full, least in _ABBREVIATED:
        if least <= len(lowered) and full.startswith(lowered):
            return full
    return lowered
