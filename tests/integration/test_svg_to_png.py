"""PNG out of our own SVG: real pictures with real letters on them, told by their pixels."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import topodraw
from topodraw.engines import find_engines

pytest.importorskip("resvg_py")

SAMPLES = Path(__file__).parents[2] / "samples"
WITH_RESVG = {"resvg": find_engines({})["resvg"]}


def pixels(picture: bytes) -> tuple[int, int, dict[bytes, int]]:
    """Return width, height and how often each colour occurs; undoes the five filters of PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (depth, kind) == (8, 6)
    data, at = b"", 8
    while at < len(picture):
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        data += picture[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(data), width * 4
    before, found = bytearray(stride), dict[bytes, int]()
    for y in range(height):
        method, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for x in range(stride):
            a, b, c = (line[x - 4] if x > 3 else 0), before[x], (before[x - 4] if x > 3 else 0)
            nearest = min((a, b, c), key=lambda v, p=a + b - c: abs(p - v))  # type: ignore[misc]
            line[x] = (line[x] + (0, a, b, (a + b) // 2, nearest)[method]) % 256
        for x in range(0, stride, 4):
            color = bytes(line[x : x + 4])
            found[color] = found.get(color, 0) + 1
        before = line
    return width, height, found


@pytest.mark.parametrize(
    ("theme", "ground", "text"),
    [("auto", "ffffff", "3b2406"), ("dark", "15191e", "ffeccc"), ("mono", "ffffff", "000000")],
)
def test_the_picture_has_the_colours_of_its_theme_and_letters(theme: str, ground: str, text: str) -> None:
    lab = SAMPLES / "bgp-route-leaks"
    drawing = topodraw.draw(lab, "png", theme=theme, node_label="name", engines=WITH_RESVG)
    assert isinstance(drawing.content, bytes)
    assert drawing.media_type == "image/png"
    width, height, colors = pixels(drawing.content)
    svg = ET.fromstring(str(topodraw.draw(lab, "svg", node_label="name")))
    assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert max(colors, key=lambda color: colors[color]) == bytes.fromhex(f"{ground}ff")
    assert colors[bytes.fromhex(f"{text}ff")] > 500, "letters are missing"


def test_a_png_goes_to_a_file_and_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        command = [sys.executable, "-m", "topodraw", "render", str(SAMPLES / "multi-access"), "-o", name]
        subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_text_outside_boxes_has_its_colour() -> None:
    """Programs differ in what they make of a style sheet's rules for the file as a whole."""
    drawing = topodraw.draw(SAMPLES / "evpn-multi-pod", "png", view="bgp", engines=WITH_RESVG)
    assert isinstance(drawing.content, bytes)
    _, _, colors = pixels(drawing.content)
    assert colors[bytes.fromhex("1f2933ff")] > 300
    assert bytes.fromhex("000000ff") not in colors


FONTS = Path("/usr/share/fonts")
DRAW = "import topodraw, sys; topodraw.draw(sys.argv[1], 'png', via='resvg').save('x.png')"


@pytest.fixture
def hide_fonts(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Draw in a process that sees only the fonts that a pattern matches; only root may arrange that."""

    def draw(pattern: str) -> subprocess.CompletedProcess[str]:
        kept = tmp_path / "fonts"
        kept.mkdir()
        for font in FONTS.rglob(pattern) if pattern else ():
            shutil.copy(font, kept)
        hidden = f'mount -t tmpfs none {FONTS} && cp -r {kept} {FONTS} && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", hidden, "sh"]
        if subprocess.run([*command, "true"], capture_output=True).returncode:
            pytest.skip("hiding fonts takes the right to mount")
        python = [sys.executable, "-c", DRAW, str(SAMPLES / "multi-access")]
        return subprocess.run([*command, *python], cwd=tmp_path, capture_output=True, text=True)

    return draw


def test_a_machine_without_fonts_says_so(
    hide_fonts: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    assert "RenderError: no fonts to write names with" in hide_fonts("").stderr
    assert not (tmp_path / "x.png").exists()


def test_the_font_that_every_linux_has_is_enough(
    hide_fonts: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    if not list(FONTS.rglob("DejaVuSans.ttf")):
        pytest.skip("no DejaVu Sans here")
    assert hide_fonts("DejaVuSans*.ttf").stderr == ""
    _, _, colors = pixels((tmp_path / "x.png").read_bytes())
    assert colors[bytes.fromhex("3b2406ff")] > 500
