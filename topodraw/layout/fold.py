"""Fold frames around a single box into a line of that box; drop empty ones.

Expects a diagram. Guarantees that no frame left holds exactly one box and no frame, and that every frame's parent
exists. A frame of several boxes is never touched.
"""

from __future__ import annotations

from dataclasses import replace

from topodraw.diagram import Box, Diagram, Frame, Line

__all__ = ["drop_empty_frames", "fold_frames"]


def drop_empty_frames(diagram: Diagram) -> Diagram:
    """Remove frames that enclose nothing and mend the parents of those inside."""
    known = {box.id for box in diagram.boxes}
    frames = [replace(frame, members=tuple(m for m in frame.members if m in known)) for frame in diagram.frames]
    while True:
        parents = {frame.parent for frame in frames}
        kept = [frame for frame in frames if frame.members or frame.id in parents]
        if len(kept) == len(frames):
            break
        frames = kept
    ids = {frame.id for frame in frames}
    mended = [frame if frame.parent in ids else replace(frame, parent=None) for frame in frames]
    return replace(diagram, frames=tuple(mended))


def fold_frames(diagram: Diagram) -> Diagram:
    """Turn each frame around exactly one box into a line of the box, innermost first."""
    frames = {frame.id: frame for frame in diagram.frames}
    added: dict[str, list[Line]] = {}
    changed = True
    while changed:
        changed = False
        for frame in list(frames.values()):
            inner = [other for other in frames.values() if other.parent == frame.id]
            if len(frame.members) == 1 and not inner:
                added.setdefault(frame.members[0], []).append(Line(frame.title, frame.kind))
                del frames[frame.id]
                _hand_up(frames, frame)
                changed = True
    boxes = tuple(_with_lines(box, added.get(box.id, [])) for box in diagram.boxes)
    return replace(diagram, boxes=boxes, frames=tuple(frames.values()))


def _hand_up(frames: dict[str, Frame], folded: Frame) -> None:
    """Make the box of a folded frame a direct member of the frame around it."""
    if folded.parent in frames:
        parent = frames[folded.parent]
        frames[parent.id] = replace(parent, members=parent.members + folded.members)


def _with_lines(box: Box, lines: list[Line]) -> Box:
    shown = {line.text for line in box.lines}
    return replace(box, lines=(*box.lines, *(line for line in lines if line.text not in shown)))
