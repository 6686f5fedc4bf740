"""What the styles of a drawing's lines mean, by its legend.

The legend tells a drawing of BGP sessions or IS-IS circuits from one of links, for a session and a link may be drawn
alike. Lines that no entry explains are links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from topodraw.textreader import Edge, ReadDiagram

__all__ = ["Meaning", "Styles", "read_legend"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of line is. `value` is the kind of session, the level of a circuit, the sort of link."""

    what: Literal["session", "adjacency", "circuit", "tunnel", "vlan", "link"]
    value: str = ""


_LINK = Meaning("link")
_VRF_SESSION = Meaning("session")
_MEANINGS: dict[str, Meaning] = {
    "EBGP session": Meaning("session", "ebgp"),
    "IBGP session": Meaning("session", "ibgp"),
    "IBGP session with a local AS": Meaning("session", "localas_ibgp"),
    "EBGP session inside a confederation": Meaning("session", "confed_ebgp"),
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

_INSIDE: Mapping[str, bool] = {"ibgp": True, "localas_ibgp": True, "ebgp": False, "confed_ebgp": False}
"""Kind of session -> whether its ends are in one AS."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The meanings of each style of line (several where a charset draws them alike)."""

    by_style: Mapping[str, tuple[Meaning, ...]]

    @property
    def view(self) -> str:
        """Return what sort of view the drawing is: ``bgp``, ``isis`` or ``topology``."""
        whats = {meaning.what for meaning in self._all()}
        return "bgp" if whats & {"session", "adjacency"} else "isis" if "circuit" in whats else "topology"

    def meaning(self, edge: Edge, asns: tuple[int | None, int | None]) -> tuple[Meaning, bool]:
        """Return what a line means, and whether another meaning is as likely. `asns` are the AS of its ends."""
        found = self.by_style.get(edge.style, ()) if edge.style else self._all()
        if not found:
            return _LINK, False
        if found[0].what not in ("session", "adjacency"):
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
        meaning = _MEANINGS.get(entry.text)
        if meaning is None or entry.style is None or entry.arrow:
            continue
        if meaning.what in ("tunnel", "vlan") and entry.style == "light":
            continue
        found[entry.style] = (*found.get(entry.style, ()), meaning)
    return Styles(found)


def _session(edge: Edge, found: tuple[Meaning, ...], asns: tuple[int | None, int | None]) -> tuple[Meaning, bool]:
    """Choose among the kinds of sessions that are drawn alike by the AS of the two ends and by arrowheads."""
    if _VRF_SESSION in found:  # a style of its own for sessions in VRFs, of whatever kind
        others = tuple(meaning for meaning in found if meaning != _VRF_SESSION)
        found = others or (Meaning("session", "ebgp"), Meaning("session", "ibgp"))
    a, b = asns
    inside = True if edge.arrow_a or edge.arrow_b else None if a is None or b is None else a == b
    fitting = tuple(meaning for meaning in found if inside is None or _INSIDE[meaning.value] == inside) or found
    return fitting[0], len(fitting) > 1
