"""The YAML of a netlab file: dotted keys spread into mappings, `_include` files brought in.

The result is a fresh tree: aliases are unshared, so that later phases may change what they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from topodraw.errors import Location, Problem, SourceError
from topodraw.located import Map, Seq, locate, parse
from topodraw.readers.netlab.tree import merged
from topodraw.source import Source, Sources

__all__ = ["expanded", "is_file", "read_document", "spread"]

MAX_DEPTH = 150
MAX_INCLUDES = 200


def read_document(source: Source, sources: Sources) -> Map:
    """Return the tree of a further file (defaults, includes); empty when the file is.

    Raises SourceError when it is not YAML or not a mapping.
    """
    document = parse(source)
    if document is None:
        return Map(source.name)
    if not isinstance(document, Map):
        raise SourceError(Problem(locate(document, source.at()), "must hold a mapping (key: value)"))
    return expanded(document, source, sources)


def expanded(document: Map, source: Source, sources: Sources) -> Map:
    """Return a copy of a document with dotted keys spread and `_include` carried out.

    Dots follow netlab: in the order of the file, a later plain key replaces what dotted keys built before it, a later
    dotted key merges. Raises SourceError, located, for a key that cannot be spread and for a failing include.
    """
    return _Expansion(source, sources).mapping(document, 0)


class _Expansion:
    def __init__(self, source: Source, sources: Sources, chain: tuple[str, ...] = ()) -> None:
        self.source, self.sources = source, sources
        self.chain = (*chain, _identity(source))

    def value(self, value: Any, depth: int) -> Any:
        if isinstance(value, Map):
            return self.mapping(value, depth + 1)
        if isinstance(value, Seq):
            copy = Seq(value.file, value.mark)
            copy.extend(self.value(item, depth + 1) for item in value)
            copy.items_at = value.items_at
            return copy
        return value

    def mapping(self, value: Map, depth: int) -> Map:
        if depth > MAX_DEPTH:
            raise SourceError(Problem(value.at(), f"is nested deeper than {MAX_DEPTH} levels, which no topology needs"))
        result = Map(value.file, value.mark)
        for key, item in value.items():
            below = self.value(item, depth)
            if isinstance(key, str) and "." in key:
                spread(result, key, below, value.at(key), value.value_at(key), depth)
            else:
                result.put(key, below, value.keys_at.get(key), value.values_at.get(key))
        if "_include" in result:
            self.include(result)
        return result

    def include(self, target: Map) -> None:
        """Replace `_include` by the files it names, each under its own name; `_top` merges into the target itself."""
        at = target.value_at("_include")
        wanted = target.pop("_include")
        for pattern in wanted if isinstance(wanted, list) else [wanted]:
            if not isinstance(pattern, str):
                raise SourceError(Problem(at, "_include wants the names of files"))
            paths = list(_matches(self.source.folder, pattern, self.sources))
            if not paths:
                raise SourceError(Problem(at, f"cannot find {pattern!r}, the file to be included"))
            for path in paths[:MAX_INCLUDES]:
                self.bring(target, path, at)

    def bring(self, target: Map, path: Path, at: Location) -> None:
        source = self.sources.read(path)
        if _identity(source) in self.chain:
            raise SourceError(Problem(at, f"{path} includes itself, directly or through other files"))
        document = parse(source)
        if document is not None and not isinstance(document, Map):
            raise SourceError(Problem(source.at(1, 1), "must hold a mapping (key: value)"))
        document = document if document is not None else Map(source.name)
        tree = _Expansion(source, self.sources, self.chain).mapping(document, 0)
        top = tree.pop("_top", None)
        for key, value in top.items() if isinstance(top, dict) else ():
            if key not in target:
                target.put(key, value, at)
            elif isinstance(target[key], dict) and isinstance(value, dict):
                target[key] = merged(target[key], value)
        target.put(path.stem, tree, at)


def spread(into: Map, key: str, value: Any, key_at: Location, value_at: Location, depth: int = 0) -> None:
    """Set a dotted key as netlab does: nested, merged into the mapping that is there, or literal behind a scalar.

    Raises SourceError for a key that ends in a dot, is set below a list, or has too many levels.
    """
    steps = key.split(".")
    if not steps[-1] or len(steps) + depth > MAX_DEPTH:
        raise SourceError(Problem(key_at, f"{key[:60]!r} cannot be spread at its dots; quote a name or remove the dot"))
    for position, step in enumerate(steps[:-1]):
        if step not in into:
            into.put(step, Map(key_at.file, (key_at.line or 1, key_at.column or 1)), key_at)
        below = into[step]
        if isinstance(below, list):
            raise SourceError(Problem(key_at, f"{key!r} cannot be set: {step!r} is a list"))
        if not isinstance(below, Map):
            into.put(".".join(steps[position:]), value, key_at, value_at)
            return
        into = below
    last = steps[-1]
    if isinstance(into.get(last), dict) and isinstance(value, dict):
        value = merged(into[last], value)
    into.put(last, value, key_at, value_at)


def _identity(source: Source) -> str:
    return str(source.path.resolve()) if source.path else source.name


def _matches(folder: Path, pattern: str, sources: Sources) -> Iterator[Path]:
    path = Path(pattern).expanduser() if pattern.startswith("~/") else folder / pattern
    if not any(mark in path.name for mark in "*?["):
        sources.stamps.note(path)
        if is_file(path):
            yield path
        return
    yield from filter(is_file, sources.stamps.search(path.parent, path.name))


def is_file(path: Path) -> bool:
    """Tell whether a path leads to a file; names that no file can have lead nowhere."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
