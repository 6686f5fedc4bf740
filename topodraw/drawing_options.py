"""What may be asked of a drawing, in words: the options of ``topodraw render`` that choose and shape it.

They are declared once, for the command line and for documents with drawings inside: what stands in a marker or on a
fence is read by the same parser as a command. Only options that draw are here. What may run programs, read the
environment, or means something at a terminal only belongs to the command, since the text of a document is anybody's.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topodraw.arguments import Parser, UsageError, columns, setting, words

if TYPE_CHECKING:
    from topodraw.drawing import Drawing
    from topodraw.model import Topology

__all__ = [
    "add_options",
    "add_output",
    "add_source",
    "draw_topology",
    "load_confined",
    "parse_words",
    "reading_options",
    "seen_from",
    "split_words",
]

_LINES = ("name", "device", "address", "as", "title")
_Flag = argparse.BooleanOptionalAction

_TRUSTED = ("--engine", "--allow-plugins", "--timeout", "--env")
"""Options of ``render`` that let a lab run programs or see the environment: never the document's choice."""


def parse_words(given: Sequence[str]) -> argparse.Namespace:
    """Return the options that words in a document stand for, under the names that `draw_topology` takes.

    Raises UsageError for whatever ``topodraw render`` would not take, or a document may not ask for.
    """
    for word in given:
        name = word.partition("=")[0]
        if name in _TRUSTED:
            raise UsageError(f"{name} may let a lab run programs or read the environment; a document cannot ask for it")
    return _parser().parse_args(given)


@cache
def _parser() -> Parser:
    parser = Parser(prog="topodraw render", add_help=False)
    add_source(parser)
    add_output(parser)
    add_options(parser)
    return parser


def load_confined(args: argparse.Namespace, folder: Path, root: Path, **reading: Any) -> Topology:
    """Return the topology that words in a document name, relative to the document's folder.

    Neither it nor a file that it includes may lie outside of `root`. `reading` are options of `topodraw.draw.load` that
    the user, not the document, gave. Files are named relative to the working directory; before the topology is drawn,
    `seen_from` should name them relative to the document.

    Raises SourceError.
    """
    from topodraw.draw import load
    from topodraw.errors import Location, Problem, SourceError
    from topodraw.source import Sources, is_within

    path = folder / args.file
    named = [args.file, *([args.configs] if args.configs not in (None, "auto") else [])]
    for name in named:
        if name == "-" or not is_within(folder / name, root.resolve()):
            reason = "is standard input" if name == "-" else f"is outside of {str(root)!r}"
            raise SourceError(Problem(Location(name), f"{reason}; a document shows files of its own repository only"))
    shown = Path(os.path.relpath(path.resolve()))
    asked = reading_options(args, lambda name: os.path.relpath((folder / name).resolve()))
    return load(shown, sources=Sources(root), **asked, **reading)


def reading_options(args: argparse.Namespace, find: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the options of `topodraw.draw.load` that words ask for; `find` tells where the files are that they
    name."""
    return {
        "kind": args.kind,
        "settings": args.settings,
        "variables": [find(name) for name in args.vars],
        "configs": args.configs if args.configs in (None, "auto") else find(args.configs),
        "external": args.external,
    }


def seen_from(topology: Topology, folder: Path) -> Topology:
    """Return a topology that names files relative to a folder: its drawing must not tell where topodraw was run."""
    from dataclasses import replace

    def relative(file: str) -> str:
        return Path(os.path.relpath(file, folder)).as_posix()

    warnings = tuple(
        replace(w, location=replace(w.location, file=relative(w.location.file))) for w in topology.warnings
    )
    files = tuple(map(relative, topology.files))
    return replace(topology, file=topology.file and relative(topology.file), files=files, warnings=warnings)


def split_words(text: str) -> list[str]:
    """Return the words of a line, quoted as in a shell. Raises UsageError for a quotation that does not end."""
    import shlex

    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"cannot be split into words: {error}") from None


def add_source(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the file to read and how to read it; return the group of the options."""
    parser.add_argument("file", metavar="FILE", help="topology file, directory that holds one, or - for standard input")
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--from",
        dest="kind",
        metavar="KIND",
        help="kind of input: netlab, containerlab, topodraw, text (told by content)",
    )
    group.add_argument(
        "--set",
        dest="settings",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        type=setting,
        help="set a key of a netlab topology before it is read, such as defaults.device=frr; repeatable",
    )
    group.add_argument(
        "--vars",
        metavar="FILE",
        action="append",
        default=[],
        help="take the variables of a containerlab template from FILE (default: files beside it that are named like "
        "it); repeatable",
    )
    group.add_argument(
        "--configs",
        metavar="DIR",
        help="take files named after the nodes of a containerlab lab for their configurations: those in DIR, or (auto) "
        "in the lab's own folder for nodes that the lab file gives none",
    )
    group.add_argument(
        "--external",
        choices=("show", "list", "hide"),
        default="list",
        help="BGP peers that device configurations name and the lab does not have: draw them, list them as warnings "
        "(default), or neither",
    )
    return group


