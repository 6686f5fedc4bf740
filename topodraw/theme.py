"""Themes: what each semantic kind looks like, in tokens that belong to no output language.

Views say *ebgp*, a theme says *a crimson line of width 2.2*, a renderer says ``color="#b3261e" penwidth=2.2``. Hues
keep to netlab's where it has any (orange nodes, red EBGP, brown IBGP, sand-coloured segments), yet no difference is one
of hue alone, for the sake of colour-blind readers: sessions differ in width too, VRFs and one-sided ones in dash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from topodraw.errors import UnknownName

__all__ = [
    "AUTO",
    "DARK",
    "LIGHT",
    "MONO",
    "THEMES",
    "Dash",
    "Paint",
    "Stroke",
    "Theme",
    "get_theme",
]

AUTO = "auto"
"""Light or dark, as the reader prefers."""

Dash = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: colour as #rrggbb, width in points."""

    color: str
    width: float = 1.0
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class Paint:
    """A filled shape: its inside, its outline and the text in it."""

    fill: str
    stroke: Stroke
    text: str
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Kinds that a theme does not list look like plain links, routers and segments."""

    name: str
    background: str
    text: str
    muted: str
    """Colour of what should stand back: end labels, notes."""
    lines: Mapping[str, Stroke]
    boxes: Mapping[str, Paint]
    bars: Mapping[str, Paint]
    tints: tuple[Paint, ...]
    """Frames in the order they appear; used round and round."""
    modifiers: Mapping[str, Dash] = field(default_factory=lambda: {"vrf": "dashed", "one_sided": "dotted"})

    def line(self, kind: str, *, vrf: bool = False, one_sided: bool = False) -> Stroke:
        """Return the stroke of an edge, or of a legend entry that stands for a modifier (``vrf``, ``one_sided``)."""
        stroke = self.lines.get(kind, self.lines["link"])
        if one_sided or kind == "one_sided":
            return replace(stroke, dash=self.modifiers["one_sided"])
        if vrf or kind == "vrf":
            return replace(stroke, dash=self.modifiers["vrf"])
        return stroke

    def box(self, kind: str) -> Paint:
        """Return the paint of a device class."""
        return self.boxes.get(kind, self.boxes["router"])

    def bar(self, kind: str) -> Paint:
        """Return the paint of a LAN segment, stub or bridge."""
        return self.bars.get(kind, self.bars["lan"])

    def frame(self, index: int) -> Paint:
        """Return the tint of the frame that appears as the index-th, from 0."""
        return self.tints[index % len(self.tints)]


def get_theme(name: str) -> Theme:
    """Return a built-in theme, the light one for ``auto``; raises UnknownName."""
    try:
        return LIGHT if name == AUTO else THEMES[name]
    except KeyError:
        raise UnknownName("theme", name, (AUTO, *THEMES)) from None


def _paints(table: Mapping[str, tuple[str, str, str]], width: float = 1.2) -> dict[str, Paint]:
    """Build paints from kind -> (fill, stroke, text)."""
    rounded = {"host", "server", "as", "cloud"}
    paints = {
        kind: Paint(fill, Stroke(stroke, width), text, kind in rounded) for kind, (fill, stroke, text) in table.items()
    }
    if "cloud" in paints:  # what a lab file implies but does not declare
        paints["cloud"] = replace(paints["cloud"], stroke=replace(paints["cloud"].stroke, dash="dashed"))
    return paints


def _tints(*table: tuple[str, str, str]) -> tuple[Paint, ...]:
    return tuple(Paint(fill, Stroke(stroke, 1.0), text, rounded=True) for fill, stroke, text in table)


LIGHT = Theme(
    name="light",
    background="#ffffff",
    text="#1f2933",
    muted="#52606d",
    lines={
        "link": Stroke("#3e4c59", 1.2),
        "adjacency": Stroke("#b3261e", 2.2),
        "ebgp": Stroke("#b3261e", 2.2),
        "ibgp": Stroke("#7a4a16", 1.3),
        "localas_ibgp": Stroke("#a97838", 1.3),
        "confed_ebgp": Stroke("#d95f02", 2.2),
        "level-1": Stroke("#c98a00", 1.4),
        "level-2": Stroke("#1f6fb2", 2.2),
        "level-1-2": Stroke("#6b4fa0", 3.2),
        "vlan_access": Stroke("#d95f02", 1.2),
        "vlan_trunk": Stroke("#d95f02", 3.0),
        "tunnel": Stroke("#52606d", 1.2, "dashed"),
    },
    boxes=_paints(
        {
            "router": ("#ffd99a", "#a8640a", "#3b2406"),
            "switch": ("#cfe3f7", "#2f6ea8", "#10304d"),
            "host": ("#ffffff", "#616e7c", "#1f2933"),
            "server": ("#ffffff", "#616e7c", "#1f2933"),
            "firewall": ("#f9d2cc", "#a93226", "#4d130d"),
            "bridge": ("#eadfd0", "#8c7355", "#3d3020"),
            "controller": ("#e2daf3", "#6b4fa0", "#2c1d4d"),
            "cloud": ("#eef2f6", "#7b8794", "#1f2933"),
            "as": ("#dcebf9", "#3f75a8", "#12324f"),
        }
    ),
    bars=_paints(
        {
            "lan": ("#e3d5c3", "#8c7355", "#3d3020"),
            "loopback": ("#f1e9de", "#a8947a", "#3d3020"),
            "mesh": ("#d8dee5", "#616e7c", "#1f2933"),
        },
        1.0,
    ),
    tints=_tints(
        ("#edf4fb", "#8fb3d6", "#1f4e79"),
        ("#edf6ea", "#6c9f63", "#2f6027"),
        ("#fdf5e2", "#d8b76a", "#6f5210"),
        ("#f3eefa", "#b09cd3", "#4b3679"),
        ("#e6f5f4", "#7fbdb8", "#1b5a56"),
        ("#fbedef", "#c26a7a", "#7d2d3b"),
        ("#f4f4e3", "#bdbb7a", "#55541c"),
        ("#f0f1f3", "#8a949e", "#3e4c59"),
    ),
)

DARK = Theme(
    name="dark",
    background="#15191e",
    text="#e4e7eb",
    muted="#9aa5b1",
    lines={
        "link": Stroke("#b8c2cc", 1.2),
        "adjacency": Stroke("#ff7b6b", 2.2),
        "ebgp": Stroke("#ff7b6b", 2.2),
        "ibgp": Stroke("#d8a25e", 1.3),
        "localas_ibgp": Stroke("#e8c58c", 1.3),
        "confed_ebgp": Stroke("#ffa14d", 2.2),
        "level-1": Stroke("#f2c14e", 1.4),
        "level-2": Stroke("#6db3f2", 2.2),
        "level-1-2": Stroke("#b79cf0", 3.2),
        "vlan_access": Stroke("#ffa14d", 1.2),
        "vlan_trunk": Stroke("#ffa14d", 3.0),
        "tunnel": Stroke("#9aa5b1", 1.2, "dashed"),
    },
    boxes=_paints(
        {
            "router": ("#5a3d12", "#e0a040", "#ffeccc"),
            "switch": ("#1d3f5e", "#6db3f2", "#e1f0ff"),
            "host": ("#262c33", "#9aa5b1", "#e4e7eb"),
            "server": ("#262c33", "#9aa5b1", "#e4e7eb"),
            "firewall": ("#5c221b", "#ff7b6b", "#ffe3df"),
            "bridge": ("#453a2c", "#b89f7d", "#f3eadd"),
            "controller": ("#3b2d5e", "#b79cf0", "#efe7ff"),
            "cloud": ("#2a323b", "#7b8794", "#e4e7eb"),
            "as": ("#1c3a57", "#6fa8dc", "#e1f0ff"),
        }
    ),
    bars=_paints(
        {
            "lan": ("#4d4132", "#b89f7d", "#f3eadd"),
            "loopback": ("#3a332a", "#8f7e68", "#f3eadd"),
            "mesh": ("#38424d", "#9aa5b1", "#e4e7eb"),
        },
        1.0,
    ),
    tints=_tints(
        ("#1a2632", "#4d7aa6", "#b5d4f1"),
        ("#1c2a1d", "#74ad6d", "#bfe0b9"),
        ("#2e2817", "#9c8040", "#f0d99c"),
        ("#262033", "#7d68a8", "#d6c7f2"),
        ("#182b2a", "#3a7a75", "#b0e0dc"),
        ("#2f1e22", "#cd8996", "#f2c2ca"),
        ("#282817", "#85834a", "#dedca6"),
        ("#23272c", "#6b7681", "#cbd2d9"),
    ),
)

MONO = Theme(
    name="mono",
    background="#ffffff",
    text="#000000",
    muted="#333333",
    lines={
        "link": Stroke("#000000", 1.0),
        "adjacency": Stroke("#000000", 2.6),
        "ebgp": Stroke("#000000", 2.6),
        "ibgp": Stroke("#000000", 1.0),
        "localas_ibgp": Stroke("#666666", 1.0),
        "confed_ebgp": Stroke("#666666", 2.6),
        "level-1": Stroke("#000000", 1.0),
        "level-2": Stroke("#000000", 2.6),
        "level-1-2": Stroke("#666666", 2.6),
        "vlan_access": Stroke("#666666", 1.0),
        "vlan_trunk": Stroke("#000000", 3.2),
        "tunnel": Stroke("#666666", 1.0, "dashed"),
    },
    boxes=_paints(
        {
            "router": ("#ffffff", "#000000", "#000000"),
            "switch": ("#e6e6e6", "#000000", "#000000"),
            "host": ("#ffffff", "#666666", "#000000"),
            "server": ("#ffffff", "#666666", "#000000"),
            "firewall": ("#cccccc", "#000000", "#000000"),
            "bridge": ("#d9d9d9", "#000000", "#000000"),
            "controller": ("#f2f2f2", "#000000", "#000000"),
            "cloud": ("#ffffff", "#999999", "#000000"),
        }
    ),
    bars=_paints({"lan": ("#d9d9d9", "#000000", "#000000")}, 1.0),
    tints=_tints(("#f7f7f7", "#888888", "#000000"), ("#ececec", "#888888", "#000000")),
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, MONO)}
