"""kind's configuration tells the nodes of a cluster: their names, roles, labels and addresses."""

from cluster_facts import cluster, manifest, peers, problems, read, told
from topodraw.errors import Location, Report
from topodraw.readers.kubernetes.kind_config import read_kind_config
from topodraw.source import Source

KIND = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
kubeadmConfigPatches:
- |
  kind: JoinConfiguration
  nodeRegistration: {kubeletExtraArgs: {node-labels: "joined=yes"}}
nodes:
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: InitConfiguration
    nodeRegistration:
      kubeletExtraArgs:
        node-ip: "10.0.0.1"
        node-labels: "vlan=10,zone=a"
    ---
    kind: JoinConfiguration
    nodeRegistration: {kubeletExtraArgs: {node-ip: 10.9.9.9}}
- role: worker
  labels: {rack: r1}
  kubeadmConfigPatches:
  - |
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: JoinConfiguration
    nodeRegistration:
      kubeletExtraArgs:
      - name: node-ip
        value: "10.0.0.2,fd00::2"
- role: control-plane
- role: worker
  labels: {rack: r2}
"""


def test_nodes_are_named_as_kind_names_them() -> None:
    report = Report()
    config = read_kind_config(Source("kind.yaml", KIND), "k", report)
    assert config is not None
    assert report.warnings == ()
    role = {"node-role.kubernetes.io/control-plane": ""}
    assert {name: (node.labels, node.addresses) for name, node in config.nodes.items()} == {
        "k-control-plane": (role | {"vlan": "10", "zone": "a"}, ("10.0.0.1",)),
        "k-worker": ({"rack": "r1", "joined": "yes"}, ("10.0.0.2", "fd00::2")),
        "k-control-plane2": (role | {"joined": "yes"}, ()),
        "k-worker2": ({"rack": "r2", "joined": "yes"}, ()),
    }


def test_a_configuration_of_another_shape_is_left_out() -> None:
    report = Report()
    text = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: [worker]\n"
    assert read_kind_config(Source("kind.yaml", text), "k", report) is None
    (warning,) = report.warnings
    assert str(warning) == ("kind.yaml:4:9: warning: configuration of kind left out: role must be text, not a list")


def test_without_nodes_kind_makes_a_single_one() -> None:
    config = read_kind_config(Source("kind.yaml", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"), "k", Report())
    assert config is not None
    assert list(config.nodes) == ["k-control-plane"]
    assert config.versions == (4,)


def test_a_patch_that_is_no_yaml_is_told_with_its_line() -> None:
    head = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
    text = f"{head}nodes:\n- kubeadmConfigPatches:\n  - |\n    a: b\n    c: [\n"
    report = Report()
    read_kind_config(Source("kind.yaml", text), "k", report)
    (problem,) = report.warnings
    assert problem.location in (Location("kind.yaml", 7), Location("kind.yaml", 8))
    assert problem.text.startswith("patch of kubeadm's configuration left out: not valid YAML")


def test_another_document_is_no_configuration_of_kind() -> None:
    facts = read(cluster("k", "k-worker", kind="a: b\n"), {})
    assert problems(facts) == ["kind.yaml: holds no configuration of kind (apiVersion: kind.x-k8s.io/...)"]
    assert told(read(cluster("k", "k-worker", kind="a: [\n"), {}), "configuration of kind left out: not valid YAML")


def test_its_labels_roles_and_addresses_serve_selectors_and_peerings() -> None:
    nodes = ("k-control-plane", "k-worker", "k-control-plane2", "k-worker2")
    text = "---\n".join(
        manifest("projectcalico.org/v3", "BGPPeer", name, f"spec:\n  peerIP: {ip}\n  asNumber: 1\n  nodeSelector: {by}")
        for name, ip, by in (
            ("a", "1.1.1.1", "rack == 'r1' && kubernetes.io/os == 'linux'"),
            ("b", "2.2.2.2", "has(node-role.kubernetes.io/control-plane)"),
            ("c", "3.3.3.3", "kubernetes.io/hostname == 'k-worker2'"),
        )
    )
    quiet = manifest("projectcalico.org/v3", "BGPConfiguration", "default", "spec: {nodeToNodeMeshEnabled: false}")
    facts = read(cluster("k", *nodes, kind=KIND), f"{text}---\n{quiet}")
    assert peers(facts) == {
        "k-control-plane": ["2.2.2.2 as 1"],
        "k-worker": ["1.1.1.1 as 1"],
        "k-control-plane2": ["2.2.2.2 as 1"],
        "k-worker2": ["3.3.3.3 as 1"],
    }
    assert [each.address for each in facts.configs["k-worker"].addresses] == ["10.0.0.2/32", "fd00::2/128"]
    assert facts.problems == ()
