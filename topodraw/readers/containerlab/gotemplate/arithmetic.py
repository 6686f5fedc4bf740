"""Numbers as containerlab's functions take them (from gomplate): whatever can be read as one will do."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from topodraw.readers.containerlab.gotemplate.printing import plain, quoted
from topodraw.readers.containerlab.gotemplate.values import Failure, wrapped

__all__ = ["ARITHMETIC", "to_int"]

_INTEGER = re.compile(r"(?P<sign>[+-]?)(?P<digits>0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_LONGEST = 64
_LONGEST_SEQUENCE = 100_000


def to_int(value: Any) -> int:
    """Return a number as an integer, what is behind the point cut off."""
    number = _number(value, "int64")
    if isinstance(number, float):
        if not -(2.0**63) <= number < 2.0**63:
            return -(2**63)
        return int(number)
    return number


def _to_float(value: Any) -> float:
    return float(_number(value, "float64"))


def _number(value: Any, kind: str) -> int | float:
    if isinstance(value, str):
        found = _read(value.replace(",", ""))
        if found is not None:
            return found
        raise Failure(f"expected a number: could not convert {quoted(value[:_LONGEST])} to {kind}")
    if isinstance(value, bool | int | float):
        return int(value) if isinstance(value, bool) else value
    raise Failure(f"expected a number: could not convert {plain(value)[:_LONGEST]} to {kind}")


def _read(text: str) -> int | float | None:
    if len(text) > _LONGEST:
        return None
    match = _INTEGER.fullmatch(text)
    if match:
        digits = match["digits"].lower()
        octal = len(digits) > 1 and digits[0] == "0" and digits[1] in "01234567"
        number = int(digits, 8) if octal else int(digits, 0)
        number = -number if match["sign"] == "-" else number
        if wrapped(number) == number:
            return number
    return float(text) if _FLOAT.fullmatch(text) else None


def _is_float(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and isinstance(_read(value), float))


def _either(whole: Callable[[int, int], int], real: Callable[[float, float], float]) -> Callable[[Any, Any], Any]:
    """Return a function of integers or, where one of two values is none, of floats."""

    def function(a: Any, b: Any) -> Any:
        if _is_float(a) or _is_float(b):
            return real(_to_float(a), _to_float(b))
        return wrapped(whole(to_int(a), to_int(b)))

    return function


def _divide(a: Any, b: Any) -> float:
    numerator, denominator = _to_float(a), _to_float(b)
    if denominator == 0:
        raise Failure("div: division by 0")
    return numerator / denominator


def _quotient(a: int, b: int) -> int:
    """Return a / b, rounded towards zero."""
    if b == 0:
        raise Failure("division by 0")
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def _remainder(a: Any, b: Any) -> int:
    numerator, denominator = to_int(a), to_int(b)
    return numerator - denominator * _quotient(numerator, denominator)


def _sequence(*given: Any) -> list[int]:
    """Return the integers up to and with the last: ``seq 3``, ``seq 2 5``, ``seq 10 4 2``."""
    if not 1 <= len(given) <= 3:
        raise Failure(f"seq: expected 1, 2, or 3 arguments, got {len(given)}")
    numbers = [to_int(value) for value in given]
    start, end, step = [1, *numbers, 1][-3:] if len(numbers) == 1 else [*numbers, 1][:3]
    if step == 0:
        return []
    step = abs(step) if end >= start else -abs(step)
    if abs(end - start) // abs(step) > _LONGEST_SEQUENCE:
        raise Failure(f"seq: more than {_LONGEST_SEQUENCE:,} numbers, too many for a lab")
    return list(range(start, end + (1 if step > 0 else -1), step))


def _finite(function: Callable[[float, float], float]) -> Callable[[float, float], float]:
    def guarded(a: float, b: float) -> float:
        try:
            return function(a, b)
        except OverflowError:
            return math.inf

    return guarded


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": _either(lambda a, b: a + b, lambda a, b: a + b),
    "subtract": _either(lambda a, b: a - b, lambda a, b: a - b),
    "mul": _either(lambda a, b: a * b, _finite(lambda a, b: a * b)),
    "div": _divide,
    "idiv": lambda a, b: wrapped(_quotient(to_int(a), to_int(b))),
    "rem": _remainder,
    "seq": _sequence,
    "conv.ToInt": to_int,
}
"""containerlab's functions for numbers, by name."""
