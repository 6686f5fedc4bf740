"""YAML, JSON and TOML as plain values with their places.

Nearly all configurations are plain: one document without tags, anchors and duplicate keys. Those are read straight from
libyaml's events; whatever is not plain goes to topodraw's guarded reader, which knows what is wrong with it and where.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from topodraw.errors import Location, SourceError
from topodraw.located import MAX_DEPTH, MAX_VALUES, STRINGS, Map, Seq, parse
from topodraw.source import Source

__all__ = ["Entry", "Item", "Value", "read_data", "value_of"]

Value: TypeAlias = "str | dict[Any, Entry] | list[Item] | None"
Item: TypeAlias = "tuple[Value, int | None, int | None]"
"""A value, and the line and column that it begins at."""
Entry: TypeAlias = "tuple[Value, int | None, int | None, int | None, int | None]"
"""A value, where it begins, and where its key does."""

_NO_KEY: Any = object()
_NOT_PLAIN: Any = object()
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_OPENING: dict[type, type] = {yaml.MappingStartEvent: dict, yaml.SequenceStartEvent: list}
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_Loader: Any = getattr(yaml, "CSafeLoader", None)


def read_data(text: str, file: str) -> tuple[Value, tuple[tuple[Location, str], ...]]:
    """Return the document of a YAML or JSON text, all scalars as they are written, and what is wrong with it."""
    plain = _plain_document(text)
    if plain is not _NOT_PLAIN:
        return plain, ()
    try:
        return value_of(parse(Source(file, text), STRINGS)), ()
    except SourceError as error:
        return None, tuple((problem.location, problem.text) for problem in error.problems)


def value_of(data: Any) -> Value:
    """Return data of the guarded reader, or data that does not know its places, as a plain value."""
    if isinstance(data, Map):
        return {key: _entry(value_of(item), data.value_at(key), data.at(key)) for key, item in data.items()}
    if isinstance(data, dict):
        return {key: (value_of(item), None, None, None, None) for key, item in data.items()}
    if isinstance(data, Seq):
        return [_entry(value_of(item), data.at(index), data.at())[:3] for index, item in enumerate(data)]
    if isinstance(data, list):
        return [(value_of(item), None, None) for item in data]
    return None if data is None else str(data).lower() if isinstance(data, bool) else str(data)


def _entry(value: Value, at: Location, key_at: Location) -> Entry:
    return value, at.line, at.column, key_at.line, key_at.column


def _plain_document(text: str) -> Any:
    """Return the value of a plain document, else `_NOT_PLAIN`."""
    if _Loader is None:
        return _NOT_PLAIN
    loader = None
    try:
        loader = _Loader(text)
        return _from_events(loader.get_event)
    except (yaml.YAMLError, UnicodeEncodeError):
        return _NOT_PLAIN
    finally:
        if loader is not None:
            loader.dispose()


def _from_events(get_event: Callable[[], Any]) -> Any:
    root: Any = []
    within, key, key_line, key_column = root, _NO_KEY, 0, 0
    stack: list[Any] = []
    count = documents = 0
    while (event := get_event()) is not None:
        kind = event.__class__
        if kind in _CLOSING:
            within, key = stack.pop(), _NO_KEY
            continue
        if kind is yaml.ScalarEvent:
            text = event.value
            value = None if text in _NULLS and event.implicit[0] else text
        elif kind in _OPENING:
            value = _OPENING[kind]()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            continue
        elif kind is yaml.AliasEvent:
            return _NOT_PLAIN
        else:
            continue
        count += 1
        if event.tag or event.anchor or count > MAX_VALUES or len(stack) >= MAX_DEPTH or documents > 1:
            return _NOT_PLAIN
        mark = event.start_mark
        if within.__class__ is list:
            within.append((value, mark.line + 1, mark.column + 1))
        elif key is not _NO_KEY:
            within[key] = value, mark.line + 1, mark.column + 1, key_line, key_column
            key = _NO_KEY
        elif kind is yaml.ScalarEvent and value not in within and value != "<<":
            key, key_line, key_column = value, mark.line + 1, mark.column + 1
            continue
        else:
            return _NOT_PLAIN
        if kind is not yaml.ScalarEvent:
            stack.append(within)
            within = value
    return root[0][0] if root and documents == 1 else _NOT_PLAIN
