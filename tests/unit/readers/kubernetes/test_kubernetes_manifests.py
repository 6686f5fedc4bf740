"""Manifests become resources whatever their form, each for its cluster, each once, with its place in the file."""

import json
import random
import time
from pathlib import Path

import pytest

from cluster_facts import cluster, manifest, peers, problems, read, told
from topodraw.errors import Location, Report
from topodraw.readers.kubernetes import is_manifest, read_clusters
from topodraw.readers.kubernetes.manifests import resources
from topodraw.source import Source

CALICO = "projectcalico.org/v3"
PEER = manifest(CALICO, "BGPPeer", "tor", "spec:\n  peerIP: 10.0.0.1\n  asNumber: 65000")
QUIET = manifest(CALICO, "BGPConfiguration", "default", "spec:\n  nodeToNodeMeshEnabled: false")
K = cluster("k", "k-worker=10.0.0.11")


def found(text: str) -> tuple[list[tuple[str, str, str, int | None]], list[str]]:
    """Return group, kind, name and line of each resource, and the remarks."""
    report = Report()
    stated = [(each.group, each.kind, each.name, each.at.line) for each in resources(Source("m.yaml", text), report)]
    return stated, [str(problem) for problem in report.warnings]


def test_documents_of_a_stream_keep_their_lines() -> None:
    text = f"# first\n---\n{QUIET}--- # second\n\n{PEER}---\n---\n# nothing\n...\n"
    assert found(text) == (
        [("projectcalico.org", "BGPConfiguration", "default", 4), ("projectcalico.org", "BGPPeer", "tor", 12)],
        [],
    )


def test_windows_lines_and_directives_are_read() -> None:
    text = f"%YAML 1.1\n---\n{PEER}---\n{QUIET}".replace("\n", "\r\n")
    assert [name for _, _, name, _ in found(text)[0]] == ["tor", "default"]


def test_lists_give_their_items() -> None:
    items = [
        {"apiVersion": CALICO, "kind": "BGPPeer", "metadata": {"name": "a"}},
        {"kind": "Service", "apiVersion": "v1"},
    ]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": items})
    assert [name for _, _, name, _ in found(text)[0]] == ["a", ""]
    typed = f"apiVersion: {CALICO}\nkind: BGPPeerList\nitems:\n- metadata:\n    name: a\n- metadata:\n    name: b\n"
    assert [(kind, name) for _, kind, name, _ in found(typed)[0]] == [("BGPPeer", "a"), ("BGPPeer", "b")]
    bare = f"- apiVersion: {CALICO}\n  kind: BGPPeer\n  metadata: {{name: a}}\n"
    assert [name for _, _, name, _ in found(bare)[0]] == ["a"]


def nested(depth: int) -> str:
    inner = {"apiVersion": CALICO, "kind": "BGPPeer", "metadata": {"name": "a"}}
    for _ in range(depth):
        inner = {"apiVersion": "v1", "kind": "List", "items": [inner]}  # type: ignore[dict-item]
    return json.dumps(inner)


def test_lists_inside_of_lists_give_their_items() -> None:
    for depth in (2, 3, 8):
        stated, remarks = found(nested(depth))
        assert [(kind, name) for _, kind, name, _ in stated] == [("BGPPeer", "a")]
        assert remarks == []
    stated, (remark,) = found(nested(9))
    assert stated == []
    assert "List left out: it is inside of more than 7 other lists" in remark


@pytest.mark.parametrize(
    ("items", "told_at", "problem"),
    [
        ("{a: b}", "m.yaml:2:1", "List left out: items must be a list"),
        ("[[{kind: Node}]]", "m.yaml:3:9", "item 1 of a List left out: it must be a mapping"),
        ("[null]", None, None),
        ("null", None, None),
    ],
)
def test_lists_of_another_shape_are_told(items: str, told_at: str | None, problem: str | None) -> None:
    _, remarks = found(f"apiVersion: v1\nkind: List\nitems: {items}\n")
    assert remarks == ([f"{told_at}: warning: {problem}"] if problem else [])


SELECTED = "  nodeSelector: {matchLabels: {rack: [r1]}}"
CILIUM = "cilium.io/v2alpha1"


