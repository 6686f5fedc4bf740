"""What hangs below what: the higher boxes that each box is linked to, and an order that keeps families together.

The order is the one in which one reads the picture, cut into pieces that belong together: a frame's boxes stand side by
side in it, what hangs on one box (or on a pair) follows it, and what hangs on nothing comes by its tier, then from left
to right. An interval of the order is a good page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topodraw.diagram import Diagram

__all__ = ["above", "frame_paths", "reading_order"]

PARENTS = 2
"""What is linked to more boxes above than this belongs to none of them."""

Path = tuple[str, ...]
"""Frames around a box, outermost first."""


def above(diagram: Diagram) -> dict[str, list[str]]:
    """Return for each box the boxes of higher tiers that it is linked to, once for each link."""
    tiers = {box.id: box.tier or 0 for box in diagram.boxes}
    found: dict[str, list[str]] = {name: [] for name in tiers}
    pairs = [(edge.a.box, edge.b.box) for edge in diagram.edges]
    pairs += [(bar.taps[0].box, tap.box) for bar in diagram.bars if len(bar.taps) > 1 for tap in bar.taps[1:]]
    for a, b in pairs:
        if tiers[a] < tiers[b]:
            found[b].append(a)
        elif tiers[b] < tiers[a]:
            found[a].append(b)
    return found


def frame_paths(diagram: Diagram) -> dict[str, Path]:
    """Return the frames around each box, outermost first; a box in none has an empty path."""
    frames = {frame.id: frame for frame in diagram.frames}
    paths: dict[str, Path] = {box.id: () for box in diagram.boxes}
    for frame in diagram.frames:
        path: Path = (frame.id,)
        parent = frame.parent
        while parent in frames:
            path, parent = (parent, *path), frames[parent].parent
        paths |= dict.fromkeys(frame.members, path)
    return paths


def reading_order(diagram: Diagram, across: Mapping[str, int]) -> list[str]:
    """Return the boxes so that families stand together; `across` holds the column of each in a drawing of the whole."""
    place = {box.id: (box.tier or 0, across.get(box.id, 0), at) for at, box in enumerate(diagram.boxes)}
    return _ordered(sorted(place, key=place.__getitem__), 0, frame_paths(diagram), above(diagram), place)


def _ordered(
    boxes: Sequence[str],
    depth: int,
    paths: Mapping[str, Path],
    uppers: Mapping[str, Sequence[str]],
    place: Mapping[str, tuple[int, int, int]],
) -> list[str]:
    """Order the boxes of one frame, given from the top down and from left to right."""
    item_of = {box: paths[box][depth] if len(paths[box]) > depth else box for box in boxes}
    framed = {paths[box][depth] for box in boxes if len(paths[box]) > depth}
    members: dict[tuple[bool, str], list[str]] = {}
    for box in boxes:
        members.setdefault((item_of[box] in framed, item_of[box]), []).append(box)
    key = {box: item for item, inside in members.items() for box in inside}
    top = {item: place[inside[0]] for item, inside in members.items()}
    hanging: dict[tuple[bool, str], list[tuple[bool, str]]] = {}
    roots: list[tuple[bool, str]] = []
    for item, inside in members.items():
        linked = dict.fromkeys(key[upper] for box in inside for upper in uppers[box] if upper in key)
        parents = sorted((top[other], other) for other in linked if top[other][0] < top[item][0])
        if 0 < len(parents) <= PARENTS:
            hanging.setdefault(parents[-1][1], []).append(item)
        else:
            roots.append(item)
    order: list[str] = []
    stack = roots[::-1]
    while stack:
        item = stack.pop()
        inside = members[item]
        order += _ordered(inside, depth + 1, paths, uppers, place) if item[0] else inside
        stack += hanging.get(item, [])[::-1]
    return order
