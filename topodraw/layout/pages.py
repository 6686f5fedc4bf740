"""A picture too wide for the width asked for, cut into pages: which box stands on which.

Expects what `budget` expects. Guarantees: every box stands on exactly one page, each page is a diagram of its own
(`connectors` says how it goes on elsewhere), and no page is wider than the width, unless a single box with what is
attached to it cannot be narrower, which the page says.

Pages are intervals of the reading order (`families`), so that what hangs below one another stays together, and the
pages follow each other as one reads. Each takes as many boxes as fit; it ends where no outermost frame is parted that
could begin on the next page, and where few links are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from topodraw import text
from topodraw.diagram import Diagram
from topodraw.layout.arrangement import Arrangement, ArrangeOptions
from topodraw.layout.budget import BANDS, Once, fit, fit_page, too_wide
from topodraw.layout.connectors import Paging
from topodraw.layout.families import reading_order

__all__ = ["Pages", "fit_pages"]

UNFOLDED = ()
"""Bands of a tier while boxes are added to a page: a page is no place to fold tiers, while it can end sooner."""
FEW = (2, 3)
MANY = (*BANDS, 12, 16, 24, 32)
"""Bands where a box has many links to other pages, with texts at their ends."""
SMALL = 2
"""Boxes of a page that is worth folding a tier for, to be rid of it."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages in order, each with its heading as the title (none where there is one only), and what was done."""

    arrangements: tuple[Arrangement, ...]
    steps: tuple[str, ...]


def fit_pages(diagram: Diagram, options: ArrangeOptions, once: Once) -> Pages:
    """Return the whole on one page where it fits, else cut into as few pages as do."""
    whole = fit(diagram, options, once)
    width = options.width
    if width is None or whole.width <= width or len(diagram.boxes) < 2:
        return Pages((whole,), whole.steps)
    order = reading_order(diagram, {box.box: box.x for box in whole.boxes})
    cutter = _Cutter(diagram, order, options, width, once)
    arranged = cutter.arranged()
    steps = [step for page in arranged for step in page.steps[:-1]]  # the last one tells the width
    done = f"drawn on {len(arranged)} pages of {width} columns"
    wide = [f"page {at} is {too_wide(page.width, width)}" for at, page in enumerate(arranged, 1) if page.width > width]
    return Pages(tuple(arranged), (*dict.fromkeys(steps), done, *wide))


