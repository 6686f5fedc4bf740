"""Real labs: what netlab itself computed for each is what the reader must find."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from topodraw.located import parse
from topodraw.model import Topology
from topodraw.readers.netlab import NetlabReader
from topodraw.reading import ReadOptions
from topodraw.source import Sources

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "netlab"
CASES = sorted(path.parent for path in CORPUS.glob("*/expected.json"))
GOAL = 0.98
"""Some labs bring plugins of their own, which are programs and cannot be followed."""


def load(case: Path, settings: dict[str, str]) -> Topology:
    sources = Sources()
    source = sources.read(case / (case / "main.txt").read_text(encoding="utf-8").strip())
    return NetlabReader().read(source, parse(source), sources, ReadOptions(settings=tuple(settings.items())))


def agrees(lab: Topology, expected: dict) -> bool:
    nodes = {node.name: (node.device, node.asn, node.loopback) for node in lab.nodes}
    links = Counter(
        tuple(sorted((end.node, end.interface, str(end.ipv4 or None), str(end.ipv6 or None)) for end in link.endpoints))
        for link in lab.links
    )
    sessions = Counter((*sorted((s.a, s.b)), s.kind, bool(s.vrf)) for s in lab.sessions)
    return (
        nodes == {name: (v["device"], v["asn"], v["loopback"]) for name, v in expected["nodes"].items()}
        and links
        == Counter(
            tuple(
                sorted(
                    (e["node"], e["interface"], str(e["ipv4"] or None), str(e["ipv6"] or None))
                    for e in link["endpoints"]
                )
            )
            for link in expected["links"]
        )
        and sessions
        == Counter((*sorted((s["a"], s["b"])), s["kind"], bool(s.get("vrf"))) for s in expected["sessions"])
    )


@pytest.mark.skipif(not CASES, reason="the shared corpus of labs is not beside the checkout")
def test_real_labs_come_out_as_netlab_computes_them() -> None:
    wrong = []
    for case in CASES:
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        if not agrees(load(case, expected.get("settings", {})), expected):
            wrong.append(case.name)
    assert len(wrong) <= len(CASES) * (1 - GOAL), wrong
