"""Topology to networkx and back; and any networkx graph as a topology, so that it can be drawn.

The graph of a topology is a MultiGraph made for analysis. Its nodes are the topology's, with the attributes of the
JSON form (`topodraw.model_json`; ``name`` is what the node was called); further nodes with ``segment=True`` stand for
links with one end or many. Its edges:

============  ===============================================================================
``kind``      meaning
============  ===============================================================================
link          a link with two ends; ``link_kind``, ``prefix``..., ``endpoints`` (a list of two)
attachment    from a segment to a node on it; ``link`` and ``position`` in it, ``interface``...
ebgp, ibgp…   a BGP session
============  ===============================================================================

Graph attributes: ``name``, ``kind``, ``title``, ``groups``. Whatever was done to the graph in between (subgraphs,
relabelled nodes, edges added or removed), `from_networkx` takes it back.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from numbers import Integral
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args

from topodraw.errors import Location, Report
from topodraw.model import Endpoint, Group, Link, Node, Session, SessionKind, Topology
from topodraw.model_json import part_from_json, plain

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["from_networkx", "to_networkx"]


def to_networkx(topology: Topology) -> nx.MultiGraph[Any]:
    """Return a topology as a networkx MultiGraph; see the module for its attributes."""
    import networkx as nx

    graph: nx.MultiGraph[Any] = nx.MultiGraph(name=topology.name, kind=topology.kind, title=topology.title)
    graph.graph["groups"] = plain(topology.groups)
    for node in topology.nodes:
        graph.add_node(node.name, **plain(node))
    shared = Counter(link.bridge for link in topology.links)
    segments: dict[str, str] = {}
    for index, link in enumerate(topology.links):
        if _is_segment(link, shared):
            _add_segment(graph, segments, index, link)
        else:
            a, b = link.endpoints
            attributes = plain(link)
            graph.add_edge(a.node, b.node, **attributes | {"kind": "link", "link_kind": link.kind, "index": index})
    for index, session in enumerate(topology.sessions):
        graph.add_edge(session.a, session.b, **plain(session), index=index)
    return graph


def _is_segment(link: Link, shared: Mapping[str | None, int]) -> bool:
    """Tell a segment as a drawing does: links on one bridge are one, a link with two ends of its own is none."""
    return len(link.endpoints) != 2 or link.hints.segment or (link.bridge is not None and shared[link.bridge] > 1)


def _add_segment(graph: nx.MultiGraph[Any], segments: dict[str, str], index: int, link: Link) -> None:
    """Add a link as a node, or to the node of its bridge. `segments`: bridge -> node."""
    key = segments.get(link.bridge) if link.bridge else None
    if key is None:
        key = _unused(link.bridge or link.name or f"segment {index}", graph)
        graph.add_node(key, segment=True, links=[])
        if link.bridge:
            segments[link.bridge] = key
    attributes = _without(plain(link), "endpoints")
    graph.nodes[key]["links"].append(attributes | {"index": index})
    for position, end in enumerate(link.endpoints):
        attributes = _without(plain(end), "node")
        graph.add_edge(key, end.node, kind="attachment", link=index, position=position, **attributes)


def _unused(name: str, taken: Any) -> str:
    number = 1
    unused = name
    while unused in taken:
        number += 1
        unused = f"{name} ({number})"
    return unused


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def from_networkx(graph: nx.Graph[Any]) -> Topology:
    """Return any networkx graph, of any class and with any nodes, as a topology.

    A node is named by its ``str()`` (a number is added where two agree). These attributes are honoured where they are
    there: of nodes ``asn`` or ``as``, ``role`` or ``kind``, ``device``, ``label``, ``group``, ``tier``, and ``rank``,
    ``subset`` or ``layer`` (wanted tier); of edges ``label`` and ``kind`` (``ebgp``, ``ibgp``... make it a session).
    Edges of a directed graph get arrowheads. A node with ``segment=True`` becomes a link between all its neighbours.
    All else that `to_networkx` writes is read back. What does not fit is left out, with a warning in
    `Topology.warnings`. Every edge is kept, self-loops and parallel ones included; nodes, links and sessions come in
    the order of the graph.
    """
    return _Import(graph).topology()


_SESSIONS = get_args(SessionKind)
_LAST = sys.maxsize
"""The index of what was added after `to_networkx`."""

Data = Mapping[str, Any]


class _Import:
    """One graph on its way to a topology."""

    def __init__(self, graph: nx.Graph[Any]) -> None:
        self.graph, self.report = graph, Report()
        self.names = _names(graph)
        self.segments: dict[Any, list[tuple[str, Data]]] = {
            node: [] for node, data in graph.nodes(data=True) if data.get("segment") is True
        }
        self.nodes = {self.names[n]: data for n, data in graph.nodes(data=True) if n not in self.segments}
        self.now = {data["name"]: name for name, data in self.nodes.items() if isinstance(data.get("name"), str)}
        """What a node was called when the graph was made -> what it is called now."""
        self.edges: list[tuple[str, str, Data]] = []
        self.sort_edges()

    def sort_edges(self) -> None:
        """Tell the edges between nodes from those that attach a node to a segment."""
        for u, v, data in self.graph.edges(data=True):
            if u in self.segments and v in self.segments:
                self.report.warn(Location("graph"), f"an edge between two segments is left out: {self.names[u]!r}")
            elif u in self.segments or v in self.segments:
                segment, node = (u, v) if u in self.segments else (v, u)
                self.segments[segment].append((self.names[node], data))
            else:
                self.edges.append((self.names[u], self.names[v], data))

    def topology(self) -> Topology:
        data = self.graph.graph
        nodes = tuple(self.node(name, attributes) for name, attributes in self.nodes.items())
        links = sorted((*self.links(), *self.segment_links()), key=itemgetter(0))
        places = {index: place for place, (index, _) in enumerate(links)}
        sessions = sorted(self.sessions(places), key=itemgetter(0))
        written = data.get("groups")
        return Topology(
            name=str(data.get("name", "graph")),
            kind="networkx",
            title=data["title"] if isinstance(data.get("title"), str) else None,
            nodes=nodes,
            links=tuple(link for _, link in links),
            sessions=tuple(session for _, session in sessions),
            groups=self.groups(written) if isinstance(written, list) else self.found_groups(nodes),
            warnings=self.report.warnings,
        )

    def part(self, cls: type[Any], data: Any, **given: Any) -> Any:
        """Return a part of the topology from attributes; `given` are those that are not to be looked up."""
        where = Location(f"graph: {cls.__name__.lower()} {given.get('name') or ''}".rstrip())
        return part_from_json(cls, data if isinstance(data, Mapping) else {}, where, self.report, **given)

    def node(self, name: str, data: Data) -> Node:
        node: Node = self.part(Node, {**data, **_honoured(data)}, name=name)
        rank = next((data[key] for key in ("rank", "subset", "layer") if _is_whole(data.get(key))), None)
        return node if rank is None else replace(node, hints=replace(node.hints, rank=int(rank)))

    def links(self) -> Iterator[tuple[int, Link]]:
        for u, v, data in self.edges:
            if data.get("kind") in _SESSIONS:
                continue
            kind = data.get("kind", "link")
            written = data.get("endpoints")
            stored: Any = written if isinstance(written, list | tuple) and len(written) == 2 else ({}, {})
            names = self.ends(u, v, *(end.get("node") if isinstance(end, Mapping) else None for end in stored))
            ends = tuple(self.part(Endpoint, end, node=name) for name, end in zip(names, stored, strict=True))
            kind = str(data.get("link_kind", "p2p") if kind == "link" else kind)
            name = data["name"] if data.get("name") is not None else data.get("label")
            given: dict[str, Any] = {"kind": kind, "endpoints": ends, "name": None if name is None else str(name)}
            if self.graph.is_directed():
                given["directed"] = True
            yield _index(data.get("index")), self.part(Link, data, **given)

    def segment_links(self) -> Iterator[tuple[int, Link]]:
        for segment, taps in self.segments.items():
            label = str(self.graph.nodes[segment].get("label") or self.names[segment])
            stored = self.graph.nodes[segment].get("links")
            links = [link for link in stored if isinstance(link, Mapping)] if isinstance(stored, list) else []
            links = links or [{"kind": "lan", "name": label}]
            known = [link.get("index") for link in links]
            for place, link in enumerate(links):
                # What was attached later belongs to no link of the segment yet: it joins the first.
                own = [(name, tap) for name, tap in taps if _place(tap.get("link"), known) == place]
                own.sort(key=lambda tap: _index(tap[1].get("position")))
                ends = tuple(self.part(Endpoint, tap, node=name) for name, tap in own)
                yield _index(link.get("index")), self.part(Link, link, endpoints=ends)

    def sessions(self, places: Mapping[int, int]) -> Iterator[tuple[int, Session]]:
        for u, v, data in self.edges:
            if data.get("kind") in _SESSIONS:
                a, b = self.ends(u, v, data.get("a"), data.get("b"))
                client = self.name_now(data.get("rr_client"))
                link = places.get(data["link"]) if _is_whole(data.get("link")) else None
                given = {"a": a, "b": b, "rr_client": client if client in (a, b) else None, "link": link}
                yield _index(data.get("index")), self.part(Session, data, **given)

    def ends(self, u: str, v: str, *stored: Any) -> tuple[str, str]:
        """Return the ends of an edge in the order they were stored in: a graph has no order of its own."""
        return (v, u) if tuple(map(self.name_now, stored)) == (v, u) else (u, v)

    def name_now(self, stored: Any) -> str | None:
        return self.now.get(stored) if isinstance(stored, str) else None

    def groups(self, stored: list[Any]) -> tuple[Group, ...]:
        """Return the groups that the graph's attribute lists, less the nodes that are no longer there."""
        groups: list[Group] = []
        for data in (data for data in stored if isinstance(data, Mapping)):
            then = data.get("members")
            then = then if isinstance(then, list | tuple) else []
            members = tuple(name for name in map(self.name_now, then) if name is not None)
            if members or not then:
                texts = {key: str(data.get(key, default)) for key, default in (("name", ""), ("kind", "group"))}
                title = str(data.get("title", texts["name"]))
                groups.append(self.part(Group, data, **texts, title=title, members=members))
        names = {group.name for group in groups}
        return tuple(group if group.parent in names else replace(group, parent=None) for group in groups)

    def found_groups(self, nodes: tuple[Node, ...]) -> tuple[Group, ...]:
        """Return the groups that nodes say they are in: by their attribute ``group``, by their AS."""
        named: dict[str, list[str]] = {}
        for name, data in self.nodes.items():
            if data.get("group") is not None:
                named.setdefault(str(data["group"]), []).append(name)
        systems: dict[int, list[str]] = {}
        for node in nodes:
            if node.asn is not None:
                systems.setdefault(node.asn, []).append(node.name)
        return (
            *(Group(name, "group", name, tuple(members)) for name, members in named.items()),
            *(Group(f"AS_{asn}", "as", f"AS {asn}", tuple(members)) for asn, members in systems.items()),
        )


