"""The netlab samples, as netlab itself understands them: accepted without a word, and read alike by topodraw."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from topodraw.model import Link, Topology
from topodraw.readers import read_topology

SAMPLES = Path(__file__).parents[2] / "samples"
NETLAB_SAMPLES = sorted(path.parent.name for path in SAMPLES.glob("*/topology.yml"))

FAMILIES = ("vpnv4", "vpnv6", "evpn", "6pe", "ipv4_label", "ipv6_label")
"""Address families that stand as keys of their own in a netlab neighbour; ipv4 and ipv6 are under `activate`."""

pytestmark = [pytest.mark.engine, pytest.mark.slow]

Data = dict[str, Any]


@pytest.fixture(scope="module")
def netlab() -> str:
    """Return the netlab command of the environment the tests run in, else the one on the path."""
    beside = Path(sys.executable).with_name("netlab")
    command = str(beside) if beside.exists() else shutil.which("netlab")
    if command is None:
        pytest.skip("netlab is not installed (pip install networklab)")
    return command


@pytest.fixture(scope="module", params=NETLAB_SAMPLES)
def sample(request: pytest.FixtureRequest, netlab: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Data]:
    """Return a sample's name and the data that netlab makes of it, from a copy: netlab writes into the lab's folder."""
    lab = tmp_path_factory.mktemp("lab") / request.param
    shutil.copytree(SAMPLES / request.param, lab)
    environment = {key: value for key, value in os.environ.items() if not key.upper().startswith("NETLAB_")}
    done = subprocess.run(
        [netlab, "create", "-o", "yaml:nodefault:noaddr=transformed.yml", "topology.yml"],
        cwd=lab,
        env=environment | {"HOME": str(lab)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "Warning" not in said
    return request.param, yaml.safe_load((lab / "transformed.yml").read_text(encoding="utf-8"))


@pytest.fixture
def transformed(sample: tuple[str, Data]) -> Data:
    return sample[1]


@pytest.fixture
def topology(sample: tuple[str, Data]) -> Topology:
    return read_topology(SAMPLES / sample[0] / "topology.yml")


def test_no_sample_is_missing() -> None:
    assert len(NETLAB_SAMPLES) >= 8


def test_reading_a_sample_gives_no_warning(topology: Topology) -> None:
    assert topology.warnings == ()
    assert topology.kind == "netlab"


def test_name_and_nodes(topology: Topology, transformed: Data) -> None:
    nodes = sorted(transformed["nodes"].values(), key=lambda node: int(node["id"]))
    assert topology.name == transformed["name"]
    assert [node.name for node in topology.nodes] == [node["name"] for node in nodes]
    assert [(node.device, node.role) for node in topology.nodes] == [(n["device"], n.get("role")) for n in nodes]


def test_autonomous_systems(topology: Topology, transformed: Data) -> None:
    bgp = {name: node.get("bgp", {}) for name, node in transformed["nodes"].items()}
    assert {node.name: node.asn for node in topology.nodes} == {name: data.get("as") for name, data in bgp.items()}
    assert {node.name for node in topology.nodes if node.route_reflector} == {n for n, d in bgp.items() if d.get("rr")}

    members: dict[str, set[str]] = {}
    for name, data in bgp.items():
        if "as" in data:
            members.setdefault(f"AS {data['as']}", set()).add(name)
    assert {group.title: set(group.members) for group in topology.groups if group.kind == "as"} == members


def test_loopbacks_and_areas(topology: Topology, transformed: Data) -> None:
    nodes = transformed["nodes"]
    loopbacks = {name: node.get("loopback", {}).get("ipv4") for name, node in nodes.items()}
    areas = {
        name: node["isis"].get("area") if "isis" in node.get("module", []) else None for name, node in nodes.items()
    }
    assert {node.name: node.loopback for node in topology.nodes} == loopbacks
    assert {node.name: node.isis_area for node in topology.nodes} == areas


def test_links_with_interfaces_and_addresses(topology: Topology, transformed: Data) -> None:
    assert [_our_link(link) for link in topology.links] == [_their_link(link) for link in transformed["links"]]


def _our_link(link: Link) -> tuple[Any, ...]:
    ends = [(end.node, end.interface, end.ipv4, end.ipv6) for end in link.endpoints]
    return link.kind, link.role, link.bridge, dict(link.prefix or {}), ends


def _their_link(link: Data) -> tuple[Any, ...]:
    ends = [(end["node"], end["ifname"], end.get("ipv4"), end.get("ipv6")) for end in link["interfaces"]]
    prefix = {family: link["prefix"][family] for family in ("ipv4", "ipv6") if family in (link.get("prefix") or {})}
    return link["type"], link.get("role"), link.get("bridge"), prefix, ends


def test_sessions(topology: Topology, transformed: Data) -> None:
    ours = Counter(
        (frozenset((session.a, session.b)), session.kind, session.vrf, frozenset(session.families), session.rr_client)
        for session in topology.sessions
    )
    assert ours == _their_sessions(transformed)
    assert not any(session.one_sided for session in topology.sessions)


def _their_sessions(transformed: Data) -> Counter[tuple[Any, ...]]:
    """Return the sessions that netlab's neighbour tables describe: per pair, as many as the fuller table has."""
    tables: dict[str, Counter[tuple[Any, ...]]] = {}
    for node in transformed["nodes"].values():
        entries = [(entry, entry.get("_vrf")) for entry in node.get("bgp", {}).get("neighbors", [])]
        for vrf, data in node.get("vrfs", {}).items():
            entries += [(entry, vrf) for entry in data.get("bgp", {}).get("neighbors", [])]
        tables[node["name"]] = Counter(_session(node, entry, vrf) for entry, vrf in entries)
    sessions: Counter[tuple[Any, ...]] = Counter()
    for table in tables.values():
        sessions |= table
    return sessions


def _session(node: Data, entry: Data, vrf: str | None) -> tuple[Any, ...]:
    families = [family for family, active in entry.get("activate", {}).items() if active]
    families += [family for family in FAMILIES if entry.get(family)]
    # `rr_client`: the peer is this node's client. `rr`: the peer is a route reflector, and so might be this node.
    served = entry.get("rr") and not node["bgp"].get("rr")
    client = entry["name"] if entry.get("rr_client") else node["name"] if served else None
    return frozenset((node["name"], entry["name"])), entry["type"], vrf, frozenset(families), client
