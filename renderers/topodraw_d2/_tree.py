"""Which container holds what, and under which key D2 knows it."""

from __future__ import annotations

from topodraw.diagram import Box, Diagram, Frame
from topodraw_d2._quote import Keys, key

__all__ = ["Tree"]


class Tree:
    """The containers of a diagram with their boxes from the top tier down; None stands for the diagram itself.

    A key is one segment, as its own declaration has it; a path is what connections call it. Both are quoted.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.frames: dict[str | None, list[Frame]] = {None: []}
        self.boxes: dict[str | None, list[Box]] = {None: []}
        self.frame_keys: dict[str, str] = {}
        self.box_keys: dict[str, str] = {}
        self.paths: dict[str, str] = {}
        self.bar_paths: dict[str, str] = {}
        self._root = Keys()
        self._place(diagram)
        self._name(None, "", self._root)
        self.bar_paths |= {bar.id: self.take(bar.id) for bar in diagram.bars}

    def take(self, identifier: str) -> str:
        """Return a new key at the top, for something outside all containers."""
        return key(self._root.take(identifier))

    def _place(self, diagram: Diagram) -> None:
        known = {frame.id for frame in diagram.frames}
        home = {member: frame.id for frame in diagram.frames for member in frame.members}
        for frame in diagram.frames:
            self.frames.setdefault(frame.parent if frame.parent in known else None, []).append(frame)
        for box in sorted(diagram.boxes, key=lambda box: box.tier or 0):
            self.boxes.setdefault(home.get(box.id), []).append(box)

    def _name(self, container: str | None, prefix: str, keys: Keys) -> None:
        for frame in self.frames.get(container, ()):
            self.frame_keys[frame.id] = own = key(keys.take(frame.id))
            self._name(frame.id, f"{prefix}{own}.", Keys())
        for box in self.boxes.get(container, ()):
            self.box_keys[box.id] = own = key(keys.take(box.id))
            self.paths[box.id] = prefix + own
