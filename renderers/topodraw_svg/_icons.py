"""Pictures of device classes, drawn by us: strokes on a square of 20 by 20 units, without fill."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ICONS", "UNITS"]

UNITS = 20

ICONS: Mapping[str, str] = {
    # A disc with four arrows, two in and two out.
    "router": "M18.5 10a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM10 8.2V3.8M8.2 5.4 10 3.6l1.8 1.8"
    "M10 11.8v4.4M8.2 14.6l1.8 1.8 1.8-1.8M3.6 10h4.2M6.2 8.4 7.8 10l-1.6 1.6M16.4 10h-4.2M13.8 8.4 12.2 10l1.6 1.6",
    # A slab with arrows to both sides.
    "switch": "M3.5 3h13a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"
    "M5 7.4h9.6M12.8 5.6l1.8 1.8-1.8 1.8M15 12.6H5.4M7.2 10.8l-1.8 1.8 1.8 1.8",
    # A screen on its foot.
    "host": "M3 3h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 17 14H3a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 3 3z"
    "M10 14v3.5M6 17.5h8",
    # Three units in a rack.
    "server": "M3 2h14v4.7H3zM3 7.7h14v4.6H3zM3 13.3h14V18H3zM5.8 4.3h1M5.8 10h1M5.8 15.6h1",
    # A wall of bricks.
    "firewall": "M2 3h16v14H2zM2 7.7h16M2 12.3h16M7.3 3v4.7M12.7 3v4.7M10 7.7v4.6M4.7 7.7v4.6M15.3 7.7v4.6"
    "M7.3 12.3V17M12.7 12.3V17",
    # A bridge over water, from pillar to pillar.
    "bridge": "M1.5 13h17M5 4v12M15 4v12M5 5.5q5 9 10 0M1.5 10.5Q4 8.5 5 5.5M18.5 10.5Q16 8.5 15 5.5",
    "cloud": "M5.6 16a4.1 4.1 0 0 1-.5-8.2 5.2 5.2 0 0 1 10-.4 4.3 4.3 0 0 1-.4 8.6z",
    # A hub with six spokes.
    "controller": "M10 1.8l7.1 4.1v8.2L10 18.2l-7.1-4.1V5.9zM12.6 10a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0z"
    "M10 1.8v5.6M10 12.6v5.6M2.9 5.9l4.8 2.8M12.3 11.3l4.8 2.8M17.1 5.9l-4.8 2.8M7.7 11.3l-4.8 2.8",
}
"""Device class -> the data of its path; classes that are not listed have no picture."""
