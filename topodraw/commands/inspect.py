"""``topodraw inspect``: show what was understood of a topology, readable or as JSON."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from topodraw.commands.options import add_input, add_verbosity, load_input

if TYPE_CHECKING:
    from topodraw.commands.diagnostics import Diagnostics
    from topodraw.model import Endpoint, Link, Node, Session, Topology

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    add_input(parser)
    group = parser.add_argument_group("output")
    form = group.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the model as JSON and nothing else")
    form.add_argument("--tiers", action="store_true", help="print each node's tier and why, and nothing else")
    group.add_argument("--strict", action="store_true", help="exit with status 1 when there is any warning")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour the tables")
    add_verbosity(parser)


def run(args: argparse.Namespace, diagnostics: Diagnostics) -> int:
    """Print the topology: JSON with its warnings on standard error, or tables that hold the warnings themselves.

    Warnings are what is wrong with a lab that can be drawn all the same; with ``--strict`` they make the status 1.
    """
    from topodraw.draw import topology_tiers, with_tiers
    from topodraw.layout.reasons import contradictions
    from topodraw.output import is_terminal, use_color, write_stdout

    topology = load_input(args, diagnostics)
    report = topology_tiers(topology)
    contradicting = contradictions(report)
    for sentence in contradicting:
        diagnostics.warn("topodraw", sentence)
    topology = with_tiers(topology, report)
    if args.tiers:
        from topodraw.commands.tier_table import tier_lines

        diagnostics.problems(topology.warnings)
        write_stdout("".join(f"{line}\n" for line in tier_lines(report)))
    elif args.json:
        from topodraw.model_json import dumps

        diagnostics.problems(topology.warnings)
        write_stdout(dumps(topology))
    else:
        _print_tables(topology, color=use_color(args.color, is_terminal(sys.stdout), os.environ))
    return 1 if args.strict and (topology.warnings or contradicting) else 0


def _print_tables(topology: Topology, *, color: bool) -> None:
    from topodraw.commands.tables import print_table, print_text

    print_text(f"{topology.name}: {topology.kind} topology in {topology.file}")
    counts = ((name, len(getattr(topology, name))) for name in ("nodes", "links", "sessions", "groups", "warnings"))
    print_text(", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in counts))
    print_text("")
    for title, columns, rows in (
        ("Nodes", ("name", "device", "role", "AS", "loopback", "tier"), map(_node, topology.nodes)),
        ("Links", ("kind", "ends", "prefix", "name"), map(_link, topology.links)),
        ("BGP sessions", ("kind", "between", "", "families", "remarks"), map(_session, topology.sessions)),
        ("Groups", ("name", "kind", "title", "in", "members"), (
            (g.name, g.kind, g.title, g.parent, ", ".join(g.members)) for g in topology.groups
        )),
        ("Warnings", ("place", "text"), ((str(w.location), w.text) for w in topology.warnings)),
    ):  # fmt: skip
        print_table(title, columns, rows, color=color)


def _node(node: Node) -> tuple[str | int | None, ...]:
    remarks = [word for word, true in (("route reflector", node.route_reflector), ("implied", node.pseudo)) if true]
    role = ", ".join(filter(None, (node.role, *remarks)))
    return node.name, node.device, role, node.asn, node.loopback, node.tier


def _link(link: Link) -> tuple[str | None, ...]:
    prefix = ", ".join((link.prefix or {}).values())
    return link.kind, " - ".join(map(_end, link.endpoints)), prefix, link.name or link.bridge


def _end(end: Endpoint) -> str:
    addresses = (end.ipv4, end.ipv6)
    shown = ["unnumbered" if a is True else a for a in addresses if a]
    return " ".join(filter(None, (end.node, end.interface, *shown)))


def _session(session: Session) -> tuple[str | None, ...]:
    remarks = (
        f"vrf {session.vrf}" if session.vrf else "",
        f"{session.rr_client} is a client" if session.rr_client else "",
        "one-sided" if session.one_sided else "",
        "overlay" if session.layer == "overlay" else "",
    )
    return session.kind, session.a, session.b, " ".join(session.families), ", ".join(filter(None, remarks))
