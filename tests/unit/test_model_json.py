"""The JSON form: exact both ways, in the order the contract gives, with located errors for anything else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topodraw.errors import Location, Problem, SourceError
from topodraw.located import parse
from topodraw.model import Endpoint, Group, Hints, Link, Node, Preferences, Session, Topology
from topodraw.model_json import dumps, from_json, to_json
from topodraw.source import Source

TEXT = st.text(max_size=8)
MAYBE = st.none() | TEXT
NUMBER = st.none() | st.integers(-5, 5_000_000_000)
WORDS = st.dictionaries(TEXT, TEXT, max_size=2)
ADDRESS = st.none() | st.just(True) | st.sampled_from(["10.0.0.1/30", "2001:db8::1/64"])


def several(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


HINTS = st.builds(
    Hints, rank=NUMBER, order=NUMBER, hide=st.booleans(), segment=st.booleans(), x=NUMBER, y=NUMBER, icon=MAYBE,
    url=MAYBE, color=MAYBE, fill=MAYBE, width=MAYBE, classes=several(TEXT),
    raw=st.dictionaries(TEXT, WORDS, max_size=2),
)  # fmt: skip
NODES = st.builds(
    Node, name=TEXT, device=MAYBE, role=MAYBE, asn=NUMBER, route_reflector=st.booleans(), loopback=MAYBE,
    isis_area=MAYBE, tier=NUMBER, pseudo=st.booleans(), bgp=st.booleans(), modules=several(TEXT), title=MAYBE,
    unmanaged=st.booleans(), hints=HINTS,
)  # fmt: skip
ENDS = st.builds(
    Endpoint, node=TEXT, interface=MAYBE, ipv4=ADDRESS, ipv6=ADDRESS, vrf=MAYBE, isis=MAYBE, vlan=MAYBE,
    bgp_role=MAYBE, order=NUMBER,
)  # fmt: skip
LINKS = st.builds(
    Link,
    endpoints=several(ENDS),
    kind=TEXT,
    name=MAYBE,
    prefix=st.none() | WORDS,
    bridge=MAYBE,
    role=MAYBE,
    hints=HINTS,
)
SESSIONS = st.builds(
    Session, a=TEXT, b=TEXT, kind=st.sampled_from(["ebgp", "ibgp", "localas_ibgp", "confed_ebgp"]), vrf=MAYBE,
    families=several(TEXT), rr_client=MAYBE, one_sided=st.booleans(), link=NUMBER,
)  # fmt: skip
GROUPS = st.builds(Group, name=TEXT, kind=TEXT, title=TEXT, members=several(TEXT), parent=MAYBE)
SWITCH = st.none() | st.booleans()
PREFERENCES = st.builds(
    Preferences, group_by=st.none() | several(TEXT), interface_labels=SWITCH, node_addresses=SWITCH,
    route_reflectors=SWITCH, vlans=SWITCH, vrfs=SWITCH,
    styles=st.dictionaries(TEXT, st.dictionaries(TEXT, WORDS, max_size=2), max_size=2),
)  # fmt: skip
PROBLEMS = st.builds(Problem, st.builds(Location, TEXT, NUMBER, NUMBER), TEXT, st.sampled_from(["warning", "error"]))
TOPOLOGIES = st.builds(
    Topology, name=TEXT, kind=TEXT, file=MAYBE, title=MAYBE, nodes=several(NODES), links=several(LINKS),
    sessions=several(SESSIONS), groups=several(GROUPS), preferences=PREFERENCES, warnings=several(PROBLEMS),
    files=several(TEXT),
)  # fmt: skip


def located(text):
    source = Source("x.json", text)
    return from_json(parse(source), source)


@given(TOPOLOGIES)
@settings(max_examples=60, deadline=None)
def test_the_way_back_is_exact(topology):
    assert from_json(to_json(topology)) == topology


@given(TOPOLOGIES)
@settings(max_examples=60, deadline=None)
def test_the_text_is_json_and_is_read_back_exactly(topology):
    text = dumps(topology)
    assert json.loads(text) == to_json(topology)
    assert located(text) == topology


EXAMPLE = Topology(
    "routeleak",
    kind="netlab",
    file="topology.yml",
    nodes=(Node("isp_a", "frr", "router", 65100, loopback="10.0.0.3/32", tier=1), Node("h")),
    links=(
        Link(
            (Endpoint("isp_a", "eth1", "10.1.0.1/30"), Endpoint("h", "eth1", True)),
            prefix={"ipv4": "10.1.0.0/30"},
            role="external",
        ),
    ),
    sessions=(Session("isp_a", "h", "ebgp", families=("ipv4",)),),
    groups=(Group("AS_65100", "as", "AS 65100", ("isp_a",)),),
    warnings=(Problem(Location("topology.yml", 3, 5), "odd", "warning"),),
)


def test_all_keys_of_the_contract_are_there_in_order_and_no_others():
    document = to_json(EXAMPLE)
    assert list(document) == ["name", "source", "nodes", "links", "sessions", "groups", "warnings"]
    assert document["source"] == {"kind": "netlab", "file": "topology.yml"}
    assert list(document["nodes"][1].items()) == [
        ("name", "h"), ("device", None), ("role", None), ("asn", None), ("route_reflector", False),
        ("loopback", None), ("isis_area", None), ("tier", None), ("pseudo", False),
    ]  # fmt: skip
    assert list(document["links"][0]) == ["kind", "name", "prefix", "bridge", "role", "endpoints"]
    assert document["links"][0]["endpoints"][1] == {"node": "h", "interface": "eth1", "ipv4": True, "ipv6": None}
    assert list(document["sessions"][0]) == ["a", "b", "kind", "vrf", "families", "rr_client", "one_sided"]
    assert list(document["groups"][0]) == ["name", "kind", "title", "members", "parent"]
    assert document["warnings"] == [{"file": "topology.yml", "line": 3, "column": 5, "text": "odd"}]


def test_the_text_ends_with_a_newline_and_keeps_short_objects_on_a_line():
    text = dumps(EXAMPLE)
    assert text.endswith("}\n")
    assert '        {"node": "isp_a", "interface": "eth1", "ipv4": "10.1.0.1/30", "ipv6": null},\n' in text
    assert text == dumps(EXAMPLE)


def test_a_hand_written_document_may_leave_out_what_has_a_default():
    topology = located('{"name": "t", "nodes": [{"name": "a"}], "links": [{"endpoints": [{"node": "a"}]}]}')
    assert topology == Topology("t", nodes=(Node("a"),), links=(Link((Endpoint("a"),)),))


def test_an_unknown_key_is_a_warning_with_a_suggestion():
    topology = located('{"name": "t", "nodes": [{"name": "a", "devise": "frr"}]}')
    assert [str(w) for w in topology.warnings] == [
        "x.json:1:39: warning: nodes[0].devise is no known key; it is ignored; did you mean 'device'?"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "x.json:1:1: error: the topology must be a mapping, not a list"),
        ("{}", "x.json:1:1: error: the topology has no 'name'"),
        ('{"name": 1}', "x.json:1:10: error: name must be text, not '1'"),
        ('{"name": "t", "nodes": {}}', "x.json:1:24: error: nodes must be a list, not a mapping"),
        ('{"name": "t", "nodes": [3]}', "x.json:1:25: error: nodes[0] must be a mapping, not '3'"),
        ('{"name": "t", "nodes": [{}]}', "x.json:1:25: error: nodes[0] has no 'name'"),
        (
            '{"name": "t", "nodes": [{"name": "a", "asn": true}]}',
            "x.json:1:46: error: nodes[0].asn must be a whole number or null, not 'True'",
        ),
        (
            '{"name": "t", "links": [{"endpoints": [{"node": "a", "ipv4": 4}]}]}',
            "x.json:1:62: error: links[0].endpoints[0].ipv4 must be an address, true for unnumbered or null, not '4'",
        ),
        (
            '{"name": "t", "sessions": [{"a": "a", "b": "b", "kind": "igp"}]}',
            "x.json:1:57: error: sessions[0].kind must be one of ebgp, ibgp, localas_ibgp, confed_ebgp, not 'igp'",
        ),
    ],
)
def test_a_wrong_shape_is_a_located_error(text, problem):
    with pytest.raises(SourceError) as caught:
        located(text)
    assert str(caught.value) == problem


def test_all_errors_are_reported_together():
    with pytest.raises(SourceError) as caught:
        located('{"nodes": 1, "links": 2, "groups": 3}')
    assert len(caught.value.problems) == 4
