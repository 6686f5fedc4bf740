"""Calico's selectors pick what Calico says they pick, and no text makes the parser fail otherwise than it may."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from topodraw.readers.kubernetes.selectors import SelectorError, parse_selector

LABELS = {"rack": "r1", "kubernetes.io/hostname": "k-worker", "empty": "", "in": "x", "a-b_c.d": "y"}


@pytest.mark.parametrize(
    ("selector", "picks"),
    [
        ("", True),
        ("  \t", True),
        ("all()", True),
        ("all( )", True),
        ("global()", True),
        ("!all()", False),
        ("has(rack)", True),
        ("has( rack )", True),
        ("has(spare)", False),
        ("!has(spare)", True),
        ("! ! has(rack)", True),
        ("!!!has(rack)", False),
        ("rack == 'r1'", True),
        ('rack=="r1"', True),
        ("rack == 'r2'", False),
        ("rack != 'r1'", False),
        ("rack != 'r2'", True),
        ("spare != 'x'", True),
        ("spare == ''", False),
        ("empty == ''", True),
        ("rack in {'r1', 'r2'}", True),
        ("rack in{'r1',}", True),
        ("rack in {}", False),
        ("rack in { 'r2' }", False),
        ("spare in {'r1'}", False),
        ("rack not in {'r1'}", False),
        ("rack notin {'r2'}", True),
        ("spare not  in {'r1'}", True),
        ("rack contains '1'", True),
        ("spare contains ''", False),
        ("rack starts with 'r'", True),
        ("rack startswith 'x'", False),
        ("rack ends with '1'", True),
        ("in == 'x'", True),
        ("a-b_c.d == 'y'", True),
        ("kubernetes.io/hostname == 'k-worker'", True),
        ("rack == 'r2' || has(rack) && !has(spare)", True),
        ("(rack == 'r2' || has(rack)) && has(spare)", False),
        ("has(rack) || has(spare) && has(nothing)", True),
        ("!(rack == 'r1' && has(empty))", False),
        ("((((has(rack)))))", True),
    ],
)
def test_a_selector_picks_what_calico_picks(selector: str, picks: bool) -> None:
    assert parse_selector(selector).matches(LABELS) is picks


def test_a_selector_tells_the_labels_that_it_asks_for() -> None:
    assert parse_selector("b == 'x' && (!has(a) || c in {'d'}) && b != 'y'").keys == ("b", "a", "c")
    assert parse_selector("all()").keys == ()


@pytest.mark.parametrize(
    ("selector", "position"),
    [
        ("rack", 5),
        ("rack = 'r1'", 6),
        ("rack == r1", 9),
        ("rack == 'r1", 9),
        ("rack in 'r1'", 9),
        ("rack in {'r1' 'r2'}", 15),
        ("rack in {,}", 10),
        ("has (rack)", 5),
        ("has()", 4),
        ("(has(a)", 8),
        ("has(a))", 7),
        ("has(a) & has(b)", 8),
        ("has(a) &&", 10),
        ("|| has(a)", 1),
        ("has(a) has(b)", 8),
        ("rack === 'r1'", 8),
        ("é == 'x'", 1),
        ("has(a)\n&& has(b)", 7),
        ("(" * 60 + "all()" + ")" * 60, 42),
    ],
)
def test_a_wrong_selector_is_told_with_its_place(selector: str, position: int) -> None:
    with pytest.raises(SelectorError) as caught:
        parse_selector(selector)
    assert caught.value.position == position
    assert str(caught.value).endswith(f"at character {position}")


# fmt: off
WORDS = st.sampled_from([
    "all()", "has(", ")", "(", "{", "}", ",", "!", "==", "!=", "&&", "||", "in", "not", "contains", "starts", "with",
    "ends", "global()", "rack", "'r1'", '"', "'", "=", "&", "|", "\t", "é",
])
# fmt: on


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS).map("".join)))
@example("(" * 5000)
@example("!" * 5000)
@example("all()||" * 3000 + "all()")
@settings(deadline=None)
def test_any_text_is_a_selector_or_a_told_mistake(text: str) -> None:
    picked, position = outcome(text)
    assert (picked is None) is (position is not None)
    assert position is None or 1 <= position <= len(text) + 1


def outcome(text: str) -> tuple[bool | None, int | None]:
    """Return what a selector says of the labels, or where it is wrong."""
    try:
        return parse_selector(text).matches(LABELS), None
    except SelectorError as error:
        return None, error.position


@pytest.mark.parametrize("text", ["a" * 200_000, "!" * 200_000, " " * 200_000 + "(", "rack in {" + "'x'," * 50_000])
def test_long_texts_cost_time_in_proportion(text: str) -> None:
    start = time.process_time()
    with pytest.raises(SelectorError):
        parse_selector(text)
    assert time.process_time() - start < 1
