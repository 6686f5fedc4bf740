"""Whether files are still what they were when they were looked at."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

__all__ = ["Stamps"]

_Stamp = tuple[int, int, int] | tuple[str, ...] | None


class Stamps:
    """What files and folders were like before they were read, searched, or looked for in vain.

    A drawing is current as long as nothing of it has `changed`. A file is told by its time, size and number, so that
    an editor that puts a new file in the place of the old one is noticed; a folder by the names that match.
    """

    def __init__(self) -> None:
        self._stamps: dict[tuple[Path, str | None], _Stamp] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return every file that was read or looked for, whether it is there or not, and every folder searched."""
        return tuple(dict.fromkeys(path for path, _ in self._stamps))

    def note(self, path: str | Path) -> None:
        """Remember what a file is like now; the first time counts. It need not exist."""
        key = Path(path), None
        if key not in self._stamps:
            self._stamps[key] = _stamp(*key)

    def search(self, folder: Path, pattern: str) -> list[Path]:
        """Return what matches a pattern in a folder, sorted by name; remember the names."""
        found = _names(folder, pattern)
        self._stamps.setdefault((folder, pattern), found)
        return [folder / name for name in found]

    def changed(self) -> bool:
        """Tell whether anything is no longer what it was."""
        return any(_stamp(*key) != stamp for key, stamp in self._stamps.items())


def _stamp(path: Path, pattern: str | None) -> _Stamp:
    if pattern is not None:
        return _names(path, pattern)
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a NUL byte in the path
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _names(folder: Path, pattern: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(name for name in os.listdir(folder) if fnmatchcase(name, pattern)))  # noqa: PTH208 - names
    except (OSError, ValueError):
        return ()
