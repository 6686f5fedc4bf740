"""The AS of a node where several things say it, or one says it badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from topodraw.draw import load
from topodraw.model import Topology

SFLOW = "{{kind: linux, image: sflow/clab-frr, env: {{{}NEIGHBORS: eth1}}}}"


def lab(folder: Path, **nodes: str) -> Topology:
    body = "".join(f"    {name}: {text}\n" for name, text in nodes.items())
    path = folder / "x.clab.yml"
    links = '  links:\n    - endpoints: ["a:eth1", "b:eth1"]\n' if len(nodes) == 2 else ""
    path.write_text(f"name: x\ntopology:\n  nodes:\n{body}{links}", encoding="utf-8")
    return load(path, external="hide")


@pytest.mark.parametrize("number", ["65001", "AS65001", "as 65001", "0.65001"])
def test_an_as_in_the_environment_counts_for_sessions_however_it_is_written(tmp_path: Path, number: str) -> None:
    found = lab(tmp_path, a=SFLOW.format(f"LOCAL_AS: '{number}', "), b=SFLOW.format("LOCAL_AS: 65002, "))
    assert [node.asn for node in found.nodes] == [65001, 65002]
    assert [(session.a, session.b, session.kind) for session in found.sessions] == [("a", "b", "ebgp")]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [("LOCAL_AS: abc, ", "LOCAL_AS (abc) is no AS number"), ("", "there is no LOCAL_AS"), ("LOCAL_AS: 0, ", "(0)")],
)
def test_neighbours_without_an_as_are_said_to_be_left_out(tmp_path: Path, given: str, said: str) -> None:
    found = lab(tmp_path, a=SFLOW.format(given), b=SFLOW.format("LOCAL_AS: 65002, "))
    (warning,) = (each for each in found.warnings if "left out" in each.text)
    assert said in warning.text
    assert "NEIGHBORS of 'a'" in warning.text
    assert warning.location.line == 4


def test_so_are_those_of_gobgp(tmp_path: Path) -> None:
    found = lab(tmp_path, a="{kind: linux, image: gobgp, env: {peer_ip4: 10.0.0.1, local_asn: x}}")
    assert [warning.text for warning in found.warnings] == [
        "local_asn (x) is no AS number: peer_ip4 of 'a' is left out"
    ]


class TestFilesThatDisagree:
    BINDS = "{kind: linux, image: frr, binds: ['one.conf:/etc/frr/frr.conf', 'two.conf:/etc/frr/bgpd.conf']}"

    def warnings(self, folder: Path, one: str, two: str) -> list[str]:
        (folder / "one.conf").write_text(one, encoding="utf-8")
        (folder / "two.conf").write_text(two, encoding="utf-8")
        found = lab(folder, a=self.BINDS)
        assert found.nodes[0].asn == 65001
        return [warning.text for warning in found.warnings if "but AS" in warning.text]

    def test_the_first_counts_and_both_are_named(self, tmp_path: Path) -> None:
        two = "router bgp 65099\n neighbor 10.0.0.2 remote-as 65098\n"
        assert self.warnings(tmp_path, "router bgp 65001\n", two) == [
            "a is AS 65001 in one.conf, but AS 65099 in two.conf; the first counts"
        ]

    @pytest.mark.parametrize(
        "two",
        [
            "router bgp 65001\n neighbor 10.0.0.2 remote-as 65098\n",
            "router bgp 65099 vrf blue\n neighbor 10.0.0.2 remote-as 65098\n",
            "interface eth1\n ip address 10.0.0.1/24\n",
        ],
        ids=["the same", "of a VRF", "none"],
    )
    def test_others_are_no_contradiction(self, tmp_path: Path, two: str) -> None:
        assert self.warnings(tmp_path, "router bgp 65001\n", two) == []

    def test_files_named_after_a_node_are_compared_as_well(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        for name, asn in (("bgpd.conf", 65001), ("frr.conf", 65002)):
            (tmp_path / "a" / name).write_text(f"router bgp {asn}\n", encoding="utf-8")
        path = tmp_path / "x.clab.yml"
        path.write_text("name: x\ntopology:\n  nodes:\n    a: {kind: linux}\n", encoding="utf-8")
        (warning,) = load(path, configs="auto").warnings
        assert warning.text == "a is AS 65001 in bgpd.conf, but AS 65002 in frr.conf; the first counts"
        assert warning.location.line == 4
