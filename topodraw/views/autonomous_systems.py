"""The AS view: each autonomous system one box, the EBGP sessions between two of them one edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from topodraw.diagram import Box, Diagram, Edge, End, Line, Relation
from topodraw.model import Session, Topology
from topodraw.views.bgp import session_relation, sessions_to_draw
from topodraw.views.boxes import as_list_name, make_boxes
from topodraw.views.ids import unique_id
from topodraw.views.legend import make_legend
from topodraw.views.options import ViewOptions

__all__ = ["as_view", "has_autonomous_systems"]

_REVERSED: dict[Relation, Relation] = {"down": "up", "up": "down", "level": "level"}


@dataclass(slots=True)
class _Adjacency:
    """The sessions between two boxes, and what each says of their tiers seen from the first box."""

    sessions: list[Session] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def has_autonomous_systems(topology: Topology) -> bool:
    return any(node.asn is not None for node in topology.nodes)


def as_view(topology: Topology, options: ViewOptions) -> Diagram:
    """Return the diagram of autonomous systems. Raises UnknownName for options that do not fit."""
    sessions, notes = sessions_to_draw(topology, options)
    boxes, box_of = _boxes(topology, options)
    adjacencies, more_notes = _adjacencies(topology, sessions, box_of)
    edges = tuple(_edge(a, b, adjacency) for (a, b), adjacency in adjacencies.items())
    outside = sum(node.asn is None for node in topology.nodes)
    if outside and not options.all_nodes:
        notes += (f"{outside} node{'s' if outside > 1 else ''} in no autonomous system not shown",)
    return Diagram(
        name=topology.name,
        view="as",
        title=topology.title,
        boxes=boxes,
        edges=edges,
        legend=make_legend(edges),
        styles=topology.preferences.styles,
        notes=(*notes, *more_notes),
    )


def _boxes(topology: Topology, options: ViewOptions) -> tuple[tuple[Box, ...], Mapping[str, str]]:
    """Return the boxes, one for each AS (and one for each node outside them where all are wanted), and the box that
    each node is in."""
    members: dict[int, list[str]] = {}
    for node in topology.nodes:
        if node.asn is not None:
            members.setdefault(node.asn, []).append(node.name)
    loose = [node for node in topology.nodes if node.asn is None] if options.all_nodes else []
    ids = {node.name for node in loose}
    box_of = {node.name: node.name for node in loose}
    titles = _names(topology)
    boxes: list[Box] = []
    for asn, names in members.items():
        box = _as_box(unique_id(f"AS_{asn}", ids), asn, names, titles.get(asn))
        boxes.append(box)
        box_of.update(dict.fromkeys(names, box.id))
    return (*boxes, *make_boxes(topology, loose, options)), box_of


def _as_box(box_id: str, asn: int, names: Sequence[str], title: str | None) -> Box:
    text = title or f"{len(names)} node{'s' if len(names) > 1 else ''}"
    return Box(
        id=box_id,
        kind="as",
        title=f"AS {asn}",
        lines=(Line(text, "title" if title else "text"),),
        asn=asn,
        words=(title,) if title else (),
        tooltip=", ".join(names),
    )


def _names(topology: Topology) -> Mapping[int, str]:
    """Return the names that the lab gives its autonomous systems."""
    as_of = {node.name: node.asn for node in topology.nodes}
    names: dict[int, str] = {}
    for group in topology.groups:
        name = as_list_name(group) if group.kind == "as" else None
        asn = next((found for member in group.members if (found := as_of.get(member)) is not None), None)
        if name and asn is not None:
            names.setdefault(asn, name)
    return names


def _adjacencies(
    topology: Topology, sessions: Sequence[Session], box_of: Mapping[str, str]
) -> tuple[Mapping[tuple[str, str], _Adjacency], tuple[str, ...]]:
    found: dict[tuple[str, str], _Adjacency] = {}
    inside = outside = 0
    for session in sessions:
        a, b = box_of.get(session.a), box_of.get(session.b)
        if a is None or b is None:
            outside += 1
        elif a == b:
            inside += session.kind == "ebgp"
        else:
            _add(found, a, b, session, session_relation(session, topology.links))
    notes = []
    if inside:
        notes.append(f"{inside} EBGP session{'s' if inside > 1 else ''} inside one autonomous system not shown")
    if outside:
        notes.append(f"{outside} session{'s' if outside > 1 else ''} of nodes in no autonomous system not shown")
    return found, tuple(notes)


def _add(found: dict[tuple[str, str], _Adjacency], a: str, b: str, session: Session, relation: Relation | None) -> None:
    if (b, a) in found:
        a, b = b, a
        relation = relation and _REVERSED[relation]
    adjacency = found.setdefault((a, b), _Adjacency())
    adjacency.sessions.append(session)
    if relation:
        adjacency.relations.append(relation)


def _edge(a: str, b: str, adjacency: _Adjacency) -> Edge:
    count = len(adjacency.sessions)
    vrfs = {session.vrf for session in adjacency.sessions}
    pairs = dict.fromkeys(f"{session.a} - {session.b}" for session in adjacency.sessions)
    return Edge(
        a=End(a),
        b=End(b),
        kind="adjacency",
        label=f"×{count}" if count > 1 else None,
        vrf=adjacency.sessions[0].vrf if len(vrfs) == 1 else None,
        one_sided=all(session.one_sided for session in adjacency.sessions),
        relation=_majority(adjacency.relations),
        tooltip=", ".join(pairs),
    )


def _majority(relations: Sequence[Relation]) -> Relation | None:
    """Return what most of the sessions say, None in a tie."""
    counted = Counter(relations).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]
