"""Links in all their forms, and what they lead to outside the lab.

A brief link is two texts ``node:interface``; the first part may be ``host``, ``mgmt-net`` or ``macvlan`` in place of a
node. An extended link has a ``type`` and endpoints that are mappings (containerlab's ``links`` package). What is not a
node of the lab becomes a pseudo node: the lab's host, its management network, a parent interface, a VXLAN tunnel's end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from topodraw.errors import Location, Report, suggestion
from topodraw.located import Map, Seq, locate
from topodraw.model import Endpoint, Link, Node
from topodraw.readers.containerlab.addresses import common_prefix, parse_address
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.interfaces import linux_name
from topodraw.readers.containerlab.keys import check_keys
from topodraw.readers.containerlab.kinds import BRIDGES, LAB_HOST
from topodraw.readers.containerlab.shapes import sequence, text, word

__all__ = ["Wiring", "read_links"]

_CABLES = ("veth", "veth-stitch")
_TO_ELSEWHERE = ("host", "mgmt-net", "macvlan", "vxlan", "vxlan-stitch")
_SPECIAL = ("host", "mgmt-net", "macvlan")
"""First parts of a brief endpoint that are no node, whatever the case they are written in."""
_MODES = ("bridge", "private", "vepa", "passthru", "source")
"""Modes of a macvlan link, the default one first."""
_MANAGEMENT = "eth0"
_SEEN = re.compile(r"(?P<kind>dummy|vxlan-stitch|vxlan)\d*")
"""First parts that containerlab refuses but its editors draw."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """The links of a lab, and the pseudo nodes at their ends in the order they were met."""

    links: tuple[Link, ...]
    pseudo: tuple[Node, ...]
    places: tuple[Location, ...]
    """Where each link stands in the file."""


def read_links(topology: Map, nodes: Mapping[str, Declared], network: str, report: Report) -> Wiring:
    """Return the links of a lab's ``topology``; `network` is the name of its management network."""
    linker = _Linker(nodes, network, report)
    items = sequence(report, topology, "links", "topology.links")
    links, places = [], []
    for index, item in enumerate(items):
        if isinstance(item, Map):
            link = linker.link(item, f"link {index + 1}")
            if link is not None:
                links.append(link)
                places.append(item.at())
        else:
            where = locate(item, items.at(index))
            report.error(where, f"link {index + 1} must be a mapping with 'endpoints', not {item!r:.60}")
    return Wiring(tuple(links), tuple(linker.pseudo.values()), tuple(places))


