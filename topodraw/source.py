"""Reading files: once, whole, guarded, and remembered.

Every file that takes part in a drawing is read through `Sources`, which knows afterwards what to watch and can show
the lines around a problem.
"""

from __future__ import annotations

import codecs
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from topodraw.errors import Location, Problem, SourceError
from topodraw.stamps import Stamps

__all__ = ["MAX_BYTES", "MAX_CONFIG_BYTES", "Source", "Sources", "code_frame", "is_within"]

MAX_BYTES = 16 * 1024 * 1024
"""Larger inputs are refused: no lab file comes near it, and documents are often built from other people's text."""

MAX_CONFIG_BYTES = 4 * 1024 * 1024
"""Larger configurations are not read: the largest known, with all their policies, are a tenth of it."""

_PICKLE = (
    "is a Python pickle: whoever loads one runs the code in it, so it is never loaded; for netlab's snapshot run "
    "`netlab inspect --format json . > lab.json` in its folder, or `netlab create -o yaml=lab.yml topology.yml`, "
    "and draw that file"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one input and where it came from. `path` is None for standard input and for text from memory."""

    name: str
    text: str
    path: Path | None = None

    @property
    def folder(self) -> Path:
        """Return the directory that relative paths inside this file start from."""
        return self.path.parent if self.path else Path()

    def at(self, line: int | None = None, column: int | None = None) -> Location:
        return Location(self.name, line, column)


class Sources:
    """The files read so far, by the name they are reported under.

    `stamps` tells whether what was read, or looked for in vain, has changed since; it serves readers that look for
    files, too. `within` is a folder that nothing outside of is read, symbolic links followed: the text of a document is
    anybody's.
    """

    def __init__(self, within: Path | None = None) -> None:
        self.files: dict[str, Source] = {}
        self.stamps = Stamps()
        self._within = None if within is None else within.resolve()

    def read(self, path: str | Path) -> Source:
        """Return the text of a file, or of standard input for ``-``.

        Raises SourceError when it is missing, not a file, unreadable, too large, not UTF-8 text, or lies outside.
        """
        name = "<stdin>" if str(path) == "-" else str(path)
        if name in self.files:
            return self.files[name]
        self._check_outside(name)
        if name != "<stdin>":
            self.stamps.note(path)  # before it is read: what is written meanwhile is noticed
        data = _standard_input() if name == "<stdin>" else _bytes(Path(path), name)
        return self.add(Source(name, _decode(data, name), None if name == "<stdin>" else Path(path)))

    def read_config(self, path: Path) -> Source:
        """Return the text of a device's configuration, whatever its encoding.

        Raises SourceError when it is missing, not a plain file, unreadable, too large for a configuration, not text,
        or lies outside.
        """
        name = str(path)
        if name in self.files:
            return self.files[name]
        self._check_outside(name)
        self.stamps.note(path)
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - these never raise
            # A pipe would never end.
            raise SourceError(Problem(Location(name), "is not a plain file"))
        data = _bytes(path, name, MAX_CONFIG_BYTES)
        return self.add(Source(name, _decode_loosely(data, name), path))

    def admits(self, path: str | Path) -> bool:
        """Tell whether a file may be read, or a folder looked into."""
        return self._within is None or is_within(path, self._within)

    def _check_outside(self, name: str) -> None:
        if self._within is not None and (name == "<stdin>" or not self.admits(name)):
            raise SourceError(Problem(Location(name), f"is outside of {str(self._within)!r}, where all must be"))

    def add(self, source: Source) -> Source:
        self.files[source.name] = source
        return source


def is_within(path: str | Path, folder: Path) -> bool:
    """Tell whether a path, symbolic links followed, leads to a folder or into it. The folder is resolved already."""
    try:
        return Path(path).resolve().is_relative_to(folder)
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL byte in the path
        return False


def _standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:  # closed, or replaced by something that holds no bytes
        raise SourceError(Problem(Location("<stdin>"), "there is no standard input to read; name a file"))
    return _within_limit(stream.read(MAX_BYTES + 1), "<stdin>")


def _bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(Problem(Location(name), "is a directory, not a file; name the topology file in it"))
        with path.open("rb") as stream:
            return _within_limit(stream.read(limit + 1), name, limit)
    except FileNotFoundError:
        raise SourceError(Problem(Location(name), "no such file; check the path")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(Problem(Location(name), f"cannot be read: {reason}")) from None


def _within_limit(data: bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    if len(data) > limit:
        what = "topology file" if limit == MAX_BYTES else "configuration"
        raise SourceError(Problem(Location(name), f"is larger than {limit // 1024 // 1024} MB, too large for a {what}"))
    return data


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_pickle(data):
            raise SourceError(Problem(Location(name), _PICKLE)) from None
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise SourceError(
            Problem(Location(name, line, column), "is not UTF-8 text; a topology file is YAML or JSON in UTF-8")
        ) from None
    if "\0" in text:
        raise SourceError(Problem(Location(name), "is a binary file; a topology file is YAML or JSON text"))
    return text


def _decode_loosely(data: bytes, name: str) -> str:
    """Return the text of a file that devices read: they mind bytes above 127 in descriptions only."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    if "\0" in text:
        raise SourceError(Problem(Location(name), "is a binary file, no configuration"))
    return text


def _is_pickle(data: bytes) -> bool:
    """Tell whether data are a Python pickle of a protocol that begins with its number (2 and later)."""
    return data[:1] == b"\x80" and data[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05") and data[-1:] == b"."


def code_frame(text: str, location: Location, around: int = 1) -> list[str]:
    """Return the line a location points at with its neighbours and a caret, as lines to print below a message."""
    if location.line is None:
        return []
    lines = text.splitlines()
    first, last = max(1, location.line - around), min(len(lines), location.line + around)
    frame = []
    for number in range(first, last + 1):
        content = lines[number - 1].expandtabs(1)[:120]
        frame.append(f" {'>' if number == location.line else ' '}{number:5d} | {content}")
        if number == location.line and location.column:
            frame.append(f" {'':6} | {' ' * (min(location.column, 120) - 1)}^")
    return frame
