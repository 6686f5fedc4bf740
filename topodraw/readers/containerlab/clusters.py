"""The Kubernetes clusters of a lab, and the manifests beside it that say what their nodes speak.

A ``k8s-kind`` node is a cluster of the ``ext-container`` nodes that kind names after it. A group inside its group
(``parent/nested``) is a cluster in turn, whose nodes are virtual machines: KubeVirt runs them on the nodes that they
are linked to. Clusters that something else makes are known by the names of their containers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from topodraw.errors import SourceError
from topodraw.model import Link
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.containerlab.addresses import Configured, gateways
from topodraw.readers.containerlab.config_files import Lab
from topodraw.readers.containerlab.foreign_clusters import foreign_clusters
from topodraw.readers.containerlab.groups import read_groups
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import CLUSTER
from topodraw.readers.containerlab.walking import walk
from topodraw.readers.kubernetes import Cluster, Member, is_manifest, read_clusters
from topodraw.source import Source

__all__ = ["with_clusters"]

_DEEPEST, _MOST_FILES = 6, 5_000
"""Limits to the search for manifests."""
_SUFFIXES = (".yaml", ".yml", ".json")
_KIND_CONFIG = re.compile(r"^apiVersion:[ \t]*[\"']?kind\.x-k8s\.io/", re.MULTILINE)
_NAME = re.compile(r"^name:[ \t]*[\"']?([\w.-]+)", re.MULTILINE)


def with_clusters(
    configs: dict[str, DeviceConfig],
    nodes: Sequence[Declared],
    links: Sequence[Link],
    commands: Configured,
    lab: Lab,
) -> dict[str, DeviceConfig]:
    """Return the configurations of a lab's nodes with what the manifests of its clusters say added.

    `commands` are the addresses that commands give to interfaces.
    """
    if lab.source.path is None:
        return configs
    files = list(_files(lab))
    addresses = _addresses(configs, links, commands)
    clusters = _clusters(nodes, links, addresses, lab)
    known = {cluster.name for cluster in clusters}
    foreign = {name: containers for name, containers in foreign_clusters(nodes).items() if name not in known}
    declared = {node.name: node for node in nodes}
    for name, containers in foreign.items():
        members = tuple(_member(each, declared[node], addresses) for each, node in containers.items())
        clusters.append(Cluster(name, members, _kind_config_beside(name, files)))
    facts = read_clusters(clusters, [each for each in files if is_manifest(each.text)], lab.folder)
    standing_for = {each: node for containers in foreign.values() for each, node in containers.items()}
    for where, text in facts.problems:
        lab.report.warn(where, text)
    said = {standing_for.get(name, name): spoken for name, spoken in facts.configs.items()}
    added = {name: configs[name].merged(spoken) if name in configs else spoken for name, spoken in said.items()}
    every = {**configs, **added}
    return {node.name: every[node.name] for node in nodes if node.name in every}


def _clusters(
    nodes: Sequence[Declared], links: Sequence[Link], addresses: Mapping[str, Sequence[str]], lab: Lab
) -> list[Cluster]:
    every = {node.name: node for node in nodes}
    declared = {node.name: node for node in nodes if node.kind == CLUSTER}
    clusters: dict[str, Cluster] = {}
    for group in read_groups(nodes, {}):
        members = tuple(_member(name, every[name], addresses) for name in group.members)
        parent = clusters.get(group.parent or "")
        if group.name in declared:
            clusters[group.name] = Cluster(group.name, members, _kind_config(declared[group.name], lab))
        elif parent is not None:
            runs_on = _runs_on(group.members, [member.name for member in parent.members], links)
            clusters[group.name] = Cluster(group.title, members, parent=parent.name, runs_on=runs_on)
    return list(clusters.values())


def _member(name: str, node: Declared, addresses: Mapping[str, Sequence[str]]) -> Member:
    return Member(name, tuple(addresses.get(node.name, ())), gateways=gateways(node))


def _addresses(
    configs: Mapping[str, DeviceConfig], links: Sequence[Link], commands: Configured
) -> Mapping[str, Sequence[str]]:
    """Return the addresses of nodes, without length."""
    found: dict[str, dict[str, None]] = {}
    for name, config in configs.items():
        found.setdefault(name, {}).update(dict.fromkeys(each.address.partition("/")[0] for each in config.addresses))
    for (name, _), given in commands.items():
        found.setdefault(name, {}).update(dict.fromkeys(each.address.partition("/")[0] for each in given.values()))
    for link in links:
        for end in link.endpoints:
            own = [each.partition("/")[0] for each in (end.ipv4, end.ipv6) if isinstance(each, str)]
            found.setdefault(end.node, {}).update(dict.fromkeys(own))
    return {name: tuple(addresses) for name, addresses in found.items()}


def _kind_config(node: Declared, lab: Lab) -> Source | None:
    if node.startup_config is None:
        return None
    given, where = node.startup_config
    file = lab.startup_config(given, node.name, where)
    if file is None or file.inline is None:
        return None if file is None else file.source
    # Its lines are those of the lab file below the key.
    return replace(file.source, text="\n" * (file.inline.where.line or 0) + file.source.text)


def _kind_config_beside(cluster: str, files: Sequence[Source]) -> Source | None:
    """Return the configuration that kind made a cluster of: the one of its name, else the only one without a name."""
    found = [(each, _NAME.search(each.text)) for each in files if _KIND_CONFIG.search(each.text)]
    nameless = [each for each, name in found if name is None]
    named = (each for each, name in found if name is not None and name[1] == cluster)
    return next(named, nameless[0] if len(nameless) == 1 else None)


def _runs_on(members: Sequence[str], hosts: Sequence[str], links: Sequence[Link]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for link in links:
        ends = [end.node for end in link.endpoints]
        for member in ends:
            host = next((other for other in ends if other in hosts), None)
            if member in members and host is not None:
                found.setdefault(member, host)
    return found


def _files(lab: Lab) -> Iterator[Source]:
    """Yield what may be manifests in the lab's folder; links that lead out of it are not followed."""
    for path in walk(lab.folder, lab.sources, _DEEPEST, _MOST_FILES):
        if path.name.endswith(_SUFFIXES) and path != lab.source.path and lab.holds(path):
            try:
                yield lab.sources.read_config(path)
            except SourceError:  # not everything that is called YAML is text
                continue
