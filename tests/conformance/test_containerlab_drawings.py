"""Real containerlab labs, with all that configurations in their folders add, are drawn in every view and format."""

from __future__ import annotations

import pytest

from conformance.corpora import Case, cases
from topodraw.draw import draw, load
from topodraw.views import views_of

CASES = cases("containerlab")
FORMATS = ("text", "dot", "d2", "svg", "mermaid", "drawio", "json")

pytestmark = pytest.mark.skipif(not CASES, reason="the shared corpus of labs is not beside the checkout")


@pytest.mark.parametrize("case", CASES, ids=[case.folder.name for case in CASES])
def test_every_view_is_drawn_in_every_format(case: Case) -> None:
    topology = load(case.topology, configs="auto", external="show")
    names = [node.name for node in topology.nodes]
    for view in views_of(topology):
        for name in FORMATS:
            text = str(draw(topology, name, view=view))
            assert text.strip(), (view, name)
            if view == "topology" and name == "json":
                assert all(node in text for node in names)
