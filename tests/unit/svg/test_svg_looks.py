"""What a lab file asks of its own picture, pictures of devices, arrowheads, links, contrast as the file has it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import product

import pytest

from svg_checks import SVG, faults, strangers
from topodraw.colors import contrast
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line, Tap
from topodraw.errors import UnknownName
from topodraw.layout import assign_tiers
from topodraw.model import Hints
from topodraw.rendering import RenderOptions
from topodraw.theme import THEMES
from topodraw_svg import SvgRenderer
from topodraw_svg._icons import ICONS


def draw(diagram: Diagram, **options: object) -> str:
    svg = SvgRenderer().render(assign_tiers(diagram), RenderOptions(**{"format": "svg", **options}))  # type: ignore[arg-type]
    assert isinstance(svg, str)
    assert list(strangers(svg)) == []
    assert list(faults(svg)) == []
    return svg


def groups(svg: str, css: str) -> list[ET.Element]:
    return [g for g in ET.fromstring(svg).iter(f"{SVG}g") if css in g.get("class", "").split()]


def pair(*edges: Edge, styles: dict[str, dict[str, dict[str, str]]] | None = None, **box: object) -> Diagram:
    boxes = (Box("a", **box), Box("b"))  # type: ignore[arg-type]
    return Diagram("lab", boxes=boxes, edges=edges or (Edge(End("a"), End("b")),), styles=styles or {})


def test_a_node_looks_as_its_author_asks() -> None:
    hints = Hints(color="red", fill="Navy", width="3", raw={"dot": {"style": "filled,dashed"}})
    node = groups(draw(pair(hints=hints)), "td-node")[0]
    assert node.get("style") == "color:#ff0000;stroke-width:3;stroke-dasharray:6 4;fill:#ffffff"
    rect = node.find(f"{SVG}rect")
    assert rect is not None
    assert rect.get("style") == "fill:#000080"


def test_text_and_outline_of_a_filled_node_can_be_seen() -> None:
    node = groups(draw(pair(hints=Hints(fill="yellow"))), "td-node")[0]
    assert node.get("style") == "color:#000000;fill:#000000"


def test_a_line_looks_as_its_author_asks_and_so_do_those_of_its_kind() -> None:
    edges = (Edge(End("a"), End("b"), "ebgp", hints=Hints(color="#0A0")), Edge(End("a"), End("b"), "ebgp", vrf="red"))
    styles = {"dot": {"edge": {"penwidth": "2"}, "ebgp": {"color": "purple"}, "vrf": {"style": "dotted"}}}
    svg = draw(pair(*edges, styles=styles))
    asked = [group.get("style") for group in groups(svg, "td-ebgp")]
    assert asked == ["color:#00aa00;stroke-width:2", "color:#800080;stroke-width:2;stroke-dasharray:1.5 3"]


def test_styles_for_d2_are_understood_too() -> None:
    styles = {"d2": {"node": {"style.fill": "#123456", "style.stroke-dash": "3"}, "edge": {"style.stroke-width": "4"}}}
    svg = draw(pair(styles=styles))
    assert "fill:#123456" in svg
    assert "stroke-dasharray:3 3" in svg
    assert groups(svg, "td-edge")[0].get("style") == "stroke-width:4"


@pytest.mark.parametrize("width", ["wide", "nan", "inf", "-1", "", "1e9"])
def test_widths_that_make_no_sense_do_no_harm(width: str) -> None:
    style = groups(draw(pair(hints=Hints(width=width))), "td-node")[0].get("style")
    assert style in (None, "stroke-width:0.2", "stroke-width:16")


def test_colours_that_css_does_not_know_are_left_out() -> None:
    svg = draw(pair(hints=Hints(color="lightblue3", fill="red:blue")))
    assert groups(svg, "td-node")[0].get("style") is None


def test_every_device_class_has_a_picture_of_its_own() -> None:
    kinds = [*ICONS, "as", "unheard-of"]
    boxes = tuple(Box(f"the-{kind}", kind) for kind in kinds)
    svg = draw(Diagram("lab", boxes=boxes, edges=tuple(Edge(End("the-router"), End(box.id)) for box in boxes[1:])))
    nodes = {node.findtext(f"{SVG}text"): node.find(f"{SVG}path") for node in groups(svg, "td-node")}
    drawn = {name: path.attrib["d"] for name, path in nodes.items() if path is not None}
    assert len(set(drawn.values())) == len(drawn) == len(ICONS)
    assert nodes["the-as"] is None


def test_arrowheads_end_at_the_border_of_the_client() -> None:
    svg = draw(pair(Edge(End("a"), End("b", arrow=True), "ibgp", relation="down")))
    group = groups(svg, "td-ibgp")[0]
    head, line = [path.attrib["d"] for path in group.iter(f"{SVG}path")][::-1][:2]
    client = groups(svg, "td-node")[1].find(f"{SVG}rect")
    assert client is not None
    tip = float(re.findall(r"[\d.]+", head)[1])
    assert tip == float(client.attrib["y"]) - 1
    assert float(line.rpartition("V")[2]) == tip - 8


def test_lines_end_on_the_borders_of_their_boxes() -> None:
    edges = tuple(Edge(End(a), End(b)) for a, b in ("ab", "ac", "bd", "cd", "ad", "bc"))
    svg = draw(Diagram("lab", boxes=tuple(map(Box, "abcd")), edges=edges))
    rects = [node.find(f"{SVG}rect") for node in groups(svg, "td-node")]
    borders = [[float(r.attrib[key]) for key in ("x", "y", "width", "height")] for r in rects if r is not None]
    for edge in groups(svg, "td-edge"):
        data = edge.findall(f"{SVG}path")[-1].attrib["d"]
        x = y = 0.0
        points = []
        for letter, values in re.findall(r"([MHVQ])([^MHVQ]*)", data):
            numbers = [float(value) for value in values.split()]
            x, y = (numbers[0], y) if letter == "H" else (x, numbers[0]) if letter == "V" else numbers[-2:]
            points.append((x, y))
        for px, py in (points[0], points[-1]):
            assert any(
                (px in (bx, bx + w) and by < py < by + h) or (py in (by, by + h) and bx < px < bx + w)
                for bx, by, w, h in borders
            )


def test_a_node_and_a_link_lead_to_their_pages() -> None:
    edge = Edge(End("a"), End("b"), hints=Hints(url="javascript:alert(1)"))
    svg = draw(pair(edge, hints=Hints(url="https://example.net/a?b=1&c=2")))
    links = [a.attrib["href"] for a in ET.fromstring(svg).iter(f"{SVG}a")]
    assert links == ["https://example.net/a?b=1&c=2"]


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(UnknownName, match="did you mean 'light'"):
        draw(pair(), theme="ligth")


def everything() -> Diagram:
    """Return a diagram with every kind of box, bar and line, in as many frames as there are tints."""
    theme = THEMES["light"]
    kinds = [*theme.boxes]
    boxes = tuple(Box(f"box{at}", kinds[at % len(kinds)], lines=(Line("device", "device"),)) for at in range(16))
    lines = [*theme.lines]
    edges = tuple(
        Edge(End(boxes[at].id, ("e1",)), End(boxes[(at + 1) % 16].id), lines[at % len(lines)]) for at in range(16)
    )
    bars = tuple(Bar(kind, f"net-{kind}", (Tap(boxes[0].id), Tap(boxes[3].id)), kind) for kind in theme.bars)
    frames = tuple(Frame(f"f{at}", f"AS {at}", (boxes[2 * at].id, boxes[2 * at + 1].id)) for at in range(8))
    legend = tuple(Legend(kind, kind) for kind in (*lines, "vrf", "one_sided", "arrow"))
    return Diagram("all", "topology", "Everything", boxes, edges, bars, frames, legend, notes=("a note",))


@pytest.mark.parametrize("scheme", ["light", "dark", "mono"])
def test_text_can_be_read_on_the_ground_it_stands_on(scheme: str) -> None:
    """At least 4.5:1 (WCAG 2.2, 1.4.3), as the style sheet itself has the colours."""
    svg = SvgRenderer().render(assign_tiers(everything()), RenderOptions(format="svg", theme=scheme))  # type: ignore[arg-type]
    assert isinstance(svg, str)
    rules = dict(re.findall(r"\.td-[0-9a-f]{8} ?([^{},]*)\{([^}]*)\}", svg))

    def color(selector: str) -> str:
        found = re.search(r"(?:^|;)fill:(#[0-9a-f]{6})", rules[selector])
        assert found, selector
        return found[1]

    grounds = [color(".td-ground"), *(color(s) for s in rules if re.fullmatch(r"\.td-tint\d rect", s))]
    assert len(grounds) == 1 + len(THEMES[scheme].tints)
    for ink, ground in product((color(""), color(".td-label")), grounds):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    shapes = [selector.removesuffix(" rect") for selector in rules if selector.endswith(" rect")]
    painted = [shape for shape in shapes if shape not in (".td-node", ".td-frame", ".td-bar")]
    assert len(painted) >= len(THEMES[scheme].boxes) + len(THEMES[scheme].tints)
    for shape in painted:
        assert contrast(color(shape), color(f"{shape} rect")) >= 4.5, shape
