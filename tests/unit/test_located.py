"""YAML with line and column: what scalars become, where things stand, and what hostile text meets."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topodraw.errors import Location, SourceError
from topodraw.located import STRINGS, YAML11, Float, Map, Seq, locate, parse
from topodraw.source import Source


def read(text, scalars=YAML11):
    return parse(Source("f.yml", text), scalars)


def problem(text):
    with pytest.raises(SourceError) as caught:
        read(text)
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True), ("Off", False), ("~", None), ("", None), ("10", 10), ("-3", -3), ("010", 8), ("0x1F", 31),
        ("0b11", 3), ("1_000", 1000), ("08", "08"), ("0x_", "0x_"), ("0b_", "0b_"), ("1:2", "1:2"), ("1:20", "1:20"),
        ("52:54:00:12:34:56", "52:54:00:12:34:56"), ("2024-01-01", "2024-01-01"), ("=", "="), ("1e3", "1e3"),
        ("'10'", "10"), ('"no"', "no"), ("10.0.0.1/24", "10.0.0.1/24"), ("!!str 5", "5"), ("!!int '5'", 5),
    ],
)  # fmt: skip
def test_plain_scalars_are_those_of_yaml_1_1_less_its_traps(text, value):
    found = read(f"key: {text}")["key"]
    assert (type(found), found) == (type(value), value)


def test_a_float_keeps_how_it_was_written():
    found = read("asn: 65000.10")["asn"]
    assert isinstance(found, Float)
    assert (found, str(found)) == (65000.1, "65000.10")


@pytest.mark.parametrize("text", ["yes", "010", "1_000", "1.10", "0x10", "off"])
def test_strings_stay_as_they_were_written(text):
    assert read(f"a: {text}", STRINGS) == {"a": text}
    assert read("a:", STRINGS) == {"a": None}


def test_everything_knows_where_it_stands():
    document = read("a:\n  b: [1,\n      two]\nc: x\n")
    assert isinstance(document, Map)
    assert document.at() == Location("f.yml", 1, 1)
    assert document.at("c") == Location("f.yml", 4, 1)
    assert document.value_at("c") == Location("f.yml", 4, 4)
    inner = document["a"]["b"]
    assert isinstance(inner, Seq)
    assert [inner.at(), inner.at(1), inner.at(9)] == [
        Location("f.yml", 2, 6), Location("f.yml", 3, 7), Location("f.yml", 2, 6),
    ]  # fmt: skip
    assert locate(inner, Location("x")) == inner.at()
    assert locate("text", Location("x")) == Location("x")


def test_aliases_and_merges_are_resolved():
    document = read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {b: 4, <<: [{c: 5}, {c: 6, d: 7}]}\nw: *x")
    assert document["y"] == {"a": 1, "b": 3}
    assert document["z"] == {"b": 4, "c": 5, "d": 7}
    assert document["w"] is document["x"]
    assert document["y"].value_at("a") == Location("f.yml", 1, 11)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_an_empty_document_is_none(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\n\tb: 2", "f.yml:2:1: error: a tab may not indent YAML; use spaces"),
        ("a:\n  \tb: 2", "f.yml:2:3: error: a tab may not indent YAML; use spaces"),
        ("a: 1\nb: 2\na: 3", "f.yml:3:1: error: duplicate key 'a', first used in line 1; remove one"),
        ("{a: 1, a: 2}", "f.yml:1:8: error: duplicate key 'a', first used in line 1; remove one"),
        ("--- 1\n--- 2", "f.yml:2:1: error: holds a second YAML document; a topology is a single one"),
        ("x: &a [*a]", "f.yml:1:8: error: alias *a contains itself"),
        ("x: *a", "f.yml:1:4: error: alias *a names no anchor before it"),
        ("? [a]\n: b", "f.yml:1:3: error: a key must be a single word, not a list or a mapping"),
        ("a: !!int x", "f.yml:1:4: error: 'x' does not fit its tag 'tag:yaml.org,2002:int'"),
        ("a: !!int ", "f.yml:1:4: error: '' does not fit its tag 'tag:yaml.org,2002:int'"),
        ("<<: 3", "f.yml:1:5: error: '<<' merges mappings only"),
        ("a: é\n b\x01c", "f.yml:2:3: error: contains a character that YAML does not allow (U+0001)"),
        ("a: \ud800", "f.yml:1:4: error: contains a character that YAML does not allow (U+D800)"),
        ("[" * 100_000, "f.yml:1:101: error: is nested deeper than 100 levels, which no topology needs"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(text, message):
    assert problem(text) == message


def test_tags_that_would_run_code_are_refused():
    assert "unknown tag 'tag:yaml.org,2002:python/object/apply:os.system'" in problem(
        "!!python/object/apply:os.system [ls]"
    )


def test_an_alias_bomb_is_stopped_before_it_goes_off():
    letters = "abcdefghij"
    lines = [f"a: &a [{','.join('1' * 10)}]"]
    lines += [f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]" for before, name in pairwise(letters)]
    assert "grows beyond 500,000 values once its aliases are expanded" in problem("\n".join(lines))


def test_json_is_read_with_its_tabs_and_its_surrogate_pairs():
    text = json.dumps({"n": "\U0001f600 \\ud83d", "a": [1, None, True]}, indent="\t")
    assert "\\ud83d\\ude00" in text
    assert read(text) == {"n": "\U0001f600 \\ud83d", "a": [1, None, True]}
    assert "did not find expected ','" in problem('{\n\t"a": 1\n\t"b": 2}')


@given(st.text(alphabet="ab:-[]{},&*!|>'\"%@#\n\t ?~0\\", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_with_one_located_problem(text):
    problems = []
    try:
        read(text)
    except SourceError as error:
        problems = error.problems
    assert [problem.location.line is None for problem in problems] in ([], [False])