def _honoured(data: Data) -> dict[str, Any]:
    """Return the values for a node's own attributes that other names stand for, or other spellings."""
    asn = data.get("as") if data.get("asn") is None else data["asn"]
    texts = {"role": data.get("role") or data.get("kind"), "title": data.get("title") or data.get("label")}
    values = {key: str(value) for key, value in texts.items() if value is not None}
    return values if asn is None else values | {"asn": int(asn) if _is_whole(asn) or str(asn).isdecimal() else asn}


def _is_whole(value: Any) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _index(value: Any) -> int:
    return int(value) if _is_whole(value) else _LAST


def _place(index: Any, known: list[Any]) -> int:
    return known.index(index) if index in known else 0


def _names(graph: nx.Graph[Any]) -> dict[Hashable, str]:
    """Return a name for every node, no two alike."""
    names: dict[Hashable, str] = {}
    taken: dict[str, None] = {}
    for node in graph:
        names[node] = _unused(_shown(node), taken)
        taken[names[node]] = None
    return names


def _shown(node: Any) -> str:
    """Return the text of a node object, the same in every run."""
    if isinstance(node, frozenset):
        return "{" + ", ".join(sorted(map(_shown, node))) + "}"
    cls: Any = type(node)
    if cls.__str__ is object.__str__ and cls.__repr__ is object.__repr__:  # it would show its address in memory
        return str(cls.__name__)
    return str(node) or repr(node)
