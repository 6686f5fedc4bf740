"""Taking the fields of resources for what they should be. Scalars are texts, as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from topodraw.errors import Report
from topodraw.located import Map, Seq
from topodraw.readers.configs.values import as_number, bare_address, is_placeholder

__all__ = ["address", "as_of", "flag", "items", "labels", "mapping", "plain", "text", "texts"]

_FALSE = frozenset({"false", "no", "off", "n"})
_TRUE = frozenset({"true", "yes", "on", "y"})


def text(parent: Map, key: str) -> str | None:
    """Return the text under a key, stripped; None when there is none or it is empty."""
    value = parent.get(key)
    return None if value is None or isinstance(value, Map | Seq) else str(value).strip() or None


def texts(parent: Map, key: str) -> tuple[str, ...]:
    """Return the texts of a list."""
    value = parent.get(key)
    return tuple(str(item) for item in value if not isinstance(item, Map | Seq)) if isinstance(value, Seq) else ()


def mapping(parent: Map, *keys: str) -> Map:
    """Return the mapping below a path of keys, an empty one where there is none."""
    for key in keys:
        value = parent.get(key)
        parent = value if isinstance(value, Map) else Map(parent.file, parent.mark)
    return parent


def items(parent: Map, key: str) -> Iterator[Map]:
    """Iterate over the mappings of a list."""
    value = parent.get(key)
    if isinstance(value, Seq):
        yield from (item for item in value if isinstance(item, Map))


def labels(parent: Map, key: str) -> dict[str, str]:
    """Return a mapping of labels or annotations."""
    return {
        str(name): "" if value is None else str(value)
        for name, value in mapping(parent, key).items()
        if not isinstance(value, Map | Seq)
    }


def flag(parent: Map, key: str, default: bool) -> bool:
    """Return a switch; what is neither on nor off counts as not given."""
    value = (text(parent, key) or "").lower()
    return True if value in _TRUE else False if value in _FALSE else default


def as_of(report: Report, parent: Map, *keys: str) -> int | None:
    """Return the AS number under the first of the keys that is there, asplain or asdot. 0 stands for none."""
    key = next((key for key in keys if parent.get(key) is not None), None)
    if key is not None and isinstance(parent[key], Map | Seq):
        report.warn(parent.value_at(key), f"{key} is no AS number, left out")
    value = None if key is None else text(parent, key)
    if key is None or value is None or value == "0":
        return None
    number = as_number(value)
    if number is None:
        _refuse(report, parent, key, value, "AS number")
    return number


def address(report: Report, parent: Map, *keys: str) -> str | None:
    """Return the address under the first of the keys that is there, without length."""
    key = next((key for key in keys if parent.get(key) is not None), None)
    value = None if key is None else text(parent, key)
    if key is None or value is None:
        return None
    found = bare_address(value)
    if found is None:
        _refuse(report, parent, key, value, "address")
    return found


def plain(value: Any) -> Any:
    """Return a value that compares by what it says, wherever it stands and in whatever order its keys are."""
    if isinstance(value, Map):
        return tuple(sorted(((str(key), plain(item)) for key, item in value.items()), key=lambda pair: pair[0]))
    if isinstance(value, Seq):
        return tuple(plain(item) for item in value)
    return value


def _refuse(report: Report, parent: Map, key: str, value: str, what: str) -> None:
    shown = value if len(value) <= 60 else f"{value[:57]}..."
    told = "is a placeholder, left out" if is_placeholder(value) else f"is no {what}, left out"
    report.warn(parent.value_at(key), f"{key} {shown!r} {told}")
