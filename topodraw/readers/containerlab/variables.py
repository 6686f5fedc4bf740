"""The variables of a template: YAML or JSON files, merged in their order."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from topodraw.errors import Problem, SourceError
from topodraw.located import YAML11, Map, Seq, locate, parse
from topodraw.source import Source, Sources

__all__ = ["Variables", "read_variables"]

_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Variables:
    """What templates are given: `data` is None where there are no files. `expected` names the ones looked for."""

    data: Any
    expected: str

    @property
    def hint(self) -> str:
        """Return what to do about a variable that is not there."""
        if self.data is not None:
            return ""
        return f"; its variables are expected in {self.expected}" if self.expected else "; give its variables (--vars)"


def read_variables(source: Source, sources: Sources, given: Sequence[str]) -> Variables:
    """Return the variables for a lab file: of the files given, else of those that are named like it.

    Raises SourceError for a file that cannot be read or is no mapping.
    """
    expected = f"{PurePath(source.name).stem}_vars.yaml, .yml or .json" if source.path else ""
    merged: Any = None
    for path in given or _beside(source, sources):
        file = sources.read(path)
        document = parse(file, YAML11)
        if document is None:
            continue
        if not isinstance(document, Map):
            raise SourceError(Problem(locate(document, file.at(1, 1)), "the variables of a template must be a mapping"))
        merged = _merged(merged or {}, _plain(document))
    return Variables(merged, expected)


def _beside(source: Source, sources: Sources) -> list[str]:
    if source.path is None:
        return []
    found = sources.stamps.search(source.folder, f"{glob.escape(source.path.stem)}_vars.*")
    return [str(path) for path in found if path.suffix in _SUFFIXES]


def _plain(value: Any) -> Any:
    """Return a value as the types that templates compute with; a float no longer knows how it was written."""
    if isinstance(value, Map):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Seq):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, float) else value


def _merged(one: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, Any]:
    """Return two mappings as one: where both have a key, their mappings are merged, and else the second has it."""
    result = dict(one)
    for key, value in other.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result
