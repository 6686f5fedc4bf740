"""Groups, clusters, chassis, autonomous systems; sessions from labels; topology-data.json; the labs of the corpus."""

import json
from pathlib import Path

import pytest

from topodraw.model import Session
from topodraw.model_json import from_json, to_json
from topodraw.readers import read_topology
from topodraw.source import Source


def read(nodes, links=""):
    body = "".join(f"    {name}: {value}\n" for name, value in nodes.items())
    return read_topology(Source("lab.yml", f"name: lab\ntopology:\n  nodes:\n{body}{links}"))


def groups(topology):
    return [(g.name, g.kind, g.title, g.members, g.parent) for g in topology.groups]


def test_groups_nest_at_a_slash():
    topology = read({"a": "{group: dc1}", "b": "{group: dc1/pod1}", "c": "{labels: {graph-group: dc2/pod1}, group: x}"})
    assert groups(topology) == [
        ("dc1", "group", "dc1", ("a",), None),
        ("dc1/pod1", "group", "pod1", ("b",), "dc1"),
        ("dc2", "group", "dc2", (), None),
        ("dc2/pod1", "group", "pod1", ("c",), "dc2"),
    ]


def test_a_cluster_holds_its_containers_and_whatever_is_grouped_with_it():
    topology = read({
        "k": "{kind: k8s-kind, group: k}",
        "k-control-plane": "{kind: ext-container}",
        "k-worker2": "{kind: ext-container}",
        "k-workers": "{kind: linux}",
        "vm": "{kind: linux, group: k/nested}",
        "alone": "{kind: k8s-kind}",
    })  # fmt: skip
    assert groups(topology) == [
        ("k", "cluster", "k", ("k-control-plane", "k-worker2"), None),
        ("k/nested", "group", "nested", ("vm",), "k"),
    ]
    assert topology.nodes[0].name == "k"


def test_cards_that_share_a_namespace_form_a_chassis():
    shared = "{kind: nokia_srsim, network-mode: 'container:sr-a'}"
    topology = read({
        "sr-a": "{kind: nokia_srsim}", "sr-1": shared, "x": "{kind: linux, network-mode: 'container:outside'}",
        "tool": "{kind: linux, network-mode: 'container:x'}", "m": "{kind: linux, network-mode: none}",
        "probe": "{kind: linux, network-mode: 'container:sr2'}", "sr2": "{kind: nokia_srsim}",
    })  # fmt: skip
    assert groups(topology) == [
        ("sr", "cluster", "sr", ("sr-a", "sr-1"), None),
        ("x", "cluster", "x", ("x", "tool"), None),
    ]


def test_autonomous_systems_are_groups_after_the_others():
    topology = read(
        {"a": "{group: AS_2, labels: {asn: 1}}", "b": "{labels: {asn: 2}}", "c": "{labels: {asn: 1}}", "d": ""}
    )
    assert groups(topology) == [
        ("AS_2", "group", "AS_2", ("a",), None),
        ("AS_1", "as", "AS 1", ("a", "c"), None),
        ("AS_2 (2)", "as", "AS 2", ("b",), None),
    ]


LINKS = "  links:\n    - endpoints: [a:1, b:1]\n    - endpoints: [a:2, c:1]\n    - endpoints: [a:3, c:2]\n"


def test_sessions_are_what_labels_state_each_side_for_itself():
    topology = read(
        {
            "a": "{labels: {asn: 1, bgp-peers: 'b, c'}}",
            "b": "{labels: {asn: 2, bgp-peers: a}}",
            "c": "{labels: {asn: 1}}",
            "d": "{labels: {asn: 3, bgp-peers: a}}",
        },
        LINKS,
    )
    assert topology.sessions == (
        Session("a", "b", "ebgp", link=0),
        Session("a", "c", "ibgp", one_sided=True),
        Session("d", "a", "ebgp", one_sided=True),
    )
    assert [node.bgp for node in topology.nodes] == [True] * 4
    assert topology.warnings == ()


def test_a_session_over_parallel_links_runs_over_none_of_them():
    topology = read({"a": "{labels: {asn: 1, bgp-peers: c}}", "b": "", "c": "{labels: {asn: 2, bgp-peers: a}}"}, LINKS)
    assert topology.sessions == (Session("a", "c", "ebgp"),)


