"""What a right SVG drawing is, told from the file alone: read by an XML parser, measured with widths of our own.

`read` returns what is drawn, everything in the coordinates of the file; `faults` what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

SVG = "{http://www.w3.org/2000/svg}"

ALLOWED = {
    "svg": {"class", "width", "height", "viewBox", "role", "aria-labelledby"},
    "title": {"id"},
    "desc": {"id"},
    "style": set(),
    "g": {"class", "style", "transform"},
    "a": {"href"},
    "rect": {"class", "style", "x", "y", "width", "height", "rx"},
    "path": {"class", "style", "d", "transform", "stroke-width"},
    "text": {"class", "x", "y", "text-anchor", "textLength", "lengthAdjust"},
}
"""Element -> its attributes. Nothing here runs, loads or refers to anything outside."""

STYLE = re.compile(r"(?:(?:color|fill):#[0-9a-f]{6}|stroke-width:[0-9.]+|stroke-dasharray:(?:none|[0-9. ]+))")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIZES = {"td-name": 13, "td-sub": 11, "td-legend": 11, "td-title": 16, "td-label": 10, "td-frame": 11, "td-bar": 10}

# Widths of DejaVu Sans, the widest font that readers are likely to have, in hundredths of its size.
NARROW = dict.fromkeys("ijl|'", 34) | dict.fromkeys(" .,:;!/\\[]()-ftIrJ`", 41)
BROAD = dict.fromkeys("mwMWOQ%@&", 104) | dict.fromkeys("+<=>~#", 86)


@dataclass(frozen=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float
    what: str = field(default="", compare=False)

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass
class Drawn:
    """Everything in a file, and where."""

    size: Area
    nodes: list[Area] = field(default_factory=list)
    frames: list[Area] = field(default_factory=list)
    texts: list[Area] = field(default_factory=list)
    inner: list[tuple[Area, Area]] = field(default_factory=list)
    """Texts of nodes, each with its node."""
    lines: list[list[tuple[float, float]]] = field(default_factory=list)
    bars: list[Area] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def read(svg: str) -> Drawn:
    """Read a drawing. Raises ParseError for what is no XML."""
    root = ET.fromstring(svg)
    drawn = Drawn(Area(0, 0, float(root.attrib["width"]), float(root.attrib["height"])))
    for group in root.findall(f"{SVG}g"):
        x, y = map(float, re.findall(r"-?[\d.]+", group.attrib["transform"]))
        _walk(group, (x, y), (), drawn, None)
    return drawn


def _walk(
    element: ET.Element, at: tuple[float, float], classes: tuple[str, ...], drawn: Drawn, node: Area | None
) -> None:
    rect = element.find(f"{SVG}rect")
    if "td-node" in element.get("class", "") and rect is not None:
        node = _rect(rect, at)
        drawn.nodes.append(node)
    for child in element:
        name, inherited = child.tag.removeprefix(SVG), (*classes, *child.get("class", "").split())
        if name == "text":
            area = _text(child, at, inherited)
            drawn.texts.append(area)
            if node:
                drawn.inner.append((area, node))
            if "td-name" in inherited:
                drawn.names.append(child.text or "")
        elif name == "rect" and "td-frame" in classes:
            drawn.frames.append(_rect(child, at))
        elif name == "rect" and "td-bar" in classes:
            drawn.bars.append(_rect(child, at))
        elif name == "path" and "td-edge" in classes and "td-hit" not in inherited and "td-head" not in inherited:
            drawn.lines.append(_way(child.attrib["d"], at))
        elif name in ("g", "a"):
            _walk(child, at, inherited, drawn, node)


def _rect(rect: ET.Element, at: tuple[float, float]) -> Area:
    x, y, width, height = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
    return Area(at[0] + x, at[1] + y, at[0] + x + width, at[1] + y + height)


def _text(text: ET.Element, at: tuple[float, float], classes: tuple[str, ...]) -> Area:
    assert not len(text), "text holds text alone"
    said = text.text or ""
    size = next(SIZES[name] for name in (*reversed(classes), "td-label") if name in SIZES)
    bold = not {"td-name", "td-frame", "td-title"}.isdisjoint(classes)
    width = float(text.get("textLength", 0)) or conservative(said, size, bold=bold)
    x, y = at[0] + float(text.attrib["x"]), at[1] + float(text.attrib["y"])
    x -= {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return Area(x, y - size * 0.74, x + width, y + size * 0.21, said)


def conservative(said: str, size: float, *, bold: bool) -> float:
    """Return the width that text has in a wide font."""
    total = 0
    for before, letter in zip(" " + said, said, strict=False):
        if (
            unicodedata.category(letter) in ("Mn", "Cf", "Me")
            or before == "\u200d"
            or "\U0001f3fb" <= letter <= "\U0001f3ff"
        ):
            continue
        wide = unicodedata.east_asian_width(letter) in "WF"
        total += NARROW.get(letter) or BROAD.get(letter) or (130 if wide else 76 if letter.isupper() else 64)
    return total * size / 100 * (1.08 if bold else 1)


def _way(data: str, at: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the corners of a path, those that are rounded by the points beside them."""
    x = y = 0.0
    points: list[tuple[float, float]] = []
    for letter, numbers in re.findall(r"([MHVQ])([^MHVQ]*)", data):
        values = [float(number) for number in numbers.split()]
        if letter == "H":
            x = values[0]
        elif letter == "V":
            y = values[0]
        else:
            x, y = values[-2:]
        points.append((at[0] + x, at[1] + y))
    return points