class _Linker:
    def __init__(self, nodes: Mapping[str, Declared], network: str, report: Report) -> None:
        self.nodes, self.network, self.report = nodes, network, report
        self.pseudo: dict[str, Node] = {}
        self.used: dict[tuple[str, str], tuple[str, Location]] = {}
        """Node and interface in its container -> how a link calls it, and where."""

    def link(self, item: Map, what: str) -> Link | None:
        check_keys(self.report, item, "link", what)
        kind = (text(self.report, item, "type", "link type") or "brief").lower()
        if kind == "brief":
            return self.brief(item, what)
        if kind in _CABLES:
            return self.cable(item, kind, what)
        if kind in _TO_ELSEWHERE or kind == "dummy":
            return self.to_elsewhere(item, kind, what)
        known = ("brief", *_CABLES, *_TO_ELSEWHERE, "dummy")
        where = item.value_at("type")
        self.report.error(where, f'unable to parse "{kind}" as LinkType{suggestion(kind, known, at_most=len(known))}')
        return None

    # ------------------------------------------------------------------------------------------ the three forms

    def brief(self, item: Map, what: str) -> Link | None:
        ends = self.two_endpoints(item, what)
        addresses = {key: self.positional(item, key) for key in ("ipv4", "ipv6") if key in item}
        found: list[Endpoint] = []
        kind = "veth"
        for position, value in enumerate(ends):
            where = locate(value, ends.at(position))
            split = self.split(value, where)
            if split is None:
                return None
            special, name = self.far_end(*split, where)
            kind = special or kind
            if name is not None:
                given = {key: values[position] for key, values in addresses.items()}
                found.append(self.end(name, split[1], given, where))
        return self.joined(kind, found) if ends else None

    def cable(self, item: Map, kind: str, what: str) -> Link | None:
        ends = self.two_endpoints(item, what)
        found = [self.endpoint(value, ends.at(position), what) for position, value in enumerate(ends)]
        return self.joined(kind, [end for end in found if end is not None]) if found and all(found) else None

    def to_elsewhere(self, item: Map, kind: str, what: str) -> Link | None:
        """Read a link with one endpoint in the lab, under ``endpoint``."""
        value = item.get("endpoint")
        where = item.value_at("endpoint")
        if value is None and isinstance(item.get("endpoints"), Seq) and len(item["endpoints"]) == 1:
            value, where = item["endpoints"][0], item["endpoints"].at(0)
        if value is None:
            self.report.error(item.at(), f"{what}: a link of type {kind!r} has one 'endpoint' (node and interface)")
            return None
        near = self.endpoint(value, where, what)
        if near is None:
            return None
        if kind == "dummy":
            return self.joined(kind, [near, Endpoint(self.elsewhere(kind, f"dummy {near.node}:{near.interface}"))])
        if kind == "macvlan":
            self.check_mode(item)
        there = text(self.report, item, "host-interface", "host-interface")
        if kind.startswith("vxlan"):
            remote = text(self.report, item, "remote", "remote")
            vni = text(self.report, item, "vni", "vni")
            label = " ".join(part for part in ("vxlan", remote, f"vni {vni}" if vni else None) if part)
            return self.joined(kind, [near, Endpoint(self.elsewhere(kind, label))])
        name = self.elsewhere(kind, there)
        return self.joined(kind, [near, self.end(name, there, {}, where)])

    def check_mode(self, item: Map) -> None:
        mode = text(self.report, item, "mode", "mode") or _MODES[0]
        if mode.lower() not in _MODES:
            hint = suggestion(mode, _MODES)
            self.report.warn(item.value_at("mode"), f'unknown MacVlanMode "{mode}"{hint}')

    def joined(self, kind: str, ends: list[Endpoint]) -> Link:
        return Link(tuple(ends), kind=kind, prefix=common_prefix(ends))

    # ------------------------------------------------------------------------------------------ their ends

    def two_endpoints(self, item: Map, what: str) -> Seq:
        """Return the two endpoints of a link, an empty list when there are not two."""
        ends = sequence(self.report, item, "endpoints", f"{what}: endpoints")
        if len(ends) == 2:
            return ends
        if not isinstance(item.get("endpoints"), Map | str):  # reported as a wrong shape already
            where = item.value_at("endpoints")
            core = "endpoint definition should consist of exactly 2 entries"
            self.report.error(where, f"{what}: {core}. {len(ends)} provided")
        return Seq()

    def split(self, value: Any, where: Location) -> tuple[str, str] | None:
        """Return the node and the interface of a brief endpoint: what is before and after the first colon."""
        if isinstance(value, Map):
            hint = "an endpoint that is a mapping needs a 'type' on its link, such as 'type: veth'"
            self.report.error(where, f"invalid link endpoint format. expected <node>:<port>; {hint}")
            return None
        node, colon, interface = (word(value) or "").partition(":")
        if not colon or not node.strip() or not interface.strip():
            shown = f"{value!r:.60}"
            self.report.error(where, f"invalid link endpoint format. expected <node>:<port>, got {shown}")
            return None
        return node.strip(), interface.strip()

    def far_end(self, first: str, interface: str, where: Location) -> tuple[str | None, str | None]:
        """Return the kind that the first part of a brief endpoint gives its link, and the node there."""
        if first.lower() in _SPECIAL:
            kind = first.lower()
            return kind, self.elsewhere(kind, interface)
        seen = None if first in self.nodes else _SEEN.fullmatch(first.lower())
        if seen is None:
            self.known(first, where)
            return None, first
        self.report.warn(where, f"unable to find node {first!r}; it is drawn as what its name says ({seen['kind']})")
        if seen["kind"] == "dummy":
            return "dummy", self.elsewhere("dummy", f"{first} {interface}")
        return seen["kind"], self.elsewhere(seen["kind"], f"vxlan {interface}")

    def endpoint(self, value: Any, where: Location, what: str) -> Endpoint | None:
        """Read an endpoint of an extended link."""
        if isinstance(value, str):
            split = self.split(value, where)
            if split is None:
                return None
            self.known(split[0], where)
            return self.end(*split, {}, where)
        if not isinstance(value, Map):
            self.report.error(where, f"{what}: an endpoint must be a mapping with 'node' and 'interface'")
            return None
        check_keys(self.report, value, "endpoint", f"{what}: endpoint")
        node = text(self.report, value, "node", "node")
        interface = text(self.report, value, "interface", "interface")
        if node is None:
            self.report.error(value.at(), f"{what}: an endpoint names no 'node'")
            return None
        self.known(node, value.value_at("node"))
        given = {key: (word(value.get(key)), value.value_at(key)) for key in ("ipv4", "ipv6")}
        return self.end(node, interface, given, value.at())

    def end(
        self, node: str, interface: str | None, given: Mapping[str, tuple[str | None, Location]], where: Location
    ) -> Endpoint:
        """Return an endpoint with its addresses, each with the place where it is given."""
        is_own = node in self.nodes or (node in self.pseudo and self.pseudo[node].role == "host")
        if interface is not None and is_own:
            self.use(node, interface, where)
        parsed = {key: parse_address(self.report, *address, key) for key, address in given.items()}
        return Endpoint(node, interface, ipv4=parsed.get("ipv4"), ipv6=parsed.get("ipv6"))

    def use(self, node: str, interface: str, where: Location) -> None:
        """Warn of an interface that two links end at, by whatever name: an alias and what it stands for are one."""
        kind = self.nodes[node].kind if node in self.nodes else LAB_HOST
        if interface == _MANAGEMENT and node in self.nodes and _is_managed(self.nodes[node]):
            core = f"{_MANAGEMENT} interface name is not allowed for {node} node"
            self.report.warn(where, f"{core} when network mode is not set to none")
        used = linux_name(kind, interface) or interface
        name, first = self.used.setdefault((node, used), (interface, where))
        if first is where:
            return
        if name == interface:
            self.report.warn(where, f"duplicate endpoint {node}:{interface}, first used in line {first.line}")
        else:
            both = f"{name!r} (line {first.line}) and {interface!r} of node {node!r}"
            self.report.warn(where, f"{both} have overlapping interface names: both are {used}")

    def positional(self, item: Map, key: str) -> list[tuple[str | None, Location]]:
        """Return the addresses of a brief link, one for each end; an empty text is none."""
        values = sequence(self.report, item, key, key)
        if len(values) > 2:
            self.report.warn(values.at(2), f"number of defined {key} vars exceed number of endpoints")
        found = [(word(value), values.at(place)) for place, value in enumerate(values[:2])]
        return found + [(None, item.at())] * (2 - len(found))

    def known(self, name: str, where: Location) -> None:
        if name not in self.nodes:
            self.report.error(where, f"unable to find node {name!r}{suggestion(name, self.nodes)}")

    def elsewhere(self, kind: str, there: str | None) -> str:
        """Return the name of the pseudo node for the far end of a link, which is made where it is first met."""
        if kind == "host":
            return self.lab_host()
        name = {"mgmt-net": "mgmt-net", "macvlan": f"macvlan {there}" if there else "macvlan"}.get(kind, there or kind)
        title = f"management network {self.network}" if kind == "mgmt-net" else None
        return self.pseudo_node(Node(name, role="cloud", pseudo=True, title=title))

    def lab_host(self) -> str:
        """Return the name of the lab's host, which the file may declare as a node of kind ``host``."""
        declared = next((node.name for node in self.nodes.values() if node.kind == LAB_HOST), None)
        return declared or self.pseudo_node(Node("host", role="host", pseudo=True, title="lab host"))

    def pseudo_node(self, node: Node) -> str:
        # A declared node of the same name is another thing: in a link, containerlab gives the special word precedence.
        name = node.name if node.name not in self.nodes else f"{node.name} (outside)"
        self.pseudo.setdefault(name, Node(name, role=node.role, pseudo=True, title=node.title))
        return name


def _is_managed(node: Declared) -> bool:
    """Tell whether containerlab gives a node an interface of its own for management."""
    return node.network_mode is None and node.kind not in (*BRIDGES, LAB_HOST, "ext-container")
