"""BGP sessions: the lines that stand for them, and full meshes that the title of a frame says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from topodraw.model import Session, SessionKind
from topodraw.readers.text.legend import MARKS, Meaning
from topodraw.textreader import Edge, Frame, Label, ReadDiagram

__all__ = ["SessionLine", "full_mesh", "mesh_sessions", "read_session", "without_mesh"]

_VRF = re.compile(r"vrf (?P<name>.+)")
_ONE_SIDED = "one side only"
_TIMES = re.compile(r"[×x](?P<count>[1-9]\d{0,2})")
_MESH = ", IBGP full mesh"
_NOT_IN_MESH = re.compile(r"Note: not in the IBGP full mesh of (?P<title>[^:]+): (?P<names>.+)\.")


@dataclass(frozen=True, slots=True)
class SessionLine:
    """The sessions of one line, and the labels that do not speak of them."""

    sessions: tuple[Session, ...]
    others: tuple[Label, ...]


def read_session(edge: Edge, meaning: Meaning, link: int | None = None) -> SessionLine:
    """Return the sessions of a line: one, or one for each VRF, or as many as an adjacency says.

    `link` is the index of the link that the line is, too.
    """
    vrfs: list[str] = []
    one_sided, count = False, 1
    others: list[Label] = []
    for label in edge.labels:
        in_vrf, times = _VRF.fullmatch(label.text), _TIMES.fullmatch(label.text)
        if in_vrf:
            vrfs += in_vrf["name"].split(", ")
        elif times and meaning.what == "adjacency":
            count = int(times["count"])
        elif label.text == _ONE_SIDED:
            one_sided = True
        else:
            vrfs += [found["name"] for line in label.lines if (found := _VRF.fullmatch(line))]
            others += _without_marks(label, meaning)
    client = edge.a if edge.arrow_a else edge.b if edge.arrow_b else None
    kind = cast(SessionKind, meaning.value)
    each: Iterable[str | None] = vrfs or [None]
    sessions = (Session(edge.a, edge.b, kind, vrf, rr_client=client, one_sided=one_sided, link=link) for vrf in each)
    return SessionLine(tuple(sessions) * count, tuple(others))


def _without_marks(label: Label, meaning: Meaning) -> list[Label]:
    """Return a label without the words that tell links from sessions laid over them; nothing if that is all it says."""
    if meaning.what in ("session", "adjacency"):
        return [label]
    said = [line for line in label.lines if line not in MARKS and not _VRF.fullmatch(line)]
    return [Label(", ".join(said), label.row, label.column, label.from_a, label.from_b)] if said else []


def without_mesh(title: str) -> str:
    """Return the title of a frame without the remark that there is a full mesh inside.

    >>> without_mesh("AS 65000, IBGP full mesh")
    'AS 65000'
    """
    return title.removesuffix(_MESH)


def full_mesh(drawing: ReadDiagram, frame: Frame) -> tuple[str, ...]:
    """Return the nodes that the title of a frame says to have sessions with each other; none when it does not."""
    title = without_mesh(frame.title)
    if title == frame.title:
        return ()
    notes = (_NOT_IN_MESH.fullmatch(line) for line in drawing.legend)
    outside = {name for note in notes if note and note["title"] == title for name in note["names"].split(", ")}
    return tuple(name for name in drawing.members(frame) if name not in outside)


def mesh_sessions(names: Iterable[str]) -> Iterable[Session]:
    """Yield an IBGP session between any two of the nodes."""
    for a, b in combinations(names, 2):
        yield Session(a, b, "ibgp")
