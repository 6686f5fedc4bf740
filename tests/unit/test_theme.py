"""Themes: every kind has a look, and nobody needs to see colours to tell them apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from topodraw.errors import UnknownName
from topodraw.terminal import frame_style, terminal_style
from topodraw.theme import THEMES, Paint, Theme, get_theme

EDGE_KINDS = (
    "link",
    "vlan_access",
    "vlan_trunk",
    "tunnel",
    "level-1",
    "level-2",
    "level-1-2",
    "ebgp",
    "ibgp",
    "localas_ibgp",
    "confed_ebgp",
    "adjacency",
)
SHOWN_TOGETHER = (
    ("ebgp", "ibgp", "localas_ibgp", "confed_ebgp"),
    ("level-1", "level-2", "level-1-2"),
    ("link", "vlan_access", "vlan_trunk", "tunnel"),
)


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def as_deuteranope(color: str) -> tuple[float, float, float]:
    """Return a colour as about one man in twenty sees it (the matrix of Machado, Oliveira and Fernandes, 2009)."""
    r, g, b = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return (
        0.367322 * r + 0.860646 * g - 0.227968 * b,
        0.280085 * r + 0.672501 * g + 0.047413 * b,
        -0.011820 * r + 0.042940 * g + 0.968881 * b,
    )


def paints(theme: Theme) -> list[Paint]:
    return [*theme.boxes.values(), *theme.bars.values(), *theme.tints]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_text_can_be_read(theme: Theme) -> None:
    assert contrast(theme.text, theme.background) >= 7
    assert contrast(theme.muted, theme.background) >= 4.5
    for paint in paints(theme):
        assert contrast(paint.text, paint.fill) >= 4.5, paint


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_lines_stand_out_from_the_background_and_from_every_frame(theme: Theme) -> None:
    for kind in EDGE_KINDS:
        for ground in (theme.background, *(tint.fill for tint in theme.tints)):
            assert contrast(theme.line(kind).color, ground) >= 2.5, (kind, ground)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("kinds", SHOWN_TOGETHER, ids=lambda kinds: kinds[0])
def test_kinds_shown_together_differ_for_a_colour_blind_reader(theme: Theme, kinds: tuple[str, ...]) -> None:
    for one, other in combinations(kinds, 2):
        a, b = theme.line(one), theme.line(other)
        distance = sum(abs(x - y) for x, y in zip(as_deuteranope(a.color), as_deuteranope(b.color), strict=True))
        assert a.dash != b.dash or abs(a.width - b.width) >= 0.7 or distance >= 45, (one, other)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_marks_change_the_dash_alone(theme: Theme) -> None:
    plain = theme.line("ebgp")
    vrf, one_sided = theme.line("ebgp", vrf=True), theme.line("ebgp", one_sided=True)
    assert {plain.dash, vrf.dash, one_sided.dash} == {"solid", "dashed", "dotted"}
    assert {line.color for line in (plain, vrf, one_sided)} == {plain.color}
    assert theme.line("vrf").dash == "dashed"
    assert theme.line("one_sided").dash == "dotted"


def test_unknown_kinds_look_ordinary() -> None:
    theme = get_theme("light")
    assert theme.line("bundle") == theme.line("link")
    assert theme.box("toaster") == theme.box("router")
    assert theme.bar("stub") == theme.bar("lan")


def test_frames_get_tints_in_turn() -> None:
    theme = get_theme("light")
    tints = [theme.frame(index) for index in range(len(theme.tints) * 2)]
    assert len(set(tints)) == len(theme.tints)
    assert tints[: len(theme.tints)] == tints[len(theme.tints) :]
    assert frame_style(0) == frame_style(8) != frame_style(1)


def test_unknown_theme() -> None:
    with pytest.raises(UnknownName, match="did you mean 'light'"):
        get_theme("ligth")


def test_terminal_styles_are_words_that_rich_knows() -> None:
    style = pytest.importorskip("rich.style").Style
    for kind in (*EDGE_KINDS, "router", "switch", "host", "lan", "as", "label", "note", "device", "unheard-of"):
        style.parse(terminal_style(kind))
    for index in range(8):
        style.parse(frame_style(index))
    assert terminal_style("ebgp") == "bold red"


AS_OTHERS_SEE = {
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What becomes of red, green and blue (Machado, Oliveira and Fernandes, 2009)."""


@pytest.mark.parametrize("eyes", AS_OTHERS_SEE)
@pytest.mark.parametrize("theme", [THEMES["light"], THEMES["dark"]], ids=lambda theme: theme.name)
def test_frames_that_follow_one_another_differ_to_every_reader(theme: Theme, eyes: str) -> None:
    def seen(color: str) -> list[float]:
        channels = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        return [sum(a * b for a, b in zip(row, channels, strict=True)) for row in AS_OTHERS_SEE[eyes]]

    outlines = [tint.stroke.color for tint in theme.tints]
    for one, other in zip(outlines, outlines[1:] + outlines[:1], strict=True):
        assert sum(abs(a - b) for a, b in zip(seen(one), seen(other), strict=True)) >= 45, (one, other)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_text_can_be_read_on_every_ground_it_may_stand_on(theme: Theme) -> None:
    for ground in (theme.background, *(tint.fill for tint in theme.tints)):
        for ink in (theme.text, theme.muted):
            assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_outlines_and_pictures_stand_out_from_their_fill(theme: Theme) -> None:
    """At least 3:1, as for all that is no text (WCAG 2.2, 1.4.11); what stands back on purpose may have less."""
    for kind, paint in theme.boxes.items():
        assert contrast(paint.stroke.color, paint.fill) >= (2.5 if kind == "cloud" else 3), kind


def test_dark_differs_from_light_in_colours_alone() -> None:
    """One file holds both, and only its colours are variables."""
    light, dark = THEMES["light"], THEMES["dark"]
    for ours, theirs in ((light.boxes, dark.boxes), (light.bars, dark.bars)):
        assert list(ours) == list(theirs)
        for kind, paint in ours.items():
            other = theirs[kind]
            assert (paint.rounded, paint.stroke.width, paint.stroke.dash) == (
                other.rounded,
                other.stroke.width,
                other.stroke.dash,
            )
    assert len(light.tints) == len(dark.tints)
    assert {k: (s.width, s.dash) for k, s in light.lines.items()} == {
        k: (s.width, s.dash) for k, s in dark.lines.items()
    }
    assert light.modifiers == dark.modifiers


def test_auto_is_light_where_nothing_can_follow_the_reader() -> None:
    assert get_theme("auto") is THEMES["light"]
