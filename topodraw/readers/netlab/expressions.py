"""Name patterns: netlab's format strings, which hold Python expressions in braces.

``leaf{count}``, ``{65000+count}``, ``{name[:13]}-{id:02d}``, ``Ethernet{ifindex // 4}/{ifindex % 4}``. They come from
lab files, so they are evaluated by a small interpreter of arithmetic on numbers and strings, never by Python itself.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

__all__ = ["BadExpression", "formatted"]

MAX_LENGTH = 200
MAX_NUMBER = 10**15


class BadExpression(ValueError):
    """A pattern that cannot be evaluated; the text says why."""


_BINARY: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARE: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"str": str, "int": int, "abs": abs, "len": len, "min": min, "max": max}


@cache
def _parsed(pattern: str) -> ast.JoinedStr:
    if len(pattern) > MAX_LENGTH:
        raise BadExpression(f"is longer than {MAX_LENGTH} characters")
    try:
        tree = ast.parse("f" + repr(pattern) if "'" not in pattern else 'f"""' + pattern + '"""', mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise BadExpression(f"is not a name pattern ({error.args[0]})") from None
    if isinstance(tree, ast.Constant):
        tree = ast.JoinedStr([tree])
    if not isinstance(tree, ast.JoinedStr):
        raise BadExpression("is not a name pattern")
    return tree


def formatted(pattern: str, variables: Mapping[str, Any]) -> str:
    """Return a pattern with its expressions evaluated; raises BadExpression.

    >>> formatted("Gi{ifindex // 4}/{ifindex % 4}", {"ifindex": 6})
    'Gi1/2'
    >>> formatted("{name[:3]}-{id:02d}", {"name": "leafy", "id": 7})
    'lea-07'
    """
    try:
        return str(_value(_parsed(pattern), variables))
    except BadExpression:
        raise
    except (ArithmeticError, TypeError, ValueError, LookupError, AttributeError, MemoryError) as error:
        raise BadExpression(f"cannot be evaluated ({error})") from None


def _value(node: ast.AST, variables: Mapping[str, Any]) -> Any:
    rule = _RULES.get(type(node))
    if rule is None:
        raise BadExpression(f"uses {type(node).__name__}, which name patterns do not know")
    return _bounded(rule(node, variables))


def _bounded(value: Any) -> Any:
    if isinstance(value, int | float) and abs(value) > MAX_NUMBER:
        raise BadExpression("gives a number that is too large")
    if isinstance(value, str) and len(value) > MAX_LENGTH:
        raise BadExpression("gives a text that is too long")
    return value


def _name(node: Any, variables: Mapping[str, Any]) -> Any:
    if node.id not in variables:
        raise BadExpression(f"uses {node.id!r}, which is not known here")
    return variables[node.id]


def _binary(node: Any, variables: Mapping[str, Any]) -> Any:
    left, right = _value(node.left, variables), _value(node.right, variables)
    action = _BINARY.get(type(node.op))
    texts = isinstance(left, str) + isinstance(right, str)
    if action is None or (texts and not (texts == 2 and action is operator.add)):
        raise BadExpression("uses an operator that does not fit its values")
    if not isinstance(left, str | int | float) or not isinstance(right, str | int | float):
        raise BadExpression("calculates with something that is neither number nor text")
    return action(left, right)


def _compare(node: Any, variables: Mapping[str, Any]) -> bool:
    left = _value(node.left, variables)
    for action, side in zip(node.ops, node.comparators, strict=True):
        right = _value(side, variables)
        if type(action) not in _COMPARE or not _COMPARE[type(action)](left, right):
            return False
        left = right
    return True


def _call(node: Any, variables: Mapping[str, Any]) -> Any:
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name not in _FUNCTIONS or node.keywords:
        raise BadExpression("calls a function that name patterns do not know")
    arguments = [_value(argument, variables) for argument in node.args]
    if not all(isinstance(argument, str | int | float) for argument in arguments):
        raise BadExpression("calls a function with something that is neither number nor text")
    return _FUNCTIONS[name](*arguments)


def _subscript(node: Any, variables: Mapping[str, Any]) -> Any:
    value = _value(node.value, variables)
    if isinstance(node.slice, ast.Slice):
        start, stop, step = (
            None if part is None else _value(part, variables)
            for part in (node.slice.lower, node.slice.upper, node.slice.step)
        )
        return value[start:stop:step]
    return value[_value(node.slice, variables)]


def _attribute(node: Any, variables: Mapping[str, Any]) -> Any:
    value = _value(node.value, variables)
    if not isinstance(value, dict) or node.attr not in value:
        raise BadExpression(f"uses {node.attr!r}, which is not known here")
    return value[node.attr]


def _formatted_value(node: Any, variables: Mapping[str, Any]) -> str:
    value = _value(node.value, variables)
    spec = _value(node.format_spec, variables) if node.format_spec else ""
    if not isinstance(value, str | int | float | None):
        raise BadExpression("prints something that is neither number nor text")
    if sum(character.isdigit() for character in spec) > 3:
        raise BadExpression("asks for a text that is too wide")
    return format(str(value) if value is None or isinstance(value, bool) else value, spec)


_RULES: dict[type[ast.AST], Callable[[Any, Mapping[str, Any]], Any]] = {
    ast.Constant: lambda node, _: node.value,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: lambda node, v: -_value(node.operand, v) if isinstance(node.op, ast.USub) else _value(node.operand, v),
    ast.Compare: _compare,
    ast.IfExp: lambda node, v: _value(node.body if _value(node.test, v) else node.orelse, v),
    ast.Call: _call,
    ast.Subscript: _subscript,
    ast.Attribute: _attribute,
    ast.JoinedStr: lambda node, v: "".join(str(_value(part, v)) for part in node.values),
    ast.FormattedValue: _formatted_value,
}
