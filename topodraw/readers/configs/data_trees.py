"""The data of YAML, JSON and TOML to the tree of words that flat statements grow."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Any

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.data_documents import Value

__all__ = ["grow_data"]

_DEPTH = 60
"""Deeper than any configuration; what is deeper still is left out."""
_KEYS = ("name", "index", "group-name", "peer-address", "afi-safi-name", "ip-prefix", "prefix", "interface-name")
"""The leaves that tell the entries of a YANG list apart."""
_MODULE = re.compile(r"(?:srl_nokia|openconfig|nvue)[\w-]*:")


def grow_data(value: Value, asked: Set[str], keys: Sequence[str] = _KEYS) -> Branch:
    """Return the tree of a document, as far as it grows from words at the root that are `asked` for.

    Entries of lists are told by the first of the `keys` they have, else counted. Prefixes of YANG modules
    (``srl_nokia-bgp:bgp``) are left out.
    """
    root = Branch()
    if isinstance(value, dict):
        for key, (item, line, column, key_line, key_column) in value.items():
            word = _plain(key)
            if word in asked:
                _grow(root.add(word, key_line, key_column), item, line, column, keys, 1)
    return root


def _grow(branch: Branch, value: Value, line: int | None, column: int | None, keys: Sequence[str], depth: int) -> None:
    if depth > _DEPTH or value is None:
        return
    if isinstance(value, str):
        branch.add(_plain(value), line, column)
    elif isinstance(value, dict):
        for key, (item, item_line, item_column, key_line, key_column) in value.items():
            below = branch.add(_plain(key), key_line, key_column)
            if item.__class__ is str and depth < _DEPTH:
                below.add(_plain(item), item_line, item_column)
            else:
                _grow(below, item, item_line, item_column, keys, depth + 1)
    else:
        for index, (item, item_line, item_column) in enumerate(value):
            within = branch
            if isinstance(item, dict):
                names = (item[key][0] for key in keys if key in item)
                name = next((name for name in names if isinstance(name, str)), index)
                within = branch.add(_plain(name), item_line, item_column)
            _grow(within, item, item_line, item_column, keys, depth + 1)


def _plain(key: Any) -> str:
    word = str(key)
    module = _MODULE.match(word) if ":" in word else None
    return word[module.end() :] if module else word
