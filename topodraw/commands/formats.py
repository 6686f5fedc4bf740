"""``topodraw formats``: list what can be read and drawn, by which engine, and whether it is there."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from topodraw.commands.options import add_verbosity

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics

__all__ = ["add_arguments", "engine_versions", "run"]

_VERSION_OPTION = {"dot": "-V", "netlab": "version"}
"""Engine -> what to ask its version with, where that is not --version."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour the tables")
    add_verbosity(parser)


def run(args: argparse.Namespace, diagnostics: Diagnostics) -> int:
    """Print a table of what can be read, and one of what can be drawn."""
    from topodraw.commands.tables import print_table
    from topodraw.engines import ENGINES, find_engines
    from topodraw.output import is_terminal, use_color
    from topodraw.readers import list_readers

    color = use_color(args.color, is_terminal(sys.stdout), os.environ)
    engines = find_engines(os.environ)
    print_table("Can be read", ("kind", "by"), list_readers().items(), color=color)
    print_table("Can be drawn", ("format", "suffixes", "engine", "by", "state"), _drawable(engines), color=color)
    rows = ((e.name, engines.get(e.name, "not installed"), "" if e.name in engines else e.install) for e in ENGINES)
    print_table("Engines", ("engine", "command", "to get it"), rows, color=color)
    return 0


def _drawable(engines: Mapping[str, str]) -> Iterator[tuple[str, str, str, str, str]]:
    from topodraw.draw import MODEL_FORMAT
    from topodraw.errors import TopodrawError
    from topodraw.registry import IMAGE_ENGINES, NATIVE, canonical, list_renderers, load_renderer

    renderers = list_renderers()
    for format in sorted({canonical(name) for name in renderers}):
        target, distribution = renderers[format]
        names = [name for name in renderers if canonical(name) == format]
        usable = IMAGE_ENGINES.get(format, ())
        try:
            load_renderer(format, engines=engines)
            ready = not usable or format in NATIVE or any(name in engines for name in usable)
            state = "ready" if ready else "needs an engine"
        except TopodrawError as error:
            state = str(error)
        by = target if distribution == "topodraw" else f"{target} ({distribution})"
        yield (
            format,
            " ".join(f".{name}" for name in names),
            " or ".join(("none", *usable) if format in NATIVE else usable),
            by,
            state,
        )
    yield MODEL_FORMAT, f".{MODEL_FORMAT}", "", "topodraw.model_json", "ready"


def engine_versions(env: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for every engine found, with its version and place. Runs them."""
    from topodraw.engines import engine_version, find_engines, module_version

    for name, path in find_engines(env).items():
        version = module_version(name) or engine_version(path, _VERSION_OPTION.get(name, "--version"))
        yield f"{name} {version or '(version unknown)'} ({path})"
