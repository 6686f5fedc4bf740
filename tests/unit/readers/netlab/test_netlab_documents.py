"""Dotted keys, includes, defaults and settings; what is taken for a netlab topology; what is refused."""

from __future__ import annotations

import pytest

from topodraw.errors import SourceError
from topodraw.located import parse
from topodraw.readers.netlab import NetlabReader
from topodraw.readers.netlab.document import expanded
from topodraw.source import Source, Sources


def tree(text: str) -> object:
    source = Source("x.yml", text)
    return expanded(parse(source), source, Sources())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bgp.as: 1", {"bgp": {"as": 1}}),
        ("a: {c: 2}\na.b: 1", {"a": {"c": 2, "b": 1}}),
        ("a.b: 1\na: {c: 2}", {"a": {"c": 2}}),
        ("a:\na.b: 1", {"a": None, "a.b": 1}),
        ("l: [ {r.ipv4: 1} ]", {"l": [{"r": {"ipv4": 1}}]}),
        ("1.5: x", {1.5: "x"}),
        (".b: 1", {"": {"b": 1}}),
    ],
)
def test_dots_spread_in_the_order_of_the_file(text: str, expected: object) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize("text", ["a: [1]\na.b: 2", "a.: 1", ".".join("a" * 300) + ": 1"])
def test_a_key_that_cannot_be_spread_is_an_error_with_its_place(text: str) -> None:
    with pytest.raises(SourceError, match=r"x\.yml:\d+:\d+"):
        tree(text)


def test_includes_stand_under_their_own_name_and_top_merges(read) -> None:
    lab = read("_include: [ extra.yml ]\nnodes: [ a ]", extra="_top: {defaults.device: eos}\nx: 1")
    assert lab.nodes[0].device == "eos"


def test_a_circle_of_includes_is_refused(read) -> None:
    with pytest.raises(SourceError, match="includes itself"):
        read("_include: [ one.yml ]\nnodes: [ a ]", one="_include: [ two.yml ]", two="_include: [ one.yml ]")


def test_an_include_that_matches_nothing_is_refused(read) -> None:
    with pytest.raises(SourceError, match=r"lab\.yml:1:\d+: error: cannot find 'no\*\.yml'"):
        read("_include: [ 'no*.yml' ]\nnodes: [ a ]")


def test_defaults_come_from_the_files_named_first_over_last_and_the_topology_over_all(read) -> None:
    text = """
        defaults.sources.extra: [ first.yml, second.yml, missing.yml ]
        nodes: [ a, b, c ]
        groups.x: {members: [ c ], device: none}
        """
    lab = read(text, first="device: frr", second="{device: eos, provider: clab}")
    assert [node.device for node in lab.nodes] == ["frr", "frr", "none"]


def test_settings_replace_what_the_file_says(read) -> None:
    lab = read("defaults.device: eos\nnodes: [ a ]", ("defaults.device", "frr"), ("name", "other"))
    assert (lab.name, lab.nodes[0].device) == ("other", "frr")


def test_the_environment_counts_only_when_it_is_given(read) -> None:
    assert read("nodes: [ a ]").nodes[0].device is None
    assert read("nodes: [ a ]", env={"NETLAB_DEVICE": "frr"}).nodes[0].device == "frr"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("nodes: [ a ]", True),
        ("groups._auto_create: true", True),
        ("bgp.as: 65000", True),
        ("name: x\ntopology: {nodes: {a: {kind: linux}}}", False),
        ("source: {kind: netlab}\nnodes: []", False),
        ("apiVersion: v1", False),
        ("[ 1 ]", False),
    ],
)
def test_recognition_by_content(text: str, known: bool) -> None:
    source = Source("x.yml", text)
    assert NetlabReader().recognises(source, parse(source)) is known


def test_problems_are_reported_together_with_their_places(read) -> None:
    text = """\
        nodes: {spine1: , leaf1: 5, ../../x: }
        links: [ spine1-lefa1, 7 ]
        module: {a: b}
        """
    with pytest.raises(SourceError) as caught:
        read(text)
    assert [str(problem) for problem in caught.value.problems] == [
        "lab.yml:3:9: error: module must be a name or a list of names, not a mapping",
    ]
    with pytest.raises(SourceError, match=r"lab\.yml:2:10: error: link 'a-lefa1'.*did you mean 'leaf1'"):
        read("nodes: [ a, leaf1 ]\nlinks: [ a-lefa1, 7 ]")
    with pytest.raises(SourceError, match="letters, digits"):
        read("nodes: { ../../x: }")
