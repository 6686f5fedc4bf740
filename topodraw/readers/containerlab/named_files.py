"""Configuration files that are named after nodes, where no lab file says whose they are.

A file belongs to a node when its own name up to a dot, or that of a folder it is in, is the node's (or its
container's). Authors keep such files in one place for all nodes (``frr/r1.conf``, ``r1/frr.conf``); where several
places hold one for a node, the place that holds files for the most nodes is meant.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from topodraw.source import Sources

__all__ = ["Place", "named_files"]

_DEEPEST, _MOST_FILES = 6, 20_000
"""Limits to a search."""


@dataclass(slots=True)
class Place:
    """A place for the files of all nodes: its path with a star for the node's name."""

    pattern: str
    files: dict[str, list[Path]] = field(default_factory=dict)
    """Node -> its files there."""


def named_files(folder: Path, nodes: Sequence[str], lab: str, sources: Sources) -> tuple[Place, ...]:
    """Return the places below a folder that hold files named after nodes, those of the most nodes first.

    Hidden folders are left out, and those that containerlab makes for running labs unless the folder is in one.
    """
    names = _names(nodes, lab)
    places: dict[str, Place] = {}
    for path in _files(folder, sources):
        relative = path.relative_to(folder)
        for place, node in _owner(relative, names):
            places.setdefault(place, Place(place)).files.setdefault(node, []).append(path)
    return tuple(sorted(places.values(), key=lambda each: (-len(each.files), each.pattern.count("/"), each.pattern)))


def _names(nodes: Sequence[str], lab: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for node in nodes:
        for name in (node, f"clab-{lab}-{node}", f"{lab}-{node}"):
            names.setdefault(name.lower(), node)
    return names


def _owner(path: PurePath, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the place and the node of a file: by its own name, else by the innermost folder named after a node."""
    parts = path.parts
    name = parts[-1]
    ends = [len(name), *(place for place in reversed(range(len(name))) if name[place] == ".")]
    for end in ends:
        if node := names.get(name[:end].lower()):
            yield "/".join((*parts[:-1], "*" + name[end:])), node
            return
    for index in reversed(range(len(parts) - 1)):
        if node := names.get(parts[index].lower()):
            yield "/".join((*parts[:index], "*")), node
            return


def _files(folder: Path, sources: Sources) -> Iterator[Path]:
    found = 0
    for root, folders, files in os.walk(folder):
        here = Path(root)
        depth = len(here.relative_to(folder).parts)
        folders[:] = sorted(each for each in folders if depth < _DEEPEST and not each.startswith((".", "clab-")))
        sources.stamps.search(here, "*")
        for name in sorted(files):
            found += 1
            if found > _MOST_FILES:
                return
            if not name.startswith("."):
                yield here / name
