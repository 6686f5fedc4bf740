"""Break lab files: bytes changed blindly, and YAML whose structure is changed so that it still is YAML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

__all__ = ["mutated"]

_TOKENS = (
    b"", b"\n", b"\t", b" ", b"  - ", b": ", b"?", b"[", b"]", b"{", b"}", b",", b"#", b"&a ", b"*a", b"*b",
    b"<<: *a", b"!!set ", b"!!python/object/apply:os.system ['true'] ", b"|", b">", b"---\n", b"...\n",
    b"%YAML 9.9\n", b"'", b"\"", b"\\", b"\x00", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\xf0\x9f\x92\xa9", b"\r", b"\x1b[31m", b"0x7fffffff", b"1e999", b"99999999999999999999", b"-1", b".inf",
    b"2001:db8::/129", b"10.0.0.0/8", b"null", b"~", b"=", b"2026-01-01", b"1:30", b"nodes:\n", b"links:\n",
    b"_include: [ '*' ]\n", b"${HOME}", b"{{ x }}", b"a-b-c-d", b"defaults.", b"..",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 65536, 10**12, -(10**30), 1.5, float("nan"),
    "", " ", "a", "a-b", "-", "~", "~(a+)+$", "[", "*", "..", "a.b", "../../../etc/passwd", "all", "route", "x" * 5000,
    "10.0.0.0/8", "10.0.0.1/33", "::/0", "2001:db8::/64", "{count}", "{9**9**9}", "\u202e\u200b\u0301", "漢字",
    "\x1b]0;x", [], [[]], [None], ["a", "a"], ["n"] * 500,
    {}, {"a": None}, {"": {}}, {1: 2}, {"a.b": 1}, {"node": "a"}, {f"k{n}": n for n in range(200)}, {"members": ["a"]},
    {"ipv4": True, "ipv6": "x"}, {"trunk": ["red"]},
)  # fmt: skip


def mutated(files: Sequence[bytes], random: Random) -> bytes:
    """Return one of the files, changed at one to four places; another one may lend parts of itself."""
    data = random.choice(files)
    change = random.choice((_bytes_changed, _structure_changed))
    for _ in range(random.randint(1, 4)):
        data = change(data, random.choice(files), random)
    return data


def _bytes_changed(data: bytes, other: bytes, random: Random) -> bytes:
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((0, 1, 1, 3, 20, 200)))
    piece = random.choice(
        (
            b"",
            random.choice(_TOKENS),
            random.choice(_TOKENS) * random.choice((2, 50, 300)),
            bytes([random.randrange(256)]),
            data[start:end] * 3,
            other[start : start + 80],
        )
    )
    if random.random() < 0.05:
        return data[:start]
    return data[:start] + piece + data[end:]


def _structure_changed(data: bytes, other: bytes, random: Random) -> bytes:
    """Return a document with an entry replaced, removed, renamed, moved or wrapped; bytes change where it is none."""
    try:
        document, donor = yaml.safe_load(data), yaml.safe_load(other)
    except (yaml.YAMLError, ValueError):
        return _bytes_changed(data, other, random)
    places = _places(document)
    if not places:
        return _bytes_changed(data, other, random)
    container, key = random.choice(places)
    random.choice(_CHANGES)(container, key, donor, random)
    try:
        return yaml.safe_dump(document, sort_keys=False, allow_unicode=True).encode("utf-8", "replace")
    except (yaml.YAMLError, ValueError):
        return data


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Return all entries of a document, as containers with a key or an index."""
    found: list[tuple[Any, Any]] = []
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict | list):
            keys = list(value) if isinstance(value, dict) else range(len(value))
            found += [(value, key) for key in keys]
            pending += [value[key] for key in keys]
    return found


def _replace(container: Any, key: Any, donor: Any, random: Random) -> None:
    container[key] = random.choice(_VALUES)


def _remove(container: Any, key: Any, donor: Any, random: Random) -> None:
    del container[key]


def _rename(container: Any, key: Any, donor: Any, random: Random) -> None:
    if isinstance(container, dict):
        container[random.choice(("nodes", "links", "a.b", "", "x" * 40, 7, str(key).upper(), f"{key}.x"))] = (
            container.pop(key)
        )


def _transplant(container: Any, key: Any, donor: Any, random: Random) -> None:
    places = _places(donor)
    if places:
        source, place = random.choice(places)
        container[key] = source[place]


def _wrap(container: Any, key: Any, donor: Any, random: Random) -> None:
    for _ in range(random.choice((1, 1, 2, 120))):
        container[key] = [container[key]] if random.random() < 0.5 else {"a": container[key]}


def _repeat(container: Any, key: Any, donor: Any, random: Random) -> None:
    if isinstance(container, list):
        container.extend([container[key]] * random.choice((1, 3, 40)))
    else:
        container.update({f"{key}{n}": container[key] for n in range(random.choice((1, 3, 40)))})


_CHANGES: tuple[Callable[[Any, Any, Any, Random], None], ...] = (
    _replace, _replace, _replace, _remove, _rename, _transplant, _transplant, _wrap, _repeat
)  # fmt: skip
