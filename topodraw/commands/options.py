"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from topodraw.arguments import seconds
from topodraw.drawing_options import add_source, reading_options

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.model import Topology

__all__ = ["add_input", "add_trust", "add_verbosity", "load_input"]


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the file to read and how to read it."""
    add_trust(add_source(parser))


def add_trust(group: argparse._ArgumentGroup) -> None:
    """Add what a lab may use while it is read: never the choice of the lab, or of a document that shows it."""
    group.add_argument(
        "--env", action="store_true", help="let the lab use the environment's variables (containerlab's $VAR, NETLAB_*)"
    )
    group.add_argument(
        "--engine",
        choices=("auto", "native", "netlab"),
        default="auto",
        help="what reads a netlab topology: topodraw itself (native), netlab, or (auto) netlab only where the lab has "
        "plugins of its own and may run them",
    )
    group.add_argument(
        "--allow-plugins", action="store_true", help="let netlab run code of the lab's own, such as its Python plugins"
    )
    group.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=60.0, help="time that netlab may take (60)"
    )


def load_input(args: argparse.Namespace, diagnostics: Diagnostics) -> Topology:
    """Return the topology that the options of `add_input` name."""
    from topodraw.draw import load

    env = os.environ if args.env else None
    topology = load(
        args.file,
        env=env,
        engine=args.engine,
        allow_plugins=args.allow_plugins,
        timeout=args.timeout,
        sources=diagnostics.sources,
        **reading_options(args),
    )
    for name in topology.files:
        diagnostics.note(name, "read")
    return topology


def add_verbosity(parser: argparse.ArgumentParser) -> None:
    """Add how much is told on standard error."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="print no warnings")
    group.add_argument("-v", "--verbose", action="store_true", help="tell which files and engines were used")
