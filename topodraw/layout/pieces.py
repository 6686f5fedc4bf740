"""Horizontals: the pieces of nets that need a row of a channel."""

from __future__ import annotations

from topodraw.layout.layered import Net

__all__ = ["OVERHANG", "Channel", "Piece"]

OVERHANG = 2
"""Columns by which a bar sticks out beyond its last taps."""


class Piece:
    """One horizontal: a net's, or one of the two of a net with a dogleg. Columns are entered from above or below."""

    __slots__ = ("above", "below", "joints", "label", "net", "row", "zone")

    def __init__(self, net: Net, above: list[int], below: list[int], joints: list[int], zone: int = 0) -> None:
        self.net, self.above, self.below, self.zone = net, above, below, zone
        self.joints = joints
        """Columns in which this piece goes on as a lower piece of the same line."""
        self.label = 0
        """Columns kept for a bar's name behind its right end."""
        self.row = 0

    @property
    def left(self) -> int:
        return min(self.above + self.below) - (OVERHANG if self.is_bar else 0)

    @property
    def right(self) -> int:
        return max(self.above + self.below) + (OVERHANG if self.is_bar else 0)

    @property
    def reach(self) -> int:
        return self.right + self.label

    @property
    def is_bar(self) -> bool:
        """Tell whether this is a bar itself, not a line's piece on its way to one."""
        return self.net.kind == "bar" and not self.joints


class Channel:
    """The result for one channel: its pieces with zones and rows (rows count within their zone from 0)."""

    __slots__ = ("heights", "index", "pieces")

    def __init__(self, index: int) -> None:
        self.index = index
        self.pieces: list[Piece] = []
        self.heights: dict[int, int] = {}
        """Rows of each zone. Zones sort from the top: -1-depth above, 0 between, 1+depth below."""
