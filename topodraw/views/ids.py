"""Ids that stay unique whatever the lab calls its things."""

from __future__ import annotations

from collections.abc import MutableSet

__all__ = ["unique_id"]


def unique_id(wanted: str, taken: MutableSet[str]) -> str:
    """Return `wanted`, or `wanted` with the first free number behind it, and take it.

    >>> ids = {"br0"}
    >>> unique_id("br0", ids), unique_id("br0", ids)
    ('br0_2', 'br0_3')
    """
    chosen, number = wanted, 1
    while chosen in taken:
        number += 1
        chosen = f"{wanted}_{number}"
    taken.add(chosen)
    return chosen
