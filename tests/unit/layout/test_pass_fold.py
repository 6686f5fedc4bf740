"""Frames around one box become a line of it; empty ones go; all others stay."""

from __future__ import annotations

import pytest

from random_diagrams import random_diagram
from topodraw.diagram import Box, Diagram, Frame, Line
from topodraw.layout.fold import drop_empty_frames, fold_frames


@pytest.mark.parametrize("seed", range(80))
def test_no_frame_left_holds_one_box_alone_and_every_parent_exists(seed: int) -> None:
    before = drop_empty_frames(random_diagram(seed))
    after = fold_frames(before)
    ids = {frame.id for frame in after.frames}
    assert {frame.parent for frame in after.frames} <= ids | {None}
    parents = [frame.parent for frame in after.frames]
    assert not [frame for frame in after.frames if len(frame.members) == 1 and frame.id not in parents]
    lines = {box.id: [line.text for line in box.lines] for box in after.boxes}
    for frame in before.frames:
        if frame.id not in ids:
            assert any(frame.title in lines[box] for box in lines)
    kept = {frame.id: frame for frame in after.frames}
    several = [frame for frame in before.frames if len(frame.members) > 1]
    assert all(set(frame.members) <= set(kept[frame.id].members) for frame in several)
    assert [box.id for box in after.boxes] == [box.id for box in before.boxes]


@pytest.mark.parametrize("seed", range(80))
def test_no_frame_left_is_empty(seed: int) -> None:
    before = random_diagram(seed)
    after = drop_empty_frames(before)
    held = {frame.parent for frame in after.frames} | {frame.id for frame in after.frames if frame.members}
    assert {frame.id for frame in after.frames} <= held
    assert [frame for frame in before.frames if frame.members] == [frame for frame in after.frames if frame.members]


def test_frames_around_frames_fold_innermost_first() -> None:
    frames = (Frame("out", "Site", (), parent=None), Frame("in", "AS 1", ("a",), parent="out"))
    folded = fold_frames(Diagram("t", boxes=(Box("a"),), frames=frames))
    assert folded.frames == ()
    assert folded.boxes[0].lines == (Line("AS 1", "as"), Line("Site", "as"))


def test_a_line_that_says_it_already_is_not_repeated() -> None:
    diagram = Diagram("t", boxes=(Box("a", lines=(Line("AS 1"),)),), frames=(Frame("f", "AS 1", ("a",)),))
    assert fold_frames(diagram).boxes[0].lines == (Line("AS 1"),)


def test_frames_that_hold_nothing_known_go_and_those_inside_move_out() -> None:
    frames = (
        Frame("f", "F", ("ghost",)),
        Frame("g", "G", (), parent="nowhere"),
        Frame("h", "H", ("a",), parent="gone"),
    )
    kept = drop_empty_frames(Diagram("t", boxes=(Box("a"),), frames=frames)).frames
    assert [(frame.id, frame.parent) for frame in kept] == [("h", None)]
