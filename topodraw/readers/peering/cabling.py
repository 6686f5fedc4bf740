"""What the interfaces of nodes are cabled to, whichever way a configuration spells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from topodraw.model import Link

__all__ = ["Cabling", "Wire"]


@dataclass(frozen=True, slots=True)
class Wire:
    """What is at the other end of an interface's cable, or of a bridge that the cable leads to."""

    node: str
    interface: str | None
    link: int | None
    """Index of the link, None for a way over a bridge, which takes two."""


class Cabling:
    """The cables of a lab, found by node and interface.

    `port(node, interface)` brings a name of an interface to one form, whether a link or a configuration spells it;
    `bridges` are the nodes that join what is plugged into them; `members` are the interfaces that make up a bundle.
    """

    def __init__(
        self,
        links: Sequence[Link],
        port: Callable[[str, str], str],
        bridges: Iterable[str] = (),
        members: Mapping[tuple[str, str], Sequence[str]] | None = None,
    ) -> None:
        self._name = port
        self._members = members or {}
        self._wires: dict[tuple[str, str], list[Wire]] = {}
        self._neighbours: dict[str, dict[str, dict[int | None, None]]] = {}
        joining = dict.fromkeys(bridges)
        for index, link in enumerate(links):
            if len(link.endpoints) == 2 and not any(end.node in joining for end in link.endpoints):
                a, b = link.endpoints
                self._add(a.node, a.interface, Wire(b.node, b.interface, index))
                self._add(b.node, b.interface, Wire(a.node, a.interface, index))
        for segment in _segments(links, joining):
            for node, interface in segment:
                for other, there in segment:
                    if other != node:
                        self._add(node, interface, Wire(other, there, None))

    def port(self, node: str, interface: str | None) -> str:
        """Return the one form of an interface's name."""
        return self._name(node, interface or "")

    def _add(self, node: str, interface: str | None, wire: Wire) -> None:
        port = self.port(node, interface)
        self._wires.setdefault((node, port), []).append(wire)
        self._neighbours.setdefault(node, {}).setdefault(wire.node, {})[wire.link] = None

    def wires(self, node: str, interface: str | None) -> tuple[Wire, ...]:
        """Return what an interface is cabled to, a bundle by its members; nothing where that is not known."""
        if not interface:
            return ()
        port = self.port(node, interface)
        direct = self._wires.get((node, port))
        if direct is None:
            names = self._members.get((node, port), ())
            direct = [wire for name in names for wire in self._wires.get((node, self.port(node, name)), ())]
        return tuple(dict.fromkeys(direct))

    def adjacent(self, node: str, other: str) -> bool:
        """Tell whether a link, or a bridge, joins two nodes."""
        return other in self._neighbours.get(node, {})

    def links(self, node: str, other: str) -> tuple[int, ...]:
        """Return the links between two nodes."""
        return tuple(link for link in self._neighbours.get(node, {}).get(other, ()) if link is not None)


def _segments(links: Sequence[Link], bridges: Mapping[str, None]) -> Iterable[list[tuple[str, str | None]]]:
    """Return what is plugged into each bridge; bridges that are joined to each other are one."""
    home = {bridge: bridge for bridge in bridges}

    def root(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    plugged: dict[str, list[tuple[str, str | None]]] = {bridge: [] for bridge in bridges}
    for link in links:
        here = [end for end in link.endpoints if end.node in bridges]
        others = [(end.node, end.interface) for end in link.endpoints if end.node not in bridges]
        for end in here[1:]:
            home[root(end.node)] = root(here[0].node)
        if here:
            plugged[here[0].node] += others
    segments: dict[str, list[tuple[str, str | None]]] = {}
    for bridge, ends in plugged.items():
        segments.setdefault(root(bridge), []).extend(ends)
    return segments.values()
