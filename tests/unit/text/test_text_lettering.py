"""Texts are never drawn with the glyphs of lines."""

from __future__ import annotations

import unicodedata

import pytest

from topodraw.text import width
from topodraw_ascii.charset import CHARSETS
from topodraw_ascii.lettering import lettering, without_drawn

DRAWN = [chr(code) for code in range(0x2500, 0x2580)] + list("▲►▼◄")


@pytest.mark.parametrize("glyph", DRAWN, ids=lambda glyph: unicodedata.name(glyph).replace(" ", "-"))
def test_glyphs_that_draw_are_shown_by_signs_as_wide(glyph: str) -> None:
    shown = without_drawn(f"a{glyph}b")
    assert shown.isascii()
    assert shown[0] + shown[-1] == "ab"
    assert width(shown) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("│", "/"),
        ("x | y", "x / y"),
        ("a - b", "a - b"),
        ("-", "_"),
        ("==>", "%%)"),
        ("+1", "&1"),
        ("-1", "_1"),
        ("a==b", "a%%b"),
        ("a|b", "a/b"),
        ("...", ",,,"),
        ("::", ";;"),
        ("::1", ";;1"),
        ("#1", "%1"),
    ],
)
def test_words_of_nothing_but_signs_of_lines_are_told_apart_in_seven_bits(text: str, shown: str) -> None:
    assert lettering(text, CHARSETS["ascii"]) == shown
    assert width(lettering(text, CHARSETS["ascii"])) == width(text)
    assert lettering(text, CHARSETS["box"]) == without_drawn(text)


@pytest.mark.parametrize(
    "text", ["ge-0/0/0.100", "10.0.0.1/32", "2001:db8::1", "r1", "", "路由", "no #1 of", "<b>", "a.b"]
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    for charset in CHARSETS.values():
        assert lettering(text, charset) == text
