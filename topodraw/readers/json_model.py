"""topodraw's own JSON (``topodraw inspect --json``, ``render -f json``) as an input.

`topodraw.model_json` looks at the shapes; here the names are held against each other, so that views and renderers
may rely on every end of a link, a session or a group being a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from topodraw.errors import Location, Report, suggestion
from topodraw.located import Map, Seq
from topodraw.model import Topology
from topodraw.readers.names import name_problem
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["JsonReader"]


class JsonReader:
    """Read the JSON form of a topology."""

    kind: ClassVar[str] = "topodraw"

    def recognises(self, source: Source, document: Any) -> bool:
        """Tell by a ``source`` that names a kind, or by lists that neither netlab nor containerlab have."""
        if not isinstance(document, Map):
            return False
        origin = document.get("source")
        if isinstance(origin, Map) and "kind" in origin:
            return True
        lists = (document.get(key) for key in ("sessions", "groups"))
        return isinstance(document.get("nodes"), Seq) and any(isinstance(value, Seq) for value in lists)

    def read(self, source: Source, document: Any, sources: Sources, options: ReadOptions) -> Topology:
        """Return the topology; raises SourceError where shapes are wrong or a name is not that of a node."""
        from topodraw.model_json import from_json

        topology = from_json(document, source)
        _Check(topology, document).all()
        return topology


class _Check:
    """The names of a topology, held against each other; `document` knows where each of them stands."""

    def __init__(self, topology: Topology, document: Map) -> None:
        self.topology, self.document = topology, document
        self.report = Report()
        self.nodes = {node.name for node in topology.nodes}

    def all(self) -> None:
        self.names()
        self.links()
        self.sessions()
        self.groups()
        self.report.check()

    def names(self) -> None:
        for list_name in ("nodes", "groups"):
            seen: set[str] = set()
            for part, at in self.parts(list_name):
                where = at("name")
                problem = name_problem(part.name) if list_name == "nodes" else None
                if problem:
                    self.report.error(where, problem)
                if part.name in seen:
                    self.report.error(where, f"a second {list_name[:-1]} is named {part.name!r}; rename one")
                seen.add(part.name)

    def links(self) -> None:
        for index, link in enumerate(self.topology.links):
            ends = self.document["links"][index]["endpoints"]
            for end, written in zip(link.endpoints, ends, strict=True):
                self.known(end.node, written.value_at("node"))

    def sessions(self) -> None:
        for session, at in self.parts("sessions"):
            self.known(session.a, at("a"))
            self.known(session.b, at("b"))
            if session.rr_client not in (None, session.a, session.b):
                self.report.error(at("rr_client"), f"rr_client {session.rr_client!r} is neither end of the session")
            if session.link is not None and not 0 <= session.link < len(self.topology.links):
                self.report.error(at("link"), f"there is no link {session.link}; the first is 0")

    def groups(self) -> None:
        parents = {group.name: group.parent for group in self.topology.groups}
        for group, at in self.parts("groups"):
            for member in group.members:
                self.known(member, at("members"))
            if group.parent is not None and group.parent not in parents:
                hint = suggestion(group.parent, parents)
                self.report.error(at("parent"), f"unable to find group {group.parent!r}{hint}")
            elif _is_own_ancestor(group.name, parents):
                self.report.error(at("parent"), f"group {group.name!r} is inside itself")

    def parts(self, name: str) -> Iterable[tuple[Any, Any]]:
        """Yield each part of a list with a function from a key of it to the place of the key's value."""
        parts = getattr(self.topology, name)
        return zip(parts, (written.value_at for written in self.document.get(name, ())), strict=True)

    def known(self, name: str, where: Location) -> None:
        if name not in self.nodes:
            nodes = [node.name for node in self.topology.nodes]
            self.report.error(where, f"unable to find node {name!r}{suggestion(name, nodes)}")


def _is_own_ancestor(name: str, parents: Mapping[str, str | None]) -> bool:
    above = parents.get(name)
    for _ in parents:
        if above is None or above == name:
            break
        above = parents.get(above)
    return above == name
