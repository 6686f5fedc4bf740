"""Templates give what Go's text/template gives, and never anything but an error with a place for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from go_template_samples import DATA, PARTS, ROWS
from topodraw.readers.containerlab.gotemplate import BadTemplate, parse_template, render
from topodraw.source import Source


def made(text: str, data: object = DATA) -> str:
    templates = parse_template(Source("t", text))
    return render(templates[""], data, templates.get).text


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_template_gives_what_go_makes_of_it(text, expected):
    if expected is None:
        with pytest.raises(BadTemplate) as caught:
            made(text)
        assert caught.value.where.line is not None
        assert caught.value.reason
    else:
        assert made(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ range $i := .leaves }}{{ $i }}{{ end }}", "012"),
        ("{{ range 3 }}{{ . }}{{ end }}{{ range .zero }}x{{ else }}none{{ end }}", "012none"),
        ("{{ range $i, $n := 2 }}{{ $i }}{{ $n }}{{ end }}", "0011"),
        ("{{ with .missing }}a{{ else with .name }}{{ . }}{{ end }}", "lab"),
    ],
)
def test_newer_forms_of_go_are_known(text, expected):
    assert made(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{{ add "2" 3 }} {{ add 1.5 2 }} {{ add "2.5" "2" }} {{ add true 2 }} {{ add "1,000" 1 }}',
            "5 3.5 4.5 3 1001",
        ),
        ('{{ subtract "10" "3" }} {{ mul "0x10" 2 }} {{ mul 1.5 2 }} {{ div "7" 2 }}', "7 32 3 3.5"),
        ("{{ rem -7 3 }} {{ idiv 7 2 }} {{ idiv -7 2 }}", "-1 3 -3"),
        (
            "{{ seq 1.5 5.7 2.1 }} {{ seq 10 1 -3 }} {{ seq 1 10 -2 }} {{ seq 5 5 }}",
            "[1 3 5] [10 7 4 1] [1 3 5 7 9] [5]",
        ),
        ("{{ seq 0 }} {{ seq -2 }}", "[1 0] [1 0 -1 -2]"),
        (
            '{{ conv.ToInt "0b1010" }} {{ conv.ToInt 3.9 }} {{ conv.ToInt "1e5" }} {{ conv.ToInt "0o17" }}',
            "10 3 100000 15",
        ),
        ('{{ conv.Join .numbers "-" }} {{ conv.Join .list ", " }} {{ conv.Join .nothing "," }}|', "3-1-2 a, b, c |"),
        (
            '{{ strings.Split "" "abc" }} {{ strings.Split "," 123 }} {{ strings.ReplaceAll "" "x" "t" }}',
            "[a b c] [123] t",
        ),
        ('{{ strings.ReplaceAll "1" "one" 12321 }}', "one232one"),
        ("{{ ToJSON .text }}", '"say \\"hi\\" \\u003c\\u0026\\u003e\\n"'),
        ('{{ ToJSONPretty .void "" " " }} {{ ToJSONPretty .none "" " " }}', "{} null"),
        ("{{ add 9223372036854775807 1 }}", "-9223372036854775808"),
    ],
)
def test_the_functions_of_containerlab_take_whatever_is_a_number(text, expected):
    assert made(text) == expected


@pytest.mark.parametrize(
    "text", ['{{ add "x" 1 }}', "{{ add .missing 1 }}", "{{ div 1 0 }}", "{{ rem 1 0 }}", "{{ seq }}"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadTemplate):
        made(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{{ net.CIDRHost 1 "10.0.0.0/8" }}', "'net.CIDRHost'"),
        ("{{ strings.Title .name }}", "'strings.Title'"),
        ("a\n{{ html .name }}", "'html'"),
        ("{{ call .name }}", "'call'"),
        ("{{ if .no }}{{ elseif .yes }}{{ end }}", "'elseif'"),
        ('{{ printf "%x" 1.5 }}', "'%x' of a float"),
        ('{{ printf "%#v" 1 }}', "'%#v'"),
        ('{{ printf "%[1]d" 1 }}', "'%['"),
    ],
)
def test_what_is_not_known_is_named_as_such(text, what):
    with pytest.raises(BadTemplate) as caught:
        made(text)
    assert caught.value.unsupported
    assert what in caught.value.reason
    assert caught.value.where.line == text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ range seq 9999 }}{{ range seq 9999 }}x{{ end }}{{ end }}",
        "{{ range 99999999999 }}{{ end }}",
        "{{ seq 999999999 }}",
        '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}',
        '{{ $x := "xxxxxxxx" }}{{ range seq 99 }}{{ $x = print $x $x }}{{ end }}',
        '{{ $x := printf "%999d" 1 }}{{ range seq 99999 }}{{ $x }}{{ end }}',
        '{{ printf "%999999999d" 1 }}',
        "{{ if 1 }}" * 300 + "{{ end }}" * 300,
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{{ if 0 }}" + "{{ else if 0 }}" * 300 + "{{ end }}",
    ],
)
def test_a_template_that_runs_away_is_stopped(text):
    with pytest.raises(BadTemplate) as caught:
        made(text)
    assert any(word in caught.value.reason for word in ("too", "nested", "does not end", "wider"))


def test_output_knows_where_it_comes_from():
    text = "a\n{{ .name }} b\n{{ range .list }}\n- {{ . }}\n{{ end }}c"
    templates = parse_template(Source("t", text))
    chunks = render(templates[""], DATA, templates.get).chunks
    assert [(c.text, c.at.line, c.at.column, c.copied) for c in chunks[:4]] == [
        ("a\n", 1, 1, True),
        ("lab", 2, 1, False),
        (" b\n", 2, 12, True),
        ("\n- ", 3, 18, True),
    ]
    assert (chunks[-1].text, chunks[-1].at.line, chunks[-1].at.column) == ("c", 5, 10)


def test_what_prints_no_value_is_remembered():
    rendering = render(parse_template(Source("t", "{{ .x }}\n{{ .name }}{{ .y.z }}"))[""], DATA, {}.get)
    assert [(where.line, where.column) for where in rendering.missing] == [(1, 1), (2, 12)]


def refusal(text: str) -> BadTemplate | None:
    try:
        made(text)
    except BadTemplate as bad:
        return bad
    return None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join) | st.text(max_size=40).map("{{{{ {} }}}}".format))
def test_any_text_is_rendered_or_refused_with_a_place(text):
    bad = refusal(text)
    assert bad is None or (bad.where.file == "t" and bad.where.line is not None and bad.reason)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([text for text, _ in ROWS]), st.data())
def test_a_template_with_a_part_gone_or_put_in_is_rendered_or_refused(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    bad = refusal(text[:start] + data.draw(st.sampled_from(["", *PARTS])) + text[end:])
    assert bad is None or bad.where.line is not None
