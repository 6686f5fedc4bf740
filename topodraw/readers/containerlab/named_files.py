"""Configuration files that are named after nodes, where no lab file says whose they are.

A file belongs to a node when its own name up to a dot, or that of a folder it is in, is the node's (or its
container's). Authors keep such files in one place for all nodes (``frr/r1.conf``, ``r1/frr.conf``); where several
places hold one for a node, the place that holds files for the most nodes is meant. Case counts where several nodes
differ in nothing else. Lab files and what containerlab and its editors keep beside them are never a node's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from topodraw.readers.containerlab.config_files import Lab
from topodraw.readers.containerlab.walking import walk

__all__ = ["Place", "named_files"]

_DEEPEST, _MOST_FILES = 7, 20_000
"""Limits to a search."""
_OF_LABS = (
    "*.clab.yml", "*.clab.yaml", "*.clab.gotmpl", "*.clab.yml.gotmpl", "*.clab.yaml.gotmpl", "*.annotations.json",
    "*_vars.*",
)  # fmt: skip
"""Names of lab files and of what belongs to them."""


@dataclass(slots=True)
class Place:
    """A place for the files of all nodes: its path with a star for the node's name."""

    pattern: str
    files: dict[str, list[Path]] = field(default_factory=dict)
    """Node -> its files there."""


def named_files(folder: Path, wanted: Iterable[str], every: Sequence[str], lab: Lab) -> tuple[Place, ...]:
    """Return the places below a folder that hold files named after `wanted` nodes, those of the most nodes first.

    `every` node of the lab counts when a name is to be told from others. Hidden folders are left out, and those that
    containerlab makes for running labs unless the folder is in one.
    """
    names = _Names(every, lab.name)
    asked = dict.fromkeys(wanted)
    places: dict[str, Place] = {}
    for path in walk(folder, lab.sources, _DEEPEST, _MOST_FILES):
        if _is_of_lab(path, lab):
            continue
        for place, node in _owner(path.relative_to(folder), names):
            if node in asked:
                places.setdefault(place, Place(place)).files.setdefault(node, []).append(path)
    return tuple(sorted(places.values(), key=lambda each: (-len(each.files), each.pattern.count("/"), each.pattern)))


def _is_of_lab(path: Path, lab: Lab) -> bool:
    if any(fnmatchcase(path.name.lower(), pattern) for pattern in _OF_LABS):
        return True
    own = lab.source.path
    return own is not None and path.name == own.name and os.path.realpath(path) == os.path.realpath(own)


class _Names:
    """What files and folders of nodes are called."""

    def __init__(self, nodes: Sequence[str], lab: str) -> None:
        self.exact: dict[str, str] = {node: node for node in nodes}
        for node in nodes:
            for name in (f"clab-{lab}-{node}", f"{lab}-{node}"):
                self.exact.setdefault(name, node)
        self.folded: dict[str, str | None] = {}
        for name, node in self.exact.items():
            known = self.folded.setdefault(name.lower(), node)
            if known != node:
                self.folded[name.lower()] = None

    def node(self, name: str) -> str | None:
        """Return the node that a name stands for: case does not count unless two nodes differ in it alone."""
        return self.exact.get(name) or self.folded.get(name.lower())


def _owner(path: PurePath, names: _Names) -> Iterator[tuple[str, str]]:
    """Yield the place and the node of a file: by its own name, else by the innermost folder named after a node."""
    parts = path.parts
    name = parts[-1]
    ends = [len(name), *(place for place in reversed(range(len(name))) if name[place] == ".")]
    for end in ends:
        if node := names.node(name[:end]):
            yield "/".join((*parts[:-1], "*" + name[end:])), node
            return
    for index in reversed(range(len(parts) - 1)):
        if node := names.node(parts[index]):
            yield "/".join((*parts[:index], "*")), node
            return