def faults(svg: str) -> Iterator[str]:
    """Yield what is wrong with the geometry of a drawing."""
    drawn = read(svg)
    inner = {id(text) for text, _ in drawn.inner}
    outer = [text for text in drawn.texts if id(text) not in inner]
    legs = [_around(leg) for way in drawn.lines for leg in pairwise(way)]
    yield from (f"nodes overlap: {a} {b}" for a, b in combinations(drawn.nodes, 2) if a.meets(b))
    yield from (f"texts overlap: {a} {b}" for a, b in combinations(drawn.texts, 2) if a.meets(b))
    yield from (f"text leaves its node: {text} {node}" for text, node in drawn.inner if not node.holds(text))
    yield from (f"text lies on a node: {text} {node}" for text in outer for node in drawn.nodes if node.meets(text))
    yield from (f"a line crosses text: {text} {leg}" for text in outer for leg in legs if text.meets(leg))
    for shape in (*drawn.nodes, *drawn.frames, *drawn.bars, *drawn.texts):
        if not drawn.size.holds(shape):
            yield f"something leaves the file: {shape}"


def _around(leg: tuple[tuple[float, float], tuple[float, float]]) -> Area:
    (x1, y1), (x2, y2) = leg
    return Area(min(x1, x2), min(y1, y2), max(x1, x2) + 0.1, max(y1, y2) + 0.1)


def strangers(svg: str) -> Iterator[str]:
    """Yield what a drawing holds beyond elements and attributes that are known to be harmless."""
    root = ET.fromstring(svg)
    ids: dict[str, None] = {}
    prefix = root.attrib["class"].split()[1]
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in ALLOWED:
            yield f"element {element.tag}"
            continue
        for key, value in element.attrib.items():
            if key not in ALLOWED[name]:
                yield f"attribute {key} of {name}"
            if key == "style" and not all(STYLE.fullmatch(part) for part in value.split(";")):
                yield f"style {value}"
            if key == "href" and not re.match(r"https?://|[^:]*$", value):
                yield f"link {value}"
            if key == "id":
                if value in ids or not value.startswith(prefix):
                    yield f"id {value}"
                ids[value] = None
    yield from (f"reference {each}" for each in re.findall(r"url\(|@import|@font-face|expression", svg))
    yield from _loose_rules(root, prefix)


def _loose_rules(root: ET.Element, prefix: str) -> Iterator[str]:
    """Yield the selectors that would reach beyond the drawing."""
    css = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    for selectors, _ in RULE.findall(css.replace("@media(prefers-color-scheme:dark){", "").replace("}}", "}")):
        for selector in selectors.strip().split(","):
            if f".{prefix}" not in selector.split()[:2]:
                yield f"selector {selector}"
