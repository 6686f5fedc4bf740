"""What happens to the text of a lab file before it is YAML: variables are expanded."""

import pytest

from topodraw.errors import Report, SourceError
from topodraw.readers import read_topology
from topodraw.readers.containerlab.expansion import expand
from topodraw.readers.containerlab.templates import comment_start
from topodraw.reading import ReadOptions
from topodraw.source import Source

ENV = {"V": "value", "EMPTY": "", "OTHER": "other"}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("$V ${V}", "value value"),
        ("$U ${U} $EMPTY ${EMPTY}", "$U $U $EMPTY $EMPTY"),
        ("${U:-d} ${U:=d} ${EMPTY:-d} ${V:=d}", "d d d value"),
        ("${U-d} ${U=d} ${EMPTY-d} ${V-d}", "d d $EMPTY value"),
        ("${U:+o} ${EMPTY:+o} ${V+o}|", " o o|"),
        ("$$V $1 ${1} $_ ${_}", "$V $1 ${1} $_ ${_}"),
        ("${U:=$OTHER} ${U:=$W} ${U:=$OTHER/x}", "other $W $OTHER/x"),
        ('${U:=""}', '""'),
        ("${U:=a}b}", "ab}"),
        ("${U:=ghcr.io/nokia/srlinux:24.10}", "ghcr.io/nokia/srlinux:24.10"),
        ("a\n$V\n", "a\nvalue\n"),
    ],
)
def test_variables_are_expanded_as_containerlab_does(text, expanded):
    report = Report()
    assert expand(Source("f", text), ENV, report).text == expanded
    assert report.errors == ()


def test_a_brace_that_is_never_closed_is_an_error_outside_comments():
    report = Report()
    expand(Source("f", "a: 1 # ${U\nb: ${U\n"), {}, report)
    assert [str(problem) for problem in report.errors] == [
        "f:2:4: error: closing brace expected: '${' opens a variable that no '}' ends in this line"
    ]


LAB = "name: ${NAME:=lab}\ntopology:\n  nodes:\n    ${NODE:=a}: {kind: linux, image: ${IMAGE:=frr}}\n"


def test_reading_is_hermetic_unless_variables_are_allowed(monkeypatch):
    monkeypatch.setenv("NAME", "from-the-environment")
    assert read_topology(Source("f", LAB)).name == "lab"
    topology = read_topology(Source("f", LAB), options=ReadOptions(env={"NODE": "b"}))
    assert [node.name for node in topology.nodes] == ["b"]


@pytest.mark.parametrize(
    ("line", "start"),
    [("a: 1", 4), ("# a", 0), ("a: 1 # b", 5), ("a: b#c", 6), ("a: '# b' # c", 9), ('a: "# b"', 8), ("\t# a", 1)],
)
def test_a_comment_begins_at_a_hash_of_its_own_outside_quotes(line, start):
    assert comment_start(line) == start


def test_a_template_in_a_comment_is_none():
    text = "# {{ one }}\nname: x # {{ two }}\ntopology: {nodes: {a: }}\n"
    assert read_topology(Source("f", text)).name == "x"


def test_a_lab_that_is_no_yaml_once_expanded_is_refused_where_it_breaks():
    with pytest.raises(SourceError) as caught:
        read_topology(Source("f", "name: x\ntopology:\n  nodes: {a: ${V:=[}}\n"))
    assert str(caught.value).startswith("f:3:15: error: not valid YAML")
