"""Read a text diagram of one page: rectangles, line ends, lines, texts, in that order."""

from __future__ import annotations

from topodraw.textreader.boxes import Box, check_insides, find_boxes
from topodraw.textreader.canvas import FREE, Canvas, Token, make_canvas, tokens
from topodraw.textreader.cover import Cover, cover, settle_crossings
from topodraw.textreader.diagram import Bar, Edge, Frame, Label, Node, ReadDiagram, Tap
from topodraw.textreader.glyphs import ALLOWED, DRAWN_GLYPH, KIND, find_charset, holds_line
from topodraw.textreader.ports import Port, Ports, find_ports
from topodraw.textreader.segments import Segment, join_parts
from topodraw.textreader.strands import Trace, walk_all
from topodraw.textreader.texts import attach, check_references, read_above, read_below, resolve


def read_page(text: str, charset: str | None = None) -> ReadDiagram:
    """Read a text diagram of one page.

    `charset` is `box`, `rich` or `ascii`, told by the glyphs when not given. Raises TooLarge for a text of more than
    25 million cells.
    """
    charset = charset or find_charset(text)
    canvas = make_canvas(text)
    boxes = find_boxes(canvas, charset)
    ports = find_ports(canvas, boxes, charset)
    traces = walk_all(canvas, ports, charset)
    found = cover(canvas, traces)
    crossings = settle_crossings(canvas, ports, traces, found, charset)
    top, bottom = _extent(canvas, boxes, ports, traces)
    title, first = read_above(canvas, top)
    below = next((row for row in range(bottom + 1, canvas.height) if canvas.rows[row].isspace()), canvas.height)
    beside = {(token.row, token.left): token for token in tokens(canvas, first, below - 1)}
    segments = join_parts(canvas, ports.parts, beside, below, charset)
    said = read_below(canvas, below, charset)
    check_references(canvas, beside.values(), said.notes)
    if charset != "ascii":
        check_insides(canvas, boxes, DRAWN_GLYPH)
        _check_glyphs(canvas, charset, below)
    else:
        check_insides(canvas, boxes, None)
    labels, texts = _labels(canvas, found, list(beside.values()), charset, said.notes)
    names = [_lines(canvas, box)[0] for box in boxes]
    nodes = _nodes(canvas, boxes)
    edges, bars = _lines_drawn(canvas, traces, labels, names, segments, charset, said.notes)
    frames = _frames(canvas, boxes, names, segments, said.notes)
    problems = tuple(sorted(set(canvas.problems), key=lambda problem: (problem.row, problem.column, problem.code)))
    return ReadDiagram(
        charset=charset,
        width=canvas.width,
        height=canvas.height,
        nodes=nodes,
        frames=frames,
        edges=edges,
        bars=bars,
        legend=tuple(said.lines),
        notes=tuple(said.notes.items()),
        texts=texts,
        crossings=crossings,
        problems=problems,
        entries=tuple(said.entries),
        title=title,
        top=first,
        bottom=below - 1,
    )


def _extent(canvas: Canvas, boxes: list[Box], ports: Ports, traces: list[Trace]) -> tuple[int, int]:
    """Return the first and the last row of the picture proper."""
    rows = [row for box in boxes for row in (box.rectangle.top, box.rectangle.bottom)]
    rows += [part.row for part in ports.parts if part.taps]
    rows += [row for trace in traces for row, _ in trace.path]
    return min(rows, default=0), max(rows, default=-1)


def _check_glyphs(canvas: Canvas, charset: str, below: int) -> None:
    """Report line glyphs another charset has."""
    for row in range(below):
        for run in DRAWN_GLYPH.finditer(canvas.rows[row]):
            if not ALLOWED[charset].issuperset(run.group()):
                foreign = sorted(set(run.group()) - ALLOWED[charset])
                canvas.report(row, run.start(), "glyph", f"{''.join(foreign)} is not of the {charset} charset")


def _labels(
    canvas: Canvas, found: Cover, beside: list[Token], charset: str, notes: dict[int, str]
) -> tuple[dict[int, list[Label]], tuple[str, ...]]:
    """Give the texts to the lines; return the labels of each line and the texts that belong to none."""
    labels: dict[int, list[Label]] = {}
    loose: list[str] = []
    for token in beside:
        if canvas.owned(token.row, token.left) != FREE:
            continue
        if holds_line(token.text, charset):
            canvas.report(token.row, token.left, "stray", f"a line that belongs to nothing: {token.text!r}")
            continue
        home = attach(canvas, found, token)
        if home is None:
            loose.append(token.text)
        else:
            said = home[1]
            text = resolve(said.text, notes)
            labels.setdefault(home[0], []).append(Label(text, said.row, said.column, said.from_a, said.from_b))
    return labels, tuple(loose)


