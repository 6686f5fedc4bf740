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
        self._wires: dict[tuple[str, str], dict[Wire, None]] = {}
        """Port -> what its cables lead to."""
        self._links: dict[tuple[str, str], dict[int, None]] = {}
        self._lans: list[tuple[Wire, ...]] = []
        """What is plugged into each bridge; all of them are together many more pairs than links."""
        self._plugged: dict[tuple[str, str], dict[int, None]] = {}
        """Port -> its bridges."""
        self._on: dict[str, dict[int, None]] = {}
        """Node -> its bridges."""
        self._first_lan = len(links)
        joining = dict.fromkeys(bridges)
        for index, link in enumerate(links):
            if len(link.endpoints) == 2 and not any(end.node in joining for end in link.endpoints):
                for here, there in (link.endpoints, reversed(link.endpoints)):
                    wire = Wire(there.node, there.interface, index)
                    self._wires.setdefault(self._at(here.node, here.interface), {})[wire] = None
                    self._links.setdefault((here.node, there.node), {})[index] = None
        for number, lan in enumerate(_lans(links, joining)):
            self._lans.append(tuple(Wire(node, interface, None) for node, interface in dict.fromkeys(lan)))
            for node, interface in lan:
                self._plugged.setdefault(self._at(node, interface), {})[number] = None
                self._on.setdefault(node, {})[number] = None

    def _at(self, node: str, interface: str | None) -> tuple[str, str]:
        return node, self.port(node, interface)

    def port(self, node: str, interface: str | None) -> str:
        """Return the one form of an interface's name."""
        return self._name(node, interface or "")

    def _ports(self, node: str, interface: str | None) -> Iterable[tuple[str, str]]:
        """Return a port, those of its members for a bundle that no cable leads to."""
        at = self._at(node, interface)
        if not interface or at in self._wires or at in self._plugged:
            return (at,) if interface else ()
        return [self._at(node, name) for name in self._members.get(at, ())]

    def segments(self, node: str, interface: str | None) -> tuple[int, ...]:
        """Return the cables and bridges that an interface is on, as numbers that the other ends have as well."""
        found: dict[int, None] = {}
        for at in self._ports(node, interface):
            found |= {wire.link: None for wire in self._wires.get(at, ()) if wire.link is not None}
            found |= {self._first_lan + number: None for number in self._plugged.get(at, ())}
        return tuple(found)

    def wires(self, node: str, interface: str | None) -> tuple[Wire, ...]:
        """Return what an interface is cabled to, a bundle by its members; nothing where that is not known."""
        ports = list(self._ports(node, interface))
        found = [wire for at in ports for wire in self._wires.get(at, ())]
        lans = dict.fromkeys(number for at in ports for number in self._plugged.get(at, ()))
        for number in lans:
            found += [wire for wire in self._lans[number] if wire.node != node]
        return tuple(found) if len(ports) == 1 and len(lans) <= 1 else tuple(dict.fromkeys(found))

    def adjacent(self, node: str, other: str) -> bool:
        """Tell whether a link, or a bridge, joins two nodes."""
        if (node, other) in self._links:
            return True
        return node != other and not self._on.get(node, {}).keys().isdisjoint(self._on.get(other, {}))

    def links(self, node: str, other: str) -> tuple[int, ...]:
        """Return the links between two nodes."""
        return tuple(self._links.get((node, other), ()))


def _lans(links: Sequence[Link], bridges: Mapping[str, None]) -> Iterable[list[tuple[str, str | None]]]:
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
