"""What the styles of a drawing's lines mean, by its legend.

The legend tells a drawing of BGP sessions or IS-IS circuits from one of links, for a session and a link may be drawn
alike. Lines that no entry explains are links.

Where sessions are laid over a topology, the legend tells links with a session on them from sessions that are lines of
their own; what makes the difference is an arrowhead, or a word beside the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from topodraw.textreader import Edge, ReadDiagram

__all__ = ["MARKS", "Meaning", "Styles", "read_legend"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of line is. `value` is the kind of session, the level of a circuit, the sort of link."""

    what: Literal["session", "adjacency", "link with session", "lone session", "circuit", "tunnel", "vlan", "link"]
    value: str = ""


_SESSIONS = {
    "EBGP session": "ebgp",
    "IBGP session": "ibgp",
    "IBGP session with a local AS": "localas_ibgp",
    "EBGP session inside a confederation": "confed_ebgp",
}
_VRF_SESSION = Meaning("session")
_MEANINGS: dict[str, Meaning] = {
    **{text: Meaning("session", kind) for text, kind in _SESSIONS.items()},
    "VRF session": _VRF_SESSION,
    "EBGP adjacency": Meaning("adjacency", "ebgp"),
    "IS-IS level 1 circuit": Meaning("circuit", "level-1"),
    "IS-IS level 2 circuit": Meaning("circuit", "level-2"),
    "IS-IS level 1 and 2 circuit": Meaning("circuit", "level-1-2"),
    "tunnel": Meaning("tunnel"),
    "VLAN access link": Meaning("vlan", "access"),
    "VLAN trunk": Meaning("vlan", "trunk"),
}
"""The words of the legend (those of `topodraw.views.legend`) -> what they mean."""

_ON_A_LINK = "link with an "
_ALONE = " without a link of its own"

_INSIDE: Mapping[str, bool] = {"ibgp": True, "localas_ibgp": True, "ebgp": False, "confed_ebgp": False}
"""Kind of session -> whether its ends are in one AS."""

MARKS: Mapping[str, bool | None] = {"IBGP": True, "EBGP": False, "link": None}
"""Words beside lines of sessions laid over a topology -> whether the ends are in one AS."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The meanings of each style of line (several where a charset draws them alike)."""

    by_style: Mapping[str, tuple[Meaning, ...]]

    @property
    def view(self) -> str:
        """Return what sort of view the drawing is: ``bgp``, ``isis``, ``overlay`` or ``topology``."""
        whats = {meaning.what for meaning in self._all()}
        if whats & {"link with session", "lone session"}:
            return "overlay"
        return "bgp" if whats & {"session", "adjacency"} else "isis" if "circuit" in whats else "topology"

    def meaning(self, edge: Edge, asns: tuple[int | None, int | None]) -> tuple[Meaning, bool]:
        """Return what a line means, and whether another meaning is as likely. `asns` are the AS of its ends."""
        found = self.by_style.get(edge.style, ()) if edge.style else self._all()
        if self.view == "overlay":
            found = _laid_over(edge, found)
        if not found:
            return Meaning("link"), False
        if found[0].what in ("circuit", "tunnel", "vlan", "link"):
            return found[0], len(found) > 1
        return _session(edge, found, asns)

    def _all(self) -> tuple[Meaning, ...]:
        return tuple(dict.fromkeys(meaning for meanings in self.by_style.values() for meaning in meanings))


def read_legend(drawing: ReadDiagram) -> Styles:
    """Return what the legend of a drawing says of its lines.

    Tunnels and VLANs that a charset draws as plain links cannot be told from those, and are read as such.
    """
    found: dict[str, tuple[Meaning, ...]] = {}
    for entry in drawing.entries:
        meaning = _meaning(entry.text)
        if meaning is None or entry.style is None or entry.arrow:
            continue
        if meaning.what in ("tunnel", "vlan") and entry.style == "light":
            continue
        found[entry.style] = (*found.get(entry.style, ()), meaning)
    return Styles(found)


def _meaning(text: str) -> Meaning | None:
    name, alone, _ = text.partition(_ALONE)
    if alone:
        return Meaning("lone session", _SESSIONS[name]) if name in _SESSIONS else None
    name = text.removeprefix(_ON_A_LINK)
    if name != text:
        return Meaning("link with session", _SESSIONS[name]) if name in _SESSIONS else None
    return _MEANINGS.get(text)


def _laid_over(edge: Edge, found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Return the meanings that fit the mark of a line: a lone session has a word or an arrowhead, an IBGP session on a
    link is told by words, an EBGP session on a link has no mark."""
    words = {line for label in edge.labels for line in label.lines}
    inside = next((MARKS[word] for word in ("IBGP", "EBGP") if word in words), None)
    marked = inside is not None or edge.arrow_a or edge.arrow_b
    what: Literal["link with session", "lone session"] = "link with session"
    if marked and "link" not in words:
        what = "lone session"
    if _VRF_SESSION in found:
        found = (*found, *(Meaning(what, kind) for kind in ("ebgp", "ibgp")))
    wanted = inside if marked else False
    return tuple(m for m in found if m.what == what and (wanted is None or _INSIDE[m.value] == wanted))


def _session(edge: Edge, found: tuple[Meaning, ...], asns: tuple[int | None, int | None]) -> tuple[Meaning, bool]:
    """Choose among the kinds of sessions that are drawn alike by the AS of the two ends and by arrowheads."""
    if _VRF_SESSION in found:  # a style of its own for sessions in VRFs, of whatever kind
        others = tuple(meaning for meaning in found if meaning != _VRF_SESSION)
        found = others or (Meaning("session", "ebgp"), Meaning("session", "ibgp"))
    a, b = asns
    inside = True if edge.arrow_a or edge.arrow_b else None if a is None or b is None else a == b
    fitting = tuple(meaning for meaning in found if inside is None or _INSIDE[meaning.value] == inside) or found
    return fitting[0], len(fitting) > 1
