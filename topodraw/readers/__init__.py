"""Reading a lab file, whatever its kind: parse it once, ask each reader whether it knows it, let the first one read.

Our own readers stand in a table and are imported when their turn comes. A third party's arrive through the entry-point
group ``topodraw.readers``, which is scanned only when it can matter (the scan costs as much as drawing a small lab).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from topodraw.errors import Problem, SourceError, TopodrawError, UnknownName
from topodraw.located import STRINGS, YAML11, Map, Scalars, Seq, parse
from topodraw.model import Topology
from topodraw.reading import Reader, ReadOptions
from topodraw.source import Source, Sources

__all__ = ["list_readers", "read_topology"]

_OWN = {
    "topodraw": "topodraw.readers.json_model:JsonReader",
    "containerlab": "topodraw.readers.containerlab:ContainerlabReader",
    "netlab": "topodraw.readers.netlab:NetlabReader",
    "text": "topodraw.readers.text:TextReader",
}
"""Kind of input -> its reader, the pickiest first: a netlab file may consist of hardly anything."""
_SCALARS = {"containerlab": STRINGS}
"""Kind of input -> what its plain scalars become; YAML 1.1's where it says nothing."""
_LAB = re.compile(r"^[\"']?topology[\"']?:", re.MULTILINE)
"""Text that is most likely a containerlab file: it need not be parsed twice to find that out."""
_NOT_YAML = ("text",)
"""Kinds of input that are read as they are, when one of them is asked for."""
_MEANT_FOR = {
    "settings": ("netlab", "--set"),
    "vars": ("containerlab", "--vars"),
    "configs": ("containerlab", "--configs"),
}
"""Option -> the only kind of input that it means something to, and what the command calls it."""
_ALIASES = {"netlab-snapshot": "netlab"}
"""Other kinds that a topology may say it came from -> the kind of input that its reader reads."""

_LAB_FILES = {
    "netlab": ("topology.yml", "topology.yaml"),
    "containerlab": ("*.clab.yml", "*.clab.yaml"),
}
"""The names that netlab and containerlab themselves look for in a directory."""
_TEMPLATES = ("*.clab.gotmpl",)
"""Labs of containerlab that it renders first; it wants them named, and what it wrote of them may be beside them."""
_ANY_FILE = ("*.yml", "*.yaml", "*.json")

_EXPECTED = (
    "expected is netlab (nodes or links), containerlab (name, topology.nodes), topodraw JSON (source.kind, nodes) or a "
    "text diagram"
)


def read_topology(
    what: str | Path | Source,
    *,
    kind: str | None = None,
    options: ReadOptions | None = None,
    sources: Sources | None = None,
) -> Topology:
    """Return the topology that a file holds.

    `what` is a path, ``-`` for standard input, a directory that holds exactly one topology, or a Source. The kind of
    file is told by its content; `kind` overrides. Every file is read through `sources`; `Topology.files` lists them.

    Raises SourceError when the input cannot be read or understood, UnknownName when there is no such `kind`.
    """
    sources = sources or Sources()
    kind = _ALIASES.get(kind, kind) if kind is not None else None
    named = _named(kind) if kind is not None else None
    source = sources.add(what) if isinstance(what, Source) else _read(what, kind, sources)
    reader, document, broken = (named, None, None) if kind in _NOT_YAML else _understood(source, named)
    if reader is None:
        raise broken or SourceError(_unrecognised(source, document))
    options = options or ReadOptions()
    topology = reader.read(source, document, sources, options)
    others = (name for name in sources.files if name != source.name)
    warnings = (*topology.warnings, *_needless(reader.kind, options, source))
    return replace(topology, file=topology.file or source.name, files=(source.name, *others), warnings=warnings)


def _needless(kind: str, options: ReadOptions, source: Source) -> Iterator[Problem]:
    """Yield a warning for each option that means nothing to one of our own readers."""
    for name, (wanted, flag) in _MEANT_FOR.items():
        if kind in _OWN and kind != wanted and getattr(options, name):
            yield Problem(source.at(), f"{flag} is for {wanted} labs only; it is ignored", "warning")


def list_readers() -> dict[str, str]:
    """Return every kind of input that can be read, with the ``module:class`` that reads it; scans entry points."""
    return _OWN | {kind: point.value for kind, point in _entry_points().items()}