def add_output(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the format and the file to write; return the group of the options."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "-f",
        "--format",
        help="text (default), ascii, dot, d2, mermaid, drawio, svg, png, pdf, json, or another installed renderer's",
    )
    group.add_argument("-o", "--output", metavar="OUT", help="file to write; the suffix says the format; - for stdout")
    group.add_argument("--via", metavar="ENGINE", help="engine that draws svg, png and pdf: dot or d2; svg needs none")
    return group


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what to show and how to show it."""
    _add_content(parser)
    _add_looks(parser)


def _add_content(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what to show")
    group.add_argument("--view", default="topology", help="topology (default), bgp, isis or as")
    group.add_argument("--group-by", metavar="WHAT", type=words(), help="as, group, none, or names of groups (A,B)")
    group.add_argument(
        "--labels", choices=("none", "interface", "address", "both"), help="what stands at the ends of lines"
    )
    group.add_argument(
        "--node-label", metavar="LINES", type=words("node label", _LINES),
        help="a node's lines: name,device,address,as,title",
    )  # fmt: skip
    for short, name, verb in (("-i", "include", "keep only"), ("-x", "exclude", "leave out")):
        group.add_argument(
            short, f"--{name}", metavar="NAME", type=words(), action="extend", default=[],
            help=f"{verb} these nodes and links: names, globs, classes; repeatable",
        )  # fmt: skip
    group.add_argument(
        "--af", dest="families", metavar="FAMILY", type=words(), action="extend", default=[],
        help="keep only BGP sessions of these address families: ipv4, ipv6, evpn, vpnv4...",
    )  # fmt: skip
    group.add_argument(
        "--layer", choices=("underlay", "overlay"),
        help="keep only BGP sessions between directly connected routers (underlay) or between loopbacks (overlay)",
    )  # fmt: skip
    group.add_argument("--vrf", action=_Flag, help="show BGP sessions inside VRFs (default)")
    group.add_argument("--vlans", action=_Flag, help="tell VLAN access links and trunks from other links")
    group.add_argument("--all", dest="all_nodes", action="store_true", help="show nodes the view would leave out")
    group.add_argument(
        "--stubs", choices=("show", "list", "hide"), help="stub networks: drawn (default), listed below, or left out"
    )
    group.add_argument(
        "--hosts-join-as", action="store_true",
        help="draw hosts in the frame of the only autonomous system that they are linked to",
    )  # fmt: skip
    group.add_argument("--sessions", action="store_true", help="lay the BGP sessions over the topology view")
    group.add_argument("--title", help="title of the drawing")


def _add_looks(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how to show it")
    group.add_argument("--charset", choices=("box", "rich", "ascii"), help="characters of text drawings (box)")
    group.add_argument(
        "--width", metavar="N", type=columns, help="columns to fit a text drawing into; auto (default): the terminal's"
    )
    group.add_argument(
        "--pages",
        action="store_true",
        help="cut a text drawing that does not fit the width into pages; without --width they are as wide as the "
        "terminal, or 100 columns",
    )
    group.add_argument(
        "--bundle",
        choices=("auto", "always", "never"),
        help="draw complete meshes in text as one bar: those of more than 16 links (auto, default), all, or none",
    )
    group.add_argument(
        "--direction", choices=("down", "right"), help="where the tiers follow one another to: down (default) or right"
    )
    group.add_argument("--fold", action=_Flag, help="draw a frame around a single node as a line in the node")
    group.add_argument("--legend", action=_Flag, help="explain the kinds of lines used (default)")
    group.add_argument(
        "--theme",
        choices=("auto", "light", "dark", "mono"),
        help="colours; auto (default): light and dark in one SVG, else light",
    )
    group.add_argument("--pin", action=_Flag, help="give engines our own positions of the nodes")


_PASSED_ON = (
    "group_by", "labels", "node_label", "include", "exclude", "families", "layer", "vrf", "vlans", "all_nodes",
    "stubs", "hosts_join_as", "sessions", "charset", "width", "pages", "report", "bundle", "direction", "fold",
    "legend", "theme", "pin", "via", "engines", "id_prefix",
)  # fmt: skip
"""Options that `topodraw.draw.draw` takes under the same names; the last two are the caller's to add."""

_PAGE_WIDTH = 100
"""Columns of a page where neither an option nor a terminal tells them."""


def draw_topology(
    topology: Topology, args: argparse.Namespace, format: str | None, *, color: bool | None = False
) -> Drawing:
    """Draw a topology as the command's options say; None for what the place where it is shown decides."""
    from topodraw.draw import draw

    options: dict[str, Any] = {name: getattr(args, name, None) for name in _PASSED_ON}
    if args.pages and args.width is None:
        options["width"] = _PAGE_WIDTH
    return draw(topology, format, view=args.view, title=args.title, color=color, **options)
