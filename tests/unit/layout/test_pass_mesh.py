"""A bundle stands for exactly the links it replaces: a complete bipartite graph of plain links."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from topodraw.diagram import Box, Diagram, Edge, End
from topodraw.layout.mesh import FULL_MESH, bundle_meshes


def mesh(uppers: int, lowers: int, **edge: object) -> Diagram:
    boxes = [Box(f"u{at}", tier=0) for at in range(uppers)] + [Box(f"l{at}", tier=1) for at in range(lowers)]
    edges = [Edge(End(f"u{a}"), End(f"l{b}"), **edge) for a in range(uppers) for b in range(lowers)]  # type: ignore[arg-type]
    return Diagram("mesh", boxes=tuple(boxes), edges=tuple(edges))


def random_tiers(seed: int) -> Diagram:
    """Return three tiers in which boxes are linked to all, or most, of the tier above, some of them twice."""
    r = random.Random(seed)
    tiers = [[f"{tier}x{at}" for at in range(r.randint(2, 5))] for tier in range(3)]
    edges = []
    for upper, lower in ((0, 1), (1, 2), (0, 2)):
        for box in tiers[lower]:
            others = tiers[upper] if r.random() < 0.6 else r.sample(tiers[upper], r.randint(0, len(tiers[upper])))
            edges += [
                Edge(End(other), End(box)) if r.random() < 0.5 else Edge(End(box), End(other)) for other in others
            ]
            edges += [Edge(End(r.choice(others)), End(box))] if others and r.random() < 0.2 else []
    r.shuffle(edges)
    boxes = tuple(Box(name, tier=tier) for tier, names in enumerate(tiers) for name in names)
    return Diagram("random", boxes=boxes, edges=tuple(edges))


@pytest.mark.parametrize("seed", range(80))
def test_bundled_edges_are_exactly_complete_bipartite(seed: int) -> None:
    diagram = random_tiers(seed)
    tiers = {box.id: box.tier or 0 for box in diagram.boxes}
    bundled, meshes = bundle_meshes(diagram, "always")
    stood_for = [index for edges in meshes.values() for index in edges]
    assert len(stood_for) == len(set(stood_for))
    rest = [edge for index, edge in enumerate(diagram.edges) if index not in stood_for]
    assert list(bundled.edges) == rest
    bars = {bar.id: bar for bar in bundled.bars}
    assert list(bars) == list(meshes)
    for id, indexes in meshes.items():
        pairs = [sorted((diagram.edges[i].a.box, diagram.edges[i].b.box), key=tiers.__getitem__) for i in indexes]
        uppers, lowers = dict.fromkeys(pair[0] for pair in pairs), dict.fromkeys(pair[1] for pair in pairs)
        assert len(pairs) == len(uppers) * len(lowers) == len({tuple(pair) for pair in pairs})
        assert max(map(tiers.__getitem__, uppers)) < min(map(tiers.__getitem__, lowers))
        assert sorted(tap.box for tap in bars[id].taps) == sorted([*uppers, *lowers])
        assert bars[id].name == f"{FULL_MESH} {len(uppers)}×{len(lowers)}"
        # No other link joins the two sides: it would seem to be drawn twice.
        assert not [e for e in rest if {e.a.box, e.b.box} & {*uppers} and {e.a.box, e.b.box} & {*lowers}]


def test_auto_bundles_above_16_links() -> None:
    assert bundle_meshes(mesh(4, 4), "auto")[1] == {}
    (edges,) = bundle_meshes(mesh(3, 6), "auto")[1].values()
    assert sorted(edges) == list(range(18))


def test_never_leaves_all_as_it_is() -> None:
    assert bundle_meshes(mesh(4, 16), "never") == (mesh(4, 16), {})


@pytest.mark.parametrize("edge", [{"label": "x"}, {"vrf": "red"}, {"one_sided": True}, {"kind": "ebgp"}])
def test_links_that_say_more_are_not_bundled(edge: dict[str, object]) -> None:
    assert bundle_meshes(mesh(4, 6, **edge), "always")[1] == {}


def test_labels_and_arrows_at_ends_are_not_bundled() -> None:
    for end in (End("u0", ("eth1",)), End("u0", arrow=True)):
        diagram = mesh(2, 2)
        diagram = replace(diagram, edges=(replace(diagram.edges[0], a=end), *diagram.edges[1:]))
        assert all(0 not in edges for edges in bundle_meshes(diagram, "always")[1].values())


def test_a_parallel_link_keeps_its_pair_out_of_the_mesh() -> None:
    diagram = mesh(2, 3)
    _, meshes = bundle_meshes(replace(diagram, edges=(*diagram.edges, Edge(End("u0"), End("l0")))), "always")
    pairs = [{diagram.edges[i].a.box, diagram.edges[i].b.box} for edges in meshes.values() for i in edges]
    assert {"u0", "l0"} not in pairs
    assert len(pairs) == 4