def _named(kind: str) -> Reader:
    if kind in _OWN:
        return _own(kind)
    points = _entry_points()
    if kind not in points:
        raise UnknownName("kind of input", kind, [*_OWN, *points])
    return _third_party(kind)


def _understood(source: Source, named: Reader | None) -> tuple[Reader | None, Any, SourceError | None]:
    """Return the reader of a source, and the document with the scalars that it wants, or None and why there is none."""
    guess = named.kind if named else "containerlab" if _LAB.search(source.text) else ""
    reader: Reader | None = None
    scalars = _SCALARS.get(guess, YAML11)
    while True:
        document, broken = _parse(source, scalars)
        reader = reader or (named if isinstance(document, Map) else None) or _recognising(source, document, named)
        wanted = _SCALARS.get(reader.kind, YAML11) if reader else YAML11
        if scalars is wanted:
            return reader, document, broken
        scalars = wanted


def _recognising(source: Source, document: Any, named: Reader | None = None) -> Reader | None:
    """Return the first reader (or the named one) that knows the document, which is None when the text is not YAML."""
    readers = (named,) if named else _readers()
    return next((reader for reader in readers if reader.recognises(source, document)), None)


def _readers() -> Iterator[Reader]:
    yield from map(_own, _OWN)
    yield from map(_third_party, _entry_points())


@cache
def _own(kind: str) -> Reader:
    module, _, name = _OWN[kind].partition(":")
    reader: Reader = getattr(import_module(module), name)()
    return reader


@cache
def _third_party(kind: str) -> Reader:
    point = _entry_points()[kind]
    try:
        reader: Reader = point.load()()
    except Exception as error:  # whatever a stranger's module does while it is imported
        raise TopodrawError(f"the reader {kind!r} ({point.value}) cannot be loaded: {error}") from error
    return reader


@cache
def _entry_points() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group="topodraw.readers") if point.name not in _OWN}


def _parse(source: Source, scalars: Scalars) -> tuple[Any, SourceError | None]:
    """Return the document, or None and why: a reader may know text that only becomes YAML in its hands."""
    try:
        return parse(source, scalars), None
    except SourceError as error:
        return None, error


def _unrecognised(source: Source, document: Any) -> Problem:
    if document is None:
        return Problem(source.at(), f"is empty; {_EXPECTED}")
    if isinstance(document, Map):
        return Problem(document.at(), f"is not a topology that can be read; {_EXPECTED}")
    where = document.at() if isinstance(document, Seq) else source.at(1, 1)
    found = "a list" if isinstance(document, Seq) else "a single value"
    return Problem(where, f"holds {found} where a mapping belongs; {_EXPECTED}")


def _read(path: str | Path, kind: str | None, sources: Sources) -> Source:
    if str(path) != "-" and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a parent is closed
        path = _only_topology(Path(path), kind, sources)
    return sources.read(path)


def _only_topology(folder: Path, kind: str | None, sources: Sources) -> Path:
    """Return the one topology file of a directory: by its name, else by its content."""
    patterns = (_LAB_FILES.get(kind, ()),) if kind else _LAB_FILES.values()
    found = _glob(folder, (pattern for names in patterns for pattern in names), sources)
    if kind in (None, "containerlab"):
        found = found or _glob(folder, _TEMPLATES, sources)
    found = found or [path for path in _glob(folder, _ANY_FILE, sources) if _is_topology(path, sources)]
    if len(found) == 1:
        return found[0]
    where = Source(str(folder), "").at()
    if found:
        names = ", ".join(path.name for path in found)
        raise SourceError(Problem(where, f"holds several topologies ({names}); name the one to draw"))
    raise SourceError(Problem(where, "holds no topology file (topology.yml, *.clab.yml, or another); name the file"))


def _glob(folder: Path, patterns: Iterable[str], sources: Sources) -> list[Path]:
    found = (path for pattern in patterns for path in sources.stamps.search(folder, pattern))
    return sorted(dict.fromkeys(path for path in found if path.is_file()))


def _is_topology(path: Path, sources: Sources) -> bool:
    """Tell whether some reader knows a file; one that cannot even be read is no candidate."""
    sources.stamps.note(path)
    try:
        source = Sources().read(path)
    except SourceError:
        return False
    return _understood(source, None)[0] is not None
