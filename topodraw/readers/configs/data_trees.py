"""YAML, JSON and TOML to the tree of words that flat statements grow, with topodraw's guarded reader."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Any

from topodraw.errors import Location, SourceError
from topodraw.located import STRINGS, Map, Seq, parse
from topodraw.readers.configs.branches import Branch
from topodraw.source import Source

__all__ = ["grow_data", "read_data"]

_DEPTH = 60
"""Deeper than any configuration; what is deeper still is left out."""
_KEYS = ("name", "index", "group-name", "peer-address", "afi-safi-name", "ip-prefix", "prefix", "interface-name")
"""The leaves that tell the entries of a YANG list apart."""
_MODULE = re.compile(r"(?:srl_nokia|openconfig|nvue)[\w-]*:")


def read_data(text: str, file: str) -> tuple[Any, tuple[tuple[Location, str], ...]]:
    """Return the document of a YAML or JSON text, all scalars as they are written, and what is wrong with it."""
    try:
        return parse(Source(file, text), STRINGS), ()
    except SourceError as error:
        return None, tuple((problem.location, problem.text) for problem in error.problems)


def grow_data(value: Any, asked: Set[str], keys: Sequence[str] = _KEYS) -> Branch:
    """Return the tree of a document, as far as it grows from words at the root that are `asked` for.

    Entries of lists are told by the first of the `keys` they have, else counted. Prefixes of YANG modules
    (``srl_nokia-bgp:bgp``) are left out.
    """
    root = Branch()
    if isinstance(value, dict):
        for key in value:
            if _plain(key) in asked:
                where = value.at(key) if isinstance(value, Map) else Location("")
                there = value.value_at(key) if isinstance(value, Map) else where
                _grow(root.add(_plain(key), where.line, where.column), value[key], there, keys, 1)
    return root


def _grow(branch: Branch, value: Any, at: Location, keys: Sequence[str], depth: int) -> None:
    if depth > _DEPTH or value is None:
        return
    if isinstance(value, dict):
        whence, targets = (value.keys_at, value.values_at) if isinstance(value, Map) else (_NOWHERE, _NOWHERE)
        start = value.at() if isinstance(value, Map) else at
        for key, item in value.items():
            where = whence.get(key) or start
            below = branch.add(_plain(key), where.line, where.column)
            if item is not None:
                _grow(below, item, targets.get(key) or where, keys, depth + 1)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            where = value.at(index) if isinstance(value, Seq) else at
            if isinstance(item, dict):
                name = next((item[key] for key in keys if _is_scalar(item.get(key))), index)
                _grow(branch.add(_plain(name), where.line, where.column), item, where, keys, depth + 1)
            else:
                _grow(branch, item, where, keys, depth + 1)
    else:
        branch.add(_plain(str(value).lower() if isinstance(value, bool) else value), at.line, at.column)


_NOWHERE: dict[Any, Location] = {}


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _plain(key: Any) -> str:
    word = str(key)
    module = _MODULE.match(word) if ":" in word else None
    return word[module.end() :] if module else word
