"""Stub networks: links with one end. Drawn as bars with one tap, listed below the picture, or left out."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from topodraw.diagram import Bar, Diagram
from topodraw.errors import UnknownName
from topodraw.views.options import Stubs

__all__ = ["stubs_as_asked"]

_KINDS = ("stub", "loopback", "lan")
"""Kinds of bars that are links; a bridge with one tap is a node of the lab and always drawn."""


def stubs_as_asked(diagram: Diagram, stubs: Stubs) -> Diagram:
    """Return the diagram with its stub networks drawn (`show`), each node's in a note (`list`), or only counted in one
    (`hide`). Raises UnknownName for another word."""
    if stubs not in get_args(Stubs):
        raise UnknownName("way to treat stub networks", str(stubs), get_args(Stubs))
    found = [bar for bar in diagram.bars if _is_stub(bar)]
    if stubs == "show" or not found:
        return diagram
    notes = (
        _listed(found) if stubs == "list" else (f"{len(found)} stub network{'s' if len(found) > 1 else ''} not shown",)
    )
    return replace(
        diagram,
        bars=tuple(bar for bar in diagram.bars if not _is_stub(bar)),
        notes=(*diagram.notes, *notes),
    )


def _is_stub(bar: Bar) -> bool:
    return len(bar.taps) == 1 and bar.kind in _KINDS


def _listed(stubs: list[Bar]) -> tuple[str, ...]:
    by_node: dict[str, list[str]] = {}
    for bar in stubs:
        by_node.setdefault(bar.taps[0].box, []).append(bar.name)
    return tuple(
        f"stub network{'s' if len(names) > 1 else ''} of {node}: {', '.join(names)}" for node, names in by_node.items()
    )
