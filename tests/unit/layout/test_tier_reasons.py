"""Why a box stands where it stands, and contradictions: told, and drawn all the same."""

from __future__ import annotations

from topodraw.diagram import Box, Diagram, Edge, End, Relation
from topodraw.layout.reasons import contradictions, tier_reasons
from topodraw.layout.tiers import tier_report
from topodraw.model import Hints


def edge(a: str, b: str, relation: Relation | None = None, kind: str = "link") -> Edge:
    return Edge(End(a), End(b), kind, relation=relation)


def ranked(name: str, rank: int) -> Box:
    return Box(name, hints=Hints(rank=rank))


def why(diagram: Diagram) -> dict[str, str]:
    return {reason.box: reason.why for reason in tier_reasons(tier_report(diagram))}


def test_roles_in_a_circle_are_reported_and_the_circle_is_cut_once() -> None:
    boxes = (Box("a"), Box("b"), Box("c"))
    report = tier_report(
        Diagram("t", boxes=boxes, edges=(edge("a", "b", "down"), edge("b", "c", "down"), edge("c", "a", "down")))
    )
    (told,) = contradictions(report)
    assert told.startswith("the link between c and a is drawn upward: the BGP role says c is provider of a, but ")
    tiers = {box.id: box.tier for box in report.diagram.boxes}
    assert (tiers["a"], tiers["b"], tiers["c"]) == (0, 1, 2)


def test_a_rank_against_a_role_wins_and_is_reported() -> None:
    report = tier_report(Diagram("t", boxes=(ranked("a", 2), ranked("b", 1)), edges=(edge("a", "b", "down"),)))
    (told,) = contradictions(report)
    assert told == (
        "the link between a and b is drawn upward: the BGP role says a is provider of b, but the rank says b is above a"
    )


def test_a_role_between_boxes_of_one_rank_is_drawn_level() -> None:
    report = tier_report(Diagram("t", boxes=(ranked("a", 1), ranked("b", 1)), edges=(edge("a", "b", "down"),)))
    assert contradictions(report)[0].startswith("the link between a and b is drawn level: ")


def test_parallel_links_whose_roles_differ_are_reported_once() -> None:
    edges = (edge("a", "b", "down"), edge("a", "b", "up"), edge("b", "a", "down"))
    report = tier_report(Diagram("t", boxes=(Box("a"), Box("b")), edges=edges))
    assert len(contradictions(report)) == 1


def test_roles_that_agree_and_peers_that_cannot_be_level_are_no_contradiction() -> None:
    edges = (edge("a", "b", "down"), edge("b", "c", "level"), edge("a", "c", "level"))
    assert contradictions(tier_report(Diagram("t", boxes=(Box("a"), Box("b"), Box("c")), edges=edges))) == ()


def test_a_name_against_a_rank_is_no_contradiction_of_the_author() -> None:
    boxes = (ranked("leaf1", 1), ranked("spine1", 2))
    assert contradictions(tier_report(Diagram("t", boxes=boxes, edges=(edge("leaf1", "spine1"),)))) == ()


def test_guesses_given_up_are_told_on_request() -> None:
    boxes = (Box("leaf1"), Box("x"), Box("spine1"))
    diagram = Diagram(
        "t", boxes=boxes, edges=(edge("leaf1", "x", "down"), edge("x", "spine1", "down"), edge("spine1", "leaf1"))
    )
    assert contradictions(tier_report(diagram)) == ()
    (told,) = contradictions(tier_report(diagram), guesses=True)
    assert told.startswith("the link between spine1 and leaf1 is drawn upward: the name says spine1 is above leaf1")


def test_every_kind_of_evidence_is_put_into_words() -> None:
    boxes = (
        ranked("top", 1),
        Box("t"),
        Box("u"),
        Box("spine1"),
        Box("leaf1"),
        Box("pc", "host"),
        Box("q"),
        Box("alone"),
        Box("core", route_reflector=True),
        Box("r1", words=("leaf",)),
    )
    edges = (
        edge("top", "t"),
        edge("t", "u", "down"),
        edge("spine1", "leaf1"),
        edge("leaf1", "pc"),
        edge("q", "leaf1"),
        edge("core", "t", "down", "ibgp"),
        edge("spine1", "r1"),
    )
    assert why(Diagram("t", boxes=boxes, edges=edges)) == {
        "top": "rank 1",
        "t": "rank: below top",
        "u": "BGP role: customer of t",
        "spine1": "name: spine",
        "leaf1": "name: leaf",
        "pc": "name: pc",
        "q": "structure: below leaf1",
        "alone": "nothing is known",
        "core": "route reflector: reflects to t",
        "r1": "group: leaf",
    }


def test_an_unnamed_host_is_told_by_its_class() -> None:
    assert why(Diagram("t", boxes=(Box("x", "host"), Box("r")), edges=(edge("x", "r"),))) == {
        "x": "device class: host",
        "r": "host: above x",
    }


def test_reasons_name_no_statement_that_was_given_up() -> None:
    edges = (edge("a", "b", "down"), edge("b", "c", "down"), edge("c", "a", "down"))
    found = why(Diagram("t", boxes=(Box("a"), Box("b"), Box("c")), edges=edges))
    assert found["a"] == "BGP role: provider of b"


def test_lines_laid_over_a_picture_move_no_box() -> None:
    boxes = tuple(Box(name) for name in ("a", "b", "c", "d"))
    cables = (edge("a", "b"), edge("a", "c"), edge("a", "d"))
    over = Edge(End("d"), End("a"), "ibgp", relation="down", overlay=True)
    plain = tier_report(Diagram("t", boxes=boxes, edges=cables))
    laid = tier_report(Diagram("t", boxes=boxes, edges=(*cables, over)))
    assert laid.diagram.boxes == plain.diagram.boxes
    assert laid.diagram.edges == (*cables, over)