def test_route_reflectors_have_clients_and_equals():
    body = "{{labels: {{asn: 1, bgp-rr-clients: '{}', bgp-peers: '{}'}}}}"
    topology = read({
        "r1": body.format("c, r2", ""), "r2": body.format("r1", "c"), "c": body.format("", "r1"),
        "p": "{labels: {asn: 1}}",
    })  # fmt: skip
    assert topology.sessions == (
        Session("r1", "c", "ibgp", rr_client="c"),
        Session("r1", "r2", "ibgp"),
        Session("r2", "c", "ibgp", one_sided=True),
    )
    assert [node.route_reflector for node in topology.nodes] == [True, True, False, False]


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        (
            {"leaf1": "{labels: {asn: 1, bgp-peers: 'leaf3'}}", "leaf2": "{labels: {asn: 1}}"},
            "label bgp-peers of node 'leaf1': unable to find node 'leaf3'; did you mean 'leaf",
        ),
        ({"a": "{labels: {asn: 1, bgp-peers: a}}"}, "label bgp-peers of node 'a' names the node itself"),
        (
            {"a": "{labels: {asn: 1, bgp-rr-clients: b}}", "b": "{labels: {asn: 2, bgp-peers: a}}"},
            "'b' is not in the AS of 'a', so it cannot be its route-reflector client",
        ),
        (
            {"a": "{labels: {asn: 1, bgp-peers: b}}", "b": "{labels: {bgp-peers: a}}"},
            "node 'b' has BGP sessions but no AS; give it the label as-number",
        ),
    ],
)
def test_what_labels_get_wrong_is_a_located_warning(nodes, message):
    warning = str(read(nodes).warnings[0])
    assert message in warning
    assert warning.startswith(("lab.yml:4:", "lab.yml:5:"))


DATA = {
    "name": "deployed",
    "type": "clab",
    "clab": {"config": {"prefix": "clab"}},
    "nodes": {
        "a": {"index": "0", "kind": "nokia_srlinux", "group": "", "labels": {"asn": "65000"}, "mgmt-ipv4-address": "x"},
        "b": {"kind": "linux", "image": "frr", "group": "edge", "labels": {"clab-node-kind": "linux"}},
    },
    "links": [
        {
            "endpoints": {
                "a": {"node": "a", "interface": "e1-1", "mac": "02:00", "ipv4": "10.0.0.1/30", "peer": "z"},
                "z": {"node": "b", "interface": "eth1", "mac": "02:01", "ipv4": "", "peer": "a"},
            }
        },
        {"a": {"node": "a", "interface": "e1-2"}, "z": {"node": "host", "interface": "x"}},
        {"endpoints": {"a": {"node": "a", "interface": "e1-3", "peer": "dummy"}}},
    ],
}


def test_the_data_that_containerlab_exports_is_a_lab_too():
    topology = read_topology(Source("topology-data.json", json.dumps(DATA)))
    assert (topology.name, topology.kind) == ("deployed", "containerlab")
    assert [(n.name, n.device, n.role, n.asn, n.pseudo) for n in topology.nodes] == [
        ("a", "nokia_srlinux", "switch", 65000, False),
        ("b", "linux", "router", None, False),
        ("host", None, "host", None, True),
        ("dummy a:e1-3", None, "cloud", None, True),
    ]
    assert [(link.kind, [(e.node, e.interface, e.ipv4) for e in link.endpoints]) for link in topology.links] == [
        ("veth", [("a", "e1-1", "10.0.0.1/30"), ("b", "eth1", None)]),
        ("host", [("a", "e1-2", None), ("host", "x", None)]),
        ("dummy", [("a", "e1-3", None), ("dummy a:e1-3", None, None)]),
    ]
    assert topology.warnings == ()


CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "containerlab"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of labs is not beside this checkout")
def test_every_lab_of_the_corpus_is_read_without_a_warning_of_its_own_and_survives_its_json_form():
    cases = sorted(CORPUS.glob("*/main.txt"))
    assert cases
    for case in cases:
        topology = read_topology(case.parent / case.read_text().strip())
        # The corpus holds no files but configurations, and not all of those.
        own = [each.text for each in topology.warnings if each.location.file == topology.file]
        assert [text for text in own if not text.endswith("no such file")] == []
        assert from_json(to_json(topology)) == topology
