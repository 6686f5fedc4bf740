"""IBGP full meshes: sessions between all nodes of an autonomous system, which one word says better than many lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from topodraw.diagram import Frame
from topodraw.model import Session, Topology

__all__ = ["mesh_titles"]

WORDS = "IBGP full mesh"
LEAST = 4
"""Nodes of a mesh that is said instead of drawn."""


def mesh_titles(
    frames: Sequence[Frame], sessions: Sequence[Session], topology: Topology
) -> tuple[tuple[Frame, ...], frozenset[Session], tuple[str, ...]]:
    """Return the frames with the meshes in their titles, the sessions so said, and notes on nodes that take no part.

    All IBGP sessions of the autonomous system must be of the mesh, without route reflectors, and its frame drawn.
    Those that only one side lists are never said to be of a mesh.
    """
    asn = {node.name: node.asn for node in topology.nodes}
    by_system: dict[int, list[Session]] = {}
    for session in sessions:
        system = asn.get(session.a)
        if system is not None and asn.get(session.b) == system and _is_plain(session):
            by_system.setdefault(system, []).append(session)
    inside = _all_members(frames)
    titled = {frame.id: frame for frame in frames}
    said: set[Session] = set()
    notes: list[str] = []
    for own in by_system.values():
        nodes = list(dict.fromkeys(name for session in own for name in (session.a, session.b)))
        home = next((frame for frame in frames if frame.kind == "as" and inside[frame.id].issuperset(nodes)), None)
        if home is None or not _is_full_mesh(own, len(nodes)):
            continue
        titled[home.id] = replace(home, title=f"{home.title}, {WORDS}")
        said.update(own)
        others = [node.name for node in topology.nodes if node.name in inside[home.id] and node.name not in nodes]
        if others:
            notes.append(f"not in the {WORDS} of {home.title}: {', '.join(others)}")
    return tuple(titled.values()), frozenset(said), tuple(notes)


def _is_plain(session: Session) -> bool:
    return session.kind == "ibgp" and session.vrf is None and not session.one_sided


def _is_full_mesh(sessions: Iterable[Session], nodes: int) -> bool:
    pairs = {frozenset((session.a, session.b)) for session in sessions}
    equals = all(session.rr_client is None for session in sessions)
    return equals and nodes >= LEAST and len(pairs) == nodes * (nodes - 1) // 2


def _all_members(frames: Sequence[Frame]) -> dict[str, set[str]]:
    """Return for each frame the boxes inside it and inside the frames nested in it."""
    parents = {frame.id: frame.parent for frame in frames}
    inside: dict[str, set[str]] = {frame.id: set() for frame in frames}
    for frame in frames:
        up: str | None = frame.id
        while up is not None:
            inside[up].update(frame.members)
            up = parents.get(up)
    return inside
