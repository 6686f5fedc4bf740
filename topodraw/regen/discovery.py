"""Which files are documents with markers: those that git knows, or those in a folder that git does not know."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from topodraw.errors import Location, Problem, SourceError
from topodraw.regen.languages import HINT

__all__ = ["MAX_BYTES", "find_documents"]

MAX_BYTES = 8 * 1024 * 1024
"""Larger files are no documents that anybody reads."""

_HEAD = 8000
"""Bytes in which a zero tells a binary file, as git has it."""


def find_documents(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> list[str]:
    """Return the documents with markers among files and below folders, the working directory by default.

    Below a folder these are the files that git tracks; without git all files but those in hidden folders. Symbolic
    links found there are not followed, binary and very large files are no documents. `exclude` are globs of paths to
    leave out.

    Raises SourceError when a path does not exist or git cannot list its files.
    """
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise SourceError([Problem(Location(path), "no such file; check the path") for path in missing])
    found: dict[Path, str] = {}
    for path in _candidates(paths or ["."]):
        if not _excluded(path.as_posix(), exclude) and _has_marker(path):
            found.setdefault(path.resolve(), str(path))
    return list(found.values())


def _excluded(path: str, globs: Sequence[str]) -> bool:
    return any(fnmatch(path, glob) or fnmatch(path, f"{glob.rstrip('/')}/*") for glob in globs)


def _candidates(paths: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        listed = _tracked(path) if _in_repository(path) else None
        for each in _walked(path) if listed is None else listed:
            if not each.is_symlink():
                yield each


def _in_repository(folder: Path) -> bool:
    place = folder.resolve()
    return any((each / ".git").exists() for each in (place, *place.parents))


def _tracked(folder: Path) -> list[Path] | None:
    """Return the files below a folder that git tracks; None when there is no git to ask."""
    import subprocess

    # The file system monitor is a program that a repository's configuration may name.
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--deduplicate"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    except FileNotFoundError:
        return None
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SourceError(
            Problem(Location(str(folder)), f"git cannot list its files: {reason[0] if reason else 'no reason'}")
        )
    return [folder / os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def _walked(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names))


def _has_marker(path: Path) -> bool:
    """Tell whether a file is a text with something like a marker in it; what cannot be read tells later why."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            return b"\0" not in head and HINT.search(head + stream.read()) is not None
    except OSError:
        return True
