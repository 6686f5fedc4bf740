"""topodraw's own JSON as an input: every name has to be that of a node."""

import json

import pytest

from topodraw.errors import SourceError
from topodraw.readers import read_topology
from topodraw.source import Source

GOOD = {
    "name": "t",
    "source": {"kind": "topodraw", "file": None},
    "nodes": [{"name": "a"}, {"name": "b"}],
    "links": [{"endpoints": [{"node": "a"}, {"node": "b"}]}],
    "sessions": [{"a": "a", "b": "b", "kind": "ibgp", "rr_client": "b", "link": 0}],
    "groups": [
        {"name": "g", "kind": "site", "title": "G", "members": []},
        {"name": "h", "kind": "group", "title": "H", "members": ["a"], "parent": "g"},
    ],
}


def changed(path, value):
    """Return the good document with one value replaced; `path` is dotted."""
    document = json.loads(json.dumps(GOOD))
    *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
    part = document
    for key in parents:
        part = part[key]
    part[last] = value
    return Source("m.json", json.dumps(document))


def test_a_good_document_is_read():
    topology = read_topology(Source("m.json", json.dumps(GOOD)))
    assert (topology.kind, [node.name for node in topology.nodes], topology.warnings) == ("topodraw", ["a", "b"], ())


def test_a_hand_written_document_is_known_by_its_lists():
    text = '{"name": "t", "nodes": [{"name": "a"}], "sessions": []}'
    assert read_topology(Source("m.json", text)).kind == "topodraw"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("nodes.1.name", "a", "a second node is named 'a'; rename one"),
        ("nodes.1.name", "../../x", "node name contains invalid characters: '../../x' has a slash"),
        ("nodes.1.name", "x\ny", "node name contains invalid characters: 'x\\ny' has a control character"),
        ("nodes.1.name", " ", "node name is empty"),
        ("groups.1.name", "g", "a second group is named 'g'; rename one"),
        ("links.0.endpoints.1.node", "bb", "unable to find node 'bb'"),
        ("sessions.0.b", "c", "unable to find node 'c'; known are a, b"),
        ("sessions.0.rr_client", "c", "rr_client 'c' is neither end of the session"),
        ("sessions.0.link", 3, "there is no link 3; the first is 0"),
        ("groups.1.members", ["z"], "unable to find node 'z'"),
        ("groups.1.parent", "x", "unable to find group 'x'"),
        ("groups.0.parent", "h", "group 'g' is inside itself"),
        ("groups.1.parent", "h", "group 'h' is inside itself"),
    ],
)
def test_a_name_that_does_not_fit_is_a_located_error(path, value, message):
    with pytest.raises(SourceError) as caught:
        read_topology(changed(path, value))
    assert message in str(caught.value)
    assert all(problem.location.line == 1 and problem.location.column > 1 for problem in caught.value.problems)
