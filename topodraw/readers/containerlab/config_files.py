"""The configuration files that a lab gives its nodes: ``startup-config``, and what ``binds`` mount into them.

Relative paths start from the lab file's folder; of other places only single files are read that the lab names. What a
node does not have is a remark at the place that names it, never an error: a drawing needs no configurations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from topodraw.errors import Location, Report, SourceError
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.kinds import CLUSTER
from topodraw.source import Source, Sources

__all__ = ["ConfigFile", "find_config_files", "magic_words"]

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


def magic_words(lab: str, node: str, folder: Path) -> Mapping[str, str]:
    """Return containerlab's words for a lab and a node, and what they stand for in paths."""
    lab_folder = folder / f"clab-{lab}"
    return {
        "__clabNodeDir__": str(lab_folder / node),
        "__clabDir__": str(lab_folder),
        "__clabLabName__": f"clab-{lab}",
        "__clabNodeName__": node,
    }


def find_config_files(
    nodes: Sequence[Declared], lab: str, source: Source, sources: Sources, report: Report
) -> dict[str, tuple[ConfigFile, ...]]:
    """Return the files that each node of a lab gets, in the order of the lab file."""
    finder = _Finder(lab, source, sources, report)
    return {node.name: tuple(finder.files(node)) for node in nodes if node.kind != CLUSTER}


class _Finder:
    def __init__(self, lab: str, source: Source, sources: Sources, report: Report) -> None:
        self.lab, self.source, self.sources, self.report = lab, source, sources, report

    def files(self, node: Declared) -> Iterator[ConfigFile]:
        if node.startup_config is not None:
            yield from self.startup(node, *node.startup_config)
        for bind, where in node.binds:
            host, colon, rest = bind.partition(":")
            if colon:
                yield from self.mounted(node, host, rest.partition(":")[0], where)

    def startup(self, node: Declared, given: str, where: Location) -> Iterator[ConfigFile]:
        if "\n" in given.strip():
            # Its lines are those of the lab file below the key.
            text = "\n" * (where.line or 0) + given
            yield ConfigFile(Source(self.source.name, text, self.source.path), is_startup=True)
            return
        path = self.path(node, given.strip())
        if path is None:
            self.report.warn(where, f"startup-config of {node.name!r} is not read: it is no file of the lab")
            return
        try:
            yield ConfigFile(self.sources.read_config(path), is_startup=True)
        except SourceError as error:
            self.warn_of(error, where, f"startup-config of {node.name!r}")

    def mounted(self, node: Declared, host: str, target: str, where: Location) -> Iterator[ConfigFile]:
        is_routing = target.startswith(_ROUTING)
        path = self.path(node, host)
        if path is None or (path.is_absolute() and not self.source.folder.is_absolute() and not is_routing):
            return
        for file in self.folder(path, 1) if path.is_dir() else [path]:
            try:
                yield ConfigFile(self.sources.read_config(file), is_startup=False)
            except SourceError as error:
                # Images, keys and sockets are mounted as well, and what a lab makes when it starts.
                if is_routing and file.name not in _NEEDLESS:
                    self.warn_of(error, where, f"bind of {node.name!r}")

    def folder(self, path: Path, depth: int) -> list[Path]:
        """Return the files in a folder that is mounted, those of its own folders after them."""
        inside = [each for each in self.sources.stamps.search(path, "*") if not each.name.startswith(".")]
        files = [each for each in inside if each.is_file()]
        if depth < _DEEPEST:
            for each in inside:
                if each.is_dir() and not each.is_symlink():
                    files += self.folder(each, depth + 1)
        return files[:_MOST_FILES]

    def path(self, node: Declared, given: str) -> Path | None:
        """Return the path that a lab file names, None for what is elsewhere: on the network, in somebody's home."""
        for word, meaning in magic_words(self.lab, node.name, self.source.folder).items():
            given = given.replace(word, meaning)
        if self.source.path is None or not given or given.startswith("~") or "://" in given or "\0" in given:
            return None
        return self.source.folder / given

    def warn_of(self, error: SourceError, where: Location, what: str) -> None:
        problem = error.problems[0]
        self.report.warn(where, f"{what}: {problem.location.file} {problem.text.partition(';')[0]}")