def _lines(canvas: Canvas, box: Box) -> list[str]:
    """Return the lines of a node, name first; for a frame just its title."""
    if box.is_frame:
        return [(box.title or "").strip()]
    place = box.rectangle
    rows = range(place.top + 1, place.bottom)
    lines = [canvas.text(row, place.left + 1, place.right).strip() for row in rows]
    return [lines[0], *(line for line in lines[1:] if line)]


def _nodes(canvas: Canvas, boxes: list[Box]) -> tuple[Node, ...]:
    """Return the nodes in reading order; a name used twice becomes a problem."""
    nodes: list[Node] = []
    seen: set[str] = set()
    for box in boxes:
        if box.is_frame:
            continue
        name, *rest = _lines(canvas, box)
        if name in seen:
            canvas.report(box.rectangle.top, box.rectangle.left, "name", f"a second node named {name!r}")
        seen.add(name)
        nodes.append(Node(name, tuple(rest), box.rectangle, box.shape))
    return tuple(nodes)


def _lines_drawn(
    canvas: Canvas,
    traces: list[Trace],
    labels: dict[int, list[Label]],
    names: list[str],
    segments: list[Segment],
    charset: str,
    notes: dict[int, str],
) -> tuple[tuple[Edge, ...], tuple[Bar, ...]]:
    """Turn walks into edges and taps, and taps into bars."""
    home = {part: number for number, segment in enumerate(segments) for part in segment.parts}
    taps: list[list[Tap]] = [[] for _ in segments]
    edges: list[Edge] = []

    def name_of(port: Port) -> str:
        return names[port.box] if port.box is not None else segments[home[port.part or 0]].name

    for number, trace in enumerate(traces):
        if trace.finish is None:
            continue
        said = tuple(labels.get(number, ()))
        if trace.start.part is None and trace.finish.part is None:
            edges.append(_edge(trace, name_of(trace.start), name_of(trace.finish), said, charset))
        for port, other in ((trace.start, trace.finish), (trace.finish, trace.start)):
            if port.part is not None:
                side = "up" if port.out == 0 else "down"
                view = _seen_from(said, other is trace.finish)
                tap = Tap(name_of(other), side, port.column, view, _corners(trace), trace.bends)
                taps[home[port.part]].append(tap)
    bars = []
    for segment, attached in zip(segments, taps, strict=True):
        in_order = tuple(sorted(attached, key=lambda tap: tap.column))
        bars.append(Bar(resolve(segment.name, notes), segment.row, segment.left, segment.right, in_order, segment.gap))
    return tuple(edges), tuple(bars)


def _seen_from(labels: tuple[Label, ...], turned: bool) -> tuple[Label, ...]:
    """Return labels with the far side of a tap as end a."""
    if not turned:
        return labels
    return tuple(Label(one.text, one.row, one.column, one.from_b, one.from_a) for one in labels)


def _edge(trace: Trace, a: str, b: str, labels: tuple[Label, ...], charset: str) -> Edge:
    """Turn a walk between two nodes into an edge."""
    finish = trace.finish
    plain = "unknown" if charset == "ascii" else "light"
    weights = {1: plain, 2: "ebgp", 3: "ebgp"}
    kind = KIND[charset].get(trace.style, plain) if trace.style else weights[trace.start.weight]
    arrow = finish is not None and finish.arrow
    return Edge(a, b, kind, trace.start.arrow, arrow, labels, _corners(trace), trace.bends, trace.style)


def _corners(trace: Trace) -> tuple[tuple[int, int], ...]:
    """Return a walk's path without the repeats that only mark directions."""
    return tuple(dict.fromkeys(trace.path))


def _frames(
    canvas: Canvas, boxes: list[Box], names: list[str], segments: list[Segment], notes: dict[int, str]
) -> tuple[Frame, ...]:
    """Return the frames in reading order with what stands directly inside each."""
    numbers = [number for number, box in enumerate(boxes) if box.is_frame]
    place = {number: position for position, number in enumerate(numbers)}
    bars: dict[int, list[str]] = {}
    for segment in segments:
        around = [n for n in numbers if segment.inside(boxes[n].rectangle)]
        if around:
            bars.setdefault(max(around, key=lambda n: boxes[n].rectangle.left), []).append(resolve(segment.name, notes))
    contents: dict[int | None, list[int]] = {}
    for child, box in enumerate(boxes):
        contents.setdefault(box.parent, []).append(child)
    frames: list[Frame] = []
    for number in numbers:
        box = boxes[number]
        inside = contents.get(number, [])
        members = tuple(names[child] for child in inside if not boxes[child].is_frame)
        if not inside and number not in bars:
            canvas.report(box.rectangle.top, box.rectangle.left, "frame", "a frame around nothing")
        children = tuple(place[child] for child in inside if boxes[child].is_frame)
        parent = place[box.parent] if box.parent is not None and box.parent in place else None
        style = {"square": "solid"}.get(box.shape, box.shape)
        title = resolve(names[number], notes)
        frames.append(Frame(title, box.rectangle, style, parent, members, tuple(bars.get(number, ())), children))
    return tuple(frames)
