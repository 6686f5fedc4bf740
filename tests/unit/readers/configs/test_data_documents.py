"""The quick way to read YAML and JSON says just what the guarded reader says."""

import random

import pytest

from topodraw.readers.configs import data_documents
from topodraw.readers.configs.data_documents import read_data

PLAIN = [
    "a: 1\nb:\n  - x\n  - y: [1, 2]\n    z: {k: ~, l: ''}\n- \n",
    "a: 1\nb:\n  - x\n  - y: [1, 2]\n    z: {k: ~, l: ''}\n",
    "- set:\n    interface:\n      swp1: {}\n- set: null\n",
    '{"a": {"b|10.0.0.1/31": {}, "c": "null"}, "d": [1, true, null, "\\u00e9"]}',
    "? a\n: |\n  text\n  text\n~: none\n",
    "just a word",
    "",
    "---\na: 1\n...\n",
]
OTHERS = [
    "a: &x {b: 1}\nc: *x\n",
    "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n",
    "a: 1\na: 2\n",
    "a: !!int 5\n",
    "a: ! 5\n",
    "a: !odd 5\n",
    "? [a]\n: 1\n",
    "a: 1\n---\nb: 2\n",
    "a: [1\n",
    "\ta: 1\n",
    '{"a": "\\ud83d\\ude00"}',
    "a: \ud800\n",
    "[" * 99 + "]" * 99,
    "[" * 100 + "1" + "]" * 100,
    "[" * 101 + "]" * 101,
    "[" + "1," * 500_001 + "]",
]


@pytest.mark.parametrize("text", [*PLAIN, *OTHERS], ids=lambda text: repr(text[:30]))
def test_both_ways_say_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_data(text, "f")
    monkeypatch.setattr(data_documents, "_Loader", None)
    assert read_data(text, "f") == quick


@pytest.mark.parametrize("text", PLAIN[1:4])
def test_plain_documents_do_not_need_the_guarded_reader(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a plain document")

    monkeypatch.setattr(data_documents, "parse", refuse)
    assert read_data(text, "f")[1] == ()


def test_both_ways_say_the_same_of_mutants(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    pieces = [*PLAIN, *OTHERS[:10], "\n", "  ", ": ", "- ", "&x ", "*x", "{", "}", '"']
    texts = ["".join(chance.choice(pieces)[: chance.randint(1, 30)] for _ in range(4)) for _ in range(500)]
    quick = [read_data(text, "f") for text in texts]
    monkeypatch.setattr(data_documents, "_Loader", None)
    assert [read_data(text, "f") for text in texts] == quick
