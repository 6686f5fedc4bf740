"""Configuration groups of Junos and SR OS: ``apply-groups G`` states what ``groups G`` does, at the same place."""

from __future__ import annotations

from topodraw.readers.configs.branches import Branch, graft

__all__ = ["apply_groups"]

_DEPTH = 24
"""Deeper than any place that groups are applied at."""


def apply_groups(root: Branch) -> None:
    """Copy the statements of applied groups to where they are applied; what stands there already goes first."""
    groups = _groups(root)
    if not groups:
        return
    for path, branch in _applications(root):
        for name in list(branch.each("apply-groups")):
            source = groups.get(name.word)
            for word in path:
                source = source.get(word) or _wild(source) if source is not None else None
            if source is not None:
                graft(branch, source)


def _groups(root: Branch) -> dict[str, Branch]:
    """Return the groups by name: Junos ``groups G …``, SR OS ``groups group "G" …``."""
    groups = root.get("groups")
    if groups is None:
        return {}
    return {**groups.branches, **{group.word: group for group in groups.each("group")}}


def _applications(root: Branch) -> list[tuple[tuple[str, ...], Branch]]:
    found: list[tuple[tuple[str, ...], Branch]] = []
    open_: list[tuple[tuple[str, ...], Branch]] = [((), root)]
    while open_:
        path, branch = open_.pop()
        if "apply-groups" in branch.branches:
            found.append((path, branch))
        if len(path) < _DEPTH:
            open_ += [((*path, word), below) for word, below in branch.branches.items() if word != "groups"]
    return found


def _wild(branch: Branch) -> Branch | None:
    """Return what a group states for any name (``<*>``)."""
    return branch.get("<*>")
