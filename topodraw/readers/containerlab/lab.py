"""A lab file as a Topology: the steps of reading, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from topodraw.errors import Location, Report
from topodraw.located import STRINGS, Map, parse
from topodraw.model import Link, Node, Topology
from topodraw.readers.containerlab.addresses import Configured, configured, loopback, with_configured
from topodraw.readers.containerlab.annotations import annotated
from topodraw.readers.containerlab.config_files import Lab
from topodraw.readers.containerlab.expansion import expand
from topodraw.readers.containerlab.foreign_clusters import foreign_clusters
from topodraw.readers.containerlab.groups import read_groups
from topodraw.readers.containerlab.hints import hints_of, title_of, top_tier
from topodraw.readers.containerlab.inheritance import Declared, declared_nodes
from topodraw.readers.containerlab.keys import check_keys
from topodraw.readers.containerlab.kinds import CLUSTER, role_of, warn_of_unknown_kinds
from topodraw.readers.containerlab.links import read_links
from topodraw.readers.containerlab.routed import Routing
from topodraw.readers.containerlab.sessions import read_sessions, reflectors
from topodraw.readers.containerlab.shapes import as_mapping, mapping, text, word
from topodraw.readers.containerlab.systems import as_of
from topodraw.readers.containerlab.templates import render_template, unrendered
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

if TYPE_CHECKING:
    from topodraw.readers.configs.device_config import DeviceConfig

__all__ = ["read_lab"]

_NETWORK = "clab"
"""The name of the management network where a lab does not set it."""


def read_lab(
    source: Source, parsed: Any, sources: Sources, options: ReadOptions, rewrite: Callable[[Map], Map] | None = None
) -> Topology:
    """Return the topology of a lab file; `rewrite` brings another document into the shape of one.

    `parsed` is the document before variables are expanded, None where it is none. Files that the lab names come from
    `sources`.

    Raises SourceError with every problem found.
    """
    report = Report()
    if rewrite is None:
        rendered = render_template(source, sources, options.vars, report)
    else:
        rendered = unrendered(source, options.vars, report)
    with rendered.placing(report):
        expanded = expand(rendered.source, options.env or {}, report)
        report.check()
        if parsed is None or expanded is not source:
            parsed = parse(expanded, STRINGS)
    rendered.point_at_template(parsed)
    document = as_mapping(report, parsed, source.at(1, 1), "a lab")
    if rewrite is not None:
        document = rewrite(document)
    topology = _topology(source, document, sources, options, report)
    report.check()
    return annotated(topology, source, sources, _prefix(document), report)


def _topology(source: Source, document: Map, sources: Sources, options: ReadOptions, report: Report) -> Topology:
    check_keys(report, document, "file", "the lab")
    name = text(report, document, "name", "name")
    if name is None:
        report.warn(source.at(1, 1), "the lab has no 'name', which containerlab requires")
    body = mapping(report, document, "topology", "topology")
    check_keys(report, body, "topology", "topology")
    report.check()

    nodes = declared_nodes(body, report)
    if not nodes and not report.errors:
        report.error(document.at("topology"), "the lab defines no nodes: topology.nodes is missing or empty")
    warn_of_unknown_kinds(nodes, report)
    _warn_of_shared_addresses(nodes, report)
    network = text(report, mapping(report, document, "mgmt", "mgmt"), "network", "mgmt.network") or _NETWORK
    wiring = read_links(body, {node.name: node for node in nodes}, network, report)
    report.check()

    addresses = configured(nodes)
    links = with_configured(wiring.links, addresses)
    lab = Lab(name or "", source, sources, report)
    configs = _configs(nodes, links, addresses, lab, options)
    systems = {node.name: as_of(node, configs.get(node.name), report) for node in nodes}
    routing = Routing(links)
    if configs:
        from topodraw.readers.containerlab.routing import read_routing

        routing = read_routing(nodes, links, wiring.places, configs, addresses, systems, options.external, report)
    sessions = (*routing.sessions, *read_sessions(nodes, systems, links, routing.sessions, report))
    reflecting = (*routing.reflectors, *reflectors(nodes, sessions))
    speakers = {name for session in sessions for name in (session.a, session.b)}
    speakers.update(name for name, config in configs.items() if config.neighbours or config.listens)
    top = top_tier(nodes)
    return Topology(
        name=name or PurePath(source.name).name.partition(".")[0],
        kind="containerlab",
        file=source.name,
        nodes=(
            *(
                Node(
                    node.name,
                    device=node.kind,
                    role=role_of(node),
                    asn=systems[node.name],
                    route_reflector=node.name in reflecting,
                    loopback=loopback(node, addresses, configs.get(node.name), report),
                    bgp=node.name in speakers,
                    title=title_of(node),
                    hints=hints_of(node, top, report),
                )
                for node in nodes
            ),
            *wiring.pseudo,
            *routing.outside,
        ),
        links=routing.links,
        sessions=sessions,
        groups=read_groups(nodes, systems | {node.name: node.asn for node in routing.outside}),
        warnings=report.warnings,
    )


def _prefix(document: Map) -> str | None:
    prefix = document.get("prefix")
    return None if prefix is None else word(prefix) or ""


def _configs(
    nodes: Sequence[Declared], links: Sequence[Link], addresses: Configured, lab: Lab, options: ReadOptions
) -> dict[str, DeviceConfig]:
    """Return what configurations say; what reads them is loaded only for labs that may have some."""
    configs: dict[str, DeviceConfig] = {}
    if options.configs is not None or any(_may_be_configured(node) for node in nodes):
        from topodraw.readers.containerlab.devices import device_configs

        configs = device_configs(nodes, lab, options.configs)
    if any(node.kind == CLUSTER for node in nodes) or foreign_clusters(nodes):
        from topodraw.readers.containerlab.clusters import with_clusters

        configs = with_clusters(configs, nodes, links, addresses, lab)
    return configs


def _may_be_configured(node: Declared) -> bool:
    typed = any("vtysh" in command for command, _ in node.exec)
    return bool(node.startup_config or node.binds or node.env or typed)


def _warn_of_shared_addresses(nodes: Sequence[Declared], report: Report) -> None:
    first: dict[str, Location] = {}
    for node in nodes:
        for key, address in (("mgmt-ipv4", node.mgmt_ipv4), ("mgmt-ipv6", node.mgmt_ipv6)):
            where = node.body.value_at(key)
            if address and first.setdefault(address, where) is not where:
                text = f"management IP address {address} appeared more than once in the topology file"
                report.warn(where, f"{text}, first in line {first[address].line}")
