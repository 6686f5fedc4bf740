"""Frames as groups. One around a single node may be folded into a line of it, so an ``AS n`` there is one, too."""

from __future__ import annotations

from dataclasses import dataclass, field

from topodraw.model import Group
from topodraw.readers.text.sessions import without_mesh
from topodraw.readers.text.words import area, as_number
from topodraw.textreader import Frame, ReadDiagram

__all__ = ["Places", "read_groups"]

_RESERVED = ("as", "group", "area", "none")
"""Words with a meaning of their own where groups are chosen by name."""


@dataclass(slots=True)
class Places:
    """The groups of a drawing, and what they say of the nodes: the AS and the IS-IS area that each is in."""

    groups: list[Group] = field(default_factory=list)
    asn: dict[str, int] = field(default_factory=dict)
    area: dict[str, str] = field(default_factory=dict)


def read_groups(drawing: ReadDiagram, *, areas: bool) -> Places:
    """Return the groups that the frames and the AS lines of a drawing show, outer ones first.

    Their members are all nodes inside, those of inner frames included. `areas`: a title such as ``Area 49.0001`` names
    an IS-IS area.
    """
    places = Places()
    taken = dict.fromkeys(_RESERVED)
    names: dict[int, str] = {}
    order = sorted(range(len(drawing.frames)), key=lambda at: _depth(drawing, drawing.frames[at]))
    inside = _members(drawing)
    for at in order:
        frame = drawing.frames[at]
        title = without_mesh(frame.title)
        asn, isis = as_number(title), area(title) if areas else None
        kind = "as" if asn is not None else "area" if isis else "group"
        wanted = f"AS_{asn}" if asn is not None else f"area_{isis}" if isis else title
        names[at] = _unique(wanted, taken)
        parent = None if frame.parent is None else names[frame.parent]
        places.groups.append(Group(names[at], kind, title, inside[at], parent))
        if asn is not None:
            places.asn.update(dict.fromkeys(inside[at], asn))
        if isis:
            places.area.update(dict.fromkeys(inside[at], isis))
    home = {name: names[at] for at in order for name in drawing.frames[at].members}
    _add_folded(drawing, places, home, taken, areas=areas)
    return places


def _add_folded(
    drawing: ReadDiagram, places: Places, home: dict[str, str], taken: dict[str, None], *, areas: bool
) -> None:
    """Add the groups of AS lines in nodes that stand in no frame of that AS."""
    folded: dict[str, list[str]] = {}
    for node in drawing.nodes:
        title = next((line for line in node.lines if as_number(line) is not None), None)
        if title is not None and places.asn.get(node.name) != as_number(title):
            places.asn[node.name] = as_number(title) or 0
            folded.setdefault(title, []).append(node.name)
        isis = next((found for line in node.lines if (found := area(line))), None) if areas else None
        if isis and node.name not in places.area:
            places.area[node.name] = isis
    for title, members in folded.items():
        homes = dict.fromkeys(home.get(name) for name in members)
        parent = next(iter(homes)) if len(homes) == 1 else None
        places.groups.append(Group(_unique(f"AS_{as_number(title)}", taken), "as", title, tuple(members), parent))


def _members(drawing: ReadDiagram) -> list[tuple[str, ...]]:
    """Return the names of all nodes inside each frame, in reading order."""
    inside: list[dict[str, None]] = [{} for _ in drawing.frames]
    home = {name: at for at, frame in enumerate(drawing.frames) for name in frame.members}
    for node in drawing.nodes:
        at = home.get(node.name)
        while at is not None:
            inside[at][node.name] = None
            at = drawing.frames[at].parent
    return [tuple(names) for names in inside]


def _depth(drawing: ReadDiagram, frame: Frame) -> int:
    depth = 0
    while frame.parent is not None:
        depth, frame = depth + 1, drawing.frames[frame.parent]
    return depth


def _unique(wanted: str, taken: dict[str, None]) -> str:
    chosen, number = wanted, 1
    while chosen in taken:
        number += 1
        chosen = f"{wanted}_{number}"
    taken[chosen] = None
    return chosen
