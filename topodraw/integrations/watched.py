"""The topologies of a site, and whether they are still what they were."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["topology_stamps"]

_SUFFIXES = (".yml", ".yaml", ".json", ".txt")
_LEFT_OUT = ("node_modules", "site", "__pycache__")
"""Folders of other programs; like those whose name begins with a dot, and virtual environments."""


def topology_stamps(root: Path, read: Iterable[Path] = ()) -> tuple[tuple[str, int], ...]:
    """Return every file below a folder that may be a topology, and those known to be `read`, with their times (ns)."""
    found = dict.fromkeys([*_files(root), *read])
    return tuple(sorted((str(path), stamp) for path in found if (stamp := _time(path)) is not None))


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in _LEFT_OUT and not Path(folder, name, "pyvenv.cfg").exists()
        ]
        yield from (Path(folder, name) for name in files if name.endswith(_SUFFIXES))


def _time(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None
