"""Files that change: what would, shown or written; whole or not at all."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from topodraw.errors import Location, OutputError, Problem
from topodraw.output import is_abandoned, write_file
from topodraw.regen.documents import Update

__all__ = ["Change", "changes_of", "conflicts", "diff", "remove_abandoned", "write_changes"]

_BINARY = b"\0"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that does not hold what it should."""

    name: str
    """As it is reported."""
    path: Path
    old: bytes | None
    """None where there is no such file."""
    new: bytes


def conflicts(updates: Sequence[Update]) -> Iterator[Problem]:
    """Yield a problem for every file that two documents want to hold different drawings, or that is one of them."""
    owners: dict[Path, tuple[str, bytes]] = {}
    documents = {update.path: update.name for update in updates}
    for update in updates:
        for path, content in update.files.items():
            owner, held = owners.setdefault(path, (update.name, content))
            if held != content:
                yield Problem(Location(update.name), f"{path.name} is to hold another drawing in {owner}")
            if path in documents:
                yield Problem(Location(update.name), f"{documents[path]} is a document; a drawing may not replace it")


def changes_of(update: Update) -> list[Change]:
    """Return the files of a document that would change: those it links, and last itself. None when it failed."""
    if update.failed:
        return []
    changes = []
    for path, new in update.files.items():
        old = path.read_bytes() if path.is_file() else None
        if old != new:
            changes.append(Change(os.path.relpath(path), path, old, new))
    if update.old != update.new:
        changes.append(Change(update.name, update.path, update.old, update.new))
    return changes


def write_changes(update: Update) -> list[Change]:
    """Write what changed of a document, the files it links first, and return it.

    Raises OutputError when that is not possible, or when the document was edited in the meantime.
    """
    changes = changes_of(update)
    for change in changes:
        if change.path == update.path and change.path.read_bytes() != update.old:
            raise OutputError("was edited while its drawings were made; run again")
        write_file(change.path, change.new)
    return changes


def diff(change: Change) -> list[str]:
    """Return a change as a unified diff, line by line, without their ends."""
    before, after = change.old or b"", change.new
    if _BINARY in before or _BINARY in after:
        return [f"Binary files a/{change.name} and b/{change.name} differ"]
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    origin = "/dev/null" if change.old is None else f"a/{change.name}"
    return list(difflib.unified_diff(old, new, origin, f"b/{change.name}", lineterm=""))


def remove_abandoned(paths: Iterable[Path]) -> None:
    """Remove what an earlier run left beside these files when it was killed while it wrote."""
    wanted: dict[Path, list[str]] = {}
    for path in paths:
        wanted.setdefault(path.parent, []).append(path.name)
    for folder, names in wanted.items():
        try:
            found = sorted(folder.iterdir())
        except OSError:  # not there yet, or not ours to read: nothing was written there
            continue
        for path in found:
            if is_abandoned(path, names):
                with suppress(OSError):  # in use where files in use cannot be removed
                    path.unlink()
