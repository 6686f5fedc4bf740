"""Which line a text of the arrangement belongs to: labels become children of lines and go where these go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from topodraw.layout import Arrangement, PlacedText, Point

__all__ = ["Owner", "owners"]


@dataclass(frozen=True, slots=True)
class Owner:
    """The end of a line that a text is written at."""

    line: str
    """Id of the line's cell."""
    at_target: bool
    point: Point


@dataclass(frozen=True, slots=True)
class _End:
    owner: Owner
    said: tuple[str, ...]


def owners(arrangement: Arrangement) -> Iterator[tuple[PlacedText, Owner | None]]:
    """Yield every text beside lines with its owner: of the ends that say so, the nearest. None for a text that no line
    says, which can only stand by itself."""
    ends, middles = list(_ends(arrangement)), list(_middles(arrangement))
    for text in arrangement.texts:
        able = [end for end in (middles if text.kind == "middle" else ends) if _says(end, text.text)]
        nearest = min(able, key=lambda end: _distance(end.owner.point, text), default=None)
        yield text, nearest.owner if nearest else None


def _ends(arrangement: Arrangement) -> Iterator[_End]:
    for route in arrangement.routes:
        edge, id = arrangement.diagram.edges[route.edge], f"e{route.edge + 1}"
        yield _End(Owner(id, False, route.points[0]), edge.a.labels)
        yield _End(Owner(id, True, route.points[-1]), edge.b.labels)
    bars = {bar.id: bar for bar in arrangement.diagram.bars}
    for number, placed in enumerate(arrangement.bars, 1):
        for at, (tap, end) in enumerate(zip(placed.taps, bars[placed.bar].taps, strict=True), 1):
            yield _End(Owner(f"b{number}-{at}", True, tap.points[-1]), end.labels)


def _middles(arrangement: Arrangement) -> Iterator[_End]:
    for route in arrangement.routes:
        edge = arrangement.diagram.edges[route.edge]
        said = tuple(line for line in (edge.label, edge.vrf) if line)
        yield _End(Owner(f"e{route.edge + 1}", False, route.points[0]), said)


def _says(end: _End, text: str) -> bool:
    return text in end.said or any(text in line for line in end.said)


def _distance(point: Point, text: PlacedText) -> tuple[int, int]:
    x, y = abs(point[0] - text.x), abs(point[1] - text.y)
    return x + 2 * y, x
