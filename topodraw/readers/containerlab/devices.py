"""What the configurations of a lab's nodes state: found, read in the grammar of the device, added up for each node."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path, PurePath

from topodraw.errors import Location, Report, SourceError
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
_MOST_TEXT = 32 * 1024 * 1024
"""Characters of all configurations of a lab together; it takes half a minute to read them."""
_SHOWN = 3
"""Problems of one file that are told; a file that is no configuration at all has hundreds."""


def device_configs(nodes: Sequence[Declared], lab: Lab, search: str | None) -> dict[str, DeviceConfig]:
    """Return what each node's configurations state; nodes that have none are absent.

    `search` is a folder in which files named after nodes are theirs, whatever the lab file names; ``auto`` searches the
    lab's own folder for the nodes that the lab file gives no configuration with BGP.
    """
    parser = _Parser(lab)
    given = find_config_files(nodes, lab)
    configs: dict[str, DeviceConfig] = {}
    for node in nodes:
        files = given.get(node.name, ())
        found = [(file.source.name, config) for file in files if (config := parser.read(file, node)) is not None]
        made = (("its commands", typed_config(node)), ("its environment", from_environment(node)))
        found += [(name, config) for name, config in made if config is not None]
        if found:
            configs[node.name] = _added_up(node, found, lab.report)
            _warn_of_idle_daemon(node, files, configs[node.name], lab.report)
    if search is not None and (lab.source.path is not None or search != "auto"):
        configs |= _searched(nodes, configs, lab, search, parser)
    for config in configs.values():
        _report(config, lab.report)
    return {node.name: configs[node.name] for node in nodes if node.name in configs}


class _Parser:
    """Reads configurations, each file once for all nodes of a kind, and not without end."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.left = lab, _MOST_TEXT
        self.known: dict[tuple[str, str | None], DeviceConfig | None] = {}

    def read(self, file: ConfigFile, node: Declared) -> DeviceConfig | None:
        """Read a configuration; what is only mounted may be anything, so that its text has to tell what it is."""
        source, kind = file.source, node.kind if file.is_startup else None
        key = source.name, kind
        if file.inline is None and key in self.known:
            return self.known[key]
        if self.left < len(source.text):
            text = f"the configurations are larger than {_MOST_TEXT // 1024 // 1024} MB together: some are not read"
            self.lab.report.warn(self.lab.source.at(), text)
            return None
        self.left -= len(source.text)
        config = parse_config(source.text, source.name, kind)
        if file.inline is not None:
            return config.placed(file.inline.place) if config else None
        self.known[key] = config
        return config


def _searched(
    nodes: Sequence[Declared], configs: Mapping[str, DeviceConfig], lab: Lab, search: str, parser: _Parser
) -> dict[str, DeviceConfig]:
    """Return what files named after nodes state."""
    folder = lab.folder if search == "auto" else Path(search)
    if not lab.sources.admits(folder):
        lab.report.warn(Location(search), "is outside of what a document may show; no configurations are taken from it")
        return {}
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where a parent is closed
        lab.report.error(Location(search), "is no folder with configurations; --configs takes a folder, or auto")
        return {}
    wanted = [node for node in nodes if node.kind != CLUSTER]
    if search == "auto":
        wanted = [node for node in wanted if node.name not in configs or not configs[node.name].has_bgp]
    names = [node.name for node in nodes if node.kind != CLUSTER]
    places = named_files(folder, [node.name for node in wanted], names, lab)
    found = {node.name: _named(node, places, lab, parser) for node in wanted}
    return {name: config for name, config in found.items() if config is not None}


def _named(node: Declared, places: Iterable[Place], lab: Lab, parser: _Parser) -> DeviceConfig | None:
    """Return what the files named after a node state: those in the first place that has BGP, else in the first."""
    read: list[tuple[str, list[tuple[str, DeviceConfig]]]] = []
    for place in places:
        found = [
            (source.name, config)
            for path in place.files.get(node.name, ())
            if (source := _text(path, lab.sources)) is not None
            and (config := parser.read(ConfigFile(source, is_startup=True), node)) is not None
        ]
        if found:
            read.append((place.pattern, found))
    speaking = [each for each in read if any(config.has_bgp for _, config in each[1])]
    with_bgp = speaking or read
    if not with_bgp:
        return None
    if len(speaking) > 1:
        others = ", ".join(pattern for pattern, _ in with_bgp[1:])
        text = f"node {node.name!r} has files of its name in several places: {with_bgp[0][0]} is read, not {others}"
        lab.report.warn(node.where, text)
    return _added_up(node, with_bgp[0][1], lab.report)


def _added_up(node: Declared, found: Sequence[tuple[str, DeviceConfig]], report: Report) -> DeviceConfig:
    """Return what the files of a node state together; they must agree on its AS. `found` has their names."""
    systems = [(name, config.asn) for name, config in found if config.asn is not None and not _is_of_vrfs(config)]
    for name, asn in systems[1:]:
        (first, kept) = systems[0]
        if asn != kept:
            names = [PurePath(each).name for each in (first, name)]
            here, there = names if names[0] != names[1] else (first, name)
            report.warn(node.where, f"{node.name} is AS {kept} in {here}, but AS {asn} in {there}; the first counts")
            break
    return reduce(DeviceConfig.merged, [config for _, config in found])


def _is_of_vrfs(config: DeviceConfig) -> bool:
    """Tell whether a file has sessions in VRFs only, so that its AS need not be that of the default instance."""
    vrfs = [*(each.vrf for each in config.neighbours), *(each.vrf for each in config.listens)]
    return bool(vrfs) and None not in vrfs


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
