"""Lines and bars as links and BGP sessions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from topodraw.errors import Report
from topodraw.model import Endpoint, Hints, Link, Session
from topodraw.readers.text.legend import Meaning, Styles
from topodraw.readers.text.passages import Passage
from topodraw.readers.text.sessions import full_mesh, mesh_sessions, read_session
from topodraw.readers.text.words import address_family, prefixes
from topodraw.textreader import Bar, Edge, Label, ReadDiagram, Rectangle

__all__ = ["Wires", "read_wires"]

MOST_LINKS = 1_000_000
"""Links, or sessions, that few glyphs may stand for: full meshes are drawn as one bar, or said in a title."""

_UNNUMBERED = "auto"
_INTERFACE = re.compile(r"\S+(?: \d\S*)?")
"""One word, perhaps with a number behind: eth1, Loopback 0."""


@dataclass(slots=True)
class Wires:
    """The links and sessions of a drawing, in reading order."""

    links: list[Link] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


def read_wires(
    drawing: ReadDiagram, styles: Styles, asns: Mapping[str, int], passage: Passage, report: Report
) -> Wires:
    """Return what the lines and bars of a drawing stand for; `asns` are the AS of the nodes."""
    wires = Wires()
    doubted: set[Meaning] = set()
    left_out: list[Label] = []
    for edge in drawing.edges:
        meaning, in_doubt = styles.meaning(edge, (asns.get(edge.a), asns.get(edge.b)))
        if in_doubt and meaning not in doubted:
            doubted.add(meaning)
            where = passage.at(*edge.path[0]) if edge.path else passage.at(*_corner(drawing, edge.a))
            report.warn(where, f"lines like this one may be of several kinds; they are read as {meaning.value}")
        left_out += _add_line(wires, edge, meaning)
    if left_out:
        where = passage.at(left_out[0].row, left_out[0].column)
        report.warn(where, "what stands at the ends of BGP sessions has no place in a model; it is left out")
    _add_bars(wires, drawing, passage, report)
    for frame in drawing.frames:
        meshed = full_mesh(drawing, frame)
        if _fits(len(wires.sessions) + len(meshed) ** 2 // 2, frame.rectangle, passage, report):
            wires.sessions += mesh_sessions(meshed)
    return wires


def _add_line(wires: Wires, edge: Edge, meaning: Meaning) -> tuple[Label, ...]:
    """Add what a line stands for; return the labels that have no place in the model."""
    if meaning.what in ("session", "adjacency", "lone session"):
        line = read_session(edge, meaning)
        wires.sessions += line.sessions
        return line.others
    labels = edge.labels
    if meaning.what == "link with session":
        line = read_session(edge, meaning, len(wires.links))
        wires.sessions += line.sessions
        labels = line.others
    wires.links.append(_link(edge, labels, meaning))
    return ()


def _add_bars(wires: Wires, drawing: ReadDiagram, passage: Passage, report: Report) -> None:
    named = Counter(bar.name for bar in drawing.bars)
    for bar in drawing.bars:
        if not bar.is_mesh:
            wires.links.append(_segment(bar, passage, report, shared=named[bar.name] > 1))
            continue
        uppers = sum(tap.side == "up" for tap in bar.taps)
        place = Rectangle(bar.row, bar.left, bar.row, bar.right)
        if _fits(len(wires.links) + uppers * (len(bar.taps) - uppers), place, passage, report):
            wires.links += [Link((Endpoint(a), Endpoint(b))) for a, b in bar.mesh]


def _fits(count: int, place: Rectangle, passage: Passage, report: Report) -> bool:
    """Tell whether so many links or sessions can be listed; report when they cannot."""
    if count > MOST_LINKS:
        report.error(passage.at(place.top, place.left), f"stands for more than {MOST_LINKS:,} links or sessions")
    return count <= MOST_LINKS


def _corner(drawing: ReadDiagram, name: str) -> tuple[int, int]:
    place = drawing.node(name).rectangle
    return place.top, place.left


def _link(edge: Edge, labels: Iterable[Label], meaning: Meaning) -> Link:
    """Return the link of a line. What its labels say neither of an interface nor of an address is its name."""
    at_a, at_b, rest = _sides(labels)
    end_a, more_a = _endpoint(edge.a, at_a)
    end_b, more_b = _endpoint(edge.b, at_b)
    if meaning.what == "circuit":
        end_a, end_b = replace(end_a, isis=meaning.value), replace(end_b, isis=meaning.value)
    elif meaning.what == "vlan":
        end_a, end_b = replace(end_a, vlan=meaning.value), replace(end_b, vlan=meaning.value)
    texts = sorted((*rest, *more_a, *more_b), key=lambda text: text.place)
    kind = "tunnel" if meaning.what == "tunnel" else "p2p"
    return Link((end_a, end_b), kind=kind, name=", ".join(text.text for text in texts) or None)


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of a label: how far from the end of the line it belongs to, and where it stands."""

    text: str
    distance: int
    place: tuple[int, int]


def _sides(labels: Iterable[Label]) -> tuple[list[_Text], list[_Text], list[_Text]]:
    """Sort labels into those of end a, of end b and of the line itself; an address is one of an end wherever it is."""
    sides: dict[str, list[_Text]] = {"a": [], "b": [], "middle": []}
    for label in labels:
        distance, place = min(label.from_a, label.from_b), (label.row, label.column)
        for line in label.lines:
            side = label.nearest if address_family(line) else label.place
            sides[side].append(_Text(line, distance, place))
    return sides["a"], sides["b"], sides["middle"]


def _endpoint(node: str, texts: Iterable[_Text]) -> tuple[Endpoint, list[_Text]]:
    """Return an end of a link, and the texts that say nothing of it.

    The nearest text that may be the name of an interface is one, and the nearest address of a family.
    """
    found: dict[str, Any] = {}
    rest: list[_Text] = []
    for text in sorted(texts, key=lambda text: (text.distance, text.place)):
        unnumbered = text.text == _UNNUMBERED
        key = "ipv4" if unnumbered else address_family(text.text) or "interface"
        if key in found or (key == "interface" and not _INTERFACE.fullmatch(text.text)):
            rest.append(text)
        else:
            found[key] = True if unnumbered else text.text
    return Endpoint(node, **found), rest


def _segment(bar: Bar, passage: Passage, report: Report, *, shared: bool) -> Link:
    """Return the link of a bar. Its name is a prefix, else that of a bridge, unless another bar has the same name."""
    ends: list[Endpoint] = []
    for tap in bar.taps:
        at_node, at_bar, middle = _sides(tap.labels)
        end, rest = _endpoint(tap.node, (*at_node, *at_bar, *middle))
        ends.append(end)
        for text in rest:
            report.warn(passage.at(*text.place), f"{text.text!r} names no interface; it is left out")
    prefix = prefixes(bar.name)
    return Link(
        tuple(ends),
        kind="lan" if len(ends) > 1 else "stub",
        name=bar.name if prefix is None and shared else None,
        prefix=prefix,
        bridge=None if shared or prefix is not None else bar.name,
        hints=Hints(segment=len(ends) == 2),
    )
