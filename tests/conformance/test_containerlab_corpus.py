"""Real containerlab labs: nodes, kinds and links come out as they were found to be by hand and by containerlab."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from conformance.corpora import Case, cases
from topodraw.model import Topology
from topodraw.readers import read_topology

CASES = cases("containerlab")

pytestmark = pytest.mark.skipif(not CASES, reason="the shared corpus of labs is not beside the checkout")


@pytest.mark.parametrize("case", CASES, ids=[case.folder.name for case in CASES])
def test_a_lab_comes_out_as_expected(case: Case) -> None:
    wanted, got = expected(case.expected), found(read_topology(case.topology))
    wrong = [
        f"{facet}: expected {wanted[facet]}, found {got[facet]}" for facet in wanted if wanted[facet] != got[facet]
    ]
    assert not wrong, "\n".join(wrong)


def expected(data: dict[str, Any]) -> dict[str, Any]:
    """Return the facets that a case expects."""
    return {
        "nodes": {name: node["device"] for name, node in data["nodes"].items()},
        "links": Counter(
            tuple(sorted((end["node"], end["interface"] or "") for end in link["endpoints"])) for link in data["links"]
        ),
    }


def found(topology: Topology) -> dict[str, Any]:
    """Return the same facets of what topodraw has read, without what a drawing adds for hosts and clouds."""
    nodes = {node.name: node.device for node in topology.nodes if not node.pseudo}
    return {
        "nodes": nodes,
        "links": Counter(
            tuple(sorted((end.node, end.interface or "") for end in link.endpoints))
            for link in topology.links
            if all(end.node in nodes for end in link.endpoints)
        ),
    }