@pytest.mark.parametrize(
    ("api", "kind", "body", "problem"),
    [
        (CILIUM, "CiliumBGPPeeringPolicy", f"spec:\n{SELECTED}", "rack must be text, not a list"),
        (CILIUM, "CiliumBGPPeeringPolicy", "spec:\n  nodeSelector: [a]", "nodeSelector must be a mapping, not a list"),
        (CILIUM, "CiliumBGPClusterConfig", "spec:\n  bgpInstances: x", "bgpInstances must be a list, not the text 'x'"),
        (
            CILIUM,
            "CiliumBGPClusterConfig",
            "spec:\n  bgpInstances: [{localASN: 1, peers: [{peerASN: {a: b}}]}]",
            "peerASN must be text, not a mapping",
        ),
        (
            "metallb.io/v1beta2",
            "BGPPeer",
            "spec:\n  nodeSelectors: {a: b}",
            "nodeSelectors must be a list, not a mapping",
        ),
        (
            "metallb.io/v1beta2",
            "BGPPeer",
            "spec:\n  nodeSelectors: [a]",
            "item 1 of nodeSelectors must be a mapping, not the text 'a'",
        ),
        (
            "frrk8s.metallb.io/v1beta1",
            "FRRConfiguration",
            "spec:\n  nodeSelector: {matchExpressions: [{key: a, operator: In, values: b}]}",
            "values must be a list, not the text 'b'",
        ),
        ("projectcalico.org/v3", "BGPPeer", "spec: [a]", "spec must be a mapping, not a list"),
    ],
)
def test_a_resource_with_a_field_of_another_shape_is_left_out(api: str, kind: str, body: str, problem: str) -> None:
    facts = read(K, manifest(api, kind, "x", body))
    assert peers(facts) == {}
    (told_of,) = problems(facts)
    assert told_of.startswith(f"m.yaml:{5 if 'spec: ' in body else 6}:")
    assert told_of.endswith(f"{kind} 'x' left out: {problem}")


def test_a_former_configuration_of_metallb_of_another_shape_is_left_out() -> None:
    peer = "    - {peer-address: 10.0.0.1, peer-asn: 1, node-selectors: {match-labels: {a: b}}}"
    facts = read(K, manifest("v1", "ConfigMap", "config", f"data:\n  config: |\n    peers:\n{peer}"))
    assert peers(facts) == {}
    (told_of,) = problems(facts)
    assert told_of == ("m.yaml:8:1: configuration of MetalLB left out: node-selectors must be a list, not a mapping")


def test_what_is_no_resource_of_interest_is_left_out_silently() -> None:
    definition = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        "metadata: {name: bgppeers.crd.projectcalico.org}\n"
    )
    others = "a: b\n---\n- 1\n---\nplain\n---\nkind: Node\n---\napiVersion: v1\n---\nnot: [yaml\n"
    assert found(definition + "---\n" + others) == ([], [])


def test_templates_are_left_out_with_one_warning_a_file() -> None:
    template = PEER.replace("10.0.0.1", "{{ .Values.tor }}")
    stated, remarks = found(f"{QUIET}---\n{template}---\n{template}")
    assert [name for _, _, name, _ in stated] == ["default"]
    assert remarks == [
        "m.yaml:13:11: warning: is a template ('{{'), left out; render it (helm template) to have it read"
    ]
    assert len(found(PEER + "# {{ a comment }}\n")[0]) == 1


def test_broken_yaml_is_a_warning_and_spares_the_other_documents() -> None:
    stated, remarks = found(f"{PEER}  broken: [\n---\n{QUIET}")
    assert [name for _, _, name, _ in stated] == ["default"]
    assert len(remarks) == 1
    assert remarks[0].startswith("m.yaml:9:1:")
    assert "manifest left out: not valid YAML" in remarks[0]


def test_an_unquoted_exclamation_mark_is_explained() -> None:
    stated, remarks = found(f"{PEER}  nodeSelector: !has(rr)\n")
    assert stated == []
    assert "quote a selector that begins with '!'" in remarks[0]
    assert remarks[0].startswith("m.yaml:8:")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (PEER, True),
        ('{"apiVersion":"v1","kind":"List"}', True),
        ('{\n  "kind": "Node",\n  "apiVersion": "v1"\n}', True),
        ("- kind: Node\n  apiVersion: v1\n", True),
        ("name: lab\ntopology:\n  nodes: {a: {kind: linux}}\n", False),
        ("kind: Node\n", False),
        ("the apiVersion: of this kind: of text", False),
        ("", False),
    ],
)
def test_manifests_are_told_without_parsing(text: str, is_one: bool) -> None:
    assert is_manifest(text) is is_one


def test_variants_that_say_the_same_are_no_conflict() -> None:
    variant = QUIET.replace("v3", "v1").replace("projectcalico", "crd.projectcalico") + "  serviceClusterIPs: []\n"
    assert problems(read(K, {"a.yaml": QUIET, "b.yaml": variant, "p.yaml": PEER})) == []


def test_variants_that_differ_are_remarked_and_the_first_counts() -> None:
    other = QUIET + "  asNumber: 65009\n"
    facts = read(K, {"b.yaml": other, "a.yaml": QUIET})
    assert facts.configs["k-worker"].asn == 64512
    assert facts.problems == (
        (
            Location("b.yaml", 2, 1),
            "BGPConfiguration 'default' is stated otherwise in a.yaml:2:1 already, which counts",
        ),
    )


