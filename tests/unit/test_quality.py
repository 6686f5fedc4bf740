"""The measures of text drawings: each tells a good drawing from a worse one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import topodraw
from topodraw.cli import main
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Tap
from topodraw.layout import assign_tiers
from topodraw.quality import measure, stat_lines

SAMPLES = Path(__file__).parents[2] / "samples"
CROSSED = """\
┌───┐  ┌───┐
│ a │  │ b │
└─┬─┘  └─┬─┘
  │  ┌───┘
  └──┼───┐
  ┌──┘   │
┌─┴─┐  ┌─┴─┐
│ c │  │ d │
└───┘  └───┘
"""
STRAIGHT = """\
┌───┐  ┌───┐
│ a │  │ b │
└─┬─┘  └─┬─┘
  │eth1  │
  │      │
┌─┴─┐  ┌─┴─┐
│ d │  │ c │
└───┘  └───┘
"""


def diagram(**tiers: int) -> Diagram:
    boxes = tuple(Box(name, tier=tier) for name, tier in tiers.items())
    return Diagram(
        "x", boxes=boxes, edges=(Edge(End("a", ("eth1",)), End("d"), label="core"), Edge(End("b"), End("c")))
    )


TIERED = diagram(a=0, b=0, c=1, d=1)


def test_crossings_and_bends_are_counted() -> None:
    crossed, straight = measure(CROSSED, TIERED), measure(STRAIGHT, TIERED)
    assert (crossed["crossings"], straight["crossings"]) == (1, 0)
    assert (crossed["bends mean"], crossed["bends max"], crossed["straight"]) == (3.0, 4, 0.0)
    assert (straight["bends mean"], straight["bends max"], straight["straight"]) == (0.0, 0, 1.0)


def test_the_size_is_that_of_the_picture() -> None:
    values = measure(f"A long title above all of it\n\n{STRAIGHT}\n  Note: and a long note below it, too.\n", TIERED)
    assert (values["width"], values["height"], values["area"]) == (12, 8, 96)
    assert values["aspect"] == pytest.approx(12 / 8)
    assert values["ink"] == pytest.approx((6 * 10 - 4 * 2 + 6 + 2) / 96)


def test_tiers_that_do_not_hold_are_counted_in_pairs() -> None:
    assert measure(STRAIGHT, TIERED)["tier violations"] == 0
    assert measure(STRAIGHT, diagram(a=1, b=0, c=1, d=0))["tier violations"] == 5


def test_labels_that_are_not_there_are_missed() -> None:
    values = measure(STRAIGHT, TIERED)
    assert (values["labels"], values["labels legible"]) == (2, 1)


def test_a_label_of_a_tap_is_legible_beside_it() -> None:
    wanted = Diagram("x", boxes=(Box("a", tier=0),), bars=(Bar("n", "net", (Tap("a", ("eth1",)),)),))
    values = measure("┌───┐\n│ a │\n└─┬─┘\n  │eth1\n══╧══ net\n", wanted)
    assert (values["bars"], values["labels"], values["labels legible"], values["problems"]) == (1, 1, 1, 0)


def test_what_does_not_follow_the_grammar_is_counted() -> None:
    assert measure(STRAIGHT.replace("┴", "─", 1), TIERED)["problems"] == 1


def test_shares_of_nothing_are_none() -> None:
    values = measure("", Diagram("x"))
    assert "straight: none" in stat_lines(values)
    assert values["nodes"] == values["area"] == 0


def test_flat_links_are_direct_or_not() -> None:
    flat = Diagram("x", boxes=(Box("a", tier=0), Box("b", tier=0)), edges=(Edge(End("a"), End("b")),))
    assert measure("┌───┐ ┌───┐\n│ a ├─┤ b │\n└───┘ └───┘\n", flat)["flat direct"] == 1.0
    assert measure("┌───┐ ┌───┐\n│ a │ │ b │\n└─┬─┘ └─┬─┘\n  └─────┘\n", flat)["flat direct"] == 0.0


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_drawings_of_samples_are_sound(sample: Path, charset: str) -> None:
    drawing = topodraw.draw(sample, charset=charset, labels="both")
    assert drawing.tiers is not None
    values = measure(str(drawing), assign_tiers(drawing.tiers.diagram), charset)
    assert (values["problems"], values["tier violations"]) == (0, 0)
    assert values["labels"] == values["labels legible"]
    assert values["edges"] == len(drawing.tiers.diagram.edges)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "topodraw", "render", str(SAMPLES / "leaf-spine"), "--stats", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command_line_prints_them_on_standard_error() -> None:
    plain, coloured = run(), run("--color", "always", "-f", "ascii")
    assert "\x1b[" in coloured.stdout
    assert plain.stdout.startswith(" ")
    assert plain.stderr.splitlines()[:2] == ["nodes: 14", "edges: 16"]
    assert coloured.stderr == plain.stderr


def test_they_are_of_text_drawings_only() -> None:
    done = run("-f", "dot")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--stats measures text drawings; choose -f text or ascii" in done.stderr


def test_a_drawing_too_large_to_be_measured_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("topodraw.textreader.canvas.MAX_CELLS", 100)
    assert main(["render", str(SAMPLES / "leaf-spine"), "--stats"]) == 0
    captured = capsys.readouterr()
    assert "spine1" in captured.out
    wide, high = max(map(len, captured.out.splitlines())), len(captured.out.splitlines())
    size = f"the picture is {wide} x {high} cells large"
    assert captured.err.startswith(f"topodraw: warning: the drawing is too large to be measured: {size}")
