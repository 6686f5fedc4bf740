"""Kinds to styles of a terminal, in rich's words; the terminal's part of the theme."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["frame_style", "terminal_style"]

# A terminal's sixteen colours are its user's own choice, so names serve every background; words are those of rich.
_TERMINAL: Mapping[str, str] = {
    "ebgp": "bold red",
    "adjacency": "bold red",
    "ibgp": "yellow",
    "localas_ibgp": "bright_yellow",
    "confed_ebgp": "bold magenta",
    "level-1": "yellow",
    "level-2": "bold blue",
    "level-1-2": "bold magenta",
    "vlan_access": "magenta",
    "vlan_trunk": "bold magenta",
    "tunnel": "dim",
    "router": "bold",
    "switch": "bold cyan",
    "host": "",
    "firewall": "bold red",
    "bridge": "yellow",
    "controller": "bold magenta",
    "lan": "yellow",
    "stub": "yellow",
    "loopback": "dim yellow",
    "cloud": "dim",
    "title": "bold",
    "device": "dim",
    "address": "cyan",
    "as": "green",
    "label": "cyan",
    "vrf": "italic",
    "note": "dim",
}

_TERMINAL_FRAMES = ("blue", "green", "magenta", "cyan", "yellow", "bright_blue", "bright_green", "bright_magenta")


def terminal_style(kind: str) -> str:
    """Return the style of a kind on a terminal, in rich's words ("bold red"); "" for the plain one.

    Takes the kinds of edges, boxes and bars, and ``title``, ``device``, ``address``, ``as`` (lines of a box),
    ``label``, ``vrf`` and ``note`` (text outside boxes).
    """
    return _TERMINAL.get(kind, "")


def frame_style(index: int) -> str:
    """Return the terminal style of the frame that appears as the index-th, from 0."""
    return _TERMINAL_FRAMES[index % len(_TERMINAL_FRAMES)]