def test_peers_of_two_names_are_no_conflict() -> None:
    facts = read(K, {"a.yaml": f"{QUIET}---\n{PEER}", "b.yaml": PEER.replace("tor", "tor2").replace("0.0.1", "0.0.2")})
    assert peers(facts) == {"k-worker": ["10.0.0.1 as 65000", "10.0.0.2 as 65000"]}
    assert facts.problems == ()


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("a/calico.yaml", "a"),
        ("a-bgp/calico.yaml", "a"),
        ("x/b.yaml", "b"),
        ("x/b_peers.yaml", "b"),
        ("a/b.peers.yaml", "b"),
        ("a-1/x.yaml", "a-1"),
        ("a-1-more/x.yaml", "a-1"),
        ("b/a/x.yaml", "a"),
        ("abc/x.yaml", None),
        ("calico.yaml", None),
    ],
)
def test_a_manifest_is_for_the_cluster_on_its_path(path: str, owner: str | None) -> None:
    clusters = [cluster(name, f"{name}-worker") for name in ("a", "b", "a-1")]
    facts = read(clusters, {path: PEER})
    assert list(facts.configs) == ([] if owner is None else [f"{owner}-worker"])
    assert (owner is None) == told(facts, path, "left out", "which cluster (a, b, a-1) this is for")


def test_a_manifest_that_no_path_places_is_for_the_only_outermost_cluster() -> None:
    clusters = [cluster("inner", "vm", parent="outer"), cluster("outer", "outer-worker")]
    assert list(read(clusters, {"calico.yaml": PEER}).configs) == ["outer-worker"]
    assert list(read(clusters[0], {"calico.yaml": PEER}).configs) == ["vm"]


def test_folders_above_the_lab_have_no_say(tmp_path: Path) -> None:
    lab = tmp_path / "a" / "lab"
    lab.mkdir(parents=True)
    file = lab / "calico.yaml"
    file.write_text(PEER)
    clusters = [cluster("a", "a-worker"), cluster("b", "b-worker")]
    facts = read_clusters(clusters, [Source(str(file), PEER, file)], lab)
    assert facts.configs == {}
    assert told(facts, "left out", str(file))


def test_without_clusters_nothing_is_said() -> None:
    assert read([], {}).problems == ()
    assert told(read([], {"m.yaml": PEER}), "there is no cluster")


@pytest.mark.parametrize("text", ["---\n" * 250_000, "\n" * 1_000_000, " " * 1_000_000, "apiVersion: kind: " * 50_000])
def test_large_texts_cost_time_in_proportion(text: str) -> None:
    start = time.process_time()
    is_manifest(text)
    assert read(K, text).configs == {}
    assert time.process_time() - start < 3


def test_many_peers_of_many_nodes_cost_time_in_proportion() -> None:
    many = cluster("k", *(f"k-worker{number}" for number in range(60)))
    peer = manifest(CALICO, "BGPPeer", "p%d", "spec:\n  nodeSelector: all()\n  peerSelector: all()")
    start = time.process_time()
    facts = read(many, "---\n".join(peer.replace("%d", str(number)) for number in range(100)))
    assert time.process_time() - start < 5
    assert {len(config.neighbours) for config in facts.configs.values()} == {59}


ODD = (
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "\n",
    ":",
    "- ",
    "!",
    "&a ",
    "*a",
    "{{",
    "---\n",
    "\0",
    "\x85",
    "9" * 400,
    "null",
    "\t",
)


def test_no_mutation_of_manifests_makes_the_reader_fail() -> None:
    chance = random.Random(7)
    texts = [
        PEER,
        QUIET,
        manifest("v1", "Node", "k-worker", "  labels: {a: b}\n  annotations: {projectcalico.org/ASNumber: '1'}"),
        manifest("metallb.io/v1beta2", "BGPPeer", "x", "spec: {myASN: 1, peerASN: 2, peerAddress: 1.1.1.1}"),
        manifest("cilium.io/v2", "CiliumBGPClusterConfig", "x", "spec: {bgpInstances: [{name: a, peers: [{}]}]}"),
        manifest("frrk8s.metallb.io/v1beta1", "FRRConfiguration", "x", "spec: {bgp: {routers: [{neighbors: [{}]}]}}"),
        manifest("kubevirt.io/v1", "VirtualMachine", "vm", "spec: {template: {metadata: {labels: {a: b}}}}"),
    ]
    kind = (
        "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: worker\n  kubeadmConfigPatches: ['a: b']\n"
    )
    for _ in range(1500):
        text = "---\n".join(chance.sample(texts, 3))
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(text))
            text = text[:start] + chance.choice(ODD) + text[start + chance.choice((0, 1, 5, 20)) :]
        cut = chance.randrange(len(kind))
        clusters = [
            cluster("k", "k-worker=10.0.0.11", kind=kind[:cut] + chance.choice(ODD) + kind[cut:]),
            cluster("n", "vm", parent="k"),
        ]
        for location, _ in read(clusters, {"k.yaml": text, "n/m.yaml": text}).problems:
            assert location.file
