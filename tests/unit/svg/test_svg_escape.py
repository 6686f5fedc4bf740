"""Whatever a name holds: an XML parser gives it back, an HTML parser finds no element in it, no link is a script."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svg_checks import SVG, faults, read, strangers
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame, Legend, Line, Tap
from topodraw.layout import assign_tiers
from topodraw.layout.texts import plain
from topodraw.model import Hints
from topodraw.rendering import RenderOptions
from topodraw_svg import SvgRenderer
from topodraw_svg._escape import escape, link, tag, token

HOSTILE = [
    "<script>alert(1)</script>",
    "]]><svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;&amp;&#x0;&nbsp;",
    "<!-- comment -->",
    "<?php ?>",
    "</text></g></svg>",
    "</style><script>",
    "שלום עולם",
    "\u202eevil\u202c",
    "👩‍💻🇩🇪👍🏽",
    "東京-コア1",
    "bell\x07 null\x00 esc\x1b[31m del\x7f csi\x9b",
    "not\ufffe characters\uffff \ufdd0",
    "half \ud800 pair",
    "{color:red}",
    "url(javascript:alert(1))",
    "new\nline\ttab",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_text_and_attributes_come_back_as_they_are_shown(said: str) -> None:
    element = ET.fromstring(tag("text", {"class": said}, escape(said)))
    assert element.text == element.attrib["class"]
    assert len(element) == 0
    assert list(element.attrib) == ["class"]
    assert element.text.replace("\ufffd", "") == "".join(c for c in plainly(said) if not is_noncharacter(c))
    assert minidom.parseString(tag("t", {"a": said}, escape(said))).documentElement.tagName == "t"


def plainly(said: str) -> str:
    from topodraw.text import sanitise

    return sanitise(said)


def is_noncharacter(letter: str) -> bool:
    return "\ufdd0" <= letter <= "\ufdef" or (ord(letter) & 0xFFFE == 0xFFFE and ord(letter) < 0x10000)


@given(st.text())
def test_any_text_is_one_text_to_a_parser(said: str) -> None:
    element = ET.fromstring(tag("text", {"class": said}, escape(said)))
    assert len(element) == 0
    assert (element.text or "") == element.attrib["class"]


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names += [tag, *(key for key, _ in attrs)]


def hostile_lab() -> Diagram:
    """Return a diagram that says something hostile wherever something can be said."""
    names = HOSTILE[:12]
    boxes = tuple(
        Box(f"n{at} {name}", "router", lines=(Line(name, "device"),), tooltip=name, hints=Hints(url=name, color=name))
        for at, name in enumerate(names)
    )
    edges = tuple(
        Edge(
            End(a.id, (name,), name, name),
            End(b.id, (name,), arrow=True),
            "ebgp",
            label=name,
            vrf=name,
            tooltip=name,
            hints=Hints(width=name, raw={"dot": {"color": name, "style": name}, name: {name: name}}),
        )
        for a, b, name in zip(boxes, boxes[1:], names, strict=False)
    )
    bars = (Bar("b", names[0], (Tap(boxes[0].id, (names[1],)),), tooltip=names[2], hints=Hints(fill=names[3])),)
    ids = [box.id for box in boxes]
    frames = (Frame("f", names[1], tuple(ids[:3])), Frame("g", names[9], tuple(ids[4:6])))
    legend, notes = (Legend(names[0], names[1]),), (names[3],)
    styles = {"dot": {"ebgp": {"color": "red;}*{fill:blue"}, names[0]: {names[0]: names[0]}}}
    return assign_tiers(Diagram(names[0], names[0], names[2], boxes, edges, bars, frames, legend, styles, notes))


@pytest.mark.parametrize("direction", ["down", "right"])
def test_a_lab_of_hostile_texts_is_harmless(direction: str) -> None:
    diagram = hostile_lab()
    svg = SvgRenderer().render(diagram, RenderOptions(format="svg", direction=direction))  # type: ignore[arg-type]
    assert isinstance(svg, str)
    svg.encode()
    assert list(strangers(svg)) == []
    assert list(faults(svg)) == []
    assert sorted(read(svg).names) == sorted(plain(box.name) for box in diagram.boxes)
    elements = Elements()
    elements.feed(svg)
    assert {"script", "img", "onload", "onerror", "onmouseover"}.isdisjoint(elements.names)
    assert not [a for a in ET.fromstring(svg).iter(f"{SVG}a") if "javascript" in a.attrib["href"].lower()]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.net/r1?a=1&b=2", "https://example.net/r1?a=1&b=2"),
        ("HTTP://example.net", "HTTP://example.net"),
        ("../r1.html#bgp", "../r1.html#bgp"),
        ("/r1", "/r1"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        (" java\tscript\n:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_only_links_that_run_nothing_are_kept(url: str | None, target: str | None) -> None:
    assert link(url) == target


@given(st.text())
def test_an_identifier_needs_no_escaping_anywhere(said: str) -> None:
    made = token(said)
    assert made[0].isalpha()
    assert made.isascii()
    assert made.replace("-", "").replace("_", "").isalnum()
