"""Taking a value for what it should be: the wrong shape is reported where it stands, and reading goes on without it."""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location, Report
from topodraw.located import Map, Seq, locate

__all__ = ["as_mapping", "mapping", "sequence", "text", "word"]


def mapping(report: Report, parent: Map, key: str, what: str) -> Map:
    """Return the mapping under a key, an empty one when there is none."""
    return as_mapping(report, parent.get(key), parent.value_at(key), what)


def as_mapping(report: Report, value: Any, where: Location, what: str) -> Map:
    if isinstance(value, Map):
        return value
    if value is not None:
        report.error(locate(value, where), f"{what} must be a mapping, not {_shape(value)}")
    return Map(where.file, (where.line or 1, where.column or 1))


def sequence(report: Report, parent: Map, key: str, what: str) -> Seq:
    """Return the list under a key, an empty one when there is none."""
    value = parent.get(key)
    if isinstance(value, Seq):
        return value
    if value is not None:
        where = locate(value, parent.value_at(key))
        report.error(where, f"{what} must be a list, not {_shape(value)}")
    return Seq()


def text(report: Report, parent: Map, key: str, what: str) -> str | None:
    """Return the text under a key, stripped; None when there is none or it is empty."""
    value = parent.get(key)
    if isinstance(value, Map | Seq):
        report.error(value.at(), f"{what} must be text, not {_shape(value)}")
        return None
    return word(value)


def word(value: Any) -> str | None:
    return (str(value).strip() or None) if value is not None and not isinstance(value, Map | Seq) else None


def _shape(value: Any) -> str:
    return "a mapping" if isinstance(value, Map) else "a list" if isinstance(value, Seq) else f"the text {value!r}"
