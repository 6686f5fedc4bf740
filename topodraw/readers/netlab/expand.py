"""Plugins that make nodes and links, and the list of links itself."""

from __future__ import annotations

from topodraw.readers.netlab.forms import collect, flatten
from topodraw.readers.netlab.lab import Lab

__all__ = ["expand"]


def expand(lab: Lab) -> None:
    """Run the expanding plugins in the order the topology names them, then read the links."""
    raw = flatten(lab, lab.document.get("links"), "links", lab.document.value_at("links"))
    collect(lab, raw)
