"""What templates compute with: None, bool, int, float, str, list and dict, as YAML has them, and no value at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topodraw.errors import Location

__all__ = [
    "MISSING",
    "Absent",
    "BadTemplate",
    "Failure",
    "Unsupported",
    "is_true",
    "sorted_keys",
    "type_name",
    "wrapped",
]


class Failure(Exception):
    """What is wrong with a template, without the place."""


class Unsupported(Failure):
    """Something that Go's templates have and this subset does not."""


class Absent(Failure):
    """Something that cannot be done with a value that is not there."""


class BadTemplate(Exception):
    """A template that cannot be rendered: where, why, whether containerlab could, whether for want of a value."""

    def __init__(self, where: Location, reason: str, *, unsupported: bool = False, absent: bool = False) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason, self.unsupported, self.absent = where, reason, unsupported, absent

    @classmethod
    def of(cls, where: Location, failure: Failure) -> BadTemplate:
        return cls(
            where, str(failure), unsupported=isinstance(failure, Unsupported), absent=isinstance(failure, Absent)
        )


class _Missing:
    """The one value of this class stands for none: what a key leads to that is not there."""

    def __repr__(self) -> str:
        return "<no value>"


MISSING: Any = _Missing()

_TYPES: dict[type, str] = {
    bool: "bool",
    int: "int",
    float: "float64",
    str: "string",
    list: "[]interface {}",
    dict: "map[string]interface {}",
}


def type_name(value: Any) -> str:
    """Return Go's name of the type of a value, ``<nil>`` where there is none."""
    return _TYPES.get(type(value), "<nil>")


def is_true(value: Any) -> bool:
    """Tell whether a value is not the zero of its type: false, 0, nothing, and all that is empty are not true."""
    return value is not MISSING and bool(value)


def wrapped(number: int) -> int:
    """Return a number as 64 bits hold it."""
    return (number + 2**63) % 2**64 - 2**63


def sorted_keys(keys: Iterable[Any]) -> list[Any]:
    """Return the keys of a mapping as Go orders them: by type, then by value.

    >>> sorted_keys(["b", 10, "a", 9, True])
    [9, 10, True, 'a', 'b']
    """
    ranks = {type(None): 0, int: 1, float: 2, bool: 3, str: 4}
    return sorted(keys, key=lambda key: (ranks.get(type(key), 5), str(key) if key is None else key))
