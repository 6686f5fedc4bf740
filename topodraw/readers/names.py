"""What may be the name of a node in a file that comes from anywhere."""

from __future__ import annotations

import unicodedata

__all__ = ["name_problem"]

_CONTROL = ("Cc", "Zl", "Zp")
"""Unicode categories: control characters, line and paragraph separators."""


def name_problem(name: str) -> str | None:
    """Return what is wrong with a node's name, None when it is fine.

    A name may become part of a file's name (containerlab makes a folder of it), so a slash is refused; a control
    character has no place in a picture.

    >>> name_problem("spine-1.dc"), name_problem("../x")
    (None, "node name contains invalid characters: '../x' has a slash")
    """
    if not name.strip():
        return "node name is empty"
    if "/" in name or "\\" in name:
        return f"node name contains invalid characters: {name!r} has a slash"
    if any(unicodedata.category(char) in _CONTROL for char in name):
        return f"node name contains invalid characters: {name!r} has a control character"
    return None
