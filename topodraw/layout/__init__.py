"""Where things stand: tiers for every output, integer cells for those that draw for themselves.

`assign_tiers` fills in the tier of every box; `arrange` places boxes, frames, bars and edges on a grid,
`arrange_pages` on several where one would be too wide.
"""

from topodraw.layout.arrange import arrange, arrange_pages
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
    "arrange_pages",
    "assign_tiers",
]
