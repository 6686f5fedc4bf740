"""Looking through folders for files of a lab: breadth first, in the order of names, and not without end.

Hidden files and folders are left out, and the folders that containerlab makes for running labs (``clab-*``). Links to
folders are not followed: what is found lies below the folder that was asked for.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from topodraw.source import Sources

__all__ = ["walk"]

_RUNTIME = "clab-"


def walk(folder: Path, sources: Sources, deepest: int, most: int) -> Iterator[Path]:
    """Yield the files in a folder, then those in its own folders, and so on `deepest` levels down.

    At most `most` entries are looked at, whatever they are. Nothing is listed that `sources` does not admit; what is
    listed is noted there.
    """
    waiting = deque([(folder, 1)] if sources.admits(folder) else [])
    left = most
    while waiting:
        here, depth = waiting.popleft()
        for path in sources.stamps.search(here, "*"):
            if left == 0:
                return
            left -= 1
            if path.name.startswith("."):
                continue
            if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir and the like raise where a folder is closed
                yield path
            elif depth < deepest and not path.name.startswith(_RUNTIME) and not os.path.islink(path):  # noqa: PTH114
                waiting.append((path, depth + 1))
