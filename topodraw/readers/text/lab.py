"""The topology that a drawing shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from topodraw.errors import Problem, Report, SourceError
from topodraw.model import Hints, Node, Preferences, Topology
from topodraw.readers.names import name_problem
from topodraw.readers.text.groups import Places, read_groups
from topodraw.readers.text.legend import read_legend
from topodraw.readers.text.passages import Passage
from topodraw.readers.text.wires import Wires, read_wires
from topodraw.readers.text.words import area, as_number, interface_family, is_device, whole_lines
from topodraw.source import Source
from topodraw.textreader import Node as Box
from topodraw.textreader import ReadDiagram, TooLarge, read

__all__ = ["read_lab"]

MOST_PROBLEMS = 20
_HARMLESS = ("trailing",)
"""Codes of problems that leave no doubt about what is shown."""


def read_lab(passage: Passage, source: Source) -> Topology:
    """Return the topology of a drawing. Raises SourceError, with the place of all that does not follow the grammar."""
    report = Report()
    try:
        drawing = read(passage.text)
    except TooLarge as error:
        raise SourceError(Problem(passage.at(0, 0), str(error))) from None
    _check(drawing, passage, report)
    report.check()
    drawing = replace(drawing, nodes=tuple(replace(node, lines=whole_lines(node.lines)) for node in drawing.nodes))
    styles = read_legend(drawing)
    places = read_groups(drawing, areas=styles.view == "isis")
    systems = {node.name: asn for node in drawing.nodes if (asn := as_number(node.name)) is not None}
    places.asn = systems | places.asn
    wires = read_wires(drawing, styles, places.asn, passage, report)
    report.check()
    names = tuple(group.name for group in places.groups)
    return Topology(
        name=PurePath(source.name).stem if source.path else "diagram",
        kind="text",
        file=source.name,
        files=(source.name,),
        title=drawing.title,
        nodes=_nodes(drawing, places, wires),
        links=tuple(wires.links),
        sessions=tuple(wires.sessions),
        groups=tuple(places.groups),
        preferences=Preferences(group_by=names or None),
        warnings=report.warnings,
    )


def _check(drawing: ReadDiagram, passage: Passage, report: Report) -> None:
    """Report what does not follow the grammar, and names that no node can have."""
    if not drawing.nodes:
        report.error(passage.at(0, 0), "holds no text diagram: no box in it is closed")
        return
    wrong = [problem for problem in drawing.problems if problem.code not in _HARMLESS]
    for problem in wrong[:MOST_PROBLEMS]:
        report.error(passage.at(problem.row, problem.column), problem.text)
    if len(wrong) > MOST_PROBLEMS:
        rest = len(wrong) - MOST_PROBLEMS
        at = wrong[MOST_PROBLEMS]
        report.error(
            passage.at(at.row, at.column), f"the drawing does not follow the grammar here and in {rest - 1} more places"
        )
    for node in drawing.nodes:
        problem_of_name = name_problem(node.name) if node.name else None
        if problem_of_name:
            report.error(passage.at(node.rectangle.top + 1, node.rectangle.left + 1), problem_of_name)


def _nodes(drawing: ReadDiagram, places: Places, wires: Wires) -> tuple[Node, ...]:
    speakers = {name for session in wires.sessions for name in (session.a, session.b)}
    reflectors = {
        session.b if session.rr_client == session.a else session.a for session in wires.sessions if session.rr_client
    }
    tiers = _tiers(drawing)
    return tuple(
        _node(box, places, tiers.get(box.name), bgp=box.name in speakers, reflector=box.name in reflectors)
        for box in drawing.nodes
    )


def _node(box: Box, places: Places, tier: int | None, *, bgp: bool, reflector: bool) -> Node:
    """Return a node; of each sort of line the first counts, what is none of them is its title."""
    device: str | None = None
    addresses: dict[str, str] = {}
    others: list[str] = []
    for line in box.lines:
        family = interface_family(line)
        if family is not None and family not in addresses:
            addresses[family] = line
        elif device is None and is_device(line):
            device = line
        elif as_number(line) is None and not (box.name in places.area and area(line)):
            others.append(line)
    return Node(
        name=box.name,
        device=device,
        role="host" if box.shape == "rounded" else None,
        asn=places.asn.get(box.name),
        route_reflector=reflector,
        loopback=addresses.get("ipv4") or addresses.get("ipv6"),
        isis_area=places.area.get(box.name),
        tier=tier,
        bgp=bgp,
        title=", ".join(others) or None,
        hints=Hints(rank=tier),
    )


def _tiers(drawing: ReadDiagram) -> dict[str, int]:
    """Return the tier of each node: those that stand beside each other share one, 0 is at the top.

    The rows of one page say nothing of those of another; of several pages no tier is told.
    """
    tiers: dict[str, int] = {}
    if drawing.pages > 1:
        return tiers
    tier, lowest = -1, -1
    for node in sorted(drawing.nodes, key=lambda node: (node.rectangle.top, node.rectangle.bottom)):
        if node.rectangle.top > lowest:
            tier, lowest = tier + 1, node.rectangle.bottom
        tiers[node.name] = tier
    return tiers
