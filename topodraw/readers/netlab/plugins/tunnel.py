"""Plugins tunnel.*: links with `tunnel.mode` are tunnels."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import get

__all__ = ["set_types"]


def set_types(lab: Lab) -> None:
    """Give tunnels their link type."""
    for link in lab.links:
        if get(link.data, "tunnel.mode"):
            link.data["type"] = "tunnel"
