"""Tiers in words: why a box stands where it stands, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from topodraw.diagram import Box
from topodraw.layout.roles import telling_word
from topodraw.layout.statement import ROLE, Statement
from topodraw.layout.tiers import TierReport

__all__ = ["Reason", "contradictions", "tier_reasons"]


class Reason(NamedTuple):
    box: str
    tier: int
    why: str


_RELATIONS = {
    "BGP role": ("provider of", "customer of", "peer of"),
    "route reflector": ("reflects to", "client of", "reflector beside"),
    "customer cone": ("provider of", "customer of", "peer of"),
}
"""Reason -> what the upper and the lower box are to each other, and what they are when they are level."""
_ELSEWHERE = ("above", "below", "beside")


def tier_reasons(report: TierReport) -> Iterator[Reason]:
    """Yield every box with its tier and the strongest evidence for it, in the order of the diagram.

    Of evidence equally strong the first that names something above the box is told, else the first.
    """
    best: dict[str, Statement] = {}
    given_up = set(report.given_up)
    for statement in (statement for statement in report.statements if statement not in given_up):
        for name, is_lower in ((statement.upper, False), (statement.lower, True)):
            known = best.get(name)
            if known is None or _weight(statement, is_lower) < _weight(known, known.lower == name):
                best[name] = statement
    positions = report.positions
    for box in report.diagram.boxes:
        place = positions.along.get(box.id)
        given = None if place is None else f"placed at {positions.axis} {place} by the lab's author"
        yield Reason(box.id, box.tier or 0, _why(box, best.get(box.id), given))


def contradictions(report: TierReport, *, guesses: bool = False) -> tuple[str, ...]:
    """Return a sentence for every link that is drawn against what the author said of it, and one where the positions
    that he gave are not followed.

    With `guesses` also for those that go against what names and the shape of the graph suggest.
    """
    tiers = {box.id: box.tier or 0 for box in report.diagram.boxes}
    sentences = [f"positions are ignored: {report.positions.ignored}"] if report.positions.ignored else []
    sentences += [
        f"{_link(weaker, tiers)}: {_claim(weaker)}, but {_claim(stronger)}" for weaker, stronger in report.overruled
    ]
    sentences += [
        f"{_link(statement, tiers)}: {_claim(statement)}, but stronger evidence closes a circle"
        for statement in report.given_up
        if guesses or statement.strength <= ROLE
    ]
    return tuple(dict.fromkeys(sentences))


def _weight(statement: Statement, is_lower: bool) -> tuple[int, bool, bool]:
    return statement.strength, statement.level, not is_lower


def _why(box: Box, statement: Statement | None, given: str | None) -> str:
    if box.hints.rank is not None:
        return f"rank {box.hints.rank}"
    if given:
        return given
    if statement is None:
        return _by_name(box) or "nothing is known"
    if statement.reason == "name":
        return _by_name(box)
    if statement.reason == "host" and statement.lower == box.id:
        return _by_name(box)
    return f"{statement.reason}: {_relation(box.id, statement)}"


def _by_name(box: Box) -> str:
    word = telling_word(box)
    return ": ".join(part for part in (word.source, word.text) if part) if word else ""


def _relation(box: str, statement: Statement) -> str:
    upper, lower, level = _RELATIONS.get(statement.reason, _ELSEWHERE)
    word = level if statement.level else upper if statement.upper == box else lower
    return f"{word} {statement.lower if statement.upper == box else statement.upper}"


def _link(statement: Statement, tiers: dict[str, int]) -> str:
    how = "level" if tiers[statement.upper] == tiers[statement.lower] else "upward"
    return f"the link between {statement.upper} and {statement.lower} is drawn {how}"


def _claim(statement: Statement) -> str:
    """Say what a statement says: ``BGP role says a is provider of b``."""
    above = "is beside" if statement.level else "is above"
    relations = _RELATIONS.get(statement.reason)
    verb = above if relations is None else f"is {relations[2 if statement.level else 0]}"
    return f"the {statement.reason} says {statement.upper} {verb} {statement.lower}"
