"""DOT quoting, by table and against the graphviz library's own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topodraw_dot._quote import attributes, html, name, raw, text


@pytest.mark.parametrize(
    ("identifier", "quoted"),
    [
        ("leaf1", '"leaf1"'),
        ("leaf-1", '"leaf-1"'),
        ("", '""'),
        (" ", '" "'),
        ("node", '"node"'),
        ("Strict", '"Strict"'),
        ("host:eth1", '"host:eth1"'),
        ("<b>", '"<b>"'),
        ('say "hi"', r'"say \"hi\""'),
        ("end\\", r'"end\\"'),
        ('a\\"b', r'"a\\\"b"'),
        ("\\N", r'"\\N"'),
        ("two\nlines", r'"two\x0alines"'),
        ("nul\0", r'"nul\x00"'),
        ("%3", r'"\x253"'),
        ("50%", '"50%"'),
        ("東京👩\u200d💻", '"東京👩\u200d💻"'),
        ("\ud800", r'"\ud800"'),
        ("a;b//c#d/*", '"a;b//c#d/*"'),
    ],
)
def test_name(identifier: str, quoted: str) -> None:
    assert name(identifier) == quoted


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        ("r1", '"r1"'),
        (["r1", "AS 65000"], r'"r1\nAS 65000"'),
        (r"\N", r'"\\N"'),
        (r"\l\r\n", r'"\\l\\r\\n"'),
        ("a\nb", '"a b"'),
        ("end\\", r'"end\\"'),
        ("&amp;", '"&amp;amp;"'),
        ("&#8364;", '"&amp;#8364;"'),
        ("R&D", '"R&D"'),
        ("a & b;", '"a & b;"'),
        ("<b>x</b>", '"<b>x</b>"'),
        ('"', r'"\""'),
        ("\x1b[31m", r'"\\x1b[31m"'),
        ("\u202e", r'"\\u202e"'),
        ([], '""'),
    ],
)
def test_text(lines: str | list[str], quoted: str) -> None:
    assert text(lines) == quoted


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("red", "red"),
        ("0.5", "0.5"),
        ("-.5", "-.5"),
        ("1.2.3", '"1.2.3"'),
        ("node", '"node"'),
        ("", '""'),
        (r"two\nlines", r'"two\nlines"'),
        ("<b>", '"<b>"'),
        ('a"b', r'"a\"b"'),
        (r"a\"b", r'"a\\\"b"'),
        ("end\\", r'"end\\"'),
        ("end\\\\", r'"end\\"'),
        ("a\nb", '"a b"'),
        ('"; evil [', r'"\"; evil ["'),
    ],
)
def test_raw(value: str, quoted: str) -> None:
    assert raw(value) == quoted


def test_html_escapes_markup_entities_and_what_xml_forbids() -> None:
    assert html("<script>&amp;\"'") == "&lt;script&gt;&amp;amp;&quot;'"
    assert html("\uffff\x00") == "\ufffd\\x00"


def test_attributes() -> None:
    assert attributes({}) == ""
    assert attributes({"label": '"x"', "a]b": "1"}) == ' [label="x" "a]b"=1]'


ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=30)
SCANNED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


@given(ANY_TEXT)
def test_everything_quoted_is_one_token(value: str) -> None:
    for quoted in (name(value), text(value), text([value, value])):
        assert SCANNED.fullmatch(quoted)
        assert quoted.isprintable() or not re.search("[\x00-\x1f\ud800-\udfff]", quoted)
    bare = raw(value)
    assert SCANNED.fullmatch(bare) or re.fullmatch(r"[A-Za-z0-9_.-]+", bare)


@given(st.lists(ANY_TEXT, unique=True, max_size=6))
def test_different_identifiers_stay_different(identifiers: list[str]) -> None:
    assert len({name(identifier) for identifier in identifiers}) == len(identifiers)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\\%", exclude_categories=["C", "Z"]), max_size=20)
)
def test_agrees_with_the_graphviz_library(identifier: str) -> None:
    quoting = pytest.importorskip("graphviz.quoting")
    theirs = quoting.quote(quoting.nohtml(identifier))
    assert name(identifier) == (theirs if theirs.startswith('"') else f'"{theirs}"')
