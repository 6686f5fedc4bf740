"""What the configurations of a lab's nodes state: found, read in the grammar of the device, added up for each node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path

from topodraw.errors import Report, SourceError
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.containerlab.config_files import ConfigFile, Lab, find_config_files
from topodraw.readers.containerlab.environment import from_environment
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import CLUSTER
from topodraw.readers.containerlab.named_files import Place, named_files
from topodraw.readers.containerlab.vtysh import typed_config
from topodraw.source import Source, Sources

__all__ = ["device_configs"]

_BGPD = re.compile(r"^[ \t]*bgpd[ \t]*=[ \t]*[\"']?(\w+)", re.MULTILINE)
_SHOWN = 3
"""Problems of one file that are told; a file that is no configuration at all has hundreds."""


def device_configs(nodes: Sequence[Declared], lab: Lab, search: str | None) -> dict[str, DeviceConfig]:
    """Return what each node's configurations state; nodes that have none are absent.

    `search` is a folder in which files named after nodes are theirs, whatever the lab file names; ``auto`` searches the
    lab's own folder for the nodes that the lab file gives no configuration with BGP.
    """
    given = find_config_files(nodes, lab)
    configs: dict[str, DeviceConfig] = {}
    for node in nodes:
        files = given.get(node.name, ())
        found = [config for file in files if (config := _read(file, node)) is not None]
        found += [made for make in (typed_config, from_environment) if (made := make(node)) is not None]
        if found:
            configs[node.name] = reduce(DeviceConfig.merged, found)
            _warn_of_idle_daemon(node, files, configs[node.name], lab.report)
    if search is not None and (lab.source.path is not None or search != "auto"):
        folder = lab.folder if search == "auto" else Path(search)
        wanted = [node for node in nodes if node.kind != CLUSTER]
        if search == "auto":
            wanted = [node for node in wanted if node.name not in configs or not configs[node.name].has_bgp]
        places = named_files(folder, [node.name for node in wanted], lab.name, lab.sources)
        for node in wanted:
            named = _named(node, places, lab)
            if named is not None:
                configs[node.name] = named
    for config in configs.values():
        _report(config, lab.report)
    return {node.name: configs[node.name] for node in nodes if node.name in configs}


def _read(file: ConfigFile, node: Declared) -> DeviceConfig | None:
    """Read a configuration; what is only mounted may be anything, so that its text has to tell what it is."""
    return parse_config(file.source.text, file.source.name, node.kind if file.is_startup else None)


def _named(node: Declared, places: Iterable[Place], lab: Lab) -> DeviceConfig | None:
    """Return what the files named after a node state: those in the first place that has BGP, else in the first."""
    read: list[tuple[str, DeviceConfig]] = []
    for place in places:
        found = [
            config
            for path in place.files.get(node.name, ())
            if (source := _text(path, lab.sources)) is not None
            and (config := _read(ConfigFile(source, is_startup=True), node)) is not None
        ]
        if found:
            read.append((place.pattern, reduce(DeviceConfig.merged, found)))
    with_bgp = [each for each in read if each[1].has_bgp] or read
    if not with_bgp:
        return None
    if len(with_bgp) > 1 and with_bgp[0][1].has_bgp:
        others = ", ".join(pattern for pattern, _ in with_bgp[1:])
        text = f"node {node.name!r} has files of its name in several places: {with_bgp[0][0]} is read, not {others}"
        lab.report.warn(node.where, text)
    return with_bgp[0][1]


def _text(path: Path, sources: Sources) -> Source | None:
    """Return the text of a file that may be a configuration; a folder may hold pictures and programs as well."""
    try:
        return sources.read_config(path)
    except SourceError:
        return None


def _warn_of_idle_daemon(node: Declared, files: Iterable[ConfigFile], config: DeviceConfig, report: Report) -> None:
    """FRR starts the daemons that its file ``daemons`` names; without bgpd there is no BGP, whatever is configured."""
    for file in files:
        match = _BGPD.search(file.source.text) if file.source.path and file.source.path.name == "daemons" else None
        if match is not None and match[1].lower() not in ("yes", "true", "1") and config.has_bgp:
            line = file.source.text.count("\n", 0, match.start()) + 1
            report.warn(file.source.at(line, 1), f"bgpd is not started, but {node.name} has BGP configured")


def _report(config: DeviceConfig, report: Report) -> None:
    shown: dict[str, int] = {}
    for where, text in config.problems:
        shown[where.file] = shown.get(where.file, 0) + 1
        if shown[where.file] <= _SHOWN:
            report.warn(where, text)
