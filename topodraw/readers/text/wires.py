"""Lines and bars as links and BGP sessions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
            wires.links.append(_link(edge, meaning, passage, report))
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


def _link(edge: Edge, meaning: Meaning, passage: Passage, report: Report) -> Link:
    """Return the link of a line, with what its labels say of the two interfaces and of itself."""
    at_a, at_b, middle = _sides(edge.labels)
    more: dict[str, Any] = {}
    if meaning.what == "circuit":
        more["isis"] = meaning.value
    elif meaning.what == "vlan":
        more["vlan"] = meaning.value
    ends = (
        _endpoint(edge.a, at_a, passage, report, **more),
        _endpoint(edge.b, at_b, passage, report, **more),
    )
    name = ", ".join(line for label in middle for line in label.lines) or None
    return Link(ends, kind="tunnel" if meaning.what == "tunnel" else "p2p", name=name)


def _sides(labels: Iterable[Label]) -> tuple[list[Label], list[Label], list[Label]]:
    """Sort labels into those of end a, of end b and of the line itself; an address is one of an end wherever it is."""
    sides: dict[str, list[Label]] = {"a": [], "b": [], "middle": []}
    for label in sorted(labels, key=lambda label: (label.row, label.column)):
        is_address = all(address_family(line) for line in label.lines)
        sides[label.nearest if is_address else label.place].append(label)
    return sides["a"], sides["b"], sides["middle"]


def _endpoint(node: str, labels: Iterable[Label], passage: Passage, report: Report, **more: Any) -> Endpoint:
    """Return an end of a link: the addresses among its texts, and the first other text as the interface."""
    found: dict[str, Any] = {}
    for label in labels:
        for line in label.lines:
            family = "ipv4" if line == _UNNUMBERED else address_family(line)
            key = family or "interface"
            if key in found:
                where = passage.at(label.row, label.column)
                report.warn(where, f"{line!r} is one text too many at this end of a line; it is left out")
            else:
                found[key] = True if line == _UNNUMBERED else line
    return Endpoint(node, **found, **more)


def _segment(bar: Bar, passage: Passage, report: Report, *, shared: bool) -> Link:
    """Return the link of a bar. Its name is a prefix, else that of a bridge, unless another bar has the same name."""
    ends = tuple(_endpoint(tap.node, tap.labels, passage, report) for tap in bar.taps)
    prefix = prefixes(bar.name)
    return Link(
        ends,
        kind="lan" if len(ends) > 1 else "stub",
        name=bar.name if prefix is None and shared else None,
        prefix=prefix,
        bridge=None if shared or prefix is not None else bar.name,
        hints=Hints(segment=len(ends) == 2),
    )
