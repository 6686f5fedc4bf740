import xml.etree.ElementTree as ET

import topodraw
from topodraw.errors import Location, Problem
from topodraw.integrations.html import alert, figure
from topodraw.integrations.place import Place
from topodraw.integrations.request import read_request

HOSTILE = "</figure><script>alert(1)</script>\"'&]]>"


def test_hostile_words_are_inert(tmp_path):
    lab = tmp_path / "lab.yml"
    lab.write_text("nodes: [a, b]\nlinks: [a-b]\n")
    request = read_request({"caption": HOSTILE, "alt": HOSTILE, "id": HOSTILE, "class": HOSTILE})
    drawing = str(topodraw.draw(lab, "svg", title=HOSTILE))
    root = ET.fromstring(figure(request, drawing, text=HOSTILE, source=HOSTILE, style=True))
    assert root.tag == "figure"
    assert root.get("id") == HOSTILE
    assert [each.tag for each in root.iter() if each.tag.endswith("script")] == []
    svg = root.find("{http://www.w3.org/2000/svg}svg")
    assert svg.get("aria-label") == HOSTILE
    assert svg.get("aria-labelledby") is None
    assert root.find("figcaption").text == HOSTILE
    assert [code.text for code in root.iter("code")] == [HOSTILE, HOSTILE]
    assert ET.fromstring(alert([HOSTILE])).text == HOSTILE


def test_text_drawings_have_words_for_those_who_do_not_see_them():
    request = read_request({"format": "text", "alt": "Two routers"})
    code = ET.fromstring(figure(request, "│ <a> │\n"))
    assert code.find("pre").attrib == {"role": "img", "aria-label": "Two routers"}
    assert code.find("pre/code").text == "│ <a> │\n"


def test_problems_have_the_lines_of_the_page():
    place = Place("page.md", 10, 11, 4)
    own, whole, other = place.problems(
        Problem(Location(file, line, column), "bad")
        for file, line, column in (("page.md", 2, 3), ("page.md", None, None), ("lab.yml", 7, 1))
    )
    assert str(own) == "page.md:12:7: error: bad"
    assert str(whole) == "page.md:10:1: error: bad"
    assert str(other) == "page.md:10:1: error: lab.yml:7:1: bad"
