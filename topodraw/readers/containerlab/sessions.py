"""BGP sessions, where labels say who peers with whom (``bgp-peers``, ``bgp-rr-clients``).

Each label is the statement of one side. A session that both sides state is one session, one that only one side states
is one-sided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from topodraw.errors import Location, Report, suggestion
from topodraw.model import Link, Session, SessionKind
from topodraw.readers.containerlab.inheritance import Declared

__all__ = ["read_sessions", "reflectors"]

_PEERS, _CLIENTS = "bgp-peers", "bgp-rr-clients"


def read_sessions(
    nodes: Sequence[Declared],
    systems: Mapping[str, int | None],
    links: Sequence[Link],
    known: Sequence[Session],
    report: Report,
) -> tuple[Session, ...]:
    """Return the sessions in the order of their first statement, without those of nodes whose session is known already.

    `systems`: node -> AS number.
    """
    told = {(session.a, session.b) for session in known}
    stated: dict[tuple[str, str], bool] = {}
    for node in nodes:
        for label in (_PEERS, _CLIENTS):
            for peer, where in _named(node, label, systems, report):
                is_client = label == _CLIENTS and _is_internal(node.name, peer, systems, where, report)
                stated[node.name, peer] = is_client or stated.get((node.name, peer), False)
    _warn_of_missing_systems(nodes, stated, systems, report)
    direct = _direct_links(links)
    found: dict[tuple[str, str], Session] = {}
    for (a, b), b_is_client in stated.items():
        if (b, a) in found or (a, b) in told or (b, a) in told:
            continue
        a_is_client = stated.get((b, a), False)
        kind: SessionKind = "ibgp" if systems[a] is not None and systems[a] == systems[b] else "ebgp"
        # Two reflectors that call each other clients are equals: the drawing has no arrow for that.
        client = None if a_is_client == b_is_client else b if b_is_client else a
        over = direct.get((a, b), ()) if kind == "ebgp" else ()
        found[a, b] = Session(
            a, b, kind, rr_client=client, one_sided=(b, a) not in stated, link=over[0] if len(over) == 1 else None
        )
    return tuple(found.values())


def reflectors(nodes: Sequence[Declared], sessions: Sequence[Session]) -> frozenset[str]:
    """Return the nodes that have route-reflector clients, in sessions of their own AS."""
    internal = {name for session in sessions if session.kind == "ibgp" for name in (session.a, session.b)}
    return frozenset(node.name for node in nodes if node.label(_CLIENTS) and node.name in internal)


def _named(
    node: Declared, label: str, systems: Mapping[str, int | None], report: Report
) -> Iterator[tuple[str, Location]]:
    """Yield the nodes that a label lists; `systems` has all there are."""
    given = node.label(label)
    if given is None:
        return
    text, where = given
    for name in filter(None, (part.strip() for part in text.split(","))):
        if name == node.name:
            report.warn(where, f"label {label} of node {name!r} names the node itself; it is left out")
        elif name not in systems:
            hint = suggestion(name, systems)
            report.warn(where, f"label {label} of node {node.name!r}: unable to find node {name!r}{hint}")
        else:
            yield name, where


def _is_internal(node: str, peer: str, systems: Mapping[str, int | None], where: Location, report: Report) -> bool:
    if systems[node] is not None and systems[node] == systems[peer]:
        return True
    report.warn(where, f"{peer!r} is not in the AS of {node!r}, so it cannot be its route-reflector client")
    return False


def _warn_of_missing_systems(
    nodes: Sequence[Declared],
    stated: Mapping[tuple[str, str], bool],
    systems: Mapping[str, int | None],
    report: Report,
) -> None:
    speakers = {name for pair in stated for name in pair}
    for node in nodes:
        if node.name in speakers and systems[node.name] is None:
            report.warn(node.where, f"node {node.name!r} has BGP sessions but no AS; give it the label as-number")


def _direct_links(links: Sequence[Link]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the links between each two nodes, by their places in the list."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for index, link in enumerate(links):
        if len(link.endpoints) == 2:
            a, b = (end.node for end in link.endpoints)
            for pair in dict.fromkeys(((a, b), (b, a))):
                found[pair] = (*found.get(pair, ()), index)
    return found
