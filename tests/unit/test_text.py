"""Width, wrapping and sanitising of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topodraw.text import clusters, sanitise, truncate, width, wrap

NAMES = [
    "",
    "leaf-1",
    "é",
    "e\u0301",
    "東京",
    "ｆｕｌｌ",
    "한국",
    "\u1100\u1161\u11a8",
    "क्षि",
    "ไทย",
    "سلام",
    "עברית",
    "👩\u200d💻",
    "👋🏽",
    "🇨🇭",
    "🇨🇭🇳🇱",
    "1\ufe0f\u20e3",
    "❤\ufe0f",
    "❤",
    "🖥\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "router 🚀 東京-1",
    "─│┌╪▲▼◄►╤╧",
    "①…·",
]


@pytest.mark.parametrize("text", NAMES)
def test_width_agrees_with_rich(text: str) -> None:
    cells = pytest.importorskip("rich.cells")
    assert width(text) == cells.cell_len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", (("a", 1), ("b", 1))),
        ("e\u0301x", (("e\u0301", 1), ("x", 1))),
        ("👩\u200d💻!", (("👩\u200d💻", 2), ("!", 1))),
        ("👋🏽", (("👋🏽", 2),)),
        ("🇨🇭🇳🇱", (("🇨🇭", 2), ("🇳🇱", 2))),
        ("a\u200db", (("a\u200d", 1), ("b", 1))),
        ("界", (("界", 2),)),
    ],
)
def test_clusters(text: str, expected: tuple[tuple[str, int], ...]) -> None:
    assert clusters(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("core-router.example.net", 12, ("core-router.", "example.net")),
        ("10.1.0.0/30", 20, ("10.1.0.0/30",)),
        ("10.1.0.0/30", 9, ("10.1.0.0/", "30")),
        ("2001:db8::17/64", 11, ("2001:db8::", "17/64")),
        ("route leak lab", 6, ("route", "leak", "lab")),
        ("supercalifragilistic", 8, ("supercal", "ifragili", "stic")),
        ("東京都", 4, ("東京", "都")),
        ("東", 1, ("東",)),
        ("", 5, ("",)),
        ("   ", 2, ("",)),
        ("a b", 3, ("a b",)),
    ],
)
def test_wrap(text: str, limit: int, expected: tuple[str, ...]) -> None:
    assert wrap(text, limit) == expected


def test_wrap_keeps_pieces_whole_when_told_to() -> None:
    assert wrap("a-supercalifragilistic b", 8, cut=False) == ("a-", "supercalifragilistic", "b")


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("leaf", 4, "leaf"),
        ("leaf-1", 4, "lea…"),
        ("東京都", 4, "東…"),
        ("leaf", 0, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_truncate(text: str, limit: int, expected: str) -> None:
    assert truncate(text, limit) == expected


def test_truncate_with_another_mark() -> None:
    assert truncate("customer", 6, "...") == "cus..."
    assert truncate("customer", 2, "...") == "cu"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leaf-1", "leaf-1"),
        (" a ", " a "),
        ("a\tb", "a b"),
        ("two\nlines\r\n", "two lines"),
        ("\n\n", ""),
        ("a\u2028b", "a b"),
        ("r1\x1b[31m", r"r1\x1b[31m"),
        ("nul\0", r"nul\x00"),
        ("\x9b31m", r"\x9b31m"),
        ("ab\u202ecd", r"ab\u202ecd"),
        ("a\u2066b\u2069", r"a\u2066b\u2069"),
        ("a\u200bb", r"a\u200bb"),
        ("a\u200db", r"a\u200db"),
        ("\ufeffa", r"\ufeffa"),
        ("so\u00adft", r"so\xadft"),
        ("\ud800", r"\ud800"),
        ("\u3164", r"\u3164"),
        ("a\U000e0041", r"a\U000e0041"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🏴\U000e0067\U000e007f", "🏴\U000e0067\U000e007f"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_sanitise(text: str, expected: str) -> None:
    assert sanitise(text) == expected


ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=40)


@given(ANY_TEXT)
def test_sanitised_text_is_one_encodable_line_and_stays_as_it_is(text: str) -> None:
    line = sanitise(text)
    assert len(line.splitlines()) <= 1
    line.encode("utf-8")
    assert not any(ord(character) < 0x20 for character in line)
    assert sanitise(line) == line


@given(ANY_TEXT, st.integers(2, 20))
def test_clusters_and_wrap_lose_nothing_but_spaces(text: str, limit: int) -> None:
    assert "".join(grapheme for grapheme, _ in clusters(text)) == text
    lines = wrap(text, limit)
    assert all(width(line) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(ANY_TEXT, st.integers(1, 20))
def test_truncated_text_fits(text: str, limit: int) -> None:
    assert width(truncate(text, limit)) <= limit
