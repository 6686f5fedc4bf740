"""Make a lab that shows a difference as small as it can be: take parts away as long as the difference stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

__all__ = ["minimised"]

Files = dict[str, Any]


def minimised(files: Files, shows: Callable[[Files], bool], *, tries: int = 300) -> Files:
    """Return the files of a lab with everything gone that the difference does not need.

    `shows` tells whether a lab still shows it; it is asked at most `tries` times.
    """
    current, left = files, tries
    progress = True
    while progress:
        progress = False
        for path in list(_places(current)):
            smaller = _without(current, path)
            if smaller is None:
                continue
            if left == 0:
                return current
            left -= 1
            if shows(smaller):
                current, progress = smaller, True
    return current


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the paths of all entries, containers before what is in them, later list items before earlier ones."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))[::-1] if isinstance(value, list) else []
    for key in keys:
        yield (*path, key)
        yield from _places(value[key], (*path, key))


def _without(files: Files, path: tuple[Any, ...]) -> Files | None:
    """Return a copy without one entry; None where that is gone already or is the topology itself."""
    if path == ("topology.yml",):
        return None
    copy = deepcopy(files)
    place: Any = copy
    for key in path[:-1]:
        try:
            place = place[key]
        except (KeyError, IndexError, TypeError):
            return None
    try:
        del place[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return copy
