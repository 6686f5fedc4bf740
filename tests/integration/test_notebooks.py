"""What is drawn shows in a notebook as SVG and text, by a real kernel; the magics draw files and cells."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from browser import chromium

nbclient = pytest.importorskip("nbclient", reason="needs the test extra: nbclient, ipykernel")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

SAMPLES = Path(__file__).parents[2] / "samples"
LAB = SAMPLES / "bgp-route-leaks"

CELL = """\
%%topodraw --view bgp
defaults.device: frr
module: [bgp]
nodes:
  a: {bgp.as: 65000}
  b: {bgp.as: 65001}
links: [a-b]
"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """Return a function that executes cells in one kernel and returns the outputs of each."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "broken.yml").write_text("nodes: [a, b]\nlinks: [a-b, b-c]\ndefaults.device: frr\n")
    (folder / "odd.json").write_text(
        """{"name": "odd", "source": {"kind": "topodraw"}, "nodes": [{"name": "a"}],
        "warnings": [{"file": "lab.yml", "line": 3, "column": 5, "text": "this looks odd"}]}"""
    )
    (folder / "samples").symlink_to(SAMPLES)
    kernel = dict(os.environ, IPYTHONDIR=str(folder / "ipython"), JUPYTER_DATA_DIR=str(folder / "jupyter"))

    def run(*cells):
        document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        client = nbclient.NotebookClient(
            document, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}
        )
        client.execute(env=kernel)
        return [cell.outputs for cell in document.cells]

    run.folder = folder
    return run


def shown(outputs):
    """Return the forms of the one thing that a cell shows."""
    assert [output.output_type for output in outputs] == ["execute_result"]
    return dict(outputs[0].data)


def told(outputs, stream="stderr"):
    return "".join(output.text for output in outputs if output.output_type == "stream" and output.name == stream)


def failure(outputs):
    """Return what a failing cell shows, line by line."""
    assert [output.output_type for output in outputs] == ["error"]
    return outputs[0].traceback


def svg_texts(data):
    svg = ET.fromstring(data["image/svg+xml"])
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    return {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}


def test_values_show_as_svg_and_as_the_text_drawing(notebook):
    outputs = notebook(
        f"import topodraw\nfrom topodraw.views import make_view\nlab = topodraw.load({str(LAB)!r})",
        "lab",
        "lab.draw('bgp')",
        "make_view(lab, 'bgp')",
        "[lab]",
        "lab.draw(format='svg')",
        "lab.draw(format='text')",
        "lab.draw(format='png')",
        "print(lab.draw())",
        "print(lab.draw('bgp'))",
    )
    printed_topology, printed_bgp = (told(each, "stdout") for each in outputs[8:])
    topology, bgp, diagram, listed, svg, text, png = map(shown, outputs[1:8])
    for data in (topology, bgp, diagram, svg):
        assert {"trans_1", "cust_c"} <= svg_texts(data)
        assert set(data) == {"image/svg+xml", "text/plain"}
    assert topology["text/plain"] == svg["text/plain"]
    assert topology["text/plain"] == printed_topology.rstrip("\n")
    assert bgp["text/plain"] == diagram["text/plain"]
    assert "═══ EBGP session" in bgp["text/plain"]
    assert bgp["text/plain"] == printed_bgp.rstrip("\n")
    assert listed == {"text/plain": "[<Topology 'routeleaks': 9 nodes, 11 links, 11 sessions>]"}
    assert set(text) == {"text/html", "text/plain"}
    assert text["text/html"].startswith("<pre style=")
    assert text["text/plain"] == topology["text/plain"]
    assert text["text/plain"].splitlines()[1] in text["text/html"]
    assert set(png) == {"image/png", "text/plain"}


def test_networkx_graphs_are_drawn(notebook):
    _, graph, digraph = notebook(
        "import networkx as nx, topodraw",
        "topodraw.draw(nx.MultiGraph([('a', 'b'), ('a', 'b')]))",
        "topodraw.draw(nx.DiGraph([('a', 'b')]))",
    )
    assert shown(graph)["text/plain"].count("├──┤") == 2
    assert {"a", "b"} <= svg_texts(shown(digraph))


def test_magics_draw_a_file_and_a_cell(notebook):
    outputs = notebook(
        "%load_ext topodraw",
        f"%topodraw {LAB} --view bgp",
        CELL,
        f"folder = {str(SAMPLES)!r}\n%topodraw {{folder}}/leaf-spine --no-legend",
        f"d = %topodraw {LAB} -f dot -o lab.svg\nprint(d.format, d)",
        f"%topodraw {LAB} -o lab.svg",
    )
    assert outputs[0] == []
    assert {"trans_1", "AS 65000"} <= svg_texts(shown(outputs[1]))
    assert "═══ EBGP session" in shown(outputs[1])["text/plain"]
    assert {"a", "b", "AS 65000", "AS 65001"} <= svg_texts(shown(outputs[2]))
    assert "╞" in shown(outputs[2])["text/plain"]
    assert "spine" in shown(outputs[3])["text/plain"]
    assert told(outputs[4], "stdout").startswith('dot graph "routeleaks" {')
    assert (notebook.folder / "lab.svg").read_text("utf-8") == shown(outputs[5])["image/svg+xml"]