class _Cutter:
    """Cuts one diagram; `order` is that in which its boxes go on the pages."""

    def __init__(self, diagram: Diagram, order: Sequence[str], options: ArrangeOptions, width: int, once: Once) -> None:
        self.diagram, self.order, self.options, self.width, self.once = diagram, order, options, width, once
        self.paging = Paging(diagram)
        self.place = {name: at for at, name in enumerate(order)}
        self.spans = [_span(self.place[end.box] for end in (edge.a, edge.b)) for edge in diagram.edges]
        self.spans += [_span(self.place[tap.box] for tap in bar.taps) for bar in diagram.bars if bar.taps]
        self.framed = _framed(order, self.paging.paths)

    def arranged(self) -> list[Arrangement]:
        """Return the pages; one that turns out too wide, now that all others are known, is parted."""
        ends = self._joined(self._ends())
        while True:
            pages = self._pages(ends)
            home = _home(pages)
            arranged: list[Arrangement] = []
            for number, page in enumerate(pages, 1):
                one = self._arrange(number, page, home, MANY)
                if one.width > self.width and len(page) > 1:
                    start = ends[number - 2] if number > 1 else 0
                    ends.insert(number - 1, self._end(start, start + (len(page) + 1) // 2))
                    break
                arranged.append(_headed(one, self._heading(number, len(pages), page)))
            if len(arranged) == len(pages):
                last = replace(arranged[-1].diagram, notes=self.diagram.notes)
                return [*arranged[:-1], replace(arranged[-1], diagram=last)]

    def _ends(self) -> list[int]:
        """Return where the pages end, as places in the order."""
        ends: list[int] = []
        home: dict[str, int] = {}
        start, size = 0, 1
        while start < len(self.order):
            number = len(ends) + 1
            size = self._most(start, size, number, home)
            end = self._end(start, start + size)
            home |= dict.fromkeys(self.order[start:end], number)
            ends.append(end)
            start = end
        return ends

    def _joined(self, ends: list[int]) -> list[int]:
        """Return where the pages end after small ones were joined to a neighbour that has room, long tiers folded."""
        number = 1
        while number < len(ends):
            pages = self._pages(ends)
            both = [*pages[number - 1], *pages[number]]
            joined = ends[: number - 1] + ends[number:]
            small = min(len(pages[number - 1]), len(pages[number])) <= SMALL
            home = _home(self._pages(joined))
            if small and self._arrange(number, both, home, FEW).width <= self.width:
                ends = joined
            else:
                number += 1
        return ends

    def _pages(self, ends: Sequence[int]) -> list[Sequence[str]]:
        return [self.order[start:end] for start, end in zip((0, *ends), ends, strict=False)]

    def _most(self, start: int, guess: int, number: int, home: Mapping[str, int]) -> int:
        """Return how many boxes from `start` on fit on a page, at least one."""

        def fits(size: int) -> bool:
            page = self.order[start : start + size]
            if self.options.direction == "down" and not self._may_fit(page):
                return False
            later = dict.fromkeys(self.order[start + size :], number + 1)
            homes = {**home, **dict.fromkeys(page, number), **later}
            return self._arrange(number, page, homes, UNFOLDED).width <= self.width

        low, high = 1, len(self.order) - start + 1
        size = max(2, guess)
        while low + 1 < high:  # from the size of the page before: twice as far while it fits, then halving
            size = size if low < size < high else (low + high) // 2
            if fits(size):
                low, size = size, 2 * size
            else:
                high, size = size, 0
        return low

    def _may_fit(self, page: Sequence[str]) -> bool:
        """Tell whether the names of each tier, boxed, have room side by side."""
        rows: dict[int, int] = {}
        for name in page:
            box = self.paging.boxes[name]
            rows[box.tier or 0] = rows.get(box.tier or 0, -1) + text.width(box.name) + 5
        return max(rows.values()) <= self.width

    def _end(self, start: int, most: int) -> int:
        """Return where a page from `start` ends that has room up to `most`: in the last third of what parts no frame
        that begins on the page, where the fewest frames inside others, and links, are parted."""
        if most >= len(self.order):
            return len(self.order)
        outer = [(first, last) for first, last, depth in self.framed if depth == 0 and start < first]
        whole = [end for end in range(start + 1, most + 1) if not any(first < end <= last for first, last in outer)]
        late = [end for end in whole if 3 * (end - start) > 2 * (whole[-1] - start)]
        inner = [(first, last) for first, last, _ in self.framed]

        def parted(end: int) -> tuple[int, int]:
            frames = sum(first < end <= last for first, last in inner)
            return frames, sum(start <= first < end <= last for first, last in self.spans)

        return min(reversed(late), key=parted)

    def _arrange(self, number: int, page: Sequence[str], home: Mapping[str, int], bands: Sequence[int]) -> Arrangement:
        diagram, said = self.paging.page(number, page, home)
        diagram = replace(diagram, title=None, notes=())
        most = bands if self.options.direction == "down" else UNFOLDED
        arrangement = fit_page(diagram, self.options.bundle, self.width, self.once, most)
        return replace(arrangement, listed=(*arrangement.listed, *said))

    def _heading(self, number: int, count: int, page: Sequence[str]) -> str:
        """Return the heading of a page: its number and what stands there, as far as the width has room."""
        paths, boxes, frames = self.paging.paths, self.paging.boxes, self.paging.frames
        shown = dict.fromkeys(frames[paths[name][0]].title if paths[name] else boxes[name].name for name in page)
        heading = f"page {number} of {count}: "
        return heading + text.truncate(", ".join(shown), max(self.width - len(heading), 8), "...")


def _home(pages: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return the page of every box."""
    return {name: number for number, page in enumerate(pages, 1) for name in page}


def _headed(page: Arrangement, heading: str) -> Arrangement:
    return replace(page, diagram=replace(page.diagram, title=heading))


def _span(places: Iterable[int]) -> tuple[int, int]:
    """Return the first and the last of some places."""
    found = sorted(places)
    return found[0], found[-1]


def _framed(order: Sequence[str], paths: Mapping[str, tuple[str, ...]]) -> list[tuple[int, int, int]]:
    """Return the first and the last place of each frame's boxes, with its depth."""
    spans: dict[str, tuple[int, int, int]] = {}
    for at, name in enumerate(order):
        for depth, id in enumerate(paths[name]):
            spans[id] = (spans.get(id, (at, at, depth))[0], at, depth)
    return list(spans.values())
