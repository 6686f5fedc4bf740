"""The gallery page: every sample in every view that has something to show of it, and one in other formats.

The page is written here with empty markers; `topodraw regen` puts the drawings between them.
"""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

import topodraw
from topodraw.views import views_of

TITLES = {
    "topology": "Topology",
    "bgp": "BGP sessions",
    "isis": "IS-IS",
    "as": "Autonomous systems",
}
"""View -> heading."""

_HEAD = """\
# Gallery

Every lab in `samples/`, in every view that has something to show of it. The pictures are what `topodraw render FILE
--view VIEW` prints; `topodraw regen` put them here. Only `annotated-ring` carries layout hints, the positions
that an editor noted.
"""


_SHOWN = "samples/frr-multi-as/frr-multi-as.clab.yml --view bgp"
_FORMATS = (
    (
        "Mermaid",
        "The BGP of `frr-multi-as` for pages that [draw Mermaid](reference/images.md#mermaid), as those of GitHub do.",
        "-f mermaid",
    ),
    (
        "draw.io",
        "The same as a file to be opened, moved about and edited in draw.io (diagrams.net).",
        "-o gallery/frr-multi-as.drawio",
    ),
)
"""Heading, what is shown, and the options that draw it, for formats that a page cannot show as pictures."""

_BETWEEN = re.compile(r"(?<= -->\n)(?:(?!<!-- topodraw).*\n)*(?=<!-- topodraw end -->)")


def gallery(root: Path, page: str) -> str:
    """Return the page as it should be but for its drawings: itself, or anew where a sample, view or text changed.

    `root` is the folder that holds ``samples/``.
    """
    with chdir(root):
        outline = "\n".join([_HEAD, *(_entry(path) for path in sample_files(Path("samples"))), *map(_format, _FORMATS)])
    return page if _BETWEEN.sub("", page) == outline else outline


def sample_files(folder: Path) -> list[Path]:
    """Return the topology file of every sample, by name."""
    return sorted([*folder.glob("*/topology.yml"), *folder.glob("*/*.clab.yml")])


def describe(path: Path) -> str:
    """Return the line that says what a sample shows: the comment it begins with."""
    return path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("#").strip()


def _entry(path: Path) -> str:
    name, source = path.parent.name, path.as_posix()
    parts = [f"## {name}\n", f"{describe(path)}\n"]
    for view in views_of(topodraw.load(path)):
        option = "" if view == "topology" else f" --view {view}"
        parts.append(f"**{TITLES.get(view, view)}**\n")
        parts.append(_markers(f"{source}{option}"))
    return "\n".join(parts)


def _format(shown: tuple[str, str, str]) -> str:
    title, text, options = shown
    return f"## {title}\n\n{text}\n\n{_markers(f'{_SHOWN} {options}')}"


def _markers(words: str) -> str:
    return f"<!-- topodraw start ../{words} -->\n<!-- topodraw end -->\n"
