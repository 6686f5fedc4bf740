"""Drawings of earlier builds, by what they were made of: every text that was read, every option, and the version.

An entry is a file, written whole or not at all; one that cannot be understood is drawn anew. Nothing else is needed to
know that an entry holds, so a cache may be copied between machines, or thrown away at any time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from topodraw import __version__
from topodraw.errors import OutputError
from topodraw.output import write_file

__all__ = ["Cache", "Entry", "key_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A drawing, and what was said when it was made."""

    content: str
    remarks: tuple[str, ...] = ()


def key_of(*parts: object) -> str:
    """Return the name of what is made of these parts, by this version of topodraw."""
    return hashlib.sha256(json.dumps([__version__, *parts]).encode()).hexdigest()


class Cache:
    """A folder of drawings; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.used: dict[str, None] = {}

    def get(self, key: str) -> Entry | None:
        """Return what was kept under a key."""
        if self.folder is None:
            return None
        self.used[key] = None
        try:
            kept = json.loads(self._file(self.folder, key).read_text("utf-8"))
            return Entry(str(kept["content"]), tuple(map(str, kept["remarks"])))
        except (OSError, ValueError, KeyError, TypeError):  # not there, or not written by us
            return None

    def put(self, key: str, entry: Entry) -> None:
        """Keep a drawing. Raises OutputError."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"the cache {self.folder} cannot be made: {error.strerror}") from None
        write_file(self.folder / ".gitignore", "*\n")
        write_file(self._file(self.folder, key), json.dumps({"content": entry.content, "remarks": entry.remarks}))

    def prune(self) -> None:
        """Remove what was not asked for since this cache was opened."""
        if self.folder is not None and self.folder.is_dir():
            for path in sorted(self.folder.glob("*.json")):
                if path.stem not in self.used:
                    path.unlink(missing_ok=True)

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / f"{key}.json"
