"""The private copy that the layout passes work on: items in layers, ports on items, nets in channels.

Layer r is the row of boxes of one tier. Channel r is the space below layer r, where lines between layer r and r+1 run;
channel -1 lies above the first layer. Every item of a layer is a box, a dummy (one column through which a long line
passes) or a gap (the place of a frame in a layer where it has no member). A net is what one channel has to connect: a
piece of an edge, a cup between two boxes of one layer, or a bar with its taps. In a drawing to the right a bar is an
item of a layer of its own, which its taps reach through dummies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from topodraw.diagram import Diagram
from topodraw.layout.metric import Direction, metric

__all__ = [
    "DEFAULT_ORDER",
    "DOWN",
    "UP",
    "Bus",
    "Direct",
    "FrameNode",
    "Item",
    "Layered",
    "Net",
    "NetKind",
    "Port",
    "Side",
    "common",
]

Side = Literal["down", "up"]
DOWN: Side = "down"
"""The bottom of an item: its port opens into the channel below."""
UP: Side = "up"
DEFAULT_ORDER = 100
"""The order of a box or a port that was given none (netlab's documentation of `graph.linkorder`)."""
NetKind = Literal["edge", "cup", "cap", "bar"]


ItemKind = Literal["box", "dummy", "gap", "bar"]


class Item:
    """A box, a dummy, a gap or a bar. `path` names the frames around it, outermost first."""

    __slots__ = (
        "box",
        "edge",
        "height",
        "index",
        "inset",
        "kind",
        "layer",
        "left",
        "lines",
        "path",
        "ports",
        "reach",
        "right",
        "spare",
        "width",
        "x",
        "y",
    )

    def __init__(self, kind: ItemKind, layer: int, path: tuple[str, ...], box: str = "") -> None:
        self.kind, self.layer, self.path, self.box = kind, layer, path, box
        self.index = 0
        self.width = 1 if kind in ("dummy", "bar") else 0
        self.edge = 0
        """Columns from the corner of a box to its first port."""
        self.spare = 0
        """Columns that a box with several ports on a side has more than needed, for one to move aside in."""
        self.height = 0
        self.inset = 0
        """Rows from the start of the layer, for what belongs to a bar that is an item."""
        self.reach = 0
        """Rows of the layer that the texts of direct links take, where they are more than the box has."""
        self.left = self.right = 0
        """Blank columns kept free beside the item, for the labels of direct links and the names of bars."""
        self.lines: tuple[str, ...] = ()
        self.ports: dict[Side, list[Port]] = {DOWN: [], UP: []}
        self.x = self.y = 0


class Port:
    """Where a net touches an item. `column` = item.x + offset once the item is placed."""

    __slots__ = (
        "arrow",
        "before",
        "floor",
        "item",
        "labels",
        "net",
        "offset",
        "order",
        "pitch",
        "place",
        "room",
        "side",
    )

    def __init__(self, item: Item, side: Side, net: Net, labels: tuple[str, ...] = (), arrow: bool = False) -> None:
        self.item, self.side, self.net, self.labels, self.arrow = item, side, net, labels, arrow
        self.offset = 0
        self.place = 0
        """Index on its side of the item, left to right."""
        self.floor = 0
        """The least offset: a frame's title stands left of it."""
        self.before = self.room = 0
        """Columns its labels take to the left and to the right of the line."""
        self.pitch = 0
        """Columns to the next port on its side, at the least."""
        self.order: int | None = None
        net.ports.append(self)
        item.ports[side].append(self)

    @property
    def column(self) -> int:
        return self.item.x + self.offset


class Net:
    """What one channel has to connect. `owner` is an index into the diagram's edges, or a bar's id."""

    __slots__ = ("channel", "kind", "owner", "ports", "row", "serial", "zone")

    def __init__(self, kind: NetKind, channel: int, owner: int | str, serial: int) -> None:
        self.kind, self.channel, self.owner, self.serial = kind, channel, owner, serial
        self.ports: list[Port] = []
        self.row = 0
        self.zone = 0


class FrameNode:
    """A frame in the tree of frames. `x`, `right` are the columns of its walls once it is placed."""

    __slots__ = ("bottom", "children", "id", "key", "path", "right", "title", "top", "x")

    def __init__(self, id: str, title: str, path: tuple[str, ...]) -> None:
        self.id, self.title, self.path = id, title, path
        self.children: list[FrameNode] = []
        self.top = self.bottom = 0
        """First and last layer with a member."""
        self.key = 0.0
        self.x = self.right = 0


class Direct:
    """A link between neighbours of one layer, drawn straight from side to side on text row `row` of the boxes."""

    __slots__ = ("edge", "left", "right", "row", "swapped")

    def __init__(self, edge: int, left: Item, right: Item, swapped: bool) -> None:
        self.edge, self.left, self.right, self.swapped = edge, left, right, swapped
        self.row = 1


class Bus:
    """A bar that is an item: for each tap the nets that lead from the box to a dummy in the bar's layer, and that."""

    __slots__ = ("item", "taps")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.taps: list[tuple[list[Net], Item]] = []


class Layered:
    """A diagram on its way to an arrangement."""

    def __init__(self, diagram: Diagram, *, tight: bool = False, direction: Direction = "down", icon: int = 0) -> None:
        self.diagram = diagram
        self.metric = metric(direction, tight=tight)
        self.tight = tight
        """Spare columns: the least gaps between boxes and ports, boxes no wider than they need to be."""
        self.icon = icon
        """Columns in every box beside its lines of text."""
        self.layers: list[list[Item]] = []
        self.items: dict[str, Item] = {}
        """Boxes by id."""
        self.frames: dict[str, FrameNode] = {}
        self.roots: list[FrameNode] = []
        self.nets: dict[int, list[Net]] = {}
        self.chains: dict[int, list[Net]] = {}
        """For an edge drawn through channels: its nets from the upper end to the lower."""
        self.taps: dict[str, list[tuple[list[Net], Port]]] = {}
        """For a bar: for each tap the nets that lead from the box toward it, and its port on the bar's own net."""
        self.flats: list[int] = []
        """Edges between two boxes of one layer, loops included."""
        self.direct: list[Direct] = []
        self.buses: dict[str, Bus] = {}
        self.pinned: dict[Item, int] = {}
        """The order in their layer of the boxes that their author gave a place."""
        self.lanes: dict[Item, tuple[int, int]] = {}
        """For dummies of lines between such boxes: of these the last one to the left and the first one to the right."""
        self.wanted: dict[Item, int] = {}
        """The column in which the middle of each of those is wanted, counted from `origin`."""
        self.origin = 0

    def add_net(self, kind: NetKind, channel: int, owner: int | str) -> Net:
        nets = self.nets.setdefault(channel, [])
        net = Net(kind, channel, owner, len(nets))
        nets.append(net)
        return net

    def all_items(self) -> Iterator[Item]:
        for layer in self.layers:
            yield from layer

    def number(self) -> None:
        """Set every item's index in its layer."""
        for layer in self.layers:
            for index, item in enumerate(layer):
                item.index = index


def common(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return the frames that two paths share, outermost first."""
    shared = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        shared += 1
    return a[:shared]
