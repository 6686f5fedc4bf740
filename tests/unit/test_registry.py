import tomllib
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest

from topodraw import registry
from topodraw.errors import RenderError, UnknownName
from topodraw.registry import IMAGE_ENGINES, OWN, canonical, list_renderers, load_renderer
from topodraw.rendering import Renderer, RenderOptions

ROOT = Path(__file__).parents[2]


class PlantUml:
    media_type = "text/x-plantuml"
    binary = False
    suffixes = ("puml",)

    def render(self, diagram, options):
        return "@startuml\n"


class NoRenderer:
    pass


class Point(EntryPoint):
    """An entry point of a distribution that need not be installed."""

    dist = SimpleNamespace(name="topodraw-strange")


def point(name, target):
    return Point(name, target, registry.GROUP)


@pytest.fixture
def foreign(monkeypatch):
    """Register entry points as if other distributions were installed."""

    def register(*points):
        monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group: [p for p in points if p.group == group])

    return register


def test_the_table_is_what_the_project_registers():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"][registry.GROUP] == OWN


def test_the_table_is_what_is_installed():
    installed = {p.name: p.value for p in entry_points(group=registry.GROUP) if p.dist and p.dist.name == "topodraw"}
    if not installed:
        pytest.skip("topodraw runs from its folder, without being installed")
    assert installed == OWN


@pytest.mark.parametrize("format", sorted(OWN))
def test_every_format_of_ours_has_a_renderer_that_keeps_the_protocol(format):
    renderer = load_renderer(format)
    assert isinstance(renderer, Renderer)
    assert isinstance(renderer.media_type, str)
    assert renderer.suffixes


def test_our_formats_are_found_without_a_scan(monkeypatch):
    def scan(**_):
        raise AssertionError("scanned")

    monkeypatch.setattr("importlib.metadata.entry_points", scan)
    for format in OWN:
        load_renderer(canonical(format))


@pytest.mark.parametrize(
    ("name", "format"), [("gv", "dot"), ("txt", "text"), ("text", "text"), ("ascii", "ascii"), ("svg", "svg")]
)
def test_suffixes_stand_for_formats(name, format):
    assert canonical(name) == format


@pytest.mark.parametrize(
    ("name", "hint"), [("pngg", "did you mean 'png'"), ("jsn", "did you mean 'json'"), ("gif", "'gif'")]
)
def test_an_unknown_format_says_what_was_meant(name, hint):
    with pytest.raises(UnknownName, match="unknown format") as caught:
        canonical(name, others=("json",))
    assert hint in str(caught.value)


def test_a_renderer_of_another_distribution_is_found_by_format_and_suffix(foreign):
    here = f"{__name__}:PlantUml"
    foreign(SimpleNamespace(name="plantuml", group=registry.GROUP, value=here, dist=Point.dist, load=lambda: PlantUml))
    assert canonical("plantuml") == "plantuml"
    assert load_renderer("plantuml").render(None, RenderOptions()) == "@startuml\n"
    assert list_renderers()["plantuml"] == (here, "topodraw-strange")


def test_our_own_formats_cannot_be_taken_over(foreign):
    foreign(point("dot", "nowhere:Renderer"))
    assert type(load_renderer("dot")).__name__ == "DotRenderer"
    assert list_renderers()["dot"] == (OWN["dot"], "topodraw")


def test_a_renderer_that_cannot_be_loaded_names_its_distribution(foreign):
    foreign(point("plantuml", "no_such_module_at_all:Renderer"))
    with pytest.raises(RenderError, match=r"'plantuml' of topodraw-strange cannot be loaded: .*no_such_module_at_all"):
        load_renderer("plantuml")


def test_a_class_that_is_no_renderer_is_refused(foreign):
    foreign(
        SimpleNamespace(name="plantuml", group=registry.GROUP, value="x:y", dist=Point.dist, load=lambda: NoRenderer),
    )
    with pytest.raises(RenderError, match="of topodraw-strange is no renderer"):
        load_renderer("plantuml")


def test_without_the_renderer_packages_the_message_says_how_to_install(monkeypatch):
    monkeypatch.setitem(OWN, "text", "no_such_renderer_package:TextRenderer")
    with pytest.raises(RenderError, match=r"no renderers installed; run: pip install -e \."):
        load_renderer("text")


def test_a_fault_inside_a_renderer_package_is_not_taken_for_a_missing_package(monkeypatch, tmp_path):
    (tmp_path / "broken_renderer_package.py").write_text("import a_module_that_is_missing\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(OWN, "text", "broken_renderer_package:TextRenderer")
    with pytest.raises(ModuleNotFoundError, match="a_module_that_is_missing"):
        load_renderer("text")


@pytest.mark.parametrize("format", sorted(IMAGE_ENGINES))
@pytest.mark.parametrize(
    ("via", "engines", "expected"),
    [("d2", {"dot": "/bin/dot"}, "D2Renderer"), ("dot", {"d2": "/bin/d2"}, "DotRenderer")],
)
def test_an_image_goes_to_the_engine_asked_for(format, via, engines, expected):
    assert type(load_renderer(format, via=via, engines=engines)).__name__ == expected


@pytest.mark.parametrize(
    ("format", "engines", "expected"),
    [
        ("pdf", ("dot", "d2"), "DotRenderer"),
        ("pdf", ("d2",), "D2Renderer"),
        ("pdf", (), "DotRenderer"),
        ("png", ("resvg", "dot", "d2"), "SvgRenderer"),
        ("png", ("dot", "d2"), "DotRenderer"),
        ("png", ("d2",), "D2Renderer"),
        ("png", (), "SvgRenderer"),
        ("svg", ("dot", "d2"), "SvgRenderer"),
        ("svg", (), "SvgRenderer"),
    ],
)
def test_an_image_goes_to_the_first_engine_there_is_unless_it_needs_none(format, engines, expected):
    renderer = load_renderer(format, engines={name: f"/bin/{name}" for name in engines})
    assert type(renderer).__name__ == expected


def test_png_can_be_asked_of_resvg_alone():
    assert type(load_renderer("png", via="resvg", engines={"dot": "/bin/dot"})).__name__ == "SvgRenderer"
    with pytest.raises(UnknownName, match="unknown engine 'resvg'"):
        load_renderer("pdf", via="resvg")


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match="unknown engine 'dott'; did you mean 'dot'"):
        load_renderer("svg", via="dott")


def test_an_engine_for_a_format_that_needs_none_is_refused():
    with pytest.raises(RenderError, match="text needs no engine"):
        load_renderer("text", via="dot")
