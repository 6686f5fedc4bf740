"""What each node is: a property is the node's own, else its group's, else its kind's, else the default.

Labels, environment and variables are merged, the more specific ones first; commands are concatenated; all else
overrides (containerlab's ``types/topology.go``).
"""

from __future__ import annotations

from dataclasses import dataclass

from topodraw.errors import Location, Report
from topodraw.located import Map, Seq
from topodraw.readers.containerlab.keys import check_keys
from topodraw.readers.containerlab.shapes import as_mapping, mapping, sequence, text, word
from topodraw.readers.names import name_problem

__all__ = ["Declared", "declared_nodes"]


@dataclass(frozen=True, slots=True)
class Declared:
    """A node of the file after inheritance. Labels, environment and variables know where each of them stands."""

    name: str
    where: Location
    kind: str | None
    group: str | None
    type: str | None
    image: str | None
    network_mode: str | None
    labels: Map
    env: Map
    variables: Map
    exec: tuple[tuple[str, Location], ...]
    """The commands that are run in the container."""
    startup_config: tuple[str, Location] | None
    binds: tuple[tuple[str, Location], ...]
    """What is mounted into the container (``source:target[:options]``), one source for each target."""
    mgmt_ipv4: str | None
    mgmt_ipv6: str | None
    body: Map

    def label(self, *names: str) -> tuple[str, Location] | None:
        """Return the first of these labels that is set, with the place of its value."""
        for name in names:
            value = word(self.labels.get(name))
            if value is not None:
                return value, self.labels.value_at(name)
        return None


def declared_nodes(topology: Map, report: Report) -> list[Declared]:
    """Return the nodes of a lab's ``topology`` in the order of the file."""
    levels = _Levels(topology, report)
    bodies = mapping(report, topology, "nodes", "topology.nodes")
    nodes = []
    for name, value in bodies.items():
        where = bodies.at(name)
        problem = name_problem(name) if isinstance(name, str) else "node name is empty"
        if problem:
            report.error(where, problem)
            continue
        body = as_mapping(report, value, bodies.value_at(name), f"node {name!r}")
        check_keys(report, body, "node", f"node {name!r}")
        nodes.append(levels.node(name, where, body))
    return nodes


class _Levels:
    """The bodies that nodes inherit from."""

    def __init__(self, topology: Map, report: Report) -> None:
        self.report = report
        self.defaults = mapping(report, topology, "defaults", "topology.defaults")
        check_keys(report, self.defaults, "node", "topology.defaults")
        self.kinds = self.bodies(topology, "kinds")
        self.groups = self.bodies(topology, "groups")

    def bodies(self, topology: Map, section: str) -> dict[str, Map]:
        outer = mapping(self.report, topology, section, f"topology.{section}")
        found = {}
        for name, value in outer.items():
            body = as_mapping(self.report, value, outer.value_at(name), f"topology.{section}.{name}")
            check_keys(self.report, body, "node", f"topology.{section}.{name}")
            found[str(name)] = body
        return found

    def node(self, name: str, where: Location, body: Map) -> Declared:
        kind = self.kind(body)
        of_kind = self.kinds.get(kind or "", Map())
        group = word(body.get("group")) or word(of_kind.get("group")) or word(self.defaults.get("group"))
        # From the most specific to the least.
        bodies = [body, self.groups.get(group or "", Map()), of_kind, self.defaults]
        return Declared(
            name=name,
            where=where,
            kind=kind,
            group=group,
            type=self.first(bodies, "type"),
            image=self.first(bodies, "image"),
            network_mode=self.first(bodies, "network-mode"),
            labels=self.merged(bodies, "labels"),
            env=self.merged(bodies, "env"),
            variables=self.variables(bodies),
            exec=self.commands(bodies),
            startup_config=self.startup_config(bodies),
            binds=self.binds(bodies),
            mgmt_ipv4=self.first([body], "mgmt-ipv4") or self.first([body], "mgmt_ipv4"),
            mgmt_ipv6=self.first([body], "mgmt-ipv6") or self.first([body], "mgmt_ipv6"),
            body=body,
        )

    def kind(self, body: Map) -> str | None:
        of_group = self.groups.get(word(body.get("group")) or "", Map())
        of_default_group = self.groups.get(word(self.defaults.get("group")) or "", Map())
        for level in (body, of_group, of_default_group, self.defaults):
            kind = text(self.report, level, "kind", "kind")
            if kind:
                return kind.lower()
        return None

    def first(self, bodies: list[Map], key: str) -> str | None:
        return next((found for body in bodies if (found := text(self.report, body, key, key))), None)

    def merged(self, bodies: list[Map], key: str) -> Map:
        merged = Map(bodies[0].file, bodies[0].mark)
        for body in reversed(bodies):
            _overlay(merged, mapping(self.report, body, key, key))
        return merged

    def variables(self, bodies: list[Map]) -> Map:
        """Return ``config.vars``, the free variables of containerlab's configuration engine."""
        merged = Map()
        for body in reversed(bodies):
            config = body.get("config")
            if isinstance(config, Map):
                _overlay(merged, mapping(self.report, config, "vars", "config.vars"))
        return merged

    def startup_config(self, bodies: list[Map]) -> tuple[str, Location] | None:
        """Return ``startup-config`` as it is written: a path, or the configuration itself.

        Its first name was ``config``, which is a mapping with variables today.
        """
        for key in ("startup-config", "config"):
            for body in bodies:
                given = body.get(key)
                if word(given):
                    return str(given), body.value_at(key)
        return None

    def binds(self, bodies: list[Map]) -> tuple[tuple[str, Location], ...]:
        found: dict[str, tuple[str, Location]] = {}
        for body in reversed(bodies):
            items = sequence(self.report, body, "binds", "binds")
            for place, item in enumerate(items):
                if bind := word(item):
                    target = bind.split(":")[1] if ":" in bind else bind
                    found[target] = bind, items.at(place)
        return tuple(found.values())

    def commands(self, bodies: list[Map]) -> tuple[tuple[str, Location], ...]:
        lists: list[Seq] = [sequence(self.report, body, "exec", "exec") for body in reversed(bodies)]
        return tuple(
            (command, items.at(place)) for items in lists for place, item in enumerate(items) if (command := word(item))
        )


def _overlay(merged: Map, more: Map) -> None:
    for key, value in more.items():
        merged.put(key, value, more.at(key), more.value_at(key))
