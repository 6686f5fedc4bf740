import json
import subprocess
import sys

import pytest

import topodraw
from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.draw import Drawing, resolve_format, with_tiers
from topodraw.errors import OutputError, RenderError, SourceError, UnknownName
from topodraw.model import Endpoint, Link, Node, Preferences, Topology
from topodraw.source import Source


def lab(**more):
    nodes = (Node("spine1", device="frr", role="router", loopback="10.0.0.1/32"), Node("leaf1", device="eos"))
    return Topology("lab", nodes=nodes, links=(Link((Endpoint("leaf1", "eth1"), Endpoint("spine1", "eth1"))),), **more)


@pytest.mark.parametrize("format", ["text", "ascii", "dot", "d2", "json"])
def test_a_topology_is_drawn_in_every_format_of_text(format):
    drawing = topodraw.draw(lab(), format)
    assert drawing.format == format
    assert "spine1" in str(drawing)
    assert "leaf1" in str(drawing)
    assert drawing.content.endswith("\n")


def test_a_suffix_is_as_good_as_a_format():
    assert topodraw.draw(lab(), "gv") == topodraw.draw(lab(), "dot")
    assert topodraw.draw(lab(), "txt") == topodraw.draw(lab())


def test_ascii_is_seven_bit_whatever_the_charset_asked_for():
    assert topodraw.draw(lab(), "ascii", charset="rich").content.isascii()
    assert not topodraw.draw(lab(), "text").content.isascii()


def test_a_path_a_source_and_a_topology_give_the_same_drawing(tmp_path):
    path = tmp_path / "lab.json"
    topodraw.draw(lab(), "json").save(path)
    drawn = str(topodraw.draw(path))
    assert str(topodraw.draw(str(path))) == drawn
    assert str(topodraw.draw(topodraw.load(path))) == drawn
    assert str(topodraw.draw(Source("memory", path.read_text()))) == drawn


def test_a_diagram_is_drawn_as_it_is():
    diagram = Diagram("two", boxes=(Box("a"), Box("b")), edges=(Edge(End("a"), End("b")),))
    assert "a" in str(topodraw.draw(diagram, "dot"))
    with pytest.raises(TypeError, match="Diagram has no json form"):
        topodraw.draw(diagram, "json")


def test_a_networkx_graph_is_drawn():
    networkx = pytest.importorskip("networkx")
    text = str(topodraw.draw(networkx.path_graph(["left", "middle", "right"])))
    assert all(name in text for name in ("left", "middle", "right"))


@pytest.fixture
def lines(monkeypatch):
    """Return the kinds of lines that a renderer finds in a box, besides its name."""

    def drawn(topology, format, **options):
        seen = []

        class Spy:
            media_type, binary, suffixes = "text/plain", False, ()

            def render(self, diagram, options):
                seen.extend(line.kind for line in diagram.boxes[0].lines)
                return ""

        monkeypatch.setattr(sys.modules["topodraw.draw"], "load_renderer", lambda *_, **__: Spy())
        topodraw.draw(topology, format, **options)
        return seen

    return drawn


@pytest.mark.parametrize(
    ("format", "preferences", "options", "expected"),
    [
        ("text", Preferences(), {}, []),
        ("ascii", Preferences(), {}, []),
        ("dot", Preferences(), {}, ["device", "address"]),
        ("d2", Preferences(), {}, ["device", "address"]),
        ("svg", Preferences(), {}, ["device", "address"]),
        ("dot", Preferences(node_addresses=False), {}, ["device"]),
        ("text", Preferences(node_addresses=True), {}, ["address"]),
        ("text", Preferences(), {"node_label": "name,device"}, ["device"]),
        ("dot", Preferences(), {"node_label": ["name"]}, []),
    ],
)
def test_a_node_shows_what_was_asked_for_else_what_the_format_has_room_for(
    lines, format, preferences, options, expected
):
    assert lines(lab(preferences=preferences), format, **options) == expected


def test_an_image_has_its_own_media_type(lines, monkeypatch):
    lines(lab(), "svg")
    assert topodraw.draw(lab(), "svg").media_type == "image/svg+xml"
    assert topodraw.draw(lab(), "dot").media_type == "text/plain"


def test_the_title_is_drawn():
    assert "A lab of two" in str(topodraw.draw(lab(), "dot", title="A lab of two"))


def test_options_that_do_not_exist_are_refused_with_a_hint():
    with pytest.raises(TypeError, match="no option 'colour'; did you mean 'color'"):
        topodraw.draw(lab(), colour=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "tect"}, "unknown format 'tect'; did you mean 'text'"),
        ({"view": "bpg"}, "unknown view 'bpg'; did you mean 'bgp'"),
    ],
)
def test_names_that_do_not_exist_are_refused_with_a_hint(options, message):
    with pytest.raises(UnknownName, match=message):
        topodraw.draw(lab(), **options)


def test_an_engine_makes_no_text():
    with pytest.raises(RenderError, match="needs no engine"):
        topodraw.draw(lab(), "text", via="dot")


def test_bad_input_is_a_located_error(tmp_path):
    path = tmp_path / "lab.yml"
    path.write_text("nodes: [a\n")
    with pytest.raises(SourceError, match=r"lab\.yml:\d+:\d+: error: "):
        topodraw.draw(path)


def test_tiers_are_filled_in_as_they_are_drawn():
    tiers = {node.name: node.tier for node in with_tiers(lab()).nodes}
    assert tiers["spine1"] < tiers["leaf1"]
    assert [n["tier"] for n in json.loads(str(topodraw.draw(lab(), "json")))["nodes"]] == list(tiers.values())


@pytest.mark.parametrize(
    ("format", "path", "expected"),
    [
        (None, None, "text"),
        (None, "x.gv", "dot"),
        (None, "x.svg", "svg"),
        (None, "drawing", "text"),
        (None, "x.json", "json"),
        ("d2", "x.svg", "d2"),
    ],
)
def test_the_format_is_the_one_named_else_the_suffix_else_text(format, path, expected):
    assert resolve_format(format, path) == expected


def test_a_drawing_is_short_in_a_debugger_and_saves_itself(tmp_path):
    drawing = Drawing("┌┐\n", "text", "text/plain")
    assert (repr(drawing), str(drawing)) == ("<Drawing text, 3 characters>", "┌┐\n")
    assert str(Drawing(b"\x89PNG", "png", "image/png")) == "<Drawing png, 4 bytes>"
    assert [drawing.save(tmp_path / "x.txt"), drawing.save(tmp_path / "x.txt")] == [True, False]
    with pytest.raises(OutputError, match="does not exist"):
        drawing.save(tmp_path / "missing" / "x.txt")


@pytest.mark.parametrize("first", ["import topodraw.draw", "topodraw.load", "from topodraw.draw import load", "pass"])
def test_draw_is_the_function_however_its_module_was_imported(first):
    code = f"import topodraw\n{first}\nprint(topodraw.draw(topodraw.Diagram('empty'), 'dot').format)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("dot\n", "")
