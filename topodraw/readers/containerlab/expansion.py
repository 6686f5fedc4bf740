"""Environment variables in the text of a lab file, expanded as containerlab does (its fork of a8m/envsubst).

==========================  =======================================================================
``$V``, ``${V}``            the value, where set and not empty; else the text ``$V``
``${V:-d}``, ``${V:=d}``    d where unset or empty
``${V-d}``, ``${V=d}``      d where unset (the text ``$V`` where empty)
``${V:+o}``, ``${V+o}``     o where set, even to nothing; else nothing
``$$``                      ``$``
``$1``, ``${1}``, ``$_``    left alone
==========================  =======================================================================

A default ends at the first ``}`` and may be one ``$OTHER``. Lines keep their numbers; in a line with variables the
columns of what follows them are those after expansion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from topodraw.errors import Report
from topodraw.readers.containerlab.templates import comment_start
from topodraw.source import Source

__all__ = ["expand"]

_VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|(?P<plain>[A-Za-z_][A-Za-z0-9_]*)|\{(?P<braced>[^}]*)\}|(?P<open>\{))")
_BRACED = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?P<operator>:?[-=+])(?P<default>.*))?", re.DOTALL)
_ALONE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


def expand(source: Source, env: Mapping[str, str], report: Report) -> Source:
    """Return the source with its variables expanded; a brace that is never closed is reported as an error."""
    if "$" not in source.text:
        return source
    lines = source.text.split("\n")
    expanded = [
        _line(source, number, line, env, report) if "$" in line else line for number, line in enumerate(lines, 1)
    ]
    return replace(source, text="\n".join(expanded))


def _line(source: Source, number: int, line: str, env: Mapping[str, str], report: Report) -> str:
    def value(match: re.Match[str]) -> str:
        if match["open"]:
            if match.start() < comment_start(line):
                where = source.at(number, match.start() + 1)
                report.error(where, "closing brace expected: '${' opens a variable that no '}' ends in this line")
            return match[0]
        if match["dollar"]:
            return "$"
        if match["plain"]:
            return _value(match["plain"], env)
        return _braced(match, env)

    return _VARIABLE.sub(value, line)


def _value(name: str, env: Mapping[str, str]) -> str:
    return env.get(name) or f"${name}"


def _braced(match: re.Match[str], env: Mapping[str, str]) -> str:
    parts = _BRACED.fullmatch(match["braced"])
    if parts is None or parts["name"] == "_":
        return match[0]
    name, operator = parts["name"], parts["operator"]
    if operator is None:
        return _value(name, env)
    if operator.endswith("+"):
        return _default(parts["default"], env) if name in env else ""
    missing = not env.get(name) if operator.startswith(":") else name not in env
    return _default(parts["default"], env) if missing else _value(name, env)


def _default(text: str, env: Mapping[str, str]) -> str:
    other = _ALONE.fullmatch(text)
    return _value(other[1], env) if other else text
