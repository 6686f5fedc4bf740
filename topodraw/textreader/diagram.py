"""What a text diagram shows: the values the reader hands back. Rows and columns count cells from 0."""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit the grammar, and where."""

    row: int
    column: int
    code: str
    text: str

    def __str__(self) -> str:
        """Say it with line and column counted from 1."""
        return f"{self.row + 1}:{self.column + 1}: {self.code}: {self.text}"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """The cells of a border, all four sides inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def encloses(self, other: Rectangle) -> bool:
        """Tell whether `other` lies wholly inside, touching no side."""
        return (
            self.top < other.top and self.left < other.left and self.bottom > other.bottom and self.right > other.right
        )

    def meets(self, other: Rectangle) -> bool:
        """Tell whether the two have a cell in common."""
        return not (
            self.bottom < other.top or other.bottom < self.top or self.right < other.left or other.right < self.left
        )


@dataclass(frozen=True, slots=True)
class Node:
    """A closed rectangle with a name on its first line; `shape` is `square` or `rounded`."""

    name: str
    lines: tuple[str, ...]
    rectangle: Rectangle
    shape: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A closed rectangle with its title in the top border.

    `members`, `bars` and `frames` are what stands directly inside (frames as positions in `ReadDiagram.frames`);
    `style` is `solid`, `dashed` or `ascii`.
    """

    title: str
    rectangle: Rectangle
    style: str
    parent: int | None
    members: tuple[str, ...]
    bars: tuple[str, ...]
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside a line; `from_a` and `from_b` are cells along the line to its two ends (0: at the end)."""

    text: str
    row: int
    column: int
    from_a: int
    from_b: int

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the text: a note that stands for several separates them by commas."""
        return tuple(part for part in self.text.split(", ") if part)

    @property
    def nearest(self) -> str:
        """Name the nearer end: `a`, `b`, or `middle` when neither is nearer."""
        if self.from_a == self.from_b:
            return "middle"
        return "a" if self.from_a < self.from_b else "b"

    @property
    def place(self) -> str:
        """Name the end the text stands at (`a`, `b`: at most one cell off), else `middle`."""
        return self.nearest if min(self.from_a, self.from_b) <= 1 else "middle"


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between the borders of two nodes, or of one node twice.

    `kind` is what the glyphs tell: `link`, `ibgp`, `ebgp`, `vrf`, `light` (box charset: link or IBGP session),
    `unknown` (no straight cell to tell by). `path` holds the first cell outside a's border, each corner, and the
    last cell before b's border; it is empty when the two borders touch. `style` is that of its straight cells (see
    `topodraw.textreader.glyphs.STYLE`), None without any.
    """

    a: str
    b: str
    kind: str
    arrow_a: bool
    arrow_b: bool
    labels: tuple[Label, ...]
    path: tuple[tuple[int, int], ...]
    bends: int
    style: str | None = None

    @property
    def pair(self) -> Pair:
        """Return the two names in alphabetical order."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)

    @property
    def labels_a(self) -> tuple[str, ...]:
        """Return the texts at a's end."""
        return tuple(label.text for label in self.labels if label.place == "a")

    @property
    def labels_b(self) -> tuple[str, ...]:
        """Return the texts at b's end."""
        return tuple(label.text for label in self.labels if label.place == "b")

    @property
    def labels_middle(self) -> tuple[str, ...]:
        """Return the texts that stand at neither end."""
        return tuple(label.text for label in self.labels if label.place == "middle")


@dataclass(frozen=True, slots=True)
class Tap:
    """One attachment to a bar: the node (or the other bar) and the side it comes from, `up` or `down`."""

    node: str
    side: str
    column: int
    labels: tuple[Label, ...]
    path: tuple[tuple[int, int], ...]
    bends: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A straight double line with taps, from left to right.

    `gap` is the span of the name (end exclusive) when it stands in a gap on the bar.
    """

    name: str
    row: int
    left: int
    right: int
    taps: tuple[Tap, ...]
    gap: tuple[int, int] | None

    @property
    def is_mesh(self) -> bool:
        """Tell whether the bar stands for edges between all above and all below."""
        return self.name.startswith("full mesh")

    @property
    def mesh(self) -> tuple[Pair, ...]:
        """Return the links a mesh bar stands for: every node tapped from above with every one from below."""
        if not self.is_mesh:
            return ()
        upper = [tap.node for tap in self.taps if tap.side == "up"]
        lower = [tap.node for tap in self.taps if tap.side == "down"]
        return tuple((a, b) for a in upper for b in lower)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the legend: the style of the sample line (None without a sample) and what it means."""

    text: str
    style: str | None = None
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class ReadDiagram:
    """A text diagram, read. `problems` is empty exactly when the whole text fits the grammar.

    `legend` holds the lines below the picture that are no numbered notes, `entries` what they say of kinds of lines;
    `title` is the text above the picture, an empty line between the two. `top` and `bottom` are the first and the last
    row of the picture, with the texts in it; `pages` is the number of pages that were put together.
    """

    charset: str
    width: int
    height: int
    nodes: tuple[Node, ...]
    frames: tuple[Frame, ...]
    edges: tuple[Edge, ...]
    bars: tuple[Bar, ...]
    legend: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]
    texts: tuple[str, ...]
    crossings: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...] = ()
    title: str | None = None
    top: int = 0
    bottom: int = -1
    pages: int = 1

    def node(self, name: str) -> Node:
        """Return the node of that name; KeyError when there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(name)

    def pairs(self) -> list[Pair]:
        """Return every link the picture shows as a sorted list of name pairs, mesh bars written out."""
        drawn = [edge.pair for edge in self.edges]
        meshed = [(min(a, b), max(a, b)) for bar in self.bars for a, b in bar.mesh]
        return sorted(drawn + meshed)

    def members(self, frame: Frame) -> tuple[str, ...]:
        """Return the names of all nodes inside a frame, nested frames included, sorted."""
        names = list(frame.members)
        for child in frame.frames:
            names.extend(self.members(self.frames[child]))
        return tuple(sorted(names))
