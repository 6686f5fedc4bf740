"""The configuration files that a lab gives its nodes: ``startup-config``, and what ``binds`` mount into them.

Where a path leads decides, symbolic links followed, and not how it is written. Inside the lab's folder files are read
and mounted folders looked through. Outside of it only files are read that the lab names outright: a startup-config, and
what is mounted from a relative path or to where a routing daemon looks for its configuration; folders never. What a
node does not have is a remark at the place that names it, never an error: a drawing needs no configurations.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from topodraw.errors import Location, Report, SourceError
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.inline import Inline
from topodraw.readers.containerlab.kinds import CLUSTER
from topodraw.readers.containerlab.walking import walk
from topodraw.source import Source, Sources, is_within

__all__ = ["ConfigFile", "Lab", "find_config_files"]

_ROUTING = (
    "/etc/frr", "/etc/quagga", "/etc/bird", "/etc/gobgp", "/etc/exabgp", "/etc/bgpd.conf", "/etc/openbgpd",
    "/usr/local/etc/bird", "/etc/sonic/config_db.json", "/etc/nvue.d", "/config/config.boot", "/opt/vyatta/etc",
)  # fmt: skip
"""Where routing daemons look for their configurations."""
_NEEDLESS = ("daemons", "vtysh.conf", "support_bundle_commands.conf")
_DEEPEST, _MOST_FILES = 3, 200
"""Limits to reading a folder that is mounted."""
_LONGEST = 200
"""Characters of a path that are shown."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration that a node gets."""

    source: Source
    is_startup: bool
    """Whether it is the device's whole configuration, in the language of its kind."""
    inline: Inline | None = None
    """Its place in the lab file where it is written into it."""


@dataclass(slots=True)
class Lab:
    """A lab file, and what is at hand while it is read."""

    name: str
    source: Source
    sources: Sources
    report: Report
    lines: list[str] = field(init=False)
    _root: Path = field(init=False)
    _mounted: dict[Path, list[Path]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = self.source.text.split("\n")
        self._root = Path(os.path.realpath(self.folder))

    @property
    def folder(self) -> Path:
        """Return the folder that relative paths in the lab file start from."""
        return self.source.folder

    def path(self, given: str, node: str) -> Path | None:
        """Return the path that the lab file names for a node, containerlab's magic words replaced.

        None for what is elsewhere: on the network, in somebody's home; and for a lab that is in no file.
        """
        runtime = self.folder / f"clab-{self.name}"
        for word, meaning in (
            ("__clabNodeDir__", str(runtime / node)),
            ("__clabDir__", str(runtime)),
            ("__clabLabName__", runtime.name),
            ("__clabNodeName__", node),
        ):
            given = given.replace(word, meaning)
        if self.source.path is None or not given or given.startswith("~") or "://" in given or "\0" in given:
            return None
        return self.folder / given

    def holds(self, path: Path) -> bool:
        """Tell whether a path leads into the lab's folder, symbolic links followed."""
        return is_within(path, self._root)

    def mounted(self, folder: Path) -> list[Path]:
        """Return the files in a folder that is mounted, those of its own folders after them."""
        if folder not in self._mounted:
            found = walk(folder, self.sources, _DEEPEST, _MOST_FILES)
            self._mounted[folder] = [each for each in found if not os.path.islink(each) or self.holds(each)]  # noqa: PTH114
        return self._mounted[folder]

    def startup_config(self, given: str, node: str, where: Location) -> ConfigFile | None:
        """Return a configuration that the lab file names or holds; warn of one that cannot be read."""
        if "\n" in given.strip():
            source = Source(self.source.name, given, self.source.path)
            return ConfigFile(source, is_startup=True, inline=Inline.at(where, given, self.lines))
        path = self.path(given.strip(), node)
        if path is None:
            self.report.warn(where, f"startup-config of {node!r} is not read: it is no file of the lab")
            return None
        try:
            return ConfigFile(self.sources.read_config(path), is_startup=True)
        except SourceError as error:
            self.warn_of(error, where, f"startup-config of {node!r} ({_short(given.strip())})")
            return None

    def warn_of(self, error: SourceError, where: Location, what: str) -> None:
        self.report.warn(where, f"{what}: {error.problems[0].text.partition(';')[0]}")


def find_config_files(nodes: Sequence[Declared], lab: Lab) -> dict[str, tuple[ConfigFile, ...]]:
    """Return the files that each node of a lab gets, in the order of the lab file."""
    return {node.name: tuple(_files(node, lab)) for node in nodes if node.kind != CLUSTER}


def _files(node: Declared, lab: Lab) -> Iterator[ConfigFile]:
    if node.startup_config is not None:
        given, where = node.startup_config
        file = lab.startup_config(given, node.name, where)
        if file is not None:
            yield file
    for bind, where in node.binds:
        host, colon, rest = bind.partition(":")
        if colon:
            yield from _mounted(node, lab, host, rest.partition(":")[0], where)


def _mounted(node: Declared, lab: Lab, host: str, target: str, where: Location) -> Iterator[ConfigFile]:
    is_routing = target.startswith(_ROUTING)
    path = lab.path(host, node.name)
    if path is None:
        return
    is_inside, what = lab.holds(path), f"bind of {node.name!r} ({_short(host)})"
    if not is_inside and not is_routing and os.path.isabs(host):  # noqa: PTH117 - as it is written
        return
    files = [path]
    if lab.sources.admits(path) and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a parent is closed
        if not is_inside:
            if is_routing:
                lab.report.warn(where, f"{what} is not read: folders outside of the lab's are not looked through")
            return
        files = lab.mounted(path)
    for file in files:
        try:
            yield ConfigFile(lab.sources.read_config(file), is_startup=False)
        except SourceError as error:
            # Images, keys and sockets are mounted as well, and what a lab makes when it starts.
            if is_routing and file.name not in _NEEDLESS:
                lab.warn_of(error, where, what)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
