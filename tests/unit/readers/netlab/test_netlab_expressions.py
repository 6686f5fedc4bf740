"""Name patterns are calculated, never executed."""

from __future__ import annotations

import pytest

from topodraw.readers.netlab.expressions import BadExpression, formatted


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("leaf{count}", "leaf7"),
        ("{65000+count}", "65007"),
        ("{name[:3]}-{count:02d}", "lea-07"),
        ("Gi{count // 4}/{count % 4}", "Gi1/3"),
        ('lo{count if count else ""}', "lo7"),
        ('{"loopback."+str(count) if count else "system"}', "loopback.7"),
        ("{lag.ifindex}", "1"),
        ("it's {count}", "it's 7"),
        ("plain", "plain"),
        ("{name[-1]}", "y"),
    ],
)
def test_patterns(pattern: str, expected: str) -> None:
    assert formatted(pattern, {"count": 7, "name": "leafy", "lag": {"ifindex": 1}}) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "{__import__('os').system('true')}",
        "{9**9**9}",
        "{'a' * 10000000}",
        "{count.__class__}",
        "{(lambda: 1)()}",
        "{[x for x in name]}",
        "{unknown}",
        "{count:999999999d}",
        "{name['x']}",
        "{count // 0}",
        "{",
        "x" * 1000,
    ],
)
def test_what_is_no_arithmetic_is_refused(pattern: str) -> None:
    with pytest.raises(BadExpression):
        formatted(pattern, {"count": 7, "name": "leafy"})