def test_errors_are_located_lines_without_a_traceback(notebook):
    outputs = notebook(
        "%load_ext topodraw",
        "%topodraw broken.yml",
        CELL.replace("[a-b]", "[a-b, b-c]"),
        "%topodraw nowhere.yml",
        f"%topodraw {LAB} -o no/such/folder.svg",
        f"%topodraw {LAB} -f json -o {LAB}/topology.yml",
    )
    problem = "error: link 'b-c' in links[2] refers to an unknown node 'c'; known are a, b"
    assert failure(outputs[1]) == [f"broken.yml:2:14: {problem}"]
    assert failure(outputs[2]) == [f"<cell>:7:14: {problem}"]
    assert failure(outputs[3]) == ["nowhere.yml: error: no such file; check the path"]
    assert failure(outputs[4]) == ["topodraw: error: the directory 'no/such' does not exist; create it first"]
    assert failure(outputs[5]) == ["topodraw: error: is the topology itself; name another file"]


def test_bad_usage_is_a_usage_error_and_leaves_the_kernel_alive(notebook):
    outputs = notebook(
        "%load_ext topodraw",
        "%topodraw",
        f"%topodraw {LAB} --viw bgp",
        f"%topodraw {LAB} --view bgq",
        "%topodraw --title 'x",
        "%topodraw -",
        "%%topodraw lab.yml\nnodes: [a]",
        "print('alive')",
    )
    expected = [
        "the following arguments are required: FILE (see %topodraw --help)",
        "unrecognized arguments: --viw bgp (see %topodraw --help)",
        "unknown view 'bgq'; did you mean 'bgp'?",
        "cannot be split into words: No closing quotation",
        "there is no standard input in a notebook; name a file, or put the topology below %%topodraw",
        "unrecognized arguments: lab.yml (see %topodraw --help)",
    ]
    assert [told(each) for each in outputs[1:7]] == [f"UsageError: {text}\n" for text in expected]
    assert told(outputs[7], "stdout") == "alive\n"


def test_a_failing_magic_stops_the_notebook(notebook):
    cells = ["%load_ext topodraw", "%topodraw nowhere.yml"]
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with pytest.raises(nbclient.exceptions.CellExecutionError, match=r"nowhere\.yml: error: no such file"):
        nbclient.NotebookClient(document, timeout=120).execute()


def test_warnings_are_told_beside_the_drawing(notebook):
    _, odd = notebook("%load_ext topodraw", "%topodraw odd.json")
    assert told(odd) == "lab.yml:3:5: warning: this looks odd\n"
    assert [output.output_type for output in odd] == ["stream", "execute_result"]


def test_help_lists_the_options(notebook):
    _, asked, option = notebook("%load_ext topodraw", "%topodraw?", "%topodraw --help")
    pager = asked[0].data["text/plain"] if asked else ""
    assert "--group-by WHAT" in told(option, "stdout") + pager
    assert "Draw a topology: the one in a file" in told(option, "stdout")


def test_options_values_and_files_are_completed(notebook):
    _, done = notebook(
        "%load_ext topodraw",
        """get_ipython().Completer.use_jedi = False
for text in ('%topodraw --vie', '%topodraw lab.yml --theme da', '%%topodraw --lab', '%topodraw samples/leaf-sp'):
    print(get_ipython().complete(text.split()[-1], text)[1])""",
    )
    lines = told(done, "stdout").splitlines()
    assert lines[0] == "['--view']"
    assert lines[1] == "['dark']"
    assert lines[2] == "['--labels']"
    assert "samples/leaf-spine/" in lines[3]


GROUNDS = """return [...document.querySelectorAll('svg.topodraw rect:first-of-type')]
    .filter(rect => rect.classList.contains('td-ground')).map(rect => getComputedStyle(rect).fill)"""
IMAGES = """return [...document.images].filter(image => image.src.startsWith('data:image/svg+xml'))
    .map(image => [image.naturalWidth, image.getBoundingClientRect().width])"""


def test_pages_of_nbconvert_show_every_drawing_and_those_within_follow_their_theme(notebook, tmp_path):
    nbconvert = pytest.importorskip("nbconvert", reason="needs the test extra: nbconvert")
    inline = "from IPython.display import HTML, display\nfor _ in 1, 2: display(HTML(str(lab.draw('bgp', 'svg'))))"
    cells = [f"import topodraw\nlab = topodraw.load({str(LAB)!r})", "lab.draw('bgp')", "lab.draw('bgp')", inline]
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    for cell, outputs in zip(document.cells, notebook(*cells), strict=True):
        cell.outputs = outputs
    pages = {}
    for theme in ("light", "dark"):
        exporter = nbconvert.HTMLExporter(theme=theme, mathjax_url="", require_js_url="", jquery_url="")
        pages[theme] = tmp_path / f"{theme}.html"
        pages[theme].write_text(exporter.from_notebook_node(document)[0], "utf-8")
    grounds = {}
    with chromium(tmp_path / "profile") as browser:
        for theme, page in pages.items():
            browser.get(page.as_uri())
            natural, shown = zip(*browser.execute_script(IMAGES), strict=True)
            assert len(shown) == 2
            assert min(natural + shown) > 100
            one, other = browser.execute_script(GROUNDS)
            assert one == other
            grounds[theme] = one
    assert grounds["light"] == "rgb(255, 255, 255)"
    assert max(map(int, grounds["dark"].removeprefix("rgb(").removesuffix(")").split(","))) < 80
