"""The classic CLI of SR OS, as saved: blocks are indented and end with ``exit``; given braces, it is read like MD-CLI.

What is stated stays on its line, at its column.
"""

from __future__ import annotations

import re

__all__ = ["with_braces"]

_EXIT = re.compile(r"^[ \t]*exit(?:[ \t]all)?[ \t\r]*$", re.MULTILINE)
_BLOCK = re.compile(r"\{[ \t\r]*$", re.MULTILINE)
_UNSTATED = re.compile(r"exit(?:[ \t]all)?|echo[ \t].*|#.*|")
_NAME = re.compile(r'[ \t]name[ \t]+("[^"]*"|\S+)')


def with_braces(text: str) -> str:
    """Return a classic configuration with every line as a block of what is indented below it, others as they are."""
    if not _EXIT.search(text) or _BLOCK.search(text):
        return text
    lines: list[str] = []
    open_: list[int] = []
    """How far the blocks are indented."""
    names: dict[str, str] = {}
    for line in text.splitlines():
        stated = line.strip()
        if _UNSTATED.fullmatch(stated):
            lines.append("")
            continue
        depth = len(line) - len(line.lstrip())
        while open_ and open_[-1] >= depth:
            open_.pop()
            lines[-1] += " }"
        lines.append(f"{line[:depth]}{_head(stated, names)} {{")
        open_.append(depth)
    return "\n".join(lines)


def _head(stated: str, names: dict[str, str]) -> str:
    """Return what a block is of: ``vprn 10 name "RED" customer 1 create`` is of ``vprn "RED"``."""
    if stated.startswith(("vprn ", "ies ")):
        kind, number = stated.split()[:2]
        name = _NAME.search(stated)
        return f"{kind} {names.setdefault(number, name[1] if name else number)}"
    return stated.removesuffix(" create")
