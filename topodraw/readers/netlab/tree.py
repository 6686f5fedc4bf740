"""Attribute trees: nested mappings addressed by dotted paths, merged the way netlab merges them.

A tree is a plain mapping; where it came from a file it is a `topodraw.located.Map` and keeps the places of its keys
through every merge, so that a complaint made late still points at the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from topodraw.located import Map, Seq

__all__ = ["Tree", "as_list", "clone", "fill", "get", "integer", "mapping", "merged", "names", "only", "put"]

Tree = dict[str, Any]


def get(tree: Any, path: str, default: Any = None) -> Any:
    """Return the value at a dotted path, the default where the path leads nowhere.

    >>> get({"bgp": {"as": 65000}}, "bgp.as")
    65000
    """
    for step in path.split("."):
        if not isinstance(tree, dict) or step not in tree:
            return default
        tree = tree[step]
    return tree


def mapping(tree: Any, path: str) -> Tree:
    """Return the mapping at a dotted path, an empty one when there is none or something else stands there."""
    found = get(tree, path)
    return found if isinstance(found, dict) else {}


def put(tree: Tree, path: str, value: Any) -> None:
    """Set the value at a dotted path; whatever scalar stands in the way gives way."""
    *steps, last = path.split(".")
    for step in steps:
        if not isinstance(tree.get(step), dict):
            tree[step] = Map()
        tree = tree[step]
    tree[last] = value


def clone(value: Any) -> Any:
    """Return a copy that shares no mapping and no list with the original."""
    if isinstance(value, Map):
        copy = Map(value.file, value.mark)
        for key, item in value.items():
            copy[key] = clone(item) if isinstance(item, dict | list) else item
        copy.keys_at, copy.values_at = value.keys_at.copy(), value.values_at.copy()
        return copy
    if isinstance(value, dict):
        return {key: clone(item) for key, item in value.items()}
    if isinstance(value, Seq):
        seq = Seq(value.file, value.mark)
        seq.extend(clone(item) for item in value)
        seq.items_at = value.items_at.copy()
        return seq
    if isinstance(value, list):
        return [clone(item) for item in value]
    return value


def merged(low: Mapping[str, Any], high: Mapping[str, Any]) -> Tree:
    """Return a deep merge of two trees that shares nothing with either.

    The second wins; lists and scalars are replaced whole, and so is a mapping by a null. Keys keep the order of the
    first tree.
    """
    result: Tree = clone(low)
    for key, value in high.items():
        mine = result.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            result[key] = merged(mine, value)
        else:
            result[key] = clone(value)
    if isinstance(result, Map) and isinstance(high, Map):
        result.keys_at.update(high.keys_at)
        result.values_at.update(high.values_at)
    return result


def fill(tree: Tree, low: Mapping[str, Any], scope: Iterable[str] | None = None) -> None:
    """Add what a tree lacks from a tree of lower precedence, in place; `scope` limits the outermost keys."""
    for key in low if scope is None else [k for k in scope if k in low]:
        if key not in tree:
            tree[key] = clone(low[key])
        elif isinstance(tree[key], dict) and isinstance(low[key], dict):
            fill(tree[key], low[key])


def only(tree: Mapping[str, Any], keys: Iterable[str]) -> Tree:
    """Return a copy of some of a tree's entries."""
    return {key: clone(tree[key]) for key in keys if key in tree}


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty list, and anything else as a list of one.

    >>> as_list("bgp"), as_list(None), as_list({"a": 1})
    (['bgp'], [], ['a'])
    """
    if value is None:
        return []
    if isinstance(value, list):
        return value
    return list(value) if isinstance(value, dict) else [value]


def names(value: Any) -> list[str]:
    """Return the strings of a value that is a name or a list of names."""
    return [item for item in as_list(value) if isinstance(item, str)]


def integer(value: Any) -> int | None:
    """Return a true integer; booleans and everything else give None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
