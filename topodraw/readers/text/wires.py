"""Lines and bars as links and BGP sessions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from topodraw.errors import Report
from topodraw.model import Endpoint, Hints, Link, Session, SessionKind
from topodraw.readers.text.legend import Meaning, Styles
from topodraw.readers.text.passages import Passage
from topodraw.readers.text.words import address_family, prefixes
from topodraw.textreader import Bar, Edge, Label, ReadDiagram

__all__ = ["Wires", "read_wires"]

_VRF = re.compile(r"vrf (?P<name>.+)")
_ONE_SIDED = "one side only"
_TIMES = re.compile(r"[×x](?P<count>[1-9]\d{0,2})")
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
    texts: list[Label] = []
    for edge in drawing.edges:
        meaning, in_doubt = styles.meaning(edge, (asns.get(edge.a), asns.get(edge.b)))
        if in_doubt and meaning not in doubted:
            doubted.add(meaning)
            where = passage.at(*edge.path[0]) if edge.path else passage.at(*_corner(drawing, edge.a))
            report.warn(where, f"lines like this one may be of several kinds; they are read as {meaning.value}")
        if meaning.what in ("session", "adjacency"):
            wires.sessions += _sessions(edge, meaning, texts)
        else:
            wires.links.append(_link(edge, meaning))
    if texts:
        where = passage.at(texts[0].row, texts[0].column)
        report.warn(where, "what stands at the ends of BGP sessions has no place in a model; it is left out")
    named = Counter(bar.name for bar in drawing.bars)
    for bar in drawing.bars:
        if bar.is_mesh:
            wires.links += [Link((Endpoint(a), Endpoint(b))) for a, b in bar.mesh]
        else:
            wires.links.append(_segment(bar, passage, report, shared=named[bar.name] > 1))
    return wires


def _corner(drawing: ReadDiagram, name: str) -> tuple[int, int]:
    place = drawing.node(name).rectangle
    return place.top, place.left


def _sessions(edge: Edge, meaning: Meaning, texts: list[Label]) -> list[Session]:
    """Return the sessions of a line: one, or as many as an adjacency says. Other texts go into `texts`."""
    vrf: str | None = None
    one_sided, count = False, 1
    for label in edge.labels:
        for line in label.lines:
            in_vrf, times = _VRF.fullmatch(line), _TIMES.fullmatch(line)
            if in_vrf:
                vrf = in_vrf["name"]
            elif line == _ONE_SIDED:
                one_sided = True
            elif times and meaning.what == "adjacency":
                count = int(times["count"])
            else:
                texts.append(label)
    client = edge.a if edge.arrow_a else edge.b if edge.arrow_b else None
    kind = cast(SessionKind, meaning.value)
    return [Session(edge.a, edge.b, kind, vrf=vrf, rr_client=client, one_sided=one_sided)] * count


def _link(edge: Edge, meaning: Meaning) -> Link:
    """Return the link of a line. What its labels say neither of an interface nor of an address is its name."""
    at_a, at_b, rest = _sides(edge.labels)
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
