"""The functions that templates can call: Go's own, and containerlab's."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from inspect import Parameter, signature
from typing import Any

from topodraw.readers.containerlab.gotemplate.arithmetic import ARITHMETIC
from topodraw.readers.containerlab.gotemplate.printing import plain, printed, printf
from topodraw.readers.containerlab.gotemplate.values import Failure, is_true, type_name

__all__ = ["call", "is_function"]

_COMPARABLE = (bool, int, float, str)
_JSON_ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}


def is_function(name: str) -> bool:
    """Tell whether there is a function of this name; ``and`` and ``or`` are the evaluator's."""
    return name in _FUNCTIONS or name in ("and", "or")


def call(name: str, arguments: Sequence[Any]) -> Any:
    """Return what a function makes of its arguments. Raises Failure."""
    function = _FUNCTIONS[name]
    least, most = _ARITIES[name]
    if len(arguments) < least or (most is not None and len(arguments) > most):
        wanted = f"{least}" if least == most else f"at least {least}"
        raise Failure(f"wrong number of args for {name}: want {wanted} got {len(arguments)}")
    return function(*arguments)


def _equal(first: Any, second: Any, *others: Any) -> bool:
    """Tell whether the first value equals any of the others."""
    for other in (second, *others):
        if first is None or other is None:
            if first is other:
                return True
            continue
        for value in (first, other):
            if isinstance(value, list | dict):
                raise Failure(f"eq: {type_name(value)} cannot be compared")
        if type(first) is not type(other):
            raise Failure(f"incompatible types for comparison: {type_name(first)} and {type_name(other)}")
        if first == other:
            return True
    return False


def _unequal(first: Any, second: Any) -> bool:
    return not _equal(first, second)


def _less(first: Any, second: Any) -> bool:
    for value in (first, second):
        if type(value) not in _COMPARABLE:
            raise Failure(f"invalid type for comparison: {type_name(value)}")
    if type(first) is not type(second):
        raise Failure(f"incompatible types for comparison: {type_name(first)} and {type_name(second)}")
    if isinstance(first, bool):
        raise Failure("invalid type for comparison: bool")
    if isinstance(first, str):
        return first < str(second)  # code points sort as their UTF-8 does
    return bool(first < second)


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, list | dict):
        return len(value)
    raise Failure(f"len of type {type_name(value)}")


def _index(value: Any, *keys: Any) -> Any:
    if value is None:
        raise Failure("index of untyped nil")
    for key in keys:
        if isinstance(value, dict):
            if isinstance(key, list | dict):
                raise Failure(f"a map has no index of type {type_name(key)}")
            value = value.get(key) if isinstance(key, str) else _keyed(value, key)
        elif isinstance(value, list | str):
            items = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            value = items[_place(key, len(items) - 1)]
        else:
            raise Failure(f"can't index item of type {type_name(value)}")
    return value


def _keyed(value: dict[Any, Any], key: Any) -> Any:
    """Return what is under a key that is no text; to Python, True and 1 and 1.0 are one."""
    return next((value[known] for known in value if type(known) is type(key) and known == key), None)


def _place(key: Any, greatest: int) -> int:
    if isinstance(key, bool) or not isinstance(key, int):
        raise Failure(f"cannot index slice/array with type {type_name(key)}")
    if not 0 <= key <= greatest:
        raise Failure(f"index out of range: {key}")
    return key


def _slice(value: Any, *bounds: Any) -> Any:
    if not isinstance(value, list | str):
        raise Failure(f"can't slice item of type {type_name(value)}")
    if isinstance(value, str) and len(bounds) == 3:
        raise Failure("cannot 3-index slice a string")
    items: Any = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    places = [_place(bound, len(items)) for bound in bounds]
    start, end = [*places, 0][0], [*places, 0, len(items)][1] if len(places) > 1 else len(items)
    if start > end or (len(places) == 3 and places[2] < end):
        raise Failure(f"invalid slice index: {start} > {end}")
    cut = items[start:end]
    return cut.decode("utf-8", "replace") if isinstance(cut, bytes) else cut


def _text(value: Any) -> str:
    """Return a value as the functions of ``strings`` take it."""
    return "nil" if value is None else plain(value)


def _split(separator: Any, value: Any) -> list[str]:
    text = _text(value)
    if not isinstance(separator, str):
        raise Failure(f"strings.Split wants a text first, not {type_name(separator)}")
    return text.split(separator) if separator else list(text)


def _replace_all(old: Any, new: Any, value: Any) -> str:
    if not isinstance(old, str) or not isinstance(new, str):
        raise Failure("strings.ReplaceAll wants two texts first")
    if value is None:
        return "" if old else "nil"
    return _text(value).replace(old, new) if old else _text(value)


def _join(values: Any, separator: Any) -> str:
    if not isinstance(values, list):
        raise Failure("conv.Join: input to Join must be an array")
    if not isinstance(separator, str):
        raise Failure(f"conv.Join wants a text last, not {type_name(separator)}")
    return separator.join(map(_text, values))


def _json(value: Any) -> str:
    return _escaped(json.dumps(_plain_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _json_pretty(value: Any, prefix: Any, indent: Any) -> str:
    if not isinstance(prefix, str) or not isinstance(indent, str):
        raise Failure("ToJSONPretty wants two texts after the value")
    text = json.dumps(_plain_json(value), ensure_ascii=False, sort_keys=True, indent=indent)
    return _escaped(text).replace("\n", "\n" + prefix)


def _plain_json(value: Any) -> Any:
    """Return a value with floats and keys as Go's JSON has them."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Failure("a number without end is not JSON")
        return int(value) if value.is_integer() and abs(value) < 1e21 else value
    if isinstance(value, list):
        return [_plain_json(item) for item in value]
    if isinstance(value, dict):
        return {plain(key): _plain_json(item) for key, item in value.items()}
    return value


def _escaped(text: str) -> str:
    for character, escape in _JSON_ESCAPES.items():
        text = text.replace(character, escape)
    return text


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "eq": _equal,
    "ne": _unequal,
    "lt": _less,
    "le": lambda a, b: _less(a, b) or _equal(a, b),
    "gt": lambda a, b: not _less(a, b) and not _equal(a, b),
    "ge": lambda a, b: not _less(a, b),
    "not": lambda value: not is_true(value),
    "len": _length,
    "index": _index,
    "slice": _slice,
    "print": lambda *values: printed(values),
    "println": lambda *values: " ".join(map(plain, values)) + "\n",
    "printf": printf,
    "ToJSON": _json,
    "ToJSONPretty": _json_pretty,
    "strings.Split": _split,
    "strings.ReplaceAll": _replace_all,
    "conv.Join": _join,
    **ARITHMETIC,
}


def _arity(function: Callable[..., Any]) -> tuple[int, int | None]:
    parameters = list(signature(function).parameters.values())
    fixed = [p for p in parameters if p.kind is not Parameter.VAR_POSITIONAL]
    return len(fixed), len(fixed) if len(fixed) == len(parameters) else None


_ARITIES = {name: _arity(function) for name, function in _FUNCTIONS.items()} | {"seq": (1, 3), "slice": (1, 4)}
