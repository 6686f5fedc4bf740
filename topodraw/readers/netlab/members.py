"""Members of groups and AS lists: names, group names, and patterns that stand for names."""

from __future__ import annotations

import re
from fnmatch import filter as matching

from topodraw.errors import suggestion
from topodraw.located import Map
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import Tree, names

__all__ = ["OBJECTS", "expand_members", "is_pattern"]

OBJECTS = {"node": "nodes", "vlan": "vlans", "vrf": "vrfs"}
"""Type of a group to where its members are."""


def expand_members(lab: Lab, name: str, group: Tree, known: list[str], *, prune: bool = False) -> list[str]:
    """Return the members with patterns replaced by the names they match; what matches nothing is reported."""
    kind = group.get("type", "node")
    objects = list(lab.nodes) if kind == "node" else list(lab.document.get(OBJECTS[kind]) or ())
    at = group.value_at("members") if isinstance(group, Map) else lab.document.at("groups")
    wanted = names(group.get("members"))
    if wanted and name == "all":
        lab.report.error(at, "group 'all' is that of all nodes; it may not list members")
    members: dict[str, None] = {}
    index = dict.fromkeys(objects)
    for member in wanted:
        if member in index or member in known:
            members[member] = None
        elif (found := _matches(member, objects)) is not None:
            if not found:
                lab.report.error(
                    at, f"pattern {member[:60]!r} in group {name!r} matches no {kind}, or is too intricate"
                )
            members.update(dict.fromkeys(found))
        elif not prune:
            guess = suggestion(member, [*objects, *known])
            lab.report.error(at, f"member {member!r} of group {name!r} is neither a {kind} nor a group{guess}")
    return list(members)


def is_pattern(member: str) -> bool:
    """Tell whether a member stands for others: a regular expression behind ``~``, or a glob."""
    return member.startswith("~") or _GLOB.search(member) is not None


def _matches(pattern: str, objects: list[str]) -> list[str] | None:
    """Return what a pattern matches, None when the text is no pattern."""
    if pattern.startswith("~"):
        try:
            expression = re.compile(pattern[1:]) if _is_harmless(pattern) else None
        except (re.error, OverflowError, RecursionError):
            expression = None
        return [name for name in objects if expression.fullmatch(name)] if expression else []
    if is_pattern(pattern):
        return matching(objects, pattern) if pattern.count("*") < 10 else []
    return None


def _is_harmless(pattern: str) -> bool:
    """Tell whether a regular expression is done with a name in no time."""
    return len(pattern) < 200 and sum(map(pattern.count, "*+{")) <= 5 and not _NESTED.search(pattern)


_GLOB = re.compile(r"[\[\].*?!]")
_NESTED = re.compile(r"[*+}]\)?[*+{]|\([^)]*[*+|][^)]*\)[*+{]")
"""Repetitions of repetitions or of alternatives, which may take forever."""
