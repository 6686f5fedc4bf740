"""Clusters in the virtual machines of another one: sessions between a node and the machines that it runs."""

import pytest

from cluster_facts import cluster, manifest, peers, problems, read, told
from topodraw.readers.kubernetes import Cluster, Member

PARENT = cluster("parent", "p1=10.0.0.1", "p2=10.0.0.2")
NESTED = cluster("nested", "vm1", "vm2", "vm3", parent="parent", runs_on={"vm1": "p1", "vm2": "p2"})


def calico(kind: str, name: str, spec: str) -> str:
    return manifest("projectcalico.org/v3", kind, name, f"spec: {spec}") + "---\n"


def machine(name: str, host: str | None, label: str = "role: node") -> str:
    selector = f"{{nodeSelector: {{kubernetes.io/hostname: {host}}}}}" if host else "{}"
    return (
        manifest(
            "kubevirt.io/v1",
            "VirtualMachine",
            name,
            f"spec: {{template: {{metadata: {{labels: {{{label}}}}}, spec: {selector}}}}}",
        )
        + "---\n"
    )


SETTINGS = "{asNumber: 65001, nodeToNodeMeshEnabled: false, localWorkloadPeeringIPV4: 169.254.1.1}"
OUTER = (
    calico("BGPConfiguration", "default", SETTINGS)
    + calico("BGPPeer", "tor", "{peerIP: 10.0.0.254, asNumber: 65000}")
    + calico("BGPPeer", "vms", "{localWorkloadSelector: role == 'node', asNumber: 65002}")
    + "".join(machine(name, host) for name, host in (("vm1", None), ("vm2", "p1"), ("vm3", "p2")))
)
INNER = calico("BGPConfiguration", "default", "{asNumber: 65002, nodeToNodeMeshEnabled: false}") + calico(
    "BGPPeer", "up", "{peerIP: 169.254.1.1, asNumber: 65001}"
)


def test_nodes_peer_with_the_machines_that_they_run() -> None:
    facts = read([PARENT, NESTED], {"parent/all.yaml": OUTER, "nested/all.yaml": INNER})
    assert peers(facts) == {
        "p1": ["10.0.0.254 as 65000", "vm1 as 65002"],
        "p2": ["10.0.0.254 as 65000", "vm2 as 65002", "vm3 as 65002"],  # the lab's word goes before the manifest's
        "vm1": ["p1 as 65001"],
        "vm2": ["p2 as 65001"],
        "vm3": ["p2 as 65001"],
    }
    assert [each.address for each in facts.configs["p1"].addresses] == ["169.254.1.1/32"]
    assert facts.configs["p1"].neighbours[1].families == ("ipv4",)
    assert facts.configs["vm1"].asn == 65002
    assert facts.problems == ()


def test_machines_may_speak_without_a_cluster_of_their_own() -> None:
    facts = read([PARENT, NESTED], {"parent/all.yaml": OUTER})
    assert list(facts.configs) == ["p1", "p2"]
    assert peers(facts)["p1"][1] == "vm1 as 65002"


def test_only_selected_nodes_peer_and_only_with_selected_machines() -> None:
    outer = OUTER.replace("{localWorkloadSelector", "{node: p2, localWorkloadSelector").replace(
        machine("vm3", "p2"), machine("vm3", "p2", "role: other")
    )
    facts = read([PARENT, NESTED], {"parent/all.yaml": outer})
    assert peers(facts) == {"p1": ["10.0.0.254 as 65000"], "p2": ["10.0.0.254 as 65000", "vm2 as 65002"]}


@pytest.mark.parametrize(
    "selector", ["vm.kubevirt.io/name == 'vm1'", "projectcalico.org/namespace == 'default' && role == 'node'"]
)
def test_labels_that_are_added_to_pods_can_be_selected(selector: str) -> None:
    outer = OUTER.replace("role == 'node'", f'"{selector}"')
    assert "vm1 as 65002" in peers(read([PARENT, NESTED], {"parent/all.yaml": outer}))["p1"]


def test_labels_may_come_from_the_lab_and_hosts_from_instances_and_pods() -> None:
    nested = Cluster("nested", (Member("vm1", (), {"role": "node"}), Member("vm2")), parent="parent")
    instance = manifest(
        "kubevirt.io/v1", "VirtualMachineInstance", "vm1", "spec: {nodeSelector: {kubernetes.io/hostname: p1}}"
    )
    pod = manifest("v1", "Pod", "vm2", "  labels: {role: node}\nspec: {nodeName: p2}")
    settings = OUTER[: OUTER.index("apiVersion: kubevirt.io")]
    facts = read([PARENT, nested], {"parent/all.yaml": f"{settings}{instance}---\n{pod}"})
    assert peers(facts) == {
        "p1": ["10.0.0.254 as 65000", "vm1 as 65002"],
        "p2": ["10.0.0.254 as 65000", "vm2 as 65002"],
    }


def test_what_is_not_known_of_machines_is_told() -> None:
    nowhere = cluster("nested", "vm1", parent="parent")
    facts = read([PARENT, nowhere], {"parent/all.yaml": OUTER})
    assert told(facts, "it is not told which node of 'parent' runs 'vm1'")
    strange = cluster("nested", "vm1", parent="parent", runs_on={"vm1": "p9"})
    assert told(
        read([PARENT, strange], {"parent/all.yaml": OUTER}), "'p9', which is to run 'vm1', is no node of 'parent'"
    )
    plain = OUTER.replace("role == 'node'", "spare == 'x'")
    assert told(
        read([PARENT, NESTED], {"parent/all.yaml": plain}),
        "no virtual machine of the lab is known to have the label 'spare'",
    )
    assert told(read(PARENT, {"parent/all.yaml": OUTER}), "picks no virtual machine of the lab")
    wrong = OUTER.replace("role == 'node'", "role ==")
    assert told(
        read(PARENT, {"parent/all.yaml": wrong}),
        "BGPPeer 'vms' left out: localWorkloadSelector 'role ==' is no selector",
    )


def test_the_only_node_runs_all_machines() -> None:
    facts = read(
        [cluster("parent", "p1"), cluster("nested", "vm1", parent="parent")],
        {"parent/all.yaml": OUTER, "nested/x.yaml": INNER},
    )
    assert peers(facts)["p1"][1:] == ["vm1 as 65002"]
    assert peers(facts)["vm1"] == ["p1 as 65001"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("asNumber: 65002", "asNumber: 65001", ("BGPPeer 'vms': AS 65001 is that of cluster 'parent' itself",)),
        ("asNumber: 65000", "asNumber: 65001", ("BGPPeer 'tor': AS 65001 is that of cluster 'parent' itself",)),
        ("asNumber: 65000", "asNumber: 65002", ("BGPPeer 'tor': AS 65002 is that of the workloads of BGPPeer 'vms'",)),
        (
            "nodeToNodeMeshEnabled: false",
            "nodeToNodeMeshEnabled: true",
            ("'parent' has its node-to-node mesh on", ":5:"),
        ),
        (", localWorkloadPeeringIPV4: 169.254.1.1", "", ("sets neither localWorkloadPeeringIPV4 nor",)),
    ],
)
def test_designs_that_calico_does_not_support_are_told(old: str, new: str, words: tuple[str, ...]) -> None:
    facts = read([PARENT, NESTED], {"parent/all.yaml": OUTER.replace(old, new)})
    assert told(facts, "parent/all.yaml:", *words), problems(facts)
    assert len(facts.problems) == 1
