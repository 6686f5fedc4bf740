"""The file of annotations beside a lab: positions, icons, labels and groups, and nothing that stops a drawing."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topodraw.readers import read_topology
from topodraw.readers.containerlab.annotations import container_name
from topodraw.source import Sources

LAB = """\
name: lab
topology:
  nodes:
    a: {kind: linux, image: alpine, labels: {graph-posX: 1, graph-posY: 2}}
    b: {kind: linux, image: alpine, labels: {graph-icon: switch}}
    c: {kind: nokia_srlinux, group: leaves}
    br: {kind: bridge}
  links:
    - endpoints: ["a:eth1", "host:a1"]
    - endpoints: ["b:eth1", "macvlan:ens3"]
    - endpoints: ["c:e1-1", "mgmt-net:c1"]
"""


@pytest.fixture
def annotate(tmp_path):
    lab = tmp_path / "lab.clab.yml"
    lab.write_text(LAB)

    def read(annotations, lab_text=LAB):
        lab.write_text(lab_text)
        text = annotations if isinstance(annotations, str) else json.dumps(annotations)
        (tmp_path / "lab.clab.yml.annotations.json").write_text(text)
        topology = read_topology(lab)
        return topology, {node.name: node for node in topology.nodes}

    return read


def test_positions_come_before_labels_and_icons_after_them(annotate):
    topology, nodes = annotate(
        {
            "nodeAnnotations": [
                {"id": "a", "position": {"x": -658.4, "y": 1e2}, "icon": "router", "label": "Alpha"},
                {"id": "b", "position": {"x": 5, "y": 6}, "icon": "router", "label": "b"},
                {"id": "br", "icon": "cloud"},
                {"id": "c", "icon": "made-up"},
                {"id": "gone", "position": "anything"},
            ],
            "viewerSettings": {"gridStyle": "dotted"},
        }
    )
    assert topology.warnings == ()
    assert (nodes["a"].hints.x, nodes["a"].hints.y, nodes["a"].role, nodes["a"].title) == (-658, 100, "router", "Alpha")
    assert (nodes["b"].hints.x, nodes["b"].role, nodes["b"].hints.icon, nodes["b"].title) == (
        5,
        "switch",
        "switch",
        None,
    )
    assert (nodes["br"].role, nodes["br"].hints.icon) == ("bridge", "cloud")
    assert (nodes["c"].role, nodes["c"].hints.icon) == ("switch", "made-up")


@pytest.mark.parametrize(
    ("prefix", "name"), [(None, "clab-lab-a"), ('""', "a"), ("p", "p-lab-a"), ("__lab-name", "lab-a")]
)
def test_names_of_containers_stand_for_nodes(annotate, prefix, name):
    text = LAB if prefix is None else LAB.replace("name: lab\n", f"name: lab\nprefix: {prefix}\n")
    _, nodes = annotate({"nodeAnnotations": [{"id": name, "position": {"x": 7, "y": 8}}]}, text)
    assert nodes["a"].hints.x == 7
    assert container_name(None if prefix is None else prefix.strip('"'), "lab", "a") == name


@pytest.mark.parametrize("key", ["networkNodeAnnotations", "cloudNodeAnnotations"])
def test_what_is_outside_of_the_lab_has_its_place(annotate, key):
    places = [("host:a1", 1), ("host:other", 9), ("macvlan:ens3", 2), ("mgmt-net:c1", 3), ("vxlan:v", 4)]
    _, nodes = annotate({key: [{"id": name, "position": {"x": x, "y": 0}} for name, x in places]})
    assert [nodes[name].hints.x for name in ("host", "macvlan ens3", "mgmt-net")] == [1, 2, 3]


def test_groups_are_nested_and_hold_their_nodes(annotate):
    topology, _ = annotate(
        {
            "nodeAnnotations": [
                {"id": "a", "groupId": "g1"},
                {"id": "b", "groupId": "g1", "group": "ignored"},
                {"id": "c", "groupId": "nowhere"},
                {"id": "br", "group": "old", "level": "2"},
            ],
            "groupStyleAnnotations": [
                {"id": "g0", "name": "All"},
                {"id": "g1", "name": "leaves", "parentId": "g0"},
                {"id": "old:2"},
                {"id": "x", "name": "X", "parentId": "y"},
                {"id": "y", "name": "X", "groupId": "x"},
            ],
        }
    )
    assert [(g.name, g.kind, g.title, g.members, g.parent) for g in topology.groups] == [
        ("All", "group", "All", (), None),
        ("leaves", "group", "leaves", ("a", "b", "c"), "All"),
        ("old", "group", "old", ("br",), None),
        ("X", "group", "X", (), None),
        ("X (2)", "group", "X", (), None),
    ]


def test_a_group_that_only_nodes_name_is_a_group(annotate):
    topology, _ = annotate({"nodeAnnotations": [{"id": "a", "group": "g", "level": 1}, {"id": "b", "group": "g"}]})
    assert [(g.name, g.members) for g in topology.groups] == [("g", ("a", "b")), ("leaves", ("c",))]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("[]", "1:1", "must be a mapping"),
        ("{", "", "left out"),
        ('{"nodeAnnotations": 1}', "1:21", "nodeAnnotations must be a list"),
        ('{"nodeAnnotations":\n [1]}', "2:3", "a mapping with an 'id'"),
        ('{"nodeAnnotations": [{"id": "a", "position": {"x": 1}}]}', "1:46", "two numbers"),
        ('{"nodeAnnotations": [{"id": "a", "position": {"x": 1, "y": "b"}}]}', "1:46", "two numbers"),
        ('{"nodeAnnotations": [{"id": "a", "position": {"x": 1, "y": 1e999}}]}', "1:46", "two numbers"),
        ("\x00", "", "left out"),
    ],
)
def test_a_wrong_shape_is_a_warning_in_that_file(annotate, text, place, words):
    topology, nodes = annotate(text)
    (warning,) = topology.warnings
    assert warning.severity == "warning"
    assert warning.location.file.endswith("lab.clab.yml.annotations.json")
    assert words in warning.text
    assert place in str(warning.location)
    assert nodes["a"].hints.x == 1


def test_the_file_is_watched_though_it_is_not_there(tmp_path):
    lab = tmp_path / "lab.clab.yml"
    lab.write_text(LAB)
    sources = Sources()
    read_topology(lab, sources=sources)
    assert not sources.stamps.changed()
    (tmp_path / "lab.clab.yml.annotations.json").write_text("{}")
    assert sources.stamps.changed()


KEYS = [
    *("nodeAnnotations", "networkNodeAnnotations", "groupStyleAnnotations", "groupId", "parentId", "position"),
    *("id", "name", "label", "icon", "x", "y", "group", "level"),
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(["a", "b", "g", "host:1", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_no_annotations_stop_a_drawing(annotate, annotations):
    topology, nodes = annotate(annotations)
    assert len(topology.nodes) == len(nodes) == 7


def test_groups_in_groups_end_somewhere(annotate):
    styles = [{"id": f"g{place}", "parentId": f"g{place - 1}"} for place in reversed(range(5_000))]
    topology, _ = annotate({"nodeAnnotations": [{"id": "a", "groupId": "g4999"}], "groupStyleAnnotations": styles})
    groups = {group.name: group for group in topology.groups}
    depths = {"g0": 1}
    for place in range(1, 5_000):
        depths[f"g{place}"] = 1 + depths[groups[f"g{place}"].parent]
    assert [depths[f"g{place}"] for place in (0, 30, 31, 32, 4_999)] == [1, 31, 32, 32, 32]
    assert groups["g4999"].members == ("a",)
    (warning,) = topology.warnings
    assert "'g32' is a group in more than 31 others" in warning.text
    assert "4967 more" in warning.text


def test_groups_that_lead_to_a_circle_are_in_none(annotate):
    parents = {"in": "x", "x": "y", "y": "x", "later": "in", "self": "self", "fine": "top", "top": "gone"}
    styles = [{"id": name, "parentId": parent} for name, parent in parents.items()]
    topology, _ = annotate({"groupStyleAnnotations": styles})
    found = {group.name: group.parent for group in topology.groups if group.name in parents}
    assert found == dict.fromkeys(parents) | {"fine": "top"}


def test_groups_of_one_name_are_numbered(annotate):
    titles = ["X", "X", "X (2)", "X", "leaves", "leaves"]
    topology, _ = annotate(
        {"groupStyleAnnotations": [{"id": str(place), "name": name} for place, name in enumerate(titles)]}
    )
    assert [group.name for group in topology.groups] == [
        *("X", "X (2)", "X (2) (2)", "X (3)", "leaves (2)", "leaves (3)", "leaves")
    ]
