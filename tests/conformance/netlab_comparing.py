"""One lab, read by netlab and by topodraw: what comes out differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.netlab_facets import differences, expected, found
from conformance.netlab_oracle import Netlab
from topodraw.errors import SourceError
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions
from topodraw.source import Source

__all__ = ["Verdict", "compare", "same_as_snapshot"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether netlab accepts a lab, and what topodraw makes of it that netlab does not, a line each."""

    accepted: bool
    lines: tuple[str, ...]
    said: str = ""


def compare(netlab: Netlab, lab: Path, settings: Mapping[str, str] | None = None) -> Verdict:
    """Return how topodraw's reading of a topology file differs from netlab's."""
    answer = netlab.transform(lab, settings)
    if not answer.accepted:
        return Verdict(False, (), answer.said)
    try:
        topology = read_topology(lab, options=ReadOptions(settings=tuple((settings or {}).items())))
    except SourceError as error:
        return Verdict(True, (f"refused: {error}",), answer.said)
    assert answer.text is not None
    lines = differences(expected(answer.data), found(topology))
    lines += same_as_snapshot(read_topology(Source("transformed.json", answer.text)), topology)
    return Verdict(True, tuple(lines), answer.said)


def same_as_snapshot(snapshot: Topology, native: Topology) -> list[str]:
    """Return what differs between a lab read natively and the same lab read from netlab's transformed data.

    The order of nodes, and of what follows from it, is lost in such data: its keys are sorted.
    """
    return [
        f"transformed data, {part}: {value}, natively {ours.get(key)}"
        for part in ("nodes", "links", "sessions", "groups")
        for ours, theirs in [(_parts(native, part), _parts(snapshot, part))]
        for key, value in [*theirs.items(), *((key, None) for key in ours if key not in theirs)]
        if ours.get(key) != value
    ]


def _parts(topology: Topology, part: str) -> dict[Any, Any]:
    if part == "nodes":
        return {n.name: (n.device, n.role, n.asn, n.route_reflector, n.loopback, n.isis_area) for n in topology.nodes}
    if part == "links":
        return dict(
            enumerate(
                (link.endpoints, link.kind, link.name, link.prefix, link.bridge, link.role) for link in topology.links
            )
        )
    if part == "groups":
        return {(g.kind, g.name): (g.title, frozenset(g.members), g.parent) for g in topology.groups}
    tally: dict[Any, int] = {}
    for s in topology.sessions:
        key = (frozenset((s.a, s.b)), s.kind, s.vrf, s.families, s.rr_client, s.one_sided, s.link)
        tally[key] = tally.get(key, 0) + 1
    return tally
