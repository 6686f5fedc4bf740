"""Where things stand: tiers for every output, integer cells for those that draw for themselves.

`assign_tiers` fills in the tier of every box; `arrange` places boxes, frames, bars and edges on a grid.
"""

from topodraw.layout.arrange import arrange
from topodraw.layout.arrangement import (
    Arrangement,
    ArrangeOptions,
    Direction,
    PlacedBar,
    PlacedBox,
    PlacedFrame,
    PlacedTap,
    PlacedText,
    Point,
    Route,
)
from topodraw.layout.tiers import assign_tiers

__all__ = [
    "ArrangeOptions",
    "Arrangement",
    "Direction",
    "PlacedBar",
    "PlacedBox",
    "PlacedFrame",
    "PlacedTap",
    "PlacedText",
    "Point",
    "Route",
    "arrange",
    "assign_tiers",
]
