"""Real containerlab labs with device configurations: their BGP comes out as a reader of the configurations has it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.corpora import CORPUS, Case
from topodraw.draw import load
from topodraw.model import Topology

TABLE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "bgp.yml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus of labs is not beside the checkout")


@cache
def lab(name: str) -> Topology:
    case = Case(CORPUS / "containerlab" / name)
    return load(case.topology, configs=TABLE[name].get("configs"), external="show")


@pytest.mark.parametrize("name", TABLE)
def test_autonomous_systems_are_those_of_the_configurations(name: str) -> None:
    found = {node.name: node.asn for node in lab(name).nodes if node.asn is not None and not node.pseudo}
    assert found == TABLE[name]["as"]


@pytest.mark.parametrize("name", TABLE)
def test_sessions_are_those_of_the_configurations(name: str) -> None:
    topology = lab(name)
    inside = {node.name for node in topology.nodes if not node.pseudo}
    wanted = Counter(
        told(
            each["a"],
            each["b"],
            each["kind"],
            each["families"],
            each.get("vrf", "").partition("/")[0],
            each.get("rr_client"),
            each.get("one_sided", False),
        )
        for each in TABLE[name]["sessions"]
    )
    found = Counter(
        told(each.a, each.b, each.kind, each.families, each.vrf or "", each.rr_client, each.one_sided)
        for each in topology.sessions
        if {each.a, each.b} <= inside
    )
    assert found == wanted


@pytest.mark.parametrize("name", TABLE)
def test_route_reflectors_are_those_with_clients(name: str) -> None:
    found = [node.name for node in lab(name).nodes if node.route_reflector]
    assert sorted(found) == sorted(TABLE[name].get("reflectors", []))


@pytest.mark.parametrize("name", TABLE)
def test_statements_that_lead_out_of_the_lab_are_all_there(name: str) -> None:
    topology = lab(name)
    outside = {node.name for node in topology.nodes if node.pseudo}
    found = Counter((each.a, each.b.partition(" of ")[0]) for each in topology.sessions if each.b in outside)
    assert found == Counter((each["node"], str(each["neighbour"])) for each in TABLE[name]["unmatched"])


def told(*parts: Any) -> tuple[Any, ...]:
    a, b, kind, families, *rest = parts
    return (*sorted((a, b)), kind, tuple(sorted(families)), *rest)
