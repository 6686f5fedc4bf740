"""Real netlab labs: every facet of a drawing comes out as netlab itself computed it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from conformance.corpora import Case, cases
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions

CASES = cases("netlab")

pytestmark = pytest.mark.skipif(not CASES, reason="the shared corpus of labs is not beside the checkout")


@pytest.mark.parametrize("case", CASES, ids=[case.folder.name for case in CASES])
def test_a_lab_comes_out_as_netlab_computes_it(case: Case) -> None:
    topology = read_topology(case.topology, options=ReadOptions(settings=tuple(case.settings.items())))
    wanted, got = expected(case.expected), found(topology)
    if case.has_other_provider:
        del wanted["links"]
    wrong = [
        f"{facet}: expected {wanted[facet]}, found {got[facet]}" for facet in wanted if wanted[facet] != got[facet]
    ]
    if wrong and has_foreign_code(topology):
        pytest.skip("a Python plugin of the lab's own changes it, and the reader said that it was not run")
    assert not wrong, "\n".join(wrong)


def has_foreign_code(topology: Topology) -> bool:
    """Tell whether the reader warned that the lab has plugins which are neither netlab's nor known here."""
    return any("code of the lab's own" in warning.text for warning in topology.warnings)


def test_few_labs_depend_on_code_of_their_own() -> None:
    differing = 0
    for case in CASES:
        topology = read_topology(case.topology, options=ReadOptions(settings=tuple(case.settings.items())))
        differing += expected(case.expected) != found(topology)
    assert differing <= len(CASES) // 50


def expected(data: dict[str, Any]) -> dict[str, Any]:
    """Return the facets that a case expects."""
    nodes = data["nodes"]
    return {
        "nodes": {name: (node["device"], node["role"], node["asn"], node["loopback"]) for name, node in nodes.items()},
        "reflectors": sorted(data["route_reflectors"]),
        "links": [(link["kind"], link["role"], link["bridge"], texts(link["prefix"])) for link in data["links"]],
        "ends": [[end["node"] for end in link["endpoints"]] for link in data["links"]],
        "interfaces": [[end["interface"] for end in link["endpoints"]] for link in data["links"]],
        "addresses": [
            [(end["ipv4"] or None, end["ipv6"] or None) for end in link["endpoints"]] for link in data["links"]
        ],
        "sessions": Counter((*sorted((s["a"], s["b"])), s["kind"], bool(s["vrf"])) for s in data["sessions"]),
    }


def texts(prefix: dict[str, Any] | None) -> dict[str, str]:
    """Return the prefixes of a link as topodraw has them; netlab notes there how addresses are handed out, too."""
    return {family: prefix[family] for family in ("ipv4", "ipv6") if prefix and isinstance(prefix.get(family), str)}


def found(topology: Topology) -> dict[str, Any]:
    """Return the same facets of what topodraw has read."""
    links = topology.links
    return {
        "nodes": {node.name: (node.device, node.role, node.asn, node.loopback) for node in topology.nodes},
        "reflectors": sorted(node.name for node in topology.nodes if node.route_reflector),
        "links": [(link.kind, link.role, link.bridge, dict(link.prefix or {})) for link in links],
        "ends": [[end.node for end in link.endpoints] for link in links],
        "interfaces": [[end.interface for end in link.endpoints] for link in links],
        "addresses": [[(end.ipv4, end.ipv6) for end in link.endpoints] for link in links],
        "sessions": Counter((*sorted((s.a, s.b)), s.kind, s.vrf is not None) for s in topology.sessions),
    }
