"""Labs that are templates: their variables, further templates, places in the template's own lines."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topodraw.cli import main
from topodraw.draw import load
from topodraw.drawing_options import load_confined, parse_words
from topodraw.errors import SourceError
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

LAB = """\
name: {{ .name }}
topology:
  defaults: {kind: nokia_srlinux}
  nodes:
{{- range $i := seq 1 .leaves }}
    leaf{{ $i }}: {group: leaf}
{{- end }}
    spine: {group: spine}
  links:
{{- range $l := seq 1 .leaves }}
{{ template "link.gotmpl" (printf "leaf%d:e1-1" $l) }}
        - spine:e1-{{ $l }}
{{- end }}
"""
LINK = "    - endpoints:\n        - {{ . }}"


@pytest.fixture
def lab(tmp_path):
    (tmp_path / "clab_templates").mkdir()
    (tmp_path / "clab_templates" / "link.gotmpl").write_text(LINK)
    (tmp_path / "x.clab_vars.yaml").write_text("name: gen\nleaves: 9\nmore: {a: 1, b: 2}\n")
    (tmp_path / "x.clab_vars.zz.json").write_text('{"leaves": 2, "more": {"b": 3}}')
    (tmp_path / "x.clab_vars.txt").write_text("leaves: 100")
    path = tmp_path / "x.clab.gotmpl"
    path.write_text(LAB)
    return path


def refusal(path, **options):
    with pytest.raises(SourceError) as caught:
        read_topology(path, **options)
    return str(caught.value).replace(f"{path.parent if hasattr(path, 'parent') else ''}/", "")


def test_variables_beside_a_template_are_merged_and_templates_called(lab):
    topology = read_topology(lab)
    assert topology.name == "gen"
    assert [node.name for node in topology.nodes] == ["leaf1", "leaf2", "spine"]
    assert [[(end.node, end.interface) for end in link.endpoints] for link in topology.links] == [
        [("leaf1", "e1-1"), ("spine", "e1-1")],
        [("leaf2", "e1-1"), ("spine", "e1-2")],
    ]
    names = [name.rpartition("/")[2] for name in topology.files]
    assert names == ["x.clab.gotmpl", "x.clab_vars.yaml", "x.clab_vars.zz.json", "link.gotmpl"]


def test_a_folder_with_a_template_is_a_lab(lab):
    assert read_topology(lab.parent).name == "gen"


def test_a_lab_that_was_rendered_comes_before_its_template(lab):
    (lab.parent / "out.clab.yml").write_text("name: rendered\ntopology: {nodes: {a: }}\n")
    assert read_topology(lab.parent).name == "rendered"
    assert read_topology(lab.parent, kind="containerlab").name == "rendered"


def test_maps_of_variables_are_merged_deeply(lab):
    lab.write_text("name: x\ntopology:\n  nodes: {n{{ .more.a }}{{ .more.b }}: }\n")
    assert [node.name for node in read_topology(lab).nodes] == ["n13"]


def test_a_template_is_watched_with_all_that_it_may_read(lab):
    sources = Sources()
    read_topology(lab, sources=sources)
    assert not sources.stamps.changed()
    (lab.parent / "x.clab_vars.new.yml").write_text("leaves: 1")
    assert sources.stamps.changed()


def test_files_of_variables_that_are_given_take_the_place_of_those_beside(lab, capsys):
    given = lab.parent / "mine.yml"
    given.write_text("name: mine\nleaves: 1\n")
    assert len(read_topology(lab, options=ReadOptions(vars=(str(given),))).links) == 1
    assert len(load(lab, variables=[str(given)]).links) == 1
    other = lab.parent / "other.yml"
    other.write_text("leaves: 3\n")
    assert main(["inspect", "--json", str(lab), "--vars", str(given), "--vars", str(other)]) == 0
    assert len(json.loads(capsys.readouterr().out)["links"]) == 3


def test_a_document_names_files_of_variables_relative_to_itself_and_only_below_its_root(lab, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mine.yml").write_text("name: mine\nleaves: 1\n")
    args = parse_words(["../x.clab.gotmpl", "--vars", "../mine.yml"])
    assert load_confined(args, tmp_path / "docs", tmp_path).name == "mine"
    (tmp_path / "docs" / "x.clab.gotmpl").write_text(LAB)
    args = parse_words(["x.clab.gotmpl", "--vars", "../mine.yml"])
    with pytest.raises(SourceError, match="outside"):
        load_confined(args, tmp_path / "docs", tmp_path / "docs")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("- spine:e1", "- spin:e1"), "x.clab.gotmpl:12:1: error: unable to find node 'spin'; did you mean 'spine'?"),
        (("{group: spine}", "{kind: [1]}"), "x.clab.gotmpl:8:19: error: kind must be text"),
        (("links:", "links: ["), "clab_templates/link.gotmpl:1:1: error: not valid YAML"),
        (("links:", "links: ${X"), "x.clab.gotmpl:9:10: error: closing brace expected"),
        (
            ("seq 1 .leaves }}\n    leaf", "sek 1 .leaves }}\n    leaf"),
            "x.clab.gotmpl:5:17: error: the template uses the",
        ),
        (
            ("seq 1 .leaves }}\n    leaf", "seq 1 .leaves\n    leaf"),
            "x.clab.gotmpl:6:9: error: failed to execute template",
        ),
        (
            ("seq 1 .leaves }}\n    leaf", "seq 1 .n }}\n    leaf"),
            "x.clab.gotmpl:5:1: error: failed to execute template",
        ),
        (
            ("link.gotmpl", "line.gotmpl"),
            "x.clab.gotmpl:11:1: error: failed to execute template: template 'line.gotmpl'",
        ),
    ],
)
def test_problems_are_at_their_lines_of_the_template(lab, change, message):
    lab.write_text(LAB.replace(*change))
    assert refusal(lab).startswith(message)


def test_problems_of_called_templates_are_in_their_files(lab):
    (lab.parent / "clab_templates" / "link.gotmpl").write_text(LINK.replace("{{ . }}", "nobody:e1-9"))
    assert refusal(lab).startswith("clab_templates/link.gotmpl:2:11: error: unable to find node 'nobody'")
    (lab.parent / "clab_templates" / "link.gotmpl").write_text("{{ if }}")
    assert refusal(lab).startswith("clab_templates/link.gotmpl:1:4: error: failed to execute template")


def test_what_only_containerlab_can_render_is_refused_with_what_to_do(lab):
    lab.write_text(LAB.replace("{{ $i }}", '{{ net.CIDRHost $i "10.0.0.0/24" }}'))
    assert refusal(lab) == (
        "x.clab.gotmpl:6:15: error: the template uses the function 'net.CIDRHost', which topodraw does not know: "
        "run 'containerlab deploy --export-rendered out.clab.yml' once (its variables are in x.clab_vars.yaml, .yml or "
        ".json) and draw that file"
    )


@pytest.mark.parametrize(
    ("action", "wants_variables"),
    [
        ("{{ len .routers }}", True),
        ("{{ index .routers 0 }}", True),
        ("{{ .count | seq 1 }}", True),
        ("{{ with index .routers }}{{ end }}", True),
        ("{{ if }}", False),
        ("{{ div 1 0 }}", False),
        ('{{ add "vanilla" 1 }}', False),
        ("{{ range seq 1 90000 }}{{ range seq 1 900 }}{{ end }}{{ end }}", False),
    ],
)
def test_only_what_fails_for_want_of_a_value_asks_for_variables(tmp_path, action, wants_variables):
    path = tmp_path / "y.clab.gotmpl"
    path.write_text(f"name: x{action}\ntopology: {{nodes: {{a: }}}}\n")
    told = refusal(path)
    assert "failed to execute template" in told
    assert ("its variables are expected in y.clab_vars.yaml" in told) is wants_variables


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.clab.yml", "name: x\ntopology: {nodes: {a: }}\n"),
        ("topology-data.json", '{"name": "x", "type": "clab", "nodes": {"a": {"kind": "linux"}}, "links": []}'),
    ],
)
def test_variables_for_a_lab_that_is_no_template_get_a_warning(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    (warning,) = read_topology(path, options=ReadOptions(vars=("mine.yml",))).warnings
    assert str(warning) == (
        f"{path}: warning: the lab is no template: nothing in it uses the variables in mine.yml (--vars)"
    )
    assert read_topology(path).warnings == ()


def test_a_missing_file_of_variables_is_named(tmp_path):
    path = tmp_path / "y.clab.gotmpl"
    path.write_text(LAB)
    assert "its variables are expected in y.clab_vars.yaml, .yml or .json" in refusal(path)
    path.write_text("name: x\ntopology:\n  nodes:\n    a: {kind: linux, image: {{ .image }}}\n")
    (warning,) = read_topology(path).warnings
    assert str(warning).startswith(f"{path}:4:29: warning: the template prints a value that is not there")
    assert "y.clab_vars.yaml" in warning.text
    assert "--vars" in refusal(Source("<stdin>", LAB))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 1", "x.clab_vars.yaml:1:1: error: the variables of a template must be a mapping"),
        ("a: [", "x.clab_vars.yaml:"),
    ],
)
def test_bad_variables_are_refused_in_their_file(lab, text, message):
    (lab.parent / "x.clab_vars.yaml").write_text(text)
    assert refusal(lab).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "{{ if true }}name: x{{ end }}\n{{ if true }}topology:{{ end }}\n  nodes: {a: }\n",
        'name: "{{ "x" }}"\ntopology:\n  nodes: {"{{ `a` }}": }\n',
        "# {{ range seq 1 }}\nname: x\ntopology:\n  nodes:\n    {{ print `a` }}:\n# {{ end }}\n",
        "{{/* nothing */}}\nname: x\ntopology: {nodes: {a: }}\n",
    ],
)
def test_templates_of_all_sorts_are_known_for_labs(text):
    topology = read_topology(Source("f", text))
    assert (topology.name, [node.name for node in topology.nodes]) == ("x", ["a"])


def test_variables_of_the_environment_come_after_the_template():
    text = 'name: x\ntopology:\n  nodes: {"{{ "$" }}{N:=a}": }\n'
    assert [node.name for node in read_topology(Source("f", text)).nodes] == ["a"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(LAB)),
    st.integers(0, 12),
    st.sampled_from(["", "{{", "}}", "{{ end }}", " | ", "(", '"', "$", "\n"]),
)
def test_a_damaged_template_is_read_or_refused(lab, start, length, put):
    text = LAB[:start] + put + LAB[start + length :]
    with suppress(SourceError):
        assert read_topology(Source(str(lab), text, lab), kind="containerlab").kind == "containerlab"
