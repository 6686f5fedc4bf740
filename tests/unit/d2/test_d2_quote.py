"""D2 quoting, by table. The real d2 reads it back in tests/integration."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topodraw_d2._colors import color, stroke_width
from topodraw_d2._quote import Keys, key, settings, text, value


@pytest.mark.parametrize(
    ("identifier", "written"),
    [
        ("leaf1", "leaf1"),
        ("leaf-1", "leaf-1"),
        ("AS_65000", "AS_65000"),
        ("a--b", '"a--b"'),
        ("a-", '"a-"'),
        ("-a", '"-a"'),
        ("a.b", '"a.b"'),
        ("a b", '"a b"'),
        ("", '""'),
        ("_", '"_"'),
        ("*", '"*"'),
        ("label", '"label"'),
        ("NULL", '"NULL"'),
        ("style", '"style"'),
        ("opacity", '"opacity"'),
        ("3d", '"3d"'),
        ("é", '"é"'),
        ("${x}", r'"\${x}"'),
        ("a -> b", '"a -> b"'),
        ("|md # x |", '"|md # x |"'),
        ("@file", '"@file"'),
        ("...x", '"...x"'),
    ],
)
def test_key(identifier: str, written: str) -> None:
    assert key(identifier) == written


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("r1", '"r1"'),
        (["r1", "AS 65000"], r'"r1\nAS 65000"'),
        ("\\n", r'"\\n"'),
        ("end\\", r'"end\\"'),
        ('"', r'"\""'),
        ("$x", r'"\$x"'),
        ("a\nb", '"a b"'),
        ("\x1b[1m", r'"\\x1b[1m"'),
        ((), '""'),
    ],
)
def test_text(lines: str | list[str], written: str) -> None:
    assert text(lines) == written


@pytest.mark.parametrize(
    ("setting", "written"),
    [("3", "3"), ("0.4", "0.4"), ("#fff", '"#fff"'), ("a; b", '"a; b"'), ("${x}", r'"\${x}"'), ("", '""')],
)
def test_value(setting: str, written: str) -> None:
    assert value(setting) == written


def test_settings_quote_names_that_are_none() -> None:
    assert settings({}) == ""
    assert settings({"style.fill": "red", "x: {y": "1"}) == ' {style.fill: red; "x: {y": 1}'


def test_keys_tell_apart_what_d2_does_not() -> None:
    keys = Keys()
    names = ["r1", "R1", "r1", "É", "é", "K", "\u212a", "", " ", "a\nb", "a b"]
    taken = [keys.take(name) for name in names]
    assert taken[0] == "r1"
    assert len({name.casefold().strip() for name in taken}) == len(names)


ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=30)


@given(ANY_TEXT)
def test_everything_quoted_is_one_token_on_one_line(content: str) -> None:
    for written in (text(content), text([content, content]), key(content), value(content)):
        assert re.fullmatch(r'"(?:[^"\\$]|\\["\\$n])*"|[A-Za-z0-9_.-]+', written)
        assert len(written.splitlines()) == 1


@pytest.mark.parametrize(
    ("asked", "given_"),
    [("#FF9f01", "#FF9f01"), ("#fff", "#fff"), ("Navy", "navy"), ("lightblue3", None), ("#12", None), (None, None)],
)
def test_color(asked: str | None, given_: str | None) -> None:
    assert color(asked) == given_


@pytest.mark.parametrize(
    ("asked", "given_"), [("1", "1"), ("0", "1"), ("32", "15"), ("2.4", "3"), ("inf", None), ("x", None), (None, None)]
)
def test_stroke_width(asked: str | None, given_: str | None) -> None:
    assert stroke_width(asked) == given_
