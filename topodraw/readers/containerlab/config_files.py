"""The configuration files that a lab gives its nodes: ``startup-config``, and what ``binds`` mount into them.

Relative paths start from the lab file's folder; of other places only single files are read that the lab names. What a
node does not have is a remark at the place that names it, never an error: a drawing needs no configurations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from topodraw.errors import Location, Report, SourceError
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import CLUSTER
from topodraw.source import Source, Sources

__all__ = ["ConfigFile", "Lab", "find_config_files"]

_ROUTING = (
    "/etc/frr", "/etc/quagga", "/etc/bird", "/etc/gobgp", "/etc/exabgp", "/etc/bgpd.conf", "/etc/openbgpd",
    "/usr/local/etc/bird", "/etc/sonic/config_db.json", "/etc/nvue.d", "/config/config.boot", "/opt/vyatta/etc",
)  # fmt: skip
"""Where routing daemons look for their configurations."""
_NEEDLESS = ("daemons", "vtysh.conf", "support_bundle_commands.conf")
_DEEPEST, _MOST_FILES = 3, 200
"""Limits to reading a folder that is mounted."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration that a node gets."""

    source: Source
    is_startup: bool
    """Whether it is the device's whole configuration, in the language of its kind."""


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab file, and what is at hand while it is read."""

    name: str
    source: Source
    sources: Sources
    report: Report

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

    def inline(self, given: str, where: Location) -> Source | None:
        """Return a configuration that is written into the lab file, None for the path of one."""
        if "\n" not in given.strip():
            return None
        # Its lines are those of the lab file below the key.
        return Source(self.source.name, "\n" * (where.line or 0) + given, self.source.path)

    def read(self, given: str, node: str, where: Location) -> Source | None:
        """Return a configuration that the lab file names or holds; warn of one that cannot be read."""
        inline = self.inline(given, where)
        if inline is not None:
            return inline
        path = self.path(given.strip(), node)
        if path is None:
            self.report.warn(where, f"startup-config of {node!r} is not read: it is no file of the lab")
            return None
        try:
            return self.sources.read_config(path)
        except SourceError as error:
            self.warn_of(error, where, f"startup-config of {node!r} ({given.strip()})")
            return None

    def warn_of(self, error: SourceError, where: Location, what: str) -> None:
        self.report.warn(where, f"{what}: {error.problems[0].text.partition(';')[0]}")


def find_config_files(nodes: Sequence[Declared], lab: Lab) -> dict[str, tuple[ConfigFile, ...]]:
    """Return the files that each node of a lab gets, in the order of the lab file."""
    return {node.name: tuple(_files(node, lab)) for node in nodes if node.kind != CLUSTER}


def _files(node: Declared, lab: Lab) -> Iterator[ConfigFile]:
    if node.startup_config is not None:
        given, where = node.startup_config
        source = lab.read(given, node.name, where)
        if source is not None:
            yield ConfigFile(source, is_startup=True)
    for bind, where in node.binds:
        host, colon, rest = bind.partition(":")
        if colon:
            yield from _mounted(node, lab, host, rest.partition(":")[0], where)


def _mounted(node: Declared, lab: Lab, host: str, target: str, where: Location) -> Iterator[ConfigFile]:
    is_routing = target.startswith(_ROUTING)
    path = lab.path(host, node.name)
    if path is None or (path.is_absolute() and not lab.folder.is_absolute() and not is_routing):
        return
    for file in _inside(path, lab.sources, 1) if path.is_dir() else [path]:
        try:
            yield ConfigFile(lab.sources.read_config(file), is_startup=False)
        except SourceError as error:
            # Images, keys and sockets are mounted as well, and what a lab makes when it starts.
            if is_routing and file.name not in _NEEDLESS:
                lab.warn_of(error, where, f"bind of {node.name!r} ({host})")


def _inside(folder: Path, sources: Sources, depth: int) -> list[Path]:
    """Return the files in a folder that is mounted, those of its own folders after them."""
    inside = [each for each in sources.stamps.search(folder, "*") if not each.name.startswith(".")]
    files = [each for each in inside if each.is_file()]
    if depth < _DEEPEST:
        for each in inside:
            if each.is_dir() and not each.is_symlink():
                files += _inside(each, sources, depth + 1)
    return files[:_MOST_FILES]
