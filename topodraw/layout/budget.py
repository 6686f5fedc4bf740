"""The width asked for: what is done, in order, until the picture fits.

Gaps narrowed; lines of boxes wrapped; meshes bundled; labels, then names of segments numbered and listed below the
picture; tiers that are too long broken into bands, each with what hangs below it. A step that does not help is not
taken. A picture that still does not fit is drawn at its natural width, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from topodraw import text
from topodraw.diagram import Diagram
from topodraw.layout.arrangement import Arrangement, ArrangeOptions, Bundle
from topodraw.layout.bands import in_bands
from topodraw.layout.shorten import (
    Numbers,
    with_labels_listed,
    with_lines_wrapped,
    with_segments_listed,
    with_titles_listed,
)

__all__ = ["BANDS", "Once", "fit", "fit_page", "too_wide"]

BANDS = tuple(range(2, 9))
"""Into how many bands a tier may be broken, in the order in which that is tried."""

Once = Callable[[Diagram, Bundle, bool], Arrangement]
"""Arranges a diagram with the bundling and the tightness given."""

Shortened = Callable[[Diagram, Numbers], Diagram]
"""Makes texts of a diagram shorter."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A diagram as it is after some steps, and its arrangement."""

    diagram: Diagram
    bundle: Bundle
    arrangement: Arrangement
    steps: tuple[str, ...]
    listed: tuple[str, ...] = ()


def fit(diagram: Diagram, options: ArrangeOptions, once: Once) -> Arrangement:
    """Return the first arrangement that fits, else the natural one; `steps` tells what was done."""
    natural = once(diagram, options.bundle, False)
    width = options.width
    if width is None or natural.width <= width:
        return natural
    bands = BANDS if options.direction == "down" else ()  # the length of a tier is no matter of width otherwise
    best, narrowest = _first_that_fits(diagram, natural, options.bundle, once, width, bands, _SHORTER)
    if best is not None:
        return best
    complaint = too_wide(natural.width, width)
    helpful = f"; pages (--pages) would do{f', or {narrowest.width}' if narrowest.width < natural.width else ''}"
    return replace(natural, steps=(complaint + helpful,), notes=(*natural.notes, complaint))


def fit_page(diagram: Diagram, bundle: Bundle, width: int, once: Once, bands: Sequence[int]) -> Arrangement:
    """Return the first arrangement of a page that fits, else the narrowest; the last of its steps tells the width.

    Titles of frames, longer here than elsewhere, are listed below where nothing else helps. `bands` are the numbers of
    bands into which a tier may be broken.
    """
    natural = once(diagram, bundle, False)
    if natural.width <= width:
        return replace(natural, steps=(_fitted(width),))
    shorter = (*_SHORTER, ("titles of frames listed below", with_titles_listed))
    best, narrowest = _first_that_fits(diagram, natural, bundle, once, width, bands, shorter)
    if best is not None:
        return best
    complaint = too_wide(narrowest.width, width)
    return replace(narrowest, steps=(*narrowest.steps, complaint), notes=(*narrowest.notes, complaint))


def _first_that_fits(
    diagram: Diagram,
    natural: Arrangement,
    bundle: Bundle,
    once: Once,
    width: int,
    bands: Sequence[int],
    steps: Sequence[tuple[str, Shortened]],
) -> tuple[Arrangement | None, Arrangement]:
    """Return the first arrangement that fits, and the narrowest, each with its steps."""
    narrowest = natural
    for attempt in _attempts(diagram, natural, bundle, once, width, bands, steps):
        drawn = replace(attempt.arrangement, steps=attempt.steps, listed=attempt.listed)
        if drawn.width <= width:
            return replace(drawn, steps=(*drawn.steps, _fitted(width))), drawn
        narrowest = min(narrowest, drawn, key=lambda one: one.width)
    return None, narrowest


def _fitted(width: int) -> str:
    return f"fitted into {width} columns"


def too_wide(drawn: int, width: int) -> str:
    """Return the sentence on a picture that is wider than what was asked for."""
    return f"drawn {drawn} columns wide, {width} were asked for"


def _attempts(
    diagram: Diagram,
    natural: Arrangement,
    bundle: Bundle,
    once: Once,
    width: int,
    bands: Sequence[int],
    steps: Sequence[tuple[str, Shortened]],
) -> Iterator[_Attempt]:
    """Yield narrower and narrower arrangements with what was done for each.

    What makes some tier shorter, though not the whole picture, is tried last, together with bands.
    """
    first = _Attempt(diagram, bundle, natural, ())
    tight = once(diagram, bundle, True)
    if tight.width < natural.width:
        first = replace(first, arrangement=tight, steps=("gaps narrowed",))
        yield first
    best = first
    for best in _shorter(first, once, steps, lambda arrangement: arrangement.width):
        yield best
    yield from _banded(best, once, width, bands)
    *_, thorough = first, *_shorter(first, once, steps, _inked)
    if thorough.diagram != best.diagram or thorough.bundle != best.bundle:
        yield from _banded(thorough, once, width, bands)


def _shorter(
    first: _Attempt, once: Once, steps: Sequence[tuple[str, Shortened]], measure: Callable[[Arrangement], int]
) -> Iterator[_Attempt]:
    """Yield what each step leads to that makes the measure smaller, one on top of the other."""
    best = first
    numbers = Numbers(first.diagram)
    for step, shortened in steps:
        given = numbers.copy()
        diagram = shortened(best.diagram, given)
        bundle: Bundle = "always" if shortened is _bundled and best.bundle == "auto" else best.bundle
        if diagram == best.diagram and bundle == best.bundle:
            continue
        arrangement = once(diagram, bundle, True)
        if measure(arrangement) < measure(best.arrangement):
            numbers = given
            best = _Attempt(diagram, bundle, arrangement, (*best.steps, step), given.listed)
            yield best


def _banded(best: _Attempt, once: Once, width: int, bands: Sequence[int]) -> Iterator[_Attempt]:
    for count in bands:
        folded = in_bands(best.diagram, best.arrangement, width, count)
        if folded is not None:
            banded = once(folded, best.bundle, True)
            yield replace(best, arrangement=banded, steps=(*best.steps, f"long tiers folded into {count} bands"))


def _inked(arrangement: Arrangement) -> int:
    """Return the columns that boxes, names of bars and titles take in all."""
    names = [*(bar.name for bar in arrangement.bars), *(frame.title for frame in arrangement.frames)]
    return sum(box.width for box in arrangement.boxes) + sum(map(text.width, names))


def _bundled(diagram: Diagram, _: Numbers) -> Diagram:
    """Leave the diagram alone: bundling is an option of the arrangement."""
    return diagram


_SHORTER: tuple[tuple[str, Shortened], ...] = (
    ("lines of nodes wrapped", with_lines_wrapped),
    ("meshes bundled", _bundled),
    ("labels listed below", with_labels_listed),
    ("names of segments listed below", with_segments_listed),
)
"""What each step says and does, in order."""
