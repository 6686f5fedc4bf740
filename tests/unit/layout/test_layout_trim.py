"""Frames drawn close keep what they hold and come between no others."""

from __future__ import annotations

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Frame
from topodraw.layout import Arrangement, ArrangeOptions, PlacedBox, PlacedFrame, PlacedText, Route, arrange
from topodraw.layout.tiers import assign_tiers
from topodraw.layout.trim import trim_frames

DIAGRAM = Diagram("lab", boxes=(Box("a"), Box("b")), frames=(Frame("f", "AS 1", ("a",)),))


def lab(frame: PlacedFrame, *points: tuple[int, int], texts: tuple[PlacedText, ...] = ()) -> Arrangement:
    """Return a box in columns 10 to 16 inside a frame, with a line."""
    boxes = (PlacedBox("a", 10, 3, 7, 3, ("a",)),)
    routes = (Route(0, points),) if points else ()
    return Arrangement(DIAGRAM, 40, 10, boxes, (frame,), routes=routes, texts=texts)


def trimmed(arrangement: Arrangement) -> PlacedFrame:
    (frame,) = trim_frames(arrangement).frames
    return frame


def test_a_single_box_stands_in_the_middle() -> None:
    frame = trimmed(lab(PlacedFrame("f", 0, 1, 19, 7, "AS 1", 0, 2), (14, 0), (14, 3)))
    assert (frame.x, frame.x + frame.width - 1) == (8, 18)
    assert frame.title_x == 9


def test_the_title_keeps_room_left_of_the_line() -> None:
    frame = trimmed(lab(PlacedFrame("f", 0, 1, 19, 7, "AS 1", 0, 2), (11, 0), (11, 3)))
    assert frame.x <= 11 - 4 - 2
    assert frame.title_x == frame.x + 1


def test_labels_stay_inside() -> None:
    frame = trimmed(lab(PlacedFrame("f", 0, 1, 32, 7, "AS 1", 0, 2), texts=(PlacedText(18, 4, "10.0.0.1"),)))
    assert frame.x + frame.width - 1 > 25


def test_no_wall_on_a_line() -> None:
    frame = trimmed(lab(PlacedFrame("f", 0, 1, 19, 7, "AS 1", 0, 2), (8, 0), (8, 4), (10, 4)))
    assert frame.x != 8


@pytest.mark.parametrize("seed", range(40))
def test_random_frames_hold_what_they_held(seed: int) -> None:
    diagram = assign_tiers(random_diagram(seed))
    before = arrange(diagram, ArrangeOptions(fold=False, bundle="never"))
    after = trim_frames(before)
    frames = {frame.frame: frame for frame in after.frames}
    boxes = {box.box: box for box in before.boxes}
    for old in before.frames:
        new = frames[old.frame]
        assert old.x <= new.x
        assert new.x + new.width <= old.x + old.width
        assert (new.y, new.height) == (old.y, old.height)
        assert new.x < new.title_x < new.x + new.width - len(new.title)
    for frame in before.diagram.frames:
        wall = frames[frame.id]
        things = [boxes[name] for name in frame.members] + [
            frames[inner.id] for inner in before.diagram.frames if inner.parent == frame.id
        ]
        for thing in things:
            assert wall.x < thing.x
            assert thing.x + thing.width < wall.x + wall.width
