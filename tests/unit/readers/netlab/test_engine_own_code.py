"""What of a lab is code that netlab would run: plugins, expressions in name patterns, files that only netlab reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from topodraw.located import parse
from topodraw.readers.netlab import prepare
from topodraw.readers.netlab.own_code import code_in, plugin_file, search_path
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources


def prepared(folder: Path, text: str, name: str = "topology.yml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    sources = Sources()
    source = sources.read(path)
    return prepare(source, parse(source), sources, ReadOptions())


def code(folder: Path, text: str, home: Path | None = None) -> list[str]:
    return [f"{at.line}: {what}" for at, what in code_in(prepared(folder, text), home)]


HARMLESS = [
    'nodes: [a]\n_adjust.message: "cannot configure {device}. You\'ll have to do it"',
    "nodes: [a, b]\nlinks: [a-b]",
    "plugin: [fabric]\nfabric: {spines: 2, leafs: 2, leaf.name: 'leaf{count}', leaf.bgp.as: '{65000+count}'}",
    "plugin: [node.clone, files, bgp.session]\nnodes: {h: {clone.count: 3}}",
    "plugin: [unheard_of]\nnodes: [a]",
    "nodes: {a: {config: {inline: 'interface { ge-0/0/0 { mtu 9000; } }'}}}\nplugin: [files]",
    "nodes: [a]\nmessage: 'run {foo()}'\nvalidate: {t: {exec: \"f'{x()}'\"}}",
    "nodes: [a]\ndefaults.outputs.format.table: '{{ x.format(1) }}{y()}'",
    "defaults.devices.frr.interface_name: 'eth{ifindex % 4}/{ifindex // 4:02d}'\nnodes: [a]",
    'name: bobs\nnodes: {a: {description: "bob\'s node"}}',
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_lab_without_code_has_none(tmp_path, text):
    assert code(tmp_path, text) == []


ACTING = [
    "{__import__('os').system('id')}",
    '{open("/etc/passwd").read()}',
    "{().__class__}",
    "{[x for x in y]}",
    "{(lambda: 1)()}",
    "{a:{b()}}",
    "\\'+exit()+\\'",
    "\\m'+exit()+'",
    "'+exit()+'",
    "{ unfinished",
]
PLACES = [
    "fabric: {leaf: {name: %s}}\nnodes: [a]",
    "nodes: {a: {x: {y: [1, %s]}}}",
    "nodes: [a, b]\nlinks: {%s: [a-b]}",
    "nodes: [a]\ndefaults: {devices: {frr: {%s: 1}}}",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", ACTING)
def test_an_expression_that_acts_is_code_wherever_it_stands(tmp_path, value, place):
    assert code(tmp_path, place % json.dumps(value))


def test_a_pattern_too_long_to_look_at_is_code(tmp_path):
    assert code(tmp_path, f"nodes: {{a: {{x: '{{y}}{'z' * 3000}'}}}}")


@pytest.mark.parametrize("name", ["mine.py", "mine/__init__.py", "mine/plugin.py"])
def test_a_plugin_beside_the_topology_is_code(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    assert code(tmp_path, "plugin: [mine]\nnodes: [a]")[0].startswith("1: plugin mine is Python code of the lab's own")


def test_a_file_named_like_one_of_netlabs_own_plugins_is_code(tmp_path):
    (tmp_path / "fabric.py").write_text("")
    assert "fabric is Python code" in code(tmp_path, "plugin: [fabric]\nfabric: {leafs: 1, spines: 1}")[0]


def test_a_folder_that_only_shares_a_plugins_name_is_not(tmp_path):
    (tmp_path / "files").mkdir()
    assert code(tmp_path, "plugin: [files]\nnodes: [a]") == []


@pytest.mark.parametrize(
    "setting",
    [
        "defaults.paths.plugin: [ ../code ]",
        "defaults.paths.plugin: 'topology:../code'",
        "defaults.paths.prepend.plugin: [ ../code ]",
        "defaults.paths.append.plugin: [ 'topology:../code' ]",
        "defaults.sources.extra: [ ../code/more.yml ]",
        "defaults: {_include: [ ../code/paths.yml ]}",
    ],
)
def test_plugins_are_found_where_the_lab_says(tmp_path, setting):
    (tmp_path / "lab").mkdir()
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "mine.py").write_text("")
    (tmp_path / "code" / "more.yml").write_text("paths.plugin: [ ../code ]\n")
    (tmp_path / "code" / "paths.yml").write_text("plugin: [ ../code ]\n")
    assert "plugin mine is Python code" in code(tmp_path / "lab", f"{setting}\nplugin: [mine]\nnodes: [a]")[0]


@pytest.mark.parametrize("place", ["defaults.plugin: [mine]", "defaults.netlab.create.plugin: [mine]"])
def test_plugins_are_named_in_defaults_too(tmp_path, place):
    (tmp_path / "mine.py").write_text("")
    assert "plugin mine is Python code" in code(tmp_path, f"{place}\nnodes: [a]")[0]


def test_plugins_of_the_user_count_only_where_the_home_directory_does(tmp_path):
    (tmp_path / "home" / ".netlab").mkdir(parents=True)
    (tmp_path / "home" / ".netlab" / "mine.py").write_text("")
    text = "plugin: [mine]\nnodes: [a]"
    assert code(tmp_path, text) == []
    assert "plugin mine is Python code" in code(tmp_path, text, tmp_path / "home")[0]


@pytest.mark.parametrize("name", ["../mine", "/tmp/mine", "sub/mine", "..\\\\mine", "a\\0b"])
def test_a_path_in_the_place_of_a_plugin_is_refused_not_followed(tmp_path, name):
    assert "is a path to Python code" in code(tmp_path, f'plugin: ["{name}"]\nnodes: [a]')[0]


@pytest.mark.parametrize("name", ["x" * 5000, "", "?", "*", "\x85", "~", "."])
def test_strange_plugin_names_lead_nowhere(tmp_path, name):
    assert plugin_file(name, [tmp_path]) is None


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("plugin: [multiserver]\nnodes: [a]", "deletes and writes"),
        ("defaults.netlab.create.plugin: [other]\nnodes: [a]", "of which nothing is known"),
        ("defaults.sources.system: [more.yml]\nnodes: [a]", "only netlab reads"),
        ("defaults.sources.extra: ['package:../../../more.yml']\nnodes: [a]", "only netlab reads"),
    ],
)
def test_what_cannot_be_looked_at_counts_as_code(tmp_path, text, remark):
    assert remark in code(tmp_path, text)[0]


def test_a_versioned_topology_that_netlab_may_prefer_counts_as_code(tmp_path):
    (tmp_path / "topology.26.10.yml").write_text("plugin: [evil]\n")
    assert "topology.26.10.yml in the place of topology.yml" in code(tmp_path, "nodes: [a]")[0]


def test_expressions_in_other_files_are_found(tmp_path):
    (tmp_path / "more.yml").write_text("devices.frr.interface_name: '{exit()}'\n")
    (tmp_path / "part.yml").write_text("b.mgmt.ifname: '{exit()}'\n")
    assert len(code(tmp_path, "defaults.sources.extra: [more.yml]\nnodes: [a]")) == 1
    assert len(code(tmp_path, "nodes: {a: , _include: [part.yml]}")) == 1


def test_few_of_many_are_shown(tmp_path):
    nodes = "".join(f"  n{i}: {{x: '{{exit({i})}}'}}\n" for i in range(50))
    assert len(code(tmp_path, f"nodes:\n{nodes}")) == 5


def test_relative_paths_start_at_the_lab_and_home_at_nothing(tmp_path):
    lab = prepared(tmp_path, "defaults.paths.plugin: [x, '~/y', 'package:z', 'topology:w', /v]\nnodes: [a]")
    assert search_path(lab) == [tmp_path / "x", tmp_path / "w", Path("/v")]


def test_text_without_a_file_is_looked_at_as_well():
    source = Source("<stdin>", "nodes: {a: {x: '{exit()}'}}")
    lab = prepare(source, parse(source), Sources(), ReadOptions())
    assert len(list(code_in(lab))) == 1
